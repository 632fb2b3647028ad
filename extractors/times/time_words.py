"""A document as its time words: one symbol a token, so that patterns can read time expressions.

Numbers are overlaid on their tokens; the later tokens of a phrase or number are ``_``.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.records import Mention, Number
from extractors.rules import clitic_length, load_rows
from extractors.text import Document, fold, readings

SYMBOLS = {
    "gregorian": "M", "hijri": "J", "weekday": "W", "bare_weekday": "w", "unit": "u", "units": "P",
    "dual": "D", "the_unit": "U", "the_units": "Q", "the_dual": "E", "past": "l", "previous": "p",
    "next": "x", "current": "c", "this": "h", "day": "r", "night": "b", "part": "s", "daypart": "t",
    "midnight": "z", "clock": "k", "before": "B", "since": "S", "after": "A", "during": "R",
    "in": "f", "of": "F", "to": "T", "between": "N", "and": "&", "about": "a", "several": "g",
    "hijri_era": "H", "common_era": "G", "season": "v", "quarter": "q", "every": "e", "set": "i",
    "zone": "Z", "decade": "K", "same": "=", "rest": "~", "or": "|", "except": "!", "article": "^", "feast": "X", "weekend": "V", "half": "m", "due": "@",
    "year_kind": "Y",
}  # fmt: skip
_MARKS = {**{c: c for c in "/.,:()\n"}, "-": "-", "–": "-", "،": ",", "−": "-"}
IN_TWO = "in two"  # the value of a year read out as two numbers
_FEW_LETTERS = frozenset({"ه", "م", "و", "مذ"})


class Slot(NamedTuple):
    """What a token brings to a time expression: its value, printed or worded."""

    value: str
    number: int | float = 0
    clitic: str = ""
    start: int | None = None


class Phrase(NamedTuple):
    """A time word or phrase by its symbol, the folded words behind its first, and its value."""

    symbol: str
    more: list[str]
    value: str


@cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """Time words and phrases by their folded first word, the longest first."""
    rows = [(r["surface"], SYMBOLS[r["class"]], r["value"]) for r in load_rows("time_words")]
    rows += [(r["surface"], SYMBOLS[r["calendar"]], r["month"]) for r in load_rows("months")]
    table: dict[str, list[Phrase]] = {}
    for surfaces, symbol, value in rows:
        for surface in surfaces.split("|"):
            first, *more = fold(surface).split()
            table.setdefault(first, []).append(Phrase(symbol, more, value))
    return {
        first: tuple(sorted(phrases, key=lambda p: -len(p.more)))
        for first, phrases in table.items()
    }


@cache
def weak_months() -> dict[str, str]:
    """Folded month names that are other words too, and what must stand with them."""
    return {
        fold(surface): row["needs"]
        for row in load_rows("months")
        if row["needs"]
        for surface in row["surface"].split("|")
    }


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The folded words of a class of ``lexicons/time_cues.tsv``."""
    rows = load_rows("time_cues")
    return frozenset(
        fold(word) for row in rows if row["class"] == kind for word in row["surface"].split("|")
    )


def time_stems() -> Set[str]:
    """The folded words that time words and phrases start with, without clitics."""
    return _phrases().keys()


@remembered
def candidates(folded: str) -> tuple[tuple[Phrase, Slot], ...]:
    """The time words and phrases that may start with a folded word, each with what it brings."""
    table = _phrases()
    return tuple(
        (phrase, Slot(phrase.value, 0, clitic))
        for clitic, rest in readings(folded)
        if not (clitic and rest in _FEW_LETTERS) and not clitic.startswith(("فل", "فب", "فك", "وك"))
        for phrase in table.get(rest, ())
    )


