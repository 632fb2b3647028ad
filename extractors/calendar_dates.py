"""Days, months and years by name or number, in both calendars: 21 يوليو/تموز 2025, 7 / 11 / 1436هـ."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from extractors import calendars
from extractors.nouns import is_counted
from extractors.time_words import Scene, cue_words, weak_months
from extractors.timex import Time, nearest_year

Build = Callable[["Reader", "re.Match[str]"], Time | None]


_CLAUSE = 14


class Reader:
    """A scene with the day its relative times count from, and the tense around a token."""

    def __init__(self, scene: Scene, anchor: date | None) -> None:
        self.scene = scene
        self.anchor = anchor

    def future(self, token: int) -> bool | None:
        """Whether the clause speaks of what is to come (True), of the past (False), or unknown."""
        tokens = self.scene.tokens
        first, last = token, token
        while first and token - first < _CLAUSE and tokens[first - 1].kind not in "bp":
            first -= 1
        while last < len(tokens) and last - token < _CLAUSE and tokens[last].kind not in "bp":
            last += 1
        return tense(self.scene, first, last)

    def number(self, match: re.Match[str], group: str) -> int | None:
        """The whole number of a group, None where it is missing or no whole number."""
        start = match.start(group) if group in match.re.groupindex else -1
        if start < 0:
            return None
        slot = self.scene.slots.get(start)
        return int(slot.number) if slot and slot.number == int(slot.number) else None

    def unit(self, match: re.Match[str], group: str) -> str:
        """The unit (Y, M, W, D ...) of the first unit word in a group, "" where there is none."""
        for token in range(match.start(group), match.end(group)):
            if match.string[token] in "uPDUQE":
                return self.scene.slots[token].value
        return ""

    def value(self, match: re.Match[str], group: str) -> str:
        """The lexicon's value of a group's first token, "" where the group is missing."""
        start = match.start(group) if group in match.re.groupindex else -1
        slot = self.scene.slots.get(start) if start >= 0 else None
        return slot.value if slot else ""


_CLAUSE = 14


def tense(scene: Scene, first: int, last: int) -> bool | None:
    """The tense of a sentence's tokens: future verbs (س before an imperfect) and words win."""
    gone = False
    for token in scene.tokens[first:last]:
        word = token.folded
        if word in cue_words("future") or _FUTURE.match(word):
            return True
        gone = gone or word in cue_words("past")
    return False if gone else None


# س before an imperfect verb; not سيارة, سياسة, ستين, سنوات.
_FUTURE = re.compile(
    r"[وف]?س(?:ي(?!ار|اس|اح|اد|اق|د|طر|نا|نم|ول|ر|ف|ل[ان]|ج|كل)|ت(?!ه$|ين|ون|ار|م[اي]|راتي|وديو)"
    r"|ن(?!و|ه|د|غ|ت|ي|ا|ج|م))\w{3,}$"
)
_DAY = r"(?P<day>d|[on]_*)"
_MONTH = r"(?P<month>M_*)(?:[/\-(]?(?P<twin>M_*)\)?)?"
_YEAR = r"(?:,?F?f?[uU]?(?P<year>y(?![/\-]d)|j_*)(?P<era>[GH])?)"
_ONE_MONTH = r"(?P<month>M_*)"
_WEEKDAY = r"(?:(?:[uU](?=\(?W))?\(?(?P<weekday>W)\)?,?f?=?)"


def _year(reader: Reader, match: re.Match[str]) -> int | None:
    year = reader.number(match, "year")
    return year if year and 100 <= year <= 2200 else None


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
    return kind is None or (kind == "preposition" and before in tuple("fFTSsABRN&/"))


def day_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """21 يوليو/تموز 2025; الأول من شهر يناير."""
    day, month, year = reader.number(match, "day"), _month(reader, match), _year(reader, match)
    if not day or not month or not 1 <= day <= 31:
        return None
    if year is None and reader.scene.text(match.start() - 1) in cue_words("named_after_day"):
        return None
    shift = match.groupdict().get("shift")
    return _gregorian(reader, match, year, month, day, shift)


def _gregorian(
    reader: Reader, match: re.Match[str], year: int | None, month: int, day: int, shift: str | None
) -> Time | None:
    anchored = year is None and reader.anchor is not None
    if year is None:
        future = _tense_of(reader, match, shift)
        year = nearest_year(reader.anchor, month, day, future)
    if year is None:
        if not calendars.day_of(2000, month, day):
            return None
        return Time("DATE", f"XXXX-{month:02d}-{day:02d}", match.start(), match.end(), "day-month")
    found = calendars.day_of(year, month, day)
    if not found:
        return None
    rule = "day-month" if match.start("year") < 0 else "day-month-year"
    return Time("DATE", found.isoformat(), match.start(), match.end(), rule, None, anchored, found)


