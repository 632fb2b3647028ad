"""Packing: a reading as the rows it brings, plain tuples that travel cheaply between processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from operator import attrgetter
from typing import Any, NamedTuple

from extractors.records import (
    Article,
    Attribution,
    Block,
    Date,
    Event,
    Mention,
    Organisation,
    Participant,
    Person,
    Place,
    Quantity,
    Quote,
    RemovedLine,
)
from extractors.repeats import Repeat
from extractors.text import fold

Values = tuple[Any, ...]

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
_FACTS = {
    "person": Person,
    "organisation": Organisation,
    "place": Place,
    "quote": Quote,
    "attribution": Attribution,
    "quantity": Quantity,
    "date": Date,
    "event": Event,
}


def _names(record: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


_PLACED = ("article_id", "position")
_MENTION = (*_PLACED, "span_start", "span_end", "text", "rule")
_ARTICLE = (
    "publisher", "canonical_url", "headline", "byline", "agency", "section", "tags", "published",
    "published_at", "published_precision", "published_evidence", "modified_at", "language", "text",
)  # fmt: skip
_REMOVED = _names(RemovedLine)
_PARTICIPANT = _names(Participant)
_LISTS = ("actors", "recipients")
_TOLD = tuple(name for name in _names(Event) if name not in (*_LISTS, "unnamed_actor_country"))
_FIRSTS = tuple(
    role if name == "text" else f"{role}_{name}"
    for role in ("actor", "recipient")
    for name in _PARTICIPANT
)
# The columns of each table in the order of its tuples.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id", *_ARTICLE, "text_folded", "text_digest", "version"),
    "article_versions": ("article_id", "version", "headline", "text", "text_digest", "modified_at"),
    "blocks": (*_PLACED, *_names(Block)),
    "removed_lines": ("article_id", *_REMOVED),
    "sentences": (*_PLACED, "span_start", "span_end"),
    "repeats": (*_PLACED, "text", *Repeat._fields),
    "date_candidates": (*_PLACED, "moment", "evidence"),
    **{table: (*_MENTION, *_names(_FACTS[kind])) for kind, table in TABLES.items()},
    "events": (*_MENTION, *_TOLD, *_LISTS, *_FIRSTS),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one page: an article with its sentences and mentions, or why there is none.

    ``fetch_id`` names the row of ``ops.fetches`` that brought the page. ``sentences`` are spans of the
    article's text, in code points, half open. ``date_candidates`` are moments with their evidence.
    ``is_stale``: the next run shall read the page again.
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
    is_stale: bool = False


class Packed(NamedTuple):
    """A reading's rows: its own, and those of its article by table, in the order of ``COLUMNS``."""

    fetch_id: str
    article_id: str | None
    text_digest: str | None
    reading: dict[str, Any]
    tables: dict[str, list[Values]]


def pack(reading: Reading) -> Packed:
    """The rows of a reading. The article's version is 1 until the store counts it."""
    article = reading.article
    digest = digest_of(article) if article else None
    row = {name: getattr(reading, name) for name in _READING} | {
        "article_id": article.id if article else None,
        "text_digest": digest,
    }
    tables = _tables(reading, article, digest) if article and digest else {}
    return Packed(reading.fetch_id, row["article_id"], digest, row, tables)


def article_id(canonical_url: str) -> str:
    """The id of the article at an address: the first 16 hex digits of the address's SHA-256."""
    return sha256(canonical_url.encode()).hexdigest()[:16]


def digest_of(article: Article) -> str:
    """SHA-256 of headline and text: what makes a version."""
    return sha256(f"{article.headline}\n\n{article.text}".encode()).hexdigest()


_READING = (
    "fetch_id", "url", "outcome", "reason", "charset", "charset_evidence", "cleaner_version",
    "extractor_version", "is_stale",
)  # fmt: skip
_article = attrgetter(*_ARTICLE)
_block = attrgetter(*_names(Block))
_removed = attrgetter(*_REMOVED)
_participant = attrgetter(*_PARTICIPANT)
_mention: Callable[[Mention], Values] = attrgetter(*_MENTION[len(_PLACED) :])
_values: dict[str, Callable[[Any], Values]] = {
    kind: attrgetter(*_names(fact)) for kind, fact in _FACTS.items()
}
_told = attrgetter(*_TOLD)
_NOBODY = (None,) * len(_PARTICIPANT)


def _tables(reading: Reading, article: Article, digest: str) -> dict[str, list[Values]]:
    """The whole state of an article, table by table."""
    name = article.id
    folded = fold(f"{article.headline}\n\n{article.text}")
    version = (name, 1, article.headline, article.text, digest, article.modified_at)
    repeats = ((article.text[r.span_start : r.span_end], *r) for r in reading.repeats)
    return {
        "articles": [(name, *_article(article), folded, digest, 1)],
        "article_versions": [version],
        "blocks": _placed(name, map(_block, article.blocks)),
        "removed_lines": [(name, *_removed(line)) for line in article.removed_lines],
        "sentences": _placed(name, reading.sentences),
        "repeats": _placed(name, repeats),
        "date_candidates": _placed(name, reading.date_candidates),
        **{table: _placed(name, _facts(kind, reading.mentions)) for kind, table in TABLES.items()},
    }


def _placed(name: str, rows: Iterable[Sequence[Any]]) -> list[Values]:
    return [(name, i, *row) for i, row in enumerate(rows)]


def _facts(kind: str, mentions: Iterable[Mention]) -> Iterator[Values]:
    values: Callable[[Any], Values] = _event if kind == "event" else _values[kind]
    return (_mention(m) + values(m.fact) for m in mentions if m.kind == kind)


def _event(event: Event) -> Values:
    """An event's fields, its first actor and recipient once more behind its lists."""
    actors = [_participant(p) for p in event.actors]
    recipients = [_participant(p) for p in event.recipients]
    nobody = tuple(event.actor_country if name == "country" else None for name in _PARTICIPANT)
    firsts = (*(actors or [nobody])[0], *(recipients or [_NOBODY])[0])
    return (*_told(event), actors, recipients, *firsts)
