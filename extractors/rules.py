"""The rule engine: lexicons (words as data), rules (grammar as patterns over tokens), overlap.

A rule's pattern is a regular expression over *symbols*: an extractor gives each token one
character that says what the token is to its grammar, and the pattern reads the resulting string.
So a rule costs what a short regular expression costs, however many words its classes hold.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

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


class Lexicon:
    """Words and phrases to look up in documents, by folded spelling, clitics in front allowed.

    ``column`` names the cell that holds the surfaces, several divided by ``|``.
    """

    def __init__(self, rows: Iterable[Row], column: str = "surface") -> None:
        self.rows = tuple(rows)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
        for row in self.rows:
            for surface in row[column].split("|"):
                words = tuple(t.folded for t in tokenize(surface))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, row))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))  # the longest phrase is tried first
        self._starts: dict[str, tuple[tuple[str, str], ...]] = {}

    def get(self, surface: str) -> Row | None:
        """The row of exactly this surface, clitics not looked at; None where there is none."""
        words = tuple(t.folded for t in tokenize(surface))
        entries = self._by_first.get(words[0], []) if words else []
        return next((row for phrase, row in entries if phrase == words), None)

    def at(self, document: Document, token: int) -> Hit | None:
        """The longest entry that starts at this token; None behind the last one."""
        if token >= len(document.tokens):
            return None
        folded = document.tokens[token].folded
        starts = self._starts.get(folded)
        if starts is None:
            starts = tuple(r for r in readings(folded) if r[1] in self._by_first)
            self._starts[folded] = starts
        if not starts:
            return None
        hits = (self._hit(document, token, clitic, rest) for clitic, rest in starts)
        return max((h for h in hits if h), key=lambda h: h.last, default=None)

    def find(self, document: Document) -> Iterator[Hit]:
        """All entries in the document, leftmost and longest, none within another."""
        position = 0
        while position < len(document.tokens):
            hit = self.at(document, position)
            if hit:
                yield hit
            position = hit.last if hit else position + 1

    def _hit(self, document: Document, token: int, clitic: str, rest: str) -> Hit | None:
        tokens = document.tokens
        for words, row in self._by_first[rest]:
            last = token + len(words)
            if all(
                t.folded == w for t, w in zip(tokens[token + 1 : last], words[1:], strict=False)
            ):
                if last > len(tokens):
                    continue
                start = tokens[token].start + clitic_length(tokens[token], clitic)
                return Hit(token, last, row, clitic, start, tokens[last - 1].end)
        return None


def clitic_length(token: Token, clitic: str) -> int:
    """How many characters of the unfolded token the splittable clitics take (لل is kept)."""
    letters = len(clitic.removesuffix("لل"))
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


def without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions left when, of overlapping ones, the longest stays; in order of the text."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for m in sorted(mentions, key=lambda m: m.span_start - m.span_end):
        span = range(m.span_start, m.span_end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(m)
    return sorted(kept, key=lambda m: (m.span_start, m.span_end))


def of_kind(found: Iterable[Mention], kind: Kind) -> list[Mention]:
    """The mentions of one kind, in the order found."""
    return [m for m in found if m.kind == kind]
