"""A day with its part or hour: مساء السبت, اليوم الساعة 9, كل خميس مساءً, الخامسة من مساء أمس."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.times import calendars, clock_times
from extractors.times.simple_times import DAY_VALUE, Composer, SimpleTimes
from extractors.times.timex import OPEN, Time

_WITH_PART = re.compile(r"(?P<day>.+)(?P<part>T[A-Z]{2})$")
_ENDS = frozenset(".\n")
_BEHIND = frozenset({"التالي", "الموالي"})
_FAR = 40  # tokens between a day and an hour of it in one sentence


class DayParts(Composer):
    """Reads the parts of days of one scene."""

    def __init__(self, simple: SimpleTimes) -> None:
        super().__init__(simple)
        self._latest: Time | None = None

    def remember(self, time: Time) -> None:
        """A day that later hours of the sentence may be hours of."""
        if time.type == "DATE" and DAY_VALUE.match(time.value) and "X" not in time.value:
            self._latest = time

    def of_same_month(self, token: int) -> Time | None:
        """The 19 of "في 4 أكتوبر ... في 19 منه"."""
        latest, day = self._latest, self.scene.slots[token].number
        if self.scene.text(token + 1) != "منه" or not latest or not latest.day:
            return None
        found = calendars.day_of(latest.day.year, latest.day.month, int(day))
        if not found or not 0 <= token - latest.last <= _FAR:
            return None
        time = Time(
            "DATE", found.isoformat(), token, token + 2, "listed-day", None, latest.anchored
        )
        return time._replace(day=found)

    def day_behind(self, token: int) -> Time | None:
        """اليوم التالي: the one after the day that the paragraph told last; open in a tale that told
        none."""
        if self.scene.text(token + 1) not in _BEHIND or self.scene.slots[token].value != "D":
            return None
        latest = self._latest
        made = Time("DATE", OPEN["D"], token, token + 2, "unit-shifted")
        near = latest and latest.last <= token <= latest.last + _FAR
        if latest and near and "\n" not in self.symbols[latest.last : token]:
            day = date.fromisoformat(latest.value) + timedelta(days=1)
            return made._replace(value=day.isoformat(), anchored=latest.anchored, day=day)
        return made if self.reader.tense(token).told else None

    def day_at(self, token: int) -> Time | None:
        """The day told at a token, or each of a kind (كل خميس, type SET); None for other times."""
        day = self.simple.at(token)
        if self.symbols.startswith("hUW", token):
            numbered = self.simple.at(token + 1)  # هذا اليوم الاثنين 20 يوليو
            if numbered and "=" not in self.symbols[token : numbered.last]:
                day = numbered
        if day and day.type == "SET":
            value = "XXXX-XX-XX" if day.value == "P1D" else day.value
            day = day._replace(value=value)
        return day if day and day.type in ("DATE", "SET") and DAY_VALUE.match(day.value) else None

    def part_of_day(self, token: int) -> Time | None:
        """مساء يوم السبت is 2015-07-25TEV; منتصف ليل the end of its day."""
        last = self._behind_phrase(token)
        day = self.day_at(last + (self.symbols[last : last + 1] == "F"))
        part = self.scene.slots[token].value
        if not day:
            return (
                self._midnight(token, last) if self.symbols[token] == "z" else self._of_clock(token)
            )
        kind = "SET" if day.type == "SET" else "TIME"
        time = day._replace(type=kind, value=day.value + part, first=token, rule="part-of-day")
        return self.with_hour(time)

    def with_hour(self, time: Time) -> Time:
        """مساء اليوم الساعة 9: a part of a day with the hour behind it, where one is told."""
        parted = _WITH_PART.match(time.value)
        hour = self.clock(time.last) if parted else None
        if not parted or not hour:
            return time
        value = parted["day"] + _in_part(hour.value, parted["part"])
        return time._replace(value=value, last=hour.last, rule="clock")

    def on_day(self, day: Time) -> Time:
        """A day with the hour or the part of it that is told behind."""
        kind = "SET" if day.type == "SET" else "TIME"
        hour = self.clock(day.last)
        if hour:
            value = day.value + hour.value
            return day._replace(type=kind, value=value, last=hour.last, rule="clock")
        return self.behind(day)

    def clock(self, token: int) -> Time | None:
        """The hour told at a token, behind commas and حوالي; after في also a bare السابعة."""
        while self.symbols[token : token + 1] and self.symbols[token] in ",fa":
            token += 1
        symbol = self.symbols[token : token + 1]
        if symbol == "O" and self.symbols[token - 1] == "f":
            return clock_times.bare_hour(self.reader, token)
        if symbol not in ("k", "U", "d"):
            return None
        time = self.simple.at(token)
        return time if time and time.rule == "clock" else None

    def behind(self, day: Time) -> Time:
        """أمس مساء; not the daypart that belongs to a day of its own."""
        token = day.last + (self.symbols[day.last : day.last + 1] == "f")
        if self.symbols[token : token + 1] != "t" or self.part_of_day(token):
            return day
        kind = "SET" if day.type == "SET" else "TIME"
        value = day.value + self.scene.slots[token].value
        last = self._behind_phrase(token)
        return day._replace(type=kind, value=value, last=last, rule="part-of-day")

    def clock_on_day(self, time: Time) -> Time:
        """الخامسة والنصف من مساء أمس, الساعة 9 صباحاً كل أحد; without a day, the last one the sentence
        named, else the article's own."""
        token = time.last
        while self.symbols[token : token + 1] and self.symbols[token] in ",Ff":
            token += 1
        if self.symbols[token : token + 1] == "t":
            day = self.part_of_day(token)
        else:
            day = self.day_at(token + (self.symbols[token : token + 2] == "PW"))
            day = self.behind(day) if day else None
        if not day:
            return self._on_known_day(time)
        parted = _WITH_PART.match(day.value)
        value = day.value + time.value
        if parted:
            value = parted["day"] + _in_part(time.value, parted["part"])
        elif not DAY_VALUE.match(day.value):
            return self._on_known_day(time)
        kind = "SET" if day.type == "SET" else "TIME"
        return time._replace(type=kind, value=value, last=day.last, anchored=day.anchored)

    def _of_clock(self, token: int) -> Time | None:
        """بعد الظهر 7:00: a part of day before its hour, where no hour stands before it."""
        if token and self.symbols[token - 1] in "dOn_#:":
            return None
        hour = self.clock(self._behind_phrase(token))
        if not hour or "t" in self.symbols[hour.first : hour.last]:
            return None
        value = _in_part(hour.value, self.scene.slots[token].value)
        return self._on_known_day(hour._replace(value=value, first=token))

    def _midnight(self, token: int, last: int) -> Time:
        """منتصف الليل begins the day the sentence named, and ends it where it is still to come; it
        belongs to no day where none was named, for it is told of habits as well."""
        value = self.scene.slots[token].value
        coming = self.symbols[token - 1 : token] == "T" or self.reader.future(token)
        if value == "T24:00" and not coming:
            value = "T00:00"
        last, zone = clock_times.zone_behind(self.reader, last)
        time = Time("TIME", value + zone, token, last, "midnight")
        return self._on_named_day(time) or time

    def _behind_phrase(self, token: int) -> int:
        last = token + 1
        while self.symbols[last : last + 1] == "_":
            last += 1
        return last

    def _on_known_day(self, time: Time) -> Time:
        named, anchor = self._on_named_day(time), self.reader.anchor
        if named or anchor is None:
            return named or time
        return time._replace(value=anchor.isoformat() + time.value, anchored=True)

    def _on_named_day(self, time: Time) -> Time | None:
        """The time on the day that the sentence told last before it."""
        latest = self._latest
        if not latest or not 0 <= time.first - latest.last <= _FAR:
            return None
        if not _ENDS.isdisjoint(self.symbols[latest.last : time.first]):
            return None
        if any(self.scene.text(i) in ("ان", "بان") for i in range(latest.last, time.first)):
            return None  # what was said that day is of a time of its own
        return time._replace(value=latest.value + time.value, anchored=latest.anchored)


def _in_part(clock: str, part: str) -> str:
    """The clock of a part of day: T09:00 of an evening is T21:00."""
    return f"T{clock_times.on_the_clock(int(clock[1:3]), part):02d}{clock[3:]}"
