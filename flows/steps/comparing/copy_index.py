"""The index by which copies are found: marks that say where to look, prints that say where not.

A text's marks are the smallest hash of every twelve shingles in a row (winnowing, Schleimer et al. 2003), all
of a short text. Whatever fifteen words in a row two texts share, they have a mark in common. A text's prints
are sixteen bits of each of its shingles: by them nearly all is known of two texts without reading them.
Both are told from one text alone, so the order in which texts come changes nothing. The same words in the
same order are known by one hash of them, however many articles print them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from flows.steps.comparing.dedupe import CONTAINMENT
from flows.steps.comparing.shingles import Shingles, as_set
from flows.steps.storing.store import Store

WINDOW = 12  # shingles in a row, of which one is a mark
SHORT = 40  # shingles up to which all are marks
TINY = 9  # shingles below which a text within a longer one is a phrase, no copy
COMMON = 1000  # articles that have a mark, beyond which it is no sign of a copy

Marks = NDArray[np.uint32]
Prints = NDArray[np.uint16]
Numbers = NDArray[np.uint32]
Pairs = NDArray[np.unsignedinteger]

# By their upper bits nearly all marks are told from those that are sought.
_UPPER = 24
_LOWER = np.uint32(32 - _UPPER)
_AT_ONCE = 1 << 18

_MARKS = "select shingle, number from ops.sketches"

# Articles of the batch with those that have the same words: with all where these are not too many.
_SAME = """
select b.number as a, s.number as b
from sketched_of_batch as b
inner join ops.sketched as s on b.words = s.words and b.number > s.number
where b.count_shingles > 0
qualify
    count(*) over (partition by b.number) <= {common}
    or s.number = min(s.number) over (partition by b.number)
"""

_SIZES = "select number, count_shingles, count_marks from ops.sketched"
_PRINTS = """
select article_id, number, prints
from ops.sketched
where number in (select a from candidates union select b from candidates)
"""


def index_marks(rows: Sequence[Shingles]) -> tuple[Numbers, Marks]:
    """The marks of texts, of their shingles in the order of the text: for each mark which text has it, and the
    upper 32 bits of its hash; in the order of the texts, of each text once."""
    sizes = [len(of) for of in rows]
    text = np.repeat(np.arange(len(rows), dtype=np.uint64), sizes)
    hashes = np.concatenate(rows) >> np.uint64(32)
    is_short = np.repeat(np.array(sizes) <= SHORT, sizes)
    smallest = _smallest(hashes)
    is_within = (text[: len(smallest)] == text[WINDOW - 1 :]) & ~is_short[: len(smallest)]
    marks = (text << np.uint64(32)) | hashes
    windows = (text[: len(smallest)] << np.uint64(32)) | smallest
    each = as_set(np.concatenate([marks[is_short], windows[is_within]]))
    return (each >> np.uint64(32)).astype(np.uint32), each.astype(np.uint32)


def _smallest(of: Shingles) -> Shingles:
    """The smallest of every twelve in a row."""
    two = np.minimum(of[:-1], of[1:])
    four = np.minimum(two[:-2], two[2:])
    eight = np.minimum(four[:-4], four[4:])
    return np.minimum(eight[:-4], four[8:])


def index_prints(of: Shingles) -> Prints:
    """The prints of a text, of its shingles as a set: the upper 16 bits of their hashes, each once."""
    return as_set((of >> np.uint64(48)).astype(np.uint16))


def hash_of_words(of: Shingles) -> int:
    """One hash of a text's shingles in the order of the text."""
    return int.from_bytes(blake2b(of.tobytes(), digest_size=8).digest(), "little", signed=True)


def put_into_index(
    store: Store,
    digests: Mapping[str, str],
    rows: Sequence[Shingles],
    sets: Sequence[Shingles],
) -> None:
    """Index articles, by id with their texts' digests, by their shingles in the order of the text and as sets.

    What a batch brings lies sorted, so it is small on disk and fast to search. The marks stay readable
    as ``marks_of_batch``, the rest as ``sketched_of_batch`` until the batch's candidates are asked for.
    """
    [(first,)] = store.query("select coalesce(max(number) + 1, 0) from ops.sketched")
    holders, marks = index_marks(rows)
    numbers = np.arange(first, first + len(rows), dtype=np.uint32)
    sketched = {
        "article_id": list(digests),
        "text_digest": list(digests.values()),
        "number": numbers,
        "words": np.array([hash_of_words(of) for of in rows], np.int64),
        "count_shingles": [len(of) for of in sets],
        "count_marks": np.bincount(holders, minlength=len(rows)),
        "prints": [index_prints(of).tobytes() for of in sets],
    }
    by_mark = {"number": numbers[holders], "shingle": marks}
    store.connection.register("sketched_of_batch", pa.table(sketched))
    store.connection.register("marks_of_batch", pa.table(by_mark))
    store.connection.execute("insert into ops.sketched by name from sketched_of_batch")
    store.connection.execute(
        "insert into ops.sketches by name select * from marks_of_batch order by shingle"
    )


