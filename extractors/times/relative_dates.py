"""Times told from the day of the article: أمس, الأسبوع الماضي, قبل شهرين, النصف الأول من العام."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.times import calendars
from extractors.times.date_reader import Build, Reader
from extractors.times.time_words import cue_words
from extractors.times.timex import OPEN, Time, duration, moved, nearest_year, shifted

_STEP = {"l": -1, "p": -1, "x": 1, "c": 0}
_SEASONS = {"ربيع": "SP", "صيف": "SU", "خريف": "FA", "شتاء": "WI"}
# "اليوم الوطني" is a feast, "المصري اليوم" a paper, "في اليوم" means each day.
_FEAST_CUES = frozenset("fSTABRFs(")
# («اليوم») is a newspaper.
_MARKED = frozenset({("(", ")"), ("«", "»"), ('"', '"'), ("“", "”"), ("«", "»")})
_HALVES = {"H": 2, "Q": 4}


def _time(match: re.Match[str], kind: str, value: str, rule: str, **more: object) -> Time:
    start = match.start("core") if "core" in match.re.groupindex else match.start()
    end = match.end("core") if "core" in match.re.groupindex else match.end()
    return Time(kind, value, start, end, rule)


def _relative(reader: Reader, time: Time, day: date | None = None) -> Time:
    return time._replace(anchored=reader.anchor is not None, day=day)


def near_day(reader: Reader, match: re.Match[str]) -> Time | None:
    """أمس, يوم غد, أول أمس, with the weekday named behind."""
    value = moved(reader.anchor, int(reader.value(match, "day")))
    before = match.string[match.start() - 1 : match.start()]
    bare = match.start("day") == match.start() and before not in tuple("fFTAuUtS-")
    if bare and reader.scene.text(match.start()) in ("الغد", "غد"):
        return None
    return _relative(reader, _time(match, "DATE", value, "near-day"))


def today(reader: Reader, match: re.Match[str]) -> Time | None:
    """اليوم, هذا اليوم, اليوم (الخميس)."""
    place = match.start("unit")
    if reader.scene.slots[place].value != "D":
        return None
    before, after = reader.scene.text(match.start() - 1), reader.scene.text(match.end())
    alone = match.end() - match.start() == 1
    if alone and reader.scene.slots[place].clitic.endswith("ب"):
        return None  # مرتين باليوم
    marks = (reader.scene.text(match.start() - 1), reader.scene.text(match.end()))
    if alone and marks in _MARKED:
        return None
    if alone and (before in cue_words("not_today_before") or after in cue_words("not_today_after")):
        return None
    return _relative(reader, _time(match, "DATE", moved(reader.anchor, 0), "today"))


def night(reader: Reader, match: re.Match[str]) -> Time | None:
    """البارحة, البارحة الأولى."""
    days = int(reader.value(match, "night"))
    return _relative(reader, _time(match, "TIME", shifted(reader.anchor, "N", days), "near-night"))


def unit_shifted(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسبوع الماضي, العام الجاري, هذا الشهر, الشهر قبل الماضي."""
    unit = reader.unit(match, "unit")
    shift = match.group("shift") or "c"
    step = _STEP[shift] * (2 if match.start("twice") >= 0 else 1)
    if unit in "hms" or (unit == "D" and shift != "x" and shift != "l"):
        return None
    if unit == "D" and shift == "l":
        step = -1
    kind = "TIME" if unit == "N" else "DATE"
    if unit == "E":
        value = OPEN["E"] if reader.anchor is None else f"{reader.anchor.year // 10 + step:03d}"
        return _relative(reader, _time(match, kind, value, "unit-shifted"))
    return _relative(reader, _time(match, kind, shifted(reader.anchor, unit, step), "unit-shifted"))


