"""Whether an unknown word behind a number can be what it counts, by its form alone."""

from __future__ import annotations

import re
from functools import cache

from extractors.numbers.counted import Noun, nouns
from extractors.numbers.number_words import atoms_of
from extractors.rules import load_rows
from extractors.text import Token, fold

# Frequent broken plurals: أفعال, أفعلة, أفعل, فعول, فعال, فواعل, مفاعيل, فعلاء.
_BROKEN = re.compile(r"ا\w\wا\w|ا\w{3}ه?|\w\wو\w|\w\wا[^اته]\w{0,2}|\w{3}اء")


_PERSONS = re.compile(r"[^ا]\w\wاء")  # فعلاء: غرباء, أدباء
_MASDAR = re.compile(r"ت\w\wيه")  # توجيه, تنبيه: no ة at its end
# What no verb looks like: no letter of a verb's beginning or end.
_SINGULAR = re.compile(r"[^ايتنسوفبلكع]\w{2,}[^تاون]")


_NO_NOUN = Noun("", None, False)


@cache
def _words(kind: str) -> frozenset[str]:
    """The folded words of a class of ``lexicons/uncounted.tsv``."""
    rows = load_rows("uncounted")
    return frozenset(
        fold(word) for row in rows if row["class"] == kind for word in row["surface"].split("|")
    )


def countable(token: Token, value: float) -> str | None:
    """``person`` or ``item`` where a word's form fits a counted noun behind this value, else None.

    Three to ten take a plural, from eleven on an indefinite accusative singular, from a hundred
    on any indefinite singular. Sound masculine plurals and nisba nouns mean persons.
    """
    word = token.folded
    if token.kind != "w" or len(word) < 3 or word in _words("function") or not _arabic(word):
        return None
    if (
        atoms_of(word)
        or word.startswith(("ال", "لل", "بال", "كال", "فال", "و"))
        or (word[0] in "فبكلي" and value < 3)
    ):
        return None
    if 1900 < value <= 2100 and value % 100 and "ً" not in token.text:
        return None  # rather a year than a count
    if 3 <= value <= 10:
        return plural_unit(word)
    return _singular(token, value)


def plural_unit(word: str) -> str | None:
    """``person`` or ``item`` where a folded word looks like an indefinite plural, else None."""
    if word.endswith(("ين", "ون")) and word not in _words("no_plural") and len(word) >= 5:
        return "person"
    if len(word) >= 5 and word.endswith("ي") and nouns().get(word + "ن", _NO_NOUN).unit == "person":
        return "person"  # صيادي السمك
    if _PERSONS.fullmatch(word):
        return "person"
    return "item" if (word.endswith("ات") and len(word) >= 4) or _BROKEN.fullmatch(word) else None


def _singular(token: Token, value: float) -> str | None:
    word = token.folded
    accusative = word.endswith("ا") and ("ً" in token.text or value % 100 > 10)
    stem = word.removesuffix("ا") if accusative else word
    if accusative and stem.endswith("ي") and len(stem) >= 4:
        return "item" if word in _words("thing") else "person"
    feminine = word.endswith("ه") and not _MASDAR.fullmatch(word)
    if 11 <= value % 100 <= 99 or value < 11:
        tanween = "ً" in token.text or (accusative and len(word) >= 4)
        return "item" if tanween or (value >= 11 and feminine) else None
    nisba = token.text.endswith("ي") and word not in _words("thing")
    if nisba:
        return "person"
    return "item" if feminine or _SINGULAR.fullmatch(word) else None


def is_counted(token: Token, value: float) -> bool:
    """A noun that numbers count, by lexicon or form."""
    known = nouns().get(token.folded)
    return bool(known and not known.dual) or countable(token, value) is not None


def _arabic(word: str) -> bool:
    return "ء" <= word[0] <= "ي"
