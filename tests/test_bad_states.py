"""Bad states: the network gone, the clock set back, the server restarted, the disk read-only.

Each ends in a clear state and a whole store, and the next run goes on.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from prefect_server import free_port
from soaking import ask, ingest, states

from flows import server
from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.store import open_store
from flows.steps.storing.verify import verify

ONLY = ["marja", "minaa"]


def run(newsroom, data, hosts=None):
    from flows.ingest import ingest as flow

    return asyncio.run(
        flow(
            publishers=newsroom.publishers, only=ONLY, data=data.root, every_feed=True,
            local_hosts=hosts or newsroom.hosts,
        )
    )  # fmt: skip


def command(newsroom, data):
    hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
    only = [f"--only={name}" for name in ONLY]
    return [
        sys.executable, "-m", "flows", "run", f"--publishers={newsroom.publishers}",
        f"--data={data.root}", *only, *hosts,
    ]  # fmt: skip


@pytest.fixture
def newsroom():
    with Newsroom(edition="evening") as opened:
        yield opened


def test_without_network_a_run_says_so_and_the_next_brings_everything(
    prefect_api, newsroom, tmp_path
):
    twin, data = DataFolder.at(tmp_path / "twin"), DataFolder.at(tmp_path / "data")
    run(newsroom, twin)
    nowhere = {host: ("127.0.0.1", free_port()) for host in newsroom.hosts}
    cut = run(newsroom, data, nowhere)
    assert (cut.status, cut.articles_new) == ("completed", 0)
    assert cut.failed_requests == cut.requests > 0
    told = ask(data, "select distinct outcome from ops.fetches")
    assert set(told) <= {("unreachable",), ("robots_unreachable",)}
    with open_store(data) as store:  # an hour goes by
        for table, column in (
            ("feeds", "next_poll_at"),
            ("hosts", "resting_until"),
            ("robots", "expires_at"),
        ):
            store.connection.execute(f"update ops.{table} set {column} = {column} - interval 1 day")
    assert run(newsroom, data).status == "completed"
    assert states(data) == states(twin)


def test_a_clock_set_back_costs_nothing(prefect_api, newsroom, tmp_path):
    """The same as if all that stands in the store had been written by a clock two days ahead."""
    data = DataFolder.at(tmp_path)
    run(newsroom, data)
    before = states(data)
    with open_store(data) as store:
        moments = store.query(
            "select schema_name || '.' || table_name, column_name from duckdb_columns()"
            " where schema_name = 'ops' and data_type = 'TIMESTAMP WITH TIME ZONE'"
            " and table_name in (select table_name from duckdb_tables() where schema_name = 'ops')"
        )
        for table, column in moments:
            store.connection.execute(f"update {table} set {column} = {column} + interval 2 day")
    assert run(newsroom, data).status == "completed"
    assert states(data) == before
    assert verify(data).troubles == []


def test_a_server_that_restarts_during_a_run_costs_nothing(newsroom, tmp_path, monkeypatch):
    data, port = DataFolder.at(tmp_path / "data"), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "PREFECT_API_URL": f"{address}/api", "PREFECT_HOME": str(tmp_path / "prefect"),
    }  # fmt: skip

    def serving():
        line = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
        started = subprocess.Popen(
            line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        server._wait_for(started, f"{address}/api/health")
        return started

    first = serving()
    going = subprocess.Popen(
        command(newsroom, data), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while not data.build.exists() and going.poll() is None:
        time.sleep(0.05)
    first.kill()
    first.wait()
    second = serving()
    try:
        _, complaint = going.communicate(timeout=400)
        assert going.returncode in (0, 1), complaint.decode()
        again = subprocess.run(
            command(newsroom, data), env=environment, capture_output=True, text=True, check=False
        )
        assert again.returncode == 0, again.stderr
    finally:
        second.send_signal(signal.SIGINT)
        second.wait(30)
    assert verify(data).troubles == []
    assert ask(data, "select count(*) from ops.runs where status = 'running'") == [(0,)]


@pytest.mark.skipif(
    not shutil.which("unshare") or os.geteuid() != 0,
    reason="only root may mount a folder read-only",
)
def test_a_read_only_disk_is_named(prefect_api, newsroom, tmp_path):
    data = DataFolder.at(tmp_path)
    ingest(newsroom.publishers, data, newsroom.hosts)
    before = states(data)
    mounted = (
        f"mount --bind {data.root} {data.root} && mount -o remount,ro,bind {data.root} && exec "
    )
    script = mounted + " ".join(command(newsroom, data))
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=False
    )
    if "mount" in done.stderr and "denied" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 1
    assert "Read-only file system" in done.stderr
    assert "Traceback" not in done.stderr
    assert states(data) == before
