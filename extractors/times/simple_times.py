"""Times that one pattern reads: the longest at a token, of all modules' patterns."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.lookups import remembered
from extractors.times import (
    clock_times,
    day_months,
    due_times,
    durations,
    feasts,
    hijri_dates,
    months,
    named_periods,
    numeric_dates,
    relative_dates,
    weekdays,
    years,
)
from extractors.times.date_reader import Build, Patterns, Reader
from extractors.times.timex import Time

PRINTED_DAYS = frozenset({
    "day-month", "day-month-year", "numeric-day", "hijri-day", "weekday", "numbered-weekday",
    "weekday-of-month",
})  # fmt: skip
# The units that may stand before what a rule reads: يوم الخميس, شهر يناير, فصل الصيف.
_TITLES = {
    **dict.fromkeys(PRINTED_DAYS | {"near-day", "weekday-of-week"}, "D"),
    **dict.fromkeys(("month", "month-year", "hijri-month"), "M"),
    "season": "S",
}
DAY_VALUE = re.compile(r"(?:[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d)$")


Match = Callable[[str, int], "re.Match[str] | None"]


_ROWS: Patterns = [
    row
    for module in (
        day_months, months, numeric_dates, hijri_dates, years, weekdays, relative_dates,
        named_periods, feasts, durations, clock_times, due_times,
    )
    for row in module.PATTERNS
]  # fmt: skip


def _by_symbol() -> dict[str, tuple[tuple[Match, Build], ...]]:
    table: dict[str, list[tuple[Match, Build]]] = {}
    for starts, pattern, build in _ROWS:
        for symbol in starts:
            table.setdefault(symbol, []).append((pattern.match, build))
    return {symbol: tuple(patterns) for symbol, patterns in table.items()}


def _only_leads(symbol: str) -> bool:
    """Whether no pattern reads a time from this symbol alone, whatever stands before it: في, من."""
    patterns = [pattern for starts, pattern, _ in _ROWS if symbol in starts]
    return not any("(?<" in p.pattern or p.match(symbol + " ") for p in patterns)


_PATTERNS = _by_symbol()
_LEADS = "".join(filter(_only_leads, _PATTERNS))
_OTHERS = "".join(symbol for symbol in _PATTERNS if symbol not in _LEADS)
# Where a time may begin, as the alternatives of a pattern.
STARTS = rf"[{re.escape(_LEADS)}](?! )|[{re.escape(_OTHERS)}]"
_BEHIND = 4  # symbols; no pattern looks further back than that
_AHEAD = 24  # symbols; longer runs of time words are rare


@remembered
def _fitting(window: str) -> tuple[tuple[Match, Build], ...]:
    """The patterns that match a run of symbols behind its first ``_BEHIND``."""
    choices = _PATTERNS.get(window[_BEHIND], ())
    return tuple(choice for choice in choices if choice[0](window, _BEHIND))


class SimpleTimes:
    """The times of one scene that a single pattern reads."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.scene = reader.scene
        self.symbols = reader.scene.symbols
        self._read: dict[int, Time | None] = {}

    def at(self, token: int) -> Time | None:
        """The longest expression one pattern reads at a token."""
        if token not in self._read:
            self._read[token] = self._longest(token)
        return self._read[token]

    def _longest(self, token: int) -> Time | None:
        best: Time | None = None
        if token >= len(self.symbols):
            return None
        for match_at, build in self._patterns(token):
            match = match_at(self.symbols, token)
            if match is None:
                continue
            time = build(self.reader, match)
            if not time or self._mistitled(time):
                continue
            if best is None or time.last - time.first > best.last - best.first:
                best = time
        return best

    def _patterns(self, token: int) -> tuple[tuple[Match, Build], ...]:
        """The patterns that can match at a token: no pattern looks behind a word that tells no
        time, so that the same symbols up to there fit the same patterns."""
        blank = self.symbols.find(" ", token, token + _AHEAD)
        if blank < 0 or token < _BEHIND:
            return _PATTERNS.get(self.symbols[token], ())
        return _fitting(self.symbols[token - _BEHIND : blank + 1])

    def _mistitled(self, time: Time) -> bool:
        """A unit stands before a name that it does not fit: عقد الخميس is no "يوم الخميس"."""
        if self.symbols[time.first] not in "uU" or time.rule not in _TITLES:
            return False
        return self.scene.slots[time.first].value not in _TITLES[time.rule]


class Composer:
    """What makes longer times of the simple ones of a scene."""

    def __init__(self, simple: SimpleTimes) -> None:
        self.simple = simple
        self.reader = simple.reader
        self.scene = simple.scene
        self.symbols = simple.symbols
