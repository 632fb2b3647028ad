"""Days and months of the Hijri calendar: 25 شوال 1436 هـ, شهر رمضان."""

from __future__ import annotations

import re

from extractors.times import calendars
from extractors.times.date_reader import (
    DAY,
    WEEKDAY,
    YEAR,
    Reader,
    may_stand_alone,
    of_year,
    part_before,
    patterns,
    year_of,
)
from extractors.times.timex import Time


def hijri(reader: Reader, match: re.Match[str]) -> Time | None:
    """25 شوال 1436 هـ; the year from the anchor where none is printed."""
    day, year = reader.number(match, "day"), year_of(reader, match)
    month = int(reader.value(match, "month"))
    anchored = year is None
    told = of_year(reader, match)
    if told and reader.anchor and year is None:
        year = calendars.hijri_year_of(reader.anchor) + told - reader.anchor.year
    if year is None:
        year = _hijri_year_near(reader, month, day or 1, match["shift"])
    if year is None or not day or part_before(reader, match):
        return None
    found = calendars.hijri_day(year, month, day)
    if not found:
        return None
    return Time(
        "DATE", found.isoformat(), match.start(), match.end(), "hijri-day", None, anchored, found
    )


def hijri_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """شهر رمضان as the Gregorian days it covers; its beginning or end as a Gregorian month."""
    month, year = int(reader.value(match, "month")), year_of(reader, match)
    if not may_stand_alone(reader, match):
        return None
    anchored = year is None
    shift = match.groupdict().get("shift")
    if year is None:
        year = _hijri_year_near(reader, month, 1, shift)
    span = calendars.hijri_month(year, month) if year else None
    if not span:
        return None
    value = f"{span[0].isoformat()}/{span[1].isoformat()}"
    return Time("DATE", value, match.start(), match.end(), "hijri-month", None, anchored, span[0])


def _hijri_year_near(reader: Reader, month: int, day: int, shift: str | None = None) -> int | None:
    """The Hijri year in which a month lies nearest to the anchor."""
    if reader.anchor is None or not 1930 < reader.anchor.year < 2070:
        return None
    anchor = reader.anchor
    middle = calendars.hijri_year_of(anchor)
    found = [
        (first, year)
        for year in (middle - 1, middle, middle + 1)
        if (first := calendars.hijri_day(year, month, day))
    ]
    if shift in ("l", "p"):
        found = [f for f in found if f[0] < anchor]
    elif shift == "x":
        found = [f for f in found if f[0] > anchor]
    return min(found, key=lambda f: abs((f[0] - anchor).days))[1] if found else None


PATTERNS = patterns(
    (
        "donWuU(",
        rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?(?P<month>J_*)(?:{YEAR}|F(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?",
        hijri,
    ),
    ("Ju", rf"u?(?P<month>J_*)(?:{YEAR}|(?P<shift>[lxcp]))?", hijri_month),
)
