"""Dates in digits: 21/7/2025, 2016-04-21, 7 / 11 / 1436هـ, يوم 22/4, 3/2015."""

from __future__ import annotations

import re

from extractors.times import calendars
from extractors.times.date_reader import WEEKDAY, Reader, patterns
from extractors.times.day_months import gregorian
from extractors.times.timex import Time


def numeric(reader: Reader, match: re.Match[str]) -> Time | None:
    """21/7/2025, 2016-04-21, 7 / 11 / 1436هـ: day first, month first only where it must be."""
    a, b, c = (reader.number(match, g) for g in ("a", "b", "c"))
    era = match.group("era")
    if a is None or b is None or c is None:
        return None
    if match.group("a") == "y":
        year, month, day = a, b, c
    elif match.group("c") == "y":
        year, month, day = c, b, a
    elif len(reader.scene.text(match.start("c"))) != 2:
        return None  # 4-3-3 is no day
    else:
        year, month, day = (2000 + c, b, a) if a <= 31 else (0, 0, 0)
        if a > 12 and not calendars.day_of(year, month, day):
            year, month, day = 2000 + a, b, c
    if match.group("a") != "y" and match.group("c") != "y" and reader.anchor:
        swapped = calendars.day_of(2000 + a, b, c)
        if swapped and abs(2000 + a - reader.anchor.year) < abs(year - reader.anchor.year):
            year, day = 2000 + a, c
    found = numbered_day(year, month, day, era, match.start(), match.end())
    wanted = reader.value(match, "weekday")
    if found and found.day and wanted and found.day.isoweekday() != int(wanted):
        turned = numbered_day(year, day, month, era, match.start(), match.end())
        if turned and turned.day and turned.day.isoweekday() == int(wanted):
            return turned
    return found


def short_numeric(reader: Reader, match: re.Match[str]) -> Time | None:
    """يوم 22/4, في 4/22: a day and month in digits, where the words before speak of a time."""
    a, b = reader.number(match, "a") or 0, reader.number(match, "b") or 0
    day, month = (b, a) if a <= 12 < b else (a, b)
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not reader.scene.adjacent(match.start("a")):
        return None
    made = gregorian(reader, match, None, month, day, None)
    wanted = reader.value(match, "weekday")
    if wanted and made and made.day and made.day.isoweekday() != int(wanted):
        return None
    return made._replace(first=match.start("a"), rule="numeric-day") if made else None


def numeric_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """3/2015, 2015/3; not the number of a decree."""
    month, year = reader.number(match, "month"), reader.number(match, "year")
    if not month or not year or not 1 <= month <= 12 or not 1900 <= year <= 2100:
        return None
    if reader.scene.text(match.start() - 1) in (
        "رقم",
        "قرار",
        "القرار",
        "قانون",
        "القانون",
        "المرسوم",
    ):
        return None
    return Time("DATE", f"{year:04d}-{month:02d}", match.start(), match.end(), "numeric-month")


def numbered_day(
    year: int, month: int, day: int, era: str | None, first: int, last: int
) -> Time | None:
    """The time of a numbered day; years 1343 to 1500 are Hijri unless marked otherwise."""
    if era == "H" or (era is None and calendars.FIRST_HIJRI <= year <= calendars.LAST_HIJRI):
        found = calendars.hijri_day(year, month, day)
        rule = "hijri-day"
    else:
        found = calendars.day_of(year, month, day) or calendars.day_of(year, day, month)
        rule = "numeric-day"
    if not found:
        return None
    return Time("DATE", found.isoformat(), first, last, rule, None, False, found)


def dotted(reader: Reader, match: re.Match[str]) -> Time | None:
    """12.5.2015, 12.05.15: one token, told by its year."""
    printed = _DOTTED.fullmatch(reader.scene.text(match.start()))
    if not printed:
        return None
    day, month, year = map(int, printed.groups())
    short = len(printed[3]) == 2
    if short and (len(printed[1]) < 2 or len(printed[2]) < 2 or not reader.anchor):
        return None
    year += 2000 if short else 0
    if short and reader.anchor and abs(year - reader.anchor.year) > 10:
        return None
    return numbered_day(year, month, day, None, match.start(), match.end())


_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d\d|1[3-9]\d\d|20\d\d)")
PATTERNS = patterns(
    ("#", "#", dotted),
    (
        "fSTAuW=B",
        r"(?:[fSTAu=B]|u?(?P<weekday>W),?)(?P<a>d)[/\-](?P<b>d)(?![/\-]?[dy])(?P<year>(?!))?",
        short_numeric,
    ),
    ("d", r"(?P<month>d)[/\-](?P<year>y)(?![/\-])", numeric_month),
    ("y", r"(?P<year>y)[/\-](?P<month>d)(?![/\-])", numeric_month),
    (
        "dyWuU(",
        rf"{WEEKDAY}?(?P<a>[dy])[/\-](?P<b>d)[/\-](?P<c>[dy])(?![/\-][dy])(?P<era>[GH])?",
        numeric,
    ),
)
