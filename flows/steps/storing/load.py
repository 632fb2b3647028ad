"""Loading: what was read of pages becomes rows, a batch in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flows.steps.storing.entities import unlink_entities
from flows.steps.storing.pack import COLUMNS, Packed, Values
from flows.steps.storing.store import Store
from flows.steps.storing.unlinked import changed


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many articles of a batch were new, had a new text, or stood in the store as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0
    without_article: int = 0


_ARTICLES = """
select distinct article_id
from ops.readings
where article_id is not null and fetch_id in (select name from given)
"""
_KNOWN = """
select article_id, text_digest, published from articles where article_id in (select name from given)
"""
_HISTORY = """
select r.article_id, r.text_digest, r.fetch_id
from ops.readings as r
inner join ops.fetches as f on r.fetch_id = f.id
where r.article_id in (select name from given)
order by f.fetched_at, f.id
"""
_VERSIONS = (
    f"select {', '.join(COLUMNS['article_versions'])} from article_versions"
    " where article_id in (select name from given)"
)
_NUMBER = """
update articles
set version = v.newest
from (select article_id, max(version) as newest from article_versions group by article_id) as v
where v.article_id = articles.article_id and articles.article_id in (select name from given)
"""


class Version(NamedTuple):
    """One text of an article, in the order the texts were fetched."""

    digest: str
    fetch_id: str


def load(store: Store, readings: Sequence[Packed]) -> Loaded:
    """Put a batch of readings into the store, in one transaction; their fetches are there already.

    The article is what its newest fetch brought, whatever the order of loading. Loading the same
    readings again changes nothing.
    """
    batch = {r.fetch_id: r for r in readings}
    with store.transaction():
        affected = articles_of(store, batch) | {r.article_id for r in readings if r.article_id}
        store.upsert("ops.readings", [r.reading for r in readings])
        with store.given(affected):
            before = store.query(_KNOWN)
            history = _history(store)
            versions = _versions(store, history, batch)
        newest = {n: batch[v[-1].fetch_id] for n, v in history.items() if v[-1].fetch_id in batch}
        known = {name: digest for name, digest, _ in before}
        renewed = affected - (history.keys() - newest.keys())
        unlink_entities(store, renewed & known.keys())
        changed(store, renewed, {name: day for name, _, day in before})
        for table, rows in _rows(newest.values()).items():
            store.delete(table, "article_id", renewed & known.keys())
            store.append(table, COLUMNS[table], rows)
        store.delete("article_versions", "article_id", affected)
        store.append("article_versions", COLUMNS["article_versions"], versions)
        with store.given(name for name, texts in history.items() if len(texts) > 1):
            store.connection.execute(_NUMBER)
    changes = [_change(known.get(n), history[n][-1].digest) for n in history if n in newest]
    return Loaded(
        new=changes.count("new"),
        changed=changes.count("changed"),
        same=changes.count("same"),
        without_article=sum(r.article_id is None for r in readings),
    )


def articles_of(store: Store, fetches: Iterable[str]) -> set[str]:
    """The articles these fetches were read as."""
    with store.given(fetches):
        return {name for (name,) in store.query(_ARTICLES)}


def _history(store: Store) -> dict[str, list[Version]]:
    """The texts of each given article in the order they were fetched; the same text twice in a row is one.

    A version's fetch is the last that brought it.
    """
    history: dict[str, list[Version]] = {}
    for name, digest, fetch_id in store.query(_HISTORY):
        versions = history.setdefault(name, [])
        if versions and versions[-1].digest == digest:
            versions.pop()
        versions.append(Version(digest, fetch_id))
    return history


def _versions(
    store: Store, history: Mapping[str, Sequence[Version]], batch: Mapping[str, Packed]
) -> list[Values]:
    """The rows of article_versions, numbered: texts from this batch, else as the store has them."""
    new = (row for r in batch.values() for row in r.tables.get("article_versions", ()))
    texts = {(row[0], row[4]): row for row in (*store.query(_VERSIONS), *new)}
    return [
        (name, number, *texts[name, version.digest][2:])
        for name, versions in history.items()
        for number, version in enumerate(versions, start=1)
    ]


def _change(known: str | None, digest: str) -> str:
    if known is None:
        return "new"
    return "same" if known == digest else "changed"


def _rows(readings: Iterable[Packed]) -> dict[str, list[Values]]:
    """The rows of all readings by table, versions left aside; tables without rows too."""
    tables: dict[str, list[Values]] = {name: [] for name in COLUMNS if name != "article_versions"}
    for reading in readings:
        for table, rows in tables.items():
            rows += reading.tables[table]
    return tables
