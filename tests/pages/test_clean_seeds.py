"""Lines of the seed texts, where those stand beside the checkout."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.page_lines.headlines import words
from flows.steps.cleaning.clean import clean_text

SHARED = Path(__file__).parents[2] / "../shared"
GOLD = SHARED / "gold/seeds.toml"


def seeds() -> list[dict[str, Any]]:
    if not GOLD.exists():
        return []
    return list(tomllib.loads(GOLD.read_text(encoding="utf-8"))["article"])


@pytest.mark.skipif(not GOLD.exists(), reason="the seeds are not beside this checkout")
@pytest.mark.parametrize("gold", seeds(), ids=lambda gold: gold["file"])
def test_every_line_of_a_seed_has_its_kind(gold: dict[str, Any]) -> None:
    cleaned = clean_text(
        (SHARED / "seeds" / gold["file"]).read_text(encoding="utf-8"), gold["file"]
    )
    article = cleaned.article
    assert article is not None
    assert article.headline == gold["headline"]
    assert words(gold["headline"]) not in [words(line) for line in article.text.split("\n")]
    headlines = [kind for kind, _ in cleaned.lines if kind.startswith("headline")]
    assert len(headlines) == gold.get("headline_lines_in_input", 1)
    assert article.byline == (gold["byline"],)
    assert article.section == gold.get("section")
    assert article.published == (gold["published"] or None)
    assert [part for part in gold["not_in_body"] if part in article.text] == []
    subheads = [text for kind, text in cleaned.lines if kind == "subhead"]
    assert subheads == gold["subheads"]
    captions = [text for kind, text in cleaned.lines if kind == "caption"]
    assert captions == gold.get("captions", [])
    pull_quotes = [text for kind, text in cleaned.lines if kind == "pull_quote"]
    assert pull_quotes == [q for q in [gold.get("pull_quote")] if q]
    if "repeated_statement" in gold:
        repeated = [article.text[r.span_start : r.span_end] for r in cleaned.repeats]
        assert sum(gold["repeated_statement"] in text for text in repeated) >= 1
        assert article.text.count(gold["repeated_statement"]) >= 2
    if "tag_tail_starts" in gold:
        assert len(article.tags) > 20
        assert max(map(len, article.tags)) < 70


@pytest.mark.skipif(not GOLD.exists(), reason="the seeds are not beside this checkout")
@pytest.mark.parametrize("gold", seeds(), ids=lambda gold: gold["file"])
def test_no_line_of_a_seed_is_lost(gold: dict[str, Any]) -> None:
    text = (SHARED / "seeds" / gold["file"]).read_text(encoding="utf-8")
    cleaned = clean_text(text, gold["file"])
    printed = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert [text for _, text in cleaned.lines] == printed
