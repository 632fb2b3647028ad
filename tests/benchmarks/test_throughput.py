"""Pages a second of the whole run, beside bare trafilatura over the same bytes; where the time goes.

MARSAD_BENCH_PAGES sets how many pages (2,000 unless set). Ratios hold within one test.
"""

import asyncio
import logging
import os
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import pytest
import trafilatura

from extractors import extract_from
from extractors.text import Document
from flows.newsroom import Newsroom, generated_pages
from flows.steps.cleaning.clean import clean_page
from flows.steps.storing.pack import Reading, pack

PAGES = int(os.environ.get("MARSAD_BENCH_PAGES", "2000"))
WARMING = 60
SAMPLE = 150
TASKS = (
    "crawl_publishers", "read_batch", "compare_texts", "link_mentions", "check_store", "publish_store",
)  # fmt: skip
STEPS = ("remember", "read_pages", "load")


def bare(body):
    document = trafilatura.bare_extraction(body, with_metadata=True)
    return len(document.text or "") if document else 0


def bare_seconds(bodies, workers):
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(bare, bodies[:16]))  # imports are not what is measured
        began = time.perf_counter()
        list(pool.map(bare, bodies, chunksize=8))
        return time.perf_counter() - began


@contextmanager
def without_prefect(stages, working):
    """The steps of a flow as plain functions: no task, no logger, no artifact reaches the server."""

    async def nothing(*_, **__):
        return None

    with pytest.MonkeyPatch.context() as patch:
        for name in TASKS:
            patch.setattr(stages, name, getattr(stages, name).fn)
        for module in (stages, working):
            patch.setattr(module, "get_run_logger", lambda: logging.getLogger("plain"))
        for name in ("acreate_progress_artifact", "aupdate_progress_artifact"):
            patch.setattr(stages, name, nothing)
        for name in ("bury_dead", "report"):
            patch.setattr(working, name, nothing)
        patch.setattr(working, "raise_alarms", lambda *_: None)
        yield


@contextmanager
def timed(stages, seconds):
    """Adds up the seconds within tasks and within the parts of a batch; those that overlap count each."""

    def watched(name, function):
        async def waiting(*given, **named):
            began = time.perf_counter()
            try:
                return await function(*given, **named)
            finally:
                seconds[name] += time.perf_counter() - began

        def working(*given, **named):
            began = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                seconds[name] += time.perf_counter() - began

        return waiting if asyncio.iscoroutinefunction(function) else working

    with pytest.MonkeyPatch.context() as patch:
        for name in (*TASKS, *STEPS):
            patch.setattr(stages, name, watched(name, getattr(stages, name)))
        yield


def run(flow, pages, data):
    with Newsroom(generated=pages) as newsroom:
        given = {
            "publishers": newsroom.publishers, "data": data, "local_hosts": newsroom.hosts,
            "pages": len(pages),
        }  # fmt: skip
        began = time.perf_counter()
        done = asyncio.run(flow(**given))
        seconds = time.perf_counter() - began
    assert done.articles_new == len(pages)
    return seconds


def reading_costs(pages):
    """Processor seconds a page of the parts of reading, in one process, beside bare trafilatura; and the
    characters a page's article has."""
    costs, characters = Counter(), 0
    tuple(
        extract_from(Document(clean_page(pages[0].body, "https://paper.test/0").article))
    )  # lexicons
    for page in pages:
        began = time.process_time()
        bare(page.body)
        costs["bare trafilatura"] += time.process_time() - began
        began = time.process_time()
        cleaned = clean_page(page.body, "https://paper.test/1")
        costs["clean"] += time.process_time() - began
        characters += len(cleaned.article.text)
        began = time.process_time()
        mentions = tuple(extract_from(Document(cleaned.article)))
        costs["extract"] += time.process_time() - began
        began = time.process_time()
        pack(
            Reading("", "", "article", None, None, None, "", "", cleaned.article, (), mentions),
        )
        costs["pack"] += time.process_time() - began
    return {name: seconds / len(pages) for name, seconds in costs.items()}, characters / len(pages)


def both_ways(pages, folder):
    """Seconds of the run as plain functions and as a flow, and those of the plain run's parts."""
    from flows import stages, working  # late: prefect reads its settings at import
    from flows.ingest import ingest

    run(ingest, pages[:WARMING], folder / "warming")
    spent = Counter()
    with without_prefect(stages, working), timed(stages, spent):
        plain = run(ingest.fn, pages, folder / "plain")
    return plain, run(ingest, pages, folder / "flow"), spent


@pytest.mark.benchmark
def test_print_the_share_of_prefect(prefect_api, tmp_path):
    plain, flow, _ = both_ways(tuple(generated_pages(PAGES)), tmp_path)
    print(f"\n{PAGES} pages: {plain:.1f} s as plain functions, {flow:.1f} s as Prefect flow")
    print(f"Prefect's share {1 - plain / flow:8.1%}")


@pytest.mark.benchmark
def test_print_throughput(prefect_api, tmp_path):
    from flows.stages import WORKERS  # late: prefect reads its settings at import

    pages = tuple(generated_pages(PAGES))
    bodies = [page.body for page in pages]
    alone = bare_seconds(bodies, WORKERS)
    plain, flow, spent = both_ways(pages, tmp_path)
    size = sum(map(len, bodies)) / len(bodies) / 1000
    print(f"\n{PAGES} pages of {size:.0f} kB on {WORKERS} processes")
    print(f"bare trafilatura {PAGES / alone:8.1f} pages/s")
    print(f"the whole run    {PAGES / plain:8.1f} pages/s, ratio {alone / plain:.2f}")
    print(f"as Prefect flow  {PAGES / flow:8.1f} pages/s, ratio {alone / flow:.2f}")
    print(f"Prefect's share  {1 - plain / flow:8.1%}")
    print("busy in the plain run (crawl, readers and load go on side by side):")
    for step, seconds in spent.items():
        print(f"  {step:20} {seconds:7.1f} s {seconds / plain:6.1%}")
    costs, characters = reading_costs(pages[:SAMPLE])
    print(
        f"processor time a page, of {SAMPLE} in one process, {characters:,.0f} characters an article:"
    )
    for part, seconds in costs.items():
        print(f"  {part:20} {1000 * seconds:7.1f} ms")
