"""Weekdays that contradict a day: which of the two wins, and what is flagged."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.times.time_words import Scene
from extractors.times.timex import Time

_WEEKDAY_SAID = re.compile(r"[Ur]_*,?\(?(?P<weekday>W)")
_DAY_NUMBERED = re.compile(r"[dMJy]")


def article_day(scene: Scene, published: date | None) -> date | None:
    """The day that the article's "today" means. A weekday printed with it (اليوم الخميس, أمس
    الأربعاء) wins over the day of publication: then it is the nearest earlier day that fits."""
    if published is None:
        return None
    latest = None
    for match in _WEEKDAY_SAID.finditer(scene.symbols):
        back = _days_off(scene, match, published)
        if back == 0:
            return published
        if back:
            latest = latest or published - timedelta(days=back)
    return latest or published


def conflicting_weekday(scene: Scene, time: Time, published: date | None) -> str | None:
    """The weekday printed within a time of one day that is another day's; None where none is.

    A day with its number is compared with the calendar, "today" and "yesterday" with the day of
    publication.
    """
    place = scene.symbols.find("W", time.first, time.last)
    if place < 0 or "/" in time.value or time.type not in ("DATE", "TIME"):
        return None
    said = _WEEKDAY_SAID.search(scene.symbols, time.first, time.last)
    if said and not _DAY_NUMBERED.search(scene.symbols, time.first, time.last):
        wrong = bool(published and _days_off(scene, said, published))
    else:
        day = _day(time.value)
        wrong = day is not None and day.isoweekday() != int(scene.slots[place].value)
    token = scene.tokens[place]
    return scene.document.text[scene.start_of(place) : token.end] if wrong else None


def _days_off(scene: Scene, said: re.Match[str], published: date) -> int | None:
    """How many days before the day of publication the article's day lies, by the weekday printed
    with today or yesterday; None where the words mean neither."""
    near = scene.slots[said.start()]
    if said[0][0] == "U" and near.value != "D":
        return None
    offset = int(near.value) if said[0][0] == "r" else 0
    return (published.isoweekday() - int(scene.slots[said.start("weekday")].value) + offset) % 7


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
