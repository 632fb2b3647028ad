"""Pages that somebody saved before: WARC files (ours, Common Crawl's), folders of HTML, lists of
addresses. Each comes out as a page to keep or as a reason why not, in the order it lies there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.records import AddressState, Fetch, Page, Place, Publisher
from flows.steps.crawling.addresses import (
    canonical,
    declared_canonical,
    page_canonical,
    requestable,
)
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.errand import fetch_key, page_of
from flows.steps.crawling.found import Papers
from flows.steps.crawling.transport import Answer

Reason = Literal[
    "other_record",  # a request, a revisit, or about the file itself
    "not_a_page",  # not HTML by its header, or not an answer that holds a page
    "empty",
    "too_large",
    "not_arabic",
    "no_address",
    "unknown_publisher",
    "unreadable",
]

PAGE_CAP = 10_000_000
_ARABIC_LETTERS = 100  # fewer are a link to an Arabic edition, not a story
_ARABIC_WORDS = 30
_UTF8_ARABIC = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_CODED_ARABIC = re.compile(rb"&#(?:1[56]\d\d|x06[0-9a-f]{2});", re.IGNORECASE)
_OLD_ARABIC = re.compile(
    rb"charset\s*=\s*[\"']?\s*(?:windows-1256|cp1256|iso-8859-6)", re.IGNORECASE
)
# Three letters in a row of windows-1256 or ISO-8859-6 where nothing declares it: no Latin text has
# many such, nor has UTF-8, whose letters begin and go on with different bytes.
_OLD_WORD = re.compile(rb"[\xc0-\xed]{3,}")
_ARCHIVED = re.compile(r"^x-(?:archive|crawl)-", re.IGNORECASE)
_HTML = (".html", ".htm", ".xhtml", ".shtml")
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]{1,3000})", re.IGNORECASE)
_OPEN_GRAPH = re.compile(
    rb"<meta\b(?=[^>]{0,200}\bog:url\b)[^>]{0,200}?\bcontent\s*=\s*[\"']?(https?://[^\"'\s>]{1,3000})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A page as it was saved. ``place`` is where it lies, if that is an archive file of ours."""

    url: str
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...]
    body: bytes
    origin: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is no page for us, and why. ``origin`` names the file, ``detail`` what it was."""

    origin: str
    reason: Reason
    detail: str = ""


def saved_pages(paths: Iterable[Path]) -> Iterator[Saved | Skipped]:
    """The Arabic pages of WARC files and of folders of HTML files, and what is none of them.

    A folder is walked in the order of its names. Nothing is fetched; nothing is raised for what lies
    in a file: a torn one gives its good records and then says that it is ``unreadable``.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                yield from _of_file(file, path)
        else:
            yield from _of_file(path, path.parent)


def _of_file(path: Path, root: Path) -> Iterator[Saved | Skipped]:
    name = path.name.lower()
    try:
        if name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz")):
            yield from _of_warc(path)
        elif name.endswith(_HTML):
            yield _of_html(path, root)
        else:
            yield Skipped(str(path), "not_a_page", "neither WARC nor HTML by its name")
    except (OSError, ArchiveLoadFailed, zlib.error, ValueError, TypeError, EOFError) as error:
        yield Skipped(str(path), "unreadable", str(error)[:300])


def _of_warc(path: Path) -> Iterator[Saved | Skipped]:
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, arc2warc=True)
        for record in records:
            found = _of_record(record, path)
            if isinstance(found, Saved):
                offset = records.get_record_offset()
                place = Place(path.name, offset, records.get_record_length())
                found = Saved(
                    found.url, found.fetched_at, found.headers, found.body, found.origin, place
                )
            yield found


def _of_record(record: Any, path: Path) -> Saved | Skipped:
    origin = str(path)
    if record.rec_type != "response" or record.http_headers is None:
        return Skipped(origin, "other_record", record.rec_type)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    status = record.http_headers.get_statuscode()
    kind = (record.http_headers.get_header("Content-Type") or "").strip().lower()
    truncated = record.rec_headers.get_header("WARC-Truncated")
    if status != "200" or truncated or not kind.startswith(("text/html", "application/xhtml")):
        return Skipped(origin, "not_a_page", f"{url} {status} {kind} {truncated or ''}".strip())
    body = record.content_stream().read(PAGE_CAP + 1)
    headers = tuple(
        (_ARCHIVED.sub("X-Archive-", str(k)), str(v)) for k, v in record.http_headers.headers
    )
    moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    return _judged(url, moment, headers, body, origin)


