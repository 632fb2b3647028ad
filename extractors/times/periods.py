"""A part of a period: مطلع الشهر القادم, نهاية العام, منتصف مارس 2011."""

from __future__ import annotations

import re
from datetime import date

from extractors.times.named_periods import mine, weekend_is_past
from extractors.times.simple_times import Composer
from extractors.times.time_words import cue_words
from extractors.times.timex import Time, shifted

_PERIOD = re.compile(r"(?:[\dX]{2,4}|[\dX]{4}-(?:[\dX]{2}|W[\dX]{2}|S[PU]|FA|WI|[HQ]\d))$")


class Periods(Composer):
    """Reads the parts of periods of one scene."""

    def part_of_period(self, token: int) -> Time | None:
        """مطلع الشهر القادم, نهاية العام, نهاية اليوم: the period with ``mod``."""
        mod = self.scene.slots[token].value
        inner = token + 1
        if self.symbols[inner : inner + 1] == "_":
            return None
        if self.symbols[inner : inner + 1] == "F":
            inner += 1
        time = self.period_at(inner)
        if not time or time.type != "DATE":
            return None
        if time.rule in ("today", "near-day") and self.scene.text(token).endswith("نهايه"):
            return time._replace(first=token, rule="part-of-period", mod=mod)
        if time.rule == "hijri-month":
            if self.scene.text(token).endswith("غره"):
                first = date.fromisoformat(time.value.split("/")[0])
                return time._replace(
                    value=first.isoformat(), first=token, rule="hijri-day", day=first
                )
            time = time._replace(value=_of_span(time.value, mod))
        if not _PERIOD.match(time.value):
            return None
        if self.scene.text(token).endswith("فاتح"):
            return self._first_of_month(token, time)
        this = time.rule == "this-unit" or self.symbols[inner] == "h"
        if mod == "END" and this and "-W" in time.value:
            bare = time.rule == "this-unit" and weekend_is_past(self.reader, token)
            value = shifted(self.reader.anchor, "W", -1) if bare else time.value
            time = time._replace(value=value + "-WE")
        return time._replace(first=token, rule="part-of-period", mod=mod)

    def period_at(self, token: int) -> Time | None:
        """The period, or any other time, told at a token; a bare العام is this one."""
        return (
            self._year(token)
            or self._this_unit(token, own=True)
            or self.simple.at(token)
            or self._this_unit(token)
        )

    def _first_of_month(self, token: int, time: Time) -> Time | None:
        """فاتح ماي is its first day, in the Maghreb's papers."""
        if time.rule not in ("month", "month-year") or (
            self.scene.text(token - 1) in cue_words("named_after_day")
        ):
            return None
        return time._replace(value=time.value + "-01", first=token, rule="day-month")

    def _year(self, token: int) -> Time | None:
        if self.symbols[token : token + 1] != "y":
            return None
        return Time("DATE", f"{self.scene.slots[token].number:04d}", token, token + 1, "year")

    def _this_unit(self, token: int, own: bool = False) -> Time | None:
        """The العام of نهاية العام: this one; the أسبوعي of نهاية أسبوعي, as one's own."""
        slot, symbol = self.scene.slots.get(token), self.symbols[token : token + 1]
        unit = slot.value if slot and symbol == "U" and not own else ""
        if own and symbol == "i":
            unit = mine(self.reader, token)
        if not unit or unit not in "YMWEC":
            return None
        if self.scene.text(token + 1) in ("الهجريه", "الهجري"):
            return None
        value = shifted(self.reader.anchor, unit, 0)
        last = token + 1 + self.symbols.startswith("Y", token + 1)
        return Time("DATE", value, token, last, "this-unit", None, self.reader.anchor is not None)


def _of_span(span: str, mod: str) -> str:
    """The Gregorian month that the beginning, middle or end of an interval of days lies in."""
    first, last = (date.fromisoformat(day) for day in span.split("/"))
    day = {"START": first, "END": last}.get(mod, first + (last - first) / 2)
    return day.isoformat()[:7]
