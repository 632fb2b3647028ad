"""Distinct pages of real size, made of the newsroom's own sentences: the input of benchmarks."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from jinja2 import Environment, PackageLoader

from flows.newsroom.site import Address, Resource, squeeze
from flows.newsroom.stories import stories

HOSTS = tuple(f"matbaa-{n}.test" for n in range(20))
FEED = "/feed/"
MEAN_SIZE = 94_000  # bytes, the mean of the real news pages that were measured
_PARAGRAPHS = (3, 11)  # fewest and most: 1,700 characters in the mean, as newspapers' articles have
_FIRST = datetime(2025, 11, 1, 6, 0, 20, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A made-up article's page: where it stands, when it was published, its whole markup."""

    host: str
    path: str
    headline: str
    published: datetime
    body: bytes


def generated_pages(n: int, seed: int = 1) -> Iterator[GeneratedPage]:
    """``n`` distinct pages with a mean of 94 kB, dealt out to HOSTS in turn.

    The same number and ``seed`` give the same page, whatever ``n``.
    """
    for number in range(n):
        yield _page(number, random.Random(f"{seed}/{number}"))


def generated_site(pages: tuple[GeneratedPage, ...]) -> dict[Address, Resource]:
    """The pages on their hosts, each with a feed; kept squeezed, since thousands are usual."""
    if not pages:
        return {}
    answers = {
        (page.host, page.path): Resource(
            squeezed=squeeze(page.body),
            content_type="text/html; charset=utf-8",
            modified=page.published,
        )
        for page in pages
    }
    template = _templates().get_template("generated_feed.xml")
    for host in HOSTS:
        feed = template.render(pages=[page for page in pages if page.host == host], host=host)
        answers[host, FEED] = Resource(body=feed.encode(), content_type="application/rss+xml")
        answers[host, "/robots.txt"] = Resource(body=b"User-agent: *\nDisallow:\n")
    return answers


def _page(number: int, dice: random.Random) -> GeneratedPage:
    sentences, headlines = _material()
    headline = f"{dice.choice(headlines)} ({number + 1})"
    published = _FIRST + timedelta(minutes=7 * number)
    paragraphs = [
        " ".join(dice.sample(sentences, dice.randint(1, 3)))
        for _ in range(dice.randint(*_PARAGRAPHS))
    ]
    template = _templates().get_template("generated.html")
    bare = len(
        template.render(
            headline=headline, published=published, paragraphs=paragraphs, boxes=[], state=""
        ).encode()
    )
    padding = max(0, round(MEAN_SIZE * dice.uniform(0.6, 1.4)) - bare)
    markup = template.render(
        headline=headline,
        published=published,
        paragraphs=paragraphs,
        boxes=_boxes(padding // 2, headlines, dice),
        state=_state(padding - padding // 2, dice),
    )
    host = HOSTS[number % len(HOSTS)]
    return GeneratedPage(host, f"/2025/{number:06d}/", headline, published, markup.encode())


def _boxes(size: int, headlines: list[str], dice: random.Random) -> list[list[str]]:
    """Link boxes of about ``size`` bytes of markup: menus, most read, related."""
    boxes: list[list[str]] = []
    while size > 0:
        box = dice.sample(headlines, min(8, len(headlines)))
        # The markup of one link in the template weighs about 310 bytes beside its words.
        size -= sum(310 + len(link.encode()) for link in box)
        boxes.append(box)
    return boxes


def _state(size: int, dice: random.Random) -> str:
    """A script's embedded state of about ``size`` bytes."""
    entry = '{{"id":{},"w":{},"h":{},"lazy":true,"src":"/img/{:08x}.webp"}}'
    entries: list[str] = []
    while size > 0:
        number = dice.getrandbits(32)
        entries.append(entry.format(number, number % 1920, number % 1080, number))
        size -= len(entries[-1]) + 1
    return ",".join(entries)


@lru_cache(maxsize=1)
def _material() -> tuple[list[str], list[str]]:
    """The sentences and the headlines of all articles, in a fixed order."""
    told = [s for s in stories("morning") if s.is_readable]
    paragraphs = [line.text for s in told for line in s.lines if line.kind == "paragraph"]
    sentences = [s for p in paragraphs for s in re.split(r"(?<=[.؟!]) ", p) if len(s) > 40]
    return sorted(set(sentences)), sorted({s.headline for s in told})


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(loader=PackageLoader("flows.newsroom"), autoescape=True, trim_blocks=True)
