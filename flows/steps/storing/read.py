"""Reading: from the archived bytes of a page to its article and mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import extractors
from extractors import extract_from
from extractors.records import Article
from extractors.text import Document
from flows.records import Publisher
from flows.steps.cleaning.clean import clean_page
from flows.steps.cleaning.cleaned import CLEANER_VERSION, NoPublisher
from flows.steps.cleaning.page_pool import MAY_BE_CHANCE, Lost, PagePool
from flows.steps.crawling.addresses import canonical
from flows.steps.crawling.archive import read_record
from flows.steps.storing.pack import Packed, Reading, article_id, pack
from flows.steps.storing.store import Store


@dataclass(frozen=True, slots=True)
class Unread:
    """A fetched page that waits to be read, and what its feed said of it. ``was_lost``: a run tried in vain."""

    fetch_id: str
    url: str
    final_url: str
    canonical_url: str
    publisher: str
    fetched_at: datetime
    content_type: str | None
    archive_file: str
    archive_offset: int
    feed_title: str | None
    feed_published: datetime | None
    was_lost: bool


_UNREAD = f"""
select
    f.id as fetch_id,
    f.url,
    f.final_url,
    f.canonical_url,
    f.publisher,
    f.fetched_at,
    f.content_type,
    f.archive_file,
    f.archive_offset,
    i.title as feed_title,
    i.published as feed_published,
    coalesce(r.is_stale and r.outcome in {MAY_BE_CHANCE}, false) as was_lost
from ops.fetches as f
left join ops.readings as r on f.id = r.fetch_id
left join (
    select canonical_url, min(title) as title, min(published) as published
    from ops.feed_items
    group by canonical_url
) as i on f.canonical_url = i.canonical_url
where
    f.purpose = 'page'
    and f.outcome = 'ok'
    and f.archive_file is not null
    and f.publisher not in (select name from ops.forgotten)
    and f.canonical_url not in (select name from ops.forgotten)
    and coalesce(r.is_stale, true)
order by f.fetched_at, f.id
"""


def unread(store: Store) -> list[Unread]:
    """Pages fetched and not yet read, oldest first: also those a run before this one left behind."""
    return [Unread(**row) for row in store.rows(_UNREAD)]


def batches(pages: Sequence[Unread], size: int) -> Iterator[Sequence[Unread]]:
    """The pages in groups of at most ``size``."""
    for first in range(0, len(pages), size):
        yield pages[first : first + size]


@cache
def extractor_version() -> str:
    """A digest of the extractors' code and lexicons: it changes whenever what they read may change."""
    root = Path(extractors.__file__).parent
    digest = sha256()
    for file in sorted(root.rglob("*")):
        if file.suffix in (".py", ".tsv"):
            digest.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def readers(
    archive: Path, publishers: Iterable[Publisher], workers: int
) -> PagePool[Unread, Packed]:
    """Worker processes that read pages; a page that hangs, bloats or crashes costs itself only."""
    papers = {publisher.id: publisher for publisher in publishers}
    return PagePool(partial(_packed, archive=archive, publishers=papers), workers)


def read_pages(pages: Sequence[Unread], pool: PagePool[Unread, Packed]) -> list[Packed]:
    """The readings of pages, in their order; a page that was lost has a reading that says why."""
    results = zip(pages, pool.map(pages), strict=True)
    return [pack(_lost(page, r)) if isinstance(r, Lost) else r for page, r in results]


def _packed(page: Unread, archive: Path, publishers: Mapping[str, Publisher]) -> Packed:
    return pack(read_page(page, archive, publishers))


def read_page(page: Unread, archive: Path, publishers: Mapping[str, Publisher]) -> Reading:
    """One page from its archived bytes to its reading. Pure but for the archive it reads."""
    record = read_record(archive, page.archive_file, page.archive_offset)
    cleaned = clean_page(
        record.body,
        page.final_url,
        page.content_type,
        page.fetched_at,
        publishers.get(page.publisher) or NoPublisher(id=page.publisher),
        feed_title=page.feed_title or "",
        feed_published=page.feed_published,
    )
    article = cleaned.article and _identified(cleaned.article, page)
    document = Document(article) if article else None
    return Reading(
        url=page.canonical_url,
        fetch_id=page.fetch_id,
        outcome=cleaned.status,
        reason=cleaned.reason,
        charset=cleaned.charset,
        charset_evidence=cleaned.charset_evidence,
        cleaner_version=cleaned.cleaner_version,
        extractor_version=extractor_version(),
        article=article,
        sentences=document.sentence_spans if document else (),
        mentions=tuple(extract_from(document)) if document else (),
        repeats=cleaned.repeats if article else (),
        date_candidates=cleaned.date_candidates if article else (),
    )


def _identified(article: Article, page: Unread) -> Article:
    """The article under its canonical address: the page's own word for it, else the one it was found at."""
    address = canonical(article.canonical_url) if article.canonical_url else page.canonical_url
    return replace(article, id=article_id(address), canonical_url=address)


def _lost(page: Unread, lost: Lost) -> Reading:
    return Reading(
        url=page.canonical_url,
        fetch_id=page.fetch_id,
        outcome=lost.status,
        reason=lost.reason,
        charset=None,
        charset_evidence=None,
        cleaner_version=CLEANER_VERSION,
        extractor_version=extractor_version(),
        is_stale=lost.may_be_chance and not page.was_lost,
    )
