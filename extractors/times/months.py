"""Months: يونيو (حزيران) 2014, مايو الماضي, سبتمبر من العام المقبل."""

from __future__ import annotations

import re

from extractors.times.date_reader import (
    MONTH,
    ONE_MONTH,
    YEAR,
    Reader,
    may_stand_alone,
    month_of,
    of_year,
    patterns,
    tense_of,
    year_of,
)
from extractors.times.time_words import cue_words
from extractors.times.timex import Time, nearest_year


def month_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """يونيو (حزيران) 2014; مايو الماضي; يوليو تموز."""
    month, year = month_of(reader, match), year_of(reader, match)
    if not month or not may_stand_alone(reader, match):
        return None
    if match.end() - match.start() == 1 and match.string[match.start() - 1 : match.start()] == "d":
        return None  # the month of a day that was declined
    if _of_named_day(reader, match.start()) or _is_quoted(reader, match):
        return None
    anchored = year is None
    if year is None and not _of_another_year(reader, match.end()):
        year = _month_in(reader, match, month)
    value = f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}"
    rule = "month" if match.start("year") < 0 else "month-year"
    return Time(
        "DATE", value, match.start(), match.end(), rule, None, anchored and year is not None
    )


def _is_quoted(reader: Reader, match: re.Match[str]) -> bool:
    """«أكتوبر» is a town; تسليم «سبتمبر» a month of delivery."""
    text = reader.scene.text
    marks = text(match.start() - 1) + text(match.end())
    return marks in ("«»", '""', "“”") and text(match.start() - 2) not in ("تسليم", "شهر", "عقود")


def _of_named_day(reader: Reader, token: int) -> bool:
    """The أكتوبر of "مدينة السادس من أكتوبر"."""
    day = reader.scene.symbols.rfind("o", max(0, token - 3), token)
    return day > 0 and reader.scene.text(day - 1) in cue_words("named_after_day")


def _of_another_year(reader: Reader, token: int) -> bool:
    """سبتمبر من السنة نفسها: the year was told elsewhere."""
    text = reader.scene.text
    return text(token) == "من" and text(token + 2) in ("نفسه", "نفسها", "ذاته", "ذاتها")


def _month_in(reader: Reader, match: re.Match[str], month: int) -> int | None:
    groups = match.groupdict()
    anchor = reader.anchor
    if anchor is None:
        return None
    told = of_year(reader, match)
    if told:
        return told
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
    return nearest_year(anchor, month, None, tense_of(reader, match, None))


def _is_deadline(match: re.Match[str]) -> bool:
    """قبل نهاية يناير: what is due by then lies ahead."""
    return match.string.endswith(("Bs", "Ts"), 0, match.start())


PATTERNS = patterns(
    (
        "Mu",
        rf"u?{ONE_MONTH}(?:{YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?",
        month_year,
    ),
    (
        "Mu",
        rf"u?{MONTH}(?:{YEAR}|F?f?(?P<ofyear>U[lxcp]|hU)|(?P<shift>[lxcp]))?",
        month_year,
    ),
)
