"""Pages as their servers sent them, where they lie beside the checkout."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from extractors.page_lines.headlines import words
from extractors.page_lines.prompts import read_prompt
from flows.steps.cleaning.clean import clean_page
from flows.steps.cleaning.cleaned import Cleaned

FOLDER = Path(__file__).parents[2] / "../shared/data/pages"
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="the real pages are not beside this checkout"
)


def index() -> dict[str, str]:
    if not FOLDER.exists():
        return {}
    rows = (
        line.split("\t")
        for line in (FOLDER / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
    return {row[0]: row[-1] for row in rows}


GOLD = index()
ARTICLES = [name for name in GOLD if "chromium" not in name]


def clean(name: str) -> Cleaned:
    url = re.search(r"url=(\S+)", GOLD[name])
    return clean_page((FOLDER / name).read_bytes(), url[1] if url else "")


@pytest.mark.parametrize("name", ARTICLES)
def test_a_real_page_is_an_article_without_headline_and_prompts(name: str) -> None:
    cleaned = clean(name)
    article = cleaned.article
    assert cleaned.status == "article"
    assert article is not None
    assert article.headline
    lines = article.text.split("\n")
    assert len(lines) >= 2
    assert words(article.headline) not in [words(line) for line in lines]
    assert [line for line in lines if read_prompt(line)] == []
    assert article.language == "ar"


@pytest.mark.parametrize("name", [name for name in ARTICLES if "date=" in GOLD[name]])
def test_the_day_of_publication(name: str) -> None:
    article = clean(name).article
    expected = re.search(r"date=([\d-]+)", GOLD[name])
    assert article is not None
    assert expected is not None
    assert article.published == date.fromisoformat(expected[1])


def test_every_paragraph_of_a_page_with_full_gold() -> None:
    gold = json.loads((FOLDER / "LBCGroup.json").read_text(encoding="utf-8"))["V1"]
    article = clean("LBCGroup_2026_01_08.html").article
    assert article is not None
    paragraphs = [words(p) for section in gold["body"]["sections"] for p in section["paragraphs"]]
    assert [words(line) for line in article.text.split("\n")] == paragraphs
    assert words(article.headline) == words(gold["title"])
    assert article.published_at is not None
    assert article.published_at.isoformat().startswith(gold["publishing_date"][:10])


@pytest.mark.parametrize("charset", ["ISO-8859-6", "windows-1256"])
def test_a_page_without_a_label_is_decoded(charset: str) -> None:
    cleaned = clean(f"_chromium_{charset}_with_no_encoding_specified.html")
    assert cleaned.article is not None
    assert "في بيان" in cleaned.article.text
    assert cleaned.charset_evidence == "bytes"
