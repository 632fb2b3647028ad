"""Every number of a text, in digits, words or both, as a ``number`` mention.

Later extractors read them in ``found``; nothing here knows what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

from extractors import approximations
from extractors.digits import plain, value_of
from extractors.number_words import Atom, atoms_of, may_begin
from extractors.records import Mention, Number
from extractors.rules import clitic_length, mention
from extractors.text import Document, Token

RULE_IDS = ("digits", "words", "digits-and-words", "fraction", "ordinal", "percent", "vague-plural")

_ONE = Fraction(1)
_HUNDRED = Fraction(100)
_THOUSAND = Fraction(1000)
_POWER = re.compile(r"(?P<base>\d+(?:[.,]\d+)?)(?P<mark>\^|[eE])(?P<exponent>[+-]?\d{1,2})")
_MINUS = frozenset("-−–")
_MINUS_WORDS = frozenset({"سالب", "ناقص"})
# "كانون الثاني" is a month: its second word counts nothing.
_MONTH_HEADS = frozenset({"كانون", "تشرين", "ربيع", "جمادي", "جماد"})


class Part(NamedTuple):
    """A number read so far: its value, the token behind it, the smallest power of ten with a name
    of its own in it (1 where none), whether digits, words or an ordinal stand in it."""

    value: Fraction
    last: int
    scale: Fraction = _ONE
    digits: bool = False
    words: bool = False
    ordinal: bool = False
    fraction: bool = False
    vague: bool = False


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """All numbers of the document, none within another; ``found`` is not looked at."""
    return list(_numbers(document))


def _numbers(document: Document) -> Iterator[Mention]:
    tokens = document.tokens
    reader = Reader(document)
    position = 0
    for i in compress(range(len(tokens)), map(may_begin, document.words)):
        if i >= position:
            part = reader.number(i)
            if part:
                yield reader.mention(i, part)
                position = max(part.last, reader.percent(part.last))


class Reader:
    """Reads the numbers of one document; methods take a token index and give None for no number."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens

    def number(self, first: int) -> Part | None:
        """The longest number that starts at a token."""
        part = self.power(first) or self.fraction(first) or self.ordinal(first)
        part = part or self.term(first)
        if not part:
            return None
        if part.ordinal:
            return part
        while longer := self.sum(part):
            part = longer
        return self._divided(part) or part

    def power(self, first: int) -> Part | None:
        """Digits with an exponent: 1.1^23, 1e10."""
        end = self.tokens[first].end
        match = _POWER.match(self.document.text, self.tokens[first].start)
        if not match or match.end() <= end:
            return None
        base = value_of(match["base"])
        exponent = int(match["exponent"])
        if not base or abs(exponent) > 30:
            return None
        value = base**exponent if match["mark"] == "^" else base * 10**exponent
        last = self.document.token_at(match.end() - 1) + 1
        return Part(Fraction(value), last, digits=True)

    def _divided(self, part: Part) -> Part | None:
        """واحد على عشرين, واحد من أربعة, جزء من مئة: one in so many."""
        token = part.last
        shares = self._text(token) in ("جزء", "اجزاء") and self._text(token + 1) == "من"
        token += shares
        over = self._text(token) == "علي" and not part.vague
        if not (over or self._text(token) == "من") or not (over or shares or part.value == 1):
            return None
        if self._text(part.last - 1).startswith("ال"):
            return None
        under = self.term(token + 1, "")
        ends = under and not self._text(under.last).strip(".،؟?!")
        if (
            not under
            or under.vague
            or not (shares or part.value == 1 or ends)
            or (part.digits and self._text(token) == "من" and not shares)
        ):
            return None
        return Part(part.value / under.value, under.last, words=True, fraction=True)

    def mention(self, first: int, part: Part) -> Mention:
        """The mention of a number with its sign, percent mark and approximation."""
        tokens = self.tokens
        value, start_token = self._signed(first, plain(float(part.value)))
        if self._behind_dot(first, part):
            value, start_token = float(f"0.{self.tokens[first].folded}"), first - 1
        last = self.percent(part.last)
        percent = last > part.last
        if not percent and first and tokens[first - 1].text in "%٪":
            percent = tokens[first - 1].end == tokens[first].start
            start_token -= percent
        start = tokens[start_token].start
        if start_token == first and tokens[first].kind == "w":
            atom = atoms_of(tokens[first].folded)
            start += clitic_length(tokens[first], atom[0].clitic if atom else "")
        approximation = approximations.before(tokens, start_token)
        approximation = approximation or approximations.after(tokens, last)[0]
        if part.vague:
            approximation = approximation or "at_least"
        kind = _number_type(part, percent)
        fact = Number(value, kind, None, approximation)
        return mention(
            self.document, "number", start, tokens[last - 1].end, _rule(part, kind), fact
        )

    def sum(self, part: Part) -> Part | None:
        """The number with what و adds to it: ألف ومئتان, مليون ونصف المليون, 43 ألفاً و630."""
        start = self._and(part.last)
        if start is None:
            return None
        piece = self.fraction(start, "و")
        if piece and not part.fraction:
            return self._with_fraction(part, piece)
        following = self.term(start, "و")
        if not following or following.vague or part.vague or part.fraction:
            return None
        if following.value.denominator != 1 or not following.value:
            return None
        joined = Part(
            part.value + following.value,
            following.last,
            following.scale,
            part.digits or following.digits,
            part.words or following.words,
            following.ordinal,
        )
        if part.scale > _ONE and following.value < part.scale:
            return joined
        if part.scale == _THOUSAND < following.scale and not part.digits and not following.digits:
            small = following.value / following.scale
            if small > 1:  # ألفان وخمسمئة مليار
                return joined._replace(value=(part.value + small) * following.scale)
        return None

    def term(self, first: int, clitic: str | None = None) -> Part | None:
        """A number below a thousand with the powers of a thousand that multiply it: 43 ألفاً."""
        small = self.small(first, clitic)
        if not small:
            return self._bare_scale(first, clitic)
        fractional = self._and(small.last)
        piece = None if fractional is None else self.fraction(fractional, "و")
        if piece and self._atom(piece.last, ("scale", "scales")):
            small = small._replace(value=small.value + piece.value, last=piece.last, words=True)
        return self._bracketed(first, small) or self._multiplied(small)

    def _bracketed(self, first: int, small: Part) -> Part | None:
        """(25) مليون."""
        closed = self._text(small.last) == ")" and self._text(first - 1) == "("
        if not closed or not self._atom(small.last + 1, ("scale", "scales"), ""):
            return None
        return self._multiplied(small._replace(last=small.last + 1))

    def small(self, first: int, clitic: str | None = None) -> Part | None:
        """Digits, or words up to 999."""
        if first < len(self.tokens) and self.tokens[first].kind == "n":
            return self.digits(first)
        hundreds = self._hundreds(first, clitic)
        if not hundreds:
            return self.below_hundred(first, clitic)
        start = self._and(hundreds.last)
        rest = None if start is None else self.below_hundred(start, "و")
        if rest and not self._atom(rest.last, ("hundred", "parts")):
            return rest._replace(value=hundreds.value + rest.value)
        return hundreds

    def digits(self, first: int) -> Part | None:
        """Digits with the groups and fractions that stand in tokens of their own."""
        tokens = self.tokens
        turned = self._turned(first) or self._grouped(first)
        if turned:
            return turned
        value = value_of(tokens[first].text)
        if value is None:
            return None
        denominator = self._denominator(first)
        if denominator:
            return Part(Fraction(value) / denominator, first + 3, digits=True, fraction=True)
        if (
            first + 1 < len(tokens)
            and tokens[first + 1].kind == "n"
            and tokens[first].text.isdecimal()
        ):
            denominator = self._denominator(first + 1)
            over = value_of(tokens[first + 1].text)
            if denominator and over is not None:  # 2 1/4
                return Part(Fraction(value) + Fraction(over) / denominator, first + 4, digits=True)
        hundred = self._atom(first + 1, ("hundred",))
        if hundred and not hundred.definite and not hundred.clitic:
            hundreds = Fraction(str(value)) * 100
            return Part(hundreds, first + 2, _HUNDRED, digits=True, words=True)
        return Part(Fraction(str(value)), first + 1, digits=True)

    def below_hundred(self, first: int, clitic: str | None = None) -> Part | None:
        """Words from 0 to 99, ordinals (الحادي والعشرين) among them."""
        ten = self._atom(first, ("ten", "teen"), clitic)
        if ten:
            return Part(ten.value, first + 1, words=True)
        unit = self._atom(first, ("unit", "compound", "ordinal"), clitic)
        if not unit:
            return None
        ordinal = unit.kind == "ordinal"
        if unit.value < 10:
            teen = self._atom(first + 1, ("unit",), "")
            if teen and teen.value == 10 and not teen.definite and unit.value:
                return Part(unit.value + 10, first + 2, words=True, ordinal=ordinal)
            start = self._and(first + 1)
            ten = None if start is None else self._atom(start, ("ten",), "و")
            if ten and start is not None and unit.value:
                return Part(unit.value + ten.value, start + 1, words=True, ordinal=ordinal)
        if unit.kind == "compound":
            return None
        return Part(unit.value, first + 1, words=True, ordinal=ordinal)

    def ordinal(self, first: int) -> Part | None:
        """An ordinal: الأول, الحادي عشر, الخامس والعشرين, الخامس بعد المئة."""
        unit = self._atom(first, ("ordinal", "compound"))
        if not unit or (first and self.tokens[first - 1].folded in _MONTH_HEADS):
            return None
        part = self.below_hundred(first, unit.clitic)
        if not part:
            return None
        if unit.kind == "compound":
            return part._replace(ordinal=True) if unit.definite and unit.value == 1 else None
        if part.last + 1 < len(self.tokens) and self.tokens[part.last].folded == "بعد":
            more = self._hundreds(part.last + 1, "") or self._bare_scale(part.last + 1, "")
            if more and self.tokens[part.last + 1].folded.startswith("ال"):
                return part._replace(value=part.value + more.value, last=more.last)
        return part

    def fraction(self, first: int, clitic: str | None = None) -> Part | None:
        """نصف, ثلاثة أرباع, ربع مليون."""
        atom = self._atom(first, ("fraction",), clitic)
        if atom:
            value, last = atom.value, first + 1
            tanween = "ً" in self.tokens[first].text
            if atom.folded == "ثلثا" and not tanween:
                value = Fraction(2, 3)
            if clitic is None and self._atom(last, ("scale", "scales"), ""):
                return self._multiplied(Part(value, last, words=True))
            return Part(value, last, words=True, fraction=True)
        if first >= len(self.tokens):
            return None
        if self.tokens[first].kind == "n":
            count = self.digits(first)
        else:
            unit = self._atom(first, ("unit",), clitic)
            count = unit and Part(unit.value, first + 1)
        parts = count and self._atom(count.last, ("parts",), "")
        if count and parts and count.value > 1:
            value = count.value * parts.value
            return Part(value, count.last + 1, words=True, fraction=True)
        return None

    def _with_fraction(self, part: Part, piece: Part) -> Part | None:
        """ثلاثة ونصف; مليون ونصف المليون; not "5 ونصف السكان"."""
        scale = self._atom(piece.last, ("scale", "scales"), "")
        whole = part.scale if part.scale >= _THOUSAND else _ONE
        if scale:
            if scale.value != part.scale:
                return None
            piece = piece._replace(last=piece.last + 1)
        elif piece.last < len(self.tokens) and self.tokens[piece.last].folded.startswith("ال"):
            return None
        value = part.value + piece.value * whole
        return Part(value, piece.last, whole, part.digits, True, fraction=True)

    def _hundreds(self, first: int, clitic: str | None = None) -> Part | None:
        atom = self._atom(first, ("hundreds",), clitic)
        if atom:
            return Part(atom.value, first + 1, words=True)
        if self._atom(first, ("hundred",), clitic):
            return Part(_HUNDRED, first + 1, _HUNDRED, words=True)
        unit = self._atom(first, ("unit",), clitic)
        hundred = self._atom(first + 1, ("hundred",), "")
        if unit and hundred and 3 <= unit.value <= 9 and not hundred.definite:
            return Part(unit.value * 100, first + 2, words=True)
        several = self._atom(first, ("several",), clitic)
        vague = self._atom(first + 1, ("vague",), "")
        if several and vague:
            return Part(vague.value * Fraction(3, 2), first + 2, words=True, vague=True)
        return None

    def _bare_scale(self, first: int, clitic: str | None = None) -> Part | None:
        """ألف, مليونين, آلاف, عشرات الآلاف, بضعة ملايين."""
        tanween = first < len(self.tokens) and "ً" in self.tokens[first].text
        dual = None if tanween else self._atom(first, ("dual",), clitic)
        if dual:
            return self._multiplied(Part(dual.value * 2, first + 1, dual.value, words=True))
        scale = self._atom(first, ("scale",), clitic)
        if scale:
            return self._multiplied(Part(scale.value, first + 1, scale.value, words=True))
        several = self._atom(first, ("several",), clitic)
        plural = self._atom(first + bool(several), ("scales", "vague"), "" if several else clitic)
        if not plural:
            return None
        value = plural.value * (2 if plural.kind == "scales" else 1)
        if several:
            value = plural.value * 3 if plural.kind == "scales" else plural.value * Fraction(3, 2)
        part = Part(value, first + 1 + bool(several), words=True, vague=True)
        more = self._atom(part.last, ("scales",), "")
        if more and plural.kind == "vague":
            return part._replace(value=value * more.value, last=part.last + 1, scale=more.value)
        return part

    def _multiplied(self, part: Part) -> Part:
        """The number times the scales that follow: 43 ألفاً, ألف مليون."""
        while True:
            scale = self._atom(part.last, ("scale", "scales"), "")
            if not scale:
                return self._hundred_and_scale(part)
            if scale.definite and part.scale < _THOUSAND and part.digits:
                return part
            part = part._replace(
                value=part.value * scale.value,
                last=part.last + 1,
                scale=scale.value * (part.scale if part.scale >= _THOUSAND else 1),
                words=True,
            )

    def _hundred_and_scale(self, part: Part) -> Part:
        """مئة وألفان is 102,000, مئة وألف 101,000."""
        start = self._and(part.last)
        if (
            part.scale >= _THOUSAND
            or part.digits
            or part.value < 100
            or part.value % 100
            or start is None
        ):
            return part
        dual = self._atom(start, ("dual",), "و")
        scale = dual or self._atom(start, ("scale",), "و")
        if not scale:
            return part
        value = (part.value + (2 if dual else 1)) * scale.value
        return Part(value, start + 1, scale.value, words=True)

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
        before, after = self._text(first - 1), self._text(first + 3)
        dated = before == "-" and first > 1 and tokens[first - 2].end == tokens[first - 1].start
        if before == "/" or after in ("/", "-") or dated:
            return None
        return int(under)

    def _text(self, token: int) -> str:
        return self.tokens[token].folded if 0 <= token < len(self.tokens) else ""

    def _and(self, last: int) -> int | None:
        """The token that و adds, whether it is written apart or attached; None where no و stands."""
        if last + 1 < len(self.tokens) and self.tokens[last].folded == "و":
            return last + 1
        if last < len(self.tokens) and self.tokens[last].folded.startswith("و"):
            return last
        return None

    def _atom(self, token: int, kinds: tuple[str, ...], clitic: str | None = None) -> Atom | None:
        """The number word at a token if it is of these kinds; ``clitic``: the one it must have,
        none where و stands apart before it, any where None."""
        if token >= len(self.tokens) or self.tokens[token].kind != "w":
            return None
        for atom in atoms_of(self.tokens[token].folded):
            if atom.kind in kinds and (clitic is None or self._fits(token, atom, clitic)):
                return atom
        return None

    def _fits(self, token: int, atom: Atom, clitic: str) -> bool:
        if clitic == "و":
            apart = token > 0 and self.tokens[token - 1].folded == "و"
            return atom.clitic == ("" if apart else "و")
        return atom.clitic == clitic

    def _signed(self, first: int, value: int | float) -> tuple[int | float, int]:
        """The value with a minus sign or سالب before it, and the first token of the number."""
        tokens = self.tokens
        if not first:
            return value, first
        before = tokens[first - 1]
        if before.folded in _MINUS_WORDS:
            return -value, first - 1
        glued = first > 1 and tokens[first - 2].end == before.start
        opened = not glued or tokens[first - 2].text in "(["
        minus = before.text in _MINUS and before.end == tokens[first].start and opened
        if minus and tokens[first].kind == "n":
            return -value, first - 1
        return value, first

    def _behind_dot(self, first: int, part: Part) -> bool:
        """The digits of .25: a dot stands right before, a space before that."""
        tokens = self.tokens
        if not first or tokens[first - 1].text != "." or not tokens[first].text.isdecimal():
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
        hundred = self._atom(last, ("hundred",), "ب")
        if hundred and hundred.definite:
            return last + 1
        hundred = self._atom(last + 1, ("hundred",), "")
        if tokens[last].folded == "في" and hundred and hundred.definite:
            return last + 2
        return last


def _plain(token: Token) -> bool:
    return token.kind == "n" and token.folded.isdecimal()


def _is_group(token: Token) -> bool:
    return token.kind == "n" and len(token.text) == 3 and token.text.isdecimal()


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
