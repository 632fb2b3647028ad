"""The days an event is told with: those long before the article say background, later ones future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from extractors.lookups import remembered
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Date, Mention
from extractors.text import Document, fold, folded_words

# News is of the last days; what is dated before them is told as background.
RECENT = timedelta(days=14)
_AUXILIARIES = folded_words("كان كانت كانا كانوا كانتا وكان وكانت وكانوا فكان")
_DATED_REACH = 20
_LATELY = ("ساع", "ايام", "اسابيع", "اسبوع")
_OTHER_CLAUSE = folded_words(
    "أن إن بأن وأن الذي التي الذين والتي والذي حين فيما بينما حيث لكن ولكن إلا مما كما"
)


def by_date(
    document: Document, trigger: Trigger, sentence: tuple[int, int], dates: Sequence[Mention]
) -> str | None:
    """A day well before the article's says background, one after it says future."""
    published = document.article.published
    pluperfect = _is_pluperfect(document, trigger, sentence[0])
    day = nearest_date(document, trigger, [d for d in dates if _dates_it(document, trigger, d)])
    if day is None:
        return "historical" if pluperfect else None
    fact = day.fact
    if not isinstance(fact, Date) or not fact.value:
        return "historical" if pluperfect else None
    if fact.value == "FUTURE_REF" and (trigger.form is None or trigger.form.tense == "imperfect"):
        return "future"
    if fact.value == "PAST_REF":
        return None if any(w in fold(day.text) for w in _LATELY) else "historical"
    last = last_day(fact.value)
    if published is None or last is None:
        return "historical" if pluperfect else None
    first = first_day(fact.value)
    if first and first > published and (trigger.form is None or trigger.form.tense == "imperfect"):
        return "future"
    return "historical" if last < published - RECENT else None


def _dates_it(document: Document, trigger: Trigger, day: Mention) -> bool:
    """Whether a date may be that of the trigger: no other clause stands between them. What is said in
    the imperfect goes on while it is told."""
    if trigger.form is not None and trigger.form.tense == "imperfect":
        return _is_to_come(document, day)
    first = document.token_at(day.span_start)
    low, high = (first, trigger.first) if first < trigger.first else (trigger.last, first)
    if high - low > _DATED_REACH:
        return False
    new = first > trigger.first and document.tokens[first].text.startswith("و")
    return not new and _OTHER_CLAUSE.isdisjoint(document.words[low:high])


def _is_to_come(document: Document, day: Mention) -> bool:
    value = day.fact.value if isinstance(day.fact, Date) else None
    published = document.article.published
    start = first_day(value) if value else None
    return value == "FUTURE_REF" or bool(published and start and start > published)


def _is_pluperfect(document: Document, trigger: Trigger, first: int) -> bool:
    """كانت ... قد أعلنت: the verb behind قد, with كان before it in the sentence."""
    words, i = document.words, trigger.first
    if trigger.form is None or trigger.form.tense != "perfect" or i == first:
        return False
    if words[i - 1] != "قد":
        return words[i - 1] in _AUXILIARIES
    return not _AUXILIARIES.isdisjoint(words[max(first, i - 12) : i])


def nearest_date(document: Document, trigger: Trigger, dates: Sequence[Mention]) -> Mention | None:
    """The date of the sentence that stands nearest to the trigger: a day, or a time of a day; durations
    and hours do not count."""
    days = [m for m in dates if isinstance(m.fact, Date) and is_day(m.fact)]
    if len(days) < 2:
        return days[0] if days else None
    start = document.tokens[trigger.first].start
    return min(days, key=lambda m: abs(m.span_start - start))


def is_day(fact: Date) -> bool:
    """صباح اليوم الجمعة is a time of a day that is told."""
    timed = fact.timex_type == "TIME" and fact.value is not None and "-" in fact.value.split("T")[0]
    return fact.timex_type == "DATE" or timed


@remembered
def first_day(value: str) -> date | None:
    """The first day that a TIMEX3 date covers; None where it is open or no calendar date."""
    return _day(value.split("/")[0], first=True)


@remembered
def last_day(value: str) -> date | None:
    """The last day that a TIMEX3 date covers; None where it is open or no calendar date."""
    return _day(value.split("/")[-1], first=False)


def _day(value: str, first: bool) -> date | None:
    parts = value.split("T")[0].split("-")
    try:
        if len(parts) == 2 and parts[1].startswith("W"):
            return date.fromisocalendar(int(parts[0]), int(parts[1][1:]), 1 if first else 7)
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (1 if first else 12)
        if len(parts) > 2:
            return date(year, month, int(parts[2]))
        if first:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
