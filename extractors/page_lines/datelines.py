"""Moments as Arabic papers print them above a story: "● أخبار سورية ٢٤ أكتوبر ٢٠٢٥", "نشر في 24/10/2025 - 10:11".

Below the extractors: `lines` asks whether a line is a dateline, the cleaner reads its moment. Only whole
dates count (day, month and year); a bare year is none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from hijridate import Hijri

from extractors.rules import load_rows
from extractors.text import fold


class Moment(NamedTuple):
    """A printed day, with its clock where one is printed.

    ``utc_offset`` is minutes east of UTC where the line names it (GMT: 0), else None: local time.
    ``rest`` is what else the line says, date words and labels taken out.
    """

    day: date
    hour: int | None
    minute: int | None
    utc_offset: int | None
    rest: str
    label: str  # published, updated or ""


class Ago(NamedTuple):
    """A moment told by its distance: "قبل ساعتين" is two hours. ``exact`` is false for days and more."""

    distance: timedelta
    exact: bool


def _names(calendar: str) -> dict[str, int]:
    # Themes that nobody translated print English and French months; no sentence of a story does.
    rows = (*load_rows("months"), *load_rows("latin_months"))
    return {
        fold(name).strip(): int(row["month"])
        for row in rows
        if row["calendar"] == calendar
        for name in row["surface"].split("|")
    }


@cache
def months(calendar: str) -> dict[str, int]:
    """The folded names of a calendar's months (``gregorian``, ``hijri``) and their numbers."""
    return _names(calendar)


def _alternatives(calendar: str) -> str:
    return "|".join(
        re.escape(n).replace(r"\ ", r"\s+") for n in sorted(months(calendar), key=len, reverse=True)
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    gregorian, hijri = _alternatives("gregorian"), _alternatives("hijri")
    more = rf"(?:\s*[/\-–(ـ]+\s*(?:{gregorian})\s*\)?)*"
    return (
        re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})\s*[\-/.]?\s*(?:من\s+)?(?:شهر\s+)?(?P<mon>{gregorian})(?!\w){more}"
            r"\s*[،,\-–/.|]?\s*(?:عام\s+|سنه\s+)?(?P<y>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(
            rf"(?<!\w)(?P<mon>{gregorian})(?!\w){more}\s+(?P<d>\d{{1,2}})\s*[،,\s]\s*(?P<y>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(
            r"(?<![\d/.\-])(?P<y>(?:19|20)\d\d)\s?(?P<s>[/\-.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)"
        ),
        re.compile(
            r"(?<![\d/.\-])(?P<d>\d{1,2})\s?(?P<s>[/\-.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(
            rf"(?<!\d)(?P<d>\d{{1,2}})\s*[\-/]?\s*(?:من\s+)?(?P<hmon>{hijri})(?!\w)\s*[،,\-/]?\s*(?P<y>1[34]\d\d)(?!\d)(?:\s*ه(?!\w))?"
        ),
        re.compile(
            rf"(?<!\w)(?P<hmon>{hijri})\s+(?P<d>\d{{1,2}})\s*[،,]\s*(?P<y>1[34]\d\d)(?!\d)(?:\s*ه(?!\w))?"
        ),
        re.compile(
            r"(?<![\d/.\-])(?P<y>1[34]\d\d)(?P<s>[/\-])(?P<hm>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)(?:\s*ه(?!\w))?"
        ),
        re.compile(
            r"(?<![\d/.\-])(?P<d>\d{1,2})(?P<s>[/\-])(?P<hm>\d{1,2})(?P=s)(?P<y>1[34]\d\d)(?!\d)(?:\s*ه(?!\w))?"
        ),
    )


