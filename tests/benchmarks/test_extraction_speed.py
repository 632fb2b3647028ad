"""How many characters a second the extractors read on one core, each and together, how long they take
to start, and that hostile texts cost no more than their length. Prints tables; asserts nothing about time.

A text's first reading meets words that were never looked up before; read again, all are known. A long
run lies between the two. Seconds are CPU time.
"""

import gzip
import json
import subprocess
import sys
import time
from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pytest

import extractors
from extractors.records import Article, Block
from extractors.text import Document

NEWS = Path(__file__).parents[2] / "../shared/data/news"
NAMES = ("organisations", "places", "people", "quotes", "attributions")
NUMBERS = ("numerals", "dates", "quantities")
START = """
import time
begin = time.process_time()
import extractors
from extractors.records import Article
imported = time.process_time() - begin
extractors.extract(Article("x", "قال وزير الخارجية السوري إن 5 أشخاص قتلوا أمس في دمشق."))
print(imported, time.process_time() - begin)
"""
HOSTILE = (
    "وزارة ", "القاهرة ", "بن ", "المجلس الأعلى الأعلى ", "( «", "مدينة قرية ", "وللل", "قال ", "قال إن ",
    "«قال» ", "بحسب ", "محمد بن علي ", "قتل ", "قصف الجيش ", "هجوم ", "5 ", "و5 ", "ألف و", "السبت و", "\n", "، ",
)  # fmt: skip

pytestmark = pytest.mark.benchmark


def news(count):
    """Articles of every day, headline first, in turns."""
    days = []
    for path in sorted(NEWS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            days.append([json.loads(line) for line, _ in zip(lines, range(count), strict=False)])
    rows = [row for turn in zip_longest(*days) for row in turn if row]
    return [
        article(f"{row['title']}\n\n{row['content']}", len(row["title"])) for row in rows[:count]
    ]


def article(text, headline=0):
    return Article("x", text, blocks=(Block("headline", 0, headline),) if headline else ())


def seconds_of(articles):
    """CPU seconds of each extractor; ``document`` cuts the text and looks its words up."""
    seconds = Counter()
    for one in articles:
        found = []
        begin = time.process_time()
        document = Document(one)
        document.look_for(extractors._looks())
        for name, find in (("document", None), *((f.__module__, f) for f in extractors.EXTRACTORS)):
            found.extend(find(document, found) if find else ())
            end = time.process_time()
            seconds[name.removeprefix("extractors.")] += end - begin
            begin = end
    return seconds


@pytest.mark.skipif(not NEWS.exists(), reason=f"no news articles at {NEWS}")
def test_characters_a_second():
    articles = news(1000)
    size = sum(len(one.text) for one in articles)
    first, again = seconds_of(articles), seconds_of(articles)
    print(f"\n{len(articles):,} articles, {size:,} characters; characters a second on one core")
    print(f"{'':32}{'first reading':>14}{'again':>14}{'share':>8}")
    groups = {name: (name,) for name in first}
    groups |= {"names, quotes and chains": NAMES, "numbers, dates, quantities": NUMBERS}
    groups["all, document included"] = tuple(first)
    for name, members in groups.items():
        one, two = (sum(seconds[m] for m in members) for seconds in (first, again))
        share = one / sum(first.values())
        print(f"{name:32}{size / one:14,.0f}{size / two:14,.0f}{share:8.1%}")


def test_start_up():
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    imported, ready = map(float, done.stdout.split())
    print(f"\nimported in {imported:.2f} s, first article read after {ready:.2f} s of CPU time")


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_cost_their_length(piece):
    rates = []
    for size in (100_000, 1_000_000):
        seconds = seconds_of([article(piece * (size // len(piece)))])
        rates.append(size / seconds.total())
        slowest = seconds.most_common(1)[0][0]
    print(
        f"\n{piece!r:24}{rates[0]:12,.0f} characters a second at 100 kB, {rates[1]:12,.0f} at 1 MB"
    )
    print(f"{'':24}slowest at 1 MB: {slowest}")
