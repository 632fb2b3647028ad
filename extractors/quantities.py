"""How many of what: numbers with the unit, currency or noun behind them, and indefinite duals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from extractors.lookups import Stems
from extractors.numbers import approximations, casualties
from extractors.numbers.counted import Noun
from extractors.numbers.digits import dot_as_group
from extractors.numbers.duals import before_two, dual_reading, dual_stems, is_second_part
from extractors.numbers.number_context import Counted, NumberContext
from extractors.numbers.shared_units import SharedUnits
from extractors.records import Mention, Number, Quantity
from extractors.rules import clitic_length, mention, of_kind
from extractors.text import Document

RULE_IDS = (
    "number-percent", "number-unit", "number-currency", "number-noun", "number-of-plural",
    "number-bare-casualty", "count-of-noun", "unit-carried-over", "range-start", "indefinite-dual",
    "dual-and-two",
)  # fmt: skip


_BRACKETS = frozenset({"()", "«»", '""', "“”", "[]"})


def looks() -> Stems:
    """What words are looked up by."""
    return {dual_reading: dual_stems()}


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
            if isinstance(m.fact, Number)
            and m.fact.number_type != "ordinal"
            and m.rule not in ("indefinite-dual", "dotted-row")
            and not self._dated(m)
        ]  # fmt: skip
        self.periods = casualties.Periods(document, self.dates)
        self.context = NumberContext(document)
        self.shared = SharedUnits(self.context, self.numbers)
        self._taken: set[int] = set()

    def numbered(self) -> Iterator[Mention]:
        """Quantities that begin with a number, from the last to the first, for ranges lean on
        what follows them; then those whose unit was said before."""
        found: dict[int, Mention] = {}
        following: tuple[int, Mention] | None = None
        for number in reversed(self.numbers):
            first, last = self.document.tokens_of(number.span_start, number.span_end)
            made = self._own(number, first, last) or self.shared.range_start(
                number, last, following
            )
            if made:
                found[first] = made
                following = (first, made)
        carried = self.shared.carried(found)
        yield from carried

    def _own(self, number: Mention, first: int, last: int) -> Mention | None:
        assert isinstance(number.fact, Number)
        if self.context.counts_nothing(number, first, last):
            return None
        pair = self._pair(number, first, last)
        if pair:
            return pair
        bracketed = self._bracketed(first, last)
        counted = self.context.counted(number.fact, first, last + bracketed)
        if not counted:
            return None
        bracketed = bracketed and counted.last > last + 1
        if not bracketed and counted.last == last + 1 and self.tokens[last].text == ")":
            counted = counted._replace(last=last)
        if self.context.is_a_name(counted, first, number.fact.value):
            return None
        start = self.tokens[first - 1].start if bracketed else number.span_start
        if counted.rule == "number-currency" and counted.last == last and first:
            start = min(start, self.tokens[first - 1].start)
        end = max(number.span_end, self.tokens[counted.last - 1].end)
        return self._mention(start, end, number, counted, first)

    def _bracketed(self, first: int, last: int) -> bool:
        """( 120 ) شخصاً, «30» ديناراً."""
        if not first or last >= len(self.tokens):
            return False
        marks = self.tokens[first - 1].text + self.tokens[last].text
        return marks in _BRACKETS and not self.context.bears_a_number(first - 1)

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
        if counted.unit in ("degree", "celsius") and self.context.below_zero(counted.last):
            value = -value
        role = counted.role if counted.role in ("killed", "injured") else told or counted.role
        behind = approximations.after(self.tokens, counted.last)[0]
        quantity = Quantity(
            value, counted.unit, counted.counted, None, fact.approximation or behind, role,
            self.periods.of(start),
        )  # fmt: skip
        self._taken.update(range(first, counted.last))
        return mention(self.document, "quantity", start, end, counted.rule, quantity)

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
            self.periods.of(start),
        )  # fmt: skip
        return mention(self.document, "quantity", start, end, "indefinite-dual", fact)

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
