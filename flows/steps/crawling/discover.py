"""What is new: feeds polled, their entries turned into addresses to read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from flows.records import AddressState, Feed, FeedItem, FeedState, Publisher
from flows.steps.crawling.addresses import host_of, requestable, site_of
from flows.steps.crawling.errand import Errand, Visit
from flows.steps.crawling.feeds import FeedError, ReadFeed, read_feed
from flows.steps.crawling.fetch import Fetcher
from flows.steps.crawling.found import Found, sites_of
from flows.steps.crawling.links import announced_feeds, listed, section_links
from flows.steps.crawling.schedule import after_answer, after_failure, is_due, max_age, patience
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import Ledger
from flows.steps.crawling.warc import Earlier

UNTRUSTED = ""
"""Stands for the ETag of a feed that sent the same one with other content: it is not asked by it."""


class Discoverer:
    """Polls a publisher's feeds; rows and states go to the ledger. ``room`` returns when that has room."""

    def __init__(
        self,
        fetcher: Fetcher,
        ledger: Ledger,
        settings: Settings,
        room: Callable[[], Awaitable[None]],
    ) -> None:
        self._room = room
        self._fetcher = fetcher
        self._ledger = ledger
        self._settings = settings

    async def poll(self, publisher: Publisher) -> None:
        """Poll every feed of a publisher that is due, those found on the way included."""
        polled: set[str] = set()
        while todo := [f for f in self._feeds(publisher) if f.url not in polled]:
            for feed in todo:
                polled.add(feed.url)
                rests = self._fetcher.rests(host_of(feed.url))
                if not rests and is_due(feed, self._settings.now(), self._settings.every_feed):
                    await self._poll(feed, publisher)

    def _feeds(self, publisher: Publisher) -> list[FeedState]:
        known = self._ledger.state.feeds
        configured = [
            known.get(feed.url) or FeedState(feed.url, publisher.id, feed.kind)
            for feed in publisher.feeds
        ]
        parents = {feed.url for feed in publisher.feeds}
        found = [f for f in known.values() if f.publisher == publisher.id and f.found_on in parents]
        return configured + found

    async def _poll(self, feed: FeedState, publisher: Publisher) -> None:
        now = self._settings.now()
        whole = not feed.whole_at or now - feed.whole_at >= self._settings.whole_feed_every
        errand = Errand(
            url=feed.url,
            publisher=publisher,
            purpose="feed",
            etag=None if whole else feed.etag,
            last_modified=None if whole or feed.etag == UNTRUSTED else feed.last_modified,
            earlier=_earlier(feed),
        )
        await self._room()
        visit = await self._fetcher.visit(errand)
        if whole and visit.fetch.status == 200:
            feed = replace(feed, whole_at=now)
        await self._note(feed, publisher, visit)

    async def _note(self, feed: FeedState, publisher: Publisher, visit: Visit) -> None:
        fetch, answer, now = visit.fetch, visit.answer, visit.fetch.fetched_at
        read = ReadFeed()
        if fetch.outcome == "ok" and answer:
            try:
                read = await asyncio.to_thread(self._read, feed, publisher, visit)
            except FeedError as error:
                fetch = replace(fetch, outcome="refused_feed", reason=str(error)[:300])
        found = Found(publisher, feed, now)
        found.sort(read.entries)
        self._ledger.state.recall([item.canonical_url for item in found.items])
        # From here to the end nothing is awaited: all of it comes into one batch.
        new = sum([self._remember(item) for item in found.items])
        cache = answer.header("Cache-Control") if answer else None
        if fetch.outcome == "ok":
            feed = _as_it_wishes(feed, read)
        if fetch.outcome in ("ok", "unchanged"):
            feed = after_answer(feed, now, new, max_age(cache))
        else:
            feed = after_failure(feed, now, fetch.outcome, fetch.reason)
        poll = found.poll(fetch.id, fetch.outcome, new, read)
        self._ledger.add(fetch, *visit.entries, poll, *found.items)
        self._ledger.put(_validated(feed, visit) if fetch.outcome == "ok" else feed)
        self._remember_feeds(feed, publisher, read, visit)

    def _read(self, feed: FeedState, publisher: Publisher, visit: Visit) -> ReadFeed:
        answer, limit = visit.answer, self._settings.items_a_feed
        assert answer is not None
        kind, final = answer.header("Content-Type") or "", visit.fetch.final_url
        links = _links_of(feed, publisher)
        match feed.kind:
            case "home":
                return ReadFeed()
            case "list":
                return listed(answer.body, limit)
            case "section":
                return section_links(answer.body, kind, final, links or "", limit)
        read = read_feed(answer.body, kind, limit, self._settings.feed_cap)
        wanted = re.compile(links or "")
        return replace(read, entries=tuple(e for e in read.entries if wanted.search(e.url)))

    def _remember_feeds(
        self, feed: FeedState, publisher: Publisher, read: ReadFeed, visit: Visit
    ) -> None:
        """Feeds announced on a home page, and the newest sitemaps of an index, become feeds."""
        sites, known = sites_of(publisher), self._ledger.state.feeds
        for found in self._found_feeds(feed, read, visit):
            url = requestable(found.url, visit.fetch.final_url)
            if url and site_of(host_of(url)) in sites and url not in known:
                self._ledger.put(FeedState(url, publisher.id, found.kind, found_on=feed.url))

    def _found_feeds(self, feed: FeedState, read: ReadFeed, visit: Visit) -> Iterable[Feed]:
        answer = visit.answer
        if feed.kind == "home" and answer and visit.fetch.outcome == "ok":
            kind = answer.header("Content-Type") or ""
            for feed_kind, url in announced_feeds(answer.body, kind, visit.fetch.final_url):
                yield Feed(feed_kind, url)
        if feed.found_on is None:
            # Where no time is given the last ones: indexes by month mostly grow at their end.
            ordered = sorted(read.children, key=lambda c: c[1].timestamp() if c[1] else 0.0)
            for url, _ in ordered[-self._settings.children_a_sitemap :]:
                yield Feed("sitemap", url)

    def _remember(self, item: FeedItem) -> bool:
        """Bring an item into the state of its address; whether the address is new."""
        known = self._ledger.state.addresses.get(item.canonical_url)
        if known is None:
            self._ledger.put(
                AddressState(
                    address=item.canonical_url,
                    url=item.url,
                    publisher=item.publisher,
                    feed_url=item.feed_url,
                    first_seen_at=item.seen_at,
                    published=item.published,
                    stamp=item.stamp,
                    next_read_at=item.seen_at,
                )
            )
            return True
        if known.outcome == "forgotten":
            return False
        if item.stamp and (known.stamp is None or item.stamp > known.stamp):
            self._ledger.put(_stamped(known, item))
        return False


