"""Publishing: readers get a whole copy of the store, swapped in at once."""

from __future__ import annotations

import os
import shutil

import duckdb

from flows.data import DataError, DataFolder
from flows.plain import first_line
from flows.steps.storing.store import Store


def publish(store: Store, data: DataFolder) -> None:
    """Copy the build file and put the copy in the place of ``marsad.duckdb`` atomically.

    Whoever has the old file open keeps reading it; who opens next sees the new one. Raises DataError
    where the copy cannot be written; the old file then stays as it was.
    """
    fresh = data.published.with_suffix(".next")
    try:
        with store.closed(data.build):
            shutil.copyfile(data.build, fresh)
        with fresh.open("rb") as copied:
            os.fsync(copied.fileno())
        os.replace(fresh, data.published)
    except (duckdb.Error, OSError) as error:
        raise DataError(f"{data.published} cannot be written: {first_line(error)}") from error
