"""Two readers that learn names from tagged texts: a dictionary look-up and a CRF.

A text is a list of (token, tag), tags are B-, I- and O. A reader takes tokens and gives spans,
(first, last, kind), half open: what the rules are measured beside.
"""

import tempfile
from collections import Counter
from pathlib import Path

from extractors.text import fold

LONGEST = 6  # tokens: no longer name is worth looking up


def spans(tags):
    """(first, last, kind) of each B- with the I- that follow."""
    found, first = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and not tag.startswith("I-"):
            found.add((first, i, tags[first][2:]))
            first = None
        if tag.startswith("B-"):
            first = i
    return found


def dictionary(train):
    """A reader that tags what the training texts name, longest first, by its commonest kind."""
    names = {}
    for text in train:
        for first, last, kind in spans([tag for _, tag in text]):
            names.setdefault(tuple(fold(t) for t, _ in text[first:last]), Counter())[kind] += 1
    known = {words: kinds.most_common(1)[0][0] for words, kinds in names.items()}

    def read(tokens):
        folded, found, i = [fold(t) for t in tokens], set(), 0
        while i < len(folded):
            sizes = range(min(LONGEST, len(folded) - i), 0, -1)
            hit = next((n for n in sizes if tuple(folded[i : i + n]) in known), 0)
            if hit:
                found.add((i, i + hit, known[tuple(folded[i : i + hit])]))
            i += hit or 1
        return found

    return read


def crf(train):
    """A reader by a conditional random field over words, affixes and neighbours; None where
    python-crfsuite is not installed."""
    try:
        import pycrfsuite
    except ImportError:
        return None
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.01, "max_iterations": 60})
    for text in train:
        tokens = [token for token, _ in text]
        trainer.append(_all_features(tokens), [tag for _, tag in text])
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "model")
        trainer.train(model)
        tagger.open(model)
    return lambda tokens: spans(tagger.tag(_all_features(tokens)))


def _all_features(tokens):
    return [_features(tokens, i) for i in range(len(tokens))]


def _features(tokens, i):
    word = fold(tokens[i])
    around = {k: fold(tokens[i + k]) for k in (-2, -1, 1, 2) if 0 <= i + k < len(tokens)}
    affixes = {"p2": word[:2], "p3": word[:3], "s2": word[-2:], "s3": word[-3:]}
    named = {"w": word, **affixes, **{f"w{k}": w for k, w in around.items()}}
    return [f"{name}={value}" for name, value in named.items()]


def readers(train):
    """Each baseline that can be had, with its name."""
    trained = {"names of the first half": dictionary(train), "CRF of the first half": crf(train)}
    for name, reader in trained.items():
        if reader is None:
            print(f"{name:28s} not run: python-crfsuite is not installed (uv sync --group bench)")
        else:
            yield name, reader


def touched(tokens, mentions):
    """Each mention with the range of tokens it touches, the tokens joined by single spaces."""
    ends, offset = [], -1
    for token in tokens:
        offset += len(token) + 1
        ends.append(offset)
    for m in mentions:
        first = next(i for i, end in enumerate(ends) if end > m.span_start)
        last = next(i for i, end in enumerate(ends) if end >= m.span_end) + 1
        yield first, last, m


def print_scores(name, kind, mine, due):
    """A line of precision, recall and F1 of a set of finds against those due."""
    p, r = len(mine & due) / (len(mine) or 1), len(mine & due) / (len(due) or 1)
    f = 2 * p * r / (p + r or 1)
    print(f"{name:28s} {kind:6s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  of {len(due)}")
