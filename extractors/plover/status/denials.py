"""What a denial takes back: نفى الجيش أن تكون قواته قد قصفت البلدة, أنكر أنه شارك في الهجوم.

The verb or participle of denying stands in front of أن, whatever subjects stand between; a relative clause
behind أن tells something else (نفى أن يعرف الرجل الذي قتل الوزير).
"""

from __future__ import annotations

from extractors.text import Document, folded_words
from extractors.verbs import conjugate

_VERBS = (("نفى", "ينفي"), ("أنكر", "ينكر"), ("كذب", "يكذب"), ("استبعد", "يستبعد"))
_DENYING = frozenset(
    joined + surface
    for pair in _VERBS
    for surface, form in conjugate(*pair).items()
    if not form.pronoun
    for joined in ("", "و", "ف")
) | folded_words("نافيا نافية نافين منكرا منكرة مستبعدا مستبعدة نفي نفيه نفيها نفيهم")
_THAT = folded_words("أن أنه أنها أنهم أنهما بأن بأنه بأنها بأنهم")
_ASIDE = folded_words(
    "الذي التي الذين اللذين من لكن ولكن بل مؤكدا مؤكدة مضيفا مشيرا موضحا وأكد وأضاف وقال"
)
_BEING = folded_words("يكون تكون يكونوا تكونوا")
_NO = folded_words("لم لا لن ولم ولا")
# اتهامات لاتفاق توصلت إليه طهران: what is told of a thing is not denied with it.
_OF_IT = folded_words("إليه إليها عليه عليها منه منها فيه فيها")
_REACH = 16


def under_that(document: Document, i: int, first: int) -> str | None:
    """Status of what the verb at token ``i`` tells behind أن, ``first`` the start of its sentence: ``negated``
    where somebody denies it, ``hypothetical`` behind أن يكون, None else."""
    words = document.words
    if i + 1 < len(words) and words[i + 1] in _OF_IT:
        return None
    for k in range(i - 1, max(first, i - _REACH) - 1, -1):
        word = words[k]
        if word in _ASIDE or document.tokens[k].text in (";", "؛", ":"):
            return None
        if word in _THAT:
            if _denies(words, first, k):
                return "negated"
            guessed = word == "ان" and words[k + 1] in _BEING and words[i - 1] == "قد"
            return "hypothetical" if guessed and words[k - 1] != "دون" else None
    return None


def _denies(words: list[str], first: int, that: int) -> bool:
    """Whether the denial carries the أن at token ``that``, no other clause of أن or of a relative between."""
    for k in range(that - 1, max(first, that - _REACH) - 1, -1):
        if words[k] in _DENYING:
            return words[k - 1] not in _NO
        if words[k] in _THAT or words[k] in _ASIDE:
            return False
    return False
