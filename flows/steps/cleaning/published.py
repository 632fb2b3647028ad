"""When a story was published: every candidate on the page with its evidence, and the choice among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from extractors.page_lines.datelines import read_ago, read_moment

_EARLIEST = 1990
_AHEAD = timedelta(hours=36)
_JUST_NOW = timedelta(minutes=10)
_MEETS = timedelta(days=1)
_ISO = re.compile(
    r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(Z|[+\-]\d\d:?\d\d|[+\-]\d\d)?)?",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"^\s*(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AP])M", re.IGNORECASE
)
_COMPACT = re.compile(r"^\s*(20\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z)?\s*$")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/\-_](\d{1,2})[/\-_](\d{1,2})(?!\d)")
_URL_SECTIONED = re.compile(r"/((?:19|20)\d\d)/[a-z][a-z_\-]*/(\d{1,2})/(\d{1,2})/")
_URL_RUN = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d{1,3}(?!\d))")


class Candidate(NamedTuple):
    """A moment that some part of the page (or the feed, or the address) gives. ``clock`` is None where only
    the day is told; it is naive where no offset is told."""

    day: date
    clock: datetime | None
    precision: str
    evidence: str
    rank: int


class Published(NamedTuple):
    """The choice: ``at`` with the publisher's offset, ``day`` in the publisher's zone, how exact, from
    where, and every candidate that was weighed. All None where the page does not tell."""

    at: datetime | None
    day: date | None
    precision: str | None
    evidence: str | None
    candidates: tuple[Candidate, ...]


def zone(name: str | None) -> tzinfo | None:
    """The named timezone, None where there is no such."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def read_stated(text: str, evidence: str, rank: int) -> Candidate | None:
    """The moment that a machine-readable attribute states, in any of the spellings that sites use."""
    text = text.strip()
    moment = _iso(text) or _american(text) or _compact(text) or _epoch(text) or _mail(text)
    if moment is None:
        printed = read_moment(text)
        return _printed(text, evidence, rank) if printed else None
    found, precision = moment
    if precision == "second" and found.time() == time(0):
        return Candidate(found.date(), None, "day", evidence, rank)
    return Candidate(found.date(), found if precision != "day" else None, precision, evidence, rank)


def _iso(text: str) -> tuple[datetime, str] | None:
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    precision = "day" if hour is None else "minute" if second is None else "second"
    return _moment((year, month, day, hour, minute, second), _offset(offset), precision)


def _american(text: str) -> tuple[datetime, str] | None:
    match = _AMERICAN.match(text)
    if not match:
        return None
    month, day, year, hour, minute, second, half = match.groups()
    clock = int(hour) % 12 + (12 if half in "pP" else 0)
    if int(month) > 12:
        month, day = day, month
    return _moment(
        (year, month, day, str(clock), minute, second), None, "second" if second else "minute"
    )


def _compact(text: str) -> tuple[datetime, str] | None:
    match = _COMPACT.match(text)
    if not match:
        return None
    precision = "day" if match[4] is None else "second" if match[6] else "minute"
    return _moment(match.groups()[:6], UTC if match[7] else None, precision)


def _epoch(text: str) -> tuple[datetime, str] | None:
    if not text.isascii() or not text.isdigit() or len(text) not in (10, 13):
        return None
    return datetime.fromtimestamp(int(text[:10]), UTC), "second"


def _mail(text: str) -> tuple[datetime, str] | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found, "second") if ":" in text else None


def _moment(
    parts: Sequence[str | None], offset: timezone | None, precision: str
) -> tuple[datetime, str] | None:
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in parts)
        return datetime(year, month, day, hour, minute, second, tzinfo=offset), precision
    except ValueError:
        return None


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    try:
        span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(-span if text[0] == "-" else span)
    except ValueError:
        return None


