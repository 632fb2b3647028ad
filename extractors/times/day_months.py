"""Days with the name of their month: 21 يوليو/تموز 2025, الأول من شهر يناير, نوفمبر بين 19 و20."""

from __future__ import annotations

import re

from extractors.times import calendars
from extractors.times.date_reader import (
    DAY,
    MONTH,
    ONE_MONTH,
    WEEKDAY,
    YEAR,
    Reader,
    month_of,
    of_year,
    part_before,
    patterns,
    tense_of,
    year_of,
)
from extractors.times.time_words import cue_words
from extractors.times.timex import Time, nearest_year

_THESE_WEEKS = 31  # days


def day_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """21 يوليو/تموز 2025; الأول من شهر يناير."""
    day, month, year = reader.number(match, "day"), month_of(reader, match), year_of(reader, match)
    if not day or not month or not 1 <= day <= 31 or part_before(reader, match):
        return None
    if year is None and reader.scene.text(match.start() - 1) in cue_words("named_after_day"):
        return None
    if year is None and _is_alliance(reader, match, month, day):
        return None
    if year is None and (month, day) == (9, 11) and _of_attacks(reader, match.start()):
        year = 2001
    shift = match.groupdict().get("shift")
    numbered = _numbered_weekday(reader, match, year, month, day)
    return numbered or gregorian(reader, match, year, month, day, shift)


def _of_attacks(reader: Reader, token: int) -> bool:
    """هجمات 11 سبتمبر, ما بعد 11 سبتمبر."""
    words = [reader.scene.text(token - n) for n in (2, 1)]
    return words == ["ما", "بعد"] or words[1] in cue_words("landmark_before")


def _is_alliance(reader: Reader, match: re.Match[str], month: int, day: int) -> bool:
    """The Lebanese "8 آذار" and "14 آذار", where no preposition speaks of a time."""
    named = (
        month == 3 and day in (8, 14) and reader.scene.text(match.start("month")).endswith("اذار")
    )
    before = match.string[match.start() - 1 : match.start()]
    dated = reader.value(match, "weekday") or (before and before in "fuUTSABR-\n")
    return named and not dated and match.end() <= match.start() + 2


def _numbered_weekday(
    reader: Reader, match: re.Match[str], year: int | None, month: int, number: int
) -> Time | None:
    """الأحد الثالث من نوفمبر, where the third is no Sunday."""
    wanted = int(reader.value(match, "weekday") or 0)
    anchored = year is None
    if not wanted or match["day"][0] != "o" or number > 5:
        return None
    year = year or nearest_year(reader.anchor, month, None, tense_of(reader, match, None))
    first = calendars.day_of(year, month, 1) if year else None
    if not first or first.replace(day=number).isoweekday() == wanted:
        return None
    day = 1 + (wanted - first.isoweekday()) % 7 + 7 * (number - 1)
    found = calendars.day_of(first.year, month, day)
    if not found:
        return None
    rule = "weekday-of-month"
    return Time("DATE", found.isoformat(), match.start(), match.end(), rule, None, anchored, found)


def week_of_day(reader: Reader, match: re.Match[str]) -> Time | None:
    """أسبوع 16 سبتمبر: the week that day lies in."""
    time = day_month(reader, match) if reader.unit(match, "unit") == "W" else None
    if not time or not time.day:
        return None
    return time._replace(value=calendars.week_of(time.day), rule="week-of", day=None)


def days_behind_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """نوفمبر بين 19 و20: the days stand behind their month."""
    one, two = (reader.number(match, g) for g in ("one", "two"))
    joined = match["and"] or reader.scene.text(match.start("two")).startswith("و")
    if not one or not two or one >= two or not joined:
        return None
    made = gregorian(
        reader, match, year_of(reader, match), int(month_of(reader, match) or 0), two, None
    )
    if not made or not made.day:
        return None
    value = f"{made.day.replace(day=one)}/{made.day}"
    return made._replace(value=value, rule="day-range", day=None)


def gregorian(
    reader: Reader, match: re.Match[str], year: int | None, month: int, day: int, shift: str | None
) -> Time | None:
    anchored = year is None and reader.anchor is not None
    year = year or of_year(reader, match)
    if year is None:
        year = _year_of_weekday(reader, match, month, day) or nearest_year(
            reader.anchor, month, day, tense_of(reader, match, shift)
        )
    if year is None:
        if not calendars.day_of(2000, month, day):
            return None
        return Time("DATE", f"XXXX-{month:02d}-{day:02d}", match.start(), match.end(), "day-month")
    found = calendars.day_of(year, month, day)
    if not found:
        return None
    rule = "day-month" if match.start("year") < 0 else "day-month-year"
    return Time("DATE", found.isoformat(), match.start(), match.end(), rule, None, anchored, found)


def _year_of_weekday(reader: Reader, match: re.Match[str], month: int, day: int) -> int | None:
    """The nearest year in which the day falls on the weekday printed with it; a day of these weeks
    stays in its year, for there the weekday is the slip."""
    wanted, anchor = reader.value(match, "weekday"), reader.anchor
    if not wanted or anchor is None:
        return None
    days = [calendars.day_of(anchor.year + n, month, day) for n in (0, -1, 1)]
    fitting = [
        d for d in days
        if d and (d.isoweekday() == int(wanted) or abs((d - anchor).days) <= _THESE_WEEKS)
    ]  # fmt: skip
    near = min(fitting, key=lambda d: abs((d - anchor).days), default=None)
    return near.year if near else None


PATTERNS = patterns(
    (
        "donWuU(",
        rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?{MONTH}(?:{YEAR}|F(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxc]))?",
        day_month,
    ),
    (
        "donWuU(",
        rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?{ONE_MONTH}(?:{YEAR}|F(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxc]))?",
        day_month,
    ),
    ("u", rf"(?P<unit>u){DAY}F?{MONTH}{YEAR}?", week_of_day),
    (
        "Mu",
        rf"u?{ONE_MONTH}{YEAR}?,?N_*(?P<one>d)(?P<and>&)?(?P<two>d)(?=[,.)\nfFT]|$)(?P<twin>(?!))?",
        days_behind_month,
    ),
    (
        "MWuU(",
        rf"{WEEKDAY}?{MONTH}[\-/]?{DAY}(?:{YEAR}|(?=[,)\n(/\-]|\.(?![dy#])|$))",
        day_month,
    ),
)
