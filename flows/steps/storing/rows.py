"""Records as rows: the public shape of mentions and articles, for the command line and the store alike."""

from __future__ import annotations

from dataclasses import asdict, astuple, fields
from typing import Any

from extractors.records import Article, Event, Fact, Mention, Participant
from flows.steps.cleaning.cleaned import Cleaned


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact's fields as plain data; an event's first actor and recipient stand in front of its lists."""
    row = {field.name: getattr(fact, field.name) for field in fields(fact)}  # asdict copies deeply
    if isinstance(fact, Event):
        row["actors"] = tuple(map(asdict, fact.actors))
        row["recipients"] = tuple(map(asdict, fact.recipients))
        row |= _first("actor", fact.actors) | _first("recipient", fact.recipients)
        row["actor_country"] = fact.actor_country
    return row


def mention_row(article_id: str, mention: Mention) -> dict[str, Any]:
    """A mention as the command line prints it: id, kind, span, text, rule and its fact."""
    return {
        "id": article_id,
        "kind": mention.kind,
        "span_start": mention.span_start,
        "span_end": mention.span_end,
        "text": mention.text,
        "rule": mention.rule,
        "fact": fact_row(mention.fact),
    }


def article_row(article: Article) -> dict[str, Any]:
    """An article as the command line prints it before its mentions."""
    return {
        "kind": "article",
        "id": article.id,
        "text": article.text,
        "published": article.published and article.published.isoformat(),
        "headline": article.headline,
        "publisher": article.publisher,
        "byline": list(article.byline),
        "section": article.section,
        "tags": list(article.tags),
        "canonical_url": article.canonical_url,
    }


def _first(name: str, participants: tuple[Participant, ...]) -> dict[str, str | None]:
    text, country, sector = astuple(participants[0]) if participants else (None, None, None)
    return {name: text, f"{name}_country": country, f"{name}_sector": sector}


def cleaned_row(file: str, cleaned: Cleaned) -> dict[str, Any]:
    """A cleaned page as `marsad clean` prints it: an article's keys, empty ones where the page told none.

    ``published_at`` is a plain day where only the day is known. ``status`` and ``reason`` say what the page is.
    """
    article = cleaned.article or Article(id=file, text="", language=cleaned.language)
    return {
        "file": file,
        "headline": article.headline,
        "byline": list(article.byline),
        "section": article.section,
        "published_at": _moment(article),
        "published_precision": article.published_precision,
        "published_evidence": article.published_evidence,
        "modified_at": article.modified_at.isoformat() if article.modified_at else None,
        "language": article.language,
        "tags": list(article.tags),
        "canonical_url": article.canonical_url,
        "agency": article.agency,
        "text": article.text,
        "lines": [{"kind": kind, "text": text} for kind, text in cleaned.lines],
        "removed": [
            {"kind": line.kind, "text": line.text, "rule": line.rule}
            for line in article.removed_lines
        ],
        "status": cleaned.status,
        "reason": cleaned.reason,
        "charset": cleaned.charset,
        "charset_evidence": cleaned.charset_evidence,
        "cleaner_version": cleaned.cleaner_version,
    }


def _moment(article: Article) -> str | None:
    if article.published_precision == "day" and article.published:
        return article.published.isoformat()
    return article.published_at.isoformat() if article.published_at else None
