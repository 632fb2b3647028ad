"""Feeds tried from the operator's own machine: which answer, with how much, and how old it is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from flows.records import FeedPoll, Fetch, Outcome, Publisher
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.crawl import crawl
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState


@dataclass(frozen=True, slots=True)
class Trial:
    """What one feed answered. ``hours_old`` is the age of its newest item; None where that, or the
    number of items, was not to be read. ``reason`` is empty where all is well."""

    publisher: str
    url: str
    outcome: Outcome
    reason: str
    items: int | None
    hours_old: float | None
    arabic_share: float | None
    seconds: float


async def try_feeds(publishers: Sequence[Publisher], settings: Settings) -> list[Trial]:
    """Ask every feed of these publishers once, resting ones too, in the order they answer.

    robots.txt and pace are obeyed; no article is read, nothing is remembered and nothing kept.
    """
    awake = [replace(publisher, resting=None) for publisher in publishers]
    once = replace(settings, pages_a_publisher=0, attempts=1, every_feed=True)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder), now=settings.now)
        async for batch in crawl(awake, CrawlState(), archive, once):
            fetches = {fetch.id: fetch for fetch in batch.fetches}
            trials += [_trial(poll, fetches[poll.fetch]) for poll in batch.polls]
        archive.close()
    return trials


def _trial(poll: FeedPoll, fetch: Fetch) -> Trial:
    return Trial(
        publisher=poll.publisher,
        url=poll.url,
        outcome=fetch.outcome,
        reason=fetch.reason,
        items=poll.items,
        hours_old=_hours(poll.newest_at, poll.polled_at),
        arabic_share=poll.arabic_share,
        seconds=fetch.seconds,
    )


def _hours(newest: datetime | None, now: datetime) -> float | None:
    return round((now - newest).total_seconds() / 3600, 1) if newest else None
