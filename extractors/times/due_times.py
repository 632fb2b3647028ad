"""Times that stand bare where nothing but a time is due: behind the coming and going of who speaks
(سأعود 22-4, سأرحل الصيف, عدت إلى الحادي والعشرين) and behind an alarm clock (المنبه على عشرة وخمسة)."""

from __future__ import annotations

import re

from extractors.times.clock_times import on_the_clock
from extractors.times.date_reader import Reader, made, patterns
from extractors.times.day_months import gregorian
from extractors.times.numeric_dates import numeric, short_numeric
from extractors.times.timex import Time
from extractors.times.weekdays import weekday_and_number

_NOON = 12


def bare_day(reader: Reader, match: re.Match[str]) -> Time | None:
    """عدت إلى 27, سأعود في الثاني والعشرين, عدت للثلاثين: the day of this month so numbered."""
    day, before = reader.number(match, "day") or 0, match.string[match.start() - 1]
    if not _phrase_ends(reader, match.end()):
        return None
    joined = reader.scene.text(match.start()).startswith("ل")
    feminine = match.string[match.start()] == "O"
    if (before == "@" and not joined) or (feminine and day <= _NOON):
        return None
    if before == "f" and match.string[match.start()] == "d" and day <= _NOON:
        return None  # an hour as well
    return weekday_and_number(reader, match)


def bare_hour(reader: Reader, match: re.Match[str]) -> Time | None:
    """سأعود في السابعة."""
    hour = reader.number(match, "hour") or 0
    if not 1 <= hour <= _NOON or not _phrase_ends(reader, match.end()):
        return None
    return made(match, "TIME", f"T{hour:02d}:00", "clock")


def hour_of_today(reader: Reader, match: re.Match[str]) -> Time | None:
    """سأعود 8 هذا الصباح, سأعود 10، الليلة, سأعود هذه الليلة في 7."""
    hour, night = reader.number(match, "hour") or 0, match.start("night") >= 0
    if (night and reader.unit(match, "night") != "N") or not 1 <= hour <= _NOON:
        return None
    hour = on_the_clock(hour, "TNI" if night else reader.value(match, "part"))
    return made(match, "TIME", f"T{hour:02d}:00", "clock")


def hour_and_minute(reader: Reader, match: re.Match[str]) -> Time | None:
    """عشرة وخمسة وأربعين, أحد عشر وخمسة: hour and minute as two numbers read out."""
    hour, minute = reader.number(match, "hour"), reader.number(match, "minute")
    if minute is None and hour is not None:  # ثمانية وأربعين, for no hour is the 48th
        minute, hour = hour - hour % 10, hour % 10
    if match.start("part") < 0 and not _phrase_ends(reader, match.end()):
        return None
    if hour is None or minute is None or not 1 <= hour <= 24 or not 0 < minute < 60:
        return None
    hour = on_the_clock(hour, reader.value(match, "part"))
    return made(match, "TIME", f"T{hour:02d}:{minute:02d}", "clock") if hour < 24 else None


def glued_hour(reader: Reader, match: re.Match[str]) -> Time | None:
    """سأعود 340 مساءً."""
    digits = re.fullmatch(r"(\d{1,2})(\d\d)", reader.scene.text(match.start()))
    if not digits or int(digits[2]) >= 60:
        return None
    hour = on_the_clock(int(digits[1]), reader.value(match, "part"))
    return made(match, "TIME", f"T{hour:02d}:{digits[2]}", "clock") if hour < 24 else None


def dotted(reader: Reader, match: re.Match[str]) -> Time | None:
    """سأخرج 2015.3, سأعود في 4.22: a month, or a day and month, with a dot between."""
    printed = re.fullmatch(r"(\d{1,4})[.,](\d{1,2})", reader.scene.text(match.start()))
    if not printed:
        return None
    first, second = int(printed[1]), int(printed[2])
    if 1900 <= first <= 2100 and 1 <= second <= 12:
        return made(match, "DATE", f"{first:04d}-{second:02d}", "numeric-month")
    day, month = (second, first) if first <= 12 < second else (first, second)
    if not 1 <= month <= 12 or not 1 <= day <= 31 or len(printed[2]) < 2:
        return None
    time = gregorian(reader, match, None, month, day, None)
    return time._replace(rule="numeric-day") if time else None


def _phrase_ends(reader: Reader, token: int) -> bool:
    tokens = reader.scene.tokens
    return token >= len(tokens) or tokens[token].kind in "bp"


_NUMBER = r"(?P<weekday>(?!))?(?P<day>d|[onO]_*)"
_TWO = r"(?P<hour>n_*)(?P<minute>n_*)"
_DUE = r"(?:(?<=@)|(?<=@f)|(?<=@_))"

PATTERNS = patterns(
    ("d", r"(?<=@)(?P<a>d)[/\-](?P<b>d)(?![/\-]?[dy])(?P<year>(?!))?", short_numeric),
    ("d", r"(?<=@)(?P<a>d)/(?P<b>d),(?P<c>[dy])(?![\w:/\-_#])(?P<era>(?!))?", numeric),
    ("donO", rf"(?:(?<=@)|(?<=@T)|(?<=@f)){_NUMBER}", bare_day),
    ("O", r"(?<=@f)(?P<hour>O_*)", bare_hour),
    ("d", r"(?<=@)(?P<hour>d),?(?:h(?P<part>t_*)|(?P<night>h?U))", hour_of_today),
    ("hU", r"(?<=@)(?P<night>h?U)f(?P<hour>d)(?![\w:/\-_#])", hour_of_today),
    ("n", rf"{_DUE}{_TWO}(?P<part>t_*)?", hour_and_minute),
    ("n", rf"{_DUE}(?P<hour>n_*)(?P<part>t_*)?", hour_and_minute),
    ("#y", r"(?<=@)[#y](?P<part>t_*)", glued_hour),
    ("#", rf"{_DUE}#(?![\w:/\-_#])(?P<year>(?!))?", dotted),
)
