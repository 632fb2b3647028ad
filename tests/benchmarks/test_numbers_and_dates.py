"""Numbers and dates against spelled numbers, the corpus, the Recognizers phrases, annotated news and
other tools: printed tables.

Run with ``make bench`` or ``pytest -m benchmark -s``. Tools that are not installed are named as such.
"""

import importlib.util
import json
import random
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from extractors import dates, numerals, quantities
from extractors.records import Article
from extractors.text import Document
from extractors.times import calendars
from tests.benchmarks.readers_beside import Heideltime, Puckling, installed_beside
from tests.number_speller import STYLES, Style, spell
from tests.recognizers import (
    PHRASES,
    day_is_found,
    declined,
    number_is_read,
    number_phrases,
    time_is_read,
    time_phrases,
)

CORPUS = Path(__file__).parents[1] / "corpus"
GOLD = Path(__file__).parents[2] / "../shared/gold/articles.jsonl"
pytestmark = pytest.mark.benchmark
NUMBERS = ("Number-NumberModel", "Number-PercentModel", "Number-OrdinalModel")
DATES = (
    "DateTime-DateParser", "DateTime-DatePeriodParser", "DateTime-DurationParser",
    "DateTime-SetParser", "DateTime-TimeParser", "DateTime-DateTimeParser",
)  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(text, published=None, country=None):
    article = Article(id="bench", text=text, published=published, country=country)
    document = Document(article)
    numbers = numerals.find(document, [])
    return numbers, dates.find(document, numbers), document


def numbers_of(text):
    return [m.fact.value for m in read(text)[0]]


def test_round_trip_of_a_hundred_thousand_numbers_in_each_case_and_gender():
    print()
    for feminine in (False, True):
        for genitive in (False, True):
            styles = [s for s in STYLES if (s.feminine, s.genitive) == (feminine, genitive)]
            right = sum(is_read_back(n, style) for n, style in spelled(100_000, styles))
            form = f"{'feminine' if feminine else 'masculine'} {'genitive' if genitive else 'nominative'}"
            print(f"round trip of 100,000 numbers to 10^12, {form:22} {right / 100_000:.4%} exact")


def spelled(count, styles):
    source = random.Random(1)
    for _ in range(count):
        yield source.randint(1, 10 ** source.randint(1, 12)), source.choice(styles)


def is_read_back(number: int, style: Style) -> bool:
    return [
        m.fact.value for m in numerals.find(Document(Article("n", spell(number, style))), [])
    ] == [number]


@pytest.mark.skipif(not PHRASES.exists(), reason="the data sets lie beside the checkout, not in it")
def test_recognizers_phrases():
    print(f"\n{'':28}   all           without those declined")
    reasons = Counter()
    for name in (*NUMBERS, *DATES):
        right, excused, count = 0, 0, 0
        for phrase, is_right in judged(name):
            count += 1
            right += is_right
            if not is_right and (reason := declined().get((name, phrase.line))):
                excused += 1
                reasons[name, reason] += 1
        shares = f"{right:3}/{count:<3} = {right / count:.3f}"
        print(
            f"{name:28} {shares}   {right:3}/{count - excused:<3} = {right / (count - excused):.3f}"
        )
    for (name, reason), count in reasons.items():
        print(f"  {name:27} {count:2} declined: {reason}")


def judged(name):
    if name in NUMBERS:
        return [(p, number_is_read(p, numbers_of(p.text))) for p in number_phrases(name)]
    return [(p, time_is_read(p, read(p.text, p.reference)[1])) for p in time_phrases(name)]


def test_hijri_days_of_all_years():
    source, right, count = random.Random(1), 0, 0
    months = ("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب",
              "شعبان", "رمضان", "شوال", "ذي القعدة", "ذي الحجة")  # fmt: skip
    for year in range(calendars.FIRST_HIJRI, calendars.LAST_HIJRI + 1):
        for _ in range(8):
            month, day = source.randint(1, 12), source.randint(1, 29)
            wanted = calendars.hijri_day(year, month, day)
            forms = (f"{day} {months[month - 1]} {year} هـ", f"{day}/{month}/{year}هـ")
            for form in forms:
                found = read(f"صدر القرار في {form} بعد نقاش.")[1]
                right += [m.fact.value for m in found] == [wanted.isoformat()]
                count += 1
    print(
        f"\nHijri days of {calendars.FIRST_HIJRI}-{calendars.LAST_HIJRI}: {right}/{count} = {right / count:.4f}"
    )


@pytest.mark.skipif(
    not GOLD.exists(), reason="the annotated articles lie beside the checkout, not in it"
)
def test_annotated_articles():
    tally = Counter()
    for article in map(json.loads, GOLD.read_text().splitlines()):
        published = date.fromisoformat(article["published"]) if article["published"] else None
        numbers, found, document = read(article["text"], published, "SAU")
        counted = quantities.find(document, numbers + found)
        for kind, rows, mentions in (
            ("quantity", article["quantities"], counted), ("date", article["dates"], found),
        ):  # fmt: skip
            for row in rows:
                start, end = row["at"]
                hits = [m.fact for m in mentions if m.span_start < end and start < m.span_end]
                tally[kind, "found"] += bool(hits)
                tally[kind, "all"] += 1
                tally[kind, "value"] += any(fact.value == row["value"] for fact in hits)
    print()
    for kind in ("quantity", "date"):
        found, rows, value = (tally[kind, k] for k in ("found", "all", "value"))
        print(
            f"annotated articles: {kind:8} found {found}/{rows}, value right {value / found:.3f} of the found"
        )


