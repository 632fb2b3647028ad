"""Days, months and years by name or number, in both calendars: 21 يوليو/تموز 2025, 7 / 11 / 1436هـ."""

from __future__ import annotations

import re

from extractors.numbers.nouns import is_counted
from extractors.times import calendars
from extractors.times.date_reader import DAY, WEEKDAY, YEAR, Build, Reader, year_of
from extractors.times.time_words import cue_words, weak_months
from extractors.times.timex import Time, nearest_year

_MONTH = r"(?P<month>M_*)(?:[/\-(]?(?P<twin>M_*)\)?)?"


_ONE_MONTH = r"(?P<month>M_*)"


def _month(reader: Reader, match: re.Match[str]) -> int | None:
    """The month, None where two names disagree, or one that is also another word stands alone."""
    month, twin = reader.value(match, "month"), reader.value(match, "twin")
    return None if twin and twin != month else int(month)


def _may_stand_alone(reader: Reader, match: re.Match[str]) -> bool:
    """مارس is a verb as well, آب a father without its hamza: alone they need a word before them."""
    token = match.start("month")
    if match.end() - match.start() > 1:
        return True
    surface = reader.scene.text(token)
    rest = surface if not reader.scene.slots[token].clitic else surface[1:]
    kind = weak_months().get(rest)
    before = match.string[token - 1 : token]
    if reader.scene.text(token - 1).endswith("فاتح"):
        return True
    return kind is None or (kind == "preposition" and before in tuple("fFTSsABRN&/i"))


def day_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """21 يوليو/تموز 2025; الأول من شهر يناير."""
    day, month, year = reader.number(match, "day"), _month(reader, match), year_of(reader, match)
    if not day or not month or not 1 <= day <= 31 or _part_before(reader, match):
        return None
    if year is None and reader.scene.text(match.start() - 1) in cue_words("named_after_day"):
        return None
    shift = match.groupdict().get("shift")
    numbered = _numbered_weekday(reader, match, year, month, day)
    return numbered or _gregorian(reader, match, year, month, day, shift)


def _numbered_weekday(
    reader: Reader, match: re.Match[str], year: int | None, month: int, number: int
) -> Time | None:
    """الأحد الثالث من نوفمبر, where the third is no Sunday."""
    wanted = int(reader.value(match, "weekday") or 0)
    anchored = year is None
    if not wanted or match["day"][0] != "o" or number > 5:
        return None
    year = year or nearest_year(reader.anchor, month, None, _tense_of(reader, match, None))
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
    made = _gregorian(
        reader, match, year_of(reader, match), int(_month(reader, match) or 0), two, None
    )
    if not made or not made.day:
        return None
    value = f"{made.day.replace(day=one)}/{made.day}"
    return made._replace(value=value, rule="day-range", day=None)


def _gregorian(
    reader: Reader, match: re.Match[str], year: int | None, month: int, day: int, shift: str | None
) -> Time | None:
    anchored = year is None and reader.anchor is not None
    if year is None:
        year = _year_of_weekday(reader, match, month, day) or nearest_year(
            reader.anchor, month, day, _tense_of(reader, match, shift)
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
    """The nearest year in which the day falls on the weekday printed with it."""
    wanted, anchor = reader.value(match, "weekday"), reader.anchor
    if not wanted or anchor is None:
        return None
    days = [calendars.day_of(anchor.year + n, month, day) for n in (0, -1, 1)]
    fitting = [d for d in days if d and d.isoweekday() == int(wanted)]
    near = min(fitting, key=lambda d: abs((d - anchor).days), default=None)
    return near.year if near else None


def _tense_of(reader: Reader, match: re.Match[str], shift: str | None) -> bool | None:
    if shift in ("l", "x"):
        return shift == "x"
    since = match.string[match.start() - 1 : match.start()] == "S"
    return False if since else reader.future(match.start())


def month_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """يونيو (حزيران) 2014; مايو الماضي; يوليو تموز."""
    month, year = _month(reader, match), year_of(reader, match)
    if not month or not _may_stand_alone(reader, match):
        return None
    if match.end() - match.start() == 1 and match.string[match.start() - 1 : match.start()] == "d":
        return None  # the month of a day that was declined
    anchored = year is None
    if year is None and not _of_another_year(reader, match.end()):
        year = _month_in(reader, match, month)
    value = f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}"
    rule = "month" if match.start("year") < 0 else "month-year"
    return Time(
        "DATE", value, match.start(), match.end(), rule, None, anchored and year is not None
    )


def _part_before(reader: Reader, match: re.Match[str]) -> bool:
    """The ordinal counts a half or a week, not a day: النصف الثاني من رمضان."""
    before = match.string[match.start() - 1 : match.start()]
    slot = reader.scene.slots.get(match.start() - 1)
    counted = before == "q" or (before == "U" and slot is not None and slot.value != "D")
    return counted and match.string[match.start()] in "on"


def _of_another_year(reader: Reader, token: int) -> bool:
    """سبتمبر من السنة نفسها: the year was told elsewhere."""
    text = reader.scene.text
    return text(token) == "من" and text(token + 2) in ("نفسه", "نفسها", "ذاته", "ذاتها")


def _month_in(reader: Reader, match: re.Match[str], month: int) -> int | None:
    groups = match.groupdict()
    anchor = reader.anchor
    if anchor is None:
        return None
    if groups.get("ofyear") and reader.unit(match, "ofyear") == "Y":
        return anchor.year + {"l": -1, "p": -1, "x": 1}.get(groups["ofyear"][-1], 0)
    shift = groups.get("shift")
    if match.string[match.start() - 1 : match.start()] == "h":
        return anchor.year  # هذا سبتمبر
    if _is_deadline(match) and anchor.month - month > 6:
        return anchor.year + 1
    if shift in ("l", "p"):
        return anchor.year if month < anchor.month else anchor.year - 1
    if shift == "x":
        return anchor.year if month > anchor.month else anchor.year + 1
    if shift == "c":
        return anchor.year
    return nearest_year(anchor, month, None, _tense_of(reader, match, None))


