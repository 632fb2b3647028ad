"""Every page of the gallery: body, headline, byline, section, tags, caption, date."""

from __future__ import annotations

import pytest
from gallery import TestPage, pages

from flows.steps.cleaning.clean import Cleaned, clean_page

PAGES = pages()


def clean(page: TestPage) -> Cleaned:
    return clean_page(page.body, page.url, "text/html", publisher=page.home)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_gives_its_story_and_nothing_else(page: TestPage) -> None:
    cleaned = clean(page)
    article = cleaned.article
    assert article is not None, cleaned.reason
    assert article.text.split("\n") == [text for _, text in page.story["body"]]
    assert article.headline == page.story["headline"]
    if "author" in page.shows:
        assert article.byline == ((page.story["author"],) if page.story["author"] else ())
    if "section" in page.shows:
        assert article.section == page.story["section"]
    if "tags" in page.shows:
        assert article.tags == tuple(page.story["tags"])
    if "caption" in page.shows and page.story["caption"]:
        captions = [text for kind, text in cleaned.lines if kind == "caption"]
        assert any(page.story["caption"] in text for text in captions)
    assert article.published_precision == page.precision
    assert article.published == page.published.date()
    if page.precision != "day":
        assert article.published_at == page.published


def test_the_gallery_is_large_and_varied() -> None:
    assert len(PAGES) >= 60
    assert len({page.home.id for page in PAGES}) >= 15
