"""Commands that stay: serve, ui."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Annotated

import typer

from flows import server
from flows.commands import options
from flows.commands.options import (
    ContactOption,
    DataOption,
    LocalHostOption,
    OnlyOption,
    PublishersOption,
    TimezoneOption,
)
from flows.commands.terminal import console
from flows.data import DataFolder
from flows.publishers import OUR_OWN
from flows.steps.storing.store import DEFAULT_TIMEZONE


def serve(
    cron: Annotated[str, typer.Option(help="When to run, in cron's five fields.")] = "*/30 * * * *",
    publishers: PublishersOption = None,
    only: OnlyOption = None,
    data: DataOption = None,
    contact: ContactOption = "",
    timezone: TimezoneOption = DEFAULT_TIMEZONE,
    local_host: LocalHostOption = None,
    host: Annotated[str, typer.Option(help="Where the UI listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 4200,
) -> None:
    """Run on a schedule, with Prefect's UI, until stopped (Ctrl-C).

    Beside what --cron says: young articles are read again every hour, every night what an older
    version read, every week the store is compacted and verified.

    Example:
      marsad serve --cron "0 * * * *" --contact mailto:desk@example.org
    """
    folder = ready(data)
    with server.with_ui(host, port) as address:
        from prefect import serve as run_served

        from flows.dead_runs import bury_dead
        from flows.deployments import LIMIT, deployments

        asyncio.run(bury_dead(folder))
        parameters = {
            "publishers": str(publishers or OUR_OWN),
            "only": only,
            "data": str(folder.root),
            "contact": contact,
            "timezone": timezone,
            "local_hosts": options.local_hosts(local_host),
        }
        console.print(f"runs at {cron} ({timezone}); watch them at {address}")
        run_served(*deployments(cron, parameters), limit=LIMIT)


def ui(
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="Where the UI listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 4200,
) -> None:
    """Show past runs in Prefect's UI, until stopped (Ctrl-C)."""
    ready(data)
    with server.with_ui(host, port) as address:
        console.print(f"Prefect's UI is at {address}; stop it with Ctrl-C")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            console.print("stopped")


def ready(data: str | None) -> DataFolder:
    """The data folder, with everything set for runs in it. Raises BusyError where one is under way."""
    folder = DataFolder.at(data)
    # Bars tell how far a run is, the last line how it ended; Prefect's log lines stay in its UI.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    server.prepare(folder)
    return folder
