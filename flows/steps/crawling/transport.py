"""One request, one answer.

Below httpx stands a transport of our own whose connections go where ``guard`` allows, and nowhere
else. No cookie is kept and no redirect followed: that is for ``fetch`` to judge. Bodies are cut while
they stream.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

import httpcore
import httpx

from flows.records import Outcome
from flows.steps.crawling.connection import GuardedTransport
from flows.steps.crawling.encodings import ACCEPTED, BadEncodingError, TooLargeError, unpacked
from flows.steps.crawling.guard import RefusedHostError, UnknownHostError
from flows.steps.crawling.settings import Settings

Headers = tuple[tuple[str, str], ...]
EMPTY_DIGEST = hashlib.sha256(b"").hexdigest()
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
        return _first(self.headers, name)


class Transport:
    """Asks for one address at a time; use as an async context manager.

    Requests go to httpx's transport and not through its client, which would parse cookies and the
    targets of redirects before we have judged them.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._big = asyncio.Semaphore(3)
        self._transport = GuardedTransport(settings)
        self._headers = [
            (b"User-Agent", settings.user_agent.encode()),
            (b"Accept-Encoding", ACCEPTED.encode()),
            (b"Accept-Language", b"ar,*;q=0.3"),
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
        await self._transport.aclose()

    async def ask(
        self, url: str, headers: Headers, cap: int, types: Sequence[str] | None = None
    ) -> Answer:
        """Ask for an address and read at most ``cap`` bytes of the decoded answer.

        ``types`` are the beginnings of content types worth reading; answers of others, or of more than
        ``cap``, are cut after the header. None reads the beginning of any. Never raises for what a server does: the outcome says it.
        """
        # Latin-1 both ways: a server gets its validators back byte for byte.
        fields = [*self._headers, *((k.encode(), v.encode("latin-1")) for k, v in headers)]
        try:
            request = httpx.Request("GET", url, headers=fields, extensions=self._extensions)
        except (httpx.InvalidURL, UnicodeError) as error:  # a host of broken Punycode
            return Answer(
                url, (), outcome="refused_address", reason=f"cannot be asked for: {error}"
            )
        sent = _text(request.headers)
        reading = _Reading(url, sent, cap, self._settings.error_body_cap, types)
        started = time.perf_counter()
        outcome, reason = await self._read(request, reading)
        return reading.answer(time.perf_counter() - started, outcome, reason)

    async def _read(self, request: httpx.Request, reading: _Reading) -> tuple[Outcome | None, str]:
        limit = self._settings.total_seconds
        try:
            async with asyncio.timeout(limit):
                response = await self._transport.handle_async_request(request)
                try:
                    await reading.read(response, self._big)
                finally:
                    await response.aclose()
        except TimeoutError:
            reading.truncated = "time"
            return "too_slow", f"cut after {limit:g} seconds"
        except RefusedHostError as error:
            return "refused_address", str(error)
        except UnknownHostError as error:
            return "unresolved", str(error)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            return "unreachable", f"no connection: {error or type(error).__name__}"
        except httpcore.TimeoutException as error:
            reading.truncated = "time"
            return "too_slow", f"nothing came for a while: {type(error).__name__}"
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            reading.truncated = "disconnect"
            return "broken", f"the answer broke off: {error or type(error).__name__}"
        return reading.outcome, reading.reason


class _Reading:
    """An answer while it comes in."""

    def __init__(
        self, url: str, sent: Headers, cap: int, error_cap: int, types: Sequence[str] | None
    ) -> None:
        self._url = url
        self._sent = sent
        self._cap = cap
        self._error_cap = error_cap
        self._types = types
        self._status: int | None = None
        self._phrase = ""
        self._headers: Headers = ()
        self._raw = bytearray()
        self.outcome: Outcome | None = None
        self.reason = ""
        self.truncated: str | None = None

    async def read(self, response: httpx.Response, big: asyncio.Semaphore) -> None:
        """Read the body as far as it is wanted."""
        self._status, self._phrase = response.status_code, response.reason_phrase
        self._headers = _text(response.headers)
        if response.status_code >= 300:
            self._cap = min(self._cap, self._error_cap)
        if response.status_code == 200 and self._types is not None:
            self._judge_header(tuple(self._types))
        if self.outcome is None:
            assert isinstance(response.stream, httpx.AsyncByteStream)
            await self._stream(response.stream, big)

    def _judge_header(self, types: tuple[str, ...]) -> None:
        kind = (_first(self._headers, "content-type") or "").strip().lower()
        announced = _first(self._headers, "content-length") or ""
        if kind and not kind.startswith(types):
            self._cut("refused_type", "unspecified", f"content type {kind[:60]!r} is not read")
        elif announced.isdecimal() and int(announced[:18]) > self._cap:
            self._cut("too_large", "length", f"announces {int(announced[:18]):,} bytes")

    async def _stream(self, chunks: httpx.AsyncByteStream, big: asyncio.Semaphore) -> None:
        waiting = False
        try:
            async for chunk in chunks:
                self._raw += chunk
                if len(self._raw) > self._cap:
                    self.truncated = "length"
                    if self._is_good:
                        self._cut("too_large", "length", f"cut after {self._cap:,} bytes")
                    return
                if len(self._raw) > _BIG and not waiting:
                    waiting = await big.acquire()
        finally:
            if waiting:
                big.release()

    @property
    def _is_good(self) -> bool:
        return self._status is not None and self._status < 300

    def _cut(self, outcome: Outcome, truncated: str, reason: str) -> None:
        self.outcome, self.truncated, self.reason = outcome, truncated, reason

    def answer(self, seconds: float, outcome: Outcome | None, reason: str) -> Answer:
        """What was read until now, unpacked."""
        truncated, body = self.truncated, b""
        if truncated == "length" and self._cap > _BIG:  # more of it would be of no use to anyone
            del self._raw[self._error_cap :]
        encoding = ",".join(v for k, v in self._headers if k.lower() == "content-encoding")
        try:
            body = unpacked(bytes(self._raw), encoding, self._cap)
        except TooLargeError as error:
            body = error.body
            if self._is_good:
                outcome, truncated, reason = outcome or "too_large", "length", reason or str(error)
        except BadEncodingError as error:
            outcome, reason = outcome or "broken", reason or str(error)
            truncated = truncated or "unspecified"
        return Answer(
            url=self._url,
            request_headers=self._sent,
            status=self._status,
            phrase=self._phrase,
            headers=self._headers,
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
            seconds=seconds,
            outcome=outcome,
            reason=reason,
            truncated=truncated if self._status is not None else None,
        )


def _text(headers: httpx.Headers) -> Headers:
    return tuple([(key.decode("latin-1"), value.decode("latin-1")) for key, value in headers.raw])


def _first(headers: Headers, name: str) -> str | None:
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)
