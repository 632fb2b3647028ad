"""What a story tells twice word for word: passages that stand in it again, linked to the first telling."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.text import Folded, fold

_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 6


class Repeat(NamedTuple):
    """A passage told again: its span in the article's text, and the span of its first telling."""

    span_start: int
    span_end: int
    first_start: int
    first_end: int
    words: int


def find_repeats(text: str) -> tuple[Repeat, ...]:
    """The passages of at least six words that the text holds again, longest first telling, in order.

    Words are compared folded, marks between them left aside; spans are code points of ``text``.
    """
    told = _WORD.findall(fold(text))
    runs = list(zip(*(told[i:] for i in range(_LEAST_WORDS)), strict=False))
    if len(set(runs)) == len(runs):
        return ()
    folded = Folded(text)
    places = [m.span() for m in _WORD.finditer(folded.text)]
    seen: dict[tuple[str, ...], int] = {}
    found: list[Repeat] = []
    position = 0
    for i, run in enumerate(runs):
        first = seen.setdefault(run, i)
        if first + _LEAST_WORDS > i or i < position:
            continue
        length = _LEAST_WORDS
        while (
            i + length < len(told)
            and first + length < i
            and told[i + length] == told[first + length]
        ):
            length += 1
        position = i + length
        again = folded.origin(places[i][0], places[i + length - 1][1])
        before = folded.origin(places[first][0], places[first + length - 1][1])
        found.append(Repeat(*again, *before, length))
    return tuple(found)
