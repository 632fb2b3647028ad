"""Records of the world side: publishers, pages, fetches, feeds, and what the crawler remembers of them.

Plain frozen data. All times are aware and in UTC. An address is a canonical one (see
``flows.steps.crawling.addresses``) unless its field says ``url``: that is the address as it was found or asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedKind = Literal["rss", "atom", "rdf", "json", "sitemap", "home", "section", "list"]
Purpose = Literal["page", "feed", "robots"]
Outcome = Literal[
    "ok",  # a body, read whole
    "unchanged",  # 304, or the very bytes of the last time
    "not_found",  # 404
    "gone",  # 410
    "forbidden",  # 401, 403, 451
    "http_error",  # another status of 400-499, or one that makes no sense
    "busy",  # 408, 425, 429
    "server_error",  # 500-599
    "refused_address",  # not http or https, malformed, or a host inside a network that is not ours to ask
    "refused_type",  # neither a page nor a feed by its Content-Type
    "refused_robots",  # robots.txt disallows
    "robots_unreachable",  # robots.txt cannot be had just now: wait
    "refused_redirect",  # more than five redirects, a loop, or a redirect without a target
    "refused_feed",  # a feed that is no feed, or one built to hurt its reader
    "unresolved",  # the name has no address
    "unreachable",  # no connection, or TLS failed
    "broken",  # the answer breaks the protocol or its encoding, or ended too early
    "too_large",  # cut at the cap, or it unpacks beyond it
    "too_slow",  # cut at the time limit
    "resting",  # not asked: the host asked for a rest that lasts longer than this run
    "forgotten",  # not asked: the operator had it taken out
]


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a publisher's news is announced.

    ``links`` is a regular expression over whole addresses: a section page must have one, other kinds
    may have one to leave out what is no article. ``home`` is a page on which feeds are discovered,
    ``list`` a text file with an address a line.
    """

    kind: FeedKind
    url: str
    links: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """A newspaper, agency or channel that publishes Arabic news on the web.

    ``country`` is ISO 3166 alpha-3 (UNO for the United Nations), ``timezone`` an IANA name, ``pace``
    the seconds between two requests to one of its hosts, ``articles_a_day`` what to expect of it.
    ``hosts`` are further sites its articles may stand on, besides those of ``home`` and the feeds.
    ``resting`` is the reason why it is not crawled, None where it is.
    """

    id: str
    name: str
    country: str
    timezone: str
    language: str = "ar"
    home: str | None = None
    feeds: tuple[Feed, ...] = ()
    hosts: tuple[str, ...] = ()
    pace: float = 5.0
    articles_a_day: float | None = None
    resting: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in the archive: file name, offset and length in bytes of its gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page as they were served, and where they lie in the archive.

    ``digest`` is the SHA-256 of the body in hex, after Content-Encoding is undone. ``headers`` keep
    order and repetition. ``fetch`` is the id of the Fetch that brought it.
    """

    url: str
    final_url: str
    canonical_url: str
    publisher: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str
    fetch: str = ""
    archive_file: str | None = None
    archive_offset: int | None = None
    archive_length: int | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case; None where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Fetch:
    """One attempt to get one address, redirects included: the grain of ``ops.fetches``.

    ``key`` is the same in every run for the same purpose and address, ``id`` is this attempt's own.
    ``bytes`` counts the decoded body, ``seconds`` the time from request to last byte,
    waiting for the host's pace left out. ``reason`` says the outcome in words, empty for ``ok``.
    ``status`` is None where no answer came.
    """

    id: str
    key: str
    url: str
    final_url: str
    canonical_url: str
    publisher: str
    purpose: Purpose
    attempt: int
    fetched_at: datetime
    outcome: Outcome
    reason: str = ""
    status: int | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    bytes: int = 0
    digest: str | None = None
    seconds: float = 0.0
    redirects: int = 0
    archive_file: str | None = None
    archive_offset: int | None = None
    archive_length: int | None = None


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed, sitemap or section page says of an article: evidence beside what the page says.

    ``published`` and ``updated`` are None where the feed gives no time that can be read.
    """

    url: str
    canonical_url: str
    publisher: str
    feed_url: str
    seen_at: datetime
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None

    @property
    def stamp(self) -> datetime | None:
        """The newest time the feed gives: an article is read again when it moves on."""
        return max((t for t in (self.published, self.updated) if t), default=None)


