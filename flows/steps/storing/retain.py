"""Retention: what is older than the operator wants to keep, or more than the disk may hold, goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.steps.storing.forget import erase_articles
from flows.steps.storing.rewrite import discard
from flows.steps.storing.store import Store

_STALE = """
select r.article_id
from ops.readings as r
inner join ops.fetches as f on r.fetch_id = f.id
where r.article_id is not null
group by r.article_id
having max(f.fetched_at) < ?
"""
_LOOSE = """
select f.id
from ops.fetches as f
left join ops.readings as r on f.id = r.fetch_id
where f.fetched_at < ? and r.article_id is null
"""


@dataclass(slots=True)
class LetGo:
    """How many articles and archive files went."""

    articles: int = 0
    files: int = 0


def keep_days(store: Store, archive: Path, days: int, now: datetime) -> LetGo:
    """Let everything go that was last fetched more than so many days ago: archive files and articles.

    The address of an article stays known, so that a feed that still lists it does not bring it back.
    """
    until = datetime.combine((now - timedelta(days=days)).date(), datetime.min.time(), UTC)
    gone = LetGo()
    for file in _files(archive):
        if file.name.split("-")[1] < f"{until:%Y%m%d}":
            discard(store, archive, file.name)
            gone.files += 1
    with store.transaction():
        articles = [name for (name,) in store.query(_STALE, [until])]
        erase_articles(store, articles)
        store.delete("ops.readings", "article_id", articles)
        loose = [fetch for (fetch,) in store.query(_LOOSE, [until])]
        store.delete("ops.readings", "fetch_id", loose)
        store.delete("ops.polls", '"fetch"', loose)
        store.delete("ops.fetches", "id", loose)
    gone.articles = len(articles)
    return gone


def keep_bytes(store: Store, archive: Path, room: int) -> LetGo:
    """Let the oldest archive files go until the archive takes at most ``room`` bytes.

    What was read of them stays; it can be read again no more.
    """
    gone, files = LetGo(), _files(archive)
    size = sum(file.stat().st_size for file in files)
    for file in files[:-1]:
        if size <= room:
            break
        size -= file.stat().st_size
        discard(store, archive, file.name)
        gone.files += 1
    return gone


def _files(archive: Path) -> list[Path]:
    """The archive's files, oldest first."""
    return sorted(archive.glob("marsad-*.warc.gz"))
