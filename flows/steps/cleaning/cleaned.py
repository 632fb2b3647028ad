"""What cleaning a page yields, and how an Article is put together from classified lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.lines import Line
from extractors.records import Article, Block, RemovedLine
from extractors.repeats import Repeat

# Stands on each article; changes whenever the same bytes may give another article.
CLEANER_VERSION = "4"

# What became of a page. Only `article` and `stub` carry an Article.
STATUSES = (
    "article",
    "stub",  # a teaser or a paywall's first lines
    "list_page",  # a home page, a section, a search result
    "not_arabic",
    "empty",  # no words a reader would see: a page that scripts fill
    "unreadable",  # no HTML: an image, a PDF, compressed or random bytes
    "too_large",
    "timeout",
    "out_of_memory",
    "crashed",
)


class PublisherLike(Protocol):
    """What cleaning wants to know of a newspaper; every part may be empty."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def timezone(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class NoPublisher:
    """A page of which nobody said whose it is."""

    id: str = ""
    name: str = ""
    country: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page read: its article (None where the status says why), every line of the story's part of the
    page with its kind, how the bytes were decoded, and what the story tells twice. ``reason`` is one
    sentence; ``date_candidates`` are the moments weighed for publication, each with its evidence, best first."""

    status: str
    reason: str
    article: Article | None = None
    lines: tuple[tuple[str, str], ...] = ()
    charset: str = ""
    charset_evidence: str = ""
    language: str | None = None
    repeats: tuple[Repeat, ...] = ()
    date_candidates: tuple[tuple[str, str], ...] = ()
    cleaner_version: str = CLEANER_VERSION


def body_of(lines: Sequence[Line]) -> tuple[str, tuple[Block, ...]]:
    """The story's text, one of its lines a line, and a block for each."""
    blocks = []
    position = 0
    kept = [line for line in lines if line.is_body]
    for line in kept:
        blocks.append(Block(line.kind, position, position + len(line.text)))
        position += len(line.text) + 1
    return "\n".join(line.text for line in kept), tuple(blocks)


def removed_from(lines: Sequence[Line]) -> tuple[RemovedLine, ...]:
    """The lines that are no part of the story, with kind, rule and place."""
    return tuple(
        RemovedLine(line.kind, line.text, line.rule, i)
        for i, line in enumerate(lines)
        if not line.is_body
    )
