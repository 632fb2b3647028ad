"""An errand, the way it goes, and what comes of it: from answers to outcomes in words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from flows.plain import plain
from flows.records import Fetch, Outcome, Page, Publisher, Purpose
from flows.steps.crawling.addresses import canonical
from flows.steps.crawling.archive import Entry
from flows.steps.crawling.transport import Answer, Headers
from flows.steps.crawling.warc import Earlier

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT: dict[Purpose, str] = {
    "page": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "feed": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
    "text/html;q=0.8,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Errand:
    """What to fetch, for whom, and what is known of it: ``earlier`` holds the bytes of last time."""

    url: str
    publisher: Publisher
    purpose: Purpose = "page"
    etag: str | None = None
    last_modified: str | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """An errand done: its Fetch row, the answer where there was one, and every answer on the way, to
    be archived with the row. The row's place in the archive is not known until then."""

    fetch: Fetch
    answer: Answer | None = None
    entries: tuple[Entry, ...] = ()


class Trip:
    """One attempt on its way: the hops behind it and what the last one answered."""

    def __init__(self, errand: Errand, attempt: int, now: datetime) -> None:
        self.errand = errand
        self.hops: list[str] = []
        self._id = uuid4().hex
        self._attempt = attempt
        self._answer: Answer | None = None
        self._entries: list[Entry] = []
        self._fetched_at = now
        self._seconds = 0.0

    def hop(self, url: str, answer: Answer, fetched_at: datetime) -> None:
        """Note what an address answered."""
        self.hops.append(url)
        self._answer, self._fetched_at = answer, fetched_at
        self._seconds += answer.seconds
        if answer.status is not None:
            earlier = same_bytes(answer, self.errand)
            self._entries.append(Entry(self._id, answer, fetched_at, earlier))

    def moved(self, answer: Answer) -> bool:
        """Whether the answer sends us elsewhere."""
        return (
            answer.outcome is None
            and answer.status in _REDIRECTS
            and bool(answer.header("Location"))
        )

    def way_on(self) -> str:
        """Where the last answer sends us, empty where nowhere. Arabic letters stand in it as UTF-8, though headers
        are read as Latin-1."""
        target = (self._answer.header("Location") if self._answer else None) or ""
        try:
            return target.encode("latin-1").decode()
        except UnicodeDecodeError:
            return target

    def judged(self) -> Visit:
        """The visit after an answer that is no redirect."""
        assert self._answer is not None
        return self.ended(*judge(self._answer, self.errand))

    def ended(self, outcome: Outcome, reason: str) -> Visit:
        """The visit with this outcome."""
        errand, told = self.errand, self._answer or Answer("", ())
        final = self.hops[-1] if self.hops else errand.url
        fetch = Fetch(
            id=self._id,
            key=fetch_key(errand.purpose, errand.url),
            url=plain(errand.url, 4096),
            final_url=plain(final, 4096),
            canonical_url=_key_address(final),
            publisher=errand.publisher.id,
            purpose=errand.purpose,
            attempt=self._attempt,
            fetched_at=self._fetched_at,
            outcome=outcome,
            reason=plain(reason),
            status=told.status,
            content_type=_short(told.header("Content-Type")),
            etag=_short(told.header("ETag")),
            last_modified=_short(told.header("Last-Modified")),
            bytes=len(told.body),
            digest=self._digest(outcome, told),
            seconds=round(self._seconds, 6),
            redirects=max(0, len(self.hops) - 1),
        )
        return Visit(fetch, self._answer, tuple(self._entries))

    def _digest(self, outcome: Outcome, told: Answer) -> str | None:
        if outcome == "unchanged" and self.errand.earlier:
            return self.errand.earlier.digest
        return None if told.status is None else told.digest


def fetch_key(purpose: Purpose, url: str) -> str:
    """What is the same of every fetch of an address for a purpose, in whatever run."""
    return hashlib.blake2b(f"{purpose} {_key_address(url)}".encode(), digest_size=16).hexdigest()


def page_of(fetch: Fetch, answer: Answer) -> Page:
    """The page that a fetch brought."""
    return Page(
        url=fetch.url,
        final_url=fetch.final_url,
        canonical_url=fetch.canonical_url,
        publisher=fetch.publisher,
        fetched_at=fetch.fetched_at,
        status=answer.status or 0,
        headers=answer.headers,
        body=answer.body,
        digest=answer.digest,
        fetch=fetch.id,
        archive_file=fetch.archive_file,
        archive_offset=fetch.archive_offset,
        archive_length=fetch.archive_length,
    )


def judge(answer: Answer, errand: Errand) -> tuple[Outcome, str]:
    """The outcome of an answer that is no redirect, and the reason in words."""
    if answer.outcome:
        return answer.outcome, answer.reason
    status = answer.status or 0
    if status == 304 and errand.earlier:
        return "unchanged", "not modified"
    if status in (200, 203):
        same = same_bytes(answer, errand)
        return ("unchanged", "the same bytes as last time") if same else ("ok", "")
    reason = f"status {status} {answer.phrase}".strip()
    if status in _REDIRECTS:
        return "refused_redirect", f"{reason} without a target"
    named: dict[int, Outcome] = {
        401: "forbidden",
        403: "forbidden",
        404: "not_found",
        408: "busy",
        410: "gone",
        425: "busy",
        429: "busy",
        451: "forbidden",
    }
    if status in named:
        return named[status], reason
    return ("server_error" if 500 <= status < 600 else "http_error"), reason


def same_bytes(answer: Answer, errand: Errand) -> Earlier | None:
    """The earlier record, where this answer says (304) or shows that nothing has changed."""
    earlier = errand.earlier
    if earlier is None or answer.outcome:
        return None
    if answer.status == 304:
        return earlier
    same = answer.status == 200 and answer.digest == earlier.digest
    return earlier if same else None


def request_headers(errand: Errand) -> Headers:
    """What is said with a request: what we want, and what we have of it."""
    fields = [("Accept", _ACCEPT[errand.purpose])]
    if errand.earlier and errand.etag:
        fields.append(("If-None-Match", errand.etag))
    if errand.earlier and errand.last_modified:
        fields.append(("If-Modified-Since", errand.last_modified))
    return tuple(fields)


def _short(value: str | None) -> str | None:
    """A header worth keeping; validators that are longer than this are not sent back either."""
    return value if value and value == plain(value, 500) else None


def _key_address(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return plain(url, 4096)