_CLOCK = re.compile(
    r"(?<![\d:/.])(?P<h>\d{1,2})\s?[:٫h]\s?(?P<min>\d\d)(?::(?P<s>\d\d))?(?!\d)\s*(?P<half>صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|[صم](?!\w)|[ap]\.?m\b)?"
    r"|(?:الساعه)\s+(?P<h2>\d{1,2})(?!\d)\s*(?P<half2>صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|[صم](?!\w))"
    r"|(?P<before>(?<!\w)(?:صباحا|مساء|[صم]|[ap]m))\s*(?P<h3>\d{1,2}):(?P<min3>\d\d)(?!\d)"
)
_ZONE = re.compile(
    r"(?<![a-z])(?P<named>gst|ast|ksa|eest|eet|cest|cet)(?![a-z])|(?:gmt|utc)\s*(?P<off>[+\-]\s?\d{1,2}(?::?\d\d)?)?|ت\s?\.?\s?غ(?!\w)|(?:توقيت\s+)?[غج]رين[يت]*تش",
    re.I,
)
_NAMED_ZONES = {"gst": 240, "ast": 180, "ksa": 180, "eest": 180, "eet": 120, "cest": 120, "cet": 60}
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_MOST_LETTERS = 300  # a line that prints a date is no paragraph


def read_moment(text: str) -> Moment | None:
    """The first whole date of a line with its clock; Gregorian before Hijri. None where there is none."""
    if len(text) > _MOST_LETTERS or not _DIGIT.search(text):
        return None
    folded = fold(text).lower()
    found = _first_date(folded)
    if not found:
        return None
    day, spans, days = found
    clock = _CLOCK.search(_blank(folded, spans))
    hour, minute = _read_clock(clock) if clock else (None, None)
    if clock:
        spans.append(clock.span())
    zone = _ZONE.search(folded)
    label, rest = _label_and_rest(text, _blank(folded, spans), days)
    return Moment(day, hour, minute, _read_zone(zone) if zone else None, rest, label)


def is_update(text: str) -> bool:
    """Whether a line's labels say that its date is that of a change: "آخر تحديث: 25/10/2025"."""
    kinds = [_label_words().get(word) for word in _WORD.findall(fold(text).lower())]
    return "updated" in kinds and "published" not in kinds


def _first_date(folded: str) -> tuple[date, list[tuple[int, int]], int] | None:
    """The date, the spans of all dates, and how many different days they tell."""
    spans, days, best = [], set(), None
    for pattern in _patterns():
        for match in pattern.finditer(folded):
            day = _read_day(match)
            if not day:
                continue
            spans.append(match.span())
            days.add(day)
            hijri = not {"hmon", "hm"}.isdisjoint(match.re.groupindex)
            if best is None or (hijri, match.start()) < best[0]:
                best = ((hijri, match.start()), day)
    return (best[1], spans, len(days)) if best else None


def _read_day(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    year, day = int(found["y"]), int(found["d"])
    try:
        if found.get("hmon") or found.get("hm"):
            name = re.sub(r"\s+", " ", found.get("hmon") or "")
            month = months("hijri")[name] if name else int(found["hm"])
            gregorian = Hijri(year, month, day).to_gregorian()
            return date(gregorian.year, gregorian.month, gregorian.day)
        if found.get("mon"):
            return date(year, months("gregorian")[re.sub(r"\s+", " ", found["mon"])], day)
        month = int(found["m"])
        if month > 12 >= day:
            month, day = day, month
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _read_clock(match: re.Match[str]) -> tuple[int | None, int | None]:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["min"] or match["min3"] or 0)
    half = (match["half"] or match["half2"] or match["before"] or "").replace(".", "")
    if hour > 23 or minute > 59:
        return None, None
    if (
        half in ("مساء", "م", "pm", "عصرا", "ظهرا", "ليلا")
        and hour < 12
        and not (half == "ظهرا" and hour == 11)
    ):
        hour += 12 if half != "ليلا" or hour > 5 else 0
    elif half in ("صباحا", "ص", "am", "فجرا") and hour == 12:
        hour = 0
    return hour, minute


