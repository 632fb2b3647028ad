"""robots.txt after RFC 9309: what may be asked, how often, and where the sitemaps are.

Kept a day. Refused with 4xx it allows everything; unreachable or failing with 5xx it forbids
everything for now, and is asked again after a growing wait. 429 counts as failing: it asks for rest.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from protego import Protego

from flows.records import RobotsState
from flows.steps.crawling.schedule import doubled
from flows.steps.crawling.settings import ROBOTS_NAME
from flows.steps.crawling.transport import Answer

_FIRST_WAIT = timedelta(minutes=10)


def robots_url(origin: str) -> str:
    """Where an origin's robots.txt stands."""
    return f"{origin}/robots.txt"


def robots_state(
    origin: str, answer: Answer, now: datetime, age: timedelta, before: RobotsState | None
) -> RobotsState:
    """What an answer to a request for robots.txt amounts to; redirects are followed before."""
    status = answer.status
    if status == 200 and answer.outcome in (None, "too_large"):
        body = _text(answer.body)
        delay = crawl_delay(body)
        return RobotsState(origin, now, now + age, "rules", status, body, delay)
    if status is not None and 400 <= status < 500 and status not in (408, 425, 429):
        return RobotsState(origin, now, now + age, "allowed", status)
    failures = before.failures + 1 if before else 1
    wait = min(doubled(_FIRST_WAIT, failures - 1), age)
    return RobotsState(origin, now, now + wait, "wait", status, failures=failures)


def _text(body: bytes) -> str:
    """A robots.txt is UTF-8; a byte order mark before its first rule must not hide it."""
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    return body.decode("utf-16" if wide else "utf-8-sig", "replace").replace("\x00", "")


def allows(state: RobotsState, url: str) -> bool:
    """Whether we may ask for an address of that origin."""
    if state.verdict == "rules":
        return bool(_rules(state.body).can_fetch(url, ROBOTS_NAME))
    return state.verdict == "allowed"


def crawl_delay(body: str) -> float | None:
    """The seconds between two requests that a robots.txt asks of us; None where it asks for none."""
    rules = _rules(body)
    delay = rules.crawl_delay(ROBOTS_NAME)
    rate = rules.request_rate(ROBOTS_NAME)
    asked = [float(delay)] if delay else []
    asked += [rate.seconds / rate.requests] if rate and rate.requests else []
    return max(asked, default=None)


def sitemaps(body: str) -> list[str]:
    """The sitemaps that a robots.txt names."""
    return list(_rules(body).sitemaps)


@lru_cache(maxsize=256)
def _rules(body: str) -> Protego:
    return Protego.parse(body)
