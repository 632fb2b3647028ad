"""Publishing: readers get a whole copy of the store, swapped in at once."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from flows.data import DataError, DataFolder
from flows.steps.storing.store import Store


def publish(store: Store, data: DataFolder) -> None:
    """Copy the build file to a new file and put it in the place of ``marsad.duckdb`` atomically.

    Whoever has the old file open keeps reading it; who opens next sees the new one. Raises DataError
    where the copy cannot be written; the old file then stays as it was.
    """
    fresh = data.published.with_suffix(".next")
    try:
        copy_to(store, fresh)
        os.replace(fresh, data.published)
    except (duckdb.Error, OSError) as error:
        raise DataError(
            f"{data.published} cannot be written: {str(error).splitlines()[0]}"
        ) from error


def copy_to(store: Store, file: Path) -> None:
    """Write the whole store to a new file, in the place of one that lies there."""
    file.unlink(missing_ok=True)
    build = store.query("select current_database()")[0][0]
    try:
        store.connection.execute(f"attach '{_quoted(str(file))}' as copy")
        store.connection.execute(f'copy from database "{build}" to copy')
    finally:
        store.connection.execute("detach database if exists copy")


def _quoted(path: str) -> str:
    return path.replace("'", "''")
