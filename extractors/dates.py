"""Every time expression of a text as a TIMEX3 value, relative ones seen from the article's day."""

from __future__ import annotations

from datetime import date

from extractors.lookups import Stems
from extractors.records import Date, Mention
from extractors.rules import mention, of_kind, without_overlap
from extractors.text import Document
from extractors.times.date_reader import Reader
from extractors.times.expressions import Expressions
from extractors.times.time_words import Scene, candidates, time_stems
from extractors.times.timex import Time
from extractors.times.weekday_conflicts import article_day, conflicting_weekday

RULE_IDS = (
    "day-month", "day-month-year", "month", "month-year", "numeric-day", "hijri-day", "hijri-month",
    "hijri-year", "year", "weekday", "near-day", "today", "near-night", "unit-shifted",
    "vague-stretch", "ago", "ahead", "part-of-year", "season", "decade", "century", "feast",
    "weekend", "numbered-stretch", "counted-duration", "duration-and-half", "part-of-unit",
    "one-unit", "compound-duration", "every", "rhythm", "clock", "midnight", "part-of-day", "part-of-period",
    "day-range", "month-range", "year-range", "listed-day",
    "listed-duration", "numeric-month", "day-of-this-month", "numbered-weekday", "weekday-of-week", "week-of", "weekday-of-month", "from-now", "rest-of-unit", "weekday-set", "day-of-period", "from-day",
)  # fmt: skip

_EARLIEST, _LATEST = 1000, 9000


def looks() -> Stems:
    """What words are looked up by."""
    return {candidates: time_stems()}


def find(document: Document, found: list[Mention]) -> list[Mention]:
    """The dates of the document, none within another, read over the numbers in ``found``."""
    scene = Scene(document, of_kind(found, "number"))
    published = document.article.published
    if published and not _EARLIEST <= published.year <= _LATEST:
        published = None  # the calendar ends before its next century does
    anchor = article_day(scene, published)
    expressions = Expressions(Reader(scene, anchor))
    return without_overlap(_mention(scene, time, anchor, published) for time in expressions.all())


def _mention(scene: Scene, time: Time, anchor: date | None, published: date | None) -> Mention:
    said = anchor.isoformat() if time.anchored and anchor else None
    conflict = conflicting_weekday(scene, time, published)
    fact = Date(time.type, time.value, said, time.mod, conflict)
    end = scene.document.ends[time.last - 1]
    return mention(scene.document, "date", scene.start_of(time.first), end, time.rule, fact)
