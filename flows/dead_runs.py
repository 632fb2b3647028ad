"""Runs that died without a word: told from live ones by a lock, and marked crashed in Prefect.

A run holds a lock on a file of its own while its process lives. A run that Prefect believes to be
under way and whose lock nobody holds is dead; marked so, it gives its deployment's slot free.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Crashed

from flows.data import DataFolder

# How long a run may take from Prefect's hands to its lock: a process that starts on a busy machine.
_START = {"RUNNING": timedelta(minutes=1), "CANCELLING": timedelta(minutes=1), "PENDING": timedelta(minutes=10)}  # fmt: skip


@contextmanager
def alive(data: DataFolder, run_id: str) -> Iterator[None]:
    """Show that a run lives, as long as its process does."""
    data.runs.mkdir(exist_ok=True)
    path = data.runs / run_id
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


async def find_dead(data: DataFolder) -> list[FlowRun]:
    """The runs of this data folder that Prefect believes to be under way, and whose process is gone."""
    async with get_client() as client:
        believed = FlowRunFilter.model_validate({"state": {"type": {"any_": list(_START)}}})
        runs = await client.read_flow_runs(flow_run_filter=believed)
    return [run for run in runs if _is_ours(run, data) and _is_dead(run, data)]


async def bury_dead(data: DataFolder) -> int:
    """Mark the runs of this data folder whose process is gone as crashed; how many there were."""
    dead = await find_dead(data)
    async with get_client() as client:
        for run in dead:
            told: State[None] = Crashed(message="The process that ran it is gone.")
            await client.set_flow_run_state(run.id, told, force=True)
            (data.runs / str(run.id)).unlink(missing_ok=True)
    return len(dead)


def _is_ours(run: FlowRun, data: DataFolder) -> bool:
    """Whether it was called with this data folder: a server may have runs of other programs."""
    given = run.parameters.get("data")
    return isinstance(given, str) and Path(given).absolute() == data.root


def _is_dead(run: FlowRun, data: DataFolder) -> bool:
    try:
        with (data.runs / str(run.id)).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A file this young may be one that its run is just about to lock.
            return time.time() - os.fstat(lock.fileno()).st_mtime > 5
    except BlockingIOError:
        return False
    except FileNotFoundError:
        since = run.state.timestamp if run.state else datetime.now(UTC)
        return (
            run.state_type is not None and datetime.now(UTC) - since > _START[run.state_type.value]
        )
