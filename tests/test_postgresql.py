"""Prefect's server on PostgreSQL: a cluster of our own on loopback, a whole run, its history in it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from prefect_server import free_port

from flows.newsroom import Newsroom

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
INITDB = str(FOUND[-1]) if FOUND else shutil.which("initdb")
pytestmark = pytest.mark.skipif(
    not INITDB, reason="there is no PostgreSQL here; on Debian: apt install postgresql"
)


def as_its_own(*command, check=True):
    """PostgreSQL refuses to run as root: then it runs as the user Debian made for it."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*user, *map(str, command)], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def database():
    """The address of an empty database."""
    tools, port = Path(INITDB).parent, free_port()
    # Not below pytest's own folder, which only this user may enter.
    folder = Path(f"/tmp/marsad-postgresql-{os.getpid()}")
    folder.mkdir()
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    as_its_own(INITDB, "--pgdata", folder / "data", "--auth", "trust", "--username", "prefect")
    listening = f"-h 127.0.0.1 -p {port} -k {folder}"
    control = (tools / "pg_ctl", "--pgdata", folder / "data")
    as_its_own(*control, "--wait", "--log", folder / "log", "--options", listening, "start")
    try:
        where = ("--host", "127.0.0.1", "--port", port, "--username", "prefect")
        as_its_own(tools / "createdb", *where, "prefect")
        yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/prefect", (tools / "psql", *where)
    finally:
        as_its_own(*control, "--mode", "immediate", "stop", check=False)
        shutil.rmtree(folder)


def test_a_run_reports_to_a_server_on_postgresql(database, tmp_path):
    address, psql = database
    environment = os.environ | {"PREFECT_SERVER_DATABASE_CONNECTION_URL": address}
    for given in ("PREFECT_API_URL", "PREFECT_HOME"):
        environment.pop(given, None)
    with Newsroom(edition="morning") as newsroom:
        hosts = [f"--local-host={h}={ip}:{port}" for h, (ip, port) in newsroom.hosts.items()]
        command = [
            sys.executable, "-m", "flows", "run", f"--publishers={newsroom.publishers}",
            "--only=marja", f"--data={tmp_path}", *hosts,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    asked = "select state_type from flow_run where name like 'ingest%'"
    told = as_its_own(*psql, "--tuples-only", "--no-align", "--command", asked, "prefect")
    assert told.split() == ["COMPLETED"]
    assert not (tmp_path / "prefect" / "prefect.db").exists()
