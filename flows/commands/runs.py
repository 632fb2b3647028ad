"""Commands that run a flow: demo, run, backfill, reprocess, upkeep."""

from __future__ import annotations

import asyncio
import time
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows import server
from flows.commands import options
from flows.commands.options import (
    ContactOption,
    DataOption,
    LocalHostOption,
    OnlyOption,
    PublishersOption,
    TimezoneOption,
)
from flows.commands.serve import ready
from flows.commands.summary import print_summary
from flows.commands.terminal import console, print_table
from flows.data import DataError, DataFolder
from flows.newsroom import Edition, Newsroom
from flows.publishers import OUR_OWN, chosen, load_publishers
from flows.steps.crawling.crawl import demand_contact
from flows.steps.crawling.settings import Settings
from flows.steps.storing.store import DEFAULT_TIMEZONE


def demo(data: DataOption = None) -> None:
    """Run the whole pipeline on the sample newsroom that comes along, and show what it found.

    The first run reads the morning's edition, then the evening's with its corrections; further runs
    find nothing new.
    """
    folder = ready(data)
    waited = server.wake()
    started = time.monotonic()
    editions: tuple[Edition, ...] = (
        ("evening",) if folder.published.exists() else ("morning", "evening")
    )
    for edition in editions:
        with Newsroom(edition=edition) as newsroom:
            console.print(
                f"reading the {edition} edition of {len(newsroom.hosts)} sample hosts ..."
            )
            _ingest(folder, newsroom.publishers, local_hosts=newsroom.hosts)
    print_summary(folder, time.monotonic() - started, waited)


def run(
    publishers: PublishersOption = None,
    only: OnlyOption = None,
    data: DataOption = None,
    contact: ContactOption = "",
    timezone: TimezoneOption = DEFAULT_TIMEZONE,
    local_host: LocalHostOption = None,
) -> None:
    """Fetch what the publishers have new, read it, and publish the database.

    Examples:
      marsad run --contact https://example.org/crawler
      marsad run --publishers mine.toml --only alwaha --only sahifa
    """
    hosts = options.local_hosts(local_host)
    # What can be wrong with the call is said before a server is started for it.
    asked = chosen(load_publishers(publishers or OUR_OWN), only or ())
    demand_contact(asked, Settings(contact=contact, local_hosts=frozenset(hosts)))
    folder = ready(data)
    waited = server.wake()
    started = time.monotonic()
    _ingest(
        folder,
        publishers or OUR_OWN,
        only=only,
        contact=contact,
        timezone=timezone,
        local_hosts=hosts,
    )
    print_summary(folder, time.monotonic() - started, waited)


def backfill(
    sources: Annotated[
        list[Path],
        typer.Argument(
            help="WARC files, folders of HTML files, .txt files with an address a line."
        ),
    ],
    publishers: PublishersOption = None,
    data: DataOption = None,
    contact: ContactOption = "",
    timezone: TimezoneOption = DEFAULT_TIMEZONE,
    local_host: LocalHostOption = None,
) -> None:
    """Bring in what was published before; may be stopped and repeated.

    Examples:
      marsad backfill CC-NEWS-20251103-00012.warc.gz
      marsad backfill saved-pages/ --publishers mine.toml
      marsad backfill addresses.txt --contact mailto:desk@example.org
    """
    missing = [str(path) for path in sources if not path.exists()]
    if missing:
        raise DataError(f"there is no {', '.join(missing)}")
    papers = load_publishers(publishers or OUR_OWN)
    hosts = options.local_hosts(local_host)
    if any(path.suffix == ".txt" for path in sources):
        demand_contact(papers, Settings(contact=contact, local_hosts=frozenset(hosts)))
    folder = ready(data)
    from flows.backfill import backfill as flow

    run, counts = asyncio.run(
        flow(
            sources=sources,
            publishers=publishers or OUR_OWN,
            data=folder.root,
            contact=contact,
            timezone=timezone,
            local_hosts=hosts,
        )
    )
    print_table(["what", "how many"], sorted(counts.items()))
    console.print(f"{run.pages_read} pages read: {run.articles_new} new articles")


def reprocess(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only pages fetched since that day."),
    ] = None,
    only: OnlyOption = None,
    everything: Annotated[bool, typer.Option(help="Also what this very version has read.")] = False,
    publishers: PublishersOption = None,
    data: DataOption = None,
    timezone: TimezoneOption = DEFAULT_TIMEZONE,
) -> None:
    """Read the archive again with the rules of today, without network; may be stopped and resumed.

    Prints what each rule gained and lost.

    Example:
      marsad reprocess --since 2026-01-01
    """
    folder = ready(data)
    from flows.reprocess import reprocess as flow

    run, changes = asyncio.run(
        flow(
            publishers=publishers or OUR_OWN,
            since=since.date() if since else None,
            only=only,
            everything=everything,
            data=folder.root,
            timezone=timezone,
        )
    )
    console.print(f"{run.pages_read} pages read again, {run.articles_changed} articles changed")
    print_table(["kind", "rule", "gained", "lost"], map(astuple, changes))


def upkeep(
    days: Annotated[
        int | None, typer.Option(min=1, help="What was last fetched more days ago goes.")
    ] = None,
    gigabytes: Annotated[
        float | None,
        typer.Option(min=0, help="The oldest pages go until the archive is no larger."),
    ] = None,
    data: DataOption = None,
) -> None:
    """Let go of what is too old, write the store anew without gaps, verify archive and store.

    With neither option nothing is let go.

    Example:
      marsad upkeep --days 730 --gigabytes 200
    """
    folder = ready(data)
    from flows.upkeep import upkeep as flow

    _, found = asyncio.run(flow(days=days, gigabytes=gigabytes, data=folder.root))
    console.print(
        f"{found.records} archived records, {found.spans} spans, {found.tables} tables: nothing wrong"
    )


def _ingest(
    folder: DataFolder,
    publishers: Path,
    only: list[str] | None = None,
    contact: str = "",
    timezone: str = DEFAULT_TIMEZONE,
    local_hosts: dict[str, tuple[str, int]] | None = None,
) -> None:
    from flows.ingest import ingest

    asyncio.run(
        ingest(
            publishers=publishers,
            only=only,
            data=folder.root,
            contact=contact,
            timezone=timezone,
            every_feed=True,  # who asks for a run wants the news of now
            local_hosts=local_hosts,
        )
    )
