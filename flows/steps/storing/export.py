"""Exporting: the published tables as files that other programs read, a folder a table."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Literal

import duckdb

from flows.data import DataError
from flows.plain import first_line

FileFormat = Literal["parquet", "csv"]

_OPTIONS = {"parquet": "format parquet, compression zstd", "csv": "format csv, header"}
_TABLES = """
select schema_name, table_name, sql, comment
from duckdb_tables()
where not internal and database_name = current_database() and schema_name in ('main', 'ops')
order by schema_name, table_name
"""
_COLUMNS = """
select column_name, comment
from duckdb_columns()
where schema_name = ? and table_name = ? and comment is not null
order by column_index
"""


def export(
    connection: duckdb.DuckDBPyConnection, folder: Path, form: FileFormat = "parquet"
) -> list[tuple[str, int]]:
    """Write each table to ``<folder>/<table>/data.<form>`` with the statements that make it in
    ``schema.sql``; the tables with their number of rows.

    The folder appears when it is complete. Equal tables make equal files. Raises DataError where the
    folder holds something already or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(f"{folder} is not empty; name a folder that is not there yet")
    draft = folder.with_name(f"{folder.name}.next")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        written = [
            _table(connection, draft, form, *row) for row in connection.execute(_TABLES).fetchall()
        ]
        os.replace(draft, folder)
    except (OSError, duckdb.Error) as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise DataError(f"{folder} cannot be written: {first_line(error)}") from error
    return written


def _table(
    connection: duckdb.DuckDBPyConnection, draft: Path, form: FileFormat,
    schema: str, table: str, statement: str, comment: str | None,
) -> tuple[str, int]:  # fmt: skip
    name = table if schema == "main" else f"{schema}.{table}"
    place = draft / name
    place.mkdir(parents=True)
    columns = connection.execute(_COLUMNS, [schema, table]).fetchall()
    lines = [f"create schema if not exists {schema};", statement.rstrip().rstrip(";") + ";"]
    lines += [f"comment on table {name} is {_literal(comment)};"] if comment else []
    lines += [f"comment on column {name}.{c} is {_literal(told)};" for c, told in columns]
    (place / "schema.sql").write_text("\n".join(lines) + "\n")
    file = _literal(str(place / f"data.{form}"))
    asked = f"copy (select * from {name} order by all) to {file} ({_OPTIONS[form]})"
    [(count,)] = connection.execute(asked).fetchall()
    return name, int(count)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
