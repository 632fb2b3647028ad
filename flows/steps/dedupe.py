"""Near-duplicates: articles that share text, found by sketches and proven by exact comparison.

A text is the set of its 4-shingles: four words in a row, folded. Two articles are near-duplicates
where the Jaccard similarity of their sets is at least 0.5, or the containment (the shared part of the
smaller set) is at least 0.8. Candidates share a sampled shingle (FracMinHash, Irber et al. 2022: a
shingle is sampled when its hash is small, so any two texts sample the same shingles); each candidate
is then compared over all its shingles, so a pair is never claimed that is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from extractors.text import fold

JACCARD = 0.5
CONTAINMENT = 0.8
SHINGLE_WORDS = 4
SAMPLE = 4  # one shingle in SAMPLE is sampled; texts of up to 64 shingles are indexed whole

Shingles = NDArray[np.uint64]
_WORD = re.compile(r"\w+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two near-duplicates, ``a`` before ``b``; both measures are between 0 and 1."""

    a: str
    b: str
    jaccard: float
    containment: float


def shingles(text: str) -> Shingles:
    """The sorted hashes of a text's 4-shingles; one for a text of fewer words, none for no words."""
    words = np.array([_word_hash(word) for word in _WORD.findall(fold(text))], dtype=np.uint64)
    width = min(SHINGLE_WORDS, len(words))
    if not width:
        return words
    count = len(words) - width + 1
    hashes = np.zeros(count, dtype=np.uint64)
    for k in range(width):
        hashes = (hashes + words[k : k + count]) * _PRIME
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


@lru_cache(maxsize=262_144)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def sketch(of: Shingles) -> Shingles:
    """The sampled shingles, by which candidates are found."""
    return of[: np.searchsorted(of, np.uint64(2**64 // SAMPLE))]


def compare(a: str, b: str, of_a: Shingles, of_b: Shingles) -> Pair | None:
    """The pair of two articles, None where they are no near-duplicates."""
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

    The same id twice raises ValueError.
    """
    sets: dict[str, Shingles] = {}
    index: defaultdict[int, list[str]] = defaultdict(list)
    pairs = []
    for name, text in texts:
        if name in sets:
            raise ValueError(f"the id {name} is given twice")
        mine = shingles(text)
        sampled = sketch(mine).tolist()
        shared = Counter(other for value in sampled for other in index[value])
        pairs += [p for o in shared if (p := compare(name, o, mine, sets[o]))]
        sets[name] = mine
        for value in sampled:
            index[value].append(name)
    return sorted(pairs, key=lambda p: (p.a, p.b))


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
