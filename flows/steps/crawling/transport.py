"""One request, one answer: the only module that knows the HTTP client.

Below httpx stands a connection pool of our own whose connections go where ``guard`` allows, and
nowhere else. No proxy or certificate is taken from the environment, no cookie is kept, and no redirect
followed: that is for ``fetch`` to judge. Bodies are cut while they stream.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from types import TracebackType

import httpcore
import httpx

from flows.records import Outcome
from flows.steps.crawling.addresses import origin_of
from flows.steps.crawling.connection import GuardedBackend
from flows.steps.crawling.encodings import ACCEPTED, BadEncodingError, TooLargeError, unpacked
from flows.steps.crawling.guard import RefusedHostError, UnknownHostError
from flows.steps.crawling.settings import Settings

Headers = tuple[tuple[str, str], ...]
EMPTY_DIGEST = hashlib.sha256(b"").hexdigest()
_CONNECTIONS = 2  # to one origin
_KEEP_ALIVE = 30.0  # seconds
_BIG = 1_000_000  # bodies beyond this wait for one another, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request, or why nothing did.

    ``body`` is decoded, ``digest`` its SHA-256 in hex. ``outcome`` is None where a complete answer came, whatever its status.
    ``truncated`` is WARC's word (length, time, disconnect, unspecified) where the body was cut.
    ``status`` is None where there is no answer to archive.
    """

    url: str
    request_headers: Headers
    status: int | None = None
    phrase: str = ""
    headers: Headers = ()
    body: bytes = b""
    digest: str = EMPTY_DIGEST
    seconds: float = 0.0
    outcome: Outcome | None = None
    reason: str = ""
    truncated: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name; None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@cache
