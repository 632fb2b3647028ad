"""Pages a second of the fetch step (robots, pace 0, archive on disk) beside bare httpx over the same
addresses of a server in a process of its own; and the requests of a second run with nothing new."""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import random
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import pytest
from loopback import Behaviour, Loopback, answer, paper, rss

from flows.steps.archive import Archive
from flows.steps.crawl import crawl
from flows.steps.settings import Settings
from flows.steps.state import CrawlState

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
        for path in ("/robots.txt", "/feed", *PATHS):
            response = await client.get(f"http://127.0.0.1:{port}{path}", headers={"Host": name})
            assert response.content

    async with httpx.AsyncClient() as client:
        await asyncio.gather(*(host(client, name) for name in HOST_NAMES))


async def _ours(settings: Settings, folder: Path, state: CrawlState) -> int:
    archive = Archive(folder, now=settings.now)
    requests = 0
    async for batch in crawl([paper(h) for h in HOST_NAMES], state, archive, settings):
        requests += len(batch.fetches)
    archive.close()
    return requests


@pytest.mark.benchmark
def test_print_fetch_speed() -> None:
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    hosts = dict.fromkeys(HOST_NAMES, ("127.0.0.1", port))
    settings = Settings(resolver=hosts, local_hosts=frozenset(hosts), every_feed=True)
    bare, ours, state = [], [], CrawlState()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        asyncio.run(_bare(port))
        bare.append(PAGES / (time.perf_counter() - started))
        with tempfile.TemporaryDirectory() as folder:
            state = CrawlState()
            started = time.perf_counter()
            asyncio.run(_ours(settings, Path(folder), state))
            ours.append(PAGES / (time.perf_counter() - started))
    with tempfile.TemporaryDirectory() as folder:
        again = asyncio.run(_ours(settings, Path(folder), state))
    here.send("done")
    server.join(5)
    print(f"\nbare httpx      {max(bare):7.0f} pages/s")
    print(f"fetch step      {max(ours):7.0f} pages/s, archived and on disk")
    print(f"ratio           {max(ours) / max(bare):7.2f}")
    print(f"second run      {again:7d} requests for {HOSTS} papers with nothing new")
