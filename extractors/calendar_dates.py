"""Days, months and years by name or number, in both calendars: 21 يوليو/تموز 2025, 7 / 11 / 1436هـ."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from extractors import calendars
from extractors.time_words import Scene, weak_months
from extractors.timex import Time, nearest_year

Build = Callable[["Reader", "re.Match[str]"], Time | None]


class Reader:
    """A scene with the day its relative times count from, and the tense around a token."""

    def __init__(self, scene: Scene, anchor: date | None) -> None:
        self.scene = scene
        self.anchor = anchor
        self._tense: dict[int, bool | None] = {}

    def future(self, token: int) -> bool | None:
        """Whether the sentence speaks of what is to come (True), of the past (False), or unknown."""
        sentence = self.scene.document.sentence_of(token)
        if sentence[0] not in self._tense:
            self._tense[sentence[0]] = tense(self.scene, *sentence)
        return self._tense[sentence[0]]

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


_COMING = frozenset(
    [
        "سوف",
        "سيتم",
        "ستتم",
        "المقرر",
        "المزمع",
        "المرتقب",
        "المتوقع",
        "المنتظر",
        "تعتزم",
        "يعتزم",
        "موعد",
        "موعدا",
        "المقبل",
        "المقبله",
        "القادم",
        "القادمه",
        "سيكون",
        "ستكون",
        "ستبدا",
        "سيبدا",
        "ستنطلق",
        "سينطلق",
        "ستقام",
        "سيقام",
        "تنطلق",
        "ينطلق",
        "يبدا",
        "تبدا",
        "اعتبارا",
        "وستبدا",
        "وسيبدا",
        "بدءا",
    ]
)
_GONE = frozenset(
    [
        "الماضي",
        "الماضيه",
        "المنصرم",
        "الفائت",
        "كان",
        "كانت",
        "وكان",
        "وكانت",
        "قال",
        "قالت",
        "اعلن",
        "اعلنت",
        "قتل",
        "قتلت",
        "وقع",
        "وقعت",
    ]
)


def tense(scene: Scene, first: int, last: int) -> bool | None:
    """The tense of a sentence's tokens: future verbs (س before an imperfect) and words win."""
    gone = False
    for token in scene.tokens[first:last]:
        word = token.folded
        if word in _COMING or _FUTURE.match(word):
            return True
        gone = gone or word in _GONE
    return False if gone else None


# س before an imperfect verb; not سيارة, سياسة, ستين, سنوات.
_FUTURE = re.compile(
    r"[وف]?س(?:ي(?!ار|اس|اح|اد|اق|د|طر|نا|نم|ول|ر|ف|ل[ان]|ج|كل)|ت(?!ه$|ين|ون|ار|م[اي]|راتي|وديو)"
    r"|ن(?!و|ه|د|غ|ت|ي|ا|ج|م))\w{3,}$"
)
_DAY = r"(?P<day>d|[on]_*)"
_MONTH = r"(?P<month>M_*)(?:[/\-(]?(?P<twin>M_*)\)?)?"
_YEAR = r"(?:,?F?f?[uU]?(?P<year>y(?![/\-]d)|j_*)(?P<era>[GH])?)"
_WEEKDAY = r"(?:(?:[uU](?=W))?\(?(?P<weekday>W)\)?,?f?)"


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
    anchored = year is None
    if year is None:
        year = _month_in(reader, match, month)
    value = f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}"
    rule = "month" if match.start("year") < 0 else "month-year"
    return Time(
        "DATE", value, match.start(), match.end(), rule, None, anchored and year is not None
    )


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
    else:
        year, month, day = (2000 + c, b, a) if a <= 31 else (0, 0, 0)
        if a > 12 and not calendars.day_of(year, month, day):
            year, month, day = 2000 + a, b, c
    return numbered_day(year, month, day, era, match.start(), match.end())


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
    if not built or not 1900 <= int(reader.number(match, "year") or 0) <= 2100:
        return None
    return built._replace(first=match.start("year"))


def weekday(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأربعاء, يوم الجمعة المقبل; bare ones are the latest day past unless the tense is future."""
    wanted = int(reader.value(match, "weekday"))
    shift = match.groupdict().get("shift")
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
        ("MWuU(", rf"{_WEEKDAY}?{_MONTH}-?{_DAY}(?:{_YEAR}|(?=[,.)\n(/\-]|$))", day_month),
        ("Mu", rf"u?{_MONTH}(?:{_YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?", month_year),
        ("donWuU(", rf"{_WEEKDAY}?{_DAY}[.\-/]?F?[uU]?(?P<month>J_*){_YEAR}?", hijri),
        ("Ju", rf"u?(?P<month>J_*)(?:{_YEAR}|(?P<shift>[lxcp]))?", hijri_month),
        ("dyWuU(", rf"{_WEEKDAY}?(?P<a>[dy])[/\-](?P<b>d)[/\-](?P<c>[dy])(?P<era>[GH])?", numeric),
        ("uU", r"(?P<unit>[uU])(?P<year>y|[jn]_*|#)(?P<era>[GH])?", year_alone),
        ("fSTFAB(", r"(?P<unit>)[fSTFAB(](?P<year>y)(?P<era>[GH])?", in_year),
        ("WuU(", r"(?:[uU](?=\(?W))?\(?(?P<weekday>W)(?P<shift>[lxp])?(?<!\(W)\)?", weekday),
    )
]
