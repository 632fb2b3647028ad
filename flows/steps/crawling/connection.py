"""Connections for the HTTP client: to the address that was checked, over asyncio's own streams."""

from __future__ import annotations

import asyncio
import select
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import httpcore
import httpx

from flows.steps.crawling.guard import RefusedHostError, connectable
from flows.steps.crawling.settings import Settings

_READ_AHEAD = 256 * 1024  # bytes that may wait unread before the server is made to wait
_KEEP_ALIVE = 30.0  # seconds
_MOST_IDLE = 256  # connections: redirects may lead to any number of hosts

Origin = tuple[bytes, bytes, int | None]


@cache
def _tls() -> ssl.SSLContext:
    """certifi's authorities, read once: that costs as much as twenty pages."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.AsyncBaseTransport):
    """What httpx sends its requests through: one connection to an origin, kept while it lives.

    It goes where ``guard`` allows. No proxy or certificate is taken from the environment. httpx's own
    transport has no parameter for that, and its pool looks at every connection at every request.
    Failures come out as httpcore's own errors.
    """

    def __init__(self, settings: Settings) -> None:
        self._backend = GuardedBackend(settings)
        self._idle: dict[Origin, httpcore.AsyncHTTPConnection] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request, its body still to come."""
        url = request.url
        origin = (url.raw_scheme, url.raw_host, url.port)
        scheme, host, port = origin
        target = httpcore.URL(scheme=scheme, host=host, port=port, target=url.raw_path)
        wire = httpcore.Request(
            request.method, target, headers=request.headers.raw, extensions=request.extensions
        )
        connection, answer = await self._sent(wire, origin)
        body = _Body(self, origin, connection, answer)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=body, extensions=answer.extensions
        )

    async def _sent(
        self, request: httpcore.Request, origin: Origin
    ) -> tuple[httpcore.AsyncHTTPConnection, httpcore.Response]:
        """A kept connection that the server closed in that very moment is no failure: the request
        goes out once more, over a new one."""
        kept = self._idle.pop(origin, None)
        if kept and kept.has_expired():
            await kept.aclose()
        elif kept:
            try:
                return kept, await kept.handle_async_request(request)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                pass
        fresh = httpcore.AsyncHTTPConnection(
            request.url.origin,
            ssl_context=_tls(),
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=self._backend,
        )
        return fresh, await fresh.handle_async_request(request)

    async def keep(self, origin: Origin, connection: httpcore.AsyncHTTPConnection) -> None:
        """Take a connection back whose answer has been read, or let go of it."""
        if origin in self._idle or not connection.is_idle():
            await connection.aclose()
            return
        self._idle[origin] = connection
        if len(self._idle) > _MOST_IDLE:
            await self._idle.pop(next(iter(self._idle))).aclose()

    async def aclose(self) -> None:
        """Let go of every connection."""
        for connection in self._idle.values():
            await connection.aclose()
        self._idle.clear()


class _Body(httpx.AsyncByteStream):
    """The body of an answer as it comes in; closing it gives the connection back."""

    def __init__(
        self,
        transport: GuardedTransport,
        origin: Origin,
        connection: httpcore.AsyncHTTPConnection,
        answer: httpcore.Response,
    ) -> None:
        self._transport = transport
        self._origin = origin
        self._connection = connection
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._answer.stream, AsyncIterable)
        return aiter(self._answer.stream)

    async def aclose(self) -> None:
        await self._answer.aclose()
        await self._transport.keep(self._origin, self._connection)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects where ``guard`` allows, and does not ask for the name a second time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Try each allowed address in turn; the last one's failure is the host's."""
        addresses = await connectable(host, port, self._settings)
        for address, its_port in addresses[:-1]:
            try:
                return await self._connected(address, its_port, timeout)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._connected(*addresses[-1], timeout)

    async def _connected(self, address: str, port: int, timeout: float | None) -> Stream:
        async with _named(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
            return Stream(*await asyncio.open_connection(address, port, limit=_READ_AHEAD))

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: no page lies behind a socket file."""
        raise RefusedHostError("socket files are not asked")

    async def sleep(self, seconds: float) -> None:
        """Wait, for the pool."""
        await asyncio.sleep(seconds)


class Stream(httpcore.AsyncNetworkStream):
    """One connection. Failures come out as httpcore's own errors, as its pool expects."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, none at the end."""
        async with _named(httpcore.ReadTimeout, httpcore.ReadError, timeout):
            return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._writer.write(buffer)
        if self._writer.transport.get_write_buffer_size():  # the socket did not take them at once
            async with _named(httpcore.WriteTimeout, httpcore.WriteError, timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        """End the connection at once: nobody waits for a server's farewell."""
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Speak TLS from here on, to the host that was asked for by name."""
        try:
            async with _named(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
                await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException:
            await self.aclose()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """What the pool asks for; ``is_readable`` while idle means that the server has hung up, which
        the loop may not have noticed yet."""
        if info == "is_readable":
            return self._writer.is_closing() or self._reader.at_eof() or self._has_input()
        return self._writer.get_extra_info("peername" if info == "server_addr" else info)

    def _has_input(self) -> bool:
        socket = self._writer.get_extra_info("socket")
        if socket is None or socket.fileno() < 0:
            return True
        poll = select.poll()
        poll.register(socket.fileno(), select.POLLIN)
        return bool(poll.poll(0))


@asynccontextmanager
async def _named(
    late: type[Exception], failed: type[Exception], timeout: float | None
) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise late(str(error)) from error
    except (OSError, EOFError) as error:
        raise failed(str(error)) from error
