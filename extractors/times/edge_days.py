"""Days counted within a period (أول يوم من يناير, آخر جمعة في الشهر, اليوم الثالث من رمضان) and days
counted from another one (بعد يومين من أمس)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.times import calendars
from extractors.times.durations import WEEKDAYS
from extractors.times.periods import Periods
from extractors.times.relative_dates import counted_units
from extractors.times.simple_times import DAY_VALUE, SimpleTimes
from extractors.times.timex import Time, moved

_COUNTED = re.compile(
    r"(?:(?P<number>o_*)|s)(?:[uP](?P<day>w)?|(?P<bare>w))[Ff]"
    r"|(?:(?P<unit>U)|u?(?P<weekday>W))(?:(?P<ordinal>[oO]_*)|l)[Ff]"
)
_FROM = re.compile(r"[AB](?P<span>a?(?:[djn]_*[uP]|[uD]))F")
_FAR = 100_000  # days
_MONTH = re.compile(r"\d{4}-\d\d$")


class EdgeDays:
    """Reads the days of one scene that are counted within a period or from a day."""

    def __init__(self, simple: SimpleTimes, periods: Periods) -> None:
        self.simple = simple
        self.periods = periods
        self.scene = simple.scene
        self.reader = simple.reader

    def within(self, token: int) -> Time | None:
        """The day counted within the period that is told behind it."""
        match = _COUNTED.match(self.scene.symbols, token)
        number = self._number(match) if match else None
        if not match or number is None or not self._of_days(match):
            return None
        period = self.periods.period_at(match.end())
        span = _days_of(period.value) if period else None
        if not period or not span:
            return None
        weekday = self._weekday(match)
        if weekday and not (_MONTH.match(period.value) or "/" in period.value):
            return None
        day = _counted(span, number, weekday)
        if not day or not span[0] <= day <= span[1]:
            return None
        rule = "weekday-of-month" if weekday else "day-of-period"
        return Time("DATE", day.isoformat(), token, period.last, rule, None, period.anchored, day)

    def _of_days(self, match: re.Match[str]) -> bool:
        """يوم, أيام or اليوم stands there, or a weekday; not آخر أسبوع من الشهر."""
        places = [i for i in range(match.start(), match.end()) if match.string[i] in "uUP"]
        return all(self.scene.slots[i].value == "D" for i in places)

    def _number(self, match: re.Match[str]) -> int | None:
        """Which one is meant, -1 for the last; None where that is not told."""
        for group in ("number", "ordinal"):
            if match.start(group) >= 0:
                return self.reader.number(match, group)
        words = [self.scene.text(i) for i in range(match.start(), match.end())]
        last = words[0].endswith("اخر") or not {"الاخير", "الاخيره"}.isdisjoint(words)
        return -1 if last else None

    def _weekday(self, match: re.Match[str]) -> int:
        if match.start("weekday") >= 0:
            return int(self.reader.value(match, "weekday"))
        place = max(match.start("day"), match.start("bare"))
        return WEEKDAYS.get(self.scene.text(place), 0) if place >= 0 else 0

    def counted_from(self, token: int) -> Time | None:
        """بعد يومين من أمس, قبل أسبوع من عيد الفطر."""
        match = _FROM.match(self.scene.symbols, token)
        count, unit = counted_units(self.reader, match) if match else (None, None)
        if not match or count is None or unit not in ("D", "W") or count != int(count):
            return None
        day = self.simple.at(match.end())
        if not day or day.type != "DATE" or "X" in day.value or not DAY_VALUE.match(day.value):
            return None
        steps = int(count) * (7 if unit == "W" else 1) * (-1 if match[0][0] == "B" else 1)
        if abs(steps) > _FAR:
            return None
        value = moved(date.fromisoformat(day.value), steps)
        known = None if "X" in value else date.fromisoformat(value)
        return day._replace(value=value, first=token, rule="from-day", day=known)


def _counted(span: tuple[date, date], number: int, weekday: int) -> date | None:
    first, last = span
    if number < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7 if weekday else 0)
    ahead = (weekday - first.isoweekday()) % 7 + 7 * (number - 1) if weekday else number - 1
    return first + timedelta(days=ahead) if 1 <= number <= 31 else None


def _days_of(value: str) -> tuple[date, date] | None:
    """First and last day of a year, month or interval of days; weeks begin on other days elsewhere."""
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    if _MONTH.match(value):
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, 1), date(year, month, calendars.month_length(year, month))
    if re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", value):
        first, last = value.split("/")
        return date.fromisoformat(first), date.fromisoformat(last)
    return None
