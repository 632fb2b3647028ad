"""Weekdays and days of the running month: الجمعة المقبل, الخميس 21, 25 من الشهر الجاري."""

from __future__ import annotations

import re
from datetime import timedelta

from extractors.numbers.nouns import is_counted
from extractors.times import calendars
from extractors.times.date_reader import DAY, WEEKDAY, Reader, part_before, patterns
from extractors.times.time_words import cue_words
from extractors.times.timex import Time


def day_of_this_month(reader: Reader, match: re.Match[str]) -> Time | None:
    """25 من الشهر الجاري, الخامس من الشهر المقبل, 10 الجاري."""
    day, anchor = reader.number(match, "day"), reader.anchor
    if match["shift"] == "c" and not match["unit"] and not _of_this(reader, match):
        return None
    if not day or not 1 <= day <= 31 or (match["unit"] and reader.unit(match, "unit") != "M"):
        return None
    if part_before(reader, match):
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


def numbered_day_alone(reader: Reader, match: re.Match[str]) -> Time | None:
    """The يوم 31 of "يوم 31 فيما يغادر"; what is counted behind a number is no day."""
    behind = reader.scene.tokens[match.end()]
    if reader.scene.slots[match.start()].value != "D" or is_counted(behind, 31):
        return None
    return weekday_and_number(reader, match)


def nth_weekday(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأحد الثاني: the second one of the running month."""
    number, anchor = reader.number(match, "ordinal") or 0, reader.anchor
    if anchor is None or not 1 <= number <= 5:
        return None
    first = anchor.replace(day=1)
    back = first.isoweekday() - int(reader.value(match, "weekday"))
    found = calendars.day_of(first.year, first.month, 1 - back % -7 + 7 * (number - 1))
    if not found:
        return None
    return Time(
        "DATE", found.isoformat(), match.start(), match.end(), "weekday-of-month", None, True, found
    )


def number_before_hour(reader: Reader, match: re.Match[str]) -> Time | None:
    """The day of "في 15 الساعة 8:00"."""
    hours = reader.scene.slots[match.end()].value
    return weekday_and_number(reader, match) if hours in ("h", "") else None


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


_ALONE = re.compile(r"(?![&WwdlxcpnoFJM(])")


_WEEKLY = re.compile(r"(?:[&,]?[uU]?W){0,6}Fe[uU]")


def weekday(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأربعاء, يوم الجمعة المقبل; bare ones are the latest day past unless the tense is future."""
    wanted = int(reader.value(match, "weekday"))
    shift = match.groupdict().get("shift")
    before = reader.scene.text(match.start() - 1)
    if reader.scene.text(match.end()) in cue_words("not_weekday_after"):
        return None
    if not shift and before in cue_words("not_weekday_before"):
        return None  # سوق الثلاثاء
    if not shift and not cue_words("given_name").isdisjoint({before, before[1:]}):
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


PATTERNS = patterns(
    ("donWuU(", rf"{WEEKDAY}?{DAY}F?f?(?:h(?P<unit>U)(?P<shift>(?!))?)", day_of_this_month),
    ("donWuU(", rf"{WEEKDAY}?{DAY}F?f?(?P<unit>U)(?P<shift>[lxcp])", day_of_this_month),
    ("donWuU(", rf"{WEEKDAY}?{DAY}F?(?P<unit>)(?P<shift>c)", day_of_this_month),
    (
        "WuU",
        r"(?:u?(?P<weekday>W)f?|u)(?P<day>d|(?<=[Wf])[on]_*|(?<=u)o_*)(?=[,.)\nTf&-]|$)",
        weekday_and_number,
    ),
    ("u", r"u(?P<weekday>(?!))?(?P<day>d)(?= )", numbered_day_alone),
    ("WuU", r"[uU]?(?P<weekday>W)(?P<ordinal>o_*)(?=[,.)\n]|$)", nth_weekday),
    ("d", r"(?<=f)(?P<day>d)(?P<weekday>(?!))?(?=[kU]_*a?(?:d|O))", number_before_hour),
    (
        "do",
        r"(?<=f)(?P<day>d|o_*)(?P<weekday>(?!))?(?=fa?(?:d(?::d)?|[On]_*)t)",
        weekday_and_number,
    ),
    (
        "WuU",
        r"[uU]?(?P<weekday>W)[Ff]?(?P<this>h)?(?P<unit>U)(?P<shift>[lxcp])?",
        weekday_of_week,
    ),
    ("WuU(", r"(?:[uU](?=\(?W))?\(?(?P<weekday>W)(?P<shift>[lxp])?(?<!\(W)\)?", weekday),
)
