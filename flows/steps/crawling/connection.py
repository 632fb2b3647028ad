"""Connections for the HTTP client: to the address that was checked, over asyncio's own streams."""

from __future__ import annotations

import asyncio
import select
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore

from flows.steps.crawling.guard import RefusedHostError, connectable
from flows.steps.crawling.settings import Settings

_READ_AHEAD = 256 * 1024  # bytes that may wait unread before the server is made to wait


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects where ``guard`` allows, and does not ask for the name a second time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.connects = 0

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Try each allowed address in turn; the last one's failure is the host's."""
        self.connects += 1
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
        async with _named(httpcore.WriteTimeout, httpcore.WriteError, timeout):
            self._writer.write(buffer)
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
