"""Numbers, quantities and dates against a speller, the Recognizers phrases and news: printed tables.

Run with ``make bench`` or ``pytest -m benchmark -s``. A Recognizers phrase counts as right where one
of our values is one of its resolutions: its TIMEX, its past or its future date, or the same days
(its ranges end with the day after the last). TIMEX3 as kept here writes some of them otherwise, which
counts as right too: how long a stretch is (الأيام الثلاثة القادمة, P3D), the month or year in which
a time told in months or years lies (قبل عامين), a year where theirs is open (XXXX-03), the last
year of a range as a whole. A phrase whose day does
not exist (31 November) has no resolution and is not counted.

What stays open, and why: an address (192.168.1.2) is no number, nor is a dual (رقمان); some audited values are slips (322
thousand as 32,200) or arithmetic (90 - 500 over five); خمس without its damma is five; "القادم" behind
a weekday or a unit is the next one, theirs the one after that; "عدت إلى 27", "الأسبوع", "خمس" bare tell a
time or a fraction only to who knows already; "قبل بضعة أشهر" is PAST_REF, not three months; "يومي" is
daily; years read as two numbers and 1970 as a decade are English.
"""

import gzip
import importlib.util
import json
import random
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from extractors import dates, numerals, quantities
from extractors.records import Article
from extractors.text import Document
from tests.number_speller import STYLES, spell

DATA = Path(__file__).parents[2] / "../shared/data"
pytestmark = pytest.mark.benchmark
NUMBERS = ("Number-NumberModel", "Number-PercentModel", "Number-OrdinalModel")
DATES = (
    "DateTime-DateParser", "DateTime-DatePeriodParser", "DateTime-DurationParser",
    "DateTime-SetParser", "DateTime-TimeParser", "DateTime-DateTimeParser",
)  # fmt: skip


def read(text, published=None):
    document = Document(Article(id="bench", text=text, published=published))
    numbers = numerals.find(document, [])
    return numbers, dates.find(document, numbers), document


def test_round_trip_of_a_hundred_thousand_numbers():
    source = random.Random(1)
    count = 100_000
    right = 0
    for _ in range(count):
        number = source.randint(1, 10 ** source.randint(1, 12))
        found = numerals.find(Document(Article("n", spell(number, source.choice(STYLES)))), [])
        right += [m.fact.value for m in found] == [number]
    print(f"\nround trip of {count:,} spelled numbers: {right / count:.4%} exact")


@pytest.mark.skipif(not DATA.exists(), reason="the data sets lie beside the checkout, not in it")
def test_recognizers_phrases():
    print()
    for name in NUMBERS:
        rows = [(c, r) for c in phrases(name) for r in c["Results"]]
        numeric = [(c, r) for c, r in rows if number_of(r) is not None]
        right = sum(number_is_read(c, number_of(r)) for c, r in numeric)
        relative = len(rows) - len(numeric)
        line = f"{name:28} {right}/{len(numeric)} = {right / len(numeric):.3f}"
        print(line + (f"  ({relative} relative ordinals have no value)" if relative else ""))
    for name in DATES:
        rows = [
            (c, r["Value"]) for c in phrases(name) for r in c["Results"] if r.get("Value")
            if "0001-01-01" not in (r["Value"].get("PastResolution") or {}).values()
        ]  # fmt: skip
        right = sum(date_is_read(c, value) for c, value in rows)
        print(f"{name:28} {right}/{len(rows)} = {right / len(rows):.3f}")


def phrases(name):
    path = DATA / "recognizers" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def number_of(result):
    try:
        return float(result["Resolution"]["value"].rstrip("%"))
    except ValueError:
        return None


def number_is_read(case, wanted):
    values = [m.fact.value for m in read(case["Input"])[0]]
    return any(abs(v - wanted) <= 1e-6 * max(1, abs(wanted)) for v in values)


def date_is_read(case, value):
    reference = (case.get("Context") or {}).get("ReferenceDateTime")
    found = read(case["Input"], date.fromisoformat(reference[:10]) if reference else None)[1]
    accepted, intervals = resolutions(value)
    return any(
        m.fact.value in accepted
        or days_of(m.fact.value) in intervals
        or told_otherwise(m, value["Timex"], intervals)
        for m in found
    )


