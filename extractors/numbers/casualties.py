"""What happened to those counted (killed, arrested ...), and over which time a figure counts."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractors.lookups import remembered
from extractors.numbers.counted import fates
from extractors.records import Date, Mention
from extractors.text import Document, readings

_FAR = 16
_NEAR = 4
_TIMES = 4  # so many times on each side are looked at
_SPEECH = frozenset({"ان", "بان", "قال", "وقال", "اكد", "واكد", "اضاف", "واضاف", "ذكر", "وذكر"})
# A body's members are not those of whom the words before told: تتألف المحكمة من ثلاثة.
_MADE_OF = re.compile("[وف]?[يت](?:تالف|تكون|ضم|شمل)ت?")
_SPAN = frozenset({"خلال", "منذ", "طيله", "طوال", "غضون"})


def role_of(document: Document, first: int, last: int, unit: str) -> str | None:
    """What happened to the persons counted at a token range, from the words around; else None."""
    if unit != "person":
        return None
    return (
        fate_before(document, first)
        or _fate_behind(document, last)
        or _fate_of_figure(document, first)
    )


def fate_before(document: Document, first: int) -> str | None:
    """The fate named in the few words before: مقتل أكثر من 15."""
    begins = document.sentence_of(first)[0] if document.tokens else 0
    for place in range(first - 1, max(begins, first - 1 - _NEAR) - 1, -1):
        token = document.tokens[place]
        if token.kind in "pn" or _begins_anew(token.folded):
            return None
        role = _fate(token.folded)
        if role:
            return role
    return None


def _fate_behind(document: Document, last: int) -> str | None:
    """The fate named behind: 694 شخصاً أعدموا."""
    ends = document.sentence_of(last - 1)[1]
    for place in range(last, min(ends, last + 3)):
        token = document.tokens[place]
        if token.kind in "pn" or token.folded == "ثم":
            return None
        if token.folded in fates():  # "وأصيب" begins another clause
            return fates()[token.folded]
    return None


def _fate_of_figure(document: Document, first: int) -> str | None:
    """The fate in a figure's long subject: بلغ عدد الذين تم ضبطهم ... 3,959 شخصاً."""
    begins = document.sentence_of(first)[0]
    role = None
    for place in range(first - 1, max(begins, first - 1 - _FAR) - 1, -1):
        token = document.tokens[place]
        if token.kind in "p":
            return None
        role = role or _fate(token.folded)
        if token.folded in ("عدد", "حصيله", "العدد", "اعداد"):
            return role
    return None


@remembered
def _begins_anew(folded: str) -> bool:
    """Whether what stands before a word tells nothing of those counted behind it."""
    return folded in _SPEECH or _MADE_OF.fullmatch(folded) is not None


@remembered
def _fate(folded: str) -> str | None:
    table = fates()
    if folded in table:
        return table[folded]
    return next(
        (table[rest] for clitic, rest in readings(folded) if clitic and rest in table), None
    )


class Periods:
    """The times of a document over which a figure may count: خلال الأسبوع الأخير, منذ يناير."""

    def __init__(self, document: Document, dates: list[Mention]) -> None:
        self.document = document
        self.starts = [date.span_start for date in dates]
        self.periods = [date if self._is_led(date) else None for date in dates]

    def _is_led(self, date: Mention) -> bool:
        before = self.document.token_at(date.span_start) - 1
        return before >= 0 and _leads_period(self.document.words[before])

    def of(self, start: int) -> str | None:
        """The TIMEX3 value of the nearest period in the sentence of a figure that starts at an
        offset; None where there is none."""
        place = bisect_left(self.starts, start)
        around = list(filter(None, self.periods[max(0, place - _TIMES) : place + _TIMES]))
        if not around:
            return None
        tokens = self.document.tokens
        first, last = self.document.sentence_of(self.document.token_at(start))
        begins, ends = tokens[first].start, tokens[last - 1].end
        inside = [date for date in around if begins <= date.span_start < ends]
        near = min(inside, key=lambda date: abs(date.span_start - start), default=None)
        return near.fact.value if near and isinstance(near.fact, Date) else None


@remembered
def _leads_period(folded: str) -> bool:
    return any(rest in _SPAN for _, rest in readings(folded))