def vague_units(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسابيع المقبلة, السنوات الأخيرة: a stretch without a number."""
    value = "FUTURE_REF" if match.group("shift") == "x" else "PAST_REF"
    return _time(match, "DATE", value, "vague-stretch")


def ago(reader: Reader, match: re.Match[str]) -> Time | None:
    """قبل شهرين; قبل بضعة أشهر is PAST_REF. "قبل يومين من ..." counts from something else."""
    count, unit = counted_units(reader, match)
    if unit is None or _counts_from(reader, match.end()):
        return None
    if count is None:
        return _time(match, "DATE", "PAST_REF", "ago")
    value = shifted(reader.anchor, unit, -count)
    return _relative(reader, _time(match, "DATE", value, "ago"))


def ahead(reader: Reader, match: re.Match[str]) -> Time | None:
    """بعد ثلاثة أيام, where the sentence speaks of what is to come."""
    count, unit = counted_units(reader, match)
    if unit is None or count is None or _counts_from(reader, match.end()):
        return None
    if not reader.future(match.start()):
        return None
    value = shifted(reader.anchor, unit, count)
    return _relative(reader, _time(match, "DATE", value, "ahead"))


def from_now(reader: Reader, match: re.Match[str]) -> Time | None:
    """بعد أسبوعين من اليوم, بعد سنة و3 أشهر من الآن, قبل 10 أيام من الآن: the day, or the month or
    year where no smaller unit is told."""
    last, words = match.end(), (reader.scene.text(match.end()), reader.scene.text(match.end() + 1))
    if words[0] != "من" or words[1] not in ("الان", "اليوم") or reader.anchor is None:
        return None
    sign = -1 if match.string[match.start()] == "B" else 1
    months, days, smallest = 0.0, 0.0, "Y"
    for place in match.start("span"), match.start("more"):
        if place < 0:
            continue
        piece = _PIECE.match(match.string, place)
        count, unit = counted_units(reader, piece) if piece else (None, None)
        if count is None or unit not in ("Y", "M", "W", "D"):
            return None
        months += {"Y": 12, "M": 1}.get(unit, 0) * count
        days += {"W": 7, "D": 1}.get(unit, 0) * count
        smallest = "D" if unit == "W" else unit
    if months != int(months) or days != int(days) or months > 12_000 or days > 400_000:
        return None
    year, month = calendars.month_shifted(reader.anchor, sign * int(months))
    if not 1 <= year < 9999:
        return None
    day = min(reader.anchor.day, calendars.month_length(year, month))
    value = moved(date(year, month, day), sign * int(days))
    value = value[: {"Y": 4, "M": 7, "D": 10}[smallest]]
    time = Time("DATE", value, match.start(), last + 2, "from-now")
    return _relative(reader, time)


def _counts_from(reader: Reader, token: int) -> bool:
    """What follows says from when: من or على, behind فقط and the like."""
    while reader.scene.text(token) in ("فقط", "تقريبا", "كامله", "تماما"):
        token += 1
    return reader.scene.text(token) in ("من", "علي")


def counted_units(reader: Reader, match: re.Match[str]) -> tuple[float | None, str | None]:
    """How many (None for several) of which unit the group ``span`` tells; unit None for neither."""
    count: float | None = 1
    unit = None
    for token in range(match.start("span"), match.end("span")):
        symbol = match.string[token]
        if symbol in "djn#y":
            count = reader.scene.slots[token].number
        elif symbol == "g":
            count = None
        elif symbol in "uPDQE":
            unit = reader.scene.slots[token].value
            if symbol in "DE":
                count = 2
    return count, unit


def part_of_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """النصف الأول من العام is 2015-H1, الربع الثالث من 2014 is 2014-Q3."""
    half = reader.value(match, "part")
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
            return _time(match, "DATE", f"XXXX-{half}{ordinal}", "part-of-year")
        year = reader.anchor.year + _STEP.get(shift or "c", 0)
    time = _time(match, "DATE", f"{year:04d}-{half}{ordinal}", "part-of-year")
    return _relative(reader, time) if anchored else time


def season(reader: Reader, match: re.Match[str]) -> Time | None:
    """صيف 2016, الصيف الماضي, في الصيف (any summer); not الربيع العربي."""
    word = reader.scene.text(match.start("season"))
    clitic = reader.scene.slots[match.start("season")].clitic
    word = word[len(clitic) :] if clitic and not word.startswith("ال") else word
    definite = word.startswith("ال")
    code = _SEASONS[word.removeprefix("ال")]
    year, shift = reader.number(match, "year"), match.group("shift")
    bare = match.end() - match.start() == 1
    if (
        year is None
        and bare
        and (not definite or match.string[match.start() - 1 : match.start()] not in ("f", "s"))
    ):
        return None
    if reader.scene.text(match.end()) in ("العربي", "العربيه"):
        return None
    if year is None and (shift or match.group("this")) and reader.anchor:
        year = reader.anchor.year + _STEP.get((shift or "c")[-1], 0)
        return _relative(reader, _time(match, "DATE", f"{year:04d}-{code}", "season"))
    value = f"{year:04d}-{code}" if year else f"XXXX-{code}"
    return _time(match, "DATE", value, "season")


def decade(reader: Reader, match: re.Match[str]) -> Time | None:
    """الستينيات is 196, ثمانينيات القرن التاسع عشر 188 (TIMEX3's decades)."""
    century = 19
    if match.start("ordinal") >= 0:
        century = (reader.number(match, "ordinal") or 20) - 1
    elif match.group("shift") and reader.anchor:
        century = reader.anchor.year // 100 + _STEP[match.group("shift")]
    elif int(reader.value(match, "decade")) == 2 and match.start("century") < 0:
        return None
    return _time(match, "DATE", f"{century:02d}{reader.value(match, 'decade')}", "decade")


def century(reader: Reader, match: re.Match[str]) -> Time | None:
    """القرن الحادي والعشرين is 20 (TIMEX3's centuries)."""
    ordinal = reader.number(match, "ordinal")
    if reader.unit(match, "unit") != "C" or not ordinal:
        return None
    return _time(match, "DATE", f"{ordinal - 1:02d}", "century")


def feast(reader: Reader, match: re.Match[str]) -> Time | None:
    """عيد الفطر as the day it falls on nearest to the article, where the words speak of a time."""
    name, place = reader.value(match, "feast"), match.start("feast")
    before = match.string[place - 1 : place]
    shift = match.group("shift")
    cued = before in _FEAST_CUES or reader.scene.text(place - 1) in cue_words("feast_before")
    if not cued and not shift and match.start("year") < 0:
        return None
    if name == "eid":
        if not reader.scene.text(place).endswith("العيد") or before not in "AB":
            return None
        found = _nearest_eid(reader.anchor)
    else:
        year = reader.number(match, "year")
        if year is None and shift and shift[0] == "U" and reader.anchor:
            year = reader.anchor.year + _STEP[shift[-1]]
        coming = before == "T" or reader.future(place) is True
        found = _feast_day(reader, name, year, coming)
    if not found:
        return None
    return _relative(reader, _time(match, "DATE", found.isoformat(), "feast"), found)


def _feast_day(reader: Reader, name: str, year: int | None, coming: bool) -> date | None:
    anchor = reader.anchor
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
    known = [d for d in days if d and (not coming or (anchor is not None and d >= anchor))]
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


def weekend(reader: Reader, match: re.Match[str]) -> Time | None:
    """عطلة نهاية الأسبوع (الماضي): the ISO week's end, 2016-W45-WE."""
    shift = match.group("shift")
    steps = _STEP.get(shift or "c", 0) * (2 if match["twice"] else 1)
    value = shifted(reader.anchor, "W", steps) + "-WE"
    return _relative(reader, _time(match, "DATE", value, "weekend"))


def week_of(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسبوع الثالث من عام 2027 is 2027-W03; of a month the weeks that begin in it count."""
    if reader.unit(match, "unit") != "W":
        return None
    number, year = reader.number(match, "ordinal"), reader.number(match, "year")
    month = reader.value(match, "month")
    if year is None and reader.anchor is None:
        return None
    anchored = year is None
    if year is None and reader.anchor:
        future = reader.future(match.start())
        year = reader.anchor.year
        year = nearest_year(reader.anchor, int(month), None, future) or year if month else year
    assert year is not None
    if match["ordinal"] == "l":
        last = date(year, 12, 28) if not month else date(year, int(month), 28)
        value = calendars.week_of(last)
    else:
        first = date(year, int(month), 1) if month else date(year, 1, 4)
        ahead = (8 - first.isoweekday()) % 7 if month else 0
        value = calendars.week_of(first + timedelta(days=ahead + 7 * ((number or 1) - 1)))
    return _time(match, "DATE", value, "week-of")._replace(anchored=anchored)


def rest_of(reader: Reader, match: re.Match[str]) -> Time | None:
    """بقية الأسبوع: from the article's day to the unit's last."""
    anchor, unit = reader.anchor, reader.unit(match, "unit")
    if anchor is None or unit not in ("W", "M", "Y"):
        return None
    if unit == "W":
        last = anchor + timedelta(days=7 - anchor.isoweekday())
    elif unit == "M":
        last = anchor.replace(day=calendars.month_length(anchor.year, anchor.month))
    else:
        last = date(anchor.year, 12, 31)
    return _relative(reader, _time(match, "DATE", f"{anchor}/{last}", "rest-of-unit"))


def numbered_stretch(reader: Reader, match: re.Match[str]) -> Time | None:
    """اليومين الماضيين, الأشهر الستة الماضية: how long, not when."""
    count, unit = counted_units(reader, match)
    if unit is None or count is None:
        return None
    return _time(match, "DURATION", duration(unit, count), "numbered-stretch")


_COUNT = r"(?:[djn#y]_*)"
_UNITS = rf"(?:a?F?(?:{_COUNT}[uP]|gF?[PQ]|[uD]))"
_PIECE = re.compile(rf"(?P<span>{_UNITS})")
_YEAR = r"(?:[uU]?(?P<year>y|j_*)|(?P<unit>U)(?P<shift>[lxcp])?|(?:h(?P<this>U)))"

PATTERNS: list[tuple[str, re.Pattern[str], Build]] = [
    (starts, re.compile(pattern), build)
    for starts, pattern, build in (
        ("ruU", r"[uU]?(?P<day>r_*)(?:,?\(?W\)?)?", near_day),
        ("hU", r"h?(?P<unit>U)(?:\(W\)|W)?", today),
        ("b", r"(?P<night>b_*)", night),
        ("hU", r"(?:h(?P<unit>U)c?(?P<twice>(?!))?(?P<shift>(?!))?)", unit_shifted),
        ("U", r"(?P<unit>U)(?P<twice>[AB])?(?P<shift>[lxcp])", unit_shifted),
        ("Q", r"Q(?:g)?(?P<shift>[lx])", vague_units),
        ("B", rf"B(?P<span>{_UNITS})(?![yMJWoO])", ago),
        ("A", rf"A(?P<span>{_UNITS})(?![yMJWoO])", ahead),
        ("AB", rf"[AB](?P<span>{_UNITS})(?:&?(?P<more>{_UNITS}))?", from_now),
        ("q", rf"(?P<part>q)(?P<ordinal>o_*|l)(?:F?f?{_YEAR})", part_of_year),
        (
            "vhu",
            r"(?:u(?=v))?(?P<this>h)?(?P<season>v)(?:[uU]?(?P<year>y)|(?P<shift>[lxcp]|U[lxcp]))?",
            season,
        ),
        ("K", r"(?P<decade>K)(?P<century>U(?:(?P<ordinal>[on]_*)|(?P<shift>[lc])))?", decade),
        ("U", r"(?P<unit>U)(?P<ordinal>[on]_*)", century),
        ("X", r"(?P<feast>X_*)(?:[uU]?(?P<year>y)H?|(?P<shift>[lx]|U[lxc]))?", feast),
        ("V", r"V_*(?P<twice>A)?(?P<shift>[lxcp])?", weekend),
        (
            "U",
            r"(?P<unit>U)(?P<ordinal>o_*|l)(?:F?f?(?:u?(?P<month>M_*)|[uU]?(?P<year>y|j_*)|(?P<this>hU)))",
            week_of,
        ),
        ("~", r"~h?(?P<unit>U)", rest_of),
        ("EQnjyd#", rf"(?P<span>(?:E|Q\^?{_COUNT}|{_COUNT}[uPQ]))[lxp]", numbered_stretch),
    )
]
