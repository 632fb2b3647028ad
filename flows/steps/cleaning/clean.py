"""From a page's bytes to its article: decode, read the lines, find the story, say what each line is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from extractors.lines import PageLine, classify, guess_headline
from extractors.records import Article
from flows.steps.cleaning import metadata, published
from flows.steps.cleaning.charset import Decoded, decode
from flows.steps.cleaning.cleaned import Cleaned, NoPublisher, PublisherLike, body_of, removed_from
from flows.steps.cleaning.judge import dateline_section, judged, printed_candidates, tags_of_tail
from flows.steps.cleaning.language import detect
from flows.steps.cleaning.page import Page
from flows.steps.cleaning.page_pool import Lost, PagePool
from flows.steps.cleaning.tree import parse, tidy

MOST_BYTES = 5_000_000
_NOBODY = NoPublisher()


def clean_page(
    body: bytes,
    url: str = "",
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    publisher: PublisherLike = _NOBODY,
    *,
    article_id: str = "",
    feed_title: str = "",
    feed_published: datetime | None = None,
) -> Cleaned:
    """Read the article out of a fetched page. Pure: the same arguments give the same result.

    ``fetched_at`` is the clock for "two hours ago" and rules out days that had not come; ``feed_title``
    and ``feed_published`` are what the paper's feed says of the page, used where the page is silent.
    Never raises on any bytes: the status says what was wrong with them.
    """
    if len(body) > MOST_BYTES:
        return Cleaned("too_large", f"The page has {len(body):,} bytes, more than {MOST_BYTES:,}.")
    if not body.strip():
        return Cleaned("empty", "The page has no bytes.")
    decoded = decode(body, content_type)
    if _is_binary(body, decoded.text):
        return Cleaned("unreadable", "The body is no text.")
    tree = parse(decoded.text)
    if tree is None:
        return Cleaned(
            "unreadable",
            "The body holds no markup.",
            charset=decoded.charset,
            charset_evidence=decoded.evidence,
        )
    page = Page(tree, decoded, url, fetched_at, publisher, article_id, feed_title, feed_published)
    return page.clean()


def clean_file(body: bytes, name: str) -> Cleaned:
    """Read the article out of a file: a page where it holds markup, plain text where it does not."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".txt" or (not suffix.startswith(".htm") and b"<" not in body[:1000]):
        return clean_text(decode(body, None).text, name) if body.strip() else clean_page(body)
    return clean_page(body, article_id=PurePath(name).name)


def clean_text(text: str, name: str, *, fetched_at: datetime | None = None) -> Cleaned:
    """Read the article out of plain text, a line of the page a line. ``name`` (a file's) becomes its id."""
    page_lines = []
    gap = False
    for raw in text.splitlines():
        line = tidy(raw)
        if line:
            page_lines.append(PageLine(line, gap=gap))
        gap = not line
    if not page_lines:
        return Cleaned("empty", "The text has no words.")
    headline = guess_headline(page_lines)
    lines = classify(page_lines, headline)
    story, blocks = body_of(lines)
    when = published.choose(printed_candidates(lines, fetched_at), None, fetched_at)
    article = Article(
        id=PurePath(name).name,
        text=story,
        headline=headline,
        published=when.day,
        published_at=when.at,
        published_precision=when.precision,
        published_evidence=when.evidence,
        byline=metadata.find_byline(lines, (), ()),
        agency=metadata.find_agency(lines, ()),
        section=dateline_section(lines),
        tags=tags_of_tail(lines, story),
        language=detect(story or text),
        blocks=blocks,
        removed_lines=removed_from(lines),
    )
    return judged(article, lines, Decoded("", "", ""), True)


_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x01\x00",
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _is_binary(body: bytes, text: str) -> bool:
    """An image, a document, compressed or random bytes: known by their first bytes or by control codes."""
    head = text[:4000]
    return body.startswith(_MAGIC) or len(_CONTROLS.findall(head)) * 20 > len(head)


@dataclass(frozen=True, slots=True)
class PageToClean:
    """What `clean_page` is called with, for one page of a batch."""

    body: bytes
    url: str = ""
    content_type: str | None = None
    fetched_at: datetime | None = None
    publisher: PublisherLike = _NOBODY
    article_id: str = ""
    feed_title: str = ""
    feed_published: datetime | None = None


def clean_item(item: PageToClean) -> Cleaned:
    """Clean one page of a batch."""
    return clean_page(
        item.body,
        item.url,
        item.content_type,
        item.fetched_at,
        item.publisher,
        article_id=item.article_id,
        feed_title=item.feed_title,
        feed_published=item.feed_published,
    )


def clean_batch(
    items: Iterable[PageToClean], workers: int = 2, *, seconds: float = 30.0, megabytes: int = 3000
) -> Iterator[Cleaned]:
    """Clean pages in worker processes, results in the order of the input.

    A page that takes longer than ``seconds``, needs more than ``megabytes`` or kills its worker comes back
    with that status; the others are not touched. With ``workers`` 0 all is done in this process.
    """
    if workers < 1:
        yield from map(clean_item, items)
        return
    with PagePool(clean_item, workers, seconds, megabytes) as pool:
        for result in pool.map(items):
            yield Cleaned(*result) if isinstance(result, Lost) else result