def read_printed(
    text: str, evidence: str, rank: int, fetched_at: datetime | None
) -> Candidate | None:
    """The moment a line of the page prints for its readers, or tells by its distance from the fetch."""
    found = _printed(text, evidence, rank)
    if found or fetched_at is None:
        return found
    ago = read_ago(text)
    if ago is None:
        return None
    moment = (fetched_at - ago.distance).replace(second=0, microsecond=0)
    clock = moment if ago.exact else None
    return Candidate(
        moment.date(), clock, "minute" if ago.exact else "day", f"{evidence}, relative", rank + 20
    )


def _printed(text: str, evidence: str, rank: int) -> Candidate | None:
    moment = read_moment(text)
    if moment is None:
        return None
    clock = None
    if moment.hour is not None:
        offset = (
            None if moment.utc_offset is None else timezone(timedelta(minutes=moment.utc_offset))
        )
        clock = datetime.combine(moment.day, time(moment.hour, moment.minute or 0), tzinfo=offset)
    return Candidate(moment.day, clock, "minute" if clock else "day", evidence, rank)


def read_url(url: str, rank: int) -> Candidate | None:
    """The day in an address: /2025/10/24/, 2025-10-24, 20251024."""
    for pattern in (_URL_DAY, _URL_SECTIONED, _URL_RUN):
        match = pattern.search(url)
        if match:
            try:
                day = date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
            return Candidate(day, None, "day", "address", rank)
    return None


def choose(
    candidates: Iterable[Candidate | None], timezone_name: str | None, fetched_at: datetime | None
) -> Published:
    """The best candidate: by rank, unless two others agree against it or it is only the time of the fetch."""
    found = [candidate for candidate in candidates if candidate]
    offset = zone(timezone_name) or _own_offset(found)
    weighed = [_at_home(c, offset) for c in found if _is_possible(c, fetched_at)]
    weighed.sort(key=lambda c: c.rank)
    if not weighed:
        return Published(None, None, None, None, ())
    best = _outvoted(weighed, fetched_at) or weighed[0]
    finer = (
        next((c for c in weighed if c.clock and c.day == best.day), best)
        if not best.clock
        else best
    )
    at = finer.clock if finer.clock else datetime.combine(best.day, time(0), tzinfo=offset)
    return Published(at, best.day, finer.precision, finer.evidence, tuple(weighed))


def _own_offset(candidates: Iterable[Candidate]) -> tzinfo | None:
    """The page's own offset from UTC, where it names one that is not UTC."""
    for candidate in candidates:
        told = candidate.clock.utcoffset() if candidate.clock else None
        if told:
            return timezone(told)
    return None


def _is_possible(candidate: Candidate, fetched_at: datetime | None) -> bool:
    latest = (fetched_at + _AHEAD).date() if fetched_at else date.max
    return candidate.day.year >= _EARLIEST and candidate.day <= latest


def _at_home(candidate: Candidate, home: tzinfo | None) -> Candidate:
    clock = candidate.clock
    if clock is None or home is None:
        return candidate
    clock = clock.replace(tzinfo=home) if clock.tzinfo is None else clock.astimezone(home)
    return candidate._replace(clock=clock, day=clock.date())


def _outvoted(weighed: list[Candidate], fetched_at: datetime | None) -> Candidate | None:
    """A rival to the first candidate that two other kinds of evidence support, the first having none."""
    first, others = weighed[0], weighed[1:]
    rivals = [c for c in others if abs(c.day - first.day) > _MEETS]
    backers = [
        c
        for c in others
        if abs(c.day - first.day) <= _MEETS and c.evidence.split()[0] != first.evidence.split()[0]
    ]
    if not rivals or backers:
        return None
    fetched = fetched_at and first.clock and first.clock.tzinfo and fetched_at.tzinfo
    if fetched and first.clock and fetched_at and abs(first.clock - fetched_at) < _JUST_NOW:
        return rivals[0]
    for rival in rivals:
        agree = {c.evidence.split()[0] for c in rivals if c.day == rival.day}
        if len(agree) >= 2:
            return rival
    return None
