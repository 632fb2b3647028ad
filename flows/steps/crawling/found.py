"""What one poll of a feed found: what is the publisher's own and new, and how the feed fares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache

from flows.records import FeedItem, FeedPoll, FeedState, Outcome, Publisher
from flows.steps.crawling.addresses import canonical, host_of, requestable, site_of
from flows.steps.crawling.feeds import Entry, ReadFeed

_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")


@lru_cache(maxsize=1024)
def sites_of(publisher: Publisher) -> frozenset[str]:
    """The sites on which a publisher's articles may stand."""
    urls = [feed.url for feed in publisher.feeds] + ([publisher.home] if publisher.home else [])
    return frozenset(site_of(h) for h in (*map(host_of, urls), *publisher.hosts) if h)


class Papers:
    """Tells whose page an address is."""

    def __init__(self, publishers: Iterable[Publisher]) -> None:
        self._sites = {p.id: sites_of(p) for p in publishers}
        self._by_site = {site: p for p in publishers for site in sites_of(p)}

    def of(self, url: str) -> Publisher | None:
        """The publisher on whose sites the address lies; None for strangers."""
        return self._by_site.get(site_of(host_of(url)))

    def owner(self, url: str, asker: str) -> str:
        """Whose page it is to which a publisher's own address led: another's where it lies on that one's sites."""
        other = self.of(url)
        is_own = site_of(host_of(url)) in self._sites.get(asker, ())
        return asker if other is None or is_own else other.id


@dataclass(slots=True)
class Found:
    """The entries of one poll, sorted into what is ours and what is not."""

    publisher: Publisher
    feed: FeedState
    now: datetime
    items: list[FeedItem] = field(default_factory=list)
    duplicates: int = 0
    foreign: int = 0
    undated: int = 0

    def sort(self, entries: Iterable[Entry]) -> None:
        """Keep what stands on the publisher's own sites, each address once."""
        sites, seen = sites_of(self.publisher), set[str]()
        for entry in entries:
            url = requestable(entry.url, self.feed.url)
            if url is None or site_of(host_of(url)) not in sites:
                self.foreign += 1
                continue
            address = canonical(url)
            self.duplicates += address in seen
            if address not in seen:
                self.items.append(self._item(entry, url, address))
            seen.add(address)

    def _item(self, entry: Entry, url: str, address: str) -> FeedItem:
        item = FeedItem(
            url=url,
            canonical_url=address,
            publisher=self.publisher.id,
            feed_url=self.feed.url,
            seen_at=self.now,
            title=entry.title,
            published=entry.published,
            updated=entry.updated,
            author=entry.author,
        )
        self.undated += item.stamp is None
        return item

    def poll(self, fetch_id: str, outcome: Outcome, new: int, read: ReadFeed) -> FeedPoll:
        """The row that tells of this poll."""
        poll = FeedPoll(fetch_id, self.feed.url, self.publisher.id, self.now, outcome)
        if outcome != "ok" or read.children or self.feed.kind == "home":
            return poll
        stamps = sorted(item.stamp for item in self.items if item.stamp)
        return replace(
            poll,
            items=len(self.items),
            new_items=new,
            duplicate_items=self.duplicates,
            foreign_items=self.foreign,
            undated_items=self.undated,
            newest_at=stamps[-1] if stamps else None,
            oldest_at=stamps[0] if stamps else None,
            items_a_day=_a_day(stamps),
            arabic_share=arabic_share([item.title for item in self.items if item.title]),
        )


def _a_day(stamps: list[datetime]) -> float | None:
    if len(stamps) < 2:
        return None
    span = max(stamps[-1] - stamps[0], timedelta(hours=1))
    return round(len(stamps) * (timedelta(days=1) / span), 2)


def arabic_share(titles: list[str]) -> float | None:
    """The share of titles more than half of whose letters are Arabic; None without titles."""
    if not titles:
        return None
    arabic = sum(2 * len(_ARABIC.findall(t)) > len(_LETTERS.findall(t)) for t in titles)
    return round(arabic / len(titles), 3)
