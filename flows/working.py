"""A run at work: it holds the data folder, tidies what killed runs left, and says how it ended."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from flows.alarms import raise_alarms
from flows.data import BusyError, DataFolder
from flows.dead_runs import alive, bury_dead
from flows.lease import short_lease
from flows.report import report
from flows.steps.storing.rewrite import settle
from flows.steps.storing.runs import Run, begin, end
from flows.steps.storing.store import Store, open_store


class Work(NamedTuple):
    """What a run works with."""

    data: DataFolder
    store: Store
    run: Run


@asynccontextmanager
async def working(
    data: Path | None, timezone: str | None = None, patience: int = 0
) -> AsyncIterator[Work]:
    """Hold the data folder and its store while the block lasts.

    Another run is waited for, at most ``patience`` minutes. Whatever ends the block, the run's row
    says how it ended, its report stands in the UI and its alarms are raised. Raises BusyError where
    the other run took longer.
    """
    folder = DataFolder.at(data)
    async with AsyncExitStack() as stack:
        stack.enter_context(alive(folder, str(flow_run.id)))
        stack.enter_context(short_lease())
        await _hold(stack, folder, patience)
        await bury_dead(folder)
        store = stack.enter_context(open_store(folder, timezone))
        _tidy(folder, store)
        run = begin(store, flow_run.flow_name or "run")
        try:
            yield Work(folder, store, run)
        except BaseException as error:
            # A full disk may refuse this too: the next run then marks this one as crashed.
            with suppress(duckdb.Error):
                end(store, run, "failed", str(error) or type(error).__name__)
                raise_alarms(store, run, error)
                await report(folder, store, run)
            raise
        raise_alarms(store, run)
        await report(folder, store, run)


async def _hold(stack: AsyncExitStack, folder: DataFolder, patience: int) -> None:
    """Wait for the folder; the log says for whom."""
    for minute in range(patience + 1):
        for _ in range(60 if minute < patience else 1):
            try:
                stack.enter_context(folder.writing())
                return
            except BusyError as busy:
                if minute == patience:
                    raise
                told = str(busy)
            await asyncio.sleep(1)
        get_run_logger().info("%s: waited %d of %d minutes", told, minute + 1, patience)


def _tidy(folder: DataFolder, store: Store) -> None:
    """Clear away half-written files of killed runs."""
    settle(store, folder.archive)
    for file in (folder.published.with_suffix(".next"), folder.build.with_suffix(".compact")):
        with suppress(FileNotFoundError):
            os.unlink(file)
