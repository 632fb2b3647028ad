"""Where a subject ends: the words and verbs that no description of who speaks goes on behind."""

from __future__ import annotations

from functools import cache, lru_cache

from extractors.lookups import remembered
from extractors.reporting import announced, cue
from extractors.rules import load_rows
from extractors.saying.sources import Source
from extractors.saying.speech_words import speech_words
from extractors.text import Document, without_article
from extractors.verbs import conjugate

APPOSED = frozenset({"احد", "احدي"})
ASSISTANT = "مساعد"


@remembered
def may_end_subject(folded: str) -> bool:
    """Whether a description of somebody with a name may end before a word: nearly no word of names can."""
    return (
        folded in speech_words("ends-subject")
        or folded in speech_words("time-span")
        or folded in speech_words("his-words")
        or folded in imperfects()
        or folded in ("اول", "عام", "سنه")
        or folded in speech_words("feelings")
        or folded.startswith("ل")
        or _verb(folded)
        or announced(folded) is not None
        or without_article(folded) in APPOSED | speech_words("role-head") | {ASSISTANT}
    )


def stops_subject(document: Document, j: int, last: int, unnamed: Source | None) -> bool:
    """Whether a subject ends before token j; في goes on behind unnamed sources and roles."""
    word = document.tokens[j].folded
    if word == "علي" and not is_on(document, j):
        return False
    if has_tanwin(document, j):
        return True  # an adverb: دائماً
    if word == "اول" and [t.folded for t in document.tokens[j + 1 : j + 3]] == ["من", "امس"]:
        return True
    if word == "من" and "".join(document.words[j + 1 : j + 2]) in speech_words("of-what"):
        return True
    if word in ("عام", "سنه") and document.kinds[j + 1 : j + 2] == "n":
        return True  # أعلنت مصر عام 2010
    if word in speech_words("time-span") and j + 1 < last:
        return document.tokens[j + 1].folded in speech_words("near-time")
    if word not in speech_words("ends-subject"):
        return word == "ل" or _verb(word)
    after = document.tokens[j + 1].folded if j + 1 < last else ""
    if not after or after in speech_words("occasion"):
        return True
    if word == "علي" and document.tokens[j - 1].folded in speech_words("an-of-its-own"):
        return False  # القائمون على المهرجان
    if word in ("في", "من", "لدي") and unnamed:
        return False
    if word == "عن" and document.tokens[j - 1].folded in speech_words("issued"):
        return False
    if word == "من" and document.tokens[j - 1].folded in speech_words("some"):
        return False
    return word != "في" or not _role_before(document, j)


def _role_before(document: Document, j: int) -> bool:
    """Whether the few words before token j, back to a mark, hold a role: مدير القسم في."""
    for token in reversed(document.tokens[max(0, j - 6) : j]):
        if token.kind in "pb":
            return False
        if without_article(token.folded) in speech_words("role-head"):
            return True
    return False


def has_tanwin(document: Document, j: int) -> bool:
    return document.tokens[j].text.endswith(("اً", "ًا"))


@cache
def imperfects() -> frozenset[str]:
    """Everyday verbs in ي, behind which no subject goes on: الرئيس يجتمع."""
    return frozenset(
        surface
        for row in load_rows("common_verbs")
        for surface in conjugate(row["perfect"], row["imperfect"])
        if surface.startswith("ي") and len(surface) > 3 and surface not in _NAMES_IN_YA
    )


@cache
def everyday_verbs() -> dict[str, str]:
    """The gender of everyday verbs in the perfect, third person singular."""
    return {
        surface: form.gender
        for row in load_rows("common_verbs")
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items()
        if form.tense == "perfect" and form.number == "s" and not form.pronoun
    }


_NAMES_IN_YA = frozenset({"يزيد", "يحيي", "يعلي", "يسري", "ياسر", "يعرب"})


def is_on(document: Document, j: int) -> bool:
    """Whether a token spelt علي or على is the preposition and not the name Ali."""
    if document.tokens[j].text.endswith("ى") or j + 1 >= len(document.tokens):
        return True
    dotless = prints_alif_maqsura(document.text)
    return not dotless and document.tokens[j + 1].folded.startswith(("ال", "ان"))


@lru_cache(maxsize=8)
def prints_alif_maqsura(text: str) -> bool:
    """Whether a text tells ى from ي; some papers print ي for both."""
    return "على" in text or "إلى" in text or "الى" in text


@remembered
def _verb(folded: str) -> bool:
    found = cue(folded)
    return bool(found and not found.homograph and not folded.startswith("ال"))