def _stamped(known: AddressState, item: FeedItem) -> AddressState:
    """An address whose stamp moved on: to be read again, unless it was read without any."""
    published = known.published or item.published
    if known.read_stamp is None and known.reads:
        return replace(known, stamp=item.stamp, read_stamp=item.stamp, published=published)
    again = max(item.seen_at, (known.last_read_at or item.seen_at) + patience(known))
    soonest = min(again, known.next_read_at) if known.next_read_at else again
    return replace(known, stamp=item.stamp, published=published, next_read_at=soonest)


def _links_of(feed: FeedState, publisher: Publisher) -> str | None:
    parents = (feed.url, feed.found_on)
    return next((f.links for f in publisher.feeds if f.url in parents and f.links), None)


def _earlier(feed: FeedState) -> Earlier | None:
    if feed.digest and feed.record_url and feed.record_at:
        return Earlier(feed.record_url, feed.record_at, feed.digest)
    return None


def _as_it_wishes(feed: FeedState, read: ReadFeed) -> FeedState:
    """The feed with what its body says of its schedule; an answer without a body leaves that standing."""
    return replace(
        feed,
        ttl_seconds=read.ttl.total_seconds() if read.ttl else 0.0,
        skip_hours=read.skip_hours,
        skip_days=read.skip_days,
    )


def _validated(feed: FeedState, visit: Visit) -> FeedState:
    """The feed with the validators of a new body; an ETag that came with another body is a lie."""
    fetch = visit.fetch
    lied = feed.etag == UNTRUSTED or (feed.etag and feed.etag == fetch.etag)
    return replace(
        feed,
        etag=UNTRUSTED if lied else fetch.etag,
        last_modified=fetch.last_modified,
        digest=fetch.digest,
        record_url=fetch.final_url,
        record_at=fetch.fetched_at,
        whole_at=feed.whole_at or fetch.fetched_at,
    )
