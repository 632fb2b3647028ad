"""The ingest flow: discover, fetch, archive, clean, extract, load, dedupe, check, publish, report."""

# No postponed annotations here: prefect loads this file by its path and must find the types as they stand.
from dataclasses import asdict
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.data import DataFolder
from flows.publishers import OUR_OWN, chosen, load_publishers
from flows.stages import (
    crawl_and_read,
    finish,
    recorded,
)
from flows.steps.crawling.settings import Settings
from flows.steps.storing.forget import unforgotten
from flows.steps.storing.runs import Run, begin
from flows.steps.storing.store import DEFAULT_TIMEZONE, open_store


def _run_name() -> str:
    given = flow_run.parameters
    asked = chosen(load_publishers(given["publishers"]), given["only"] or ())
    count = sum(paper.resting is None for paper in asked)
    return f"ingest {flow_run.scheduled_start_time:%Y-%m-%d %H:%M}, {count} publishers"


@flow(name="ingest", flow_run_name=_run_name, persist_result=False)
async def ingest(
    publishers: Path = OUR_OWN,
    only: list[str] | None = None,
    data: Path | None = None,
    contact: str = "",
    timezone: str = DEFAULT_TIMEZONE,
    every_feed: bool = False,
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
        local_hosts: Hosts that may lie in your own network, with the address and port to connect to.
    """
    folder = DataFolder.at(data)
    hosts = local_hosts or {}
    settings = Settings(
        contact=contact, resolver=hosts, local_hosts=frozenset(hosts), every_feed=every_feed
    )
    with folder.writing(), open_store(folder, timezone) as store:
        papers = unforgotten(store, load_publishers(publishers))
        asked = chosen(papers, only or ())
        run = begin(store, "ingest")
        run.publishers = len(asked)
        async with recorded(store, run):
            store.upsert("publishers", [asdict(p) | {"publisher": p.id} for p in papers])
            await crawl_and_read(asked, papers, settings, folder, store, run)
            await finish(store, folder, run)
    return run
