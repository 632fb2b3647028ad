"""What a crawl found out, kept in the store, and given back to the next crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from flows.records import AddressState, Batch, FeedItem, FeedState, HostState, RobotsState
from flows.steps.crawling.found import Papers
from flows.steps.crawling.saved import Skipped, listed_addresses
from flows.steps.crawling.state import CrawlState
from flows.steps.storing.store import Store

_FORGOTTEN_ITEMS = """
delete from ops.feed_items where canonical_url in (select name from ops.forgotten)
"""

State = TypeVar("State", AddressState, FeedState, RobotsState, HostState)


def remember(store: Store, batch: Batch) -> None:
    """Keep a batch of a crawl, all of it or nothing. Pages stay in the archive: only fetches are rows."""
    with store.transaction():
        store.put("ops.fetches", batch.fetches)
        store.put("ops.polls", batch.polls)
        store.put("ops.feed_items", _newest(batch))
        store.connection.execute(_FORGOTTEN_ITEMS)
        store.put("ops.addresses", batch.addresses)
        store.put("ops.feeds", batch.feeds)
        store.put("ops.robots", batch.robots)
        store.put("ops.hosts", batch.hosts)


def recall(store: Store) -> CrawlState:
    """What the store knows of feeds, robots and hosts, and of the addresses that wait to be read.

    Other addresses are looked up when a feed names them, so memory does not grow with the years; that
    goes over a connection of its own, since the store may be written to at that moment.
    """
    own = Store(store.connection.cursor())

    def look_up(addresses: Sequence[str]) -> Iterable[AddressState]:
        with own.given(addresses):
            asked = "select * from ops.addresses where address in (select name from given)"
            return _states(own, AddressState, asked)

    return CrawlState.of(
        addresses=_states(
            store, AddressState, "select * from ops.addresses where next_read_at is not null"
        ),
        feeds=_states(store, FeedState, "select * from ops.feeds"),
        robots=_states(store, RobotsState, "select * from ops.robots"),
        hosts=_states(store, HostState, "select * from ops.hosts"),
        look_up=look_up,
    )


def _newest(batch: Batch) -> Iterable[FeedItem]:
    """An item may come twice in a batch (two polls, two sections); a row has one key."""
    return {(i.canonical_url, i.feed_url): i for i in batch.items}.values()


def _states(store: Store, record: type[State], statement: str) -> list[State]:
    return [
        record(**{name: _ours(value) for name, value in row.items()})
        for row in store.rows(statement)
    ]


def _ours(value: Any) -> Any:
    """DuckDB gives moments in the machine's timezone, and lists; ours are in UTC, and tuples."""
    if isinstance(value, list):
        return tuple(value)
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def queue_addresses(
    store: Store, lists: Iterable[Path], papers: Papers, now: datetime
) -> Counter[str]:
    """Let the addresses of lists wait for the next crawl; how many were ``queued``, the rest by reason."""
    lines = (line for path in lists for line in path.read_text(encoding="utf-8").splitlines())
    known = [address for (address,) in store.query("select address from ops.addresses")]
    counts: Counter[str] = Counter()
    queued = []
    for found in listed_addresses(lines, papers, known, now):
        if isinstance(found, Skipped):
            counts[found.reason] += 1
        else:
            counts["queued"] += 1
            queued.append(found)
    remember(store, Batch(addresses=tuple(queued)))
    return counts