def candidates(store: Store) -> list[tuple[str, str]]:
    """Articles of the batch put last with those that are near-duplicates of them, and hardly any that is
    none; in the order of the second."""
    found = pa.concat_tables(
        [_by_marks(store), store.connection.execute(_SAME.format(common=COMMON)).to_arrow_table()]
    )
    store.connection.register("candidates", found)
    store.connection.unregister("marks_of_batch")
    store.connection.unregister("sketched_of_batch")
    known = store.query(_PRINTS)
    pairs = store.query("select distinct a, b from candidates order by a, b")
    store.connection.unregister("candidates")
    names = {number: name for name, number, _ in known}
    prints = {number: np.frombuffer(blob, np.uint16) for _, number, blob in known}
    found = sorted(_by_prints(pairs, prints), key=itemgetter(1, 0))
    return [(names[a], names[b]) for a, b in found]


def _by_marks(store: Store) -> pa.Table:
    """Numbers of the batch's articles, with those that have enough marks in common with them.

    How many marks the shingles make that near-duplicates share is known but for what edits spoil (a tenth)
    and for chance, which goes with the square root (one and a tenth times it is allowed for).
    """
    sizes = store.connection.execute(_SIZES).fetchnumpy()
    of_number = np.zeros((2, sizes["number"].max() + 1), np.float32)
    of_number[:, sizes["number"]] = sizes["count_shingles"], sizes["count_marks"]
    batch = store.connection.execute("from marks_of_batch").fetchnumpy()
    end = of_number.shape[1]
    first = int(batch["number"].min(initial=end))
    pairs, counts = _counted(_shared(store, batch, first, end))
    a, b = (of.astype(np.uint32) for of in np.divmod(pairs, pairs.dtype.type(end)))
    a += np.uint32(first)
    (shingles_a, marks_a), (shingles_b, marks_b) = of_number[:, a], of_number[:, b]
    smaller = np.minimum(shingles_a, shingles_b)
    shared = np.minimum((shingles_a + shingles_b) / 3, CONTAINMENT * smaller)
    density = np.minimum(marks_a / shingles_a, marks_b / shingles_b)
    enough = counts >= 0.9 * shared * density - 1.1 * np.sqrt(smaller * density)
    return pa.table({"a": a[enough], "b": b[enough]})


def _shared(store: Store, batch: Mapping[str, Numbers], first: int, end: int) -> Pairs:
    """The marks that articles of the batch share with earlier ones: for each the number of the one, counted
    from the batch's first, times the end of all numbers, plus that of the other."""
    shingles, marks, counts = np.unique(batch["shingle"], return_inverse=True, return_counts=True)
    mark, other = _hits(store, shingles)
    is_telling = (np.bincount(mark, minlength=len(counts)) <= COMMON)[mark]
    mark, other = mark[is_telling], other[is_telling]
    # What is half as long is sorted in half the time.
    pair = np.uint32 if end * (end - first) < 1 << 32 else np.uint64
    holders = batch["number"][np.argsort(marks, kind="stable")]
    firsts = np.cumsum(counts) - counts
    found = [np.zeros(0, pair)]
    for more in range(1, int(counts.max(initial=0)) + 1):
        of_mark: Numbers = holders.take(firsts + more - 1, mode="clip")
        holder = of_mark[mark]
        is_earlier = other < holder  # a pair within the batch is found once
        of_batch = holder[is_earlier] - np.uint32(first)
        found.append(np.multiply(of_batch, end, dtype=pair) + other[is_earlier])
        is_shared = counts[mark] > more
        mark, other = mark[is_shared], other[is_shared]
    return np.concatenate(found)


def _hits(store: Store, sought: Marks) -> tuple[Numbers, Numbers]:
    """All that hold one of these different marks, in rising order: the place of the mark, and who holds it."""
    may_be = np.zeros(1 << _UPPER, bool)
    may_be[sought >> _LOWER] = True
    places, numbers = [np.zeros(0, np.uint32)], [np.zeros(0, np.uint32)]
    for batch in store.connection.execute(_MARKS).to_arrow_reader(_AT_ONCE):
        marks, number = (column.to_numpy() for column in batch.columns)
        at = np.flatnonzero(may_be[marks >> _LOWER])
        marks = marks[at]
        place = np.searchsorted(sought, marks)
        is_sought = sought.take(place, mode="clip") == marks
        places.append(place[is_sought].astype(np.uint32))
        numbers.append(number[at[is_sought]])
    return np.concatenate(places), np.concatenate(numbers)


def _counted(values: Pairs) -> tuple[Pairs, NDArray[np.intp]]:
    """Each pair once, and how often it is there."""
    values.sort()
    firsts = np.flatnonzero(np.append(True, values[1:] != values[:-1])[: len(values)])
    return values[firsts], np.diff(np.append(firsts, len(values)))


def _by_prints(
    pairs: Sequence[tuple[int, int]], prints: Mapping[int, Prints]
) -> Iterator[tuple[int, int]]:
    """Of pairs in the order of the first those that share enough prints.

    Different shingles with the same print make a few too many, and a twentieth is allowed for too few.
    """
    has = np.zeros(1 << 16, bool)
    for a, group in groupby(pairs, key=itemgetter(0)):
        has[prints[a]] = True
        for _, b in group:
            size_a, size_b = len(prints[a]), len(prints[b])
            shared = (size_a + size_b) / 3
            if min(size_a, size_b) >= 0.95 * TINY:
                shared = min(shared, CONTAINMENT * min(size_a, size_b))
            if np.count_nonzero(has[prints[b]]) >= 0.95 * shared:
                yield a, b
        has[prints[a]] = False