def _tense_of(reader: Reader, match: re.Match[str], shift: str | None) -> bool | None:
    if shift:
        return shift == "x"
    since = match.string[match.start() - 1 : match.start()] == "S"
    return False if since else reader.future(match.start())


def month_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """يونيو (حزيران) 2014; مايو الماضي; يوليو تموز."""
    month, year = _month(reader, match), _year(reader, match)
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
    if shift in ("l", "p"):
        return anchor.year if month < anchor.month else anchor.year - 1
    if shift == "x":
        return anchor.year if month > anchor.month else anchor.year + 1
    if shift == "c":
        return anchor.year
    return nearest_year(anchor, month, None, _tense_of(reader, match, None))


def hijri(reader: Reader, match: re.Match[str]) -> Time | None:
    """25 شوال 1436 هـ; the year from the anchor where none is printed."""
    day, year = reader.number(match, "day"), _year(reader, match)
    month = int(reader.value(match, "month"))
    anchored = year is None
    if year is None:
        year = _hijri_year_near(reader, month, day or 1)
    if year is None or not day:
        return None
    found = calendars.hijri_day(year, month, day)
    if not found:
        return None
    return Time(
        "DATE", found.isoformat(), match.start(), match.end(), "hijri-day", None, anchored, found
    )


def hijri_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """شهر رمضان as the Gregorian days it covers; its beginning or end as a Gregorian month."""
    month, year = int(reader.value(match, "month")), _year(reader, match)
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


def day_of_this_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """25 من الشهر الجاري, الخامس من الشهر المقبل, 10 الجاري."""
    day, anchor = reader.number(match, "day"), reader.anchor
    if match["shift"] == "c" and not match["unit"] and not _of_this(reader, match):
        return None
    if not day or not 1 <= day <= 31 or (match["unit"] and reader.unit(match, "unit") != "M"):
        return None
    steps = {"l": -1, "p": -1, "x": 1}.get(match.group("shift") or "c", 0)
    if anchor is None:
        value = f"XXXX-XX-{day:02d}"
        return Time("DATE", value, match.start(), match.end(), "day-of-this-month")
    found = calendars.day_of(*calendars.month_shifted(anchor, steps), day)
    if not found:
        return None
    return Time(
        "DATE",
        found.isoformat(),
        match.start(),
        match.end(),
        "day-of-this-month",
        None,
        True,
        found,
    )


def _of_this(reader: Reader, match: re.Match[str]) -> bool:
    """الجاري means this month; in "الربع الأول الحالي" nothing does."""
    before = match.string[match.start() - 1 : match.start()]
    dated = match.string[match.start()] in "dWuU" or (before != "" and before in "fFTS=")
    return dated and reader.scene.text(match.end() - 1) == "الجاري"


def weekday_and_number(reader: Reader, match: re.Match[str]) -> Time | None:
    """الخميس 21, يوم 27: the day so numbered, nearest to the article, that fits the weekday."""
    day, anchor = reader.number(match, "day"), reader.anchor
    wanted = reader.value(match, "weekday")
    if not day or not 1 <= day <= 31:
        return None
    if anchor is None:
        value = f"XXXX-XX-{day:02d}"
        return Time("DATE", value, match.start(), match.end(), "numbered-weekday")
    days = [calendars.day_of(*calendars.month_shifted(anchor, n), day) for n in (0, -1, 1)]
    fitting = [d for d in days if d and (not wanted or d.isoweekday() == int(wanted))]
    if not fitting:
        return None
    found = min(fitting, key=lambda d: abs((d - anchor).days)) if wanted else fitting[0]
    return Time(
        "DATE", found.isoformat(), match.start(), match.end(), "numbered-weekday", None, True, found
    )


def weekday_of_week(reader: Reader, match: re.Match[str]) -> Time | None:
    """الجمعة من الأسبوع المقبل."""
    if reader.unit(match, "unit") != "W":
        return None
    wanted = int(reader.value(match, "weekday"))
    if reader.anchor is None:
        return Time("DATE", f"XXXX-WXX-{wanted}", match.start(), match.end(), "weekday-of-week")
    steps = {"l": -1, "p": -1, "x": 1}.get(match.group("shift") or "c", 0)
    monday = reader.anchor - timedelta(days=reader.anchor.isoweekday() - 1)
    found = monday + timedelta(weeks=steps, days=wanted - 1)
    return Time(
        "DATE", found.isoformat(), match.start(), match.end(), "weekday-of-week", None, True, found
    )


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
    year = _year(reader, match)
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
        return match.string[last] in ",.)\n/fFTB"
    return match.string[last] not in "uPDmt%" and not is_counted(
        token, reader.number(match, "year") or 0
    )


