"""The grammar of Arabic numbers: what multiplies, what و adds, ordinals and shares."""

from __future__ import annotations

from fractions import Fraction

from extractors.lookups import remembered
from extractors.numbers.fraction_grammar import NAMES_OF_PARTS, THOUSAND, FractionReader
from extractors.numbers.number_tokens import HUNDRED, ONE, Part
from extractors.numbers.number_words import Atom, atoms_of, may_begin
from extractors.records import Article
from extractors.text import Document, folded_words

_DECIMAL_PARTS = (10, 100, 1000, 10_000, 100_000, 1_000_000)
_BRACKETS = frozenset({("(", ")"), ("«", "»"), ('"', '"'), ("“", "”")})
# "كانون الثاني" is a month: its second word counts nothing.
_MONTH_HEADS = frozenset({"كانون", "تشرين", "ربيع", "جمادي", "جماد"})
# What stands around them tells how these are read: ألّف is a verb.
_BY_CONTEXT = frozenset({"الف", *NAMES_OF_PARTS})
_STOPS = frozenset('.,،؛:؟!%()«»"“”/\n')
# What may go on with a number though it is none: ثلاثة فاصلة خمسة, واحد على عشرين, 1e10.
_LINKS = folded_words("فاصلة على من جزء جزءا أجزاء بعد e E")


