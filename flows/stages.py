"""The stages of a run as Prefect tasks: batches, not pages, since each task costs the server time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import closing

from prefect import task
from prefect.artifacts import acreate_progress_artifact, aupdate_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from flows.data import DataFolder
from flows.progress import bar
from flows.records import Publisher
from flows.steps.cleaning.page_pool import PagePool
from flows.steps.comparing import copies
from flows.steps.comparing.stories import tell_stories
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState
from flows.steps.storing import check, entities, publish
from flows.steps.storing.load import load
from flows.steps.storing.pack import Packed
from flows.steps.storing.read import Unread, read_pages, readers
from flows.steps.storing.remember import recall, remember
from flows.steps.storing.runs import Run, end
from flows.steps.storing.store import Store
from flows.waiting import Waiting, Writer

PAGES_A_TASK = 200
WORKERS = os.cpu_count() or 2


async def crawl_and_read(
    publishers: Sequence[Publisher],
    papers: Sequence[Publisher],
    settings: Settings,
    data: DataFolder,
    store: Store,
    run: Run,
) -> None:
    """Crawl ``publishers``, and read pages of ``papers`` while more are coming."""
    writer, state = Writer(store), recall(store)
    waiting = Waiting(writer)
    crawling = asyncio.create_task(
        crawl_publishers(publishers, papers, settings, data, state, writer, waiting.arrived, run)
    )
    waiting.until(crawling)
    try:
        await _read(papers, data, waiting, writer, run)
    finally:
        crawling.cancel()
        await asyncio.wait((crawling,))
    crawling.result()


@task(name="crawl", task_run_name="crawl {run.publishers} publishers", cache_policy=NO_CACHE)
async def crawl_publishers(
    publishers: Sequence[Publisher],
    papers: Sequence[Publisher],
    settings: Settings,
    data: DataFolder,
    state: CrawlState,
    writer: Writer,
    arrived: asyncio.Event,
    run: Run,
) -> None:
    """Fetch what is new; each batch is on disk in the archive before its rows are committed."""
    logger = get_run_logger()
    archive = Archive(data.archive, now=settings.now, user_agent=settings.user_agent)
    with closing(archive), bar("fetching") as advance:
        async for batch in crawl(publishers, state, archive, settings, papers):
            await writer.do(remember, batch)
            arrived.set()
            run.requests += len(batch.fetches)
            for sentence in batch.troubles:
                logger.warning(sentence)
            advance(len(batch.fetches))


async def read_waiting(
    publishers: Sequence[Publisher], data: DataFolder, store: Store, run: Run
) -> None:
    """Read every page that waits, also those that an earlier run fetched and did not come to read."""
    writer = Writer(store)
    await _read(publishers, data, Waiting(writer), writer, run)


async def _read(
    publishers: Sequence[Publisher], data: DataFolder, waiting: Waiting, writer: Writer, run: Run
) -> None:
    """Read all that waits; while one batch is loaded the next is being read."""
    progress = None
    given = 0
    turn = asyncio.Lock()
    under_way: list[asyncio.Task[None]] = []
    with bar("reading pages") as advance, readers(data.archive, publishers, WORKERS) as pool:
        if waiting.may_grow:
            pool.start()
        try:
            async for batch in waiting.batches(PAGES_A_TASK):
                progress = progress or await acreate_progress_artifact(0.0, key="pages-read")
                which = f"{given + 1}-{given + len(batch)}"
                given += len(batch)
                task = read_batch(batch, pool, turn, writer, run, which)
                under_way.append(asyncio.create_task(task))
                if len(under_way) > 1:
                    await under_way.pop(0)
                    advance(PAGES_A_TASK)
                    await aupdate_progress_artifact(
                        progress, 100.0 * run.pages_read / waiting.total
                    )
        finally:
            for left in under_way:
                await left
        if progress:
            await aupdate_progress_artifact(progress, 100.0)


@task(name="read", task_run_name="read pages {which}", cache_policy=NO_CACHE)
async def read_batch(
    pages: Sequence[Unread],
    pool: PagePool[Unread, Packed],
    turn: asyncio.Lock,
    writer: Writer,
    run: Run,
    which: str,
) -> None:
    """Clean and extract a batch in worker processes when it is their turn, then load it in one transaction."""
    async with turn:
        readings = await asyncio.to_thread(read_pages, pages, pool)
    run.add(await writer.do(load, readings))
    run.pages_read += len(pages)


async def finish(store: Store, data: DataFolder, run: Run) -> None:
    """What follows when all pages are read: compare, link, check, publish."""
    await compare_texts(store)
    await link_mentions(store)
    await check_store(store)
    await publish_store(store, data, run)


@task(name="compare", task_run_name="compare texts", cache_policy=NO_CACHE)
async def compare_texts(store: Store) -> None:
    """Find near-duplicates of the articles whose text is new, and who else tells of the same."""
    count = copies.find_copies(store)
    tell_stories(store)
    get_run_logger().info("compared %d texts with all others", count)


@task(name="link", task_run_name="link mentions", cache_policy=NO_CACHE)
async def link_mentions(store: Store) -> None:
    """Link mentions to the actors and places they name, where that is certain."""
    count = entities.link_entities(store)
    get_run_logger().info("linked %d mentions to entities", count)


@task(name="check", task_run_name="check the store", cache_policy=NO_CACHE)
async def check_store(store: Store) -> list[check.CheckResult]:
    """Run all checks; any that finds rows fails the run before anything is published."""
    results = check.run_checks(store)
    check.demand_clean(results)
    return results


@task(name="publish", task_run_name="publish", cache_policy=NO_CACHE)
async def publish_store(store: Store, data: DataFolder, run: Run) -> None:
    """Give readers the new state, in which this run is a completed one."""
    end(store, run, "completed")
    publish.publish(store, data)
