"""The backfill flow: the same as ingest, from WARC files, saved pages or a list of addresses."""

# No postponed annotations here: prefect loads this file by its path and must find the types as they stand.
import asyncio
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.data import DataFolder
from flows.progress import bar
from flows.publishers import OUR_OWN, load_publishers
from flows.run_names import backfill_name
from flows.stages import crawl_and_read, finish, read_waiting
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.found import Papers
from flows.steps.crawling.settings import Settings
from flows.steps.storing.forget import unforgotten
from flows.steps.storing.import_saved import import_saved
from flows.steps.storing.remember import queue_addresses
from flows.steps.storing.runs import Run
from flows.steps.storing.store import DEFAULT_TIMEZONE, Store
from flows.working import working


@flow(name="backfill", flow_run_name=backfill_name, persist_result=False)
async def backfill(
    sources: list[Path],
    publishers: Path = OUR_OWN,
    data: Path | None = None,
    contact: str = "",
    timezone: str = DEFAULT_TIMEZONE,
    patience: int = 0,
    local_hosts: dict[str, tuple[str, int]] | None = None,
) -> tuple[Run, Counter[str]]:
    """Bring in what was published before: pages that somebody saved, or addresses to fetch.

    Args:
        sources: WARC files, folders of HTML files, or .txt files with an address a line.
        publishers: A publishers.toml; pages of other sites are counted and left out.
        data: The data folder; else MARSAD_DATA, else ./data.
        contact: Where publishers reach you, for addresses that are to be fetched.
        timezone: In which days are counted, an IANA name.
        patience: How many minutes to wait for another run on this data folder.
        local_hosts: Hosts that may lie in your own network, with the address and port to connect to.
    """
    lists = [path for path in sources if path.suffix == ".txt"]
    saved = [path for path in sources if path.suffix != ".txt"]
    hosts = local_hosts or {}
    settings = Settings(contact=contact, resolver=hosts, local_hosts=frozenset(hosts))
    async with working(data, timezone, patience) as (folder, store, run):
        papers = unforgotten(store, load_publishers(publishers))
        run.publishers = len(papers)
        counts = await import_pages(saved, Papers(papers), settings, folder, store)
        if lists:
            counts += queue_addresses(store, lists, Papers(papers), settings.now())
            silent = [replace(paper, feeds=()) for paper in papers]
            await crawl_and_read(silent, papers, settings, folder, store, run)
        else:
            await read_waiting(papers, folder, store, run)
        await finish(store, folder, run)
    return run, counts


@task(name="import", task_run_name="import saved pages", cache_policy=NO_CACHE)
async def import_pages(
    saved: list[Path], papers: Papers, settings: Settings, data: DataFolder, store: Store
) -> Counter[str]:
    """Bring saved pages into the archive and the store."""
    archive = Archive(data.archive, now=settings.now, user_agent=settings.user_agent)
    with closing(archive), bar("importing saved pages") as advance:
        return await asyncio.to_thread(import_saved, saved, papers, archive, store, advance)
