"""The sample newsroom's server: many host names on one loopback port, in a thread of its own."""

from __future__ import annotations

import asyncio
import gzip
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

from flows.newsroom.generated import GeneratedPage, generated_site
from flows.newsroom.site import Address, Resource, site, squeeze
from flows.newsroom.stories import Edition

_REASONS = {200: "OK", 301: "Moved Permanently", 304: "Not Modified",
            404: "Not Found", 405: "Method Not Allowed", 500: "Internal Server Error",
            503: "Service Unavailable"}  # fmt: skip
_WORTH_SQUEEZING = 500  # bytes


class Newsroom:
    """Serves an edition while the ``with`` block lasts.

    ``port`` is the loopback port, ``hosts`` maps each host name to where it answers,
    ``publishers`` is the path of the publishers file that names every paper, and ``requests``
    lists (host, path, status) in the order they were answered. With ``generated`` pages, these are
    served on hosts of their own beside the papers, and ``publishers`` names their presses alone. Hosts
    in ``failing`` answer 503 as long as they stand there.
    """

    def __init__(self, edition: Edition = "morning", generated: tuple[GeneratedPage, ...] = ()):
        named = "generated_publishers.toml" if generated else "publishers.toml"
        self.publishers = Path(__file__).parent / named
        self.requests: list[tuple[str, str, int]] = []
        self.port = 0
        self.failing: set[str] = set()
        self._generated = generated_site(generated)
        self._site = {**site(edition), **self._generated}
        self._failed_once: set[Address] = set()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="newsroom", daemon=True)

    @property
    def hosts(self) -> dict[str, tuple[str, int]]:
        """Host name to (address, port), for a resolver."""
        return {host: ("127.0.0.1", self.port) for host, _ in self._site}

    def turn(self, until: datetime) -> None:
        """Go on as the papers stood at ``until``: later articles and corrections are not out yet."""
        self._site = {**site("evening", until), **self._generated}

    def __enter__(self) -> Newsroom:
        self._thread.start()
        self._started.wait()
        if not self.port:
            raise OSError("no loopback port could be opened for the newsroom")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        server = await asyncio.start_server(self._guest, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stopped.wait()
        server.close()

    async def _guest(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers a connection's requests until the guest leaves."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                writer.write(self._answer(head))
                await writer.drain()
                if "connection: close" in head.lower():
                    return
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass
        except asyncio.CancelledError:
            pass  # the newsroom closes while a guest's connection is open
        finally:
            writer.close()

    def _answer(self, head: str) -> bytes:
        first, *rest = head.strip().split("\r\n")
        method, target, _ = (*first.split(" "), "", "")[:3]
        fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest)}
        host = fields.get("host", "").partition(":")[0].lower()
        address, resource = self._found(host, target)
        status = self._status(address, resource, method, fields)
        self.requests.append((host, target, status))
        return _response(resource, status, method, fields)

    def _found(self, host: str, target: str) -> tuple[Address, Resource]:
        """The resource under the whole target, else under its path: unknown parameters are ignored."""
        whole = (host, unquote(target))
        path = (host, unquote(target.partition("?")[0]))
        address = whole if whole in self._site else path
        missing = Resource(status=404, body="الصفحة غير موجودة".encode())
        return address, self._site.get(address, missing)

    def _status(
        self, address: Address, resource: Resource, method: str, fields: dict[str, str]
    ) -> int:
        if method not in ("GET", "HEAD"):
            return 405
        if address[0] in self.failing:
            return 503
        if resource.flaky and address not in self._failed_once:
            self._failed_once.add(address)
            return 500
        if resource.status == 200 and _unchanged(resource, fields):
            return 304
        return resource.status


def _unchanged(resource: Resource, fields: dict[str, str]) -> bool:
    """Whether the guest already has this body: by ETag, or failing that by date (RFC 9110, 13.2.2)."""
    if known := fields.get("if-none-match"):
        return resource.etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    if since := fields.get("if-modified-since"):
        return resource.modified is not None and _http_date(resource.modified) == since
    return False


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _response(resource: Resource, status: int, method: str, fields: dict[str, str]) -> bytes:
    body, headers = _encoded(resource, fields)
    if status in (405, 500, 503):
        body, headers = _REASONS[status].encode(), [("Content-Type", "text/plain")]
    if status == 200:
        headers.append(("ETag", resource.etag))
        if resource.modified:
            headers.append(("Last-Modified", _http_date(resource.modified)))
    headers.append(("Content-Length", str(0 if status == 304 else len(body))))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    head = f"HTTP/1.1 {status} {_REASONS[status]}\r\n{lines}\r\n".encode("latin-1")
    return head if method == "HEAD" or status == 304 else head + body


def _encoded(resource: Resource, fields: dict[str, str]) -> tuple[bytes, list[tuple[str, str]]]:
    """The body as the guest can read it, with the headers that say so."""
    if resource.location:
        return b"", [("Location", resource.location)]
    headers = [("Content-Type", resource.content_type)]
    accepts = "gzip" in fields.get("accept-encoding", "")
    if resource.squeezed and not accepts:
        return gzip.decompress(resource.squeezed), headers
    if accepts and (resource.squeezed or len(resource.body) > _WORTH_SQUEEZING):
        headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        return resource.squeezed or squeeze(resource.body), headers
    return resource.body, headers
