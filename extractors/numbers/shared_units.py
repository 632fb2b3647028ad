"""Units told once for several numbers: 5 إلى 10 كيلومترات, 498 كيلومتراً، منها 212 في ..., و286."""

from __future__ import annotations

from dataclasses import replace

from extractors.numbers.number_context import NumberContext, stands_alone
from extractors.records import Mention, Number, Quantity
from extractors.rules import mention

_PART_OF = frozenset({"منها", "منهم", "منهن", "بينها", "بينهم", "بينهن"})
_RANGE = frozenset({"الي", "او", "حتي", "و", "-", "–", "ــ"})


class SharedUnits:
    """Gives the numbers of one document the units that stand with other numbers."""

    def __init__(self, context: NumberContext, numbers: list[Mention]) -> None:
        self.context = context
        self.document = context.document
        self.tokens = context.tokens
        self.numbers = numbers

    def range_start(
        self, number: Mention, last: int, following: tuple[int, Mention] | None
    ) -> Mention | None:
        """The 5 of "5 إلى 10 كيلومترات" has the unit of what follows."""
        if not following or last >= len(self.tokens) or following[0] != last + 1:
            return None
        link, fact = self.tokens[last], following[1].fact
        assert isinstance(fact, Quantity)
        assert isinstance(number.fact, Number)
        if link.folded not in _RANGE or self.context.names(
            self.document.token_at(number.span_start)
        ):
            return None
        quantity = replace(
            fact,
            value=number.fact.value,
            approximation=number.fact.approximation or fact.approximation,
        )
        return mention(
            self.document, "quantity", number.span_start, number.span_end, "range-start", quantity
        )

    def carried(self, found: dict[int, Mention]) -> list[Mention]:
        """What was found, and numbers whose unit stands before: 498 كيلومتراً، منها 212 في ..., و286."""
        carrying: Mention | None = None
        latest: Mention | None = None
        sentence = -1
        for number in self.numbers:
            first, last = self.document.tokens_of(number.span_start, number.span_end)
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
            if base and stands_alone(self.tokens, last):
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
