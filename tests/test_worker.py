"""A process work pool for real: runs by a worker, killed ones marked crashed, their place given free."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError

import psutil
import pytest
from prefect_server import ask, free_port, prefect
from soaking import ingest, states

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.verify import verify

ROOT = Path(__file__).parents[1]
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def wait_for(what, seconds=240):
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.5)
    return found


class Pool:
    """The deployments on a work pool, their schedules paused; what starts a worker and a run for them."""

    def __init__(self, address, folder):
        self.address, self.folder, self.data = address, folder, DataFolder.at(folder / "data")
        self.settings = {
            "MARSAD_HOME": str(ROOT),
            "MARSAD_DATA": str(self.data.root),
            "MARSAD_CONTACT": "mailto:desk@example.org",
        }
        self.workers = []
        prefect("work-pool", "create", "local", "--type", "process", "--overwrite")
        prefect("deploy", "--all", "--prefect-file", "deploy/prefect.yaml", **self.settings)
        deployed = {d["name"]: d["id"] for d in self.ask("deployments/filter")}
        for name in deployed.values():
            self.ask(f"deployments/{name}/pause_deployment")
        self.deployment = deployed["every-half-hour"]

    def ask(self, path, body=None):
        """The server's answer; one that is busy with its database is asked again, as Prefect's clients do."""
        for _ in range(30):
            try:
                return ask(self.address, path, body)
            except HTTPError as error:
                if error.code != 503:
                    raise
                time.sleep(1)
        return ask(self.address, path, body)

    def work(self):
        command = [
            str(Path(sys.executable).parent / "prefect"), "worker", "start", "--pool", "local",
        ]  # fmt: skip
        environment = os.environ | self.settings | {"PREFECT_WORKER_QUERY_SECONDS": "2"}
        self.workers.append(
            subprocess.Popen(command, env=environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )  # fmt: skip
        return self.workers[-1]

    def begin(self, newsroom, **given):
        given |= {
            "publishers": str(newsroom.publishers), "every_feed": True,
            "local_hosts": newsroom.hosts, "data": str(self.data.root),
        }  # fmt: skip
        run = self.ask(f"deployments/{self.deployment}/create_flow_run", {"parameters": given})
        return run["id"]

    def state(self, run):
        [found] = self.ask("flow_runs/filter", {"flow_runs": {"id": {"any_": [run]}}})
        return found["state"]["type"]

    def is_working(self, run):
        return (self.data.runs / run).exists() and process_of(run)

    def slots(self):
        wanted = {"deployments": {"id": {"any_": [self.deployment]}}}
        [found] = self.ask("deployments/filter", wanted)
        return found["global_concurrency_limit"]["active_slots"]

    def close(self):
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        for worker in self.workers:
            worker.wait(60)


@pytest.fixture
def pool(prefect_api, tmp_path):
    with closing(Pool(prefect_api, tmp_path)) as pool:
        yield pool


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


def test_a_worker_runs_and_what_is_killed_gives_its_place_free(pool, marsad):
    with Newsroom(edition="morning") as newsroom:
        worker = pool.work()
        killed = pool.begin(newsroom, only=["marja"])
        assert wait_for(lambda: pool.is_working(killed))
        os.kill(process_of(killed).pid, signal.SIGKILL)
        assert wait_for(lambda: pool.state(killed) == "CRASHED")
        assert wait_for(lambda: pool.slots() == 0)

        orphaned = pool.begin(newsroom, only=["marja"])
        assert wait_for(lambda: pool.is_working(orphaned))
        victim = process_of(orphaned)
        worker.kill()
        victim.kill()
        worker.wait()
        wait_for(lambda: not victim.is_running(), 10)
        time.sleep(6)  # a lock file that is younger is believed to be one of a run about to start
        told = marsad("doctor", "--repair", "--data", pool.data.root)
        assert "1 dead runs marked crashed" in told.stdout, told.stdout + told.stderr
        assert (pool.state(orphaned), pool.slots()) == ("CRASHED", 0)

        pool.work()
        last = pool.begin(newsroom, only=["marja"])
        assert wait_for(lambda: pool.state(last) in ENDED)
        assert pool.state(last) == "COMPLETED"
    assert pool.slots() == 0
    assert verify(pool.data).troubles == []


class Server:
    """A Prefect server of its own, which may be killed and started again."""

    def __init__(self, port):
        self.address = f"http://127.0.0.1:{port}"
        self._port = port
        self.start()

    def start(self):
        command = [str(Path(sys.executable).parent / "prefect"), "server", "start", "--port"]
        self.process = subprocess.Popen(
            [*command, str(self._port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert wait_for(self._answers)

    def _answers(self):
        try:
            return ask(self.address, "deployments/count") is not None
        except OSError:
            return False

    def close(self):
        self.process.kill()
        self.process.wait()


@pytest.mark.soak
def test_twelve_kills_with_worker_and_server(prefect_api, monkeypatch, tmp_path):
    """The run, its worker, both or the server: the place is free within a minute or so, the next run repairs."""
    dice, twin = random.Random(711), DataFolder.at(tmp_path / "twin")
    with Newsroom(edition="evening") as newsroom:
        ingest(newsroom.publishers, twin, newsroom.hosts)
        monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
        with closing(Server(free_port())) as server:
            monkeypatch.setenv("PREFECT_API_URL", f"{server.address}/api")
            with closing(Pool(server.address, tmp_path)) as pool:
                worker = pool.work()
                for target in ("run", "worker", "both", "server") * 3:
                    run = pool.begin(newsroom)
                    assert wait_for(lambda run=run: pool.is_working(run))
                    time.sleep(dice.uniform(0, 4))
                    victim, hit_at = process_of(run), time.monotonic()
                    if target in ("run", "both") and victim:
                        victim.kill()
                    if target in ("worker", "both"):
                        worker.kill()
                        worker.wait()
                        worker = pool.work()
                    if target == "server":
                        server.process.kill()
                        server.process.wait()
                        server.start()
                    if target == "worker":  # the run goes on without it, and ends by itself
                        assert wait_for(lambda victim=victim: not victim.is_running())
                    # Five minutes where Prefect's engine renewed the lease a moment before, else one.
                    assert wait_for(lambda: pool.slots() == 0, 330)
                    print(
                        f"{target} killed: free after {time.monotonic() - hit_at:.0f} s", flush=True
                    )
                last = pool.begin(newsroom)
                assert wait_for(lambda: pool.state(last) in ENDED)
                assert pool.state(last) == "COMPLETED"
                wanted = {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}}}
                assert pool.ask("flow_runs/filter", wanted) == []
    assert states(pool.data) == states(twin)
    assert verify(pool.data).troubles == []
