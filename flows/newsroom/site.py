"""What every address of the newsroom answers: a pure function of the edition."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.newsroom.papers import PAPERS, Paper
from flows.newsroom.stories import Edition, Story, stories

Address = tuple[str, str]
_OPENED = datetime(2025, 10, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Resource:
    """An answer: body and content type, or a redirect to ``location``.

    ``flaky`` answers 500 to the first request. ``modified`` becomes Last-Modified where it is known.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html"
    location: str = ""
    modified: datetime | None = None
    flaky: bool = False
    squeezed: bytes = b""

    @property
    def etag(self) -> str:
        """A strong validator over the body."""
        return f'"{hashlib.sha1(self.body or self.squeezed).hexdigest()[:16]}"'


def site(edition: Edition, until: datetime | None = None) -> dict[Address, Resource]:
    """All addresses of an edition, (host, path with query), with what they answer at that moment."""
    told = stories(edition, until)
    return {
        address: resource
        for paper in PAPERS
        for address, resource in _paper(paper, [s for s in told if s.paper is paper])
    }


def page_bytes(story: Story, earlier: list[Story]) -> bytes:
    """The article's page as the paper's server sends it; ``earlier`` fills its link boxes."""
    page = _templates().get_template(_template_name(story))
    markup = page.render(
        story=story,
        paper=story.paper,
        shown=story.paper.printed(story.published),
        earlier=earlier[:6],
        related=earlier[:2],
    )
    body = story.paper.encoded(markup)
    return _mangled(body) if story.trouble == "broken" else body


def _template_name(story: Story) -> str:
    if story.trouble == "script":
        return "script_only.html"
    return "english.html" if story.language == "en" else f"{story.paper.id}.html"


def _paper(paper: Paper, told: list[Story]) -> Iterator[tuple[Address, Resource]]:
    yield (paper.host, "/robots.txt"), _robots(paper)
    yield (paper.host, paper.listing), _listing(paper, told)
    yield (paper.host, "/"), _home(paper, told)
    for place, story in enumerate(told):
        yield from _story(story, told[place + 1 :])
    yield (f"www.{paper.host}", "/"), Resource(status=301, location=f"http://{paper.host}/")


def _story(story: Story, earlier: list[Story]) -> Iterator[tuple[Address, Resource]]:
    host = story.paper.host
    if story.old_path:
        yield (host, story.old_path), Resource(status=301, location=story.url)
    if story.trouble == "gone":
        return
    page = Resource(
        body=page_bytes(story, [s for s in earlier if s.is_readable]),
        content_type=story.paper.page_type,
        modified=story.modified,
        flaky=story.trouble == "flaky",
    )
    yield (host, story.path), page
    # The same page on the broadcaster's mobile host and under one paper's AMP folder.
    if story.paper.id == "sariya":
        yield (f"m.{host}", story.path), page
    if story.paper.id == "minaa":
        yield (host, f"/amp{story.path}"), page


def _robots(paper: Paper) -> Resource:
    """Rules for guests; one paper has none, which allows everything."""
    if paper.id == "musannat":
        return Resource(status=404, body=b"Not Found", content_type="text/plain")
    rules = ["User-agent: *", f"Disallow: {paper.disallowed}"]
    if paper.crawl_delay is not None:
        rules.append(f"Crawl-delay: {paper.crawl_delay}")
    rules += ["", "User-agent: GreedyBot", "Disallow: /"]
    if paper.listing_form == "news_sitemap.xml":
        rules += ["", f"Sitemap: http://{paper.host}{paper.listing}"]
    return Resource(body="\n".join(rules).encode() + b"\n", content_type="text/plain")


def _listing(paper: Paper, told: list[Story]) -> Resource:
    latest = max((story.modified for story in told), default=_OPENED)
    template = _templates().get_template(paper.listing_form)
    body = paper.encoded(template.render(paper=paper, stories=told, updated=latest))
    return Resource(body=body, content_type=paper.listing_type, modified=latest)


def _home(paper: Paper, told: list[Story]) -> Resource:
    markup = _templates().get_template("home.html").render(paper=paper, stories=told)
    return Resource(body=paper.encoded(markup), content_type=paper.page_type)


def _mangled(body: bytes) -> bytes:
    """A page as a failing server sends it: a NUL and crossed tags in its middle, the end cut off."""
    middle = len(body) // 2
    return body[:middle] + b"\xff\x00</div></TABLE><p" + body[middle : middle * 4 // 3]


def squeeze(body: bytes) -> bytes:
    """The body as gzip, the same bytes for the same body."""
    return gzip.compress(body, compresslevel=6, mtime=0)


def _link(story: Story) -> str:
    """The address a listing names: a twin's, an old one, or one with tracking parameters."""
    if story.listed_as:
        return story.listed_as
    if story.old_path:
        return f"http://{story.paper.host}{story.old_path}"
    tail = {"sariya": "?traffic_source=rss", "marja": "?utm_source=rss&utm_medium=rss"}
    return story.url + tail.get(story.paper.id, "")


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("flows.newsroom"),
        autoescape=lambda name: not (name or "").endswith(".json"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["link"] = _link
    templates.filters["rfc822"] = format_datetime
    return templates