_ALONE = re.compile(r"(?![&WwdlxcpnoFJM(])")
_WEEKLY = re.compile(r"(?:[&,]?[uU]?W){0,6}Fe[uU]")


def weekday(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأربعاء, يوم الجمعة المقبل; bare ones are the latest day past unless the tense is future."""
    wanted = int(reader.value(match, "weekday"))
    shift = match.groupdict().get("shift")
    if reader.scene.text(match.start() - 1) in cue_words("given_name") and not shift:
        return None
    plural = (
        match.string[match.start() - 1 : match.start()] == "P" and match.end() == match.start() + 1
    )
    if _WEEKLY.match(match.string, match.end()) or (
        plural and _ALONE.match(match.string, match.end())
    ):
        return Time("SET", f"XXXX-WXX-{wanted}", match.start(), match.end(), "weekday-set")
    if reader.anchor is None:
        value = f"XXXX-WXX-{wanted}"
        return Time("DATE", value, match.start(), match.end(), "weekday")
    back = (reader.anchor.isoweekday() - wanted) % 7
    ahead = 7 - back
    if shift in ("l", "p"):
        days = -(back or 7)
    elif shift == "x" or (not shift and back and reader.future(match.start())):
        days = ahead
    else:
        days = -back
    found = reader.anchor + timedelta(days=days)
    return Time("DATE", found.isoformat(), match.start(), match.end(), "weekday", None, True, found)


PATTERNS: list[tuple[str, re.Pattern[str], Build]] = [
    (starts, re.compile(pattern), build)
    for starts, pattern, build in (
        (
            "donWuU(",
            rf"{_WEEKDAY}?{_DAY}[.\-/]?F?[uU]?{_MONTH}(?:{_YEAR}|(?P<shift>[lx]))?",
            day_month,
        ),
        (
            "donWuU(",
            rf"{_WEEKDAY}?{_DAY}[.\-/]?F?[uU]?{_ONE_MONTH}(?:{_YEAR}|(?P<shift>[lx]))?",
            day_month,
        ),
        (
            "Mu",
            rf"u?{_ONE_MONTH}(?:{_YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?",
            month_year,
        ),
        (
            "fSTAuW=B",
            r"(?:[fSTAu=B]|u?(?P<weekday>W),?)(?P<a>d)[/\-](?P<b>d)(?![/\-]?[dy])(?P<year>(?!))?",
            short_numeric,
        ),
        ("d", r"(?P<month>d)[/\-](?P<year>y)(?![/\-])", numeric_month),
        ("y", r"(?P<year>y)[/\-](?P<month>d)(?![/\-])", numeric_month),
        ("donWuU(", rf"{_WEEKDAY}?{_DAY}F?f?(?:h(?P<unit>U)(?P<shift>(?!))?)", day_of_this_month),
        ("donWuU(", rf"{_WEEKDAY}?{_DAY}F?f?(?P<unit>U)(?P<shift>[lxcp])", day_of_this_month),
        ("donWuU(", rf"{_WEEKDAY}?{_DAY}F?(?P<unit>)(?P<shift>c)", day_of_this_month),
        (
            "WuU",
            r"(?:u?(?P<weekday>W)f?|u)(?P<day>d|(?<=W)[on]_*)(?=[,.)\nTf&-]|$)",
            weekday_and_number,
        ),
        (
            "WuU",
            r"[uU]?(?P<weekday>W)[Ff]?(?P<this>h)?(?P<unit>U)(?P<shift>[lxcp])?",
            weekday_of_week,
        ),
        (
            "MWuU(",
            rf"{_WEEKDAY}?{_MONTH}-?{_DAY}(?:{_YEAR}|(?=[,)\n(/\-]|\.(?![dy#])|$))",
            day_month,
        ),
        ("Mu", rf"u?{_MONTH}(?:{_YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?", month_year),
        ("donWuU(", rf"{_WEEKDAY}?{_DAY}[.\-/]?F?[uU]?(?P<month>J_*){_YEAR}?", hijri),
        ("Ju", rf"u?(?P<month>J_*)(?:{_YEAR}|(?P<shift>[lxcp]))?", hijri_month),
        (
            "dyWuU(",
            rf"{_WEEKDAY}?(?P<a>[dy])[/\-](?P<b>d)[/\-](?P<c>[dy])(?![/\-][dy])(?P<era>[GH])?",
            numeric,
        ),
        ("uU", r"(?P<unit>[uU])(?P<year>y|[jn]_*|#)(?P<era>[GH])?", year_alone),
        ("fSTFAB(", r"(?P<unit>)[fSTFAB(](?P<year>y|j_*)(?P<era>[GH])?", in_year),
        ("WuU(", r"(?:[uU](?=\(?W))?\(?(?P<weekday>W)(?P<shift>[lxp])?(?<!\(W)\)?", weekday),
    )
]
