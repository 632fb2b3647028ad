"""What stands behind a number: its unit, currency or noun; and what makes it no count at all."""

from __future__ import annotations

from typing import NamedTuple

from extractors.numbers import approximations, casualties
from extractors.numbers.counted import measures, nouns
from extractors.numbers.currencies import currency_at, sign_before
from extractors.numbers.digits import value_of
from extractors.numbers.nouns import countable, plural_unit
from extractors.records import Mention, Number
from extractors.text import Document, Token, folded_words

_NAMING = frozenset((
    "الماده", "ماده", "الفقره", "القرار", "قرار", "رقم", "البند", "بند", "الرقم", "المرسوم", "صفحه",
    "الصفحه", "الكتيبه", "الفوج", "رقمها", "رقمه", "الملحق", "القانون", "الجناح", "بوابه", "الباب",
    "الايه", "عيار", "سباق", "موديل", "طراز", "الشقه", "الغرفه", "القاعه", "الرحله", "الهاتف", "هاتف",
))  # fmt: skip
# What bears a number, but also acts: "اللواء 55", "أطلق اللواء 5 صواريخ".
_NUMBERED = frozenset((
    "القناه", "اللواء", "الفرقه", "المركز", "الدوره", "المجموعه", "المرتبه",
))  # fmt: skip
_TIME_UNITS = folded_words(
    "سنوات سنين أعوام أشهر شهور أسابيع أيام ليالي ساعات دقائق ثواني قرون عقود"
)
# A bare كيلو is a kilometre where the words tell of a distance.
_AWAY = folded_words("يبعد تبعد مسافة بمسافة لمسافة المسافة بطول طوله طولها سرعة بسرعة تبعد بعد")


_LENGTHS = folded_words(
    "طول طوله طولها بطول الطول ارتفاع ارتفاعه بارتفاع عرض بعرض عرضه عمق بعمق عمقه"
)
_COUNTS = folded_words("عدد وعدد لعدد بعدد فعدد")
_ONE = folded_words("الواحد الواحدة واحد واحدة")  # عدد العروض في الموسم الواحد
_FAR = 9  # words between عدد and its number
# What may stand behind a number that counts nothing behind it.
_PREPOSITIONS = folded_words("في من على عن إلى خلال بعد قبل لدى عند داخل")


def stands_alone(tokens: list[Token], last: int) -> bool:
    """Nothing that a number could count stands at a token."""
    if last >= len(tokens):
        return True
    return tokens[last].kind in "pb" or tokens[last].folded in _PREPOSITIONS


class Counted(NamedTuple):
    """What stands behind a number: unit, the token behind it, noun as printed, rule, role."""

    unit: str
    last: int
    counted: str | None
    rule: str
    role: str | None = None


