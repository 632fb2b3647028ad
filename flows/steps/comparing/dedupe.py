"""Near-duplicates: articles that share text, told exactly.

A text is the set of its 4-shingles (``shingles``). Two texts are near-duplicates where the Jaccard
similarity of their sets is at least 0.5, or the containment (the shared part of the smaller set) is at
least 0.8.

Either way they share at least two thirds of the smaller set, so one shingle of any third of it, also of
its rarest third: only texts that share such a one are compared (prefix filtering, Chaudhuri et al. 2006,
Bayardo et al. 2007). That loses no pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.steps.comparing.shingles import Shingles, as_set, shingles

JACCARD = 0.5
CONTAINMENT = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two near-duplicates, ``a`` before ``b``; both measures are between 0 and 1."""

    a: str
    b: str
    jaccard: float
    containment: float


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
    names: dict[str, None] = {}

    def new(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
        for name, text in texts:
            if name in names:
                raise ValueError(f"the id {name} is given twice")
            names[name] = None
            yield text

    sets = list(map(as_set, shingles(new(texts))))
    ids = list(names)
    pairs = (compare(ids[i], ids[j], sets[i], sets[j]) for i, j in _candidates(sets))
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
    """The sets that hold each shingle that several hold, then where its sets begin and how many they are.

    The lowest bits of a shingle give way to its set's place, so that one sort does; shingles that differ
    in these alone count as one, which makes more candidates but loses none.
    """
    low = np.uint64(len(sets).bit_length())
    held = np.concatenate(sets) >> low << low
    held |= np.repeat(np.arange(len(sets), dtype=np.uint64), sizes)
    held.sort()
    of = held >> low
    starts = np.flatnonzero(np.concatenate(([True], of[1:] != of[:-1])))
    count = np.diff(np.append(starts, len(of)))
    several = count > 1
    holders = held[np.repeat(several, count)] & ((np.uint64(1) << low) - np.uint64(1))
    count = count[several]
    return holders.astype(np.int64), np.cumsum(count) - count, count


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
