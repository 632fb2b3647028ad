"""What a story tells twice word for word: passages that stand in it again, linked to the first telling."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.text import Folded

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
    folded = Folded(text)
    places = [m.span() for m in _WORD.finditer(folded.text)]
    told = [folded.text[start:end] for start, end in places]
    seen: dict[tuple[str, ...], int] = {}
    found: list[Repeat] = []
    position = 0
    for i in range(len(told) - _LEAST_WORDS + 1):
        key = tuple(told[i : i + _LEAST_WORDS])
        first = seen.setdefault(key, i)
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
