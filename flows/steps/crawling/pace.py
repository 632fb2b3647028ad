"""One request at a time to a host, and a pause between two of them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from flows.steps.crawling.settings import Settings

LONGEST_REST = 7 * 86400.0


class Lane:
    """The way to one host: whoever wants to ask it waits for the one before and for the pace."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    @asynccontextmanager
    async def turn(self, pause: float) -> AsyncIterator[None]:
        """Wait for one's turn; ``pause`` seconds lie between the end of a request and the next."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if (wait := self._free_at - loop.time()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._free_at = max(self._free_at, loop.time() + pause)

    def hold(self, seconds: float) -> None:
        """Let nobody ask for a while."""
        until = asyncio.get_running_loop().time() + seconds
        self._free_at = max(self._free_at, until)


def pause_for(host: str, pace: float, crawl_delay: float | None, settings: Settings) -> float:
    """The seconds between two requests to a host: the publisher's pace, never less than robots.txt
    asks, and no pace of 0 for a host that the operator has not allowed as local."""
    if pace <= 0 and not settings.is_local(host):
        pace = settings.default_pace
    return max(pace, crawl_delay or 0.0)


def backoff(attempt: int, settings: Settings, local: bool) -> float:
    """The wait after the n-th failure in a row, from 1: doubling, with jitter so that hosts do not
    come back all at once. Local hosts need no such care."""
    base = min(settings.backoff_seconds, 0.05) if local else settings.backoff_seconds
    return float(base * 2 ** min(attempt - 1, 16) * random.uniform(0.75, 1.25))


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds a Retry-After header asks for (a number or an HTTP date), at most a week."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_REST)