class Grammar(FractionReader):
    """Reads the numbers of one document; methods take a token index and give None for no number."""

    def number(self, first: int) -> Part | None:
        """The longest number that starts at a token."""
        if self.text(first - 1) in _MONTH_HEADS and self.atom(first, ("ordinal",)):
            return None
        if self._is_a_name(first):
            return None
        if self.text(first) not in _BY_CONTEXT and self._stands_alone(first):
            part = _alone(self.tokens[first].text)
            return part and part._replace(last=first + 1)
        return self.read(first)

    def read(self, first: int) -> Part | None:
        """The longest number that starts at a token, whatever stands before and behind it."""
        part = self.power(first) or self.fraction(first)
        part = part or self.ordinal(first) or self.term(first)
        if not part:
            return None
        if part.ordinal:
            return part
        part = self._summed(part)
        return self._in_parts(part) or self._divided(part) or self._share(first, part) or part

    def _stands_alone(self, first: int) -> bool:
        """Whether nothing behind a token goes on with a number: a word that cannot, the end, or a
        mark behind which no number stands. A share leans on what is before it: جزء من عشرين."""
        following = self.text(first + 1)
        if following.isalpha():
            return _ends_number(following)
        ends = not following or following[0] in _STOPS
        return ends and not may_begin(self.text(first + 2)) and self.text(first - 1) != "من"

    def _is_a_name(self, first: int) -> bool:
        """عبد الواحد, آل ثاني, ثاني بن فلان."""
        word, before = self.text(first), self.text(first - 1)
        second = word == "ثاني" and (before in ("ال", "بن") or self.text(first + 1) in ("بن", "ال"))
        return second or (word == "الواحد" and before in ("عبد", "وعبد", "لعبد"))

    def _summed(self, part: Part) -> Part:
        while longer := self.sum(part):
            part = longer
        return part

    def _share(self, first: int, part: Part) -> Part | None:
        """جزء من خمسة وعشرين: the part's name stands before, without a number of its own."""
        if first < 2 or self.text(first - 1) != "من" or part.value <= 1 or part.fraction:
            return None
        named = self.text(first - 2) in ("جزء", "جزءا") and self.text(first - 3) != "كل"
        if not named or not self.phrase_ends(part.last) or part.vague:
            return None
        return part._replace(value=1 / part.value, fraction=True)

    def _in_parts(self, part: Part) -> Part | None:
        """مئة واثنان وثلاثون خمساً, واحد وعشرون أخماس: no noun but a fraction's name is counted."""
        if part.value < 11 or part.vague or part.fraction or not part.words:
            return None
        parts = self.atom(part.last, ("parts",), "")
        value = parts.value if parts else None
        ends = self.phrase_ends(part.last + 1)
        if not parts and ends and not part.digits:
            value = NAMES_OF_PARTS.get(self.text(part.last).removesuffix("ا"))
        if not value:
            return None
        return Part(part.value * value, part.last + 1, words=True, fraction=True)

    def _pointed(self, part: Part) -> Part:
        """ثلاثة فاصلة خمسة, مئتان فاصلة ثلاثة من مئة: the digits behind a comma that is said."""
        if self.text(part.last) not in ("فاصله", "وفاصله") or part.value.denominator != 1:
            return part
        place, zeros = part.last + 1, 0
        while self.text(place) == "صفر":
            place, zeros = place + 1, zeros + 1
        tail = self.small(place, "")
        if not tail or tail.ordinal or tail.value.denominator != 1:
            return part
        under, last = Fraction(10) ** (zeros + len(str(tail.value))), tail.last
        hundredths = self.term(last + 1, "") if self.text(last) == "من" else None
        if hundredths and hundredths.value in (10, 100, 1000) and not zeros:
            under, last = hundredths.value, hundredths.last
        return part._replace(value=part.value + tail.value / under, last=last, words=True)

    def _divided(self, part: Part) -> Part | None:
        """واحد على عشرين, واحد من أربعة, جزء من مئة: one in so many."""
        token = part.last
        shares = self.text(token) in ("جزء", "جزءا", "اجزاء") and self.text(token + 1) == "من"
        token += shares
        over = self.text(token) == "علي" and not part.vague
        one_of = shares or part.value == 1
        if not over and (self.text(token) != "من" or not (one_of or part.words)):
            return None
        if self.text(part.last - 1).startswith("ال"):
            return None
        under = self.term(token + 1, "")
        if not under or under.vague or not under.value:
            return None
        told = self._summed(under)
        under = told if self.phrase_ends(told.last) or not one_of else under
        ends = self.phrase_ends(under.last)
        if self.text(token) == "من" and not shares and (part.digits or (under.digits and not ends)):
            return None
        if not one_of and not ends:
            return None
        if not one_of and not over and (part.value >= under.value or part.vague):
            return None
        value = part.value / under.value
        whole = part.value - part.value % under.value
        if shares and under.value in _DECIMAL_PARTS and 0 < whole < part.value:
            value = whole + part.value % under.value / under.value  # 271 جزءاً من مئة: 200.71
        return Part(value, under.last, words=True, fraction=True)

    def sum(self, part: Part) -> Part | None:
        """The number with what و adds to it: ألف ومئتان, مليون ونصف المليون, 43 ألفاً و630."""
        start = self.after_and(part.last)
        if start is None and self._smaller_digits(part):
            start = part.last
        if start is None:
            return None
        piece = self.fraction(start, "و") or self.unvoiced_part(part, start)
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
        if part.scale > ONE and following.value < part.scale:
            return joined
        if part.scale == THOUSAND < following.scale and not part.digits and not following.digits:
            small = following.value / following.scale
            if small > 1:  # ألفان وخمسمئة مليار
                return joined._replace(value=(part.value + small) * following.scale)
        return None

    def _smaller_digits(self, part: Part) -> bool:
        """The 3 مئة of "4 آلاف 3 مئة", which stand without و."""
        if not part.digits or part.scale < THOUSAND or part.last + 1 >= len(self.tokens):
            return False
        hundred = self.atom(part.last + 1, ("hundred",), "")
        return self.tokens[part.last].kind == "n" and hundred is not None

    def term(self, first: int, clitic: str | None = None) -> Part | None:
        """A number below a thousand with the powers of a thousand that multiply it: 43 ألفاً."""
        small = self.small(first, clitic)
        if not small:
            return self._bare_scale(first, clitic)
        small = self._pointed(small)
        fractional = self.after_and(small.last)
        piece = None if fractional is None else self.fraction(fractional, "و")
        if piece and self.atom(piece.last, ("scale", "scales")):
            small = small._replace(value=small.value + piece.value, last=piece.last, words=True)
        return self._bracketed(first, small) or self.multiplied(small)

    def _bracketed(self, first: int, small: Part) -> Part | None:
        """(25) مليون, «3.9» مليون."""
        closed = (self.text(first - 1), self.text(small.last)) in _BRACKETS
        if not closed or not self.atom(small.last + 1, ("scale", "scales"), ""):
            return None
        return self.multiplied(small._replace(last=small.last + 1))

    def small(self, first: int, clitic: str | None = None) -> Part | None:
        """Digits, or words up to 999."""
        if first < len(self.tokens) and self.tokens[first].kind == "n":
            return self.digits(first)
        hundreds = self._hundreds(first, clitic)
        if not hundreds:
            return self._so_many_hundreds(self.below_hundred(first, clitic))
        start = self.after_and(hundreds.last)
        rest = None if start is None else self.below_hundred(start, "و")
        if rest and rest.value and not self.atom(rest.last, ("hundred", "parts")):
            return rest._replace(value=hundreds.value + rest.value)
        return hundreds

    def _so_many_hundreds(self, part: Part | None) -> Part | None:
        """خمسة وتسعون مئة is 9,500."""
        if (
            not part
            or part.ordinal
            or part.value <= 10
            or not self.atom(part.last, ("hundred",), "")
        ):
            return part
        return part._replace(value=part.value * 100, last=part.last + 1, scale=HUNDRED)

    def below_hundred(self, first: int, clitic: str | None = None) -> Part | None:
        """Words from 0 to 99, ordinals (الحادي والعشرين) among them."""
        ten = self.atom(first, ("ten", "teen"), clitic)
        if ten:
            return Part(ten.value, first + 1, words=True)
        unit = self.atom(first, ("unit", "compound", "ordinal"), clitic)
        if not unit:
            return None
        ordinal = unit.kind == "ordinal"
        if unit.value < 10:
            teen = self.atom(first + 1, ("unit",), "")
            if teen and teen.value == 10 and not teen.definite and unit.value:
                return Part(unit.value + 10, first + 2, words=True, ordinal=ordinal)
            start = self.after_and(first + 1)
            ten = None if start is None else self.atom(start, ("ten",), "و")
            if ten and start is not None and unit.value and not self._minutes(unit, ten, start):
                return Part(unit.value + ten.value, start + 1, words=True, ordinal=ordinal)
        if unit.kind == "compound":
            return None
        return Part(unit.value, first + 1, words=True, ordinal=ordinal)

    def _minutes(self, unit: Atom, ten: Atom, place: int) -> bool:
        """The tens belong to the minutes: الثامنة وعشرين دقيقة."""
        past = unit.definite and not ten.definite
        return past and self.text(place + 1).startswith("دقيق")

    def ordinal(self, first: int) -> Part | None:
        """An ordinal: الأول, الحادي عشر, الخامس والعشرين, الخامس بعد المئة."""
        unit = self.atom(first, ("ordinal", "compound"))
        if not unit:
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

    def _with_fraction(self, part: Part, piece: Part) -> Part | None:
        """ثلاثة ونصف; مليون ونصف المليون; not "5 ونصف السكان"."""
        scale = self.atom(piece.last, ("scale", "scales"), "")
        whole = part.scale if part.scale >= THOUSAND else ONE
        if scale:
            if scale.value != part.scale:
                return None
            piece = piece._replace(last=piece.last + 1)
        elif piece.last < len(self.tokens) and self.tokens[piece.last].folded.startswith("ال"):
            return None
        value = part.value + piece.value * whole
        return Part(value, piece.last, whole, part.digits, True, fraction=True)

    def _hundreds(self, first: int, clitic: str | None = None) -> Part | None:
        atom = self.atom(first, ("hundreds",), clitic)
        if atom:
            return Part(atom.value, first + 1, words=True)
        if self.atom(first, ("hundred",), clitic):
            return Part(HUNDRED, first + 1, HUNDRED, words=True)
        unit = self.atom(first, ("unit",), clitic)
        hundred = self.atom(first + 1, ("hundred",), "")
        if unit and hundred and 3 <= unit.value <= 9 and not hundred.definite:
            return Part(unit.value * 100, first + 2, words=True)
        several = self.atom(first, ("several",), clitic)
        vague = self.atom(first + 1, ("vague",), "")
        if several and vague:
            return Part(vague.value * Fraction(3, 2), first + 2, words=True, vague=True)
        return None

    def _bare_scale(self, first: int, clitic: str | None = None) -> Part | None:
        """ألف, مليونين, آلاف, عشرات الآلاف, بضعة ملايين."""
        tanween = first < len(self.tokens) and "ً" in self.tokens[first].text
        dual = None if tanween else self.atom(first, ("dual",), clitic)
        if dual:
            return self.multiplied(Part(dual.value * 2, first + 1, dual.value, words=True))
        verb = self.text(first) == "الف" and (
            "ّ" in self.tokens[first].text or self.text(first + 1).startswith("ال")
        )
        if verb:
            return None  # ألّف الكاتب: he wrote
        scale = self.atom(first, ("scale",), clitic)
        if scale:
            return self.multiplied(Part(scale.value, first + 1, scale.value, words=True))
        several = self.atom(first, ("several",), clitic)
        plural = self.atom(first + bool(several), ("scales", "vague"), "" if several else clitic)
        if not plural:
            return None
        value = plural.value * (2 if plural.kind == "scales" else 1)
        if several:
            value = plural.value * 3 if plural.kind == "scales" else plural.value * Fraction(3, 2)
        part = Part(value, first + 1 + bool(several), words=True, vague=True)
        more = self.atom(part.last, ("scales",), "")
        if more and plural.kind == "vague":
            return part._replace(value=value * more.value, last=part.last + 1, scale=more.value)
        return part


@remembered
def _alone(printed: str) -> Part | None:
    """The number that a word or digits make where nothing goes on with them."""
    return Grammar(Document(Article("", printed))).read(0)


@remembered
def _ends_number(folded: str) -> bool:
    """Whether a number cannot go on with this word: true of most words that are counted."""
    if folded.startswith("و") or folded in _LINKS:
        return False
    return not atoms_of(folded) and folded.removesuffix("ا") not in NAMES_OF_PARTS
