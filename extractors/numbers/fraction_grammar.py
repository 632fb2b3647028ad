"""Fractions in words (نصف, ثلاثة أرباع, خُمسان, خمس العشرين), and what multiplies a number."""

from __future__ import annotations

import re
from fractions import Fraction

from extractors.numbers.number_tokens import HUNDRED, ONE, Part, TokenReader
from extractors.text import fold

THOUSAND = Fraction(1000)
# The fractions whose names are numbers as well: only the damma or the place tells خُمس from خمس.
NAMES_OF_PARTS = {
    "خمس": Fraction(1, 5), "سدس": Fraction(1, 6), "سبع": Fraction(1, 7), "ثمن": Fraction(1, 8),
    "تسع": Fraction(1, 9), "عشر": Fraction(1, 10),
}  # fmt: skip
_VOICED_PART = re.compile(
    r"(?P<and>و?)(?P<name>(?:خُم|سُد|سُب|ثُم|تُس|عُش)[\u064f\u0652]?[سعنر])(?P<dual>َ?(?:ان|ين|ا|ي))?[\u064b-\u0652]?"
)
# Two fifths where a ten stands already: ثلاثون وخمسين is no list of tens with one case.
_TWO_PARTS = {
    "خمسين": Fraction(2, 5), "سدسين": Fraction(2, 6), "سبعين": Fraction(2, 7),
    "ثمنين": Fraction(2, 8), "تسعين": Fraction(2, 9),
}  # fmt: skip
_NESTED = 3  # fractions of fractions
_ENDS_OF_PHRASES = frozenset(".،,؟?!؛")


class FractionReader(TokenReader):
    """Reads the fractions of one document."""

    def phrase_ends(self, token: int) -> bool:
        """Nothing is counted behind: a mark, a line's end or the text's stands at a token."""
        return (
            token >= len(self.tokens)
            or self.tokens[token].kind == "b"
            or self.text(token) in _ENDS_OF_PHRASES
        )

    def unvoiced_part(self, part: Part, start: int) -> Part | None:
        """The خمس of "ثلاثة وخمس", the خمسين of "مئة وثلاثون وخمسين": at a phrase's end, and no
        number has two units or two tens."""
        if part.scale != ONE or not part.words or part.fraction or not self.phrase_ends(start + 1):
            return None
        name, ended = self.text(start), self.text(part.last - 1)
        name = name.removeprefix("و") if start == part.last else name
        value = NAMES_OF_PARTS.get(name) if ended.endswith(("ه", "ون")) else None
        if part.value > HUNDRED and ended.endswith("ون"):
            value = value or _TWO_PARTS.get(name)
        return Part(value, start + 1, words=True, fraction=True) if value else None

    def fraction(self, first: int, clitic: str | None = None) -> Part | None:
        """نصف, ثلاثة أرباع, ربع مليون."""
        atom = self.atom(first, ("fraction",), clitic)
        if atom:
            value, last = atom.value, first + 1
            tanween = "ً" in self.tokens[first].text
            if atom.folded == "ثلثا" and not tanween:
                value = Fraction(2, 3)
            if clitic is None and self.atom(last, ("scale", "scales"), ""):
                return self.multiplied(Part(value, last, words=True))
            return Part(value, last, words=True, fraction=True)
        if first >= len(self.tokens):
            return None
        voiced = _VOICED_PART.fullmatch(self.tokens[first].text)
        if voiced and (clitic != "و" or voiced["and"] or self.text(first - 1) == "و"):
            value = NAMES_OF_PARTS[fold(voiced["name"])] * (2 if voiced["dual"] else 1)
            return Part(value, first + 1, words=True, fraction=True)
        of_definite = self._part_of_number(first, clitic)
        if of_definite:
            return of_definite
        if self.tokens[first].kind == "n":
            count = self.digits(first)
        else:
            unit = self.atom(first, ("unit",), clitic)
            count = unit and Part(unit.value, first + 1)
        parts = count and self.atom(count.last, ("parts",), "")
        if count and parts and count.value > 1:
            value = count.value * parts.value
            return Part(value, count.last + 1, words=True, fraction=True)
        return None

    def _part_of_number(self, first: int, clitic: str | None) -> Part | None:
        """خمس العشرين is four, خمس خمس العشرين 0.8: what is counted bears no article."""
        value, place = ONE, first
        while place < first + _NESTED and self.text(place) != "ثمن":
            part = None if clitic else NAMES_OF_PARTS.get(self.text(place))
            if not part:
                break
            value, place = value * part, place + 1
        whole = self.atom(place, ("unit", "ten", "hundred", "scale"), "") if place > first else None
        if not whole or not whole.definite or not whole.value:
            return None
        return Part(value * whole.value, place + 1, words=True, fraction=True)

    def multiplied(self, part: Part) -> Part:
        """The number times the scales that follow: 43 ألفاً, ألف مليون."""
        while True:
            scale = self.atom(part.last, ("scale", "scales"), "")
            if not scale:
                return self._hundred_and_scale(part)
            if scale.definite and part.scale < THOUSAND and part.digits:
                return part
            part = part._replace(
                value=part.value * scale.value,
                last=part.last + 1,
                scale=scale.value * (part.scale if part.scale >= THOUSAND else 1),
                words=True,
            )

    def _hundred_and_scale(self, part: Part) -> Part:
        """مئة وألفان is 102,000, مئة وألف 101,000."""
        start = self.after_and(part.last)
        if (
            part.scale >= THOUSAND
            or part.digits
            or part.value < 100
            or part.value % 100
            or start is None
        ):
            return part
        dual = self.atom(start, ("dual",), "و")
        scale = dual or self.atom(start, ("scale",), "و")
        if not scale:
            return part
        value = (part.value + (2 if dual else 1)) * scale.value
        return Part(value, start + 1, scale.value, words=True)
