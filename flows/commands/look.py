"""Commands that look into the published database: query, search, show."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import duckdb
import typer

from flows.commands.options import DataOption, Format
from flows.commands.terminal import console, harmless, print_table
from flows.data import DataError, DataFolder


def query(
    statement: Annotated[str | None, typer.Argument(help="SQL; none lists the views.")] = None,
    data: DataOption = None,
    output: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Ask the published database, or list its views with their comments and row counts.

    Examples:
      marsad query
      marsad query "from speakers limit 10"
      marsad query --format jsonl "select * from quotes_by_speaker"
    """
    with published(data) as connection:
        if statement is None:
            _list_views(connection)
            return
        try:
            cursor = connection.execute(statement)
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
        except duckdb.Error as error:
            raise DataError(f"the statement failed: {error}") from error
    print_rows(columns, rows, output)


def search(
    term: Annotated[str, typer.Argument(help="Words to look for, however they are spelled.")],
    data: DataOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many sentences at most.")] = 20,
    output: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Find articles and sentences that hold a term; hamza, tashkeel, ة and ى make no difference.

    Example:
      marsad search "وزارة الدفاع"
    """
    with published(data) as connection:
        cursor = connection.execute(
            "select article_id, publisher, published, headline, sentence from search(?) limit ?",
            [term, limit],
        )
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    print_rows(columns, rows, output)


def show(
    article: Annotated[str, typer.Argument(help="An article's id or its address.")],
    data: DataOption = None,
) -> None:
    """Print an article with its mentions marked and listed.

    Example:
      marsad show $(marsad query --format csv "select article_id from articles limit 1" | tail -1)
    """
    with published(data) as connection:
        found = connection.execute(
            "select article_id, headline, publisher, published, canonical_url, text from articles"
            " where article_id = $name or canonical_url = $name",
            {"name": article},
        ).fetchone()
        if found is None:
            raise DataError(f"there is no article {article}; marsad query lists what there is")
        name, headline, publisher, published_on, address, text = found
        mentions = connection.execute(
            "select span_start, span_end, kind, text, rule from mentions where article_id = ?"
            " order by span_start, span_end desc, kind",
            [name],
        ).fetchall()
    console.print(harmless(headline), style="bold", markup=False)
    facts = f"{publisher} · {published_on or 'no date'} · {address}"
    console.print(harmless(facts), style="dim", markup=False, highlight=False)
    console.print()
    console.print(harmless(_marked(text, mentions)), markup=False, highlight=False)
    console.print()
    print_table(["start", "end", "kind", "text", "rule"], mentions)


def _marked(text: str, mentions: list[tuple[Any, ...]]) -> str:
    """The text with people, organisations, places, quantities, dates and events in 【 】."""
    pieces, position = [], 0
    for start, end, kind, *_ in mentions:
        if start >= position and kind not in ("quote", "attribution"):
            pieces += [text[position:start], "【", text[start:end], "】"]
            position = end
    return "".join([*pieces, text[position:]])


def _list_views(connection: duckdb.DuckDBPyConnection) -> None:
    views = connection.execute(
        "select view_name, comment from duckdb_views() where not internal and schema_name = 'main'"
        " order by view_name"
    ).fetchall()
    counted = [
        (name, connection.execute(f"select count(*) from {name}").fetchall()[0][0], comment)
        for name, comment in views
    ]
    print_table(["view", "rows", "what it holds"], counted)


@contextmanager
def published(data: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database, read only. Raises DataError where there is none yet."""
    folder = DataFolder.at(data)
    if not folder.published.exists():
        raise DataError(f"{folder.published} is not there yet: marsad demo or marsad run makes it")
    try:
        connection = duckdb.connect(folder.published, read_only=True)
    except duckdb.Error as error:
        raise DataError(f"{folder.published} cannot be opened: {error}") from error
    with connection:
        yield connection


def print_rows(columns: list[str], rows: list[tuple[Any, ...]], output: Format) -> None:
    """Rows as a table for people, or as JSON Lines or CSV for programs."""
    if output is Format.table:
        print_table(columns, rows)
    elif output is Format.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        for row in rows:
            print(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str))
