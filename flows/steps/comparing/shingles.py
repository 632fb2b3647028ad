"""Shingles: a text as the set of its 4-shingles, four words in a row, each as a hash of 64 bits.

A word is a run of letters, digits and underscores once tashkeel (U+064B-0652) and tatweel are gone and
أ إ آ ى ة are ا ا ا ي ه; nothing else is folded. A word's hash is a polynomial over a random number for
each letter (Karp and Rabin 1987), so that all words of many texts are hashed at once by prefix sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

SHINGLE_WORDS = 4

Shingles = NDArray[np.uint64]
Places = NDArray[np.intp]
Hash = TypeVar("Hash", np.uint16, np.uint32, np.uint64)

_LETTERS = 0x40000  # no code point above is a letter or digit
_FOLD = dict(zip("أإآىة", "ااايه", strict=True))
_LEFT_OUT = (*range(0x064B, 0x0653), 0x0640)
_PRIME = 0x9E3779B97F4A7C15
_AT_ONCE = 1 << 16  # code points hashed together: enough to save calls, few enough to stay in cache


class Words(NamedTuple):
    """The hashes of a text's words, and where each begins and ends, in code points, half open."""

    hashes: Shingles
    starts: Places
    ends: Places


class Told(NamedTuple):
    """A text as its words and as the hashes of its 4-shingles, both in the order of the text."""

    words: Words
    rows: Shingles


class _Alphabet(NamedTuple):
    """For each code point its number, 0 where it parts words; and whether it is left out."""

    numbers: Shingles
    left_out: NDArray[np.bool_]


@cache
def _alphabet() -> _Alphabet:
    parts = np.fromiter((not chr(c).isalnum() for c in range(_LETTERS)), bool, _LETTERS)
    parts[ord("_")] = False
    folded = np.arange(1, _LETTERS + 1, dtype=np.uint64)
    for letter, plain in _FOLD.items():
        folded[ord(letter)] = folded[ord(plain)]
    numbers = _scattered(folded * np.uint64(_PRIME)) | np.uint64(1)
    numbers[parts] = 0
    left_out = np.zeros(_LETTERS, bool)
    left_out[list(_LEFT_OUT)] = True
    return _Alphabet(numbers, left_out)


def _scattered(values: Shingles) -> Shingles:
    """The finalizer of splitmix64 (Steele et al. 2014): near numbers become far ones."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _powers(count: int) -> tuple[Shingles, Shingles]:
    """The first powers of the polynomial's base modulo 2^64, and of its inverse."""
    inverse = pow(_PRIME, -1, 1 << 64)
    return tuple(np.cumprod(np.full(count, base, np.uint64)) for base in (_PRIME, inverse))  # type: ignore[return-value]


def words(text: str) -> Words:
    """The words of a text; those that are spelling variants of each other have the same hash.

    Marks that are left out after a word's last letter are within its span.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    numbers = _alphabet().numbers.take(codes, mode="clip")
    left_out = _alphabet().left_out.take(codes, mode="clip")
    places = np.flatnonzero(~left_out) if left_out.any() else None
    if places is not None:
        numbers = numbers[places]
    inside = np.zeros(len(numbers) + 2, bool)
    inside[1:-1] = numbers != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    powers, inverses = _powers(1 << len(numbers).bit_length())
    sums = np.zeros(len(numbers) + 1, np.uint64)
    np.cumsum(numbers * powers[: len(numbers)], out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    if places is not None:
        starts, ends = places[starts], np.append(places, len(codes))[ends]
    return Words(hashes, starts, ends)


def in_rows(of: Shingles) -> Shingles:
    """The hashes of the 4-shingles in the order of the text; one for fewer words, none for no words."""
    width = min(SHINGLE_WORDS, len(of))
    if not width:
        return of
    count = len(of) - width + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(width):
        hashes = (hashes + of[k : k + count]) * np.uint64(_PRIME)
        hashes ^= hashes >> np.uint64(29)
    return hashes


def told(texts: Iterable[str]) -> Iterator[Told]:
    """The words of each text and its 4-shingles."""
    for batch in _batches(texts):
        of_all = words("\n".join(batch))
        begins = np.fromiter(accumulate((len(text) + 1 for text in batch), initial=0), np.intp)
        bounds = np.searchsorted(of_all.starts, begins).tolist()
        rows = in_rows(of_all.hashes)
        for begin, first, end in zip(begins.tolist(), bounds, bounds[1:], strict=False):
            hashes = of_all.hashes[first:end]
            starts, ends = of_all.starts[first:end] - begin, of_all.ends[first:end] - begin
            is_short = end - first < SHINGLE_WORDS
            row = in_rows(hashes) if is_short else rows[first : end - SHINGLE_WORDS + 1]
            yield Told(Words(hashes, starts, ends), row)


def shingles(texts: Iterable[str]) -> Iterator[Shingles]:
    """The hashes of each text's 4-shingles, in the order of the text."""
    return (text.rows for text in told(texts))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def as_set(of: NDArray[Hash]) -> NDArray[Hash]:
    """Each hash once, in rising order; for short arrays several times as fast as numpy.unique."""
    ordered = np.sort(of)
    return ordered[np.append(ordered[1:] != ordered[:-1], True)] if len(of) else of
