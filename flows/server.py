"""Prefect's server: where it keeps its home, how long it may take to start, and who clears it away.

``prepare`` must be called before prefect is imported: prefect reads its settings at import.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import psutil

from flows.data import DataError, DataFolder

_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The first start on an empty home migrates a database: seconds here, a minute on a slow disk.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # A relative address, so that the UI finds its server on whatever port it is opened.
    "PREFECT_UI_API_URL": "/api",
    # Runs older than 90 days are forgotten; a server that lives for one run only does not get to it.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    # A run's place in its deployment outlives a server that is started again, and frees itself soon.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
}

_OWNER = "MARSAD_RUN_PID"


def prepare(data: DataFolder) -> None:
    """Keep Prefect's home in the data folder and its server quiet, unless the operator chose otherwise.

    Clears away what killed runs left. Raises DataError where another run is writing to the folder.
    """
    os.environ.setdefault("PREFECT_HOME", str(data.prefect))
    os.environ[_OWNER] = str(os.getpid())  # a temporary server inherits whose it is
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    with data.writing():
        reap()


def wake() -> float:
    """Have a server that answers, a temporary one where PREFECT_API_URL names none; the seconds it took.

    A temporary server lives as long as this process. Raises DataError where none answers.
    """
    from prefect.client.orchestration import get_client

    started = time.monotonic()
    try:
        with get_client(sync_client=True) as client:
            failure = client.api_healthcheck()
    except RuntimeError as error:
        raise DataError(f"Prefect's server did not start: {error}") from error
    if failure:
        raise DataError(f"Prefect's server at {client.api_url} does not answer: {failure}")
    return time.monotonic() - started


def reap() -> int:
    """Stop the temporary servers whose runs are dead; how many there were."""
    leftovers = [process for process in psutil.process_iter(["cmdline"]) if _is_leftover(process)]
    for process in leftovers:
        process.terminate()
    _, alive = psutil.wait_procs(leftovers, timeout=5)
    for process in alive:
        process.kill()
    return len(leftovers)


def _is_leftover(process: psutil.Process) -> bool:
    if "prefect.server.api.server:create_app" not in (process.info["cmdline"] or ()):
        return False
    try:
        environment = process.environ()
    except psutil.Error:
        return False
    owner = environment.get(_OWNER, "")
    return owner.isdecimal() and not psutil.pid_exists(int(owner))


@contextmanager
def with_ui(host: str, port: int) -> Iterator[str]:
    """Run Prefect's server with its UI while the block lasts; its address.

    Where PREFECT_API_URL is set, that server is used and none is started. Raises DataError where the
    port is taken or the server does not answer within 90 seconds.
    """
    if given := os.environ.get("PREFECT_API_URL"):
        yield given.removesuffix("/api")
        return
    address = f"http://{host}:{port}"
    _demand_free(host, port)
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        host,
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(server, f"{address}/api/health")
        os.environ["PREFECT_API_URL"] = f"{address}/api"
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.send_signal(signal.SIGINT)  # the server's own way to stop: its children go with it
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _demand_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise DataError(f"port {port} on {host} cannot be used: {error.strerror}") from error


def _wait_for(server: subprocess.Popen[bytes], address: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise DataError(f"Prefect's server ended at once with exit code {server.returncode}")
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise DataError(f"Prefect's server did not answer at {address} within {seconds:.0f} seconds")
