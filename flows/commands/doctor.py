"""The doctor: what is installed, what lies in the data folder, what is wrong and what to do about it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Annotated
from urllib.request import urlopen

import duckdb
import typer

from flows import server
from flows.commands.options import (
    ContactOption,
    DataOption,
    LocalHostOption,
    PublishersOption,
    local_hosts,
)
from flows.commands.terminal import console, print_table
from flows.data import DataError, DataFolder
from flows.plain import first_line
from flows.publishers import OUR_OWN, chosen, load_publishers
from flows.steps.crawling.archive import is_whole
from flows.steps.crawling.crawl import demand_contact
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.trial import Trial, try_feeds
from flows.steps.storing.check import run_checks
from flows.steps.storing.store import Store, open_store

_LIBRARIES = ("prefect", "fastapi", "sqlalchemy", "httpx", "trafilatura", "duckdb", "pyarrow")

_ALARMS = "select raised_at, message from ops.alarms where ended_at is null order by raised_at"

Finding = tuple[str, str, str]
"""What was looked at, how it is, and what to do (empty where nothing)."""


app = typer.Typer(rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def doctor(
    context: typer.Context,
    data: DataOption = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mark runs whose process is gone as crashed first.")
    ] = False,
) -> None:
    """Look at versions, store, locks, archive and server, and say what to do about each.

    Exit code 1 where something is wrong.

    Examples:
      marsad doctor
      marsad doctor publishers --contact mailto:desk@example.org
    """
    if context.invoked_subcommand:
        return
    folder = DataFolder.at(data)
    if repair:
        _repair(folder)
    findings = [finding for look in _LOOKS for finding in look(folder)]
    print_table(["what", "how it is", "what to do"], findings)
    if any(advice for _, _, advice in findings):
        raise typer.Exit(1)


@app.command()
def publishers(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Publishers; all by default.")
    ] = None,
    file: PublishersOption = None,
    contact: ContactOption = "",
    local_host: LocalHostOption = None,
) -> None:
    """Ask every feed of these publishers once, resting ones too, and say what it answered.

    Reads no article and keeps nothing. Exit code 1 where a feed brought no items.

    Example:
      marsad doctor publishers alwaha sahifa --contact mailto:desk@example.org
    """
    asked = chosen(load_publishers(file or OUR_OWN), only or ())
    hosts = local_hosts(local_host)
    settings = Settings(contact=contact, resolver=hosts, local_hosts=frozenset(hosts))
    demand_contact(asked, settings)
    trials = asyncio.run(try_feeds(asked, settings))
    trials.sort(key=lambda trial: (trial.publisher, trial.url))
    columns = ["publisher", "outcome", "items", "hours old", "Arabic", "seconds", "address", "why"]
    print_table(columns, map(_trial_row, trials))
    if not all(trial.items for trial in trials):
        raise typer.Exit(1)


def _trial_row(trial: Trial) -> tuple[object, ...]:
    arabic = "" if trial.arabic_share is None else f"{trial.arabic_share:.0%}"
    return (
        trial.publisher, trial.outcome, trial.items, trial.hours_old, arabic,
        f"{trial.seconds:.1f}", trial.url, trial.reason,
    )  # fmt: skip


def _versions(_: DataFolder) -> Iterator[Finding]:
    yield "python", sys.version.split()[0], ""
    yield "libraries", ", ".join(f"{name} {version(name)}" for name in _LIBRARIES), ""


def _writer(data: DataFolder) -> Iterator[Finding]:
    try:
        with data.writing():
            yield "data folder", f"{data.root}, no run under way", ""
            yield from _store(data)
    except DataError as error:
        yield "data folder", str(error), "wait for that run, or end it"


def _store(data: DataFolder) -> Iterator[Finding]:
    if not data.build.exists():
        yield "store", "none yet", ""
        return
    try:
        with open_store(data) as store:
            failed = [r for r in run_checks(store) if r.offending]
            count = store.query("select count(*) from articles")[0][0]
            stopped = _unfinished(store)
            alarms = store.query(_ALARMS)
    except (DataError, duckdb.Error) as error:
        yield "store", str(error), f"move {data.build} away; marsad reprocess rebuilds it"
        return
    wrong = ", ".join(f"{r.name}: {r.offending} rows" for r in failed)
    yield (
        "store",
        f"{count} articles, checks {wrong or 'pass'}",
        "marsad reprocess" if wrong else "",
    )
    if stopped:
        yield "runs", f"{stopped} ended without a word", ""
    for since, told in alarms:
        yield "alarm", f"since {since:%Y-%m-%d %H:%M}: {told}", "marsad query 'from ops.alarms'"


def _unfinished(store: Store) -> int:
    return int(store.query("select count(*) from ops.runs where status = 'running'")[0][0])


def _published(data: DataFolder) -> Iterator[Finding]:
    if not data.published.exists():
        yield "published database", "none yet", ""
        return
    try:
        with duckdb.connect(data.published, read_only=True) as connection:
            [(count,)] = connection.execute("select count(*) from articles").fetchall()
        yield "published database", f"{count} articles", ""
    except duckdb.Error as error:
        yield "published database", first_line(error), "the next run replaces it"


def _archive(data: DataFolder) -> Iterator[Finding]:
    files = sorted(data.archive.glob("*.warc.gz")) if data.archive.exists() else []
    size = sum(file.stat().st_size for file in files)
    torn = [file.name for file in files if not is_whole(file)]
    advice = "the next run repairs it" if torn else ""
    yield (
        "archive",
        f"{len(files)} files, {size:,} bytes" + "".join(f", torn: {n}" for n in torn),
        advice,
    )


def _repair(data: DataFolder) -> None:
    server.prepare(data)
    server.wake()
    from flows.dead_runs import bury_dead

    console.print(f"{asyncio.run(bury_dead(data))} dead runs marked crashed")


def _server(data: DataFolder) -> Iterator[Finding]:
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        yield "Prefect's server", "started for each run (PREFECT_API_URL is not set)", ""
        return
    try:
        with urlopen(f"{address}/health", timeout=5):
            yield "Prefect's server", f"answers at {address}", ""
            yield from _dead(data)
    except OSError as error:
        yield "Prefect's server", f"{address}: {error}", "start it, or unset PREFECT_API_URL"


def _dead(data: DataFolder) -> Iterator[Finding]:
    from flows.dead_runs import find_dead

    if dead := asyncio.run(find_dead(data)):
        names = ", ".join(run.name for run in dead)
        yield "Prefect's runs", f"under way, but dead: {names}", "marsad doctor --repair"


_LOOKS: tuple[Callable[[DataFolder], Iterator[Finding]], ...] = (
    _versions, _writer, _published, _archive, _server,
)  # fmt: skip
