"""The Arabic phrases of Recognizers-Text, and when a reading of one counts as right.

They lie beside the checkout (``../shared/data/recognizers``). A phrase counts as right where one of
our values is one of its resolutions: its TIMEX, its past or its future date, or the same days (its
ranges end with the day after the last). TIMEX3 as kept here writes some of them otherwise, which
counts as right too: how long a stretch is (الأيام الثلاثة القادمة, P3D), the month, year or day in
which a time told in months, years or hours lies, a year where theirs is open (XXXX-03) or its place is left out (SU for XXXX-SU), the last
year of a range as a whole, PAST_REF for a few months ago, P6M for half a year, the day with ``mod``
END for its last minute, XXXX-XX-XXTMO for each morning, T24:00
for the midnight that ends a day. A phrase whose day does not exist (31
November) has no resolution and is not counted.
"""

import csv
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

PHRASES = Path(__file__).parents[1] / "../shared/data/recognizers"
DECLINED = Path(__file__).parent / "benchmarks/recognizers_declined.tsv"


class Phrase(NamedTuple):
    """One result of one phrase: the data set and its line (from 1), the text, what is wanted: a
    number or the audited resolution of a time, and the day its relative times count from."""

    name: str
    line: int
    text: str
    wanted: float | dict
    reference: date | None


def number_phrases(name):
    """The phrases of a set of numbers; relative ordinals have no value and are left out."""
    for line, case in _cases(name):
        for result in case["Results"]:
            try:
                wanted = float(result["Resolution"]["value"].rstrip("%"))
            except ValueError:
                continue
            yield Phrase(name, line, case["Input"], wanted, None)


def time_phrases(name):
    """The phrases of a set of times."""
    for line, case in _cases(name):
        said = (case.get("Context") or {}).get("ReferenceDateTime")
        reference = date.fromisoformat(said[:10]) if said else None
        for result in case["Results"]:
            value = result.get("Value")
            if value and "0001-01-01" not in (value.get("PastResolution") or {}).values():
                yield Phrase(name, line, case["Input"], value, reference)


def _cases(name):
    lines = (PHRASES / f"{name}.jsonl").read_text().splitlines()
    return ((number, json.loads(line)) for number, line in enumerate(lines, start=1))


def declined():
    """Why a careful reader would not accept the audited value, by data set and line."""
    rows = [r for r in DECLINED.read_text().splitlines() if not r.startswith("#")]
    return {
        (row["set"], int(line)): row["reason"]
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        for line in row["lines"].split(",")
    }


def number_is_read(phrase, values):
    return any(abs(v - phrase.wanted) <= 1e-6 * max(1, abs(phrase.wanted)) for v in values)


def day_is_found(phrase, days):
    """Whether a day that another tool found is the one day that a phrase means."""
    return any((day, day) in resolutions(phrase.wanted)[1] for day in days)


def time_is_read(phrase, found):
    """Whether one of the date mentions ``found`` says what the phrase is resolved to."""
    accepted, intervals = resolutions(phrase.wanted)
    return any(
        m.fact.value in accepted
        or days_of(m.fact.value) in intervals
        or told_otherwise(m, phrase.wanted["Timex"], intervals)
        for m in found
    )


def told_otherwise(found, timex, intervals):
    """The same time in the other notation: see the head of this file."""
    value = found.fact.value
    if value == "T24:00" and timex == "T00":
        return True
    stretch = re.fullmatch(r"\(.*,(P\w+)\)", timex)
    if stretch and found.fact.timex_type == "DURATION":
        return value == stretch[1]
    if found.fact.timex_type == "SET":
        return value.removeprefix("XXXX-XX-XX").removesuffix(":00") == timex
    if value == "PAST_REF":
        return found.rule == "ago"
    halved = re.fullmatch(r"P0\.5Y", timex)
    days = days_of(value)
    if found.rule in ("ago", "ahead", "from-now") and days:
        return any(first == last and days[0] <= first <= days[1] for first, last in intervals)
    if found.rule == "season":
        return value == f"XXXX-{timex}"
    if found.rule == "year-range":
        return any(
            days[0] == first and last == date(days[1].year, 1, 1) for first, last in intervals
        )
    if found.rule == "part-of-period":
        open_year = timex == "XXXX" + value[4:] or value == f"XXXX-{timex}"
        whole = any(days and days[0] <= i[0] and i[1] <= days[1] for i in intervals)
        return (open_year and (whole or not intervals)) or timex == f"{value}T23:59"
    return bool(halved) and value == "P6M"


def resolutions(value):
    """The values that are accepted, and the days from first to last that are."""
    accepted, intervals = {value["Timex"], value["Timex"] + ":00"}, set()
    for side in ("PastResolution", "FutureResolution"):
        texts = list((value.get(side) or {}).values())
        if len(texts) == 1:
            accepted |= {texts[0], texts[0].replace(" ", "T"), texts[0].replace(" ", "T")[:-3]}
            accepted |= {"T" + texts[0][:-3]}
            intervals.add(days_of(texts[0][:10]) if len(texts[0]) > 10 else days_of(texts[0]))
        elif len(texts) == 2 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", t) for t in texts):
            first, last = map(date.fromisoformat, texts)
            intervals |= {(first, last), (first, last - timedelta(days=1))}
    return accepted, intervals - {None}


def days_of(value):
    """First and last day of a TIMEX3 date, None for others."""
    if "/" in value:
        ends = [days_of(end) for end in value.split("/")]
        return (ends[0][0], ends[1][1]) if all(ends) else None
    try:
        return _days_of_period(value)
    except ValueError:
        return None


def _days_of_period(value):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value),) * 2
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday + timedelta(days=5 if week[3] else 0), monday + timedelta(days=6)
    part = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|([QH])(\d)))?", value)
    if part:
        year, month, half, number = part.groups()
        months = 1 if month else {"Q": 3, "H": 6}.get(half, 12)
        first = int(month) if month else (int(number) - 1) * months + 1 if number else 1
        after = _first_of_month(int(year), first + months)
        return date(int(year), first, 1), after - timedelta(days=1)
    if re.fullmatch(r"\d{3}", value):
        return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    return None


def _first_of_month(year, month):
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
