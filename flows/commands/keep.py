"""Commands that look after what was gathered: export, verify, forget."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.look import published
from flows.commands.options import DataOption
from flows.commands.terminal import console, harmless, print_table
from flows.data import DataError, DataFolder
from flows.steps.comparing.copies import find_copies
from flows.steps.comparing.stories import tell_stories
from flows.steps.crawling.settings import utc_now
from flows.steps.storing.check import demand_clean, run_checks
from flows.steps.storing.compact import compact
from flows.steps.storing.entities import link_entities
from flows.steps.storing.export import export as write_tables
from flows.steps.storing.forget import allow_again
from flows.steps.storing.forget import forget as take_out
from flows.steps.storing.publish import publish
from flows.steps.storing.runs import begin, end
from flows.steps.storing.store import Store, open_store
from flows.steps.storing.verify import verify as verify_folder


class FileFormat(StrEnum):
    """How tables are written to files."""

    parquet = "parquet"
    csv = "csv"


def export(
    folder: Annotated[Path, typer.Argument(help="Where to; a folder that is not there yet.")],
    data: DataOption = None,
    output: Annotated[FileFormat, typer.Option("--format")] = FileFormat.parquet,
) -> None:
    """Write the published tables to files, a folder a table, each with its schema.

    Examples:
      marsad export news-parquet
      marsad export --format csv news-csv
    """
    with published(data) as connection:
        written = write_tables(connection, folder.absolute(), output.value)
    print_table(["table", "rows"], written)


def verify(data: DataOption = None) -> None:
    """Look at every archived record, check, span and published table; change nothing.

    Exit code 1 where something is wrong, with a sentence for each.
    """
    found = verify_folder(DataFolder.at(data))
    console.print(
        f"{found.records} archived records, {found.checks} checks, {found.spans} spans, "
        f"{found.tables} published tables: {len(found.troubles) or 'nothing'} wrong"
    )
    for sentence in found.troubles:
        console.print(harmless(sentence), markup=False, highlight=False, soft_wrap=True)
    if found.troubles:
        raise typer.Exit(1)


def forget(
    names: Annotated[
        list[str],
        typer.Argument(help="Addresses of articles, or publishers' ids.", metavar="NAME..."),
    ],
    data: DataOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it is meant.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Let later runs bring it again; what is gone stays gone.")
    ] = False,
) -> None:
    """Take articles or whole papers out of store and archive for good; no run brings them back.

    What was forgotten when stands in ops.forgotten. Copies of the data folder made before, and
    exports, still hold it.

    Examples:
      marsad forget https://alwaha.example/2025/11/article.html
      marsad forget --yes alwaha
    """
    folder = DataFolder.at(data)
    if not folder.build.exists():
        raise DataError(f"{folder.build} is not there yet, so there is nothing to forget")
    if not (yes or undo):
        typer.confirm(f"take {', '.join(names)} out of {folder.root} for good?", abort=True)
    with folder.writing(), open_store(folder) as store:
        for name in names:
            console.print(
                _allowed(store, name) if undo else _taken_out(store, folder, name),
                markup=False,
                highlight=False,
            )
        if not undo:
            find_copies(store)
            tell_stories(store)
            link_entities(store)
            demand_clean(run_checks(store))
            compact(folder, store)  # what deleted rows left behind is not for readers
        publish(store, folder)


def _taken_out(store: Store, folder: DataFolder, name: str) -> str:
    run = begin(store, "forget")
    gone = take_out(store, folder.archive, name, utc_now())
    told = (
        f"{harmless(name)}: {gone.articles} articles and {gone.records} archived answers taken out"
    )
    end(store, run, "completed", told)
    return told


def _allowed(store: Store, name: str) -> str:
    if not allow_again(store, name):
        raise DataError(
            f"{name} was not forgotten; marsad query 'from ops.forgotten' lists what was"
        )
    return f"{harmless(name)}: a later run may bring it again"
