"""Feasts of both calendars as the days they fall on: عيد الفطر, رأس السنة."""

from __future__ import annotations

import re
from datetime import date

from extractors.times import calendars
from extractors.times.date_reader import STEPS, Reader, made, patterns, relative
from extractors.times.time_words import cue_words
from extractors.times.timex import UNTOLD, Tense, Time

# "اليوم الوطني" is a feast, "المصري اليوم" a paper, "في اليوم" means each day.
_SOON, _JUST_GONE = 70, 30  # days
_FEAST_CUES = frozenset("fSTABRFs(@")


def feast(reader: Reader, match: re.Match[str]) -> Time | None:
    """عيد الفطر as the day it falls on nearest to the article, where the words speak of a time."""
    name, place = reader.value(match, "feast"), match.start("feast")
    before = match.string[place - 1 : place]
    shift = match.group("shift")
    night = reader.scene.text(place).startswith(("ليله", "بليله"))
    cued = (
        night or before in _FEAST_CUES or reader.scene.text(place - 1) in cue_words("feast_before")
    )
    if not cued and not shift and match.start("year") < 0:
        return None
    if name == "eid":
        if not reader.scene.text(place).endswith("العيد") or before not in "AB":
            return None
        found = _nearest_eid(reader.anchor)
    else:
        year = reader.number(match, "year")
        if year is None and shift and shift[0] == "U" and reader.anchor:
            year = reader.anchor.year + STEPS[shift[-1]]
        tense = Tense(True) if before == "T" else reader.tense(place)
        found = _feast_day(reader, name, year, tense, shift if year is None else None)
    if not found:
        return None
    return relative(reader, made(match, "DATE", found.isoformat(), "feast"), found)


def _feast_day(
    reader: Reader, name: str, year: int | None, tense: Tense, shift: str | None
) -> date | None:
    anchor, coming, told = reader.anchor, tense.future, tense.told
    if name in calendars.FEASTS:
        month, day = calendars.FEASTS[name]
        if year:
            return calendars.day_of(year, month, day)
        days = [calendars.day_of(anchor.year + n, month, day) for n in (-1, 0, 1)] if anchor else []
    else:
        month, day = calendars.HIJRI_FEASTS[name]
        if year and year <= calendars.LAST_HIJRI:
            return calendars.hijri_day(year, month, day)
        if year:
            middle = calendars.hijri_year_of(date(year, 6, 1))
            days = [calendars.hijri_day(middle + n, month, day) for n in (-1, 0, 1)]
            return next((d for d in days if d and d.year == year), None)
        if not anchor or not 1930 < anchor.year < 2070:
            return None
        middle = calendars.hijri_year_of(anchor)
        days = [calendars.hijri_day(middle + n, month, day) for n in (-1, 0, 1)]
    if shift and anchor:  # الماضي, المقبل
        days = [d for d in days if d and (d < anchor if shift == "l" else d > anchor)]
        coming, told = UNTOLD
    known = [d for d in days if d and (not coming or not anchor or (anchor - d).days <= _JUST_GONE)]
    if told and anchor:
        known = [d for d in known if (d - anchor).days <= _SOON]
    return min(known, key=lambda d: abs((d - anchor).days)) if known and anchor else None


def _nearest_eid(anchor: date | None) -> date | None:
    """The feast a bare "العيد" means: the one less than 45 days away."""
    if not anchor or not 1930 < anchor.year < 2070:
        return None
    year = calendars.hijri_year_of(anchor)
    days = [
        d for y in (year - 1, year, year + 1) for f in ("fitr", "adha")
        if (d := calendars.hijri_day(y, *calendars.HIJRI_FEASTS[f]))
    ]  # fmt: skip
    near = min(days, key=lambda d: abs((d - anchor).days))
    return near if abs((near - anchor).days) <= 45 else None


PATTERNS = patterns(
    ("X", r"(?P<feast>X_*)(?:[uU]?(?P<year>y)H?|(?P<shift>[lx]|U[lxc]))?", feast),
)
