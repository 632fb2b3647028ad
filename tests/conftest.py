"""What tests share: one Prefect server on loopback, and runs of the command line as a user starts them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prefect_server import free_port

from flows import server
from flows.data import DataFolder

MARSAD = Path(sys.executable).parent / "marsad"


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory):
    """A Prefect server of its own for the whole session; runs in this and other processes report to it."""
    home = DataFolder.at(tmp_path_factory.mktemp("prefect"))
    server.prepare(home)
    with server.with_ui("127.0.0.1", free_port()) as address:
        yield address
        # What this process still has to tell the server, it tells before the server goes.
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)
    os.environ.pop("PREFECT_HOME", None)


@pytest.fixture
def marsad(prefect_api):
    """Run a command of ours: its completed process with text output."""

    def run(*arguments, **options):
        command = [str(MARSAD), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, **options)

    return run
