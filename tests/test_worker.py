"""A process work pool for real: runs by a worker, killed ones marked crashed, their place given free."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from prefect_server import ask, prefect

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.verify import verify

ROOT = Path(__file__).parents[1]


def wait_for(what, seconds=240):
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.5)
    return found


@pytest.fixture
def pool(prefect_api, tmp_path):
    """The deployments on a work pool, their schedules paused; what starts a worker for them."""
    data = DataFolder.at(tmp_path / "data")
    settings = {
        "MARSAD_HOME": str(ROOT),
        "MARSAD_DATA": str(data.root),
        "MARSAD_CONTACT": "mailto:desk@example.org",
    }
    prefect("work-pool", "create", "local", "--type", "process", "--overwrite")
    prefect("deploy", "--all", "--prefect-file", "deploy/prefect.yaml", **settings)
    deployed = {d["name"]: d["id"] for d in ask(prefect_api, "deployments/filter")}
    for name in deployed.values():
        ask(prefect_api, f"deployments/{name}/pause_deployment")
    workers = []

    def work():
        command = [
            str(Path(sys.executable).parent / "prefect"), "worker", "start", "--pool", "local",
        ]  # fmt: skip
        environment = os.environ | settings | {"PREFECT_WORKER_QUERY_SECONDS": "2"}
        workers.append(
            subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )  # fmt: skip
        return workers[-1]

    yield data, deployed["every-half-hour"], work
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    for worker in workers:
        worker.wait(60)


def process_of(run):
    """The process that runs a flow run, once it holds its lock."""
    for process in psutil.process_iter(["cmdline"]):
        if "prefect.engine" in (process.info["cmdline"] or ()):
            try:
                if process.environ().get("PREFECT__FLOW_RUN_ID") == run:
                    return process
            except psutil.Error:
                continue
    return None


def test_a_worker_runs_and_what_is_killed_gives_its_place_free(prefect_api, pool, marsad):
    data, deployment, work = pool

    def begin():
        given = {
            "publishers": str(newsroom.publishers), "every_feed": True,
            "local_hosts": newsroom.hosts, "only": ["marja"], "data": str(data.root),
        }  # fmt: skip
        return ask(prefect_api, f"deployments/{deployment}/create_flow_run", {"parameters": given})[
            "id"
        ]

    def state(run):
        [found] = ask(prefect_api, "flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        return found["state"]["type"]

    def is_working(run):
        return (data.runs / run).exists() and process_of(run)

    def slots():
        [found] = ask(
            prefect_api, "deployments/filter", {"deployments": {"id": {"any_": [deployment]}}}
        )
        return found["global_concurrency_limit"]["active_slots"]

    with Newsroom(edition="morning") as newsroom:
        worker = work()
        killed = begin()
        assert wait_for(lambda: is_working(killed))
        os.kill(process_of(killed).pid, signal.SIGKILL)
        assert wait_for(lambda: state(killed) == "CRASHED")
        assert wait_for(lambda: slots() == 0)

        orphaned = begin()
        assert wait_for(lambda: is_working(orphaned))
        victim = process_of(orphaned)
        worker.kill()
        victim.kill()
        worker.wait()
        wait_for(lambda: not victim.is_running(), 10)
        time.sleep(6)  # a lock file that is younger is believed to be one of a run about to start
        told = marsad("doctor", "--repair", "--data", data.root)
        assert "1 dead runs marked crashed" in told.stdout, told.stdout + told.stderr
        assert (state(orphaned), slots()) == ("CRASHED", 0)

        work()
        last = begin()
        assert wait_for(lambda: state(last) in ("COMPLETED", "FAILED", "CANCELLED"))
        assert state(last) == "COMPLETED"
    assert slots() == 0
    assert verify(data).troubles == []