def told_otherwise(found, timex, intervals):
    """The same time in the other notation: see the head of this file."""
    stretch = re.fullmatch(r"\(.*,(P\w+)\)", timex)
    if stretch and found.fact.timex_type == "DURATION":
        return found.fact.value == stretch[1]
    days = days_of(found.fact.value)
    if found.rule in ("ago", "ahead", "from-now") and days and days[0] < days[1]:
        return any(first == last and days[0] <= first <= days[1] for first, last in intervals)
    if found.rule == "year-range":
        return any(
            days[0] == first and last == date(days[1].year, 1, 1) for first, last in intervals
        )
    if found.rule == "part-of-period":
        value = found.fact.value
        open_year = timex == "XXXX" + value[4:] or value == f"XXXX-{timex}"
        whole = any(days and days[0] <= i[0] and i[1] <= days[1] for i in intervals)
        return open_year and (whole or not intervals)
    return False


def resolutions(value):
    accepted, intervals = {value["Timex"]}, set()
    for side in ("PastResolution", "FutureResolution"):
        texts = list((value.get(side) or {}).values())
        if len(texts) == 1:
            accepted |= {texts[0], texts[0].replace(" ", "T"), texts[0].replace(" ", "T")[:-3]}
            accepted |= {"T" + texts[0][:-3]}
            intervals.add(days_of(texts[0]))
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
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return (date.fromisoformat(value),) * 2
        if re.fullmatch(r"\d{4}-W\d\d", value):
            monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
            return monday, monday + timedelta(days=6)
        if re.fullmatch(r"\d{4}-W\d\d-WE", value):
            monday = date.fromisocalendar(int(value[:4]), int(value[6:8]), 1)
            return monday + timedelta(days=5), monday + timedelta(days=6)
        part = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|([QH])(\d)))?", value)
        if part:
            year, month, half, number = part.groups()
            months = 1 if month else {"Q": 3, "H": 6}.get(half, 12)
            first = int(month) if month else (int(number) - 1) * months + 1 if number else 1
            after = year_month(int(year), first + months)
            return date(int(year), first, 1), after - timedelta(days=1)
        if re.fullmatch(r"\d{3}", value):
            return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    except ValueError:
        return None
    return None


def year_month(year, month):
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@pytest.mark.skipif(not DATA.exists(), reason="the data sets lie beside the checkout, not in it")
def test_speed_on_news():
    texts = news(600)
    size = sum(map(len, texts))
    documents = [Document(Article("n", text, published=date(2015, 7, 21))) for text in texts]
    print(f"\n{size:,} characters of news")
    for _ in ("warm the caches", "measure"):
        begin = time.process_time()
        for document in documents:
            found = numerals.find(document, [])
            found += dates.find(document, found)
            quantities.find(document, found)
        seconds = time.process_time() - begin
    print(f"numbers, dates, quantities  {size / seconds:12,.0f} characters a second")
    if importlib.util.find_spec("dateparser") is None:
        print("dateparser is not installed: no comparison")
        return
    from dateparser.search import search_dates

    part = texts[:20]
    begin = time.process_time()
    for text in part:
        search_dates(text, languages=["ar"])
    seconds = time.process_time() - begin
    print(f"dateparser search_dates     {sum(map(len, part)) / seconds:12,.0f} characters a second")


@pytest.mark.parametrize(
    "chunk",
    [
        "1 ",
        "و5 ",
        "1-",
        "1/",
        "ألف و",
        "5 يناير ",
        "السبت و",
        " ",
        "5 ريال ",
        "5 أشخاص خلال 3 أيام ",
    ],
)
def test_time_grows_with_the_text_alone(chunk):
    seconds = []
    for size in (100_000, 200_000):
        begin = time.process_time()
        numbers, found, document = read(chunk * (size // len(chunk)))
        quantities.find(document, numbers + found)
        seconds.append(time.process_time() - begin)
        assert document.tokens is not None
    print(f"\n{chunk!r:14} 100 kB {seconds[0]:.2f} s, 200 kB {seconds[1]:.2f} s")


def news(count):
    path = sorted((DATA / "news").glob("*.jsonl.gz"))[0]
    with gzip.open(path, "rt") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [f"{a['title']}\n\n{a['content']}" for a in articles]
