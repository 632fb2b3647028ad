"""Every time expression of a text as a TIMEX3 value, relative ones seen from the article's day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.records import Date, Mention
from extractors.rules import mention, of_kind, without_overlap
from extractors.text import Document
from extractors.times import (
    calendar_dates,
    calendars,
    clock_times,
    durations,
    relative_dates,
    weekdays,
)
from extractors.times.date_reader import Build, Reader
from extractors.times.time_words import Scene, cue_words
from extractors.times.timex import Time, shifted

RULE_IDS = (
    "day-month", "day-month-year", "month", "month-year", "numeric-day", "hijri-day", "hijri-month",
    "hijri-year", "year", "weekday", "near-day", "today", "near-night", "unit-shifted",
    "vague-stretch", "ago", "ahead", "part-of-year", "season", "decade", "century", "feast",
    "weekend", "numbered-stretch", "counted-duration", "duration-and-half", "part-of-unit",
    "one-unit", "compound-duration", "every", "rhythm", "clock", "part-of-day", "part-of-period",
    "day-range", "year-range", "listed-day",
    "listed-duration", "numeric-month", "day-of-this-month", "numbered-weekday", "weekday-of-week", "week-of", "weekday-of-month", "from-now", "rest-of-unit", "weekday-set",
)  # fmt: skip

_DAY_VALUE = re.compile(r"(?:[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d)$")
_PERIOD = re.compile(r"(?:[\dX]{2,4}|[\dX]{4}-(?:[\dX]{2}|W[\dX]{2}|S[PU]|FA|WI|[HQ]\d))$")
_DAYS = re.compile(
    r"(?P<one>d|[on]_*)(?P<link>[T\-&|]?)(?P<two>d|[on]_*)(?=F?f?(?:[uU]?[MJ]|hU|U[lxcp]))"
)
_MONTH_TAIL = re.compile(r"F?f?(?:(?P<this>h)U|U(?P<shift>[lxcp]))")
_YEARS = re.compile(r"(?P<one>y)H?(?:T[uU]?|[\-/])(?P<two>y)(?:(?P<era>H)|G)?")
_WORDED_YEARS = re.compile(r"(?<=F)(?P<one>j_*)T[uU]?(?P<two>j_*)(?P<era>(?!))?(?=[,.)\nfFB]|$)")
_PRINTED_DAYS = {
    "day-month", "day-month-year", "numeric-day", "hijri-day", "weekday", "numbered-weekday",
    "weekday-of-month",
}  # fmt: skip
# The units that may stand before what a rule reads: يوم الخميس, شهر يناير, فصل الصيف.
_TITLES = {
    **dict.fromkeys(_PRINTED_DAYS | {"near-day", "weekday-of-week"}, "D"),
    **dict.fromkeys(("month", "month-year", "hijri-month"), "M"),
    "season": "S",
}
_DUAL_SHIFTS = {
    "الماضيين", "المنصرمين", "الفايتين", "الاخيرين", "السابقين", "المقبلين", "القادمين", "الجاريين",
}  # fmt: skip
_NEAR_DAYS = {"today", "near-day"}
_STEP = {"l": -1, "p": -1, "x": 1, "c": 0}


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """The dates of the document, none within another, read over the numbers in ``found``."""
    scene = Scene(document, of_kind(found, "number"))
    anchor = article_day(scene, document.article.published)
    expressions = Expressions(Reader(scene, anchor))
    return without_overlap(_mention(scene, time, anchor) for time in expressions.all())


def _mention(scene: Scene, time: Time, anchor: date | None) -> Mention:
    said = anchor.isoformat() if time.anchored and anchor else None
    fact = Date(time.type, time.value, said, time.mod)
    end = scene.tokens[time.last - 1].end
    return mention(scene.document, "date", scene.start_of(time.first), end, time.rule, fact)


def article_day(scene: Scene, published: date | None) -> date | None:
    """The day that the article's "today" means. A weekday printed with it (اليوم الخميس, أمس
    الأربعاء) wins over the day of publication: then it is the nearest earlier day that fits."""
    if published is None:
        return None
    latest = None
    for match in _WEEKDAY_SAID.finditer(scene.symbols):
        named = scene.slots[match.start("weekday")].value
        said = scene.slots[match.start()]
        if match[0][0] == "U" and said.value != "D":
            continue
        offset = int(said.value) if match[0][0] == "r" else 0
        back = (published.isoweekday() - int(named) + offset) % 7
        if not back:
            return published
        latest = latest or published - timedelta(days=back)
    return latest or published


_WEEKDAY_SAID = re.compile(r"[Ur]_*,?\(?(?P<weekday>W)")


def _by_symbol() -> dict[str, list[tuple[re.Pattern[str], Build]]]:
    table: dict[str, list[tuple[re.Pattern[str], Build]]] = {}
    for module in (calendar_dates, weekdays, relative_dates, durations, clock_times):
        for starts, pattern, build in module.PATTERNS:
            for symbol in starts:
                table.setdefault(symbol, []).append((pattern, build))
    return table


_PATTERNS = _by_symbol()
_STARTS = re.compile("[tzs" + re.escape("".join(_PATTERNS)) + "]")


class Expressions:
    """Composes simple times: part of day and day, day and clock, first and last day."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.scene = reader.scene
        self.symbols = reader.scene.symbols

    def all(self) -> list[Time]:
        """All expressions, in order of their first token; they may overlap."""
        found = []
        for match in _STARTS.finditer(self.symbols):
            time = self.at(match.start())
            if time:
                found.append(time)
        return found

    def at(self, token: int) -> Time | None:
        """The longest expression that starts at a token."""
        symbol = self.symbols[token]
        if symbol in "tz":
            return self.part_of_day(token)
        if symbol == "s":
            return self.part_of_period(token)
        days = self.days(token) if symbol in "don" else None
        if days:
            return days
        years = self.years(token) if symbol in "yj" else None
        time = years or self.simple(token)
        return self.extended(time) if time else None

    def simple(self, token: int) -> Time | None:
        """The longest expression one pattern reads at a token."""
        best: Time | None = None
        if token >= len(self.symbols):
            return None
        for pattern, build in _PATTERNS.get(self.symbols[token], ()):
            match = pattern.match(self.symbols, token)
            time = build(self.reader, match) if match else None
            if not time or self._mistitled(time):
                continue
            if best is None or time.last - time.first > best.last - best.first:
                best = time
        return best

    def _mistitled(self, time: Time) -> bool:
        """A unit stands before a name that it does not fit: عقد الخميس is no "يوم الخميس"."""
        if self.symbols[time.first] not in "uU" or time.rule not in _TITLES:
            return False
        return self.scene.slots[time.first].value not in _TITLES[time.rule]

    def part_of_day(self, token: int) -> Time | None:
        """مساء يوم السبت is 2015-07-25TEV; منتصف ليل the end of its day."""
        last = token + 1
        while last < len(self.symbols) and self.symbols[last] == "_":
            last += 1
        if self.symbols[last : last + 1] == "F":
            last += 1
        day = self.simple(last)
        if not day or not _DAY_VALUE.match(day.value) or day.type != "DATE":
            return None
        part = "T24:00" if self.symbols[token] == "z" else self.scene.slots[token].value
        time = day._replace(type="TIME", value=day.value + part, first=token, rule="part-of-day")
        hour = self._clock(time.last)
        if not hour:
            return time
        # مساء اليوم الساعة 9
        clock = clock_times.on_the_clock(int(hour.value[1:3]), part)
        value = f"{day.value}T{clock:02d}{hour.value[3:]}"
        return time._replace(value=value, last=hour.last, rule="clock")

    def _clock(self, token: int) -> Time | None:
        while self.symbols[token : token + 1] and self.symbols[token] in ",fa":
            token += 1
        if self.symbols[token : token + 1] not in ("k", "U", "d"):
            return None
        time = self.simple(token)
        return time if time and time.rule == "clock" else None

    def part_of_period(self, token: int) -> Time | None:
        """مطلع الشهر القادم, نهاية العام, منتصف مارس 2011: the period with ``mod``."""
        mod = self.scene.slots[token].value
        inner = token + 1
        if self.symbols[inner : inner + 1] == "_":
            return None
        if self.symbols[inner : inner + 1] == "F":
            inner += 1
        time = self._year(inner) or self.simple(inner) or self._this_unit(inner)
        if not time or time.type != "DATE":
            return None
        if time.rule == "hijri-month":
            if self.scene.text(token).endswith("غره"):
                first = date.fromisoformat(time.value.split("/")[0])
                return time._replace(
                    value=first.isoformat(), first=token, rule="hijri-day", day=first
                )
            time = time._replace(value=_of_span(time.value, mod))
        if not _PERIOD.match(time.value):
            return None
        if self.scene.text(token).endswith("فاتح"):
            return self._first_of_month(token, time)
        this = time.rule == "this-unit" or self.symbols[inner] == "h"
        if mod == "END" and this and "-W" in time.value:
            time = time._replace(value=time.value + "-WE")
        return time._replace(first=token, rule="part-of-period", mod=mod)

    def _first_of_month(self, token: int, time: Time) -> Time | None:
        """فاتح ماي is its first day, in the Maghreb's papers."""
        if time.rule not in ("month", "month-year") or (
            self.scene.text(token - 1) in cue_words("named_after_day")
        ):
            return None
        return time._replace(value=time.value + "-01", first=token, rule="day-month")

    def _year(self, token: int) -> Time | None:
        if self.symbols[token : token + 1] != "y":
            return None
        return Time("DATE", f"{self.scene.slots[token].number:04d}", token, token + 1, "year")

    def _this_unit(self, token: int) -> Time | None:
        """The العام of نهاية العام: this one."""
        slot = self.scene.slots.get(token)
        if not slot or self.symbols[token] != "U" or slot.value not in "YMWEC":
            return None
        if self.scene.text(token + 1) in ("الهجريه", "الهجري"):
            return None
        value = shifted(self.reader.anchor, slot.value, 0)
        return Time(
            "DATE", value, token, token + 1, "this-unit", None, self.reader.anchor is not None
        )

    def extended(self, time: Time) -> Time:
        """The time with the part of day, hour or last day that follows it."""
        if time.rule == "clock":
            return self._clock_on_day(time)
        if time.type != "DATE" or not _DAY_VALUE.match(time.value):
            return time
        through = self._through(time)
        if through:
            return through
        hour = self._clock(time.last)
        if hour:
            return time._replace(
                type="TIME", value=time.value + hour.value, last=hour.last, rule="clock"
            )
        return self._daypart_behind(time)

    def _daypart_behind(self, time: Time) -> Time:
        """أمس مساء; not the daypart that belongs to a day of its own."""
        token = time.last + (self.symbols[time.last : time.last + 1] == "f")
        if self.symbols[token : token + 1] != "t" or self.part_of_day(token):
            return time
        value = time.value + self.scene.slots[token].value
        last = token + 1
        while self.symbols[last : last + 1] == "_":
            last += 1
        return time._replace(type="TIME", value=value, last=last, rule="part-of-day")

    def _clock_on_day(self, time: Time) -> Time:
        """الخامسة والنصف من مساء أمس; without a day, the last one the sentence named, else the
        article's own."""
        token = time.last
        while self.symbols[token : token + 1] and self.symbols[token] in ",Ff":
            token += 1
        day = self.simple(token) if self.symbols[token : token + 1] != "t" else None
        if self.symbols[token : token + 1] == "t":
            evening = self.part_of_day(token)
            if evening and _DAY_VALUE.match(evening.value[:10]):
                hour = clock_times.on_the_clock(int(time.value[1:3]), evening.value[10:])
                clock = f"T{hour:02d}{time.value[3:]}"
                return time._replace(
                    value=evening.value[:10] + clock, last=evening.last, anchored=evening.anchored
                )
        if day and day.type == "DATE" and _DAY_VALUE.match(day.value):
            return time._replace(value=day.value + time.value, last=day.last, anchored=day.anchored)
        return self._on_known_day(time)

    def _on_known_day(self, time: Time) -> Time:
        anchor = self.reader.anchor
        if anchor is None:
            return time
        return time._replace(value=anchor.isoformat() + time.value, anchored=True)

    def _through(self, time: Time) -> Time | None:
        """من 2 أكتوبر إلى 22 أكتوبر is 2016-10-02/2016-10-22."""
        link = self.symbols[time.last : time.last + 1]
        until = self.simple(time.last + 1)
        if not link or link not in "T-":
            apart = link == "&"
            until = until if apart else self.simple(time.last) if link else None
            joined = apart or self.scene.text(time.last).startswith("و")
            if not until or not joined or time.rule in _NEAR_DAYS:
                return None
            pair = self._pair_of_weekdays(time, until)
            if pair or not self._between(time.first):
                return pair
        rules = {until.rule, time.rule} if until else set()
        if not (rules <= _PRINTED_DAYS or rules == _NEAR_DAYS):
            return None
        if not until or until.type != "DATE" or not _DAY_VALUE.match(until.value):
            return None
        if until.value <= time.value:
            return None
        value = f"{time.value}/{until.value}"
        return time._replace(
            value=value, last=until.last, rule="day-range", anchored=time.anchored or until.anchored
        )

    def _pair_of_weekdays(self, time: Time, until: Time) -> Time | None:
        """الخميس والجمعة الماضيين, بين الجمعة والأحد: the first day is the last one before the second."""
        between = self._between(time.first)
        both = between or self.scene.text(until.last - 1) in _DUAL_SHIFTS
        if not both or {time.rule, until.rule} != {"weekday"} or not time.day or not until.day:
            return None
        back = (until.day - time.day).days % 7
        if not back or (back > 1 and not between):
            return None
        value = f"{until.day - timedelta(days=back)}/{until.day}"
        return time._replace(value=value, last=until.last, rule="day-range")

    def _between(self, token: int) -> bool:
        """بين or ما بين stands directly before a token."""
        return self.symbols[:token].endswith(("N", "N_"))

    def days(self, token: int) -> Time | None:
        """من 4 إلى 22 يناير as one interval; of "28 و29 يوليو" the first."""
        match = _DAYS.match(self.symbols, token)
        if not match:
            return None
        first, last = (self.reader.number(match, g) for g in ("one", "two"))
        link, two = match["link"], match.start("two")
        if not link and not self.scene.text(two).startswith("و"):
            return None
        until = self.simple(two) or self._day_of_month(two, match.end(), last)
        if not first or not last or not until or not _DAY_VALUE.match(until.value):
            return None
        begin = self._days_before(until, last - first) or self._same_month(until.value, first)
        if not begin:
            return None
        spanned = self._between(token)
        if (link in ("", "&", "|") and not spanned) or begin >= until.value:
            return until._replace(
                value=begin, first=token, last=match.end("one"), rule="listed-day"
            )
        return until._replace(value=f"{begin}/{until.value}", first=token, rule="day-range")

    def _days_before(self, until: Time, days: int) -> str | None:
        """The first day of a list whose last one is Hijri; None for other calendars."""
        if until.rule != "hijri-day" or until.day is None or days < 1:
            return None
        return (until.day - timedelta(days=days)).isoformat()

    def _same_month(self, value: str, day: int) -> str | None:
        if value.startswith("XXXX-W") or not 1 <= day <= 31:
            return None
        return f"{value[:8]}{day:02d}"

    def _day_of_month(self, token: int, tail: int, day: int | None) -> Time | None:
        """The 22 of "22 هذا الشهر"."""
        match = _MONTH_TAIL.match(self.symbols, tail)
        anchor = self.reader.anchor
        if not match or not day or not anchor:
            return None
        unit = next(i for i in range(match.start(), match.end()) if self.symbols[i] == "U")
        if self.scene.slots[unit].value != "M":
            return None
        year, month = calendars.month_shifted(anchor, _STEP.get(match["shift"] or "c", 0))
        found = calendars.day_of(year, month, day)
        if not found:
            return None
        return Time("DATE", found.isoformat(), token, match.end(), "day-month", None, True, found)

    def years(self, token: int) -> Time | None:
        """2014-2018, من 2014 إلى 2018, من ألفين إلى ألفين وعشرة."""
        match = _YEARS.match(self.symbols, token) or _WORDED_YEARS.match(self.symbols, token)
        if not match:
            return None
        first, last = self.reader.number(match, "one"), self.reader.number(match, "two")
        if not first or not last or not calendars.FIRST_HIJRI <= first < last <= 2100:
            return None
        if match["era"] or last <= calendars.LAST_HIJRI:
            begins, ends = calendars.hijri_year(first), calendars.hijri_year(last)
            if not begins or not ends:
                return None
            value = f"{begins[0]}/{ends[1]}"
            return Time("DATE", value, token, match.end(), "year-range")
        return Time("DATE", f"{first:04d}/{last:04d}", token, match.end(), "year-range")


def _of_span(span: str, mod: str) -> str:
    """The Gregorian month that the beginning, middle or end of an interval of days lies in."""
    first, last = (date.fromisoformat(day) for day in span.split("/"))
    day = {"START": first, "END": last}.get(mod, first + (last - first) / 2)
    return day.isoformat()[:7]
