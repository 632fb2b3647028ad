"""Compacting: the build file written anew, without the room and the words that deleted rows left in it."""

from __future__ import annotations

import duckdb

from flows.data import DataError, DataFolder
from flows.steps.storing.publish import copy_to
from flows.steps.storing.store import Store


def compact(data: DataFolder, store: Store) -> int:
    """Write the build file anew and put it in the old one's place atomically; how many bytes it freed.

    Raises DataError where the new file cannot be written; the old one then stays as it was.
    """
    store.connection.execute("checkpoint")
    before = data.build.stat().st_size
    fresh = data.build.with_suffix(".compact")
    try:
        copy_to(store, fresh)
        store.swap(fresh, data.build)
    except (duckdb.Error, OSError) as error:
        fresh.unlink(missing_ok=True)
        raise DataError(
            f"{data.build} cannot be compacted: {str(error).splitlines()[0]}"
        ) from error
    return before - data.build.stat().st_size
