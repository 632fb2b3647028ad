"""People, places and organisations against ANERcorp's visible part (exact spans), beside baselines.

Prints a table; asserts nothing. The corpus (CC BY-SA 4.0) lies beside the checkout and is no part
of the project. It leaves clitics on its tokens, so a span is compared by the tokens it touches.
"""

from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from extractors import extract
from extractors.records import Article
from extractors.text import fold

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


def spans(tags):
    """(first, last, kind) of each B- with the I- that follow."""
    found, first = [], None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and not tag.startswith("I-"):
            found.append((first, i, tags[first][2:]))
            first = None
        if tag.startswith("B-"):
            first = i
    return found


def ours(tokens):
    """The spans of our mentions, as ranges of the corpus's tokens."""
    ends, text = [], ""
    for token in tokens:
        text += token + " "
        ends.append(len(text) - 1)
    touched = set()
    for m in extract(Article("aner", text)):
        if m.kind in KINDS:
            first = next(i for i, end in enumerate(ends) if end > m.span_start)
            last = next(i for i, end in enumerate(ends) if end >= m.span_end) + 1
            touched.add((first, last, KINDS[m.kind]))
    return touched


def dictionary(train):
    """A reader that tags what the training half names, longest first."""
    names = {}
    for text in train:
        for first, last, kind in spans([tag for _, tag in text]):
            names.setdefault(tuple(fold(t) for t, _ in text[first:last]), Counter())[kind] += 1
    known = {words: kinds.most_common(1)[0][0] for words, kinds in names.items()}

    def read(tokens):
        folded, found, i = [fold(t) for t in tokens], set(), 0
        while i < len(folded):
            hit = next((n for n in range(6, 0, -1) if tuple(folded[i : i + n]) in known), 0)
            if hit:
                found.add((i, i + hit, known[tuple(folded[i : i + hit])]))
            i += hit or 1
        return found

    return read


def features(tokens, i):
    word = fold(tokens[i])
    around = {k: fold(tokens[i + k]) for k in (-2, -1, 1, 2) if 0 <= i + k < len(tokens)}
    return [
        f"w={word}",
        f"p2={word[:2]}",
        f"p3={word[:3]}",
        f"s2={word[-2:]}",
        f"s3={word[-3:]}",
    ] + [f"w{k}={w}" for k, w in around.items()]


def crf(train):
    """A conditional random field over words, affixes and neighbours; None without python-crfsuite."""
    try:
        import pycrfsuite
    except ImportError:
        return None
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 60})
    for text in train:
        tokens = [t for t, _ in text]
        trainer.append([features(tokens, i) for i in range(len(tokens))], [tag for _, tag in text])
    model = f"/tmp/marsad-{id(trainer)}.crf"
    trainer.train(model)
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    Path(model).unlink()
    return lambda tokens: set(spans(tagger.tag([features(tokens, i) for i in range(len(tokens))])))


def score(read, part):
    """Precision, recall and F1 a kind."""
    right, said, due = Counter(), Counter(), Counter()
    for text in part:
        gold = set(spans([tag for _, tag in text]))
        found = read([token for token, _ in text])
        for kind in KINDS.values():
            mine = {s for s in found if s[2] == kind}
            theirs = {s for s in gold if s[2] == kind}
            right[kind] += len(mine & theirs)
            said[kind] += len(mine)
            due[kind] += len(theirs)
    for kind in KINDS.values():
        p, r = right[kind] / (said[kind] or 1), right[kind] / (due[kind] or 1)
        yield kind, p, r, 2 * p * r / (p + r or 1), due[kind]


def table(name, read, part):
    for kind, p, r, f, n in score(read, part):
        print(f"{name:28s} {kind:5s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  of {n}")


def test_entities_beside_baselines():
    everything = texts()
    half = len(everything) // 2
    first, second = everything[:half], everything[half:]
    print()
    table("rules, whole visible part", ours, everything)
    table("rules, second half", ours, second)
    table("names of the first half", dictionary(first), second)
    trained = crf(first)
    if trained:
        table("CRF of the first half", trained, second)
    else:
        print("CRF of the first half        not run: python-crfsuite is not installed")


def test_commonest_errors():
    """What the rules miss and invent most, a line a kind: where to look next."""
    missed, invented = (
        {k: Counter() for k in KINDS.values()},
        {k: Counter() for k in KINDS.values()},
    )
    for text in texts():
        tokens = [t for t, _ in text]
        gold, found = set(spans([tag for _, tag in text])), ours(tokens)
        for counts, wrong in ((missed, gold - found), (invented, found - gold)):
            for kind, group in groupby(sorted(wrong, key=lambda s: s[2]), key=lambda s: s[2]):
                if kind in counts:
                    counts[kind].update(" ".join(tokens[a:b]) for a, b, _ in group)
    print()
    for name, counts in (("missed", missed), ("invented", invented)):
        for kind, names in counts.items():
            print(f"{name} {kind}: " + "، ".join(f"{n} {c}" for n, c in names.most_common(12)))
