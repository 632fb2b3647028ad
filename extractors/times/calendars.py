"""Days and months of both calendars: month names, Hijri dates (Umm al-Qura), feasts, ISO weeks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

FIRST_HIJRI, LAST_HIJRI = 1343, 1500

# Month and day of feasts: in the Hijri calendar, and in the Gregorian one.
HIJRI_FEASTS = {
    "fitr": (10, 1), "adha": (12, 10), "arafa": (12, 9), "ashura": (1, 10), "mawlid": (3, 12),
    "hijri_new_year": (1, 1),
}  # fmt: skip
FEASTS = {"christmas": (12, 25), "new_year": (12, 31), "labour": (5, 1), "valentine": (2, 14)}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Hijri one (Umm al-Qura), None outside 1343-1500 or the month."""
    if not (FIRST_HIJRI <= year <= LAST_HIJRI and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    if day > Hijri(year, month, 1).month_length():
        return None
    return Hijri(year, month, day).to_gregorian()


def hijri_month(year: int, month: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a Hijri month."""
    first = hijri_day(year, month, 1)
    if not first:
        return None
    return first, first + timedelta(days=Hijri(year, month, 1).month_length() - 1)


def hijri_year(year: int) -> tuple[date, date] | None:
    """The first and last Gregorian day of a Hijri year."""
    first, last = hijri_month(year, 1), hijri_month(year, 12)
    return (first[0], last[1]) if first and last else None


def hijri_year_of(day: date) -> int:
    """The Hijri year a Gregorian day lies in."""
    return Gregorian(day.year, day.month, day.day).to_hijri().year


def month_length(year: int, month: int) -> int:
    """The number of days of a Gregorian month."""
    return monthrange(year, month)[1]


def week_of(day: date) -> str:
    """The ISO week a day lies in: 2025-W42."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_shifted(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months away from a day's."""
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1