class NumberContext:
    """Reads what the numbers of one document count."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens

    def counted(self, fact: Number, first: int, last: int) -> Counted | None:
        """What the number at tokens ``first`` to ``last`` counts; None where nothing is told."""
        if fact.number_type == "percent":
            return Counted("percent", last, None, "number-percent")
        measure = self._measure(first, last)
        if measure:
            return measure
        money = currency_at(self.document, last)
        if money:
            return Counted(money.code, money.last, None, "number-currency")
        sign = sign_before(self.document, first)
        if sign:
            return Counted(sign, last, None, "number-currency")
        if fact.number_type == "fraction":
            return None
        return (
            self._noun(fact, first, last)
            or self._vague(fact, last)
            or self._of_plural(fact, first, last)
        )

    def _measure(self, first: int, last: int) -> Counted | None:
        if last >= len(self.tokens):
            return None
        if self._is_metres(first, last):
            return Counted("m", last + 1, self.tokens[last].text, "number-unit")
        for words, unit in measures().get(self.tokens[last].folded, ()):
            end = last + len(words)
            if tuple(t.folded for t in self.tokens[last:end]) == words:
                if words == ("كيلو",) and not _AWAY.isdisjoint(
                    self.document.words[max(0, first - 7) : first]
                ):
                    unit = "km"
                return Counted(unit, end, self._text(last, end), "number-unit")
        return None

    def _is_metres(self, first: int, last: int) -> bool:
        """طوله 2٫16م: م behind a year is its era."""
        if self.document.words[last] != "م" or self.tokens[last - 1].end != self.tokens[last].start:
            return False
        return not _LENGTHS.isdisjoint(self.document.words[max(0, first - 4) : first])

    def _vague(self, fact: Number, last: int) -> Counted | None:
        """عشرات القتلى, آلاف الطلاب."""
        if fact.approximation != "at_least" or last >= len(self.tokens):
            return None
        token = self.tokens[last]
        if self.tokens[last - 1].kind != "w" or not token.folded.startswith("ال"):
            return None
        plural = token.folded.removeprefix("ال")
        if plural in _TIME_UNITS:
            return None  # مئات السنوات is a time
        money = currency_at(self.document, last)
        if money:
            return Counted(money.code, money.last, None, "number-currency")
        measure = next((m for w, m in measures().get(plural, ()) if len(w) == 1), None)
        if measure:
            return Counted(measure, last + 1, token.text, "number-unit")
        noun = nouns().get(plural)
        if noun and not noun.dual:
            return Counted(noun.unit, last + 1, token.text, "number-noun", noun.role)
        unit = None if noun else plural_unit(plural)
        return Counted(unit, last + 1, token.text, "number-noun") if unit else None

    def _noun(self, fact: Number, first: int, last: int) -> Counted | None:
        if last >= len(self.tokens):
            return None
        token = self.tokens[last]
        alone = last == first + 1 and 3 <= fact.value <= 10
        if alone and first and _definite(self.tokens[first]) and _definite(self.tokens[first - 1]):
            return None  # الحقائب الأربع بقاع البحر
        if (
            self.tokens[first].folded == "الف"
            and last == first + 1
            and token.text.endswith(("اً", "ا", "ًا"))
        ):
            return None  # ألف كتاباً: wrote a book
        known = nouns().get(token.folded) if token.text != "أمام" else None  # no imams
        if known and not known.dual:
            return Counted(known.unit, last + 1, token.text, "number-noun", known.role)
        unit = countable(token, fact.value) if fact.value else None
        return Counted(unit, last + 1, token.text, "number-noun") if unit else None

    def _of_plural(self, fact: Number, first: int, last: int) -> Counted | None:
        """ثمانية من الأطفال; ثمانية على الأقل من الأطفال."""
        of = approximations.after(self.tokens, last)[1]
        noun = self.tokens[of + 1] if of + 1 < len(self.tokens) else None
        if noun and self.tokens[of].folded == "من" and noun.folded.startswith("ال"):
            known = nouns().get(noun.folded.removeprefix("ال"))
            vague = fact.approximation == "at_least" and not fact.value % 10
            if known and not known.dual and (known.unit == "person" or vague):
                return Counted(known.unit, last, noun.text, "number-of-plural", known.role)
        if casualties.fate_before(self.document, first) and not self._unit_follows(last):
            return Counted("person", last, None, "number-bare-casualty")
        return self._count_of(first, last) if fact.value == int(fact.value) else None

    def _count_of(self, first: int, last: int) -> Counted | None:
        """بلغ عدد المشاركين في الدورة 300: what is counted was told with عدد before."""
        if not stands_alone(self.tokens, last) or self.document.words[first] in _ONE:
            return None
        begins = self.document.sentence_of(first)[0]
        for place in range(first - 2, max(begins, first - _FAR) - 1, -1):
            if self.tokens[place + 1].kind != "w":
                return None
            if self.document.words[place] in _COUNTS:
                unit = self._unit_of_definite(place + 1)
                noun = self.tokens[place + 1].text
                return Counted(unit, last, noun, "count-of-noun") if unit else None
        return None

    def _unit_of_definite(self, token: int) -> str | None:
        """The unit of a definite plural: المشاركين, سكانها."""
        word = self.document.words[token]
        plural = word.removeprefix("ال")
        if plural == word:
            plural = next((word.removesuffix(p) for p in ("ها", "هم", "ه") if word.endswith(p)), "")
        known = nouns().get(plural)
        return known.unit if known and not known.dual else plural_unit(plural) if plural else None

    def _unit_follows(self, last: int) -> bool:
        """A noun of another kind follows, so that the number counts no persons."""
        return last < len(self.tokens) and self.tokens[last].kind == "n"

    def counts_nothing(self, number: Mention, first: int, last: int) -> bool:
        """The number is a name's or a text's (المادة 5, إف-16), a rate's or a telephone's."""
        return self.names(first) or self._is_share(first, last) or _is_phone(number)

    def is_a_name(self, counted: Counted, first: int, value: float) -> bool:
        """The number names what stands before it (اللواء 55) rather than counts what stands behind."""
        if not first or self.tokens[first - 1].folded not in _NUMBERED:
            return False
        accusative = self.tokens[counted.last - 1].text.endswith(("ا", "اً", "ًا", "ةً"))
        return counted.rule != "number-noun" or not (accusative or value <= 10)

    def names(self, first: int) -> bool:
        """The number is a name's or a text's: المادة 5, إف-16, S-400."""
        if not first:
            return False
        before = self.tokens[first - 1]
        if before.folded in _NAMING or (before.text.isascii() and before.kind == "w"):
            return True
        glued = before.end == self.tokens[first].start and before.text in "-–/."
        return (
            glued
            and first > 1
            and self.tokens[first - 2].end == before.start
            and (self.tokens[first - 2].kind == "w")
        )

    def bears_a_number(self, token: int) -> bool:
        """What stands before a token is called by a number: اللواء, المادة."""
        before = self.tokens[token - 1].folded if token else ""
        return before in _NUMBERED or self.names(token)

    def below_zero(self, last: int) -> bool:
        """تحت الصفر stands at a token."""
        return self.document.words[last : last + 2] == ["تحت", "الصفر"]

    def _is_share(self, first: int, last: int) -> bool:
        """واحد من كل خمسة أطفال, 30 لكل 100 ألف: what is told is a rate."""
        words = self.document.words
        if words[last : last + 2] == ["من", "كل"]:
            return True
        return first > 1 and words[first - 1] == "كل" and words[first - 2] == "من"

    def _text(self, first: int, last: int) -> str:
        return self.document.text[self.tokens[first].start : self.tokens[last - 1].end]


def _definite(token: Token) -> bool:
    return token.kind == "w" and token.folded.startswith("ال")


def _is_phone(number: Mention) -> bool:
    """Digits that begin with zero, as telephone and serial numbers do."""
    printed = number.text
    return len(printed) >= 6 and printed.isdecimal() and value_of(printed[0]) == 0
