"""The doctor: what is installed, what lies in the data folder, what is wrong and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from urllib.request import urlopen

import duckdb
import typer

from flows.commands.options import DataOption
from flows.commands.terminal import print_table
from flows.data import DataError, DataFolder
from flows.steps.archive import is_whole
from flows.steps.check import run_checks
from flows.steps.store import Store, open_store

_LIBRARIES = ("prefect", "fastapi", "sqlalchemy", "httpx", "trafilatura", "duckdb", "pyarrow")

Finding = tuple[str, str, str]
"""What was looked at, how it is, and what to do (empty where nothing)."""


def doctor(data: DataOption = None) -> None:
    """Look at versions, store, locks, archive and server, and say what to do about each.

    Exit code 1 where something is wrong.
    """
    folder = DataFolder.at(data)
    findings = [finding for look in _LOOKS for finding in look(folder)]
    print_table(["what", "how it is", "what to do"], findings)
    if any(advice for _, _, advice in findings):
        raise typer.Exit(1)


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
        yield "published database", str(error).splitlines()[0], "the next run replaces it"


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


def _server(_: DataFolder) -> Iterator[Finding]:
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        yield "Prefect's server", "started for each run (PREFECT_API_URL is not set)", ""
        return
    try:
        with urlopen(f"{address}/health", timeout=5):
            yield "Prefect's server", f"answers at {address}", ""
    except OSError as error:
        yield "Prefect's server", f"{address}: {error}", "start it, or unset PREFECT_API_URL"


_LOOKS: tuple[Callable[[DataFolder], Iterator[Finding]], ...] = (
    _versions, _writer, _published, _archive, _server,
)  # fmt: skip
