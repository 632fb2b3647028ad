"""Every time expression of a text as a TIMEX3 value, relative ones seen from the article's day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.records import Date, Mention
from extractors.rules import mention, of_kind, without_overlap
from extractors.text import Document
from extractors.times.date_reader import Reader
from extractors.times.expressions import Expressions
from extractors.times.time_words import Scene
from extractors.times.timex import Time

RULE_IDS = (
    "day-month", "day-month-year", "month", "month-year", "numeric-day", "hijri-day", "hijri-month",
    "hijri-year", "year", "weekday", "near-day", "today", "near-night", "unit-shifted",
    "vague-stretch", "ago", "ahead", "part-of-year", "season", "decade", "century", "feast",
    "weekend", "numbered-stretch", "counted-duration", "duration-and-half", "part-of-unit",
    "one-unit", "compound-duration", "every", "rhythm", "clock", "part-of-day", "part-of-period",
    "day-range", "year-range", "listed-day",
    "listed-duration", "numeric-month", "day-of-this-month", "numbered-weekday", "weekday-of-week", "week-of", "weekday-of-month", "from-now", "rest-of-unit", "weekday-set",
)  # fmt: skip


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """The dates of the document, none within another, read over the numbers in ``found``."""
    scene = Scene(document, of_kind(found, "number"))
    anchor = article_day(scene, document.article.published)
    expressions = Expressions(Reader(scene, anchor))
    return without_overlap(_mention(scene, time, anchor) for time in expressions.all())


def _mention(scene: Scene, time: Time, anchor: date | None) -> Mention:
    said = anchor.isoformat() if time.anchored and anchor else None
    fact = Date(time.type, time.value, said, time.mod)
    end = scene.tokens[time.last - 1].end
    return mention(scene.document, "date", scene.start_of(time.first), end, time.rule, fact)


def article_day(scene: Scene, published: date | None) -> date | None:
    """The day that the article's "today" means. A weekday printed with it (اليوم الخميس, أمس
    الأربعاء) wins over the day of publication: then it is the nearest earlier day that fits."""
    if published is None:
        return None
    latest = None
    for match in _WEEKDAY_SAID.finditer(scene.symbols):
        named = scene.slots[match.start("weekday")].value
        said = scene.slots[match.start()]
        if match[0][0] == "U" and said.value != "D":
            continue
        offset = int(said.value) if match[0][0] == "r" else 0
        back = (published.isoweekday() - int(named) + offset) % 7
        if not back:
            return published
        latest = latest or published - timedelta(days=back)
    return latest or published


_WEEKDAY_SAID = re.compile(r"[Ur]_*,?\(?(?P<weekday>W)")
