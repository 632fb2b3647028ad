"""Periods with names: النصف الأول من العام, صيف 2016, الستينيات, القرن الماضي, بقية الأسبوع."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.times import calendars
from extractors.times.date_reader import STEPS, Reader, before_christ, made, patterns, relative
from extractors.times.timex import Time, nearest_year, shifted

SEASONS = {"ربيع": "SP", "صيف": "SU", "خريف": "FA", "شتاء": "WI"}
_MINE = {"اسبوعي": "W", "شهري": "M"}
_HALVES = {"H": 2, "Q": 4}
_YEAR = r"(?:(?:[uU]Y?)?(?P<year>y|j_*)|(?P<unit>U)Y?(?P<shift>[lxcp])?|(?:h(?P<this>U)Y?))"


def part_of_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """النصف الأول من العام is 2015-H1, الربع الثالث من 2014 is 2014-Q3."""
    half = reader.value(match, "part")
    if "فصل" in reader.scene.text(match.start()) and "Y" in match[0]:
        return None  # الفصل الأول من العام الدراسي is a term
    ordinal = reader.number(match, "ordinal") or 0
    if match["ordinal"] == "l":
        ordinal = _HALVES[half]
    year = reader.number(match, "year")
    shift = match.group("shift")
    unit = reader.unit(match, "unit") or reader.unit(match, "this")
    if unit not in ("", "Y") or not 1 <= ordinal <= _HALVES[half] or not (year or unit):
        return None
    anchored = year is None
    if year is None:
        if reader.anchor is None:
            return made(match, "DATE", f"XXXX-{half}{ordinal}", "part-of-year")
        year = reader.anchor.year + STEPS.get(shift or "c", 0)
    time = made(match, "DATE", f"{year:04d}-{half}{ordinal}", "part-of-year")
    return relative(reader, time) if anchored else time


def season(reader: Reader, match: re.Match[str]) -> Time | None:
    """صيف 2016, الصيف الماضي, في الصيف (any summer); not الربيع العربي."""
    word = reader.scene.text(match.start("season"))
    clitic = reader.scene.slots[match.start("season")].clitic
    word = word[len(clitic) :] if clitic and not word.startswith("ال") else word
    definite = word.startswith("ال")
    code = SEASONS[word.removeprefix("ال")]
    year, shift = reader.number(match, "year"), match.group("shift")
    bare = match.end() - match.start() == 1
    if (
        year is None
        and bare
        and (
            not definite
            or match.string[match.start() - 1 : match.start()] not in ("f", "s", "R", "@")
        )
    ):
        return None
    if reader.scene.text(match.end()) in ("العربي", "العربيه"):
        return None
    if year is None and (shift or match.group("this")) and reader.anchor:
        year = reader.anchor.year + STEPS.get((shift or "c")[-1], 0)
        return relative(reader, made(match, "DATE", f"{year:04d}-{code}", "season"))
    value = f"{year:04d}-{code}" if year else f"XXXX-{code}"
    return made(match, "DATE", value, "season")


def decade(reader: Reader, match: re.Match[str]) -> Time | None:
    """الستينيات is 196, ثمانينيات القرن التاسع عشر 188 (TIMEX3's decades)."""
    century = 19
    if match.start("ordinal") >= 0:
        century = (reader.number(match, "ordinal") or 20) - 1
    elif match.group("shift") and reader.anchor:
        century = reader.anchor.year // 100 + STEPS[match.group("shift")]
    elif int(reader.value(match, "decade")) == 2 and match.start("century") < 0:
        return None
    return made(match, "DATE", f"{century:02d}{reader.value(match, 'decade')}", "decade")


def century(reader: Reader, match: re.Match[str]) -> Time | None:
    """القرن الحادي والعشرين is 20 (TIMEX3's centuries)."""
    ordinal = reader.number(match, "ordinal")
    if reader.unit(match, "unit") != "C" or not ordinal:
        return None
    last = before_christ(reader, match.end())
    value = f"{ordinal - 1:02d}" if last == match.end() else f"BC{ordinal - 1:02d}"
    return made(match, "DATE", value, "century")._replace(last=last)


def weekend(reader: Reader, match: re.Match[str]) -> Time | None:
    """عطلة نهاية الأسبوع (الماضي): the ISO week's end, 2016-W45-WE."""
    shift = match.group("shift")
    steps = STEPS.get(shift or "c", 0) * (2 if match["twice"] else 1)
    if not shift and weekend_is_past(reader, match.start()):
        steps = -1
    value = shifted(reader.anchor, "W", steps) + "-WE"
    return relative(reader, made(match, "DATE", value, "weekend"))


def weekend_is_past(reader: Reader, token: int) -> bool:
    """What has happened at a weekend happened at the last one, unless this is it."""
    tense = reader.tense(token)
    return bool(tense.told or tense.future is False) and (
        reader.anchor is not None and reader.anchor.isoweekday() < 6
    )


def week_of(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسبوع الثالث من عام 2027 is 2027-W03; of a month the weeks that begin in it count."""
    if reader.unit(match, "unit") != "W":
        return None
    number, year = reader.number(match, "ordinal"), reader.number(match, "year")
    month, anchor = int(reader.value(match, "month") or 0), reader.anchor
    anchored = year is None
    if year is None:
        if anchor is None:
            return None
        unit = reader.unit(match, "this") if match["this"] else ""
        if unit not in ("", "Y", "M"):
            return None
        steps = STEPS.get(match["this"][-1], 0) if unit else 0
        year = anchor.year + (steps if unit == "Y" else 0)
        if unit == "M":
            year, month = calendars.month_shifted(anchor, steps)
        elif month:
            year = nearest_year(anchor, month, None, reader.tense(match.start())) or year
    if match["ordinal"] == "l":
        last = date(year, 12, 28) if not month else date(year, month, 28)
        value = calendars.week_of(last)
    else:
        first = date(year, month, 1) if month else date(year, 1, 4)
        ahead = (8 - first.isoweekday()) % 7 if month else 0
        value = calendars.week_of(first + timedelta(days=ahead + 7 * ((number or 1) - 1)))
    return made(match, "DATE", value, "week-of")._replace(anchored=anchored)


def mine(reader: Reader, token: int) -> str:
    """The unit of "نهاية أسبوعي", my week: behind another noun it is no rhythm; "" for others."""
    month_follows = reader.scene.symbols.startswith("M", token + 1)
    return "" if month_follows else _MINE.get(reader.scene.text(token), "")


def rest_of(reader: Reader, match: re.Match[str]) -> Time | None:
    """بقية الأسبوع: from the article's day to the unit's last."""
    anchor = reader.anchor
    unit = reader.unit(match, "unit") or mine(reader, match.end() - 1)
    if anchor is None or unit not in ("W", "M", "Y"):
        return None
    if unit == "W":
        last = anchor + timedelta(days=7 - anchor.isoweekday())
    elif unit == "M":
        last = anchor.replace(day=calendars.month_length(anchor.year, anchor.month))
    else:
        last = date(anchor.year, 12, 31)
    return relative(reader, made(match, "DATE", f"{anchor}/{last}", "rest-of-unit"))


PATTERNS = patterns(
    ("q", rf"(?P<part>q)(?P<ordinal>o_*|l)(?:F?f?{_YEAR})", part_of_year),
    (
        "vhu",
        r"(?:u(?=v))?(?P<this>h)?(?P<season>v)(?:[uU]?(?P<year>y)|(?P<shift>[lxcp]|U[lxcp]))?",
        season,
    ),
    ("K", r"(?P<decade>K)(?P<century>U(?:(?P<ordinal>[on]_*)|(?P<shift>[lc])))?", decade),
    ("U", r"(?P<unit>U)(?P<ordinal>[on]_*)", century),
    ("V", r"V_*(?P<twice>A)?(?P<shift>[lxcp])?", weekend),
    (
        "U",
        r"(?P<unit>U)(?P<ordinal>o_*|l)(?:F?f?(?:u?(?P<month>M_*)|[uU]?(?P<year>y|j_*)|(?P<this>hU|U[lxcp])))",
        week_of,
    ),
    ("~", r"~(?:h?(?P<unit>U)|(?P<mine>i))", rest_of),
)