@dataclass(frozen=True, slots=True)
class AddressState:
    """What is remembered of one canonical address, discovered, read or failed.

    ``stamp`` is the newest one a feed gave, ``read_stamp`` the one under which it was last read.
    ``next_read_at`` is None when nothing more is to be done unless the stamp moves on. ``reads``
    counts answers with a body or 304, ``unchanged`` those in a row that brought nothing new,
    ``failures`` attempts in a row without an answer that counts. ``record_url`` and ``record_at``
    name the archived response that holds the bytes of ``digest``.
    """

    address: str
    url: str
    publisher: str
    feed_url: str
    first_seen_at: datetime
    published: datetime | None = None
    stamp: datetime | None = None
    read_stamp: datetime | None = None
    last_read_at: datetime | None = None
    next_read_at: datetime | None = None
    reads: int = 0
    unchanged: int = 0
    failures: int = 0
    outcome: Outcome | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    record_url: str | None = None
    record_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of one feed: its validators, its schedule, its failures.

    ``found_on`` is the home page it was discovered on, None for a configured one. Soft failures
    (busy, slow, unreachable) and hard ones (gone, no feed) are counted in a row. ``whole_at`` is
    when it was last asked for without validators, since some servers lie about their ETag; an empty
    ``etag`` is one that did. ``ttl_seconds`` and the hours (0 to 23) and days (Monday is 0) to skip, in
    UTC, are the wishes of its newest body.
    """

    url: str
    publisher: str
    kind: FeedKind
    found_on: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    interval_seconds: float = 1800.0
    polled_at: datetime | None = None
    next_poll_at: datetime | None = None
    answered_at: datetime | None = None
    new_at: datetime | None = None
    whole_at: datetime | None = None
    record_url: str | None = None
    record_at: datetime | None = None
    soft_failures: int = 0
    hard_failures: int = 0
    resting_until: datetime | None = None
    resting_reason: str | None = None
    ttl_seconds: float = 0.0
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedPoll:
    """One poll of one feed: the grain of ``ops.polls``, from which a feed's health is told.

    ``items_a_day`` is what the feed itself shows: its items with a time over the span they cover.
    ``arabic_share`` is the share of titles written mostly in Arabic letters, None without titles.
    Both counts and shares are None where nothing was read (304 included).
    """

    fetch: str
    url: str
    publisher: str
    polled_at: datetime
    outcome: Outcome
    items: int | None = None
    new_items: int | None = None
    duplicate_items: int | None = None
    foreign_items: int | None = None
    undated_items: int | None = None
    newest_at: datetime | None = None
    oldest_at: datetime | None = None
    items_a_day: float | None = None
    arabic_share: float | None = None


@dataclass(frozen=True, slots=True)
class RobotsState:
    """robots.txt of one origin (scheme, host and port), kept a day.

    ``verdict``: ``rules`` (obey ``body``), ``allowed`` (there is none), ``wait`` (it cannot be had).
    """

    origin: str
    fetched_at: datetime
    expires_at: datetime
    verdict: Literal["rules", "allowed", "wait"]
    status: int | None = None
    body: str = ""
    crawl_delay: float | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class HostState:
    """A host that asked for rest, or that fails again and again."""

    host: str
    failures: int = 0
    resting_until: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What a crawl hands over to be committed in one transaction: facts to add, states to replace.

    Every archive record that a row points at is on disk before the batch is handed over.
    ``troubles`` are sentences about publishers whose crawl broke by a fault of ours.
    """

    fetches: tuple[Fetch, ...] = ()
    pages: tuple[Page, ...] = ()
    items: tuple[FeedItem, ...] = ()
    polls: tuple[FeedPoll, ...] = ()
    addresses: tuple[AddressState, ...] = ()
    feeds: tuple[FeedState, ...] = ()
    robots: tuple[RobotsState, ...] = ()
    hosts: tuple[HostState, ...] = ()
    troubles: tuple[str, ...] = ()
