"""The store: one DuckDB file, laid out by the files under sql/, written by one process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extractors.rules import load_rows
from flows.data import DataError, DataFolder
from flows.plain import first_line

SQL = Path(__file__).parents[3] / "sql"
DEFAULT_TIMEZONE = "Asia/Damascus"
# The write-ahead log may grow this far before its rows are sorted into the file: once at the end of a run
# instead of every few hundred pages, which cost more than loading them.
_LOG_SIZE = "1GB"

Row = Mapping[str, Any]
_OUR_VIEWS = "select view_name from duckdb_views() where not internal and schema_name = 'main'"


class Store:
    """An open build file. All writes go through ``transaction``; rows are loaded by Arrow."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._schemas: dict[str, pa.Schema] = {}

    @contextmanager
    def closed(self, build: Path) -> Iterator[None]:
        """Inside, the build file holds all that was written and may be copied or replaced."""
        self.connection.execute("checkpoint")
        self.connection.close()
        try:
            yield
        finally:
            self.connection = _connected(build)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: an exception inside rolls everything back."""
        self.connection.execute("begin")
        try:
            yield
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    def query(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        return self.connection.execute(statement, list(parameters)).fetchall()

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a statement, by column name."""
        cursor = self.connection.execute(statement, list(parameters))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows; keys that are no column of the table are left out.

        Raises duckdb.ConstraintException where a key is there already.
        """
        self._load(table, rows, "insert into")

    def upsert(self, table: str, rows: Iterable[Row]) -> None:
        """Insert rows, replacing those with the same primary key."""
        self._load(table, rows, "insert or replace into")

    def replace(self, table: str, key: str, values: Iterable[str], rows: Iterable[Row]) -> None:
        """Delete what the table holds of these keys, then insert the rows: their whole new state."""
        self.delete(table, key, values)
        self.insert(table, rows)

    def delete(self, table: str, key: str, values: Iterable[str]) -> None:
        """Delete what the table holds of these keys."""
        values = list(values)
        if values:
            with self.given(values):
                self.connection.execute(
                    f"delete from {table} where {key} in (select name from given)"
                )

    @contextmanager
    def given(self, names: Iterable[str]) -> Iterator[None]:
        """Statements inside can read these names from a table ``given``; as parameters they are slow."""
        self.connection.register("given", pa.table({"name": pa.array(list(names), pa.string())}))
        yield
        self.connection.unregister("given")

    def put(self, table: str, records: Iterable[Any]) -> None:
        """Insert flat dataclasses, replacing those with the same primary key; fields are columns."""
        records = list(records)
        if records:
            known = self._schema(table).names
            names = [field.name for field in fields(records[0]) if field.name in known]
            values = attrgetter(*names)
            self._put(
                table, names, [values(record) for record in records], "insert or replace into"
            )

    def append(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows that are tuples in the order of these columns."""
        if rows:
            self._put(table, columns, rows, "insert into")

    def _put(
        self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], verb: str
    ) -> None:
        schema = self._schema(table)
        arrays = {
            name: pa.array(values, schema.field(name).type)
            for name, values in zip(columns, zip(*rows, strict=True), strict=True)
        }
        self._insert(table, pa.table(arrays), verb)

    def _load(self, table: str, rows: Iterable[Row], verb: str) -> None:
        batch = list(rows)
        if not batch:
            return
        self._insert(table, pa.Table.from_pylist(batch, schema=self._schema(table)), verb)

    def _insert(self, table: str, rows: pa.Table, verb: str) -> None:
        self.connection.register("batch", rows)
        self.connection.execute(f"{verb} {table} by name select * from batch")
        self.connection.unregister("batch")

    def _schema(self, table: str) -> pa.Schema:
        if table not in self._schemas:
            empty = self.connection.sql(f"select * from {table} limit 0")
            self._schemas[table] = empty.to_arrow_table().schema
        return self._schemas[table]


def _connected(build: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(build, config={"checkpoint_threshold": _LOG_SIZE})


@contextmanager
def open_store(data: DataFolder, timezone: str | None = None) -> Iterator[Store]:
    """The data folder's build file, laid out and up to date; closed at the end.

    Days are counted in ``timezone``; without one, in that of the last run.
    Raises DataError where another process has it open or the file is no store of ours.
    """
    try:
        connection = _connected(data.build)
    except duckdb.Error as error:
        raise DataError(f"{data.build} cannot be opened: {first_line(error)}") from error
    store = Store(connection)
    try:
        lay_out(connection, timezone)
        yield store
    finally:
        store.connection.close()


def lay_out(connection: duckdb.DuckDBPyConnection, timezone: str | None = None) -> None:
    """Create what is missing, migrate what is older, and make views and macros anew.

    Raises DataError where the store is of a newer version than this program.
    """
    connection.execute("begin")
    try:
        connection.execute("create schema if not exists ops")
        _migrate(connection)
        _set_timezone(connection, timezone)
        _fill_plover_types(connection)
        for (view,) in connection.sql(_OUR_VIEWS).fetchall():
            connection.execute(f"drop view if exists {view} cascade")
        for path in (*_files("macros"), *in_order_of_use(_files("views"))):
            connection.execute(path.read_text())
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _set_timezone(connection: duckdb.DuckDBPyConnection, timezone: str | None) -> None:
    known = connection.execute("select timezone from ops.settings").fetchone()
    chosen = timezone or (known[0] if known else DEFAULT_TIMEZONE)
    connection.execute("delete from ops.settings")
    connection.execute("insert into ops.settings values (?)", [chosen])


def _fill_plover_types(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("delete from plover_types")
    for row in load_rows("plover_types"):
        connection.execute(
            "insert into plover_types values (?, ?, ?, ?, ?)",
            [row["event_type"], row["mode"], row["quad"], row["quad_class"], row["value"]],
        )


def _migrate(connection: duckdb.DuckDBPyConnection) -> None:
    migrations = _files("migrations")
    newest = len(migrations) + 1
    fresh = not connection.sql("from duckdb_tables() where schema_name = 'ops'").fetchall()
    if not fresh:
        row = connection.execute("select max(version) from ops.schema_versions").fetchone()
        stamped = row[0] if row else 0
        if stamped > newest:
            message = (
                f"the store has schema {stamped}, this program knows {newest}: install a newer one"
            )
            raise DataError(message)
        for path in migrations[stamped - 1 :]:
            connection.execute(path.read_text())
    for path in (*_files("tables"), *_files("tables/ops")):
        connection.execute(path.read_text())
    connection.execute("insert or ignore into ops.schema_versions values (?, now())", [newest])


def _files(folder: str) -> list[Path]:
    return sorted((SQL / folder).glob("*.sql"))


def in_order_of_use(paths: Iterable[Path]) -> list[Path]:
    """Views so ordered that each comes after those it reads; a file's name is its relation's."""
    waiting = {path.stem: path for path in paths}
    ordered: list[Path] = []
    while waiting:
        ready = [n for n, p in waiting.items() if not _reads(p, waiting.keys() - {n})]
        if not ready:
            raise DataError(f"views read each other in a circle: {', '.join(sorted(waiting))}")
        ordered += [waiting.pop(name) for name in ready]
    return ordered


def _reads(path: Path, names: Iterable[str]) -> bool:
    statement = path.read_text().partition("comment on")[0]
    code = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
    return not set(re.findall(r"\w+", code)).isdisjoint(names)
