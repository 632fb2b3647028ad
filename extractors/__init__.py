"""Text in, mentions out: rule extractors for Arabic news. No network, no database, no clock."""

from __future__ import annotations

from functools import cache

from extractors import (
    attributions,
    dates,
    events,
    numerals,
    organisations,
    people,
    places,
    quantities,
    quotes,
)
from extractors.lookups import Looks
from extractors.records import Article, Mention
from extractors.text import Document, bare_readings

# In order: each may read what those before it found.
EXTRACTORS = (
    numerals.find,
    dates.find,
    quantities.find,
    organisations.find,
    places.find,
    people.find,
    quotes.find,
    attributions.find,
    events.find,
)

_LOOKS = (
    numerals.looks,
    dates.looks,
    quantities.looks,
    organisations.looks,
    places.looks,
    people.looks,
    quotes.looks,
    attributions.looks,
    events.looks,
)


@cache
def _looks() -> Looks:
    stems = {look: known for looks in _LOOKS for look, known in looks().items()}
    return Looks(stems, bare_readings)


def extract(article: Article) -> list[Mention]:
    """All mentions in an article's text, in order of the text.

    The same article gives the same mentions, whatever was read before it.
    """
    return extract_from(Document(article))


def extract_from(document: Document) -> list[Mention]:
    """The same from a document analysed already."""
    document.look_for(_looks())
    found: list[Mention] = []
    for find in EXTRACTORS:
        found.extend(find(document, found))
    return sorted(found, key=lambda m: (m.span_start, m.span_end, m.kind, m.rule))
