"""How it runs for real: deployments that a Prefect server accepts, a schedule that yields a run."""

import signal
import subprocess
import sys
import time

import duckdb
import pytest
import yaml
from prefect_server import ROOT, ask, prefect

from flows.newsroom import Newsroom

NAMES = ("every-half-hour", "young-articles", "nightly", "weekly")


def test_deployments_are_accepted_with_schedule_limit_and_form(prefect_api):
    prefect("work-pool", "create", "local", "--type", "process", "--overwrite")
    prefect(
        "deploy", "--all", "--prefect-file", "deploy/prefect.yaml",
        MARSAD_HOME=str(ROOT), MARSAD_CONTACT="mailto:desk@example.org", MARSAD_DATA="/data",
    )  # fmt: skip
    deployed = {d["name"]: d for d in ask(prefect_api, "deployments/filter")}
    for name in NAMES:
        assert deployed[name]["schedules"][0]["schedule"]["timezone"] == "Asia/Damascus"
        assert deployed[name]["concurrency_options"] == {
            "collision_strategy": "CANCEL_NEW", "grace_period_seconds": 60,
        }  # fmt: skip
        assert deployed[name]["global_concurrency_limit"]["limit"] == 1
        assert deployed[name]["parameters"]["data"] == "/data"
    form = deployed["every-half-hour"]["parameter_openapi_schema"]["properties"]
    assert {"publishers", "only", "since", "pages", "contact", "timezone"} <= form.keys()
    assert form["since"]["anyOf"][0] == {"type": "string", "format": "date"}
    assert form["pages"]["type"] == "integer"
    assert deployed["every-half-hour"]["parameters"]["contact"] == "mailto:desk@example.org"


def test_one_process_runs_what_a_work_pool_would(prefect_api):
    from flows.deployments import deployments

    text = (ROOT / "deploy" / "prefect.yaml").read_text()
    pooled = {d["name"]: d for d in yaml.safe_load(text)["deployments"]}
    given = {"contact": "c", "data": "d", "timezone": "Asia/Damascus"}
    served = {d.name.removesuffix("-served"): d for d in deployments("*/30 * * * *", given)}
    assert served.keys() == pooled.keys() == set(NAMES)
    for name, one in served.items():
        other = pooled[name]
        assert one.description == other["description"]
        assert one.entrypoint.split(":")[1] == other["entrypoint"].split(":")[1]
        assert one.schedules[0].schedule.cron == other["schedules"][0]["cron"]
        assert one.parameters.keys() - {"timezone"} == other["parameters"].keys()
        for key in ("patience", "feeds"):
            assert one.parameters.get(key) == other["parameters"].get(key)


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