def test_dates_beside_other_tools():
    """The days of our corpus's sentences, the sentences without any, and the Recognizers' days."""
    tools = {"marsad": our_days, **installed(dateparser=dateparser_days)}
    puckling_there, heideltime_there = installed_beside()
    puckling = Puckling() if puckling_there else None
    if puckling:
        tools["puckling"] = puckling.days
    if heideltime_there:
        tools["HeidelTime"] = Heideltime(told_days()).days
    print(
        f"\n{'one day told':24}{'corpus':>12}{'no date there':>16}{'Recognizers':>14}{'news':>10}"
    )
    for name, days in tools.items():
        hit, days_told, silent, empty = 0, 0, 0, 0
        for case in corpus("dates"):
            published = case.get("published")
            wanted = {r["value"] for r in case["find"] if DAY.fullmatch(r["value"])}
            found = (
                {d.isoformat() for d in days(case["text"], published)}
                if wanted or not case["find"]
                else set()
            )
            hit, days_told = hit + len(wanted & found), days_told + len(wanted)
            empty, silent = empty + (not case["find"]), silent + (not case["find"] and not found)
        row = f"{name:24}{share(hit, days_told):>12}{share(silent, empty):>16}"
        print(row + f"{recognizers_days(days):>14}{news_days(days):>10}")
    if puckling:
        puckling.close()


def told_days():
    """The texts of all columns, each with the day its relative dates count from."""
    texts = [(case["text"], case.get("published")) for case in corpus("dates")]
    if PHRASES.exists():
        texts += [(p.text, p.reference) for p in time_phrases("DateTime-DateParser")]
    if GOLD.exists():
        texts += [(a["text"], news_day(a)) for a in map(json.loads, GOLD.read_text().splitlines())]
    return texts


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "-"


def recognizers_days(days):
    if not PHRASES.exists():
        return "-"
    rows = list(time_phrases("DateTime-DateParser"))
    return share(sum(day_is_found(p, days(p.text, p.reference)) for p in rows), len(rows))


def news_days(days):
    if not GOLD.exists():
        return "-"
    hit, told = 0, 0
    for article in map(json.loads, GOLD.read_text().splitlines()):
        wanted = {row["value"] for row in article["dates"] if DAY.fullmatch(row["value"])}
        found = days(article["text"], news_day(article))
        told, hit = told + len(wanted), hit + len(wanted & {d.isoformat() for d in found})
    return share(hit, told)


def news_day(article):
    return date.fromisoformat(article["published"] or "2015-08-01")


def our_days(text, published):
    values = [m.fact.value for m in read(text, published)[1]]
    return [date.fromisoformat(v) for v in values if DAY.fullmatch(v)]


def dateparser_days(text, published):
    from datetime import datetime

    from dateparser.search import search_dates

    base = datetime(published.year, published.month, published.day) if published else None
    settings = {"RELATIVE_BASE": base} if base else {}
    return [
        found.date() for _, found in search_dates(text, languages=["ar"], settings=settings) or []
    ]


def installed(**tools):
    """The tools whose package is there; the others are named."""
    for name in tools:
        if importlib.util.find_spec(name) is None:
            print(f"\n{name} is not installed")
    return {name: use for name, use in tools.items() if importlib.util.find_spec(name)}


def test_numbers_beside_other_tools():
    """The numbers of our corpus, of the Recognizers and those that num2words spells."""
    tools = {"marsad": numbers_of, **installed(arabic_itn=arabic_itn_numbers)}
    puckling = Puckling() if installed_beside()[0] else None
    if puckling:
        tools["puckling"] = puckling.numbers
    spellings = list(num2words_spellings(5_000))
    print(f"\n{'numbers':24}{'corpus':>12}{'Recognizers':>14}{'num2words':>12}")
    for name, numbers in tools.items():
        wanted = [
            (case["text"], row["value"]) for case in corpus("numerals") for row in case["find"]
        ]
        right = sum(value in numbers(text) for text, value in wanted)
        back = sum(numbers(text) == [number] for number, text in spellings)
        row = f"{name:24}{share(right, len(wanted)):>12}{recognizers_numbers(numbers):>14}"
        print(row + f"{share(back, len(spellings)):>12}")
    if puckling:
        puckling.close()


def recognizers_numbers(numbers):
    if not PHRASES.exists():
        return "-"
    rows = list(number_phrases("Number-NumberModel"))
    return share(sum(number_is_read(p, numbers(p.text)) for p in rows), len(rows))


def arabic_itn_numbers(text):
    from arabic_itn import normalize

    values = [
        span["value"] for span in normalize(text)["spans"] if span["type"] in ("number", "digits")
    ]
    return [float(v) for v in values if re.fullmatch(r"-?\d+(?:\.\d+)?", v)]


def num2words_spellings(count):
    if not installed(num2words=None):
        return
    from num2words import num2words

    source = random.Random(1)
    for _ in range(count):
        number = source.randint(1, 10 ** source.randint(1, 9))
        yield number, num2words(number, lang="ar")


def corpus(stem):
    return tomllib.loads((CORPUS / f"{stem}.toml").read_text())["case"]
