"""Every hostile site ends in a row with a named outcome, in bounded time and memory, beside others."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hostile_web import CASES, PAGE, Case
from loopback import Loopback, paper, rss

from flows.records import Batch, Fetch
from flows.steps.crawling.archive import Archive, read_record
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.state import CrawlState

MOST_MEGABYTES = 100
MOST_SECONDS = 20
GOOD = "good-neighbour.test"


class Outcome:
    """What one crawl over all cases brought."""

    def __init__(self, folder: Path) -> None:
        sites = {case.host: case.site for case in CASES}
        sites[GOOD] = {"/feed": rss("/page"), "/page": PAGE}
        self.batches: list[Batch] = []
        self.folder = folder
        with Loopback(sites) as web:
            before, started = _peak_memory(), time.monotonic()
            asyncio.run(self._crawl(web))
            self.seconds = time.monotonic() - started
            self.megabytes = (_peak_memory() - before) / 1024
            self.requests = web.requests

    async def _crawl(self, web: Loopback) -> None:
        strangers = {case.host: case.resolves for case in CASES if case.resolves is not None}

        async def resolve(host: str) -> Sequence[str]:
            if host == "localhost" or host.isdecimal():
                return ["127.0.0.1"]
            return strangers.get(host, ())

        local = web.settings(
            total_seconds=6.0, read_seconds=2.0, connect_seconds=2.0, resolve=resolve,
            contact="test@example.org", requests_at_once=200,
        )  # fmt: skip
        settings = web.settings(
            **{name: getattr(local, name) for name in local.__slots__}
            | {
                "local_hosts": local.local_hosts - strangers.keys(),
                "resolver": {h: a for h, a in local.resolver.items() if h not in strangers},
            }
        )
        publishers = [paper(case.host, feeds=(case.source,)) for case in CASES] + [paper(GOOD)]
        archive = Archive(self.folder, now=settings.now)
        async for batch in crawl(publishers, CrawlState(), archive, settings):
            self.batches.append(batch)
        archive.close()

    def fetches(self, publisher: str, purpose: str) -> list[Fetch]:
        """The attempts of one kind for one publisher, in order."""
        rows = (f for b in self.batches for f in b.fetches)
        return [f for f in rows if f.publisher == publisher and f.purpose == purpose]


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return Outcome(tmp_path_factory.mktemp("archive"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_ends_in_named_outcome(crawled: Outcome, case: Case) -> None:
    rows = crawled.fetches(case.name, case.purpose)
    assert tuple(f.outcome for f in rows) == case.outcomes
    assert all(f.reason for f in rows if f.outcome != "ok")
    assert all(f.reason.isprintable() for f in rows)


def test_cases_are_many_and_named_apart() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


def test_run_goes_on(crawled: Outcome) -> None:
    assert [f.outcome for f in crawled.fetches("good-neighbour", "page")] == ["ok"]
    assert not [t for b in crawled.batches for t in b.troubles]


def test_memory_and_time_are_bounded(crawled: Outcome) -> None:
    assert crawled.megabytes < MOST_MEGABYTES
    assert crawled.seconds < MOST_SECONDS


def test_every_answer_is_archived(crawled: Outcome) -> None:
    rows = [f for b in crawled.batches for f in b.fetches if f.status is not None]
    assert rows
    for fetch in rows:
        assert fetch.archive_file is not None
        assert fetch.archive_offset is not None
        record = read_record(crawled.folder, fetch.archive_file, fetch.archive_offset)
        assert (record.url, record.status) == (fetch.final_url, fetch.status)
        assert record.digest == fetch.digest
    cut = [f for f in rows if f.outcome in ("too_large", "too_slow")]
    assert cut


def test_no_cookie_is_sent_back(crawled: Outcome) -> None:
    assert not [r for r in crawled.requests if "cookie" in r.headers]
