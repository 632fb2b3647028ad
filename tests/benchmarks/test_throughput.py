"""Pages a second of the whole run, beside bare trafilatura over the same bytes; where the time goes.

MARSAD_BENCH_PAGES sets how many pages (2,000 unless set). Ratios hold within one run of this file.
"""

import asyncio
import os
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context

import pytest
import trafilatura

from flows.data import DataFolder
from flows.newsroom import Newsroom, generated_pages
from flows.publishers import load_publishers
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.settings import Settings
from flows.steps.storing import check, copies, publish
from flows.steps.storing.load import load
from flows.steps.storing.read import batches, read_pages, readers, unread
from flows.steps.storing.remember import recall, remember
from flows.steps.storing.store import open_store

PAGES = int(os.environ.get("MARSAD_BENCH_PAGES", "2000"))


def bare(body):
    document = trafilatura.bare_extraction(body, with_metadata=True)
    return len(document.text or "") if document else 0


def stages():
    """Imported late: prefect reads its settings at import, and collecting tests must not fix them."""
    from flows import stages

    return stages


def bare_seconds(bodies):
    with ProcessPoolExecutor(stages().WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(bare, bodies[:16]))  # imports are not what is measured
        began = time.perf_counter()
        list(pool.map(bare, bodies, chunksize=8))
        return time.perf_counter() - began


class Clock:
    """Seconds by step."""

    def __init__(self):
        self.steps, self._last = {}, time.perf_counter()

    def lap(self, step):
        now = time.perf_counter()
        self.steps[step] = self.steps.get(step, 0.0) + now - self._last
        self._last = now


async def plain_run(newsroom, data, clock):
    """The steps of an ingest as plain calls."""
    publishers = load_publishers(newsroom.publishers)
    hosts = newsroom.hosts
    settings = Settings(resolver=hosts, local_hosts=frozenset(hosts), every_feed=True)
    with open_store(data) as store:
        clock.lap("open the store")
        with closing(Archive(data.archive, now=settings.now)) as archive:
            async for batch in crawl(publishers, recall(store), archive, settings):
                clock.lap("fetch and archive")
                remember(store, batch)
                clock.lap("remember fetches")
        clock.lap("fetch and archive")
        with readers(data.archive, publishers, stages().WORKERS) as pool:
            for pages in batches(unread(store), stages().PAGES_A_TASK):
                readings = read_pages(pages, pool)
                clock.lap("clean and extract")
                load(store, readings)
                clock.lap("load")
        copies.find_copies(store)
        clock.lap("compare")
        check.demand_clean(check.run_checks(store))
        clock.lap("check")
        publish.publish(store, data)
        clock.lap("publish")
        return store.query("select count(*) from articles")[0][0]


@pytest.mark.benchmark
def test_print_throughput(prefect_api, tmp_path):
    from flows.ingest import ingest

    pages = tuple(generated_pages(PAGES))
    bodies = [page.body for page in pages]
    size = sum(map(len, bodies)) / len(bodies) / 1000
    alone = bare_seconds(bodies)
    with Newsroom(generated=pages) as newsroom:
        clock = Clock()
        articles = asyncio.run(plain_run(newsroom, DataFolder.at(tmp_path / "plain"), clock))
        plain = sum(clock.steps.values())
        began = time.perf_counter()
        asyncio.run(
            ingest(
                publishers=newsroom.publishers, data=tmp_path / "flow", local_hosts=newsroom.hosts
            )
        )
        flow = time.perf_counter() - began
    assert articles == PAGES
    print(f"\n{PAGES} pages of {size:.0f} kB on {stages().WORKERS} processes")
    print(f"bare trafilatura {PAGES / alone:8.1f} pages/s")
    print(f"the whole run    {PAGES / plain:8.1f} pages/s, ratio {alone / plain:.2f}")
    print(f"as Prefect flow  {PAGES / flow:8.1f} pages/s, Prefect's share {1 - plain / flow:.1%}")
    for step, seconds in clock.steps.items():
        print(f"  {step:20} {seconds:7.1f} s {seconds / plain:6.1%}")
