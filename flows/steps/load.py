"""Loading: what was read of pages becomes rows, a batch in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from extractors.records import Article, Mention
from extractors.text import fold
from flows.steps.rows import fact_row
from flows.steps.store import Row, Store

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one page: an article with its sentences and mentions, or why there is none.

    ``sentences`` are spans of the article's text, in code points, half open.
    """

    url: str
    digest: str
    fetch_id: str
    outcome: str
    reason: str | None
    charset: str | None
    charset_evidence: str | None
    cleaner_version: str
    extractor_version: str
    article: Article | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many articles of a batch were new, had a new text, or stood in the store as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0
    without_article: int = 0


def load(store: Store, readings: Sequence[Reading]) -> Loaded:
    """Put a batch of readings into the store, in one transaction; the later reading of an article wins.

    Loading the same readings again changes nothing.
    """
    newest = {r.article.id: r for r in readings if r.article}
    with store.transaction():
        known = _known_versions(store, newest)
        versions = {
            name: _version(known.get(name), _digest(r.article))
            for name, r in newest.items()
            if r.article
        }
        for table, rows in _rows(newest.values(), versions).items():
            store.replace(table, "article_id", newest, rows)
        store.upsert("article_versions", _version_rows(newest.values(), versions))
        store.upsert("ops.readings", [_reading_row(r) for r in readings])
    counts = [_change(known.get(name), versions[name]) for name in newest]
    return Loaded(
        new=counts.count("new"),
        changed=counts.count("changed"),
        same=counts.count("same"),
        without_article=sum(r.article is None for r in readings),
    )


def article_id(canonical_url: str) -> str:
    """The id of the article at an address: the first 16 hex digits of the address's SHA-256."""
    return sha256(canonical_url.encode()).hexdigest()[:16]


def _known_versions(store: Store, names: Iterable[str]) -> dict[str, tuple[int, str]]:
    found = store.query(
        "select article_id, version, text_digest from articles where list_contains(?, article_id)",
        [list(names)],
    )
    return {name: (version, digest) for name, version, digest in found}


def _version(known: tuple[int, str] | None, digest: str) -> int:
    if known is None:
        return 1
    version, old = known
    return version if old == digest else version + 1


def _change(known: tuple[int, str] | None, version: int) -> str:
    if known is None:
        return "new"
    return "same" if known[0] == version else "changed"


def _digest(article: Article) -> str:
    return sha256(f"{article.headline}\n\n{article.text}".encode()).hexdigest()


def _rows(readings: Iterable[Reading], versions: dict[str, int]) -> dict[str, list[Row]]:
    """The whole state of each article, table by table."""
    tables: dict[str, list[Row]] = {
        name: [] for name in ("articles", "blocks", "sentences", "removed_lines", *TABLES.values())
    }
    for reading in readings:
        article = reading.article
        if article is None:
            continue
        key = {"article_id": article.id}
        tables["articles"].append(_article_row(article, versions[article.id]))
        tables["blocks"] += [
            key | {"position": i} | asdict(b) for i, b in enumerate(article.blocks)
        ]
        tables["removed_lines"] += [key | asdict(line) for line in article.removed_lines]
        tables["sentences"] += [
            key | {"position": i, "span_start": start, "span_end": end}
            for i, (start, end) in enumerate(reading.sentences)
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


def _article_row(article: Article, version: int) -> Row:
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
        "text_digest": _digest(article),
        "version": version,
    }


def _version_rows(readings: Iterable[Reading], versions: dict[str, int]) -> list[Row]:
    return [
        _article_row(r.article, versions[r.article.id]) for r in readings if r.article is not None
    ]


def _reading_row(reading: Reading) -> Row:
    row = {name: getattr(reading, name) for name in _READING_COLUMNS}
    return row | {"article_id": reading.article.id if reading.article else None}


_READING_COLUMNS = (
    "url", "digest", "fetch_id", "outcome", "reason", "charset", "charset_evidence",
    "cleaner_version", "extractor_version",
)  # fmt: skip
