"""Numbers as tokens: number words with their clitics, and digits that stand in several tokens."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from extractors.numbers.digits import Value, value_of
from extractors.numbers.number_words import Atom, atoms_of
from extractors.text import Document, Token

ONE = Fraction(1)
HUNDRED = Fraction(100)
_POWER = re.compile(r"(?P<base>\d+(?:[.,]\d+)?)(?P<mark>\^|[eE])(?P<exponent>[+-]?\d{1,2})")
# The exponent first, as who types from the left prints it: what stands behind can be none.
_TURNED_POWER = re.compile(
    r"(?P<exponent>\d{1,2})(?P<signs>-{0,2})\^(?P<base>\d+[.,]\d+|\d{3,})(?![.,]?\d)"
)

_DIRECTIONS = "\u200e\u202a\u202b\u202c\u202d\u202e"


class Part(NamedTuple):
    """A number read so far: its value, the token behind it, the smallest power of ten with a name
    of its own in it (1 where none), whether digits, words or an ordinal stand in it."""

    value: Fraction
    last: int
    scale: Fraction = ONE
    digits: bool = False
    words: bool = False
    ordinal: bool = False
    fraction: bool = False
    vague: bool = False


class TokenReader:
    """Reads the tokens of one document as parts of numbers."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.words = document.words
        self._digits: dict[int, Part | None] = {}

    def text(self, token: int) -> str:
        return self.words[token] if 0 <= token < len(self.words) else ""

    def after_and(self, last: int) -> int | None:
        """The token that و adds, whether it is written apart or attached; None where no و stands."""
        word = self.text(last)
        if word == "و" and last + 1 < len(self.words):
            return last + 1
        return last if word.startswith("و") else None

    def atom(self, token: int, kinds: tuple[str, ...], clitic: str | None = None) -> Atom | None:
        """The number word at a token if it is of these kinds; ``clitic``: the one it must have,
        none where و stands apart before it, any where None."""
        if token >= len(self.words):
            return None
        for atom in atoms_of(self.words[token]):
            if atom.kind in kinds and (clitic is None or self._fits(token, atom, clitic)):
                return atom
        return None

    def _fits(self, token: int, atom: Atom, clitic: str) -> bool:
        if clitic == "و":
            apart = token > 0 and self.tokens[token - 1].folded == "و"
            return atom.clitic == ("" if apart else "و")
        return atom.clitic == clitic

    def power(self, first: int) -> Part | None:
        """Digits with an exponent: 1.1^23, 1e10."""
        start, end = self.tokens[first].start, self.tokens[first].end
        turned = _TURNED_POWER.match(self.document.text, start)
        match = turned or _POWER.match(self.document.text, start)
        if not match or match.end() <= end:
            return None
        base = value_of(match["base"])
        exponent = int(match["exponent"])
        if turned and turned["signs"] == "-":
            exponent = -exponent
        if not base or abs(exponent) > 30:
            return None
        raised = turned or match["mark"] == "^"
        value = base**exponent if raised else base * 10**exponent
        last = self.document.token_at(match.end() - 1) + 1
        return Part(Fraction(value), last, digits=True)

    def digits(self, first: int) -> Part | None:
        """Digits with the groups and fractions that stand in tokens of their own."""
        if first not in self._digits:
            self._digits[first] = self._read_digits(first)
        return self._digits[first]

    def _read_digits(self, first: int) -> Part | None:
        tokens = self.tokens
        turned = self._turned(first) or self._grouped(first)
        if turned:
            return self._decimals_apart(turned) or turned
        value = value_of(tokens[first].text)
        if value is None:
            return None
        denominator = self._denominator(first)
        if denominator:
            part = Part(Fraction(value) / denominator, first + 3, digits=True, fraction=True)
            return self._whole_behind(part) or part
        if (
            first + 1 < len(tokens)
            and tokens[first + 1].kind == "n"
            and tokens[first].text.isdecimal()
        ):
            denominator = self._denominator(first + 1)
            over = value_of(tokens[first + 1].text)
            if denominator and over is not None:  # 2 1/4
                return Part(Fraction(value) + Fraction(over) / denominator, first + 4, digits=True)
        hundred = self.atom(first + 1, ("hundred",))
        if hundred and not hundred.definite and not hundred.clitic:
            hundreds = _as_printed(value) * 100
            return Part(hundreds, first + 2, HUNDRED, digits=True, words=True)
        part = Part(_as_printed(value), first + 1, digits=True)
        return self._spaced_point(part) or self._decimals_apart(part) or part

    def _whole_behind(self, part: Part) -> Part | None:
        """1/4 2 at a phrase's end, typed in the order in which a reader meets it: 2.25."""
        place = part.last
        if place >= len(self.tokens) or not _plain(self.tokens[place]):
            return None
        whole, behind = self.tokens[place], self.text(place + 1)
        if len(whole.folded) > 2 or whole.start != self.tokens[place - 1].end + 1:
            return None
        if behind and behind not in ".،؟?!":
            return None
        return part._replace(value=part.value + int(whole.folded), last=place + 1, fraction=False)

    def _spaced_point(self, part: Part) -> Part | None:
        """7 .982: a space stands before the point, none behind it."""
        point = part.last
        if point + 1 >= len(self.tokens) or part.value.denominator != 1:
            return None
        tail = self.tokens[point + 1]
        apart = self.tokens[point].start == self.tokens[point - 1].end + 1
        if self.tokens[point].text != "." or not apart or not _plain(tail):
            return None
        if tail.start != self.tokens[point].end:
            return None
        return part._replace(value=Fraction(f"{part.value}.{tail.folded}"), last=point + 2)

    def _decimals_apart(self, part: Part) -> Part | None:
        """25799‪,‪52: marks of direction part the decimals from the whole number."""
        place = part.last + 1
        if place >= len(self.tokens) or part.value.denominator != 1:
            return None
        between = self.document.text[self.tokens[part.last - 1].end : self.tokens[place].start]
        mark = between.strip(_DIRECTIONS)
        if mark not in (",", ".") or len(between) == 1 or not _plain(self.tokens[place]):
            return None
        if len(self.tokens[place].folded) == 3 or len(self.tokens[place].folded) > 6:
            return None
        value = Fraction(f"{part.value}.{self.tokens[place].folded}")
        return part._replace(value=value, last=place + 1)

    def _turned(self, first: int) -> Part | None:
        """45.\u200f48 with a right-to-left mark inside shows as 48.45, and is meant so."""
        tokens = self.tokens
        if (
            first + 2 >= len(tokens)
            or tokens[first + 1].text not in ".,"
            or not _plain(tokens[first])
        ):
            return None
        between = self.document.text[tokens[first].end : tokens[first + 2].start]
        if between not in (".\u200f", ",\u200f") or not _plain(tokens[first + 2]):
            return None
        value = Fraction(f"{tokens[first + 2].folded}.{tokens[first].folded}")
        return Part(value, first + 3, digits=True)

    def _grouped(self, first: int) -> Part | None:
        """1 234 567 and 1،234،567: groups of three digits in tokens of their own."""
        tokens = self.tokens
        if not 1 <= len(tokens[first].text) <= 3 or (first and tokens[first - 1].kind == "n"):
            return None
        digits, last = tokens[first].folded, first + 1
        while True:
            group = last + (last < len(tokens) and tokens[last].text == "،")
            if group >= len(tokens) or not _is_group(tokens[group]):
                break
            gap = tokens[group].start - tokens[last - 1].end
            if gap != 1 or (group == last and self.document.text[tokens[group].start - 1] == "\t"):
                break
            digits, last = digits + tokens[group].folded, group + 1
        follows = last < len(tokens) and tokens[last].kind == "n"
        if last == first + 1 or not digits.isdecimal() or digits.startswith("0") or follows:
            return None
        return Part(Fraction(digits), last, digits=True)

    def _denominator(self, first: int) -> int | None:
        """What a number is divided by: 1/4, but not 1/4/2015 or 24/7."""
        tokens = self.tokens
        if first + 2 >= len(tokens) or tokens[first + 1].text not in "/⁄":
            return None
        over, under = tokens[first].folded, tokens[first + 2].folded
        if not (over.isdecimal() and under.isdecimal() and 0 < int(over) < int(under) <= 100):
            return None
        before, after = self.text(first - 1), self.text(first + 3)
        dated = before == "-" and first > 1 and tokens[first - 2].end == tokens[first - 1].start
        if before == "/" or after in ("/", "-") or dated:
            return None
        return int(under)


def _as_printed(value: Value) -> Fraction:
    """The value in tenths, hundredths and so on, as its digits say."""
    return Fraction(value) if isinstance(value, int) else Fraction(str(value))


def _plain(token: Token) -> bool:
    return token.kind == "n" and token.folded.isdecimal()


def _is_group(token: Token) -> bool:
    return token.kind == "n" and len(token.text) == 3 and token.text.isdecimal()
