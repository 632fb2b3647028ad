"""Near-duplicates: articles that share text, told exactly.

A text is the set of its 4-shingles: four words in a row. A word is a run of letters, digits and
underscores once tashkeel (U+064B-0652) and tatweel are gone and أ إ آ ى ة are ا ا ا ي ه; nothing else is
folded. Two texts are near-duplicates where the Jaccard similarity of their sets is at least 0.5, or the
containment (the shared part of the smaller set) is at least 0.8.

Either way they share at least two thirds of the smaller set, so one shingle of any third of it, also of
its rarest third: only texts that share such a one are compared (prefix filtering, Chaudhuri et al. 2006,
Bayardo et al. 2007). That loses no pair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

JACCARD = 0.5
CONTAINMENT = 0.8
SHINGLE_WORDS = 4

Shingles = NDArray[np.uint64]
WORD = re.compile(r"[\w\u064b-\u0652]+")
_FOLD = str.maketrans("أإآىة", "ااايه", "".join(map(chr, range(0x064B, 0x0653))) + "\u0640")
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two near-duplicates, ``a`` before ``b``; both measures are between 0 and 1."""

    a: str
    b: str
    jaccard: float
    containment: float


class _WordHashes(dict[str, int]):
    """The hash of each printed word, folded; 0 where nothing is left of it."""

    def __missing__(self, word: str) -> int:
        if len(self) > 1_000_000:
            self.clear()
        folded = word.translate(_FOLD).encode()
        value = int.from_bytes(blake2b(folded, digest_size=8).digest(), "big") if folded else 0
        self[word] = value
        return value


_HASHES = _WordHashes()


def word_hashes(printed: Sequence[str]) -> Shingles:
    """A hash a printed word; words that are spelling variants of each other have the same."""
    return np.fromiter(map(_HASHES.__getitem__, printed), np.uint64, len(printed))


def in_rows(words: Shingles) -> Shingles:
    """The hashes of the 4-shingles in the order of the text; one for fewer words, none for no words."""
    width = min(SHINGLE_WORDS, len(words))
    if not width:
        return words
    count = len(words) - width + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(width):
        hashes = (hashes + words[k : k + count]) * _PRIME
        hashes ^= hashes >> np.uint64(29)
    return hashes


def shingles(text: str) -> Shingles:
    """The hashes of a text's 4-shingles, in the order of the text."""
    words = word_hashes(WORD.findall(text))
    return in_rows(words[words != 0])


def as_set(of: Shingles) -> Shingles:
    """Each shingle once, in rising order; for short arrays several times as fast as numpy.unique."""
    ordered = np.sort(of)
    return ordered[np.append(ordered[1:] != ordered[:-1], True)] if len(of) else of


def compare(a: str, b: str, of_a: Shingles, of_b: Shingles) -> Pair | None:
    """The pair of two articles by their sets of shingles, None where they are no near-duplicates."""
    if not len(of_a) or not len(of_b):
        return None
    shared = len(np.intersect1d(of_a, of_b, assume_unique=True))
    jaccard = shared / (len(of_a) + len(of_b) - shared)
    containment = shared / min(len(of_a), len(of_b))
    if jaccard < JACCARD and containment < CONTAINMENT:
        return None
    return Pair(min(a, b), max(a, b), round(jaccard, 6), round(containment, 6))


def near_duplicates(texts: Iterable[tuple[str, str]]) -> list[Pair]:
    """All near-duplicate pairs among (id, text), in order of their ids.

    The shingles of all texts are held in memory, some 10 kB an article.
    The same id twice raises ValueError.
    """
    sets: dict[str, Shingles] = {}
    for name, text in texts:
        if name in sets:
            raise ValueError(f"the id {name} is given twice")
        sets[name] = as_set(shingles(text))
    names, of = list(sets), list(sets.values())
    pairs = (compare(names[i], names[j], of[i], of[j]) for i, j in _candidates(of))
    return sorted((p for p in pairs if p), key=lambda p: (p.a, p.b))


def _candidates(sets: Sequence[Shingles]) -> Iterator[tuple[int, int]]:
    """Places of two sets, the smaller first, that share one of the smaller's rarest third."""
    sizes = np.array([len(s) for s in sets], dtype=np.int64)
    if not sizes.sum():
        return
    holders, first, count = _postings(sets, sizes)
    shared = np.repeat(np.arange(len(count)), count)
    order = np.lexsort((count[shared], holders))
    held = np.bincount(holders, minlength=len(sets))
    ends = np.cumsum(held)
    needed = -(-2 * sizes // 3)
    for small in np.flatnonzero((held >= needed) & (sizes > 0)):
        begin = ends[small] - held[small]
        rarest = shared[order[begin : begin + held[small] - needed[small] + 1]]
        others = np.unique(
            np.concatenate([holders[first[g] : first[g] + count[g]] for g in rarest])
        )
        larger = (sizes[others] > sizes[small]) | (
            (sizes[others] == sizes[small]) & (others > small)
        )
        yield from ((int(small), int(other)) for other in others[larger])


def _postings(
    sets: Sequence[Shingles], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The sets that hold each shingle that several hold, then where its sets begin and how many they are."""
    flat = np.concatenate(sets)
    order = np.argsort(flat)
    flat = flat[order]
    starts = np.flatnonzero(np.concatenate(([True], flat[1:] != flat[:-1])))
    count = np.diff(np.append(starts, len(flat)))
    several = count > 1
    holders = np.repeat(np.arange(len(sets)), sizes)[order[np.repeat(several, count)]]
    count = count[several]
    return holders, np.cumsum(count) - count, count


def clusters(pairs: Iterable[Pair], order: Mapping[str, object]) -> Iterator[list[str]]:
    """Articles connected by pairs, each cluster and the clusters in the given order of articles.

    The first member in that order names the cluster, so the order the pairs come in does not matter.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for pair in pairs:
        parent[root(pair.a)] = root(pair.b)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in parent:
        members[root(name)].append(name)

    def rank(name: str) -> tuple[object, str]:
        return order[name], name

    yield from sorted((sorted(m, key=rank) for m in members.values()), key=lambda m: rank(m[0]))
