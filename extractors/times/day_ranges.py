"""Days and years told as a range or a list: من 4 إلى 22 يناير, بين الجمعة والأحد, 2014-2018."""

from __future__ import annotations

import re
from datetime import timedelta

from extractors.numbers.nouns import is_counted
from extractors.times import calendars
from extractors.times.simple_times import DAY_VALUE, PRINTED_DAYS, Composer
from extractors.times.timex import Time

_DAYS = re.compile(
    r"(?P<one>d|[on]_*)(?P<link>[T\-&|]?)(?P<two>d|[on]_*)(?=F?f?(?:[uU]?[MJ]|hU|U[lxcp]))"
)
_MONTH_TAIL = re.compile(r"F?f?(?:(?P<this>h)U|U(?P<shift>[lxcp]))")
_YEARS = re.compile(
    r"(?P<one>y)H?(?:T[uU]?|[\-/]|(?:(?<=Ny)|(?<=Nuy)|(?<=N_y)|(?<=N_uy))(?P<and>&)[uU]?)(?P<two>y)(?:(?P<era>H)|G)?"
)
_SLASHED_YEARS = re.compile(r"[uU]Y?(?P<one>y)H?[/\-](?P<two>y)(?P<era>H)?(?P<and>(?!))?G?(?!/)")
_WORDED_YEARS = re.compile(
    r"(?<=F)(?P<one>j_*)T[uU]?(?P<two>j_*)(?P<era>(?!))?(?P<and>(?!))?(?=[,.)\nfFB]|$)"
)
_DUAL_SHIFTS = {
    "الماضيين", "المنصرمين", "الفايتين", "الاخيرين", "السابقين", "المقبلين", "القادمين", "الجاريين",
}  # fmt: skip
_NEAR_DAYS = {"today", "near-day"}
_STEP = {"l": -1, "p": -1, "x": 1, "c": 0}


class DayRanges(Composer):
    """Reads the ranges of days and years of one scene."""

    def through(self, time: Time) -> Time | None:
        """من 2 أكتوبر إلى 22 أكتوبر is 2016-10-02/2016-10-22."""
        link = self.symbols[time.last : time.last + 1]
        until = self.simple.at(time.last + 1)
        if not link or link not in "T-":
            apart = link == "&"
            until = until if apart else self.simple.at(time.last) if link else None
            joined = apart or self.scene.text(time.last).startswith("و")
            if not until or not joined or time.rule in _NEAR_DAYS:
                return None
            pair = self._pair_of_weekdays(time, until)
            if pair or not self._between(time.first):
                return pair
        rules = {until.rule, time.rule} if until else set()
        if not (rules <= PRINTED_DAYS or rules == _NEAR_DAYS):
            return None
        if not until or until.type != "DATE" or not DAY_VALUE.match(until.value):
            return None
        time = self._in_year_of(time, until)
        if until.value <= time.value:
            return None
        value = f"{time.value}/{until.value}"
        return time._replace(
            value=value, last=until.last, rule="day-range", anchored=time.anchored or until.anchored
        )

    def months(self, time: Time) -> Time | None:
        """من يناير إلى مارس 2020 is 2020-01/2020-03; months that both have years stay two."""
        link = self.symbols[time.last : time.last + 1]
        joined = self._between(time.first) and self.scene.text(time.last).startswith("و")
        if time.rule != "month" or not (joined or link in ("T", "-")):
            return None
        until = self.simple.at(time.last + (not joined or link == "&"))
        if not until or until.rule not in ("month", "month-year"):
            return None
        begins = self._in_year_of(time, until).value
        if "X" in begins or begins == until.value:
            return None
        if begins > until.value:
            begins = f"{int(begins[:4]) - 1:04d}{begins[4:]}"
        return until._replace(value=f"{begins}/{until.value}", first=time.first, rule="month-range")

    def _in_year_of(self, time: Time, until: Time) -> Time:
        """The first end of a range whose year is printed with the last one only."""
        if time.rule not in ("day-month", "month") or until.rule not in (
            "day-month-year",
            "month-year",
        ):
            return time
        year = int(until.value[:4]) - (time.value[4:] > until.value[4:])
        return time._replace(value=f"{year:04d}{time.value[4:]}", anchored=False)

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
        return self.symbols.endswith(("N", "N_"), 0, token)

    def days(self, token: int) -> Time | None:
        """من 4 إلى 22 يناير as one interval; of "28 و29 يوليو" the first."""
        match = _DAYS.match(self.symbols, token)
        if not match:
            return None
        first, last = (self.reader.number(match, g) for g in ("one", "two"))
        link, two = match["link"], match.start("two")
        if not link and not self.scene.text(two).startswith("و"):
            return None
        until = self.simple.at(two) or self._day_of_month(two, match.end(), last)
        if not first or not last or not until or not DAY_VALUE.match(until.value):
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

    def _are_years(self, match: re.Match[str], first: int) -> bool:
        """What و joins are years behind عامي, or where they may be and nothing is counted."""
        begin, last = match.start("one"), match.end()
        if self.symbols[begin - 1] == "u":
            return True
        ranging = any(self.scene.text(begin - n).endswith("تراوح") for n in (2, 3, 4))
        tokens = self.scene.tokens
        counted = last < len(tokens) and is_counted(tokens[last], first)
        return first >= 1700 and not ranging and not counted

    def _of_two_years(self, first: int, last: int) -> bool:
        """The end of one and the beginning of another: موسم 2010/2011 إلى 2014/2015."""
        before, behind = self.symbols[max(0, first - 2) : first], self.symbols[last : last + 2]
        return before in ("y/", "y-") or behind in ("/y", "-y") or "/" in before[1:] + behind[:1]

    def years(self, token: int) -> Time | None:
        """2014-2018, من 2014 إلى 2018, من ألفين إلى ألفين وعشرة."""
        match = _YEARS.match(self.symbols, token) or _WORDED_YEARS.match(self.symbols, token)
        match = match or _SLASHED_YEARS.match(self.symbols, token)
        if not match:
            return None
        first, last = self.reader.number(match, "one"), self.reader.number(match, "two")
        school = match.re is _SLASHED_YEARS
        if first and last and school:
            first, last = min(first, last), max(first, last)  # 1437/1436
        if not first or not last or not 500 <= first < last <= 2100:
            return None
        if school and last > first + 1:
            return None
        if not school and self._of_two_years(token, match.end()):
            return None
        if match["and"] and not self._are_years(match, first):
            return None
        common = first < calendars.FIRST_HIJRI or self.symbols.startswith("G", match.end("two"))
        if match["era"] or (last <= calendars.LAST_HIJRI and not common):
            begins, ends = calendars.hijri_year(first), calendars.hijri_year(last)
            if not begins or not ends:
                return None
            value = f"{begins[0]}/{ends[1]}"
            return Time("DATE", value, token, match.end(), "year-range")
        return Time("DATE", f"{first:04d}/{last:04d}", token, match.end(), "year-range")
