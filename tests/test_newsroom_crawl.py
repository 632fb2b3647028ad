"""The sample newsroom crawled for real: every article once, nothing twice, corrections when they come."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest

from flows.newsroom import Newsroom, stories
from flows.publishers import load_publishers
from flows.steps.crawling.addresses import canonical
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState

NOW = datetime(2025, 11, 21, 6, 0, tzinfo=UTC)
LISTINGS = {f"http://{story.paper.host}{story.paper.listing}" for story in stories("morning")}


def crawled(edition, state, folder):
    """(canonical addresses of the pages read, requests as the newsroom saw them)."""

    async def pages(newsroom):
        hosts = frozenset(newsroom.hosts)
        settings = Settings(
            resolver=newsroom.hosts, local_hosts=hosts, now=lambda: NOW, every_feed=True
        )
        archive = Archive(folder, now=lambda: NOW)
        publishers = load_publishers(newsroom.publishers)
        return [
            page.canonical_url
            async for batch in crawl(publishers, state, archive, settings)
            for page in batch.pages
        ]

    with Newsroom(edition) as newsroom:
        return asyncio.run(pages(newsroom)), newsroom.requests


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder, state = tmp_path_factory.mktemp("archive"), CrawlState()
    return [crawled(edition, state, folder) for edition in ("morning", "morning", "evening")]


def test_the_first_run_reads_every_article_once(runs):
    pages, _ = runs[0]
    readable = {canonical(story.url) for story in stories("morning") if story.is_readable}
    assert readable <= set(pages)
    assert max(Counter(pages).values()) == 1


def test_the_disallowed_page_is_never_asked_for(runs):
    assert not [path for _, requests in runs for _, path, _ in requests if "/draft/" in path]


def test_the_second_run_asks_for_listings_only(runs):
    pages, requests = runs[1]
    assert pages == []
    assert {f"http://{host}{path}" for host, path, _ in requests} == LISTINGS
    assert {status for _, _, status in requests} == {304}


def test_the_evening_brings_what_is_new_or_corrected(runs):
    pages, _ = runs[2]
    before = {story.id: story for story in stories("morning")}
    new = [story.url for story in stories("evening") if story != before.get(story.id)]
    assert sorted(pages) == sorted(map(canonical, new))
