"""The command line: one command a verb, each a page of help with examples."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated

import typer

from extractors import extract as read_mentions
from extractors.records import Article, Block
from flows.steps.rows import mention_row

app = typer.Typer(name="marsad", no_args_is_help=True, add_completion=False)


@app.callback()
def marsad() -> None:
    """Arabic news pages to a DuckDB database of who said what, who did what to whom."""


@app.command()
def extract(
    input_format: Annotated[
        str, typer.Option("--input", help="jsonl: articles on standard input.")
    ] = "jsonl",
    output_format: Annotated[
        str, typer.Option("--format", help="jsonl: a mention a line.")
    ] = "jsonl",
    kinds: Annotated[str, typer.Option(help="Kinds to print, divided by commas.")] = "",
) -> None:
    """Read mentions from JSON Lines on standard input, print them as JSON Lines."""
    wanted = set(kinds.split(",")) - {""}
    for article in _articles():
        for mention in read_mentions(article):
            if mention.kind in wanted or (not wanted and mention.kind != "number"):
                print(json.dumps(mention_row(article.id, mention), ensure_ascii=False))


def _articles() -> Iterator[Article]:
    for line in sys.stdin:
        row = json.loads(line)
        head = row["text"].find("\n\n")
        headline = (Block("headline", 0, head),) if 0 < head == row["text"].find("\n") else ()
        published = row.get("published")
        yield Article(
            id=str(row["id"]),
            text=row["text"],
            published=date.fromisoformat(published[:10]) if published else None,
            publisher=row.get("publisher") or "",
            country=row.get("country"),
            timezone=row.get("timezone"),
            blocks=headline,
        )


def main() -> None:
    """Run the command line."""
    app()
