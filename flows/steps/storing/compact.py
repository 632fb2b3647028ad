"""Compacting: the build file written anew, without the room and the words that deleted rows left in it."""

from __future__ import annotations

import os

import duckdb

from flows.data import DataError, DataFolder


def compact(data: DataFolder) -> int:
    """Write the build file anew and put it in the old one's place atomically; how many bytes it freed.

    The folder must be held for writing and the store closed. Raises DataError where the new file
    cannot be written; the old one then stays as it was.
    """
    before = data.build.stat().st_size
    fresh = data.build.with_suffix(".compact")
    try:
        fresh.unlink(missing_ok=True)
        with duckdb.connect(data.build) as connection:
            build = connection.execute("select current_database()").fetchall()[0][0]
            # A path as a parameter: attach takes none, so its quotes are doubled.
            path = str(fresh).replace("'", "''")
            connection.execute(f"attach '{path}' as fresh")
            connection.execute(f'copy from database "{build}" to fresh')
            connection.execute("detach fresh")
        os.replace(fresh, data.build)
    except (duckdb.Error, OSError) as error:
        fresh.unlink(missing_ok=True)
        raise DataError(
            f"{data.build} cannot be compacted: {str(error).splitlines()[0]}"
        ) from error
    return before - data.build.stat().st_size
