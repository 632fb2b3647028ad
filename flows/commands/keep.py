"""Commands that look after what was gathered: export, verify."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.look import published
from flows.commands.options import DataOption
from flows.commands.terminal import console, harmless, print_table
from flows.data import DataFolder
from flows.steps.storing.export import export as write_tables
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
