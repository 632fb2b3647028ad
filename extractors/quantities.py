"""How many of what: numbers with the unit, currency or noun behind them, and indefinite duals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from extractors.numbers import approximations, casualties
from extractors.numbers.counted import Noun, measures, nouns
from extractors.numbers.currencies import currency_at, sign_before
from extractors.numbers.digits import dot_as_group, value_of
from extractors.numbers.duals import before_two, dual_reading, is_second_part
from extractors.numbers.nouns import countable, plural_unit
from extractors.records import Mention, Number, Quantity
from extractors.rules import clitic_length, mention, of_kind
from extractors.text import Document, Look, folded_words

RULE_IDS = (
    "number-percent", "number-unit", "number-currency", "number-noun", "number-of-plural",
    "number-bare-casualty", "unit-carried-over", "range-start", "indefinite-dual",
    "dual-and-two",
)  # fmt: skip

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
_PART_OF = frozenset({"منها", "منهم", "منهن", "بينها", "بينهم", "بينهن"})
_RANGE = frozenset({"الي", "او", "حتي", "و", "-", "–", "ــ"})


class Counted(NamedTuple):
    """What stands behind a number: unit, the token behind it, noun as printed, rule, role."""

    unit: str
    last: int
    counted: str | None
    rule: str
    role: str | None = None


def looks() -> tuple[Look, ...]:
    """What words are looked up by."""
    return (dual_reading,)


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """The quantities of the document; numbers within dates count nothing."""
    reader = _Quantities(document, found)
    return sorted([*reader.numbered(), *reader.duals()], key=lambda m: m.span_start)


class _Quantities:
    def __init__(self, document: Document, found: list[Mention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.dates = of_kind(found, "date")
        self._date_starts = [m.span_start for m in self.dates]
        self.numbers = [
            m for m in of_kind(found, "number")
            if isinstance(m.fact, Number) and m.fact.number_type != "ordinal" and not self._dated(m)
        ]  # fmt: skip
        self._taken: set[int] = set()

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self.document.words)

    def numbered(self) -> Iterator[Mention]:
        """Quantities that begin with a number, from the last to the first, for ranges lean on
        what follows them; then those whose unit was said before."""
        found: dict[int, Mention] = {}
        following: tuple[int, Mention] | None = None
        for number in reversed(self.numbers):
            first = self.document.token_at(number.span_start)
            last = self.document.token_at(number.span_end - 1) + 1
            made = self._own(number, first, last) or self._range_start(number, last, following)
            if made:
                found[first] = made
                following = (first, made)
        carried = self._carried(found)
        yield from carried

    def _own(self, number: Mention, first: int, last: int) -> Mention | None:
        assert isinstance(number.fact, Number)
        if self._names(first) or self._is_share(first, last) or _is_phone(number):
            return None
        pair = self._pair(number, first, last)
        if pair:
            return pair
        bracketed = last < len(self.tokens) and self.tokens[last].text == ")"
        bracketed = bool(bracketed and first and self.tokens[first - 1].text == "(")
        # ( 120 ) شخصاً
        counted = self._counted(number.fact, first, last + bracketed)
        if not counted:
            return None
        bracketed = bracketed and counted.last > last + 1
        if not bracketed and counted.last == last + 1 and self.tokens[last].text == ")":
            counted = counted._replace(last=last)
        if first and self.tokens[first - 1].folded in _NUMBERED:
            accusative = self.tokens[counted.last - 1].text.endswith(("ا", "اً", "ًا", "ةً"))
            if counted.rule != "number-noun" or not (accusative or number.fact.value <= 10):
                return None
        start = self.tokens[first - 1].start if bracketed else number.span_start
        if counted.rule == "number-currency" and counted.last == last and first:
            start = min(start, self.tokens[first - 1].start)
        end = max(number.span_end, self.tokens[counted.last - 1].end)
        return self._mention(start, end, number, counted, first)

    def _pair(self, number: Mention, first: int, last: int) -> Mention | None:
        """شخصين اثنين."""
        pair = before_two(self.document, first)
        if not pair:
            return None
        noun = self.tokens[pair.first]
        start = noun.start + clitic_length(noun, pair.clitic)
        counted = Counted(pair.unit, last, noun.text, "dual-and-two")
        return self._mention(start, number.span_end, number, counted, pair.first)

    def _mention(
        self, start: int, end: int, number: Mention, counted: Counted, first: int
    ) -> Mention:
        fact = number.fact
        assert isinstance(fact, Number)
        value = fact.value
        if counted.unit in ("person", "item") or number.text.endswith("000"):
            value = dot_as_group(number.text) or value
        told = casualties.role_of(self.document, first, counted.last, counted.unit)
        if counted.unit in ("degree", "celsius") and self._below_zero(counted.last):
            value = -value
        role = counted.role if counted.role in ("killed", "injured") else told or counted.role
        behind = approximations.after(self.tokens, counted.last)[0]
        quantity = Quantity(
            value, counted.unit, counted.counted, None, fact.approximation or behind, role,
            casualties.period_of(self.document, self.dates, self._date_starts, start),
        )  # fmt: skip
        self._taken.update(range(first, counted.last))
        return mention(self.document, "quantity", start, end, counted.rule, quantity)

    def _counted(self, fact: Number, first: int, last: int) -> Counted | None:
        if fact.number_type == "percent":
            return Counted("percent", last, None, "number-percent")
        measure = self._measure(first, last)
        if measure:
            return measure
        money = currency_at(self.document, last, self._vocabulary)
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
        for words, unit in measures().get(self.tokens[last].folded, ()):
            end = last + len(words)
            if tuple(t.folded for t in self.tokens[last:end]) == words:
                if words == ("كيلو",) and not _AWAY.isdisjoint(
                    self.document.words[max(0, first - 7) : first]
                ):
                    unit = "km"
                return Counted(unit, end, self._text(last, end), "number-unit")
        return None

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
        money = currency_at(self.document, last, self._vocabulary)
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
        return None

    def _unit_follows(self, last: int) -> bool:
        """A noun of another kind follows, so that the number counts no persons."""
        return last < len(self.tokens) and self.tokens[last].kind == "n"

    def _range_start(
        self, number: Mention, last: int, following: tuple[int, Mention] | None
    ) -> Mention | None:
        """The 5 of "5 إلى 10 كيلومترات" has the unit of what follows."""
        if not following or last >= len(self.tokens) or following[0] != last + 1:
            return None
        link, fact = self.tokens[last], following[1].fact
        assert isinstance(fact, Quantity)
        assert isinstance(number.fact, Number)
        if link.folded not in _RANGE or self._names(self.document.token_at(number.span_start)):
            return None
        quantity = replace(
            fact,
            value=number.fact.value,
            approximation=number.fact.approximation or fact.approximation,
        )
        return mention(
            self.document, "quantity", number.span_start, number.span_end, "range-start", quantity
        )

    def _carried(self, found: dict[int, Mention]) -> list[Mention]:
        """What was found, and numbers whose unit stands before: 498 كيلومتراً، منها 212 في ..., و286."""
        carrying: Mention | None = None
        latest: Mention | None = None
        sentence = -1
        for number in self.numbers:
            first = self.document.token_at(number.span_start)
            last = self.document.token_at(number.span_end - 1) + 1
            begins = self.document.sentence_of(first)[0]
            if begins != sentence:
                sentence, latest, carrying = begins, None, None
            if first in found:
                latest, carrying = found[first], None
                continue
            apart = first and self.tokens[first - 1].folded in _PART_OF
            joined = first and self.tokens[first - 1].folded == "و"
            base = latest if apart else None
            if joined:
                base = carrying or (latest if self._is_parallel(latest, last) else None)
            if base and self._stands_alone(last):
                assert isinstance(base.fact, Quantity)
                assert isinstance(number.fact, Number)
                fact = replace(
                    base.fact, value=number.fact.value, approximation=number.fact.approximation
                )
                found[first] = mention(
                    self.document, "quantity", number.span_start, number.span_end,
                    "unit-carried-over", fact,
                )  # fmt: skip
                carrying = found[first]
        return list(found.values())

    def _is_parallel(self, latest: Mention | None, last: int) -> bool:
        """60 هكتاراً في الوادي و25 في الجبل: the same preposition stands behind both."""
        behind = self.document.token_at(latest.span_end) if latest else len(self.tokens)
        if max(behind, last) >= len(self.tokens):
            return False
        words = self.document.words
        return words[last] == words[behind] == "في"

    def _stands_alone(self, last: int) -> bool:
        if last >= len(self.tokens):
            return True
        token = self.tokens[last]
        return token.kind in "pb" or token.folded in _PREPOSITIONS

    def duals(self) -> Iterator[Mention]:
        """Indefinite duals count two: قتيلان, بسيارتين مفخختين, سيارتا إسعاف."""
        previous = -2
        words = self.document.words
        for i in self.document.where(dual_reading):
            token, reading = self.tokens[i], dual_reading(words[i])
            if not reading or previous == i - 1 or i in self._taken:
                continue
            last = i + 1 + reading.construct
            if reading.construct and not is_second_part(self.document, i + 1):
                continue
            start = token.start + clitic_length(token, reading.clitic)
            if self._within_date(start):
                continue
            previous = i
            yield self._dual(i, last, start, reading.noun)

    def _dual(self, first: int, last: int, start: int, noun: Noun) -> Mention:
        end = self.tokens[last - 1].end
        role = noun.role or casualties.role_of(self.document, first, last, noun.unit)
        fact = Quantity(
            2, noun.unit, self.document.text[start:end], None,
            approximations.before(self.tokens, first), role,
            casualties.period_of(self.document, self.dates, self._date_starts, start),
        )  # fmt: skip
        return mention(self.document, "quantity", start, end, "indefinite-dual", fact)

    def _names(self, first: int) -> bool:
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

    def _below_zero(self, last: int) -> bool:
        return self.document.words[last : last + 2] == ["تحت", "الصفر"]

    def _is_share(self, first: int, last: int) -> bool:
        """واحد من كل خمسة أطفال, 30 لكل 100 ألف: what is told is a rate."""
        words = self.document.words
        if words[last : last + 2] == ["من", "كل"]:
            return True
        return first > 1 and words[first - 1] == "كل" and words[first - 2] == "من"

    def _dated(self, number: Mention) -> bool:
        place = bisect_right(self._date_starts, number.span_start)
        before = self.dates[place - 1] if place else None
        after = self.dates[place] if place < len(self.dates) else None
        return bool(
            (before and before.span_end > number.span_start)
            or (after and after.span_start < number.span_end)
        )

    def _within_date(self, start: int) -> bool:
        place = bisect_right(self._date_starts, start)
        return place > 0 and start < self.dates[place - 1].span_end

    def _text(self, first: int, last: int) -> str:
        return self.document.text[self.tokens[first].start : self.tokens[last - 1].end]


_PREPOSITIONS = frozenset(
    {"في", "من", "علي", "عن", "الي", "خلال", "بعد", "قبل", "لدي", "عند", "داخل"}
)


def _is_phone(number: Mention) -> bool:
    """Digits that begin with zero, as telephone and serial numbers do."""
    printed = number.text
    return len(printed) >= 6 and printed.isdecimal() and value_of(printed[0]) == 0
