"""Alarms reach whoever was named: failed runs and checks, silent publishers, collapsed yields."""

import asyncio
import json
import threading
import time
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from small_folder import small_folder

from flows.data import DataFolder
from flows.records import Publisher
from flows.steps.storing.runs import begin
from flows.steps.storing.store import open_store

NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


def wait_for(what, seconds=90):
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def poll(publisher, moment):
    return {"fetch": f"{publisher} {moment}", "url": f"http://{publisher}.test/feed", "publisher": publisher,
            "polled_at": moment, "outcome": "ok"}  # fmt: skip


def pages(publisher, day, count, articles):
    """Rows of pages fetched on a day, the first of them with an article."""
    for number in range(count):
        name = f"{publisher} {day:%d} {number}"
        yield (
            {"id": name, "key": name, "url": name, "final_url": name, "canonical_url": name,
             "publisher": publisher, "purpose": "page", "attempt": 1, "fetched_at": day, "outcome": "ok",
             "bytes": 1, "seconds": 0.1, "redirects": 0},
            {"fetch_id": name, "url": name, "article_id": name if number < articles else None,
             "outcome": "article", "cleaner_version": "1", "extractor_version": "1", "is_stale": False},
        )  # fmt: skip


@pytest.fixture
def store(prefect_api, tmp_path):
    """Three papers: one as ever, one that fell silent, one whose new pages are not understood."""
    with open_store(DataFolder.at(tmp_path)) as opened:
        papers = [
            Publisher(n, n, "SYR", "UTC", articles_a_day=10) for n in ("lives", "silent", "new")
        ]
        opened.upsert("publishers", [asdict(p) | {"publisher": p.id} for p in papers])
        opened.upsert("ops.polls", [poll(p.id, NOW) for p in papers])
        rows = [
            *pages("lives", NOW, 20, 18), *pages("lives", NOW - timedelta(days=5), 20, 18),
            *pages("silent", NOW - timedelta(days=5), 20, 18),
            *pages("new", NOW, 20, 2), *pages("new", NOW - timedelta(days=5), 20, 18),
        ]  # fmt: skip
        opened.upsert("ops.fetches", [fetch for fetch, _ in rows])
        opened.upsert("ops.readings", [reading for _, reading in rows])
        yield opened


def test_an_alarm_is_raised_once_and_ends(store):
    from flows.alarms import raise_alarms

    run = begin(store, "ingest")
    raised = {(alarm.kind, alarm.subject) for alarm in raise_alarms(store, run)}
    assert raised == {("publisher.silent", "silent"), ("publisher.collapsed", "new")}
    assert raise_alarms(store, run) == []
    store.connection.execute("delete from ops.polls where publisher = 'silent'")
    assert raise_alarms(store, run) == []
    ended = "select subject, ended_at is not null from ops.alarms order by subject"
    assert store.query(ended) == [("new", False), ("silent", True)]


class Receiver(BaseHTTPRequestHandler):
    """Keeps what is posted to it."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.received = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Mailbox(threading.Thread):
    """An SMTP server on loopback that takes one letter after the other."""

    def __init__(self):
        super().__init__(daemon=True)
        self.letters, self.port, self._open = [], 0, threading.Event()

    def run(self):
        asyncio.run(self._serve())

    async def _serve(self):
        server = await asyncio.start_server(self._guest, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._open.set()
        await server.serve_forever()

    async def _guest(self, reader, writer):
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
        writer.close()

    def __enter__(self):
        self.start()
        self._open.wait(10)
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def failing_check(monkeypatch):
    from flows.steps.storing import check

    found = [check.CheckResult("entities_are_mentioned", 3)]
    for module in ("flows.steps.storing.check", "flows.alarms"):
        monkeypatch.setattr(f"{module}.run_checks", lambda store: found)


def heard(arrived):
    """Return once the server acts on events: automations count a moment after they are made."""
    from flows.alarms import Alarm, emit

    def probe():
        emit(Alarm("publisher.silent", "probe", "heard?"), "probe")
        time.sleep(1)
        return arrived()

    assert wait_for(probe)


def failed_run(data):
    from flows.reprocess import reprocess
    from flows.steps.storing.check import CheckError

    with pytest.raises(CheckError):
        asyncio.run(reprocess(data=data.root))


def test_a_webhook_is_told_of_all_four(marsad, receiver, failing_check, store, tmp_path):
    from flows.alarms import raise_alarms

    address = f"http://127.0.0.1:{receiver.server_port}/"
    for _ in range(2):  # the second call replaces what the first made
        done = marsad("alarms", "--webhook", address, "--data", tmp_path / "other")
        assert (done.returncode, done.stdout.count("Marsad:")) == (0, 4), done.stderr
    heard(lambda: receiver.received)
    failed_run(small_folder(tmp_path / "small"))
    raise_alarms(store, begin(store, "ingest"))

    def told():
        return [alarm for alarm in receiver.received if alarm["about"] != "probe"]

    assert wait_for(lambda: len(told()) >= 4), receiver.received
    assert len(told()) == 4
    alarms = {alarm["alarm"]: alarm for alarm in told()}
    assert "entities_are_mentioned finds 3 rows" in alarms["marsad.check.failed"]["message"]
    assert "entities_are_mentioned" in alarms["prefect.flow-run.Failed"]["message"]
    assert alarms["marsad.publisher.silent"]["about"] == "silent"
    assert alarms["marsad.publisher.collapsed"]["about"] == "new"
    assert marsad("alarms", "--remove", "--data", tmp_path / "other").stdout.startswith("4 ")


def test_a_letter_is_sent(marsad, failing_check, tmp_path):
    with Mailbox() as mailbox:
        address = f"mailto://127.0.0.1:{mailbox.port}?from=marsad@example.org&to=desk@example.org&mode=insecure"
        done = marsad("alarms", "--email", address, "--data", tmp_path / "other")
        assert done.returncode == 0, done.stderr
        heard(lambda: mailbox.letters)
        failed_run(small_folder(tmp_path / "small"))
        wanted = (b"Marsad: a check failed", b"Marsad: a run failed")
        assert wait_for(lambda: all(any(w in m for m in mailbox.letters) for w in wanted))
    marsad("alarms", "--remove", "--data", tmp_path / "other")


def test_who_is_to_be_told_must_be_said_once(marsad, tmp_path):
    assert marsad("alarms", "--data", tmp_path).returncode == 2
    told = marsad("alarms", "--email", "desk@example.org", "--data", tmp_path)
    assert (told.returncode, "mailto://" in told.stderr) == (1, True)
