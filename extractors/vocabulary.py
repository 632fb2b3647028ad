"""Everyday Arabic words, so that a word which is none of them can be taken for a part of a name.

Stems stand in ``lexicons/common_words.tsv`` and ``common_verbs.tsv``; endings and clitics are cut here.
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractors.rules import load_rows
from extractors.text import fold, readings
from extractors.verbs import conjugate

# After Arabic stems, folded: pronouns, numbers, the nisba of a noun with its feminine and plurals.
_ENDINGS = (
    "اتهم", "اتها", "اتنا", "اته", "تهم", "تها", "تنا", "تين", "تان", "هما", "يات", "ييه", "يتي",
    "يون", "يين", "ات", "ان", "ته", "تي", "كم", "نا", "ني", "ها", "هم", "هن", "وا", "ون", "يا", "يه",
    "ين", "ا", "ك", "ه", "ي",
)  # fmt: skip
# Stems III, V, VI, VIII and X and their participles begin like this, names hardly ever.
_DERIVED = ("است", "مست", "يست", "تست", "سيت", "ستت", "يتم", "يتو", "يتح", "يتع", "متو", "متع")


def is_function_word(folded: str) -> bool:
    """Whether the word is, just as it stands, a preposition, pronoun, number word or the like."""
    return folded in _stems("particle")


@lru_cache(maxsize=65_536)
def is_particle(folded: str) -> bool:
    """Whether the word is a preposition, pronoun, number word or the like, clitics allowed."""
    return any(rest in _stems("particle") for _, rest in readings(folded))


@lru_cache(maxsize=65_536)
def is_verb(folded: str) -> bool:
    """Whether the word looks like a form of one of the common verbs."""
    return any(rest in _verb_forms() for _, rest in readings(folded) if "لل" not in _)


@lru_cache(maxsize=65_536)
def is_common(folded: str) -> bool:
    """Whether the word is an everyday noun or adjective, in any form and with any clitics."""
    return folded.startswith(_DERIVED) or any(_known(rest) for _, rest in readings(folded))


def is_everyday(folded: str) -> bool:
    """Whether the word is any of the above."""
    return is_particle(folded) or is_common(folded) or is_verb(folded)


def _known(word: str) -> bool:
    definite = word.startswith("ال") and len(word) > 4
    bare = word[2:] if definite else word
    if word in _stems("noun") or bare in _stems("noun") or bare in _stems("adjective"):
        return True
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 2:
            if definite and ending in ("ي", "ك", "ا", "ني"):
                continue  # الحربي is a family, not "my war"
            stem = bare[: -len(ending)]
            if stem in _bare_stems() or (ending[0] == "ت" and stem + "ه" in _bare_stems()):
                return True
            if ending in ("ات", "ي", "يه", "ين", "ان") and stem + "ه" in _bare_stems():
                return True
    return False


@cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(fold(r["surface"]) for r in load_rows("common_words") if r["class"] == kind)


@cache
def _bare_stems() -> frozenset[str]:
    return _stems("noun") | _stems("adjective")


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(
        form
        for row in load_rows("common_verbs")
        for form, features in conjugate(row["perfect"], row["imperfect"]).items()
        if len(form) > 2 and features.person == 3
    )
