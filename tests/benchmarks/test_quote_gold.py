"""Quotes and attributions against annotated articles: found by kind, right type, speaker and source.

Prints tables; asserts nothing. The articles lie beside the checkout and are no part of the project;
their ``unsure`` spans count neither way. A quote is found where two contents share 0.6 of what both
cover, an attribution where two cues overlap.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from extractors import extract
from extractors.records import Article, Block
from extractors.text import fold

GOLD = Path(__file__).parents[2] / "../shared/gold/articles.jsonl"
CLITICS = re.compile(r"^[وف]?(لل|[بك]?ال)")


def articles():
    if not GOLD.exists():
        pytest.skip(f"no annotated articles in {GOLD}")
    rows = [json.loads(line) for line in GOLD.read_text().splitlines()]
    return [row for row in rows if not row.get("annotation", "").endswith("b")]


def read(row):
    end = row["text"].find("\n\n")
    blocks = (Block("headline", 0, end),) if end > 0 else ()
    return extract(
        Article(id=row["doc"], text=row["text"], headline=row["text"][: max(0, end)], blocks=blocks)
    )


def overlap(a, b):
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / (max(a[1], b[1]) - min(a[0], b[0]))


def words(name):
    return {CLITICS.sub("", w) for w in re.findall(r"\w{2,}", fold(name or ""))} - {""}


def same(a, b):
    """Whether the words of the shorter name stand in the longer one and are a third of it or more."""
    a, b = words(a), words(b)
    return bool(a and b) and len(a & b) == min(len(a), len(b)) >= max(len(a), len(b)) / 3


def pairs(gold, found, least):
    """Each gold row with the best span left for it, None where there is none, and the spans left."""
    left, paired = list(found), []
    for row in gold:
        best = max(left, key=lambda f: overlap(row["at"], f[0]), default=None)
        hit = best is not None and overlap(row["at"], best[0]) >= least
        paired.append((row, best[1] if hit else None))
        if hit:
            left.remove(best)
    return paired, left


def line(name, hits, wanted, given):
    precision, recall = hits / max(1, given), hits / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:22} P {precision:.3f}  R {recall:.3f}  F {f1:.3f}  {hits} of {wanted}")


def share(name, right, of):
    print(f"{name:22} {right / max(1, of):.3f}  {right} of {of}")


def table(title, names, counted):
    """Prints a line for each name and one for all of them; how many were found."""
    print()
    for name in names:
        hits = counted[f"found {name}"]
        line(name, hits, counted[f"gold {name}"], hits + counted[f"invented {name}"])
    hits = sum(counted[f"found {name}"] for name in names)
    given = hits + sum(counted[f"invented {name}"] for name in names)
    line(title, hits, sum(counted[f"gold {name}"] for name in names), given)
    return hits


@pytest.mark.benchmark
def test_print_quotes_by_type_and_speaker():
    counted = Counter()
    for row in articles():
        found = [
            ((m.fact.content_start, m.fact.content_end), m.fact)
            for m in read(row)
            if m.kind == "quote"
        ]
        paired, left = pairs(row["quotes"], found, 0.6)
        doubtful = row["unsure"] + [x["at"] for x in row["by_formula"]]
        wrong = [f for at, f in left if not any(overlap(at, u) for u in doubtful)]
        counted.update(f"invented {f.quote_type}" for f in wrong)
        for gold, fact in paired:
            counted[f"gold {gold['kind']}"] += 1
            names = [
                gold["speaker_resolved"],
                gold["speaker"] and row["text"][slice(*gold["speaker"])],
            ]
            if fact:
                counted[f"found {gold['kind']}"] += 1
                counted["type"] += gold["kind"] == fact.quote_type
                counted["spoken"] += any(names)
                counted["speaker"] += any(same(fact.speaker, name) for name in names if name)
    hits = table("quotes", ("direct", "indirect", "mixed"), counted)
    share("right type", counted["type"], hits)
    share("right speaker", counted["speaker"], counted["spoken"])


@pytest.mark.benchmark
def test_print_attributions_by_class_and_source():
    counted = Counter()
    for row in articles():
        found = [((m.span_start, m.span_end), m.fact) for m in read(row) if m.kind == "attribution"]
        paired, left = pairs(row["attributions"], found, 1e-9)
        wrong = [f for at, f in left if not any(overlap(at, u) for u in row["unsure"])]
        counted.update(f"invented {f.source_class}" for f in wrong)
        for gold, fact in paired:
            counted[f"gold {gold['source_class']}"] += 1
            if fact:
                counted[f"found {gold['source_class']}"] += 1
                counted["class"] += gold["source_class"] == fact.source_class
                counted["ultimate"] += same(gold["chain"][-1], fact.chain[-1])
                counted["hops"] += len(gold["chain"]) == len(fact.chain)
    hits = table("attributions", ("named", "unnamed"), counted)
    share("right class", counted["class"], hits)
    share("ultimate source", counted["ultimate"], hits)
    share("as many hops", counted["hops"], hits)
