"""Copies: each new text is compared with all texts ever stored; who carries whose text.

The index holds a few shingles of each text: the smallest hash of every seven in a row (winnowing,
Schleimer et al. 2003), all of a short text. A new text looks up all of its own, so a passage of ten
words in a row that two texts share is found however long they are, and a short text within a long one.
What shares enough is then compared over all shingles: a pair is never claimed that is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from flows.steps.storing.dedupe import JACCARD, Pair, Shingles, as_set, clusters, compare, shingles
from flows.steps.storing.passages import shared_passages
from flows.steps.storing.store import Row, Store

BATCH = 1000
WINDOW = 7  # shingles, of which one is in the index
SHORT = 64  # shingles up to which a text is indexed whole
TINY = 8  # shingles below which a text within a longer one is a phrase, no copy
COMMON = 1000  # articles that hold a shingle, beyond which it is no sign of a copy

Marks = NDArray[np.uint32]

_WAITING = """
select a.article_id, a.text, a.text_digest
from articles as a
left join ops.sketched as s on a.article_id = s.article_id
where a.text_digest is distinct from s.text_digest
order by a.article_id
"""

_GONE = "select article_id from ops.sketched anti join articles using (article_id)"

# Near-duplicates share two thirds of the smaller text's shingles or more, of which about a quarter stands
# in the index of a longer text and all in that of a short one; what shares less than a fifth is left out.
_CANDIDATES = """
with lookups as (
    select distinct shingle from lookups_of_batch
),

held as materialized (
    select * from ops.sketches semi join lookups using (shingle)
),

telling as (
    select shingle from held group by shingle having count(*) <= ?
),

shared as (
    select mine.number as a, held.number as b, count(*) as count_shared
    from lookups_of_batch as mine
    inner join telling on mine.shingle = telling.shingle
    inner join held on mine.shingle = held.shingle
    where mine.number <> held.number
    group by all
)

select na.article_id, nb.article_id
from shared as s
inner join ops.sketched as na on s.a = na.number
inner join ops.sketched as nb on s.b = nb.number
where
    s.count_shared
    >= 0.2 * least(na.count_shingles, nb.count_shingles) * if(nb.count_shingles > ?, 0.25, 1)
"""

# Days as numbers: members that are first seen on one day are told apart by their publication, so a
# cluster's name does not depend on which page of a run was fetched first.
_MEMBERS = """
with first_seen as (
    select r.article_id, floor(min(epoch(f.fetched_at)) / 86400) as day
    from ops.readings as r
    inner join ops.fetches as f on r.fetch_id = f.id
    where r.article_id in (select name from given)
    group by r.article_id
)

select
    a.article_id,
    coalesce(s.day, 0) as seen,
    coalesce(epoch(a.published_at), epoch(a.published + 1), 1e12) as published,
    length(a.text) as length,
    a.agency
from articles as a
left join first_seen as s on a.article_id = s.article_id
where a.article_id in (select name from given)
"""

_TOUCHED = """
with near as (
    select name as article_id from given
    union
    select b from near_duplicates where a in (select name from given)
    union
    select a from near_duplicates where b in (select name from given)
)

select article_id from near
union
select c.article_id
from clusters as c
where c.cluster in (select o.cluster from clusters as o semi join near using (article_id))
"""


_FORMER = "select distinct cluster from clusters where article_id in (select name from given)"
_PAIRS = (
    "select a, b, jaccard, containment from near_duplicates where a in (select name from given)"
)
_FORGET = """
delete from ops.sketches
where number in (
    select number from ops.sketched where article_id in (select name from given)
)
"""


class Member(NamedTuple):
    """What decides over an article's place in its cluster; ``published`` in seconds, ``length`` in letters."""

    seen: float
    published: float
    length: int
    agency: str | None


def find_copies(store: Store) -> int:
    """Compare articles whose text is new with all others, and renew the clusters; how many were new.

    What a run left uncompared is compared by the next; nothing is compared twice.
    """
    gone = [name for (name,) in store.query(_GONE)]
    if gone:
        with store.transaction():
            _forget(store, gone)
            _cluster(store, gone)
    waiting = store.query(_WAITING)
    for first in range(0, len(waiting), BATCH):
        batch = waiting[first : first + BATCH]
        with store.transaction():
            _compare(store, batch)
            _cluster(store, [name for name, *_ in batch])
    return len(waiting)


def index_marks(of: Shingles) -> Marks:
    """The shingles by which a text is found, of its shingles in the order of the text."""
    if len(of) > SHORT:
        of = sliding_window_view(of, WINDOW).min(axis=1)
    return _marks(of)


def _marks(of: Shingles) -> Marks:
    return np.unique((of >> np.uint64(32)).astype(np.uint32))


