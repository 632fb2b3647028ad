"""A web server on loopback that answers as a test wants it to: well, badly, or never."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from flows.records import Feed, Publisher
from flows.steps.crawling.settings import Settings


@dataclass(frozen=True)
class Request:
    """What was asked, and when by the monotonic clock."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Wild = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Behaviour = bytes | Wild | list["Behaviour"]
"""Bytes are sent as they are; a list is used up one by one, its last stays; a coroutine function
does with the connection what it likes, and the connection ends with it."""


def answer(
    body: bytes | str = b"",
    status: int = 200,
    kind: str | None = "text/html; charset=utf-8",
    phrase: str = "OK",
    **headers: str,
) -> bytes:
    """A well-formed answer; ``Content_Length=""`` leaves that header out."""
    raw = body.encode() if isinstance(body, str) else body
    fields = {"Content-Length": str(len(raw))} | ({"Content-Type": kind} if kind else {})
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode("utf-8", "surrogateescape") + raw


def rss(*paths: str, extra: str = "") -> bytes:
    """A feed with an item a path."""
    items = "".join(f"<item><title>خبر {path}</title><link>{path}</link></item>" for path in paths)
    return answer(
        f"<rss version='2.0'><channel>{items}{extra}</channel></rss>", kind="application/rss+xml"
    )


NOT_FOUND = answer("لا يوجد", 404)


@dataclass
class Loopback:
    """Sites by host and path, served while the ``with`` block lasts; unknown paths are 404."""

    sites: dict[str, dict[str, Behaviour]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> Loopback:
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(5)

    def settings(self, **changes: object) -> Settings:
        """Settings under which every site here may be asked."""
        hosts = frozenset(self.sites)
        options: dict[str, object] = {
            "resolver": dict.fromkeys(hosts, ("127.0.0.1", self.port)),
            "local_hosts": hosts,
            "every_feed": True,
            "batch_seconds": 0.5,
        }
        return Settings(**(options | changes))  # type: ignore[arg-type]

    def asked(self, host: str) -> list[str]:
        """The paths asked of a host, robots.txt left out."""
        return [r.path for r in self.requests if r.host == host and r.path != "/robots.txt"]

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._guest, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopped.wait()
        server.close()

    async def _guest(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                behaviour = self._behaviour(head)
                if not isinstance(behaviour, bytes):
                    await behaviour(reader, writer)
                    break
                writer.write(behaviour)
                await writer.drain()
                if b"\r\nConnection: close\r\n" in behaviour[:2000]:
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    def _behaviour(self, head: str) -> bytes | Wild:
        first, *lines = head.strip().split("\r\n")
        path = first.split(" ")[1]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        host = headers.get("host", "").partition(":")[0]
        self.requests.append(Request(host, path, headers, time.monotonic()))
        behaviour = self.sites.get(host, {}).get(path, NOT_FOUND)
        while isinstance(behaviour, list):
            behaviour = behaviour.pop(0) if len(behaviour) > 1 else behaviour[0]
        return behaviour


def paper(host: str, **changes: object) -> Publisher:
    """A publisher on one host, with an RSS feed at /feed and no pace."""
    options: dict[str, object] = {
        "id": host.removesuffix(".test").replace(".", "-"),
        "name": "جريدة",
        "country": "SYR",
        "timezone": "Asia/Damascus",
        "feeds": (Feed("rss", f"http://{host}/feed"),),
        "pace": 0.0,
    }
    return Publisher(**(options | changes))  # type: ignore[arg-type]
