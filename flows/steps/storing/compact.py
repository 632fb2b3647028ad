"""Compacting: the build file written anew, without the room and the words that deleted rows left in it."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from flows.data import DataError, DataFolder
from flows.plain import first_line
from flows.steps.storing.store import Store


def compact(data: DataFolder, store: Store) -> int:
    """Write the build file anew and put it in the old one's place atomically; how many bytes it freed.

    Raises DataError where the new file cannot be written; the old one then stays as it was.
    """
    store.connection.execute("checkpoint")
    before = data.build.stat().st_size
    fresh = data.build.with_suffix(".compact")
    try:
        _write_anew(store, fresh)
        with store.closed(data.build):
            os.replace(fresh, data.build)
    except (duckdb.Error, OSError) as error:
        fresh.unlink(missing_ok=True)
        raise DataError(f"{data.build} cannot be compacted: {first_line(error)}") from error
    return before - data.build.stat().st_size


def _write_anew(store: Store, file: Path) -> None:
    file.unlink(missing_ok=True)
    build = store.query("select current_database()")[0][0]
    quoted = str(file).replace("'", "''")
    try:
        store.connection.execute(f"attach '{quoted}' as copy")
        store.connection.execute(f'copy from database "{build}" to copy')
    finally:
        store.connection.execute("detach database if exists copy")
