"""One address fetched as a good guest does: allowed by robots.txt, at the host's pace, kept whole.

A visit is one errand done: redirects followed and judged hop by hop, failures tried again after a
rest, every answer archived, one Fetch row an attempt.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from flows.plain import plain
from flows.records import Fetch, HostState, Outcome, Page, Place, Publisher, Purpose, RobotsState
from flows.steps.addresses import canonical, host_of, origin_of, requestable
from flows.steps.archive import Archive, Earlier, packed
from flows.steps.pace import Lane, backoff, pause_for, retry_after
from flows.steps.robots import allows, robots_state, robots_url
from flows.steps.schedule import doubled
from flows.steps.settings import Settings
from flows.steps.state import Ledger
from flows.steps.transport import Answer, Headers, Transport

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN: frozenset[Outcome] = frozenset({"busy", "server_error", "unreachable", "broken"})
_HOST_FAULTS: frozenset[Outcome] = frozenset(
    {"busy", "server_error", "unreachable", "unresolved", "too_slow"}
)
_FAULTS_TO_REST = 6
_FIRST_REST = timedelta(minutes=10)
_LONGEST_HOST_REST = timedelta(days=1)
_TYPES: dict[Purpose, tuple[str, ...] | None] = {
    "page": ("text/html", "application/xhtml", "text/plain", "application/xml", "text/xml"),
    "feed": (
        "text/",
        "application/xml",
        "application/x-xml",
        "application/rss",
        "application/atom",
        "application/rdf",
        "application/json",
        "application/feed+json",
        "application/xhtml",
        "application/gzip",
        "application/x-gzip",
        "application/octet-stream",
        "binary/octet-stream",
    ),
    "robots": None,
}
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
    """An errand done: its Fetch row, and the answer where there was one."""

    fetch: Fetch
    answer: Answer | None = None


class Fetcher:
    """Does errands side by side, one at a time a host. Its rows and states go to the ledger; the
    Fetch row of a visit's last attempt is left to the caller, to stand in one batch with what it
    makes of it."""

    def __init__(
        self, transport: Transport, ledger: Ledger, archive: Archive, settings: Settings
    ) -> None:
        self._transport = transport
        self._ledger = ledger
        self._archive = archive
        self._settings = settings
        self._lanes: defaultdict[str, Lane] = defaultdict(Lane)
        self._asking_robots: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unaskable: dict[str, tuple[Outcome, str]] = {}
        self._slots = asyncio.Semaphore(settings.requests_at_once)

    async def visit(self, errand: Errand) -> Visit:
        """Fetch one address; at most ``attempts`` times, with rests between. Never raises for what a
        server does."""
        attempt = 1
        while True:
            visit = await self._attempt(errand, attempt)
            rest = self._rest_before_next(errand, visit, attempt)
            if rest is None:
                return visit
            self._ledger.add(visit.fetch)
            self._lanes[host_of(visit.fetch.final_url)].hold(rest)
            attempt += 1

    def rests(self, host: str) -> bool:
        """Whether a host is left alone for now."""
        state = self._ledger.state.hosts.get(host)
        return bool(state and state.resting_until and state.resting_until > self._settings.now())

    def _rest_before_next(self, errand: Errand, visit: Visit, attempt: int) -> float | None:
        """Seconds until the next attempt; None where there shall be none in this run."""
        fetch, now = visit.fetch, self._settings.now()
        host = host_of(fetch.final_url)
        asked = retry_after(visit.answer.header("Retry-After") if visit.answer else None, now)
        self._count(host, fetch.outcome, asked)
        if fetch.outcome not in _AGAIN or attempt >= self._settings.attempts or self.rests(host):
            return None
        own = backoff(attempt, self._settings, self._settings.is_local(host))
        return max(asked or 0.0, own)

    def _count(self, host: str, outcome: Outcome, asked: float | None) -> None:
        """Count a host's faults in a row; let it rest when it asks for longer than we wait, or when
        the faults are many."""
        before = self._ledger.state.hosts.get(host)
        now = self._settings.now()
        if outcome not in _HOST_FAULTS:
            if before and outcome in ("ok", "unchanged") and before.failures:
                self._ledger.put(HostState(host))
            return
        failures = before.failures + 1 if before else 1
        until, reason = None, None
        if asked and asked > self._settings.longest_wait:
            until, reason = now + timedelta(seconds=asked), "the host asked for a rest"
        elif failures >= _FAULTS_TO_REST:
            rest = min(doubled(_FIRST_REST, failures - _FAULTS_TO_REST), _LONGEST_HOST_REST)
            until, reason = now + rest, f"{failures} faults in a row, {outcome} the last"
        self._ledger.put(HostState(host, failures, until, reason))

    async def robots(self, origin: str, publisher: Publisher) -> RobotsState:
        """The robots.txt of an origin, asked for at most once a day."""
        async with self._asking_robots[origin]:
            known = self._ledger.state.robots.get(origin)
            if known and known.expires_at > self._settings.now():
                return known
            visit = await self._attempt(Errand(robots_url(origin), publisher, "robots"), 1)
            answer = visit.answer or Answer(origin, ())
            now = self._settings.now()
            state = robots_state(origin, answer, now, self._settings.robots_age, known)
            self._ledger.add(visit.fetch)
            if visit.fetch.outcome in ("refused_address", "unresolved"):
                self._unaskable[origin] = visit.fetch.outcome, visit.fetch.reason
            self._ledger.put(state)
            return state

    async def _attempt(self, errand: Errand, attempt: int) -> Visit:
        trip = _Trip(errand, attempt, self._settings.now())
        target: str | None = requestable(errand.url)
        while True:
            refusal = await self._refusal(target, trip)
            if refusal or target is None:
                return trip.ended(*(refusal or ("refused_address", "no address")))
            answer = await self._ask(target, trip)
            if not trip.moved(answer):
                return trip.judged()
            target = requestable(trip.answer_header("Location"), target)

    async def _refusal(self, target: str | None, trip: _Trip) -> tuple[Outcome, str] | None:
        """Why this hop is not asked for; None where it is."""
        if target is None:
            return "refused_address", "not an http address that can be asked for"
        if len(trip.hops) > MOST_REDIRECTS or target in trip.hops:
            return "refused_redirect", f"a loop, or more than {MOST_REDIRECTS} redirects"
        if self.rests(host_of(target)):
            return "resting", "the host rests"
        if trip.errand.purpose == "robots":
            return None
        origin = origin_of(target)
        robots = await self.robots(origin, trip.errand.publisher)
        if origin in self._unaskable:
            return self._unaskable[origin]
        if robots.verdict == "wait":
            return "robots_unreachable", "robots.txt cannot be had, so nothing is asked for"
        if not allows(robots, target):
            return "refused_robots", "robots.txt disallows it"
        return None

    async def _ask(self, url: str, trip: _Trip) -> Answer:
        errand, settings, host = trip.errand, self._settings, host_of(url)
        robots = self._ledger.state.robots.get(origin_of(url))
        delay = robots.crawl_delay if robots else None
        pause = pause_for(host, errand.publisher.pace, delay, settings)
        cap = {"page": settings.body_cap, "feed": settings.feed_cap, "robots": settings.robots_cap}
        async with self._lanes[host].turn(pause), self._slots:
            fetched_at = settings.now()
            answer = await self._transport.ask(
                url, _headers(errand), cap[errand.purpose], _TYPES[errand.purpose]
            )
        place = None
        if answer.status is not None:
            members = packed(answer, fetched_at, _same(answer, errand))
            place = self._archive.append(members)
        trip.hop(url, answer, place, fetched_at)
        return answer


class _Trip:
    """One attempt on its way: the hops behind it and what the last one answered."""

    def __init__(self, errand: Errand, attempt: int, now: datetime) -> None:
        self.errand = errand
        self.hops: list[str] = []
        self._attempt = attempt
        self._answer: Answer | None = None
        self._place: Place | None = None
        self._fetched_at = now
        self._seconds = 0.0

    def hop(self, url: str, answer: Answer, place: Place | None, fetched_at: datetime) -> None:
        """Note what an address answered."""
        self.hops.append(url)
        self._answer, self._place, self._fetched_at = answer, place, fetched_at
        self._seconds += answer.seconds

    def moved(self, answer: Answer) -> bool:
        """Whether the answer sends us elsewhere."""
        return (
            answer.outcome is None
            and answer.status in _REDIRECTS
            and bool(answer.header("Location"))
        )

    def answer_header(self, name: str) -> str:
        """A header of the last answer, empty where it has none."""
        return (self._answer.header(name) if self._answer else None) or ""

    def judged(self) -> Visit:
        """The visit after an answer that is no redirect."""
        assert self._answer is not None
        return self.ended(*judge(self._answer, self.errand))

    def ended(self, outcome: Outcome, reason: str) -> Visit:
        """The visit with this outcome."""
        answer, place, errand = self._answer, self._place, self.errand
        final = self.hops[-1] if self.hops else errand.url
        fetch = Fetch(
            id=uuid4().hex,
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
            seconds=round(self._seconds, 6),
            redirects=max(0, len(self.hops) - 1),
        )
        if answer is None or answer.status is None:
            return Visit(fetch, answer)
        return Visit(_with_answer(fetch, answer, place, errand), answer)


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
        same = _same(answer, errand)
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


def _same(answer: Answer, errand: Errand) -> Earlier | None:
    """The earlier record, where this answer says or shows that nothing has changed."""
    earlier = errand.earlier
    if earlier is None or answer.outcome:
        return None
    if answer.status == 304:
        return earlier
    same = answer.status == 200 and answer.digest == earlier.digest
    return earlier if same else None


def _headers(errand: Errand) -> Headers:
    fields = [("Accept", _ACCEPT[errand.purpose])]
    if errand.earlier and errand.etag:
        fields.append(("If-None-Match", errand.etag))
    if errand.earlier and errand.last_modified:
        fields.append(("If-Modified-Since", errand.last_modified))
    return tuple(fields)


def _with_answer(fetch: Fetch, answer: Answer, place: Place | None, errand: Errand) -> Fetch:
    unchanged = fetch.outcome == "unchanged" and errand.earlier
    return replace(
        fetch,
        status=answer.status,
        content_type=_short(answer.header("Content-Type")),
        etag=_short(answer.header("ETag")),
        last_modified=_short(answer.header("Last-Modified")),
        bytes=len(answer.body),
        digest=unchanged.digest if unchanged else answer.digest,
        archive_file=place.file if place else None,
        archive_offset=place.offset if place else None,
        archive_length=place.length if place else None,
    )


def _short(value: str | None) -> str | None:
    """A header worth keeping; validators that are longer than this are not sent back either."""
    return value if value and value == plain(value, 500) else None


def _key_address(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return plain(url, 4096)
