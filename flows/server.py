"""Prefect's server: where it keeps its home, how long it may take to start, and who clears it away.

``prepare`` must be called before prefect is imported: prefect reads its settings at import.
"""

from __future__ import annotations

import os

import psutil

from flows.data import DataFolder

_SETTINGS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The first start on an empty home migrates a database: seconds here, a minute on a slow disk.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # A relative address, so that the UI finds its server on whatever port it is opened.
    "PREFECT_UI_API_URL": "/api",
}


def prepare(data: DataFolder) -> None:
    """Keep Prefect's home in the data folder and its server quiet, unless the operator chose otherwise."""
    os.environ.setdefault("PREFECT_HOME", str(data.prefect))
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


def reap() -> int:
    """Stop the temporary servers that killed runs left behind; how many there were.

    Only for the holder of the data folder's writer lock: no other run can then own such a server.
    """
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
    ours = environment.get("PREFECT_HOME") == os.environ["PREFECT_HOME"]
    return ours and environment.get("PREFECT__SERVER_EPHEMERAL") == "1"
