"""How it runs for real: deployments that a Prefect server accepts, a schedule that yields a run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import Request, urlopen

import duckdb
import pytest

from flows.newsroom import Newsroom

ROOT = Path(__file__).parents[1]


def ask(address, path, body=None):
    request = Request(
        f"{address}/api/{path}",
        data=json.dumps(body or {}).encode(),
        headers={"content-type": "application/json"},
    )
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


def prefect(*arguments, **environment):
    command = [str(Path(sys.executable).parent / "prefect"), "--no-prompt", *arguments]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, cwd=ROOT, timeout=300, check=True
    )  # fmt: skip


def test_deployments_are_accepted_with_schedule_limit_and_form(prefect_api):
    prefect("work-pool", "create", "local", "--type", "process", "--overwrite")
    prefect(
        "deploy", "--all", "--prefect-file", "deploy/prefect.yaml",
        MARSAD_HOME=str(ROOT), MARSAD_CONTACT="mailto:desk@example.org",
    )  # fmt: skip
    deployments = {d["name"]: d for d in ask(prefect_api, "deployments/filter")}
    assert {"every-half-hour", "nightly"} <= deployments.keys()
    for name in ("every-half-hour", "nightly"):
        deployed = deployments[name]
        assert deployed["schedules"][0]["schedule"]["timezone"] == "Asia/Damascus"
        assert deployed["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert deployed["global_concurrency_limit"]["limit"] == 1
    form = deployments["every-half-hour"]["parameter_openapi_schema"]["properties"]
    assert {"publishers", "only", "contact", "timezone"} <= form.keys()
    assert deployments["every-half-hour"]["parameters"]["contact"] == "mailto:desk@example.org"


@pytest.fixture
def served(prefect_api, tmp_path):
    with Newsroom(edition="morning") as newsroom:
        hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
        command = [
            sys.executable, "-m", "flows", "serve", "--cron", "* * * * *",
            "--publishers", newsroom.publishers, "--data", tmp_path, *hosts,
        ]  # fmt: skip
        server = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
        yield tmp_path / "marsad.duckdb"
        server.send_signal(signal.SIGINT)
        server.wait(60)


def test_a_schedule_yields_a_run(served, prefect_api):
    deadline = time.monotonic() + 240
    while not served.exists() and time.monotonic() < deadline:
        time.sleep(1)
    with duckdb.connect(served, read_only=True) as connection:
        assert connection.execute("select count(*) > 0 from articles").fetchall() == [(True,)]
    runs = ask(prefect_api, "flow_runs/filter", {"flow_runs": {"name": {"like_": "ingest 2"}}})
    assert any(run["auto_scheduled"] for run in runs)


def test_the_container_copies_what_the_program_needs():
    """Every folder and file that the Dockerfile copies is there, and every package is copied."""
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    copied = [
        word for line in text.splitlines() if line.startswith("COPY") for word in line.split()[1:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {"extractors", "flows", "sql", "pyproject.toml", "uv.lock"} <= set(copied)
