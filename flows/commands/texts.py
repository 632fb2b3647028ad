"""Commands that read texts and pages from files or standard input: extract, clean, dedupe."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from extractors import extract as read_mentions
from extractors.records import Article, Block, Kind, Mention
from flows.commands.options import Format
from flows.commands.terminal import console, harmless, print_table
from flows.data import DataError
from flows.steps.cleaning.clean import clean_file
from flows.steps.cleaning.page_pool import look_for_rings_rarely
from flows.steps.comparing.dedupe import clusters, near_duplicates
from flows.steps.storing.rows import article_row, cleaned_row, mention_row

MENTIONS_SHOWN = [kind for kind in get_args(Kind) if kind != "number"]


class Input(StrEnum):
    """What is read."""

    files = "files"
    jsonl = "jsonl"


def extract(
    files: Annotated[
        list[str] | None, typer.Argument(help=".txt or .html files, - for standard input.")
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of publication; else the page's own."),
    ] = None,
    kinds: Annotated[
        str, typer.Option(help="Kinds to print, divided by commas; number only if named.")
    ] = "",
    source: Annotated[
        Input, typer.Option("--input", help="jsonl: articles on standard input.")
    ] = Input.files,
    output: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Read who said what, who did what to whom, where, when, how many.

    Examples:
      marsad extract article.txt
      marsad extract --format jsonl --kinds quote,event page.html
      marsad extract --input jsonl --format jsonl < articles.jsonl
    """
    wanted = _kinds(kinds)
    look_for_rings_rarely()
    if source is Input.jsonl:
        for article in _jsonl_articles():
            _print_json(
                mention_row(article.id, m) for m in read_mentions(article) if m.kind in wanted
            )
        return
    if not files:
        raise typer.BadParameter("name a file, or - for standard input")
    for article in _articles(files, published.date() if published else None):
        mentions = [m for m in read_mentions(article) if m.kind in wanted]
        if output is Format.jsonl:
            _print_json([article_row(article), *(mention_row(article.id, m) for m in mentions)])
        else:
            _show(article, mentions)


def clean(
    files: Annotated[list[str], typer.Argument(help=".html or .txt files, - for standard input.")],
    output: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Read the article out of a page: headline, byline, date, text; and what was left out, and why.

    Examples:
      marsad clean page.html
      marsad clean --format jsonl pages/*.html
    """
    without_article = []
    for name in files:
        cleaned = clean_file(*_read(name))
        row = cleaned_row(name, cleaned)
        if output is Format.jsonl:
            _print_json([row])
        elif cleaned.article:
            _show_cleaned(row)
        if cleaned.article is None:
            without_article.append(f"{name} holds no article: {cleaned.reason}")
    if without_article:
        raise DataError("\n".join(without_article))


def dedupe(
    output: Annotated[Format, typer.Option("--format")] = Format.jsonl,
) -> None:
    """Find near-duplicates among {"id", "text"} lines on standard input: pairs, then clusters.

    Example:
      marsad dedupe < articles.jsonl
    """
    texts = [(str(row["id"]), row["text"]) for row in _json_lines("id", "text")]
    try:
        pairs = near_duplicates(texts)
    except ValueError as error:
        raise DataError(str(error)) from error
    order = {name: place for place, (name, _) in enumerate(texts)}
    groups = [{"cluster": members[0], "ids": members} for members in clusters(pairs, order)]
    if output is Format.jsonl:
        _print_json([*map(dataclasses.asdict, pairs), *groups])
    else:
        print_table(["a", "b", "jaccard", "containment"], map(dataclasses.astuple, pairs))
        print_table(["cluster", "ids"], [(g["cluster"], ", ".join(g["ids"])) for g in groups])


def _show_cleaned(row: dict[str, Any]) -> None:
    facts = [(k, row[k]) for k in ("headline", "byline", "section", "published_at", "language")]
    story = [("", line) for line in row["text"].split("\n")]
    removed = [(f"removed: {line['kind']}", line["text"]) for line in row["removed"]]
    print_table(["what", "text"], [*facts, *story, *removed], title=row["file"])


def _kinds(names: str) -> set[str]:
    wanted = {name.strip() for name in names.split(",")} - {""}
    unknown = wanted - set(get_args(Kind))
    if unknown:
        known = ", ".join(get_args(Kind))
        raise typer.BadParameter(f"unknown kind {', '.join(sorted(unknown))}; there are {known}")
    return wanted or set(MENTIONS_SHOWN)


def _articles(files: list[str], published: date | None) -> Iterator[Article]:
    for name in files:
        cleaned = clean_file(*_read(name))
        if cleaned.article is None or not cleaned.article.text:
            raise DataError(f"{name} holds no article: {cleaned.reason}")
        article = dataclasses.replace(cleaned.article, id=Path(name).name)
        yield dataclasses.replace(article, published=published) if published else article


def _read(name: str) -> tuple[bytes, str]:
    """A file's bytes and its name."""
    try:
        return (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()), name
    except OSError as error:
        raise DataError(f"{name} cannot be read: {error.strerror}") from error


def _jsonl_articles() -> Iterator[Article]:
    for row in _json_lines("id", "text"):
        text = row["text"]
        head = text.find("\n\n")
        own_line = 0 < head == text.find("\n")
        yield Article(
            id=str(row["id"]),
            text=text,
            published=_day(row.get("published")),
            publisher=row.get("publisher") or "",
            country=row.get("country"),
            timezone=row.get("timezone"),
            blocks=(Block("headline", 0, head),) if own_line else (),
        )


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError as error:
        raise DataError(f"published must be YYYY-MM-DD or null, not {value!r}") from error


def _json_lines(*keys: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [key for key in keys if key not in row]
        except (ValueError, TypeError) as error:
            raise DataError(f"line {number} of the input is no JSON object: {error}") from error
        if missing:
            raise DataError(f"line {number} of the input lacks {', '.join(missing)}")
        yield row


def _print_json(rows: Any) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False, default=str))


def _show(article: Article, mentions: list[Mention]) -> None:
    console.print(harmless(article.headline or article.id), style="bold", markup=False)
    console.print(f"published {article.published or 'unknown'}", style="dim", markup=False)
    rows = [(m.kind, m.text, _in_short(m), m.rule) for m in mentions]
    print_table(["kind", "text", "what it says", "rule"], rows)


def _in_short(mention: Mention) -> str:
    """The fact's known fields, short enough for a table."""
    row = mention_row("", mention)["fact"]
    hidden = {"content_start", "content_end", "latitude", "longitude", "actors", "recipients"}
    shown = {k: v for k, v in row.items() if v not in (None, (), []) and k not in hidden}
    return ", ".join(f"{key}={value}" for key, value in shown.items())
