"""People and their roles against Wojood's visible sample, beside baselines.

Prints a table; asserts nothing. The sample (MIT) lies beside the checkout and is no part of the
project. A role pair is a person (PERS) with the office or title (OCC) right before the name, or behind
it and a comma. A pair counts as read where the person's span is right and the roles share a word, as
an exact one where the roles are spelled alike. The baselines join what they tag by the same law.
"""

from functools import cache
from pathlib import Path

import pytest
from entity_baselines import print_scores, readers, spans, touched

from extractors import extract
from extractors.records import Article
from extractors.text import fold

FOLDER = Path(__file__).parents[2] / "../shared/data/entities"
FILES = ("wojood_sample_train.txt", "wojood_sample_val.txt")
PAUSES = ("،", ",", "(", "-")

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not (FOLDER / FILES[0]).exists(), reason=f"no sample at {FOLDER}"),
]


@cache
def texts():
    """The sentences as lists of (token, tags), a token's tags being those of all levels."""
    blocks = "\n\n".join((FOLDER / name).read_text() for name in FILES).split("\n\n")
    rows = [[line.split() for line in block.splitlines() if line.strip()] for block in blocks]
    return [[(row[0], tuple(row[1:])) for row in block] for block in rows if block]


def flat(text, *kinds):
    """The text with one tag a token, of the first of these kinds it has."""
    tags = [{tag[2:]: tag for tag in tags} for _, tags in text]
    return [
        (token, next((tag[k] for k in kinds if k in tag), "O"))
        for (token, _), tag in zip(text, tags, strict=True)
    ]


def people(tokens, found):
    """The person spans with their roles' words: "" for none."""
    offices = [(first, last) for first, last, kind in found if kind == "OCC"]
    for first, last, kind in sorted(found):
        if kind == "PERS":
            behind = last + 1 if last < len(tokens) and tokens[last] in PAUSES else last
            role = next((o for o in offices if o[1] == first or o[0] == behind), (0, 0))
            yield (first, last), fold(" ".join(tokens[slice(*role)]))


def gold(text):
    tokens = [token for token, _ in text]
    tagged = spans([t for _, t in flat(text, "PERS")]) | spans([t for _, t in flat(text, "OCC")])
    return people(tokens, tagged)


def ours(tokens):
    found = extract(Article("wojood", " ".join(tokens) + " "))
    named = [m for m in found if m.kind == "person"]
    for first, last, m in touched(tokens, named):
        words = " ".join(filter(None, (m.fact.role, m.fact.rank)))
        yield (first, last), fold(words)


def table(name, read, part):
    """Spans of people, pairs whose roles share a word, pairs with equal roles."""
    mine, due = set(), set()
    for i, text in enumerate(part):
        mine |= {(i, *pair) for pair in read([token for token, _ in text])}
        due |= {(i, *pair) for pair in gold(text)}
    print_scores(name, "PERS", *({row[:2] for row in rows} for rows in (mine, due)))
    mine, due = ({row for row in rows if row[2]} for rows in (mine, due))
    roles = {row[:2]: row[2] for row in due}
    alike = {
        (*row[:2], roles[row[:2]]) if set(row[2].split()) & set(roles.get(row[:2], "").split()) else row
        for row in mine
    }  # fmt: skip
    print_scores(name, "pairs", alike, due)
    print_scores(name, "exact", mine, due)


def test_people_and_roles_beside_baselines():
    half = len(texts()) // 2
    first, second = texts()[:half], texts()[half:]
    print()
    table("rules, whole sample", ours, texts())
    table("rules, second half", ours, second)
    for name, reader in readers([flat(text, "PERS", "OCC") for text in first]):
        table(name, lambda tokens, reader=reader: people(tokens, reader(tokens)), second)
