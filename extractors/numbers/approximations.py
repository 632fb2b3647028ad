"""Words that make a number inexact: نحو 30, أكثر من 30, 30 على الأقل."""

from __future__ import annotations

import re
from functools import cache

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import Token, fold, readings

# What a verb measures: تجاوزت قيمتها 5 مليارات, لا يتجاوز عددهم 30.
_OF_ITS = frozenset(
    fold(noun) + pronoun
    for noun in ("قيمت", "كلفت", "تكلفت", "عدد", "مساحت", "طول", "وزن", "عمر", "سعر", "نسبت", "ثمن")
    for pronoun in ("ه", "ها", "هم", "هما")
)
_MEASURED = frozenset(
    fold(noun)
    for noun in (
        "عدد", "كلفة", "تكلفة", "قيمة", "سعر", "نسبة", "مساحة", "طول", "وزن", "عمر", "ثمن", "حجم",
        "راتب", "أجر", "ارتفاع", "عمق", "سرعة", "كمية", "معدل",
    )
)  # fmt: skip
_COMPARED = re.compile("[وف]?[يت]?(?:(?P<less>قل)|(?P<more>زيد|زاد|ربو|ربا))ت?")
_NOT = frozenset({"لا", "لم", "لن", "ولا", "ولم", "ولن"})
_FEW = 4  # words between a verb and the number
_EXCEEDS = re.compile("[وف]?[يت]?(?:ت?جاوز|فوق|فاق|ناهز|قارب|تعدي?)ت?")

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _phrases(position: str) -> Phrases:
    """Folded phrases of a position by the word next to the number, longest first."""
    phrases: Phrases = {}
    near = -1 if position == "before" else 0
    for row in load_rows("approximators"):
        if row["position"] == position:
            for surface in row["surface"].split("|"):
                words = tuple(fold(surface).split())
                phrases.setdefault(words[near], []).append((words, row["approximation"]))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases


def before(tokens: list[Token], first: int) -> str | None:
    """The approximation said directly before token ``first``, None where there is none."""
    return before_start(tokens, first)[0] or _over_subject(tokens, first)


def _over_subject(tokens: list[Token], first: int) -> str | None:
    """The approximation of a verb whose subject stands between it and the number: تقل كلفة المشروع
    عن 30, لا يتجاوز عدد الأطباء 30."""
    compared = first > 2 and tokens[first - 1].folded in ("عن", "علي")
    for place in range(first - 1 - compared, max(0, first - 2 - _FEW), -1):
        token = tokens[place]
        if token.kind != "w":
            return None
        if token.folded in _MEASURED:
            if not compared:
                verb = tokens[place - 1].folded
                return before_start(tokens, place)[0] if _EXCEEDS.fullmatch(verb) else None
            return _comparison(tokens, place - 1)
    return None


def _comparison(tokens: list[Token], place: int) -> str | None:
    found = _COMPARED.fullmatch(tokens[place].folded)
    if not found:
        return None
    negated = place > 0 and tokens[place - 1].folded in _NOT
    if found["less"]:
        return "at_least" if negated else "less_than"
    return "up_to" if negated else "more_than"


def before_start(tokens: list[Token], first: int) -> tuple[str | None, int]:
    """The approximation before a token, and the token where its phrase starts."""
    if not first:
        return None, first
    word = tokens[first - 1].folded
    if word in _OF_ITS and first > 1:
        verb = tokens[first - 2].folded
        return before_start(tokens, first - 1) if _EXCEEDS.fullmatch(verb) else (None, first)
    for words, approximation in _phrases_to(word):
        start = first - len(words)
        if len(words) == 1:
            return approximation, start
        if start < 0:
            continue
        printed = [t.folded for t in tokens[start:first]]
        if printed[1:] == list(words[1:]) and words[0] in (r for _, r in readings(printed[0])):
            return approximation, start
    return None, first


@remembered
def _phrases_to(folded: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The phrases before a number that may end with a folded word."""
    table = _phrases("before")
    return tuple(entry for _, near in readings(folded) for entry in table.get(near, ()))


def after(tokens: list[Token], last: int) -> tuple[str | None, int]:
    """The approximation that starts at token ``last``, and the token behind it."""
    if last < len(tokens):
        for words, approximation in _phrases("after").get(tokens[last].folded, ()):
            if tuple(t.folded for t in tokens[last : last + len(words)]) == words:
                return approximation, last + len(words)
    return None, last
