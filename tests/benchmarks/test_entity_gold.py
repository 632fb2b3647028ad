"""People, places and organisations against ANERcorp's visible part (exact spans), beside baselines.

Prints a table; asserts nothing. The corpus (CC BY-SA 4.0) lies beside the checkout and is no part
of the project. It leaves clitics on its tokens, so a span is compared by the tokens it touches.
"""

from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from entity_baselines import print_scores, readers, spans, touched

from extractors import extract
from extractors.records import Article

DATA = Path(__file__).parents[2] / "../shared/data/entities/anercorp_train.tsv"
KINDS = {"person": "PERS", "place": "LOC", "organisation": "ORG"}
SENTENCES_A_TEXT = 15  # the corpus does not say where an article ends

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not DATA.exists(), reason=f"no annotated tokens at {DATA}"),
]


@cache
def texts():
    """The corpus as lists of (token, tag)."""
    rows = [line.split("\t") for line in DATA.read_text().splitlines() if "\t" in line]
    sentences, sentence = [], []
    for token, tag in rows:
        sentence.append((token, tag))
        if token in ".!؟?" and len(sentence) > 3:
            sentences.append(sentence)
            sentence = []
    sentences.append(sentence)
    return [
        [row for sentence in sentences[i : i + SENTENCES_A_TEXT] for row in sentence]
        for i in range(0, len(sentences), SENTENCES_A_TEXT)
    ]


@cache
def _ours(tokens):
    found = extract(Article("aner", " ".join(tokens) + " "))
    named = [m for m in found if m.kind in KINDS]
    return {(first, last, KINDS[m.kind]) for first, last, m in touched(tokens, named)}


def ours(tokens):
    """The spans of our mentions, as ranges of the corpus's tokens."""
    return _ours(tuple(tokens))


def table(name, read, part):
    found, due = set(), set()
    for text, rows in enumerate(part):
        due |= {(text, *span) for span in spans([tag for _, tag in rows])}
        found |= {(text, *span) for span in read([token for token, _ in rows])}
    for kind in KINDS.values():
        print_scores(name, kind, *({s for s in all_ if s[3] == kind} for all_ in (found, due)))


def test_entities_beside_baselines():
    everything = texts()
    half = len(everything) // 2
    first, second = everything[:half], everything[half:]
    print()
    table("rules, whole visible part", ours, everything)
    table("rules, second half", ours, second)
    for name, reader in readers(first):
        table(name, reader, second)


def test_commonest_errors():
    """What the rules miss and invent most, a line a kind: where to look next."""
    missed, invented = (
        {k: Counter() for k in KINDS.values()},
        {k: Counter() for k in KINDS.values()},
    )
    for text in texts():
        tokens = [t for t, _ in text]
        gold, found = spans([tag for _, tag in text]), ours(tokens)
        for counts, wrong in ((missed, gold - found), (invented, found - gold)):
            for kind, group in groupby(sorted(wrong, key=lambda s: s[2]), key=lambda s: s[2]):
                if kind in counts:
                    counts[kind].update(" ".join(tokens[a:b]) for a, b, _ in group)
    print()
    for name, counts in (("missed", missed), ("invented", invented)):
        for kind, names in counts.items():
            print(f"{name} {kind}: " + "، ".join(f"{n} {c}" for n, c in names.most_common(12)))
