"""One address fetched as a good guest does: allowed by robots.txt, at the host's pace, kept whole.

A visit is one errand done: redirects followed and judged hop by hop, failures tried again after a
rest, every answer archived, one Fetch row an attempt.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta

from flows.records import HostState, Outcome, Publisher, Purpose, RobotsState
from flows.steps.crawling.addresses import host_of, origin_of, requestable
from flows.steps.crawling.errand import Errand, Trip, Visit, request_headers
from flows.steps.crawling.pace import Lane, backoff, pause_for, retry_after
from flows.steps.crawling.robots import allows, robots_state, robots_url
from flows.steps.crawling.schedule import doubled
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import Ledger
from flows.steps.crawling.transport import Answer, Transport

MOST_REDIRECTS = 5
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


class Fetcher:
    """Does errands side by side, one at a time a host. Its rows and states go to the ledger; the
    Fetch row of a visit's last attempt is left to the caller, to stand in one batch with what it
    makes of it."""

    def __init__(self, transport: Transport, ledger: Ledger, settings: Settings) -> None:
        self._transport = transport
        self._ledger = ledger
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
            self._ledger.add(visit.fetch, *visit.entries)
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
            self._ledger.add(visit.fetch, *visit.entries)
            if visit.fetch.outcome in ("refused_address", "unresolved"):
                self._unaskable[origin] = visit.fetch.outcome, visit.fetch.reason
            self._ledger.put(state)
            return state

    async def _attempt(self, errand: Errand, attempt: int) -> Visit:
        trip = Trip(errand, attempt, self._settings.now())
        target: str | None = requestable(errand.url)
        while True:
            refusal = await self._refusal(target, trip)
            if refusal or target is None:
                return trip.ended(*(refusal or ("refused_address", "no address")))
            answer = await self._ask(target, trip)
            if not trip.moved(answer):
                return trip.judged()
            target = requestable(trip.way_on(), target)

    async def _refusal(self, target: str | None, trip: Trip) -> tuple[Outcome, str] | None:
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

    async def _ask(self, url: str, trip: Trip) -> Answer:
        errand, settings, host = trip.errand, self._settings, host_of(url)
        robots = self._ledger.state.robots.get(origin_of(url))
        delay = robots.crawl_delay if robots else None
        pause = pause_for(host, errand.publisher.pace, delay, settings)
        cap = {"page": settings.body_cap, "feed": settings.feed_cap, "robots": settings.robots_cap}
        async with self._lanes[host].turn(pause), self._slots:
            fetched_at = settings.now()
            answer = await self._transport.ask(
                url, request_headers(errand), cap[errand.purpose], _TYPES[errand.purpose]
            )
        trip.hop(url, answer, fetched_at)
        return answer
