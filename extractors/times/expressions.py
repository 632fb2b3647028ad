"""Composes simple times: part of day and day, day and clock, first and last day."""

from __future__ import annotations

import re

from extractors.times.date_reader import Reader
from extractors.times.day_parts import DayParts
from extractors.times.day_ranges import DayRanges
from extractors.times.edge_days import EdgeDays
from extractors.times.periods import Periods
from extractors.times.simple_times import DAY_VALUE, STARTS, SimpleTimes
from extractors.times.timex import Time

_STARTS = re.compile("[tzs]|" + STARTS)


class Expressions:
    """The time expressions of one scene."""

    def __init__(self, reader: Reader) -> None:
        self.symbols = reader.scene.symbols
        self.simple = SimpleTimes(reader)
        self.parts = DayParts(self.simple)
        self.periods = Periods(self.simple)
        self.ranges = DayRanges(self.simple)
        self.edges = EdgeDays(self.simple, self.periods)

    def all(self) -> list[Time]:
        """All expressions, in order of their first token; they may overlap."""
        found = []
        for match in _STARTS.finditer(self.symbols):
            time = self.at(match.start())
            if time:
                found.append(time)
                self.parts.remember(time)
        return found

    def at(self, token: int) -> Time | None:
        """The longest expression that starts at a token."""
        symbol = self.symbols[token]
        if symbol in "tz":
            return self.parts.part_of_day(token)
        if symbol == "s":
            return self.edges.within(token) or self.periods.part_of_period(token)
        same = self.parts.of_same_month(token) if symbol == "d" else None
        days = same or (self.ranges.days(token) if symbol in "don" else None)
        if days:
            return days
        years = self.ranges.years(token) if symbol in "yjuU" else None
        if symbol == "U" and (following := self.parts.day_behind(token)):
            return following
        time = years or self._longer(self.simple.at(token), self._counted(token))
        return self.extended(time) if time else None

    def _counted(self, token: int) -> Time | None:
        """A day counted within a period, or from a day."""
        symbol = self.symbols[token]
        if symbol in "AB":
            return self.edges.counted_from(token)
        return self.edges.within(token) if symbol in "oUWu" else None

    @staticmethod
    def _longer(one: Time | None, other: Time | None) -> Time | None:
        if not one or not other:
            return one or other
        return other if other.last > one.last else one

    def extended(self, time: Time) -> Time:
        """The time with the part of day, hour or last day that follows it."""
        if time.rule == "clock":
            return self.parts.clock_on_day(time)
        if time.type == "TIME":
            return self.parts.with_hour(time)
        if time.type == "SET":
            return self._set_with_hour(time)
        if time.rule == "month":
            return self.ranges.months(time) or time
        if time.type != "DATE" or not DAY_VALUE.match(time.value):
            return time
        return self.ranges.through(time) or self.parts.on_day(time)

    def _set_with_hour(self, time: Time) -> Time:
        """كل اثنين الساعة 4 مساءً, كل ليلة الساعة 9."""
        day = self.parts.day_at(time.first)
        told = self.parts.on_day(day) if day else self.parts.with_hour(time)
        return time if told is day else told
