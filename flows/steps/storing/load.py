"""Loading: what was read of pages becomes rows, a batch in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from extractors.records import Article, Mention
from extractors.repeats import Repeat
from extractors.text import fold
from flows.steps.storing.rows import fact_row
from flows.steps.storing.store import Row, Store

TABLES = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "quote": "quotes",
    "attribution": "attributions",
    "quantity": "quantities",
    "date": "dates",
    "event": "events",
}
# What a page yields beside mentions.
_TABLES_OF_PAGES = (
    "articles", "blocks", "sentences", "removed_lines", "repeats", "date_candidates",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one page: an article with its sentences and mentions, or why there is none.

    ``fetch_id`` names the row of ``ops.fetches`` that brought the page. ``sentences`` are spans of the
    article's text, in code points, half open. ``date_candidates`` are moments with their evidence.
    """

    fetch_id: str
    url: str
    outcome: str
    reason: str | None
    charset: str | None
    charset_evidence: str | None
    cleaner_version: str
    extractor_version: str
    article: Article | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    date_candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many articles of a batch were new, had a new text, or stood in the store as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0
    without_article: int = 0


_NUMBER = """
update articles
set version = v.newest
from (select article_id, max(version) as newest from article_versions group by article_id) as v
where v.article_id = articles.article_id and list_contains(?, articles.article_id)
"""


class Version(NamedTuple):
    """One text of an article, in the order the texts were fetched."""

    digest: str
    fetch_id: str


def load(store: Store, readings: Sequence[Reading]) -> Loaded:
    """Put a batch of readings into the store, in one transaction; their fetches are there already.

    The article is what its newest fetch brought, whatever the order of loading. Loading the same
    readings again changes nothing.
    """
    batch = {r.fetch_id: r for r in readings}
    with store.transaction():
        affected = _articles_of(store, batch) | {r.article.id for r in readings if r.article}
        known = dict(_known(store, affected))
        store.upsert("ops.readings", [_reading_row(r) for r in readings])
        history = _history(store, affected)
        newest = {n: batch[v[-1].fetch_id] for n, v in history.items() if v[-1].fetch_id in batch}
        for table, rows in _rows(newest.values()).items():
            store.replace(table, "article_id", affected - (history.keys() - newest.keys()), rows)
        store.replace("article_versions", "article_id", affected, _versions(store, history, batch))
        store.connection.execute(_NUMBER, [list(affected)])
    changes = [_change(known.get(n), history[n][-1].digest) for n in history if n in newest]
    return Loaded(
        new=changes.count("new"),
        changed=changes.count("changed"),
        same=changes.count("same"),
        without_article=sum(r.article is None for r in readings),
    )


def article_id(canonical_url: str) -> str:
    """The id of the article at an address: the first 16 hex digits of the address's SHA-256."""
    return sha256(canonical_url.encode()).hexdigest()[:16]


def _articles_of(store: Store, fetches: Iterable[str]) -> set[str]:
    """The articles these fetches were read as before."""
    asked = "select distinct article_id from ops.readings where list_contains(?, fetch_id)"
    return {name for (name,) in store.query(asked, [list(fetches)]) if name}


def _known(store: Store, names: Iterable[str]) -> list[tuple[str, str]]:
    asked = "select article_id, text_digest from articles where list_contains(?, article_id)"
    return [(name, digest) for name, digest in store.query(asked, [list(names)])]


def _history(store: Store, names: Iterable[str]) -> dict[str, list[Version]]:
    """Each article's texts in the order they were fetched; the same text twice in a row is one.

    A version's fetch is the last that brought it.
    """
    rows = store.query(
        "select r.article_id, r.text_digest, r.fetch_id from ops.readings as r"
        " inner join ops.fetches as f on r.fetch_id = f.id"
        " where list_contains(?, r.article_id) order by f.fetched_at, f.id",
        [list(names)],
    )
    history: dict[str, list[Version]] = {}
    for name, digest, fetch_id in rows:
        versions = history.setdefault(name, [])
        if versions and versions[-1].digest == digest:
            versions.pop()
        versions.append(Version(digest, fetch_id))
    return history


