"""Feeds read: RSS, Atom and RDF through feedparser, JSON feeds, XML and news sitemaps.

XML passes ``safe_xml`` first; what feedparser then gets is well-formed, small and without the
articles' bodies, which would only cost time. Nothing is fetched here.
"""

from __future__ import annotations

import json
import re
import zlib
from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from itertools import chain, islice, pairwise
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from flows.steps.crawling.encodings import BadEncodingError, TooLargeError, gunzipped
from flows.steps.crawling.safe_xml import UnsafeXmlError, parse_xml, xml_text

LONGEST_TTL = timedelta(days=1)
_SLICE = 2000  # addresses of a sitemap parsed at a time; a sitemap may hold 50,000
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_NEWS_ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_ITEM = {
    "urlset": re.compile(r"<(?:[\w.-]+:)?url[\s>]"),
    "sitemapindex": re.compile(r"<(?:[\w.-]+:)?sitemap[\s>]"),
}
_BODIES = frozenset({"encoded", "content", "fulltext", "body"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_JSON_FEED = "https://jsonfeed.org/version"


class FeedError(Exception):
    """The bytes are no feed that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article. ``url`` as it stands there, made absolute by the reader."""

    url: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed's entries in its own order, and what it says of its schedule.

    ``children`` are the sitemaps of an index with their times, ``left_out`` counts entries beyond
    the limit. ``skip_hours`` are hours of the day, ``skip_days`` days of the week (Monday is 0), in UTC.
    """

    entries: tuple[Entry, ...] = ()
    children: tuple[tuple[str, datetime | None], ...] = ()
    ttl: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    left_out: int = 0


def read_feed(body: bytes, content_type: str, limit: int, cap: int) -> ReadFeed:
    """A feed or sitemap read from bytes: at most ``limit`` entries, unpacked at most ``cap`` bytes.

    Raises FeedError where the bytes are none, or are made to hurt their reader.
    """
    try:
        body = gunzipped(body, cap) if body[:2] == b"\x1f\x8b" else body
    except (BadEncodingError, TooLargeError, zlib.error) as error:
        raise FeedError(f"cannot be unpacked: {error}") from error
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _json_feed(body, limit)
    try:
        return _xml_feed(xml_text(body, content_type), limit)
    except UnsafeXmlError as error:
        raise FeedError(str(error)) from error


def _xml_feed(text: str, limit: int) -> ReadFeed:
    """Parse a slice at a time: a tree of 100,000 entries costs memory that nobody needs."""
    found = _ROOT.search(text, 0, 20_000)
    kind = found[1].lower() if found else ""
    starts = [found.start() for found in _ITEM.get(kind, _NEWS_ITEM).finditer(text)]
    ends = (
        [*starts[_SLICE::_SLICE], len(text)]
        if kind == "urlset"
        else [*starts[limit : limit + 1], len(text)]
    )
    root = parse_xml(text[: ends[0]])
    name = _local(root)
    if name == "urlset":
        later = (text[: starts[0]] + text[a:b] for a, b in pairwise(ends))
        return _sitemap(chain([root], map(parse_xml, later)), limit)
    if name == "sitemapindex":
        return _index(root, len(starts))
    if name in ("rss", "feed", "rdf", "channel"):
        return _news_feed(root, limit, len(starts))
    raise FeedError(f"is XML, but no feed: its root is {name[:40]!r}")


def moment(text: str | None) -> datetime | None:
    """A time as sitemaps and JSON feeds write it (ISO 8601); a day alone is its beginning in UTC."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return _dated(text)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _dated(text: str) -> datetime | None:
    try:
        return _utc(feedparser.datetimes._parse_date(text[:100]))
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None


def _utc(parts: Any) -> datetime | None:
    if not parts:
        return None
    try:
        found = datetime.fromtimestamp(timegm(parts), UTC)
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return found if 1990 <= found.year <= 2100 else None


# RSS, Atom, RDF


def _news_feed(root: etree._Element, limit: int, total: int) -> ReadFeed:
    for item in [e for e in root.iter(etree.Element) if _local(e) in ("item", "entry")]:
        for child in [c for c in item if isinstance(c.tag, str) and _local(c) in _BODIES]:
            item.remove(child)
    _drop_bad_bases(root)
    parsed = _parsed(root)
    entries = [e for e in (_entry(raw) for raw in parsed.entries) if e]
    return ReadFeed(
        entries=tuple(entries),
        ttl=_ttl(root, parsed.feed),
        skip_hours=_skip_hours(root),
        skip_days=_skip_days(root),
        left_out=max(0, total - limit),
    )


def _drop_bad_bases(root: etree._Element) -> None:
    """A base that is no address would take all others with it."""
    for element in root.iter(etree.Element):
        for name in ("{http://www.w3.org/XML/1998/namespace}base", "base"):
            if not _is_address(element.get(name, "")):
                del element.attrib[name]


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def _parsed(root: etree._Element) -> Any:
    body = BytesIO(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    try:
        return feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # odd dates and addresses can make it stumble over its own feet
        raise FeedError(f"cannot be parsed: {type(error).__name__}: {error}") from error


def _entry(raw: Any) -> Entry | None:
    url = raw.get("feedburner_origlink") or raw.get("link") or ""
    if not url and str(raw.get("id", "")).startswith("http"):
        url = raw["id"]
    if not url:
        return None
    return Entry(
        url=str(url),
        title=_plain_title(raw.get("title")),
        published=_utc(raw.get("published_parsed")),
        updated=_utc(raw.get("updated_parsed")) if "updated" in raw else None,
        author=_text(raw.get("author")),
    )


def _ttl(root: etree._Element, feed: Any) -> timedelta | None:
    """RSS's ``ttl`` in minutes, or the syndication module's period over frequency."""
    minutes = _first_text(root, "ttl")
    if minutes and minutes.isdecimal() and len(minutes) < 7:
        return min(timedelta(minutes=int(minutes)), LONGEST_TTL) or None
    periods = {"hourly": timedelta(hours=1), "daily": LONGEST_TTL, "weekly": LONGEST_TTL}
    period = periods.get(str(feed.get("sy_updateperiod", "")).strip().lower())
    often = str(feed.get("sy_updatefrequency", "1")).strip()
    often = often if often.isdecimal() and 0 < int(often[:6]) <= 1000 else "1"
    return period / int(often) if period else None


def _skip_hours(root: etree._Element) -> tuple[int, ...]:
    hours = _skipped(root, "skiphours", 24)
    return tuple(sorted({int(h) % 24 for h in hours if h.isdecimal() and len(h) < 3}))


def _skip_days(root: etree._Element) -> tuple[int, ...]:
    days = {day.lower() for day in _skipped(root, "skipdays", 7)}
    return tuple(number for number, day in enumerate(_DAYS) if day in days)


def _skipped(root: etree._Element, name: str, most: int) -> Iterator[str]:
    named = (e for e in root.iter(etree.Element) if _local(e) == name)
    return (_text(e.text) or "" for skip in islice(named, 1) for e in islice(skip, most))


# JSON feeds (https://www.jsonfeed.org/version/1.1/)


def _json_feed(body: bytes, limit: int) -> ReadFeed:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"is no JSON: {error}") from error
    if not isinstance(data, dict) or not str(data.get("version", "")).startswith(_JSON_FEED):
        raise FeedError("is JSON, but no JSON feed")
    items = data.get("items")
    items = [i for i in items if isinstance(i, dict)] if isinstance(items, list) else []
    entries = [e for e in (_json_entry(item) for item in items[:limit]) if e]
    return ReadFeed(entries=tuple(entries), left_out=max(0, len(items) - limit))


def _json_entry(item: dict[str, object]) -> Entry | None:
    url = item.get("url") or item.get("external_url")
    if not isinstance(url, str):
        return None
    authors = item.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return Entry(
        url=url,
        title=_text(item.get("title")),
        published=moment(_text(item.get("date_published"))),
        updated=moment(_text(item.get("date_modified"))),
        author=_text(author.get("name")) if isinstance(author, dict) else None,
    )


# Sitemaps (https://www.sitemaps.org/protocol.html) with Google's news extension


def _sitemap(roots: Iterable[etree._Element], limit: int) -> ReadFeed:
    urls = (url for root in roots for url in _named(root, "url"))
    entries = [e for e in map(_sitemap_entry, urls) if e]
    entries.sort(key=_newest_first)
    return ReadFeed(entries=tuple(entries[:limit]), left_out=max(0, len(entries) - limit))


def _newest_first(entry: Entry) -> float:
    stamp = entry.updated or entry.published
    return -stamp.timestamp() if stamp else 0.0


def _sitemap_entry(url: etree._Element) -> Entry | None:
    place = _child_text(url, "loc")
    if not place:
        return None
    news = next(_named(url, "news"), None)
    return Entry(
        url=place,
        title=_child_text(news, "title") if news is not None else None,
        published=moment(_child_text(news, "publication_date")) if news is not None else None,
        updated=moment(_child_text(url, "lastmod")),
    )


def _index(root: etree._Element, total: int) -> ReadFeed:
    children = [
        (place, moment(_child_text(child, "lastmod")))
        for child in _named(root, "sitemap")
        if (place := _child_text(child, "loc"))
    ]
    return ReadFeed(children=tuple(children), left_out=max(0, total - len(children)))


# Elements and text


def _local(element: etree._Element) -> str:
    # Not QName: broken feeds use prefixes that nothing declares, which it refuses.
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _named(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in parent.iterchildren(etree.Element) if _local(child) == name)


def _child_text(parent: etree._Element, name: str) -> str | None:
    return next((_text(child.text) for child in _named(parent, name)), None)


def _first_text(root: etree._Element, name: str) -> str | None:
    return next((_text(e.text) for e in root.iter(etree.Element) if _local(e) == name), None)


def _text(value: object) -> str | None:
    return (" ".join(value.split())[:2000] or None) if isinstance(value, str) else None


_TAG = re.compile(r"<[^<>]{1,300}>")


def _plain_title(value: object) -> str | None:
    return _text(unescape(_TAG.sub(" ", value))) if isinstance(value, str) else None
