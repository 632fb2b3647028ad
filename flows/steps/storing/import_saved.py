"""Importing: saved pages enter the archive and the store as fetches that happened when they were saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from flows.records import Batch, Fetch
from flows.steps.crawling.addresses import page_canonical
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.found import Papers
from flows.steps.crawling.saved import Skipped, kept, saved_pages
from flows.steps.storing.forget import forgotten
from flows.steps.storing.remember import remember
from flows.steps.storing.store import Store

BATCH = 200


def import_saved(
    paths: Iterable[Path],
    papers: Papers,
    archive: Archive,
    store: Store,
    advance: Callable[[int], None] = lambda steps: None,
) -> Counter[str]:
    """Bring the pages of WARC files and folders in; how many were ``imported``, and the rest by reason.

    A page whose address and bytes are there already is counted as ``known``, so an import that was
    stopped goes on where it was.
    """
    counts: Counter[str] = Counter()
    waiting: list[Fetch] = []
    seen = set(store.query("select canonical_url, digest from ops.fetches where purpose = 'page'"))
    for outcome in _kept(paths, papers, archive, seen, forgotten(store)):
        advance(1)
        if isinstance(outcome, str):
            counts[outcome] += 1
            continue
        waiting.append(outcome)
        counts["imported"] += 1
        if len(waiting) >= BATCH:
            _commit(waiting, archive, store)
    _commit(waiting, archive, store)
    return counts


def _kept(
    paths: Iterable[Path],
    papers: Papers,
    archive: Archive,
    seen: set[tuple[str, str]],
    gone: frozenset[str],
) -> Iterator[Fetch | str]:
    for saved in saved_pages(paths):
        if isinstance(saved, Skipped):
            yield saved.reason
            continue
        publisher = papers.of(saved.url)
        if publisher is None:
            yield "unknown_publisher"
            continue
        key = page_canonical(saved.body, saved.url), sha256(saved.body).hexdigest()
        if key[0] in gone or publisher.id in gone:
            yield "forgotten"
            continue
        if key in seen:
            yield "known"
            continue
        seen.add(key)
        yield kept(saved, publisher, archive)[0]


def _commit(waiting: list[Fetch], archive: Archive, store: Store) -> None:
    """The archive is on disk before the rows that point into it."""
    archive.commit()
    remember(store, Batch(fetches=tuple(waiting)))
    waiting.clear()