class Scene:
    """A document's time words: ``symbols`` has a character a token, ``slots`` the words' values."""

    def __init__(self, document: Document, numbers: Iterable[Mention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.words = document.words
        self.slots: dict[int, Slot] = {}
        symbols = [" "] * len(self.tokens)
        for i in document.marks:
            mark = self.tokens[i]
            symbols[i] = _MARKS.get(mark.text, "\n" if mark.kind == "b" else " ")
        self._overlay_numbers(symbols, numbers)
        self._overlay_words(symbols)
        self.symbols = "".join(symbols)

    def _overlay_numbers(self, symbols: list[str], numbers: Iterable[Mention]) -> None:
        behind: tuple[int, float, int] = (-1, 0, -1)  # the number before: token, value, its end
        for number in numbers:
            if not isinstance(number.fact, Number) or number.rule == "indefinite-dual":
                continue
            first, last = self.document.tokens_of(number.span_start, number.span_end)
            digits = [i for i in range(first, last) if self.tokens[i].kind == "n"]
            if digits and number.fact.number_type != "percent" and self._plain(first, last):
                for i in digits:
                    symbols[i], self.slots[i] = _digit_symbol(self.tokens[i].folded)
                if len(digits) == last - first and symbols[first] == "#":
                    printed = self.tokens[first].folded
                    self.slots[first] = Slot(printed, number.fact.value)
                continue
            feminine = self.tokens[first].folded.endswith(("ه", "اولي"))
            symbols[first] = _number_symbol(number.fact, feminine)
            inside = number.span_start > self.tokens[first].start
            clitic = self.tokens[first].folded[:1] if inside else ""
            self.slots[first] = Slot("", number.fact.value, clitic, number.span_start)
            symbols[first + 1 : last] = "_" * (last - first - 1)
            if behind[2] == first and not clitic and _is_year_in_two(behind[1], number.fact.value):
                symbols[behind[0]], symbols[first] = "j", "_"
                year = 100 * int(behind[1]) + int(number.fact.value)
                self.slots[behind[0]] = Slot(IN_TWO, year, "", self.slots[behind[0]].start)
            behind = (first, number.fact.value, last)

    def _plain(self, first: int, last: int) -> bool:
        """Digits and marks only: 12, 7/8, 11/1436."""
        return all(self.tokens[i].kind in "np" for i in range(first, last))

    def _overlay_words(self, symbols: list[str]) -> None:
        words = self.words
        taken = 0
        for i in self.document.where(candidates):
            if i < taken:
                continue
            numbered = symbols[i] in "njoOy_#d"
            for phrase, slot in candidates(words[i]):
                last = i + 1 + len(phrase.more)
                if numbered and not self._outdoes(symbols, i, phrase):
                    continue
                if words[i + 1 : last] == phrase.more:
                    symbols[i:last] = phrase.symbol + "_" * len(phrase.more)
                    self.slots[i] = slot
                    taken = last
                    break

    def _outdoes(self, symbols: list[str], i: int, phrase: Phrase) -> bool:
        """A time word that looks like a number wins as a second behind a number (30 ثانية), and as
        a part before an ordinal (الربع الأول)."""
        if phrase.symbol == "q":
            last = i + 1 < len(self.tokens) and self.tokens[i + 1].folded in ("الاخير", "الاخيره")
            return last or symbols[i + 1 : i + 2] == ["o"]
        if phrase.more:
            return True  # أول من أمس
        if phrase.symbol == "J":  # 27 صفر 1412
            return i > 0 and symbols[i - 1] in "dnou_" and symbols[i] == "n"
        return phrase.symbol == "u" and i > 0 and symbols[i - 1] in "djn#_"

    def start_of(self, token: int) -> int:
        """The offset at which a token's time word starts, its splittable clitics left out."""
        slot = self.slots.get(token)
        if slot and slot.start is not None:
            return slot.start
        start = self.document.starts[token]
        if slot and slot.clitic:
            start += clitic_length(self.tokens[token], slot.clitic)
        return start

    def text(self, token: int) -> str:
        """The folded word of a token, "" outside the document."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def adjacent(self, token: int) -> bool:
        """No space stands between a token and the one after it."""
        return (
            token + 1 < len(self.tokens) and self.tokens[token].end == self.tokens[token + 1].start
        )


def _is_year_in_two(first: float, second: float) -> bool:
    """تسعة عشر ثمانية وعشرون, عشرين ثلاثين: no two numbers stand side by side but for a year."""
    return 17 <= first <= 20 and 10 <= second <= 99 and first == int(first)


def _digit_symbol(folded: str) -> tuple[str, Slot]:
    if not folded.isdecimal():
        return "#", Slot(folded)
    value = int(folded)
    if len(folded) == 4 and 1000 <= value <= 2200:
        return "y", Slot(folded, value)
    return (
        ("d", Slot(folded, value))
        if value <= 99 and len(folded) <= 2
        else ("#", Slot(folded, value))
    )


def _number_symbol(fact: Number, feminine: bool) -> str:
    """Feminine ordinals tell hours (الخامسة), masculine ones days, weeks and centuries."""
    if fact.number_type == "percent":
        return "%"
    if fact.number_type == "ordinal":
        return "O" if feminine else "o"
    if fact.number_type != "cardinal":
        return "#"
    return "j" if 1000 <= fact.value <= 2200 and fact.value == int(fact.value) else "n"
