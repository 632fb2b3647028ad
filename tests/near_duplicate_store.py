"""A store filled with texts alone, to compare and to tell stories of."""

from datetime import UTC, datetime

import duckdb

from flows.steps.store import Store, lay_out

MOMENT = datetime(2025, 11, 3, 8, tzinfo=UTC)


def text_store(path=":memory:"):
    """A laid out store without articles."""
    connection = duckdb.connect(str(path))
    lay_out(connection)
    return Store(connection)


def add_texts(store, texts, publishers=(), moments=()):
    """Put (id, text) into articles as new or changed texts; publisher and time by position."""
    rows = [
        {
            "article_id": name, "publisher": publishers[i] if publishers else "paper",
            "canonical_url": name, "headline": "", "byline": [], "tags": [],
            "published_at": moments[i] if moments else MOMENT, "text": text, "text_folded": "",
            "text_digest": str(hash(text)), "version": 1,
        }
        for i, (name, text) in enumerate(texts)
    ]  # fmt: skip
    store.upsert("articles", rows)
