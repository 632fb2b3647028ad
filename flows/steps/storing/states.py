"""What tables hold, in short: two stores are compared by it."""

from __future__ import annotations

import duckdb

_TABLES = "select table_name from duckdb_tables() where schema_name = 'main' order by table_name"


def table_states(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """Name, number of rows and checksum of each table of schema main; equal tables have equal ones."""
    names = [name for (name,) in connection.execute(_TABLES).fetchall()]
    states = []
    for name in names:
        # The order of rows says nothing, so their hashes are combined by a sum that has none either.
        [(count, checksum)] = connection.execute(
            f"select count(*), sum(hash(t)::hugeint) % 18446744073709551557 from {name} as t"
        ).fetchall()
        states.append((name, count, f"{int(checksum or 0):016x}"))
    return states
