"""Every number of a text, in digits, words or both, as a ``number`` mention.

Later extractors read them in ``found``; nothing here knows what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.lookups import Stems
from extractors.numbers import approximations
from extractors.numbers.digits import pieces_of, plain
from extractors.numbers.duals import dual_reading, dual_stems, is_second_part, says_two
from extractors.numbers.number_grammar import Grammar
from extractors.numbers.number_tokens import Part
from extractors.numbers.number_words import atoms_of, may_begin, number_stems
from extractors.records import Mention, Number
from extractors.rules import clitic_length, mention
from extractors.text import Document

RULE_IDS = (
    "digits", "words", "digits-and-words", "fraction", "ordinal", "percent", "vague-plural",
    "dotted-row", "indefinite-dual",
)  # fmt: skip

_MINUS = frozenset("-−–")
_MINUS_WORDS = frozenset({"سالب", "ناقص"})


def looks() -> Stems:
    """What words are looked up by."""
    return {may_begin: number_stems(), dual_reading: dual_stems()}


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """All numbers of the document, none within another; ``found`` is not looked at."""
    numbers = list(_numbers(document))
    taken = {m.span_start for m in numbers}
    duals = [m for m in _duals(document) if m.span_start not in taken]
    return sorted([*numbers, *duals], key=lambda m: m.span_start) if duals else numbers


def _numbers(document: Document) -> Iterator[Mention]:
    reader = Reader(document)
    position = 0
    for i in document.where(may_begin):
        if i >= position and not _in_code(document, i):
            part = reader.number(i)
            if part:
                position = reader.percent(part.last)
                yield reader.mention(i, part, position)
            else:
                yield from _dotted_row(document, i)


def _in_code(document: Document, token: int) -> bool:
    """Digits of an address or a style sheet: baf43f, 10px."""
    digits = document.tokens[token]
    if digits.kind != "n":
        return False
    before = document.text[digits.start - 1 : digits.start]
    return (before.isascii() and before.isalpha()) or document.text.startswith("px", digits.end)


def _dotted_row(document: Document, token: int) -> Iterator[Mention]:
    """The numbers of 192.168.1.2 or 12.5.2015, which are no decimal together."""
    row = document.tokens[token]
    for start, end, value in pieces_of(row.text) if row.kind == "n" else ():
        fact = Number(value, "cardinal", None, None)
        yield mention(document, "number", row.start + start, row.start + end, "dotted-row", fact)


def _duals(document: Document) -> Iterator[Mention]:
    """Indefinite duals, which count two: قتيلان; not the noun of "شخصين اثنين"."""
    tokens = document.tokens
    previous = -2
    for i in document.where(dual_reading):
        dual = dual_reading(tokens[i].folded)
        if (
            not dual
            or previous == i - 1
            or (dual.construct and not is_second_part(document, i + 1))
        ):
            continue
        previous = i
        if says_two(document, i + 1) or says_two(document, i + 2):
            continue
        start = tokens[i].start + clitic_length(tokens[i], dual.clitic)
        fact = Number(2, "cardinal", None, approximations.before(tokens, i))
        yield mention(document, "number", start, tokens[i].end, "indefinite-dual", fact)


class Reader(Grammar):
    """Numbers with their sign, percent mark and approximation."""

    def mention(self, first: int, part: Part, last: int) -> Mention:
        """The mention of a number with its sign, percent mark (before ``last``) and approximation."""
        tokens = self.tokens
        whole = part.value.denominator == 1
        value = part.value.numerator if whole else plain(float(part.value))
        start_token, percent = first, last > part.last
        if first and (tokens[first - 1].kind != "w" or self.words[first - 1] in _MINUS_WORDS):
            value, start_token = self._signed(first, part.last, value)
            if self._behind_dot(first, part):
                value, start_token = float(f"0.{self.words[first]}"), first - 1
            if not percent and tokens[first - 1].text in "%٪":
                percent = tokens[first - 1].end == tokens[first].start
                start_token -= percent
        start = tokens[start_token].start
        if start_token == first and tokens[first].kind == "w":
            atom = atoms_of(self.words[first])
            start += clitic_length(tokens[first], atom[0].clitic) if atom else 0
        approximation = approximations.before(tokens, start_token)
        approximation = approximation or approximations.after(tokens, last)[0]
        if part.vague:
            approximation = approximation or "at_least"
        kind = _number_type(part, percent)
        fact = Number(value, kind, None, approximation)
        return mention(
            self.document, "number", start, tokens[last - 1].end, _rule(part, kind), fact
        )

    def _signed(self, first: int, last: int, value: int | float) -> tuple[int | float, int]:
        """The value with a minus sign or سالب before it, and the first token of the number; a token
        stands before it."""
        tokens = self.tokens
        before = tokens[first - 1]
        if before.folded in _MINUS_WORDS:
            return -value, first - 1
        if before.text in _MINUS and first == 1 and last == len(tokens):
            return -value, 0  # a dash opens a list or a speech, and here is neither
        glued = first > 1 and tokens[first - 2].end == before.start
        opened = not glued or tokens[first - 2].text in "(["
        minus = before.text in _MINUS and before.end == tokens[first].start and opened
        if minus and tokens[first].kind == "n":
            return -value, first - 1
        return value, first

    def _behind_dot(self, first: int, part: Part) -> bool:
        """The digits of .25: a dot stands right before, a space before that."""
        tokens = self.tokens
        if tokens[first - 1].text != "." or not tokens[first].text.isdecimal():
            return False
        glued = tokens[first - 1].end == tokens[first].start and part.last == first + 1
        return glued and (first == 1 or tokens[first - 2].end < tokens[first - 1].start)

    def percent(self, last: int) -> int:
        """The token behind a percent mark that stands at ``last``; ``last`` where none does."""
        tokens = self.tokens
        if last >= len(tokens):
            return last
        if tokens[last].text in "%٪":
            return last + 1
        hundred = self.atom(last, ("hundred",), "ب")
        if hundred and hundred.definite:
            return last + 1
        if tokens[last].folded == "في":
            hundred = self.atom(last + 1, ("hundred",), "")
            return last + 2 if hundred and hundred.definite else last
        return last


def _number_type(part: Part, percent: bool) -> str:
    if percent:
        return "percent"
    if part.ordinal:
        return "ordinal"
    return "fraction" if part.fraction and part.value < 1 else "cardinal"


def _rule(part: Part, kind: str) -> str:
    if kind != "cardinal":
        return kind
    if part.vague:
        return "vague-plural"
    if part.digits:
        return "digits-and-words" if part.words else "digits"
    return "words"
