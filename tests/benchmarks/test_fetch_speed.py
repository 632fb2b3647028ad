"""Pages a second of the fetch step alone (robots, pace 0, archive on disk) beside bare httpx over the
same addresses of a server in a process of its own; and the requests of a run with nothing new.

CPU seconds stand beside, since they tell more than the clock on a machine with other work."""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import random
import tempfile
import time
from collections.abc import Coroutine
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import pytest
from loopback import Behaviour, Loopback, answer, paper, rss

from flows.records import AddressState
from flows.steps.crawling.addresses import canonical
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState

HOSTS = 8
PAGES = 2000
ROUNDS = 3
HOST_NAMES = [f"h{n}.bench{n}.test" for n in range(HOSTS)]
PATHS = [f"/news/{n}" for n in range(PAGES // HOSTS)]


def _page(seed: int) -> bytes:
    """94 kB of markup and Arabic words, packed as servers pack it."""
    dice = random.Random(seed)
    words = [
        "<div class='story'>",
        "</div>\n",
        "<p>",
        "</p>",
        "الوزارة ",
        "اليوم ",
        "أعلنت ",
        "خبر ",
        "في ",
    ]
    text = "".join(dice.choices(words, k=13_000)).encode()
    return answer(gzip.compress(text, 6), Content_Encoding="gzip")


def _serve(pipe: Connection) -> None:
    pages = [_page(seed) for seed in range(20)]
    site: dict[str, Behaviour] = {path: pages[n % 20] for n, path in enumerate(PATHS)}
    site |= {"/feed": rss(*PATHS), "/robots.txt": answer("User-agent: *", kind="text/plain")}
    with Loopback(dict.fromkeys(HOST_NAMES, site)) as web:
        pipe.send(web.port)
        pipe.recv()


async def _bare(port: int) -> None:
    async def host(client: httpx.AsyncClient, name: str) -> None:
        for path in ("/robots.txt", *PATHS):
            response = await client.get(f"http://127.0.0.1:{port}{path}", headers={"Host": name})
            assert response.content

    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(host(client, name) for name in HOST_NAMES))


def _waiting() -> CrawlState:
    """A state in which every page is known and waits to be read."""
    now = datetime.now(UTC)
    urls = [(host, f"http://{host}{path}") for host in HOST_NAMES for path in PATHS]
    return CrawlState.of(
        AddressState(canonical(url), url, paper(host).id, "", now, next_read_at=now)
        for host, url in urls
    )


async def _ours(settings: Settings, state: CrawlState, *, feeds: bool = False) -> int:
    papers = [paper(h) if feeds else paper(h, feeds=()) for h in HOST_NAMES]
    requests = 0
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder), now=settings.now)
        async for batch in crawl(papers, state, archive, settings):
            requests += len(batch.fetches)
        archive.close()
    return requests


def _timed(work: Coroutine[object, object, object]) -> tuple[float, float]:
    """Seconds by the clock and of this process's CPU."""
    clock, cpu = time.perf_counter(), time.process_time()
    asyncio.run(work)
    return time.perf_counter() - clock, time.process_time() - cpu


@pytest.mark.benchmark
def test_print_fetch_speed() -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    hosts = dict.fromkeys(HOST_NAMES, ("127.0.0.1", port))
    settings = Settings(resolver=hosts, local_hosts=frozenset(hosts), every_feed=True)
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_timed(_bare(port)))
        ours.append(_timed(_ours(settings, _waiting())))
    state = CrawlState()
    asyncio.run(_ours(settings, state, feeds=True))
    again = asyncio.run(_ours(settings, state, feeds=True))
    here.send("done")
    server.join(5)
    (bare_clock, bare_cpu), (our_clock, our_cpu) = map(_best, (bare, ours))
    print(
        f"\nbare httpx  {PAGES / bare_clock:6.0f} pages/s  {bare_cpu / PAGES * 1e3:5.2f} ms CPU a page"
    )
    print(
        f"fetch step  {PAGES / our_clock:6.0f} pages/s  {our_cpu / PAGES * 1e3:5.2f} ms CPU a page"
    )
    print(
        f"ratio       {bare_clock / our_clock:6.2f} by the clock, {bare_cpu / our_cpu:.2f} by CPU"
    )
    print(f"second run  {again:6d} requests for {HOSTS} papers with nothing new")


def _best(rounds: list[tuple[float, float]]) -> tuple[float, float]:
    return min(clock for clock, _ in rounds), min(cpu for _, cpu in rounds)
