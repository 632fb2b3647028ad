"""How fast places and organisations are read, how long their data takes to load, and that hostile
texts cost no more than their length. Prints a table; asserts nothing about time."""

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractors import organisations, places
from extractors.naming import gazetteer
from extractors.records import Article
from extractors.text import Document

NEWS = Path(__file__).parents[2] / "../shared/data/news"
LOAD = "import time; t = time.perf_counter(); from extractors import gazetteer as g; n = g.size(); g.at; g._longest(); print(n, time.perf_counter() - t)"
HOSTILE = {
    "وزارة وزارة ...": "وزارة ",
    "القاهرة القاهرة ...": "القاهرة ",
    "بنو بن بن ...": "بن ",
    "الأعلى الأعلى ...": "المجلس الأعلى الأعلى ",
    "( ( ( ...": "( «",
    "مدينة مدينة ...": "مدينة قرية ",
    "وللل ...": "وللل",
}  # fmt: skip

pytestmark = pytest.mark.benchmark


def read(text):
    document = Document(Article("x", text))
    found = organisations.find(document, [])
    return found + places.find(document, found)


def speed(texts):
    start = time.process_time()
    for text in texts:
        read(text)
    return sum(map(len, texts)) / (time.process_time() - start)


def test_start_up():
    gazetteer.size()  # compiled at least once
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    surfaces, seconds = done.stdout.split()
    print(f"\ngazetteer: {int(surfaces):,} surfaces, loaded in {float(seconds):.2f} s")


@pytest.mark.skipif(not NEWS.exists(), reason=f"no news articles at {NEWS}")
def test_characters_a_second():
    with gzip.open(sorted(NEWS.glob("*.jsonl.gz"))[1], "rt") as lines:
        texts = [json.loads(line)["content"] for line in lines][:1000]
    read(texts[0])
    print(f"\nplaces and organisations, tokens included: {speed(texts):,.0f} characters a second")


def test_hostile_texts_cost_their_length():
    print()
    for name, piece in HOSTILE.items():
        rates = [speed([piece * (size // len(piece))]) for size in (100_000, 1_000_000)]
        print(
            f"{name:24s} {rates[0]:12,.0f} characters a second at 100 kB, {rates[1]:12,.0f} at 1 MB"
        )
