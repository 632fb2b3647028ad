"""Records as rows: the public shape of mentions, for the command line and for the store alike."""

from __future__ import annotations

from dataclasses import asdict, astuple
from typing import Any

from extractors.records import Event, Fact, Mention, Participant


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact's fields as plain data; an event's first actor and recipient stand in front of its lists."""
    row = asdict(fact)
    if isinstance(fact, Event):
        row |= _first("actor", fact.actors) | _first("recipient", fact.recipients)
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


def _first(name: str, participants: tuple[Participant, ...]) -> dict[str, str | None]:
    text, country, sector = astuple(participants[0]) if participants else (None, None, None)
    return {name: text, f"{name}_country": country, f"{name}_sector": sector}
