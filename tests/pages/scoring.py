"""How well a reader reads the gallery: the story's lines, headline, byline and day."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from gallery import TestPage

from extractors.page_lines.headlines import words
from flows.steps.cleaning.clean import clean_page


class Read(NamedTuple):
    """What a reader gives of a page. Headline, byline and day are None where it has no such field."""

    text: str
    headline: str | None = None
    byline: tuple[str, ...] | None = None
    day: date | None = None
    tells: bool = True


class Scores(NamedTuple):
    """Lines of the story found, and shares of pages whose headline, byline and day are right."""

    precision: float
    recall: float
    f1: float
    headline: float | None
    byline: float | None
    day: float | None

    def cells(self) -> tuple[str, ...]:
        """As printed in tables."""
        return tuple("–" if share is None else f"{share:.3f}" for share in self)


def ours(page: TestPage) -> Read:
    """What our cleaner gives."""
    article = clean_page(page.body, page.url, publisher=page.home).article
    if article is None:
        return Read("")
    return Read(article.text, article.headline, article.byline, article.published)


def score(read: Iterable[Read], told: list[TestPage]) -> Scores:
    """Lines are compared by their words; a byline is right where it names all and no one else."""
    right = found = due = 0
    named: Counter[str] = Counter()
    for result, page in zip(read, told, strict=True):
        lines = Counter(filter(None, (words(line) for line in result.text.split("\n"))))
        gold = Counter(words(text) for _, text in page.story["body"])
        right += (lines & gold).total()
        found, due = found + lines.total(), due + gold.total()
        named["headline"] += words(result.headline or "") == words(page.story["headline"])
        if "author" in page.shows:
            author = (page.story["author"],) if page.story["author"] else ()
            named["byline"] += (result.byline or ()) == author
        named["day"] += result.day == page.published.date()
        named["tells"] += result.tells
    authored = sum("author" in page.shows for page in told)
    shares = [named["headline"] / len(told), named["byline"] / authored, named["day"] / len(told)]
    fields = [share if named["tells"] else None for share in shares]
    return Scores(right / max(found, 1), right / due, 2 * right / (found + due), *fields)


def digest(told: list[TestPage]) -> str:
    """Changes with every page of the gallery and with what must be read from it."""
    sum_of = hashlib.sha256()
    for page in told:
        sum_of.update(page.body + repr((page.home, page.story, sorted(page.shows))).encode())
    return sum_of.hexdigest()[:12]
