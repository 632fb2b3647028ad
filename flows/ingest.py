"""The ingest flow: discover, fetch, archive, clean, extract, load, dedupe, check, publish, report."""

# No postponed annotations here: prefect loads this file by its path and must find the types as they stand.
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from prefect import flow

from flows.publishers import OUR_OWN, chosen, load_publishers
from flows.run_names import ingest_name
from flows.stages import crawl_and_read, finish
from flows.steps.crawling.crawl import demand_contact
from flows.steps.crawling.settings import PAGES_A_PUBLISHER, Settings
from flows.steps.storing.forget import unforgotten
from flows.steps.storing.runs import Run
from flows.steps.storing.store import DEFAULT_TIMEZONE
from flows.working import working


@flow(name="ingest", flow_run_name=ingest_name, persist_result=False)
async def ingest(
    publishers: Path = OUR_OWN,
    only: list[str] | None = None,
    data: Path | None = None,
    contact: str = "",
    timezone: str = DEFAULT_TIMEZONE,
    every_feed: bool = False,
    feeds: bool = True,
    since: date | None = None,
    pages: int = PAGES_A_PUBLISHER,
    patience: int = 0,
    local_hosts: dict[str, tuple[str, int]] | None = None,
) -> Run:
    """Bring the store up to date with what the publishers print.

    Args:
        publishers: A publishers.toml.
        only: Ids of the publishers to crawl; all that do not rest by default.
        data: The data folder; else MARSAD_DATA, else ./data.
        contact: Where publishers reach you; it stands in the User-Agent.
        timezone: In which days are counted, an IANA name.
        every_feed: Ask feeds also before they are due.
        feeds: Without, no feed is asked: only articles that are due are read again.
        since: Only articles published on this day or later, as far as their feed tells.
        pages: How many pages of one publisher at most; the rest waits for the next run.
        patience: How many minutes to wait for another run on this data folder.
        local_hosts: Hosts that may lie in your own network, with the address and port to connect to.
    """
    hosts = local_hosts or {}
    settings = Settings(
        contact=contact, resolver=hosts, local_hosts=frozenset(hosts), every_feed=every_feed,
        since=since, pages_a_publisher=pages,
    )  # fmt: skip
    async with working(data, timezone, patience) as (folder, store, run):
        papers = unforgotten(store, load_publishers(publishers))
        asked = chosen(papers, only or ())
        demand_contact(asked, settings)
        run.publishers = len(asked)
        store.upsert("publishers", [asdict(p) | {"publisher": p.id} for p in papers])
        if not feeds:
            asked = tuple(replace(paper, feeds=()) for paper in asked)
        await crawl_and_read(asked, papers, settings, folder, store, run)
        await finish(store, folder, run)
    return run
