"""Addresses found on pages: the feeds a home page announces, the articles a section page links to,
and plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from flows.records import FeedKind
from flows.steps.crawling.feeds import Entry, FeedError, ReadFeed
from flows.steps.crawling.safe_xml import decoded

_FEED_TYPES: dict[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf",
    "application/feed+json": "json",
}
_NOT_NEWS = re.compile(r"comments?(?=/|$|\?)|/author/|/tag/", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MOST_FEEDS = 10


def announced_feeds(body: bytes, content_type: str, base: str) -> list[tuple[FeedKind, str]]:
    """The feeds a home page announces by ``<link rel="alternate">``, comment feeds left out."""
    found: dict[str, FeedKind] = {}
    for link in _elements(body, content_type, "link"):
        kind = _FEED_TYPES.get((link.get("type") or "").strip().lower())
        href = link.get("href") or ""
        url = _joined(base, href)
        alternate = "alternate" in (link.get("rel") or "").lower().split()
        if kind and url and alternate and not _NOT_NEWS.search(href):
            found.setdefault(url, kind)
    return [(kind, url) for url, kind in list(found.items())[:_MOST_FEEDS]]


def section_links(body: bytes, content_type: str, base: str, pattern: str, limit: int) -> ReadFeed:
    """The links of a section page whose whole address matches ``pattern``, with their text as title.

    Raises FeedError where none matches: the page was redesigned, or is not what it was.
    """
    wanted = re.compile(pattern)
    titles: dict[str, str] = {}
    for link in _elements(body, content_type, "a"):
        url = _joined(base, link.get("href") or "")
        if url and wanted.search(url):
            text = " ".join("".join(link.itertext()).split())[:500]
            titles[url] = max(titles.get(url, ""), text, key=len)
    if not titles:
        raise FeedError("holds no link that matches its pattern")
    entries = [Entry(url, title or None) for url, title in titles.items()]
    return ReadFeed(tuple(entries[:limit]), left_out=max(0, len(entries) - limit))


def listed(body: bytes, limit: int) -> ReadFeed:
    """A text file with an address a line; empty lines and ``#`` comments are skipped."""
    lines = (line.strip() for line in decoded(body).splitlines())
    entries = [Entry(line) for line in lines if line and not line.startswith("#")]
    return ReadFeed(tuple(entries[:limit]), left_out=max(0, len(entries) - limit))


def _joined(base: str, href: str) -> str | None:
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        return urljoin(base, href).partition("#")[0]
    except ValueError:
        return None


def _elements(body: bytes, content_type: str, name: str) -> Iterator[etree._Element]:
    found = _META_CHARSET.search(body[:4096])
    charset = (
        f"charset={found[1].decode()}" if found and "charset" not in content_type else content_type
    )
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, recover=True, remove_comments=True, encoding="utf-8"
    )
    text = decoded(body, charset)
    if not text.strip():
        return iter(())
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return iter(())
    return iter(()) if root is None else root.iter(name)