def _read_zone(match: re.Match[str]) -> int:
    if match["named"]:
        return _NAMED_ZONES[match["named"].lower()]
    offset = (match["off"] or "0").replace(" ", "").replace(":", "")
    sign = -1 if offset.startswith("-") else 1
    digits = offset.lstrip("+-")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    return sign * (hours * 60 + minutes)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


@cache
def _label_words() -> dict[str, str]:
    return {
        fold(word).lower(): row["class"]
        for row in load_rows("dateline_words")
        for word in row["surface"].split("|")
    }


def _label_and_rest(text: str, folded: str, days: int) -> tuple[str, str]:
    """Which label the line bears, and its words that belong to no date, as printed where lengths allow."""
    labels = _label_words()
    aligned = len(folded) == len(text)
    kept: list[str] = []
    before: list[str] = []
    after: list[str] = []
    first = folded.find("\x00")
    for match in _WORD.finditer(_ZONE.sub(lambda m: " " * len(m[0]), folded)):
        kind = labels.get(match[0])
        if kind in ("published", "updated"):
            (before if match.start() < first else after).append(kind)
        if kind is None and not match[0].isdigit():
            kept.append(text[match.start() : match.end()] if aligned else match[0])
    # "24 أكتوبر 2025، آخر تحديث 10:11" has one date, "نشر ... (محدثة: ...)" has two, the first counts.
    told = before or (after if days < 2 and "published" not in after else [])
    label = "published" if "published" in told else "updated" if told else ""
    return label, " ".join(kept)


_UNITS = {
    "ثانيه": 1, "ثانيتين": 2, "ثواني": 1, "ثوان": 1, "دقيقه": 60, "دقيقتين": 120, "دقائق": 60,
    "ساعه": 3600, "ساعتين": 7200, "ساعات": 3600, "يوم": 86400, "يومين": 172800, "ايام": 86400,
    "اسبوع": 604800, "اسبوعين": 1209600, "اسابيع": 604800,
    "seconds": 1, "minute": 60, "minutes": 60, "hour": 3600, "hours": 3600, "day": 86400, "days": 86400,
}  # fmt: skip
_AGO = re.compile(
    rf"(?:(?:قبل|منذ)\s+(?:حوالي\s+)?(?:(?P<n>\d{{1,3}})\s+)?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?!\w)"
    r"(?:\s+(?P<one>واحده|واحد))?)|(?P<n2>\d{1,3})\s+(?P<unit2>minutes?|hours?|days?)\s+ago"
    r"|(?P<n3>\d{1,3})\s+(?P<unit3>دقيقه|دقائق|ساعه|ساعات|يوم|ايام)\s+مضت"
)


def read_ago(text: str) -> Ago | None:
    """The distance of a line like "قبل ساعتين" or "منذ 3 ساعات"; None where the line says more than that."""
    folded = fold(text).lower()
    match = _AGO.search(folded)
    if not match:
        return None
    around = _WORD.findall(folded[: match.start()] + " " + folded[match.end() :])
    if any(word not in _label_words() for word in around):
        return None
    seconds = (
        int(match["n"] or match["n2"] or match["n3"] or 1)
        * _UNITS[match["unit"] or match["unit2"] or match["unit3"]]
    )
    return Ago(timedelta(seconds=seconds), exact=seconds < 86400)


def only_labels(line: str) -> bool:
    """Whether a line holds nothing but a date's labels: "آخر تحديث:", "نشر في"."""
    found = _WORD.findall(fold(line).lower())
    labels = _label_words()
    return (
        0 < len(found) <= 5
        and all(labels.get(w) for w in found)
        and any(labels[w] in ("published", "updated") for w in found)
    )


def is_clock(line: str) -> bool:
    """Whether a line is a time of day and no more: "10:11 م", "14:30 بتوقيت غرينتش"."""
    folded = fold(line).lower()
    match = _CLOCK.search(folded)
    if not match or len(folded) > 60:
        return False
    rest = _WORD.findall(_ZONE.sub(" ", folded[: match.start()] + " " + folded[match.end() :]))
    return all(word in _label_words() for word in rest)
