"""The publishers file read and checked: a mistake gives one sentence with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn, cast, get_args
from zoneinfo import ZoneInfo

from babel.core import get_global

from flows.records import Feed, FeedKind, Publisher
from flows.steps.crawling.addresses import requestable

OUR_OWN = Path(__file__).with_name("publishers.toml")
LONGEST_PACE = 3600.0
_KINDS = get_args(FeedKind)
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "id": str,
    "name": str,
    "country": str,
    "timezone": str,
    "language": str,
    "home": str,
    "feeds": list,
    "hosts": list,
    "pace": (int, float),
    "articles_a_day": (int, float),
    "resting": str,
}
_REQUIRED = ("id", "name", "country", "timezone")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_COUNTRY = re.compile(r"[A-Z]{3}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_HEAD = re.compile(r"^\s*\[\[\s*publisher\s*\]\]", re.MULTILINE)


class PublishersError(Exception):
    """The publishers file cannot be used; the message is one sentence with line and key."""


def load_publishers(path: Path = OUR_OWN) -> tuple[Publisher, ...]:
    """The publishers of a TOML file, in its order; PublishersError where anything is wrong.

    A file has one ``[[publisher]]`` table a publisher; the keys are the fields of ``Publisher``, a
    feed is ``{kind = "rss", url = "https://..."}`` with ``links`` where addresses are to be filtered.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise PublishersError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PublishersError(f"{path} is not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise PublishersError(f"{path} is no TOML: {error}") from error
    reader = _Reader(path, text)
    for key in data.keys() - {"publisher"}:
        reader.fail(key, "is not known; publishers stand under [[publisher]]")
    tables = data.get("publisher")
    if not isinstance(tables, list) or not tables:
        raise PublishersError(f"{path} names no publisher: it needs at least one [[publisher]]")
    return tuple(reader.publisher(number, table) for number, table in enumerate(tables))


def chosen(publishers: Iterable[Publisher], ids: Iterable[str]) -> tuple[Publisher, ...]:
    """The publishers with these ids, awake even where the file lets them rest; all where none is
    named. PublishersError names an id that the file does not know."""
    known = {p.id: p for p in publishers}
    wanted = list(dict.fromkeys(ids))
    for unknown in (i for i in wanted if i not in known):
        raise PublishersError(f"there is no publisher {unknown!r}; known are {', '.join(known)}")
    return tuple(known[i] for i in wanted) if wanted else tuple(known.values())


class _Reader:
    """Turns tables into publishers, and knows on which line a key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._heads = [found.end() for found in _HEAD.finditer(text)]
        self._ids: set[str] = set()
        self._number = -1

    def publisher(self, number: int, table: object) -> Publisher:
        """One checked publisher."""
        self._number = number
        if not isinstance(table, dict):
            self.fail("publisher", "is not a table")
        self._check_keys(table)
        self._check_values(table)
        feeds = tuple(self._feed(feed) for feed in table.get("feeds", ()))
        if not feeds and not table.get("resting"):
            self.fail("feeds", "is missing: without a feed there is nothing to crawl")
        return Publisher(
            id=table["id"],
            name=table["name"],
            country=table["country"],
            timezone=table["timezone"],
            language=table.get("language", "ar"),
            home=table.get("home"),
            feeds=feeds,
            hosts=tuple(table.get("hosts", ())),
            pace=float(table.get("pace", 5.0)),
            articles_a_day=table.get("articles_a_day"),
            resting=table.get("resting"),
        )

    def _check_keys(self, table: Mapping[str, object]) -> None:
        for key in _REQUIRED:
            if key not in table:
                self.fail(key, "is missing")
        for key, value in table.items():
            if key not in _KEYS:
                self.fail(key, f"is not known; known are {', '.join(_KEYS)}")
            if isinstance(value, bool) or not isinstance(value, _KEYS[key]):
                self.fail(key, f"is {type(value).__name__}, which does not fit")

    def _check_values(self, table: Mapping[str, object]) -> None:
        ident = str(table["id"])
        if not _ID.fullmatch(ident):
            self.fail("id", f"is {ident!r}; an id is small Latin letters, digits and hyphens")
        if ident in self._ids:
            self.fail("id", f"{ident!r} stands twice")
        self._ids.add(ident)
        if not str(table["name"]).strip():
            self.fail("name", "is empty")
        self._check_country(str(table["country"]))
        self._check_timezone(str(table["timezone"]))
        if not _LANGUAGE.fullmatch(str(table.get("language", "ar"))):
            self.fail("language", "is not an ISO 639 code")
        self._check_numbers(table)
        if "home" in table and requestable(str(table["home"])) is None:
            self.fail("home", f"{table['home']!r} is not an http address")
        if table.get("resting") == "":
            self.fail("resting", "is empty: it gives the reason")
        self._check_hosts(table.get("hosts", []))

    def _check_numbers(self, table: Mapping[str, object]) -> None:
        for key, most in (("pace", LONGEST_PACE), ("articles_a_day", 1e6)):
            value = table.get(key, 0)
            if isinstance(value, int | float) and not 0 <= value <= most:
                self.fail(key, f"is {value}; it lies between 0 and {most:g}")

    def _check_country(self, country: str) -> None:
        # CLDR maps alpha-3 codes to alpha-2; ZZ stands for what is unknown.
        known = country == "UNO" or get_global("territory_aliases").get(country, ["ZZ"]) != ["ZZ"]
        if not _COUNTRY.fullmatch(country) or not known:
            self.fail("country", f"{country!r} is not an ISO 3166 alpha-3 code")

    def _check_timezone(self, timezone: str) -> None:
        try:
            ZoneInfo(timezone)
        except (OSError, ValueError, KeyError):
            self.fail("timezone", f"{timezone!r} is not an IANA timezone")

    def _check_hosts(self, hosts: object) -> None:
        for host in hosts if isinstance(hosts, list) else []:
            if not isinstance(host, str) or requestable(f"https://{host}/") != f"https://{host}/":
                self.fail("hosts", f"{host!r} is not a host name")

    def _feed(self, feed: object) -> Feed:
        if not isinstance(feed, dict):
            self.fail("feeds", 'holds something else than {kind = "rss", url = "https://..."}')
        for key, value in feed.items():
            if key not in ("kind", "url", "links") or not isinstance(value, str):
                self.fail("feeds", f"has {key!r}, which is not known or no text")
        kind, url, links = str(feed.get("kind")), str(feed.get("url")), feed.get("links")
        if kind not in _KINDS:
            self.fail("feeds", f"has kind {kind!r}; known are {', '.join(_KINDS)}")
        if requestable(url) is None:
            self.fail("feeds", f"has url {url!r}, which is not an http address")
        self._check_links(kind, links)
        return Feed(cast(FeedKind, kind), url, links)

    def _check_links(self, kind: str, links: str | None) -> None:
        if kind == "section" and not links:
            self.fail("feeds", "has a section without links: which of its addresses are articles?")
        try:
            re.compile(links or "")
        except re.error as error:
            self.fail("feeds", f"has links {links!r}, which is no regular expression: {error}")

    def fail(self, key: str, why: str) -> NoReturn:
        """Raise the sentence with the line on which the key stands, else that of its table."""
        raise PublishersError(f"{self._path}, line {self._line(key)}: {key} {why}")

    def _line(self, key: str) -> int:
        in_table = 0 <= self._number < len(self._heads)
        start = self._heads[self._number] if in_table else 0
        after = (
            self._heads[self._number + 1]
            if in_table and self._number + 1 < len(self._heads)
            else None
        )
        found = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*[=.\]]", re.MULTILINE).search(
            self._text, start, after or len(self._text)
        )
        return self._text.count("\n", 0, found.end() if found else start) + 1
