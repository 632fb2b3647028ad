"""Quotes and attributions: characters a second, growth on hostile input, yield of every rule.

Prints tables; asserts nothing. The articles lie beside the checkout and are no part of the project.
"""

import gzip
import json
from collections import Counter
from pathlib import Path
from time import process_time

import pytest

from extractors import EXTRACTORS, attributions, quotes
from extractors.records import Article
from extractors.text import Document

NEWS = Path(__file__).parents[2] / "../shared/data/news"
HOSTILE = {
    "cues alone": "قال ",
    "cue and clause": "قال إن ",
    "marks never closed": "« ",
    "cue and open mark": "قال «",
    "colons": "قال: ",
    "formulas": "بحسب مصدر ",
    "participles": "مؤكدا أن ",
    "quotes without end": "قال «نحن في البيت الآن هنا». ",
    "a source in each sentence": "المصدر قال إن هذا. ",
    "that alone": "أن ",
    "marks within marks": "«قال» “ ",
    "relative clauses": "الوزير الذي أكد أن ",
    "relays": "نقلت وكالة عن وكالة عن ",
    "sentences in marks": "قال إن. «كل هذا الكلام هنا في هذه العلامات كلام». ",
    "hearers": "دعت اللجنة الحكومة إلى ",
}


def seconds(document, found):
    start = process_time()
    read = quotes.find(document, found)
    read += attributions.find(document, [*found, *read])
    return process_time() - start, read


@pytest.mark.benchmark
def test_print_growth_on_hostile_input():
    print(f"\n{'input':28}{'0.25 MB':>9}{'1 MB':>9}{'ratio':>7}")
    for name, unit in HOSTILE.items():
        times = []
        for size in (250_000, 1_000_000):
            document = Document(Article(id="hostile", text=unit * (size // len(unit))))
            document.sentences  # noqa: B018 - shared by all extractors
            times.append(seconds(document, [])[0])
        print(f"{name:28}{times[0]:8.2f}s{times[1]:8.2f}s{times[1] / times[0]:7.1f}")


@pytest.mark.benchmark
def test_print_speed_and_yield():
    files = sorted(NEWS.glob("*.jsonl.gz"))
    if not files:
        pytest.skip(f"no articles in {NEWS}")
    with gzip.open(files[0], "rt") as lines:
        texts = [json.loads(line)["content"] for line in lines][:700]
    spent, rules = 0.0, Counter()
    for text in texts:
        document, found = Document(Article(id="news", text=text)), []
        for find in EXTRACTORS[: EXTRACTORS.index(quotes.find)]:
            found += find(document, found)
        took, read = seconds(document, found)
        spent += took
        rules.update(f"{m.kind} {m.rule}" for m in read)
    characters = sum(map(len, texts))
    print(f"\n{characters:,} characters, {characters / spent:,.0f} a second")
    for rule, number in rules.most_common():
        print(f"{rule:40}{number:6}")
