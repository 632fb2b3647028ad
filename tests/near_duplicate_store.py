"""A store filled with texts alone, to compare and to tell stories of."""

from datetime import UTC, datetime

import duckdb

from flows.steps.storing.store import Store, lay_out
from flows.steps.storing.unlinked import changed

MOMENT = datetime(2025, 11, 3, 8, tzinfo=UTC)


def text_store(path=":memory:"):
    """A laid out store without articles."""
    connection = duckdb.connect(str(path))
    lay_out(connection)
    return Store(connection)


def add_texts(store, texts, publishers=(), moments=(), headlines=()):
    """Put (id, text) into articles as new or changed texts; publisher, time and headline by position."""
    rows = []
    for i, (name, text) in enumerate(texts):
        moment = moments[i] if moments else MOMENT
        rows.append(
            {
                "article_id": name, "publisher": publishers[i] if publishers else "paper",
                "canonical_url": name, "headline": headlines[i] if headlines else "", "byline": [],
                "tags": [], "published": moment.date(), "published_at": moment, "text": text,
                "text_folded": "", "text_digest": str(hash(text)), "version": 1,
            }
        )  # fmt: skip
    store.upsert("articles", rows)
    changed(store, [row["article_id"] for row in rows], {})
