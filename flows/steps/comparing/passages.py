"""Shared passages: the runs of words that two texts have in common, in the same order in both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from flows.steps.comparing.shingles import SHINGLE_WORDS, Shingles, Told


class Passage(NamedTuple):
    """A run of words that both texts have, as spans in code points of each, half open."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


def shared_passages(a: Told, b: Told) -> list[Passage]:
    """The passages of four words or more that two texts share, in the order of both.

    Anchors are shingles that each text has once; the longest chain of them that is in order in both is
    kept and grown word by word (patience diff, Cohen 2010). What was moved is no shared passage.
    """
    of_a, of_b = a.words, b.words
    passages = []
    for i, j, length in _runs(a, b):
        ends = of_a.ends[i + length - 1], of_b.ends[j + length - 1]
        passages.append(Passage(*map(int, (of_a.starts[i], ends[0], of_b.starts[j], ends[1]))))
    return passages


def _runs(told_a: Told, told_b: Told) -> Iterator[tuple[int, int, int]]:
    """Where runs of equal words begin in a and in b, and how many words they have; none overlap."""
    a, b = told_a.words.hashes, told_b.words.hashes
    end_a = end_b = 0
    for i, j in _anchors(told_a.rows, told_b.rows):
        if i < end_a or j < end_b:
            continue
        back = _equal(a[end_a:i][::-1], b[end_b:j][::-1])
        length = back + _equal(a[i:], b[j:])
        if length >= SHINGLE_WORDS:
            end_a, end_b = i - back + length, j - back + length
            yield i - back, j - back, length


def _equal(a: Shingles, b: Shingles) -> int:
    """How many words both begin with."""
    size = 16
    while True:
        width = min(size, len(a), len(b))
        differing = np.flatnonzero(a[:width] != b[:width])
        if len(differing):
            return int(differing[0])
        if width < size:
            return width
        size *= 4


def _anchors(a: Shingles, b: Shingles) -> list[tuple[int, int]]:
    """Places of shingles that each has once, in the longest chain that rises in both."""
    (once_a, at_a), (once_b, at_b) = _once(a), _once(b)
    _, i, j = np.intersect1d(once_a, once_b, assume_unique=True, return_indices=True)
    order = np.argsort(at_a[i])
    in_a, in_b = at_a[i][order], at_b[j][order]
    if (in_b[1:] < in_b[:-1]).any():
        chain = _longest_rise(in_b.tolist())
        in_a, in_b = in_a[chain], in_b[chain]
    return list(zip(in_a.tolist(), in_b.tolist(), strict=True))


def _once(rows: Shingles) -> tuple[Shingles, np.typing.NDArray[np.intp]]:
    values, first, counts = np.unique(rows, return_index=True, return_counts=True)
    return values[counts == 1], first[counts == 1]


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising part of different values (patience sorting)."""
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(top_places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        top_places[pile : pile + 1] = [place]
    chain = []
    place = top_places[-1] if top_places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
