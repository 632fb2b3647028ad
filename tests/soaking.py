"""Runs that are killed at random moments, beside an undisturbed twin: what soak tests are made of."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context

import duckdb
import psutil

from flows.data import DataFolder
from flows.newsroom import stories
from flows.steps.storing.states import table_states

# A server of clean processes that have the flows imported already: each run is a fork of it.
_processes = get_context("forkserver")
_processes.set_forkserver_preload(["flows.ingest"])

READERS = """
import duckdb, sys, threading, time
counts = [0] * 10
def read(number):
    while True:
        with duckdb.connect(sys.argv[1], read_only=True) as c:
            [(lost,)] = c.execute("select count(*) from mentions anti join articles using (article_id)").fetchall()
            [(articles,)] = c.execute("select count(*) from articles").fetchall()
        if lost or not articles:
            print(f"half a state: {lost} lost, {articles} articles", flush=True)
        counts[number] += 1
        time.sleep(1)
for number in range(10):
    threading.Thread(target=read, args=(number,), daemon=True).start()
sys.stdin.read()
print(sum(counts), flush=True)
"""


def moments(count):
    """So many moments in the life of the sample papers, from their first article to their last word."""
    told = sorted({story.modified for story in stories("evening")})
    return [told[round(n * (len(told) - 1) / max(1, count - 1))] for n in range(count)]


def ingest(publishers, data, hosts):
    """A whole run in this process."""
    from flows.ingest import ingest as flow

    return asyncio.run(
        flow(publishers=publishers, data=data.root, every_feed=True, local_hosts=hosts, patience=1)
    )


def begun(newsroom, data):
    """A run in a process of its own."""
    run = _processes.Process(target=ingest, args=(newsroom.publishers, data, newsroom.hosts))
    run.start()
    return run


@dataclass
class Soak:
    """A data folder whose runs are killed; ``kills`` counts what was hit, ``sizes`` bytes an article."""

    newsroom: object
    data: DataFolder
    dice: random.Random
    longest: float = 4.0
    kills: Counter = field(default_factory=Counter)
    runs: int = 0
    sizes: list = field(default_factory=list)

    def disturbed(self, target):
        """A run that is hit at a random moment: all of it, or one of the processes that read pages."""
        run = begun(self.newsroom, self.data)
        self.runs += 1
        hit_at = time.monotonic() + self.dice.uniform(0.2, self.longest)
        while time.monotonic() < hit_at and run.is_alive():
            time.sleep(0.02)
        if target == "reader" and self._hit_a_reader(run):
            self.kills["reader"] += 1
            run.join(120)
            return
        if run.is_alive():
            os.kill(run.pid, signal.SIGKILL)
            self.kills["run"] += 1
        run.join(120)

    def cut_off(self, answers):
        """Kill a run once the papers have answered more requests than that; whether it came so far."""
        before, run = len(self.newsroom.requests), begun(self.newsroom, self.data)
        self.runs += 1
        while run.is_alive() and len(self.newsroom.requests) - before <= answers:
            time.sleep(0.002)
        if hit := run.is_alive():
            os.kill(run.pid, signal.SIGKILL)
            self.kills["run"] += 1
        run.join(120)
        return hit

    def _hit_a_reader(self, run):
        """Wait for the run's next reader and kill it; False where it ends without one."""
        while run.is_alive():
            for child in psutil.Process(run.pid).children(recursive=True):
                if "multiprocessing.spawn" in " ".join(child.cmdline() or ()):
                    child.kill()
                    return True
            time.sleep(0.05)
        return False

    def whole(self):
        """A run that nobody disturbs; how long it took is how long others may live."""
        started = time.monotonic()
        run = begun(self.newsroom, self.data)
        run.join(300)
        self.runs += 1
        assert run.exitcode == 0, f"a run that nobody disturbed ended with {run.exitcode}"
        self.longest = max(2.0, time.monotonic() - started)

    def measure(self):
        """Bytes an article of archive and store."""
        [(articles,)] = ask(self.data, "select count(*) from articles")
        archive = sum(file.stat().st_size for file in self.data.archive.iterdir())
        self.sizes.append(
            (articles, archive // articles, self.data.build.stat().st_size // articles)
        )


def ask(data, statement):
    with duckdb.connect(data.published, read_only=True) as connection:
        return connection.execute(statement).fetchall()


def states(data):
    with duckdb.connect(data.published, read_only=True) as connection:
        return table_states(connection)


class Readers:
    """Ten readers of the published database, all the time; ``told`` is what they had to say."""

    def __init__(self, data):
        self._process = subprocess.Popen(
            [sys.executable, "-c", READERS, str(data.published)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.told = []
        self._listener = threading.Thread(target=lambda: self.told.extend(self._process.stdout))

    def __enter__(self):
        self._listener.start()
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(30)
        self._listener.join()
