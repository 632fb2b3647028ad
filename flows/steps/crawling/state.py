"""What a crawl knows from earlier crawls, and what it has found out since the last batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from flows.records import (
    AddressState,
    Batch,
    FeedItem,
    FeedPoll,
    FeedState,
    Fetch,
    HostState,
    Page,
    Place,
    RobotsState,
)
from flows.steps.crawling.archive import Entry

LookUp = Callable[[Sequence[str]], Iterable[AddressState]]


@dataclass(slots=True)
class CrawlState:
    """Everything remembered, by key: plain rows in, plain rows out.

    A store gives back what batches brought it, newest row a key. It may leave out addresses that
    have no ``next_read_at`` and give a ``look_up`` instead, which is asked for canonical addresses
    found in feeds that are not among ``addresses``.
    """

    addresses: dict[str, AddressState] = field(default_factory=dict)
    feeds: dict[str, FeedState] = field(default_factory=dict)
    robots: dict[str, RobotsState] = field(default_factory=dict)
    hosts: dict[str, HostState] = field(default_factory=dict)
    look_up: LookUp | None = None
    waiting: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(
        cls,
        addresses: Iterable[AddressState] = (),
        feeds: Iterable[FeedState] = (),
        robots: Iterable[RobotsState] = (),
        hosts: Iterable[HostState] = (),
        look_up: LookUp | None = None,
    ) -> CrawlState:
        """The state that these rows amount to."""
        state = cls(
            feeds={row.url: row for row in feeds},
            robots={row.origin: row for row in robots},
            hosts={row.host: row for row in hosts},
            look_up=look_up,
        )
        for row in addresses:
            state.keep(row)
        return state

    def keep(self, row: AddressState) -> None:
        """Remember an address; ``waiting`` holds those of a publisher that have a time to be read."""
        self.addresses[row.address] = row
        if row.next_read_at:
            self.waiting[row.publisher].add(row.address)
        else:
            self.waiting[row.publisher].discard(row.address)

    def recall(self, addresses: Sequence[str]) -> None:
        """Bring what the store knows of these addresses into memory."""
        missing = [a for a in addresses if a not in self.addresses]
        if self.look_up and missing:
            for row in self.look_up(missing):
                self.keep(row)


State = AddressState | FeedState | RobotsState | HostState
Row = TypeVar("Row", Fetch, Page)
Fact = Fetch | Page | FeedItem | FeedPoll | Entry


class Ledger:
    """Rows since the last batch, and the state they change.

    What is written between two awaits of one task comes into one batch: an address never counts as
    read without the fetch and the page that say so, nor a feed as polled without its items.
    """

    def __init__(self, state: CrawlState) -> None:
        self.state = state
        self._begin()

    def add(self, *facts: Fact) -> None:
        """Note facts for the next batch."""
        self._facts += facts
        self.visits += sum(isinstance(fact, Fetch) for fact in facts)
        self.bytes += sum(len(fact.answer.body) for fact in facts if isinstance(fact, Entry))

    def put(self, row: State) -> None:
        """Remember a state, now and in the next batch."""
        match row:
            case AddressState():
                self.state.keep(row)
                self._addresses[row.address] = row
            case FeedState():
                self.state.feeds[row.url] = self._feeds[row.url] = row
            case RobotsState():
                self.state.robots[row.origin] = self._robots[row.origin] = row
            case HostState():
                self.state.hosts[row.host] = self._hosts[row.host] = row

    def trouble(self, sentence: str) -> None:
        """Note a fault of ours."""
        self._troubles.append(sentence)

    def __bool__(self) -> bool:
        kinds = (self._addresses, self._feeds, self._robots, self._hosts, self._troubles)
        return bool(self._facts or any(kinds))

    def take(self) -> tuple[Batch, list[Entry]]:
        """Everything noted since the last call: rows, and answers to be archived before them."""
        batch = Batch(
            fetches=tuple(f for f in self._facts if isinstance(f, Fetch)),
            pages=tuple(f for f in self._facts if isinstance(f, Page)),
            items=tuple(f for f in self._facts if isinstance(f, FeedItem)),
            polls=tuple(f for f in self._facts if isinstance(f, FeedPoll)),
            addresses=tuple(self._addresses.values()),
            feeds=tuple(self._feeds.values()),
            robots=tuple(self._robots.values()),
            hosts=tuple(self._hosts.values()),
            troubles=tuple(self._troubles),
        )
        entries = [f for f in self._facts if isinstance(f, Entry)]
        self._begin()
        return batch, entries

    def _begin(self) -> None:
        self._facts: list[Fact] = []
        self._addresses: dict[str, AddressState] = {}
        self._feeds: dict[str, FeedState] = {}
        self._robots: dict[str, RobotsState] = {}
        self._hosts: dict[str, HostState] = {}
        self._troubles: list[str] = []
        self.bytes = 0
        self.visits = 0


def located(batch: Batch, places: Mapping[str, Place]) -> Batch:
    """A batch whose rows say where their answers lie; ``places`` are those of fetches, by id."""
    return replace(
        batch,
        fetches=tuple(
            _located(f, places[f.id]) if f.status is not None else f for f in batch.fetches
        ),
        pages=tuple(_located(page, places[page.fetch]) for page in batch.pages),
    )


def _located(row: Row, place: Place) -> Row:
    return replace(
        row,
        archive_file=place.file,
        archive_offset=place.offset,
        archive_length=place.length,
    )
