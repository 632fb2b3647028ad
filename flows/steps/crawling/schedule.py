"""When to ask again: feeds by how often they bring news, pages while they are young, failures less
and less often."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from flows.records import AddressState, FeedState, Fetch, Outcome
from flows.steps.crawling.settings import Settings

SHORTEST_POLL = timedelta(minutes=10)
LONGEST_POLL = timedelta(days=1)
FIRST_PATIENCE = timedelta(hours=1)

SOFT: frozenset[Outcome] = frozenset(
    {
        "busy",
        "server_error",
        "unresolved",
        "unreachable",
        "broken",
        "too_slow",
        "robots_unreachable",
        "resting",
    }
)
"""Failures that pass by themselves; all others but ``ok`` and ``unchanged`` are hard."""

_SOFT_TO_REST = 10
_HARD_TO_REST = 3
_LONGEST_REST = timedelta(days=30)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)

# Failures of a page: how long until the next try, how often in a row.
_PAGE_RETRY = timedelta(minutes=10)
_PAGE_RETRIES = 8
_MISSING_RETRY = timedelta(hours=6)
_MISSING_RETRIES = 3
_MISSING: frozenset[Outcome] = frozenset({"not_found", "forbidden", "refused_robots"})


def doubled(first: timedelta, times: int) -> timedelta:
    """A wait doubled so many times, though never more than ten: a thousandfold is enough."""
    return first * int(2 ** min(times, 10))


def max_age(cache_control: str | None) -> timedelta:
    """How long a Cache-Control header lets an answer stand, at most a day."""
    found = _MAX_AGE.search(cache_control or "")
    return min(timedelta(seconds=int(found[1])), LONGEST_POLL) if found else timedelta()


def after_answer(
    feed: FeedState,
    now: datetime,
    new_items: int,
    fresh: timedelta,
) -> FeedState:
    """The feed's schedule after it answered: twice as often after news, less often after none, never
    before its ``ttl`` or ``fresh`` (``max-age``) is over, nor when it wants to be left alone."""
    factor = 0.5 if new_items else 1.5
    interval = min(
        max(timedelta(seconds=feed.interval_seconds) * factor, SHORTEST_POLL), LONGEST_POLL
    )
    wait = max(interval, fresh, timedelta(seconds=feed.ttl_seconds))
    return replace(
        feed,
        interval_seconds=interval.total_seconds(),
        polled_at=now,
        answered_at=now,
        new_at=now if new_items else feed.new_at,
        next_poll_at=_welcome(feed, now + wait),
        soft_failures=0,
        hard_failures=0,
        resting_until=None,
        resting_reason=None,
    )


def _welcome(feed: FeedState, moment: datetime) -> datetime:
    """The first moment from this one on that the feed does not skip; a day later if it skips all."""
    hour = moment
    for _ in range(7 * 24):
        if hour.hour not in feed.skip_hours and hour.weekday() not in feed.skip_days:
            return hour
        hour = (hour + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return moment + LONGEST_POLL


def after_failure(feed: FeedState, now: datetime, outcome: Outcome, reason: str) -> FeedState:
    """The feed's schedule after a failure: later and later, then a rest from which it wakes by itself."""
    soft = feed.soft_failures + (outcome in SOFT)
    hard = feed.hard_failures + (outcome not in SOFT)
    step = doubled(timedelta(seconds=feed.interval_seconds), soft + hard - 1)
    until = _rest_until(now, soft, hard, outcome)
    later = until or now + min(max(step, SHORTEST_POLL), LONGEST_POLL)
    return replace(
        feed,
        polled_at=now,
        next_poll_at=_welcome(feed, later),
        soft_failures=soft,
        hard_failures=hard,
        resting_until=until,
        resting_reason=f"{soft + hard} failures in a row, the last: {reason or outcome}"
        if until
        else None,
    )


def _rest_until(now: datetime, soft: int, hard: int, outcome: Outcome) -> datetime | None:
    if outcome == "gone":
        hard = max(hard, _HARD_TO_REST)
    beyond = max(hard - _HARD_TO_REST, soft - _SOFT_TO_REST)
    if beyond < 0:
        return None
    return now + min(doubled(timedelta(days=1), beyond), _LONGEST_REST)


def is_due(feed: FeedState, now: datetime, every_feed: bool) -> bool:
    """Whether a feed is to be polled; ``every_feed`` polls all that do not rest."""
    if feed.resting_until and feed.resting_until > now:
        return False
    return every_feed or feed.next_poll_at is None or feed.next_poll_at <= now


def next_reading(state: AddressState, now: datetime, settings: Settings) -> datetime | None:
    """When a page that was just read is read again: at growing intervals while it is young by the
    wall clock, since papers correct their articles in the first days; then never."""
    turn = state.reads - 1
    if turn >= len(settings.rereads):
        return None
    moment = now + settings.rereads[turn]
    born = state.published or state.first_seen_at
    return moment if moment - born < settings.young else None


def after_page_failure(state: AddressState, fetch: Fetch, now: datetime) -> AddressState:
    """An address after a failure: tried again later where that can help, then left alone."""
    failures = state.failures + 1
    wait = None
    if fetch.outcome in SOFT and failures <= _PAGE_RETRIES:
        wait = min(doubled(_PAGE_RETRY, failures - 1), timedelta(days=1))
    elif fetch.outcome in _MISSING and failures <= _MISSING_RETRIES:
        wait = doubled(_MISSING_RETRY, failures - 1)
    return replace(
        state,
        failures=failures,
        outcome=fetch.outcome,
        last_read_at=now,
        read_stamp=state.stamp,
        next_read_at=now + wait if wait else None,
    )


def patience(state: AddressState) -> timedelta:
    """How long to wait before a moved stamp is believed again: some feeds stamp every entry anew at
    every poll, and the page never changes."""
    if not state.unchanged:
        return timedelta()
    return min(doubled(FIRST_PATIENCE, state.unchanged - 1), LONGEST_POLL)