def _tls() -> ssl.SSLContext:
    """certifi's authorities, read once: that costs as much as twenty pages."""
    return httpx.create_ssl_context(trust_env=False)


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over our pool: it has no parameter for a network backend."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(verify=_tls(), trust_env=False)
        self._backend = GuardedBackend(settings)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=_CONNECTIONS,
            max_keepalive_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_ALIVE,
            network_backend=self._backend,
        )

    async def sent(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request, its body still to come. A kept connection that the server closed in
        that very moment is no failure: the request goes out once more, over a new one."""
        before = self._backend.connects
        try:
            return await self.handle_async_request(request)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if self._backend.connects > before:
                raise
            return await self.handle_async_request(request)


class Transport:
    """Asks for one address at a time; use as an async context manager.

    Requests go to httpx's transport and not through its client, which would parse cookies and the
    targets of redirects before we have judged them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._big = asyncio.Semaphore(3)
        # One pool an origin: httpcore looks at every connection of a pool at every request.
        self._origins: dict[str, _GuardedTransport] = {}
        self._headers = [
            ("User-Agent", settings.user_agent),
            ("Accept-Encoding", ACCEPTED),
            ("Accept-Language", "ar,*;q=0.3"),
        ]
        timeout = httpx.Timeout(settings.read_seconds, connect=settings.connect_seconds)
        self._extensions = {"timeout": timeout.as_dict()}

    async def __aenter__(self) -> Transport:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for transport in self._origins.values():
            await transport.aclose()

    async def ask(
        self, url: str, headers: Headers, cap: int, types: Sequence[str] | None = None
    ) -> Answer:
        """Ask for an address and read at most ``cap`` bytes of the decoded answer.

        ``types`` are the beginnings of content types worth reading, None for all; answers of others
        are cut after the header. Never raises for what a server does: the outcome says it.
        """
        fields = [*self._headers, *headers]
        request = httpx.Request("GET", url, headers=fields, extensions=self._extensions)
        sent = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw)
        reading = _Reading(Answer(url, sent), cap, self._settings.error_body_cap, types)
        started = time.perf_counter()
        outcome, reason = await self._read(request, reading)
        return reading.answer(time.perf_counter() - started, outcome, reason)

    async def _read(self, request: httpx.Request, reading: _Reading) -> tuple[Outcome | None, str]:
        limit = self._settings.total_seconds
        try:
            async with asyncio.timeout(limit), self._open(request) as response:
                await reading.read(response, self._big)
        except TimeoutError:
            reading.truncated = "time"
            return "too_slow", f"cut after {limit:g} seconds"
        except RefusedHostError as error:
            return "refused_address", str(error)
        except UnknownHostError as error:
            return "unresolved", str(error)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return "unreachable", f"no connection: {error or type(error).__name__}"
        except httpx.TimeoutException as error:
            reading.truncated = "time"
            return "too_slow", f"nothing came for a while: {type(error).__name__}"
        except (httpx.TransportError, httpx.InvalidURL, OSError) as error:
            reading.truncated = "disconnect"
            return "broken", f"the answer broke off: {error or type(error).__name__}"
        return reading.outcome, reading.reason

    @asynccontextmanager
    async def _open(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        origin = origin_of(str(request.url))
        transport = self._origins.get(origin) or _GuardedTransport(self._settings)
        self._origins[origin] = transport
        response = await transport.sent(request)
        try:
            yield response
        finally:
            await response.aclose()


class _Reading:
    """An answer while it comes in."""

    def __init__(
        self, empty: Answer, cap: int, error_cap: int, types: Sequence[str] | None
    ) -> None:
        self._empty = empty
        self._cap = cap
        self._error_cap = error_cap
        self._types = types
        self._raw = bytearray()
        self._response: httpx.Response | None = None
        self.outcome: Outcome | None = None
        self.reason = ""
        self.truncated: str | None = None

    async def read(self, response: httpx.Response, big: asyncio.Semaphore) -> None:
        """Read the body as far as it is wanted."""
        self._response = response
        if response.status_code >= 300:
            self._cap = min(self._cap, self._error_cap)
        kind = response.headers.get("content-type", "").strip().lower()
        if (
            response.status_code == 200
            and kind
            and self._types
            and not kind.startswith(tuple(self._types))
        ):
            self._cut("refused_type", "unspecified", f"content type {kind[:60]!r} is not read")
            return
        announced = response.headers.get("content-length", "")
        if (
            announced.isdecimal()
            and int(announced[:18]) > self._cap
            and response.status_code == 200
        ):
            self._cut("too_large", "length", f"announces {int(announced[:18]):,} bytes")
            return
        await self._stream(response, big)

    async def _stream(self, response: httpx.Response, big: asyncio.Semaphore) -> None:
        waiting = False
        try:
            async for chunk in response.aiter_raw():
                self._raw += chunk
                if len(self._raw) > self._cap:
                    self.truncated = "length"
                    if response.status_code < 300:
                        self._cut("too_large", "length", f"cut after {self._cap:,} bytes")
                    return
                if len(self._raw) > _BIG and not waiting:
                    waiting = await big.acquire()
        finally:
            if waiting:
                big.release()

    def _cut(self, outcome: Outcome, truncated: str, reason: str) -> None:
        self.outcome, self.truncated, self.reason = outcome, truncated, reason

    def answer(self, seconds: float, outcome: Outcome | None, reason: str) -> Answer:
        """What was read until now, unpacked."""
        response, empty = self._response, self._empty
        if response is None:
            return Answer(
                empty.url, empty.request_headers, seconds=seconds, outcome=outcome, reason=reason
            )
        encoding = ",".join(response.headers.get_list("content-encoding"))
        truncated = self.truncated
        if truncated == "length" and self._cap > _BIG:  # more of it would be of no use to anyone
            del self._raw[self._error_cap :]
        try:
            body = unpacked(bytes(self._raw), encoding, self._cap)
        except TooLargeError as error:
            body = error.body
            if response.status_code < 300:
                outcome, truncated, reason = outcome or "too_large", "length", reason or str(error)
        except BadEncodingError as error:
            body = b""
            outcome, reason = outcome or "broken", reason or str(error)
            truncated = truncated or "unspecified"
        return Answer(
            url=empty.url,
            request_headers=empty.request_headers,
            status=response.status_code,
            phrase=response.reason_phrase,
            headers=tuple(
                (k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers.raw
            ),
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
            seconds=seconds,
            outcome=outcome,
            reason=reason,
            truncated=truncated,
        )
