"""How a crawl behaves: who it says it is, how far it goes, when it gives up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

VERSION = "0.1"
ROBOTS_NAME = "marsad"
MEGABYTE = 1_000_000
PAGES_A_PUBLISHER = 300

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""A host's name to its addresses, as text; OSError where it has none."""


def utc_now() -> datetime:
    """The wall clock, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are in seconds, sizes in bytes.

    ``contact`` (an address or a mail) stands in the User-Agent, so that a publisher can reach the
    operator. ``resolver`` maps a host to the address and port that are connected to in its place;
    ``local_hosts`` are the only ones that may lie in a private network and have a pace of 0.
    ``resolve`` replaces the system's resolver. ``every_feed`` polls feeds before they are due, though
    never resting ones. ``since`` leaves out what feeds date earlier. ``budget_seconds`` ends a crawl in good order, with the rest left for the next.
    """

    contact: str = ""
    resolver: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    local_hosts: frozenset[str] = frozenset()
    resolve: Resolve | None = None
    now: Callable[[], datetime] = utc_now
    every_feed: bool = False
    since: date | None = None
    pages_a_publisher: int = PAGES_A_PUBLISHER
    items_a_feed: int = 1000
    children_a_sitemap: int = 5
    requests_at_once: int = 64
    batch_visits: int = 200
    batch_bytes: int = 24 * MEGABYTE
    batch_seconds: float = 5.0
    budget_seconds: float = 3600.0
    body_cap: int = 10 * MEGABYTE
    feed_cap: int = 10 * MEGABYTE
    error_body_cap: int = 100_000
    robots_cap: int = 512 * 1024
    connect_seconds: float = 15.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    attempts: int = 3
    backoff_seconds: float = 2.0
    longest_wait: float = 120.0
    default_pace: float = 5.0
    robots_age: timedelta = timedelta(days=1)
    whole_feed_every: timedelta = timedelta(hours=12)
    rereads: tuple[timedelta, ...] = (
        timedelta(hours=1),
        timedelta(hours=4),
        timedelta(hours=12),
        timedelta(hours=36),
    )
    young: timedelta = timedelta(days=3)

    @property
    def user_agent(self) -> str:
        """What servers are told about who asks."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"Marsad/{VERSION} (Arabic news archive{contact})"

    def is_local(self, host: str) -> bool:
        """Whether the operator allows this host to lie in a private network."""
        return host in self.local_hosts