def _versions(
    store: Store, history: dict[str, list[Version]], batch: Mapping[str, Reading]
) -> list[Row]:
    """The rows of article_versions: texts from this batch, else as the store has them."""
    asked = "select * from article_versions where list_contains(?, article_id)"
    texts: dict[tuple[str, str], Row] = {
        (row["article_id"], row["text_digest"]): row for row in store.rows(asked, [list(history)])
    }
    for article in (r.article for r in batch.values() if r.article):
        texts[article.id, digest_of(article)] = _article_row(article)
    return [
        {**texts[name, version.digest], "version": number}
        for name, versions in history.items()
        for number, version in enumerate(versions, start=1)
    ]


def _change(known: str | None, digest: str) -> str:
    if known is None:
        return "new"
    return "same" if known == digest else "changed"


def digest_of(article: Article) -> str:
    """SHA-256 of headline and text: what makes a version."""
    return sha256(f"{article.headline}\n\n{article.text}".encode()).hexdigest()


def _rows(readings: Iterable[Reading]) -> dict[str, list[Row]]:
    """The whole state of each article, table by table."""
    tables: dict[str, list[Row]] = {name: [] for name in (*_TABLES_OF_PAGES, *TABLES.values())}
    for reading in readings:
        article = reading.article
        if article is None:
            continue
        key = {"article_id": article.id}
        tables["articles"].append(_article_row(article))
        tables["blocks"] += [
            key | {"position": i} | asdict(b) for i, b in enumerate(article.blocks)
        ]
        tables["removed_lines"] += [key | asdict(line) for line in article.removed_lines]
        tables["sentences"] += [
            key | {"position": i, "span_start": start, "span_end": end}
            for i, (start, end) in enumerate(reading.sentences)
        ]
        tables["repeats"] += [
            key | {"position": i, "text": article.text[r.span_start : r.span_end]} | r._asdict()
            for i, r in enumerate(reading.repeats)
        ]
        tables["date_candidates"] += [
            key | {"position": i, "moment": moment, "evidence": evidence}
            for i, (moment, evidence) in enumerate(reading.date_candidates)
        ]
        positions: defaultdict[str, int] = defaultdict(int)
        for mention in reading.mentions:
            table = TABLES.get(mention.kind)
            if table:
                tables[table].append(key | _mention_row(mention, positions[table]))
                positions[table] += 1
    return tables


def _mention_row(mention: Mention, position: int) -> dict[str, Any]:
    return fact_row(mention.fact) | {
        "position": position,
        "span_start": mention.span_start,
        "span_end": mention.span_end,
        "text": mention.text,
        "rule": mention.rule,
    }


def _article_row(article: Article) -> Row:
    return {
        "article_id": article.id,
        "publisher": article.publisher,
        "canonical_url": article.canonical_url,
        "headline": article.headline,
        "byline": list(article.byline),
        "agency": article.agency,
        "section": article.section,
        "tags": list(article.tags),
        "published": article.published,
        "published_at": article.published_at,
        "published_precision": article.published_precision,
        "published_evidence": article.published_evidence,
        "modified_at": article.modified_at,
        "language": article.language,
        "text": article.text,
        "text_folded": fold(f"{article.headline}\n\n{article.text}"),
        "text_digest": digest_of(article),
        "version": 1,
    }


def _reading_row(reading: Reading) -> Row:
    row = {name: getattr(reading, name) for name in _READING_COLUMNS}
    article = reading.article
    return row | {
        "article_id": article.id if article else None,
        "text_digest": digest_of(article) if article else None,
        "is_stale": False,
    }


_READING_COLUMNS = (
    "fetch_id", "url", "outcome", "reason", "charset", "charset_evidence", "cleaner_version",
    "extractor_version",
)  # fmt: skip
