"""The rule engine: lexicons (words as data), rules (grammar as patterns over tokens), overlap.

A rule's pattern is a regular expression over *symbols*: an extractor gives each token one
character that says what the token is to its grammar, and the pattern reads the resulting string.
So a rule costs what a short regular expression costs, however many words its classes hold.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.records import Fact, Kind, Mention
from extractors.text import Document, Token, fold, readings, tokenize

Row = dict[str, str]


@cache
def load_rows(name: str) -> tuple[Row, ...]:
    """The rows of ``lexicons/<name>.tsv``: comment lines (#) say origin and licence, then a header.

    Raises FileNotFoundError where there is no such lexicon.
    """
    text = (files("extractors") / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        {k: v or "" for k, v in row.items()}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    )


class Hit(NamedTuple):
    """A lexicon's entry found in a document: token range (half open), entry, clitics in front.

    ``span_start`` leaves the clitics out, except لل, which is kept as printed.
    """

    first: int
    last: int
    row: Row
    clitic: str
    span_start: int
    span_end: int


class _Entries:
    """The entries of a lexicon that start with one word: the row of that word alone, and by their
    second word those that go on, the longest first."""

    __slots__ = ("alone", "longer")

    def __init__(self) -> None:
        self.alone: Row | None = None
        self.longer: dict[str, list[tuple[list[str], Row]]] = {}

    def add(self, more: list[str], row: Row) -> None:
        """Takes up a row by the words behind the first; of equal ones the first stays."""
        if more:
            longer = self.longer.setdefault(more[0], [])
            longer.append((more, row))
            longer.sort(key=lambda entry: -len(entry[0]))
        elif self.alone is None:
            self.alone = row

    def get(self, more: list[str]) -> Row | None:
        """The row of exactly these words behind the first."""
        if not more:
            return self.alone
        return next((row for words, row in self.longer.get(more[0], ()) if words == more), None)

    def longest(self, words: list[str], place: int) -> tuple[int, Row | None]:
        """The row of the longest entry whose further words stand at a place, and the place behind."""
        if self.longer and place < len(words):
            for more, row in self.longer.get(words[place], ()):
                last = place + len(more)
                if words[place:last] == more:
                    return last, row
        return place, self.alone


class Lexicon:
    """Words and phrases to look up in documents, by folded spelling, clitics in front allowed.

    ``column`` names the cell that holds the surfaces, several divided by ``|``. ``starts`` tells a
    folded word's readings (clitics, rest) that may begin one.
    """

    def __init__(self, rows: Iterable[Row], column: str = "surface") -> None:
        self.rows = tuple(rows)
        self._by_first: dict[str, _Entries] = {}
        for row in self.rows:
            for surface in row[column].split("|"):
                first, *more = [t.folded for t in tokenize(surface)] or [""]
                if first:
                    self._by_first.setdefault(first, _Entries()).add(more, row)
        self.starts = remembered(self._read)

    @property
    def stems(self) -> Set[str]:
        """The folded first words of its entries."""
        return self._by_first.keys()

    def _read(self, word: str) -> tuple[tuple[str, _Entries], ...]:
        known = self._by_first
        return tuple([(clitic, known[rest]) for clitic, rest in readings(word) if rest in known])

    def get(self, surface: str) -> Row | None:
        """The row of exactly this surface, clitics not looked at; None where there is none."""
        first, *more = _words(surface) or ("",)
        entries = self._by_first.get(first)
        return entries.get(more) if entries else None

    def at(self, document: Document, token: int) -> Hit | None:
        """The longest entry that starts at this token; None behind the last one."""
        words = document.words
        if token >= len(words):
            return None
        best: Row | None = None
        behind, without = token, ""
        for clitic, entries in self.starts(words[token]):
            last, row = token + 1, entries.alone
            if entries.longer:
                last, row = entries.longest(words, last)
            if row and last > behind:
                best, behind, without = row, last, clitic
        if not best:
            return None
        start = start_behind(document, token, without)
        return Hit(token, behind, best, without, start, document.ends[behind - 1])

    def find(self, document: Document) -> Iterator[Hit]:
        """All entries in the document, leftmost and longest, none within another."""
        last = 0
        for position in document.where(self.starts):
            if position >= last and (hit := self.at(document, position)):
                yield hit
                last = hit.last


def _words(surface: str) -> tuple[str, ...]:
    if surface.isalpha():
        return (fold(surface),)
    return tuple(t.folded for t in tokenize(surface))


def start_behind(document: Document, token: int, clitic: str) -> int:
    """The offset at which a token starts, the splittable clitics in front of it left out."""
    start = document.starts[token]
    return start + clitic_length(document.tokens[token], clitic) if clitic else start


def clitic_length(token: Token, clitic: str) -> int:
    """How many characters of the unfolded token the splittable clitics take (لل is kept)."""
    if not clitic:
        return 0
    letters = len(clitic.removesuffix("لل"))
    if len(token.text) == len(token.folded):
        return letters  # no marks between the letters
    length = 0
    while letters:
        letters -= bool(fold(token.text[length]))
        length += 1
    while length and length < len(token.text) and not fold(token.text[length]):
        length += 1  # the tashkeel and tatweel behind a clitic go with it
    return length


@dataclass(frozen=True, slots=True)
class Rule:
    """A construction of the language: its name, its pattern over symbols, and what it builds.

    ``build`` gets the document and the match, whose offsets are token indices, and returns the
    first and last token's indices (half open) of the mention with its fact, or None to decline.
    """

    id: str
    pattern: re.Pattern[str]
    build: Callable[[Document, re.Match[str]], tuple[int, int, Fact] | None]


def symbols(document: Document, classify: Callable[[Token], str]) -> str:
    """The document as a string with one character a token."""
    return "".join(map(classify, document.tokens))


def apply(rules: Sequence[Rule], kind: Kind, document: Document, text: str) -> list[Mention]:
    """All mentions the rules find over the symbols ``text``; of overlapping ones the longest stays,
    of equally long ones the earlier rule's."""
    found = []
    for rule in rules:
        for match in rule.pattern.finditer(text):
            built = rule.build(document, match)
            if built:
                first, last, fact = built
                start, end = document.tokens[first].start, document.tokens[last - 1].end
                found.append(mention(document, kind, start, end, rule.id, fact))
    return without_overlap(found)


def mention(document: Document, kind: Kind, start: int, end: int, rule: str, fact: Fact) -> Mention:
    """A mention whose text is read from the document, so that the offset law holds."""
    return Mention(kind, start, end, document.text[start:end], rule, fact)


def with_fact(m: Mention, fact: Fact) -> Mention:
    """The mention with another fact."""
    return Mention(m.kind, m.span_start, m.span_end, m.text, m.rule, fact)


_span_start = attrgetter("span_start")


def without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions left when, of overlapping ones, the longest stays, of equally long ones the
    first given; in order of the text."""
    kept: list[Mention] = []
    group: list[Mention] = []  # mentions that overlap one another, if only through a third
    end = 0
    for m in sorted(mentions, key=_span_start):
        if m.span_start >= end:
            kept += _longest(group) if len(group) > 1 else group
            group = []
        group.append(m)
        end = max(end, m.span_end)
    return kept + _longest(group)


def _longest(group: list[Mention]) -> list[Mention]:
    """The mentions that stay of a group, in order of the text."""
    if len(group) < 2:
        return group
    kept: list[Mention] = []
    for m in sorted(group, key=lambda m: m.span_start - m.span_end):
        place = bisect_left(kept, m.span_end, key=lambda other: other.span_start)
        if not place or kept[place - 1].span_end <= m.span_start:
            kept.insert(place, m)
    return kept


def of_kind(found: Iterable[Mention], kind: Kind) -> list[Mention]:
    """The mentions of one kind, in the order found."""
    return [m for m in found if m.kind == kind]
