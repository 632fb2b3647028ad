"""TIMEX3 values (ISO 8601) of calendar units, seen from an anchor day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from extractors.times import calendars


class Time(NamedTuple):
    """A time expression read: TIMEX3 type and value, tokens (half open), the rule, ``mod``,
    whether the anchor took part in it; ``day`` where it is one known day."""

    type: str
    value: str
    first: int
    last: int
    rule: str
    mod: str | None = None
    anchored: bool = False
    day: date | None = None


DURATIONS = {
    "C": ("P{}Y", 100), "E": ("P{}Y", 10), "Y": ("P{}Y", 1), "S": ("P{}M", 3), "M": ("P{}M", 1),
    "W": ("P{}W", 1), "D": ("P{}D", 1), "N": ("P{}D", 1), "h": ("PT{}H", 1), "m": ("PT{}M", 1),
    "s": ("PT{}S", 1),
}  # fmt: skip
# What is open where no anchor is known.
OPEN = {"C": "XX", "E": "XXX", "Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX",
        "N": "XXXX-XX-XXTNI", "h": "XXXX-XX-XX", "m": "XXXX-XX-XX", "s": "XXXX-XX-XX",
        "S": "XXXX-XX"}  # fmt: skip


def duration(unit: str, count: float | str) -> str:
    """The duration of so many units: P3M, PT48H, PXM for an unknown number."""
    form, factor = DURATIONS[unit]
    if isinstance(count, str):
        return form.format(count)
    amount = count * factor
    return form.format(int(amount) if amount == int(amount) else f"{amount:g}")


def shifted(anchor: date | None, unit: str, count: float) -> str:
    """The unit so many away from the anchor's: 2015-07, 2015-W31, 2015-08-05; open without anchor.
    Hours move by the whole days in them, for the hour of the anchor is not known."""
    if anchor is None:
        return OPEN[unit]
    steps = round(count)
    if unit in "Dhms":
        return moved(anchor, {"D": steps, "h": int(count / 24)}.get(unit, 0))
    if unit == "N":
        return moved(anchor, steps) + "TNI"
    if unit == "W":
        return calendars.week_of(anchor + timedelta(weeks=steps))
    if unit in "MS":
        year, month = calendars.month_shifted(anchor, steps * (3 if unit == "S" else 1))
        return f"{year:04d}-{month:02d}"
    if unit == "E":
        return f"{anchor.year // 10 + steps:03d}"
    if unit == "C":
        return f"{anchor.year // 100 + steps:02d}"
    year = anchor.year + round(count)
    return f"{year:04d}" if year > 0 else "PAST_REF"


def moved(anchor: date | None, days: int) -> str:
    """The day so many days from the anchor, open without one."""
    if anchor is None:
        return OPEN["D"]
    try:
        return (anchor + timedelta(days=days)).isoformat()
    except OverflowError:
        return OPEN["D"]


class Tense(NamedTuple):
    """What the words around a time say of it: whether it lies ahead (None where nothing tells), and
    whether a perfect verb tells of what has happened."""

    future: bool | None = None
    told: bool = False


UNTOLD = Tense()
_FAR_AHEAD, _AHEAD_OF_PERFECT = 183, 70  # days; what has happened names days soon to come at most


def nearest_year(anchor: date | None, month: int, day: int | None, tense: Tense) -> int | None:
    """The year a month or day without one lies in: the latest that is past, the next where the
    tense says future; where nothing tells, a past more than half a year ago gives way to a time
    ahead, unless a perfect verb tells of what has happened."""
    if anchor is None:
        return None
    year, future = anchor.year, tense.future
    reach = _AHEAD_OF_PERFECT if tense.told else _FAR_AHEAD
    if day is None:
        ahead = month > anchor.month
        if not ahead:
            return year + 1 if future and month < anchor.month else year
        near = future is None and month - anchor.month < reach / 30.5
        return year if future or near else year - 1
    this = calendars.day_of(year, month, day) or date(year, month, 28)
    if this <= anchor:
        late = future or (future is None and not tense.told and (anchor - this).days > _FAR_AHEAD)
        return year + 1 if late and this < anchor else year
    if future or (future is None and (this - anchor).days <= reach):
        return year
    return year - 1
