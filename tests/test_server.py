"""Prefect's server: what a killed run leaves behind is cleared away, old runs are forgotten."""

import os
import re
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psutil
import pytest
from prefect_server import free_port

from flows import server
from flows.data import DataFolder
from flows.newsroom import Newsroom

MARSAD = [sys.executable, "-m", "flows"]


@pytest.fixture
def own_server(monkeypatch):
    """Runs start a temporary server of their own, whatever other tests have going."""
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("PREFECT_HOME", raising=False)


def temporary_servers(data):
    """The temporary servers whose home lies in the data folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if "prefect.server.api.server:create_app" in (process.info["cmdline"] or ()):
            try:
                home = process.environ().get("PREFECT_HOME")
            except psutil.Error:
                continue
            if home == str(data.prefect):
                found.append(process)
    return found


def wait_for(what, seconds=40):
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def test_the_next_run_stops_the_server_a_killed_run_left_behind(own_server, monkeypatch, tmp_path):
    data = DataFolder.at(tmp_path)
    with Newsroom() as newsroom:
        hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
        papers = [f"--publishers={newsroom.publishers}", "--only=marja", f"--data={data.root}"]
        run = [*MARSAD, "run", *papers, *hosts]
        first = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        servers = wait_for(lambda: temporary_servers(data))
        first.kill()
        first.wait()
        [leftover] = servers
        assert leftover.is_running()
        following = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert wait_for(lambda: not leftover.is_running())
        following.kill()
        following.wait()
    monkeypatch.setenv("PREFECT_HOME", str(data.prefect))
    server.reap()
    assert temporary_servers(data) == []


def test_the_server_forgets_old_runs(own_server, tmp_path):
    script = (
        "from flows import server\n"
        "from flows.data import DataFolder\n"
        f"server.prepare(DataFolder.at({str(tmp_path)!r}))\n"
        "from prefect.settings import get_current_settings\n"
        "print(sorted(get_current_settings().server.services.db_vacuum.enabled_vacuum_types))\n"
    )
    environment = {k: v for k, v in os.environ.items() if "VACUUM" not in k}
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    assert told.stdout.strip() == "['events', 'flow_runs', 'orphans']"


def test_a_password_is_asked_for_by_the_server_and_said_by_the_deploy_files(
    own_server, monkeypatch, tmp_path
):
    said = "admin:choose-one"
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", said)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))

    def status(path, **headers):
        asked = Request(
            f"{address}/api/{path}", b"{}", headers | {"content-type": "application/json"}
        )
        try:
            with urlopen(asked, timeout=30) as answer:
                return answer.status
        except HTTPError as error:
            return error.code

    with server.with_ui("127.0.0.1", free_port()) as address:
        given = b64encode(said.encode()).decode()
        assert status("flows/filter") == 401
        assert status("flows/filter", authorization=f"Basic {given}") == 200
        with urlopen(f"{address}/api/health", timeout=30) as answer:  # as a health check asks
            assert answer.status == 200
    deploy = Path(__file__).parents[1] / "deploy"
    for file in ("compose.yaml", "kubernetes/marsad.yaml"):
        text = (deploy / file).read_text()
        for name in ("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"):
            assert re.search(rf"^ +{name}: \S", text, re.MULTILINE)
