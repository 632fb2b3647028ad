"""Publishing: readers get a whole copy of the store, swapped in at once."""

from __future__ import annotations

import os

import duckdb

from flows.data import DataError, DataFolder
from flows.steps.storing.store import Store


def publish(store: Store, data: DataFolder) -> None:
    """Copy the build file to a new file and put it in the place of ``marsad.duckdb`` atomically.

    Whoever has the old file open keeps reading it; who opens next sees the new one. Raises DataError
    where the copy cannot be written; the old file then stays as it was.
    """
    fresh = data.published.with_suffix(".next")
    build = store.query("select current_database()")[0][0]
    try:
        fresh.unlink(missing_ok=True)
        store.connection.execute(f"attach '{_quoted(str(fresh))}' as published")
        store.connection.execute(f'copy from database "{build}" to published')
        store.connection.execute("detach published")
        os.replace(fresh, data.published)
    except (duckdb.Error, OSError) as error:
        _forget(store)
        raise DataError(
            f"{data.published} cannot be written: {str(error).splitlines()[0]}"
        ) from error


def _forget(store: Store) -> None:
    attached = store.query("select 1 from duckdb_databases() where database_name = 'published'")
    if attached:
        store.connection.execute("detach published")


def _quoted(path: str) -> str:
    return path.replace("'", "''")
