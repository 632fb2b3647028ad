"""Every sentence of tests/corpus: what must be found in it is found, and nothing else."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import extractors
from extractors import extract
from extractors.records import Article, Block, Participant

KINDS = {
    "numerals": "number", "dates": "date", "quantities": "quantity", "places": "place",
    "organisations": "organisation", "people": "person", "quotes": "quote",
    "attributions": "attribution", "events": "event",
}  # fmt: skip
CORPUS = Path(__file__).parent / "corpus"


def cases():
    for path in sorted(CORPUS.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text())["case"], start=1):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}")


def plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Participant):
        return {"text": value.text, "country": value.country or "", "sector": value.sector or ""}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def shown(mention, keys):
    return {
        key: plain(getattr(mention, key, None) or getattr(mention.fact, key, None)) for key in keys
    }


def read(stem, case):
    headline = case.get("headline", "")
    assert case["text"].startswith(headline)
    article = Article(
        id="case",
        text=case["text"],
        headline=headline,
        published=case.get("published"),
        country=case.get("country"),
        blocks=(Block("headline", 0, len(headline)),) if headline else (),
    )
    return [m for m in extract(article) if m.kind == KINDS[stem]]


@pytest.mark.parametrize(("stem", "case"), list(cases()))
def test_finds_what_stands_there_and_nothing_else(stem, case):
    mentions = read(stem, case)
    for m in mentions:
        assert case["text"][m.span_start : m.span_end] == m.text
    assert [m.text for m in mentions] == [row["text"] for row in case["find"]]
    for mention, row in zip(mentions, case["find"], strict=True):
        expected = {key: plain(value) for key, value in row.items()}
        # TOML has no null: an empty string in the corpus means that the field is unknown.
        assert shown(mention, row) == {k: None if v == "" else v for k, v in expected.items()}


@pytest.mark.parametrize("stem", sorted(KINDS))
def test_every_rule_has_an_example(stem):
    path = CORPUS / f"{stem}.toml"
    seen = {m.rule for case in tomllib.loads(path.read_text())["case"] for m in read(stem, case)}
    assert seen == set(getattr(extractors, stem).RULE_IDS)


@pytest.mark.parametrize("stem", sorted(KINDS))
def test_reads_scraps(stem):
    """A page may hold one word, or end in the middle of a sentence: every rule looks both ways for more."""
    for case in tomllib.loads((CORPUS / f"{stem}.toml").read_text())["case"]:
        words = case["text"].split()
        for scrap in (words[:1], words[:2], words[-2:], words[-1:], words[1:4]):
            text = " ".join(scrap)
            for m in extract(Article(id="scrap", text=text, published=case.get("published"))):
                assert text[m.span_start : m.span_end] == m.text
