"""The two articles Marsad grew from: each row their gold file asks for, one test a row."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from extractors import extract
from extractors.text import fold
from flows.steps.cleaning.clean import clean_file
from flows.steps.storing.rows import mention_row

SHARED = Path(__file__).parents[1] / ".." / "shared"
GOLD = SHARED / "gold" / "seeds.toml"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason=f"{GOLD} is not on this machine")

ARTICLES = tomllib.loads(GOLD.read_text())["article"] if GOLD.exists() else []


@cache
def cleaned(file):
    return clean_file((SHARED / "seeds" / file).read_bytes(), file)


@cache
def mentions(file):
    return [mention_row(file, m) for m in extract(cleaned(file).article)]


def of(file, kind):
    return [m for m in mentions(file) if m["kind"] == kind]


def plain(text):
    return " ".join(re.sub(r"[«»“”\"″()،,]", " ", fold(text or "")).split())


def same(given, wanted):
    """The names agree: the words of one all stand in the other."""
    a, b = set(plain(given).split()), set(plain(wanted).split())
    return bool(a and b) and (a <= b or b <= a)


def rows(key):
    for gold in ARTICLES:
        for row in gold.get(key, []):
            label = row if isinstance(row, str) else next(iter(row.values()))
            yield pytest.param(gold["file"], row, id=f"{gold['file'][:3]}-{label}")


def demand(found, what, candidates):
    assert found, f"missing: {what}; nearest: {candidates}"


@pytest.mark.parametrize(("file", "row"), list(rows("people")))
def test_people(file, row):
    people = [p["fact"] for p in of(file, "person")]
    hit = [
        p for p in people
        if same(p["name"], row["name"]) and plain(row["role"]) == plain(p["role"])
        and ("rank" not in row or plain(p["rank"]) == plain(row["rank"]))
    ]  # fmt: skip
    demand(hit, row, people)


@pytest.mark.parametrize(("file", "row"), list(rows("organisations")))
def test_organisations(file, row):
    found = [o["text"] for o in of(file, "organisation")]
    demand([t for t in found if plain(row) in plain(t)], row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("aliases")))
def test_aliases(file, row):
    found = [o["fact"] for o in of(file, "organisation")]
    hit = [o for o in found if o["short"] == row["short"] and same(o["name"], row["long"])]
    demand(hit, row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("places")))
def test_places(file, row):
    found = [p["text"] for p in of(file, "place")]
    demand([t for t in found if plain(row) in plain(t)], row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("quotes")))
def test_quotes(file, row):
    found = [
        q["fact"]
        for q in of(file, "quote")
        if plain(row["contains"]) in plain(q["fact"]["content"])
    ]
    speakers = row.get("speaker_any") or [row["speaker"]]
    hit = [
        q for q in found
        if q["quote_type"] == row["kind"] and any(same(q["speaker"], s) for s in speakers)
        and ("via" not in row or same(q["via"], row["via"]))
    ]  # fmt: skip
    demand(hit, row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("not_quotes")))
def test_not_quotes(file, row):
    assert not [q for q in of(file, "quote") if plain(q["fact"]["content"]) == plain(row)]


@pytest.mark.parametrize(("file", "row"), list(rows("attributions")))
def test_attributions(file, row):
    found = [a["fact"] for a in of(file, "attribution")]
    hit = [
        a for a in found
        if a["source_class"] == row["source_class"] and len(a["chain"]) == len(row["chain"])
        and all(same(x, y) for x, y in zip(a["chain"], row["chain"], strict=True))
    ]  # fmt: skip
    demand(hit, row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("quantities")))
def test_quantities(file, row):
    found = [(q["text"], q["fact"]) for q in of(file, "quantity")]
    hit = [
        f
        for t, f in found
        if t == row["span"] and (f["value"], f["unit"]) == (row["value"], row["unit"])
    ]
    if row.get("measures") in ("arrested", "prevented"):
        hit = [f for f in hit if f["role"] == row["measures"]]
    demand(hit, row, found)


@pytest.mark.parametrize(("file", "row"), list(rows("not_quantities")))
def test_not_quantities(file, row):
    assert not [q for q in of(file, "quantity") if plain(q["text"]) == plain(row)]


@pytest.mark.parametrize(
    ("file", "row"), [p for p in rows("dates") if p.values[1].get("where") != "dateline"]
)
def test_dates(file, row):
    spans = [row["span"], *row.get("span_may_also_be", [])]
    found = [d for d in of(file, "date") if d["text"] in spans]
    if row.get("value_open"):
        assert found
        assert all(not re.match(r"\d{4}-", d["fact"]["value"] or "") for d in found)
    else:
        hit = [
            d
            for d in found
            if (d["fact"]["timex_type"], d["fact"]["value"]) == (row["type"], row["value"])
        ]
        demand(hit, row, found or [d["text"] for d in of(file, "date")])


EVENT_KEYS = ("event_type", "mode", "actor_country", "recipient_country", "place", "date", "status")


@pytest.mark.parametrize(("file", "row"), list(rows("events")))
def test_events(file, row):
    triggers = [row["trigger"], *row.get("span_may_also_be", [])]
    found = [
        e for e in of(file, "event")
        if any(plain(t) in plain(e["text"]) or plain(e["text"]) in plain(t) for t in triggers)
    ]  # fmt: skip
    hit = [e["fact"] for e in found if all(e["fact"][k] == row[k] for k in EVENT_KEYS if k in row)]
    for who in ("actor", "recipient"):
        if who in row:
            hit = [f for f in hit if same(f[who], row[who])]
    if "actor_country_any" in row:
        hit = [f for f in hit if (f["actor_country"] or "") in row["actor_country_any"]]
    demand(hit, row, found or [(e["text"], e["fact"]["event_type"]) for e in of(file, "event")])


@pytest.mark.parametrize("gold", ARTICLES, ids=lambda g: g["file"][:3])
def test_lines(gold):
    article = cleaned(gold["file"]).article
    lines = article.text.split("\n")
    assert article.headline == gold["headline"]
    assert gold["headline"] not in lines
    if "headline_lines_in_input" in gold:
        repeats = [
            line for line in article.removed_lines if plain(line.text) == plain(gold["headline"])
        ]
        assert len(repeats) == gold["headline_lines_in_input"]
    assert (str(article.published) if article.published else "") == str(gold["published"])
    assert any(gold["byline"] in name for name in article.byline)
    assert article.section == gold.get("section", article.section)
    for unwanted in gold["not_in_body"]:
        assert unwanted not in article.text
    kinds = {article.text[b.span_start : b.span_end]: b.kind for b in article.blocks}
    assert [s for s in gold["subheads"] if kinds.get(s) != "subhead"] == []
    removed = {(line.kind, line.text) for line in article.removed_lines}
    assert [c for c in gold.get("captions", []) if ("caption", c) not in removed] == []
    if "pull_quote" in gold:
        assert gold["pull_quote"] in lines
    if "tag_tail_starts" in gold:
        assert [t for _, t in removed if t.startswith(gold["tag_tail_starts"])]
