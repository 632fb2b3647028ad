"""A day with its part or hour: مساء السبت, اليوم الساعة 9, الخامسة والنصف من مساء أمس."""

from __future__ import annotations

from extractors.times import clock_times
from extractors.times.simple_times import DAY_VALUE, SimpleTimes
from extractors.times.timex import Time


class DayParts:
    """Reads the parts of days of one scene."""

    def __init__(self, simple: SimpleTimes) -> None:
        self.simple = simple
        self.reader = simple.reader
        self.scene = simple.scene
        self.symbols = simple.symbols

    def part_of_day(self, token: int) -> Time | None:
        """مساء يوم السبت is 2015-07-25TEV; منتصف ليل the end of its day."""
        last = token + 1
        while last < len(self.symbols) and self.symbols[last] == "_":
            last += 1
        if self.symbols[last : last + 1] == "F":
            last += 1
        day = self.simple.at(last)
        if not day or not DAY_VALUE.match(day.value) or day.type != "DATE":
            return None
        part = "T24:00" if self.symbols[token] == "z" else self.scene.slots[token].value
        time = day._replace(type="TIME", value=day.value + part, first=token, rule="part-of-day")
        hour = self.clock(time.last)
        if not hour:
            return time
        # مساء اليوم الساعة 9
        clock = clock_times.on_the_clock(int(hour.value[1:3]), part)
        value = f"{day.value}T{clock:02d}{hour.value[3:]}"
        return time._replace(value=value, last=hour.last, rule="clock")

    def clock(self, token: int) -> Time | None:
        while self.symbols[token : token + 1] and self.symbols[token] in ",fa":
            token += 1
        if self.symbols[token : token + 1] not in ("k", "U", "d"):
            return None
        time = self.simple.at(token)
        return time if time and time.rule == "clock" else None

    def behind(self, time: Time) -> Time:
        """أمس مساء; not the daypart that belongs to a day of its own."""
        token = time.last + (self.symbols[time.last : time.last + 1] == "f")
        if self.symbols[token : token + 1] != "t" or self.part_of_day(token):
            return time
        value = time.value + self.scene.slots[token].value
        last = token + 1
        while self.symbols[last : last + 1] == "_":
            last += 1
        return time._replace(type="TIME", value=value, last=last, rule="part-of-day")

    def clock_on_day(self, time: Time) -> Time:
        """الخامسة والنصف من مساء أمس; without a day, the last one the sentence named, else the
        article's own."""
        token = time.last
        while self.symbols[token : token + 1] and self.symbols[token] in ",Ff":
            token += 1
        day = self.simple.at(token) if self.symbols[token : token + 1] != "t" else None
        if self.symbols[token : token + 1] == "t":
            evening = self.part_of_day(token)
            if evening and DAY_VALUE.match(evening.value[:10]):
                hour = clock_times.on_the_clock(int(time.value[1:3]), evening.value[10:])
                clock = f"T{hour:02d}{time.value[3:]}"
                return time._replace(
                    value=evening.value[:10] + clock, last=evening.last, anchored=evening.anchored
                )
        if day and day.type == "DATE" and DAY_VALUE.match(day.value):
            return time._replace(value=day.value + time.value, last=day.last, anchored=day.anchored)
        return self._on_known_day(time)

    def _on_known_day(self, time: Time) -> Time:
        anchor = self.reader.anchor
        if anchor is None:
            return time
        return time._replace(value=anchor.isoformat() + time.value, anchored=True)