def _is_deadline(match: re.Match[str]) -> bool:
    """قبل نهاية يناير: what is due by then lies ahead."""
    return bool(_DEADLINE.search(match.string[: match.start()][-2:]))


def hijri(reader: Reader, match: re.Match[str]) -> Time | None:
    """25 شوال 1436 هـ; the year from the anchor where none is printed."""
    day, year = reader.number(match, "day"), year_of(reader, match)
    month = int(reader.value(match, "month"))
    anchored = year is None
    if year is None:
        year = _hijri_year_near(reader, month, day or 1, match["shift"])
    if year is None or not day or _part_before(reader, match):
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
    if not _may_stand_alone(reader, match):
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
    made = _gregorian(reader, match, None, month, day, None)
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


def year_alone(reader: Reader, match: re.Match[str]) -> Time | None:
    """عام 2013, سنة 1436هـ as the days it covers."""
    year = year_of(reader, match)
    if not year or (match.string[match.start()] in "uU" and reader.unit(match, "unit") != "Y"):
        return None
    era = match.group("era")
    if era == "H" or (era is None and calendars.FIRST_HIJRI <= year <= calendars.LAST_HIJRI):
        span = calendars.hijri_year(year)
        if not span:
            return None
        value = f"{span[0].isoformat()}/{span[1].isoformat()}"
        return Time("DATE", value, match.start(), match.end(), "hijri-year", None, False, span[0])
    return Time("DATE", f"{year:04d}", match.start(), match.end(), "year")


def in_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """The bare year of "في 2005", not the number of "من 2000 مسيحي"."""
    built = year_alone(reader, match)
    if not built or not 1700 <= int(reader.number(match, "year") or 0) <= 2100:
        return None
    if not _may_be_year(reader, match):
        return None
    return built._replace(first=match.start("year"))


def _may_be_year(reader: Reader, match: re.Match[str]) -> bool:
    """No counted noun follows: "من 2000 مسيحي"; a year in words stands at its phrase's end."""
    last = match.end()
    if last >= len(reader.scene.tokens):
        return True
    token = reader.scene.tokens[last]
    if match.string[match.start("year")] == "j":
        rising = _RISING.match(match.string, last)  # من ألفين إلى ألفين ومئة زائر
        return match.string[last] in ",.)\n/fFTB" and not rising
    return match.string[last] not in "uPDmt%" and not is_counted(
        token, reader.number(match, "year") or 0
    )


_RISING = re.compile(r"Tj_*(?![,.)\n/fFB_])")
_DEADLINE = re.compile(r"[BT]s$")

PATTERNS: list[tuple[str, re.Pattern[str], Build]] = [
    (starts, re.compile(pattern), build)
    for starts, pattern, build in (
        (
            "donWuU(",
            rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?{_MONTH}(?:{YEAR}|(?P<shift>[lxc]))?",
            day_month,
        ),
        (
            "donWuU(",
            rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?{_ONE_MONTH}(?:{YEAR}|(?P<shift>[lxc]))?",
            day_month,
        ),
        (
            "Mu",
            rf"u?{_ONE_MONTH}(?:{YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?",
            month_year,
        ),
        (
            "fSTAuW=B",
            r"(?:[fSTAu=B]|u?(?P<weekday>W),?)(?P<a>d)[/\-](?P<b>d)(?![/\-]?[dy])(?P<year>(?!))?",
            short_numeric,
        ),
        ("u", rf"(?P<unit>u){DAY}F?{_MONTH}{YEAR}?", week_of_day),
        (
            "Mu",
            rf"u?{_ONE_MONTH}{YEAR}?,?N_*(?P<one>d)(?P<and>&)?(?P<two>d)(?=[,.)\nfFT]|$)(?P<twin>(?!))?",
            days_behind_month,
        ),
        ("d", r"(?P<month>d)[/\-](?P<year>y)(?![/\-])", numeric_month),
        ("y", r"(?P<year>y)[/\-](?P<month>d)(?![/\-])", numeric_month),
        (
            "MWuU(",
            rf"{WEEKDAY}?{_MONTH}-?{DAY}(?:{YEAR}|(?=[,)\n(/\-]|\.(?![dy#])|$))",
            day_month,
        ),
        ("Mu", rf"u?{_MONTH}(?:{YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?", month_year),
        (
            "donWuU(",
            rf"{WEEKDAY}?{DAY}[.\-/]?F?[uU]?(?P<month>J_*)(?:{YEAR}|(?P<shift>[lxcp]))?",
            hijri,
        ),
        ("Ju", rf"u?(?P<month>J_*)(?:{YEAR}|(?P<shift>[lxcp]))?", hijri_month),
        (
            "dyWuU(",
            rf"{WEEKDAY}?(?P<a>[dy])[/\-](?P<b>d)[/\-](?P<c>[dy])(?![/\-][dy])(?P<era>[GH])?",
            numeric,
        ),
        ("uU", r"(?P<unit>[uU])(?P<year>y|[jn]_*|#)(?P<era>[GH])?", year_alone),
        ("fSTFAB(", r"(?P<unit>)[fSTFAB(](?P<year>y|j_*)(?P<era>[GH])?", in_year),
    )
]
