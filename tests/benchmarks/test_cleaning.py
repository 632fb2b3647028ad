"""How well and how fast pages are cleaned: ours beside other readers, on the gallery of test pages.

Body lines are compared by their words. The others get the same bytes, each at its best setting;
newspaper4k and resiliparse take part where they are installed.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import trafilatura

from extractors.page_lines.headlines import words
from flows.steps.cleaning.clean import clean_page

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))
from gallery import TestPage, pages


class Read(NamedTuple):
    """What a reader gives of a page; None where it gives nothing of the kind at all."""

    text: str
    headline: str | None = None
    byline: tuple[str, ...] | None = None
    day: date | None = None
    tells: tuple[str, ...] = ("headline", "byline", "day")


def ours(page: TestPage) -> Read:
    article = clean_page(page.body, page.url, publisher=page.home).article
    return (
        Read(article.text, article.headline, article.byline, article.published)
        if article
        else Read("")
    )


def bare_trafilatura(**options: bool) -> Callable[[TestPage], Read]:
    def read(page: TestPage) -> Read:
        found = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True, **options)
        if found is None:
            return Read("")
        authors = tuple(a.strip() for a in (found.author or "").split(";") if a.strip())
        return Read(
            found.text or "",
            found.title,
            authors,
            date.fromisoformat(found.date) if found.date else None,
        )

    return read


def newspaper(page: TestPage) -> Read:
    from newspaper import Article, Config

    config = Config()
    config.language = "ar"
    article = Article(page.url, config=config)
    article.download(input_html=page.body.decode(page.charset, "replace"))
    article.parse()
    day = article.publish_date.date() if article.publish_date else None
    return Read(article.text, article.title, tuple(article.authors), day)


def resiliparse(page: TestPage) -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    text = bytes_to_str(page.body, detect_encoding(page.body))
    return Read(extract_plain_text(text, main_content=True), tells=())


READERS: dict[str, Callable[[TestPage], Read]] = {
    "trafilatura": bare_trafilatura(),
    "trafilatura, precision": bare_trafilatura(favor_precision=True),
    "trafilatura, fast": bare_trafilatura(fast=True),
    "marsad": ours,
}
if importlib.util.find_spec("newspaper"):
    READERS["newspaper4k"] = newspaper
if importlib.util.find_spec("resiliparse"):
    READERS["resiliparse"] = resiliparse


class Scores(NamedTuple):
    right: int
    found: int
    due: int
    named: Counter[str]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.due)


def score(read: Callable[[TestPage], Read], told: list[TestPage]) -> Scores:
    right = found = due = 0
    named: Counter[str] = Counter()
    for page in told:
        result = read(page)
        lines = Counter(filter(None, (words(line) for line in result.text.split("\n"))))
        gold = Counter(words(text) for _, text in page.story["body"])
        right, found, due = (
            right + (lines & gold).total(),
            found + lines.total(),
            due + gold.total(),
        )
        named["headline"] += words(result.headline or "") == words(page.story["headline"])
        if "author" in page.shows:
            author = (page.story["author"],) if page.story["author"] else ()
            named["byline"] += (result.byline or ()) == author
        named["day"] += result.day == page.published.date()
        named["tells"] += bool(result.tells)
    return Scores(right, found, due, named)


@pytest.mark.benchmark
def test_print_the_quality_of_cleaning() -> None:
    told = pages()
    authored = sum("author" in page.shows for page in told)
    print(f"\n{len(told)} pages, {len({p.home.id for p in told})} kinds of site")
    print(
        f"{'reader':24}{'precision':>10}{'recall':>8}{'F1':>8}{'headline':>10}{'byline':>8}{'date':>7}{'pages/s':>9}"
    )
    for name, read in READERS.items():
        score(read, told[:5])  # lexicons and models are loaded before the clock starts
        started = time.perf_counter()
        s = score(read, told)
        pace = len(told) / (time.perf_counter() - started)
        tells = s.named["tells"] > 0
        shares = [
            s.named["headline"] / len(told),
            s.named["byline"] / authored,
            s.named["day"] / len(told),
        ]
        cells = "".join(
            f"{share:>{w}.3f}" if tells else f"{'-':>{w}}"
            for share, w in zip(shares, (10, 8, 7), strict=True)
        )
        print(
            f"{name:24}{s.right / s.found:>10.3f}{s.right / s.due:>8.3f}{s.f1:>8.3f}{cells}{pace:>9.1f}"
        )


@pytest.mark.benchmark
def test_print_the_time_of_cleaning_beside_trafilatura() -> None:
    """Over the real pages, where they lie beside the checkout, else over the gallery."""
    folder = Path(__file__).parents[2] / "../shared/data/pages"
    bodies = [f.read_bytes() for f in sorted(folder.glob("*.html"))] or [p.body for p in pages()]
    seconds = {}
    for name, read in (
        ("trafilatura", lambda body: trafilatura.bare_extraction(body, with_metadata=True)),
        ("marsad", clean_page),
    ):
        for body in bodies:
            read(body)
        started = time.process_time()
        for _ in range(5):
            for body in bodies:
                read(body)
        seconds[name] = time.process_time() - started
    mean = sum(map(len, bodies)) / len(bodies) / 1000
    print(
        f"\n{len(bodies)} pages of {mean:.0f} kB on average, five times, seconds of processor time"
    )
    for name, taken in seconds.items():
        print(f"{name:24}{taken:>8.2f}{5 * len(bodies) / taken:>9.1f} pages/s")
    print(
        f"time of marsad to that of trafilatura: {seconds['marsad'] / seconds['trafilatura']:.2f}"
    )
