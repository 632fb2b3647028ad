"""How fast numbers, dates and quantities are read, beside dateparser, and on texts made to be slow."""

import gzip
import importlib.util
import json
import time
from datetime import date
from pathlib import Path

import pytest

from extractors import dates, numerals, quantities
from extractors.records import Article
from extractors.text import Document

NEWS = Path(__file__).parents[2] / "../shared/data/news"
pytestmark = pytest.mark.benchmark


@pytest.mark.skipif(not NEWS.exists(), reason="the data sets lie beside the checkout, not in it")
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
    ours = size / seconds
    print(f"numbers, dates, quantities  {ours:12,.0f} characters a second")
    if importlib.util.find_spec("dateparser") is None:
        print("dateparser is not installed: no comparison")
        return
    from dateparser.search import search_dates

    part = texts[:20]
    begin = time.process_time()
    for text in part:
        search_dates(text, languages=["ar"])
    theirs = sum(map(len, part)) / (time.process_time() - begin)
    print(f"dateparser search_dates     {theirs:12,.0f}: ours is {ours / theirs:.1f} times as fast")


@pytest.mark.parametrize(
    "chunk",
    [
        "1 ", "و5 ", "1-", "1/", "ألف و", "5 يناير ", "السبت و", " ", "5 ريال ", "و ", "يناير ",
        "5 أشخاص خلال 3 أيام ", "5 يناير قتيلان ", "السبت الساعة ", "بين ", "سنة ",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_alone(chunk):
    seconds = []
    for size in (100_000, 1_000_000):
        document = Document(
            Article(id="n", text=chunk * (size // len(chunk)), published=date(2025, 11, 3))
        )
        assert document.tokens
        begin = time.process_time()
        found = numerals.find(document, [])
        found += dates.find(document, found)
        quantities.find(document, found)
        seconds.append(time.process_time() - begin)
    ratio = seconds[1] / max(seconds[0], 1e-9)
    print(f"\n{chunk!r:24} 100 kB {seconds[0]:6.2f} s, 1 MB {seconds[1]:6.2f} s: {ratio:.1f} times")


def news(count):
    path = sorted(NEWS.glob("*.jsonl.gz"))[0]
    with gzip.open(path, "rt") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]
    return [f"{a['title']}\n\n{a['content']}" for a in articles]