def _of_html(path: Path, root: Path) -> Saved | Skipped:
    if path.stat().st_size > PAGE_CAP:
        return Skipped(str(path), "too_large")
    body = path.read_bytes()
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    address = _own_address(body) or _mirrored_address(path.relative_to(root))
    headers = (("Content-Type", "text/html"),)
    return _judged(address or "", saved_at, headers, body, str(path))


def _own_address(body: bytes) -> str | None:
    """The address that a saved page says of itself."""
    for pattern in (_SAVED_FROM, _OPEN_GRAPH):
        if found := pattern.search(body, 0, 300_000):
            return unescape(found[1].decode("utf-8", "replace"))
    return declared_canonical(body)


def _mirrored_address(path: Path) -> str | None:
    """The address of a file in a mirror, whose first folder is the host."""
    host, *rest = path.parts
    return f"https://{host}/{'/'.join(rest)}" if rest and "." in host else None


def _judged(
    url: str, moment: datetime, headers: tuple[tuple[str, str], ...], body: bytes, origin: str
) -> Saved | Skipped:
    address = requestable(url)
    if address is None:
        return Skipped(origin, "no_address", url[:300])
    if not body.strip():
        return Skipped(origin, "empty", address)
    if len(body) > PAGE_CAP:
        return Skipped(origin, "too_large", address)
    if not looks_arabic(body):
        return Skipped(origin, "not_arabic", address)
    return Saved(address, moment.astimezone(UTC), headers, body, origin)


def looks_arabic(body: bytes) -> bool:
    """Whether a page may hold an Arabic story: cheap, and rather too kind, since it is read later."""
    if _OLD_ARABIC.search(body, 0, 5000) or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    enough = {
        _UTF8_ARABIC: _ARABIC_LETTERS,
        _CODED_ARABIC: _ARABIC_LETTERS,
        _OLD_WORD: _ARABIC_WORDS,
    }
    return any(_at_least(n, pattern, body) for pattern, n in enough.items())


def _at_least(count: int, pattern: re.Pattern[bytes], body: bytes) -> bool:
    return sum(1 for _ in islice(pattern.finditer(body), count)) == count


def kept(saved: Saved, publisher: Publisher, archive: Archive) -> tuple[Fetch, Page]:
    """Put a saved page into our archive, unless it lies there, and give its rows: a fetch that
    happened when the page was saved, and the page."""
    digest = sha256(saved.body).hexdigest()
    answer = Answer(saved.url, (), 200, "OK", saved.headers, saved.body, digest)
    place = saved.place if archive.holds(saved.origin) else None
    place = place or archive.write(answer, saved.fetched_at)
    fetch = Fetch(
        id=uuid4().hex,
        key=fetch_key("page", saved.url),
        url=saved.url,
        final_url=saved.url,
        canonical_url=page_canonical(saved.body, saved.url),
        publisher=publisher.id,
        purpose="page",
        attempt=1,
        fetched_at=saved.fetched_at,
        outcome="ok",
        status=200,
        content_type=answer.header("Content-Type"),
        bytes=len(saved.body),
        digest=digest,
        archive_file=place.file,
        archive_offset=place.offset,
        archive_length=place.length,
    )
    return fetch, page_of(fetch, answer)


def listed_addresses(
    lines: Iterable[str], papers: Papers, known: Sequence[str], now: datetime
) -> Iterator[AddressState | Skipped]:
    """A list of addresses, one a line, as addresses that wait to be read: give them to a crawl in its
    state. ``known`` are canonical addresses that need no reading; ``#`` begins a comment."""
    seen = set(known)
    for line in (line.strip() for line in lines):
        if not line or line.startswith("#"):
            continue
        url = requestable(line)
        publisher = papers.of(url) if url else None
        if url is None:
            yield Skipped("list", "no_address", line[:300])
        elif publisher is None:
            yield Skipped("list", "unknown_publisher", url)
        elif (address := canonical(url)) not in seen:
            seen.add(address)
            yield AddressState(address, url, publisher.id, "", now, next_read_at=now)