@contextmanager
def _given(store: Store, names: Iterable[str]) -> Iterator[None]:
    """Statements inside can read these names from a table; as parameters they would be slow."""
    store.connection.register("given", pa.table({"name": pa.array(list(names), pa.string())}))
    yield
    store.connection.unregister("given")


def _forget(store: Store, names: Iterable[str]) -> None:
    names = list(names)
    with _given(store, names):
        known = store.query(
            "select 1 from ops.sketched where article_id in (select name from given)"
        )
        if not known:
            return
        store.connection.execute(_FORGET)
    store.replace("ops.sketched", "article_id", names, [])
    for table in ("near_duplicates", "shared_passages"):
        store.replace(table, "a", names, [])
        store.replace(table, "b", names, [])


def _compare(store: Store, articles: list[tuple[str, str, str]]) -> None:
    texts = {name: text for name, text, _ in articles}
    _forget(store, texts)
    rows = {name: shingles(text) for name, text in texts.items()}
    sets = {name: as_set(of) for name, of in rows.items()}
    [(next_number,)] = store.query("select coalesce(max(number) + 1, 0) from ops.sketched")
    numbers = range(next_number, next_number + len(articles))
    store.insert(
        "ops.sketched",
        [
            {"article_id": a, "text_digest": digest, "number": n, "count_shingles": len(sets[a])}
            for n, (a, _, digest) in zip(numbers, articles, strict=True)
        ],
    )
    _register(store, numbers, [index_marks(of) for of in rows.values()])
    store.connection.execute("insert into ops.sketches by name from lookups_of_batch")
    _register(store, numbers, [_marks(of) for of in sets.values()])
    pairs = _verified(store, texts, sets)
    store.connection.unregister("lookups_of_batch")
    store.insert("near_duplicates", map(asdict, pairs))
    store.insert("shared_passages", [row for pair in pairs for row in _passages(pair, texts)])


def _register(store: Store, numbers: Iterable[int], marks: list[Marks]) -> None:
    owners = np.repeat(np.array(list(numbers), np.uint32), [len(m) for m in marks])
    table = pa.table({"number": owners, "shingle": np.concatenate(marks)})
    store.connection.register("lookups_of_batch", table)


def _verified(store: Store, texts: dict[str, str], sets: dict[str, Shingles]) -> list[Pair]:
    """The pairs among the candidates; the texts of the other articles are put beside the batch's."""
    candidates = {(min(p), max(p)) for p in store.query(_CANDIDATES, [COMMON, SHORT])}
    others = list({name for pair in candidates for name in pair} - texts.keys())
    asked = "select article_id, text from articles where article_id in (select name from given)"
    with _given(store, others):
        texts.update(store.query(asked))
    sets.update((name, as_set(shingles(texts[name]))) for name in others)
    found = (compare(a, b, sets[a], sets[b]) for a, b in sorted(candidates))
    return [p for p in found if p and (p.jaccard >= JACCARD or _smaller(p, sets) >= TINY)]


def _smaller(pair: Pair, sets: Mapping[str, Shingles]) -> int:
    return min(len(sets[pair.a]), len(sets[pair.b]))


def _passages(pair: Pair, texts: Mapping[str, str]) -> list[Row]:
    return [
        {"a": pair.a, "b": pair.b, "position": i, **passage._asdict()}
        for i, passage in enumerate(shared_passages(texts[pair.a], texts[pair.b]))
    ]


def _cluster(store: Store, changed: list[str]) -> None:
    """Clusters anew of the changed articles and of all they are or were connected with."""
    with _given(store, changed):
        names = [name for (name,) in store.query(_TOUCHED)]
    with _given(store, names):
        before = {cluster for (cluster,) in store.query(_FORMER)}
        members = {name: Member(*row) for name, *row in store.query(_MEMBERS)}
        pairs = [Pair(*row) for row in store.query(_PAIRS)]
    order = {name: (m.seen, m.published) for name, m in members.items()}
    rows = [row for group in clusters(pairs, order) for row in _rows_of(group, members)]
    store.replace("clusters", "article_id", names, rows)
    now = {row["article_id"]: row["cluster"] for row in rows}
    renamed = [
        {"former": name, "cluster": now.get(name)}
        for name in sorted(before)
        if now.get(name) != name
    ]
    store.replace("ops.cluster_merges", "former", {*before, *now.values()}, renamed)


def _rows_of(group: list[str], members: Mapping[str, Member]) -> list[Row]:
    """One row a member, with where its text likely comes from: the agency that any of them credits,
    else the member published first, of several the longest; None for that one itself."""
    origin = min(group, key=lambda n: (members[n].published, -members[n].length, n))
    agency = next((wire for n in group if (wire := members[n].agency)), None)
    return [
        {
            "article_id": name,
            "cluster": group[0],
            "syndicated_from": agency or (origin if name != origin else None),
        }
        for name in group
    ]
