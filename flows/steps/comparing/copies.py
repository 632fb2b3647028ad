"""Copies: each new text is compared with all texts ever stored; who carries whose text.

Which texts are worth comparing the index says (``copy_index``); a pair is told by all its shingles, so none
is claimed that is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, NamedTuple

from flows.steps.comparing.copy_index import TINY, candidates, put_into_index
from flows.steps.comparing.dedupe import JACCARD, Pair, clusters, compare
from flows.steps.comparing.passages import shared_passages
from flows.steps.comparing.shingles import Shingles, Told, as_set, told
from flows.steps.storing.store import Row, Store
from flows.steps.storing.unlinked import done, moved, waiting

BATCH = 1000
AT_ONCE = 500  # articles that are looked up by name in one statement
LOOK_UP = 40  # articles that are gone through in the time it takes to look one up by name

# Of articles that wait, those that were not compared with the text they have; without a text those that
# are no more.
_WAITING = """
select coalesce(a.article_id, s.article_id) as article_id, a.text_digest
from (select * from articles where article_id in (select name from given)) as a
full join (select * from ops.sketched where article_id in (select name from given)) as s
    on a.article_id = s.article_id
where a.text_digest is distinct from s.text_digest
order by all
"""

_TEXTS = "select article_id, text from articles where article_id in ({names})"

# Days as numbers: members that are first seen on one day are told apart by their publication, so a
# cluster's name does not depend on which page of a run was fetched first.
_MEMBERS = """
with first_seen as (
    select r.article_id, floor(min(epoch(f.fetched_at)) / 86400) as day
    from ops.readings as r
    inner join ops.fetches as f on r.fetch_id = f.id
    where r.article_id in ({names})
    group by r.article_id
)

select
    a.article_id,
    coalesce(s.day, 0) as seen,
    coalesce(epoch(a.published_at), epoch(a.published + 1), 1e12) as published,
    t.count_shingles as length,
    a.agency
from articles as a
inner join ops.sketched as t on a.article_id = t.article_id
left join first_seen as s on a.article_id = s.article_id
where a.article_id in ({names}) and t.article_id in ({names})
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
# Where very many print the same words, not every two of them are a pair.
_PAIRS = """
select a, b, jaccard, containment
from near_duplicates
where a in (select name from given)
union all
select min(article_id) over (partition by words) as a, article_id as b, 1, 1
from ops.sketched
where article_id in (select name from given) and count_shingles > 0
qualify a < b
"""
_FORGET = """
delete from ops.sketches
where number in (
    select number from ops.sketched where article_id in (select name from given)
)
"""


class Member(NamedTuple):
    """What decides over an article's place in its cluster; ``published`` in seconds, ``length`` in shingles."""

    seen: float
    published: float
    length: int
    agency: str | None


class _Text(NamedTuple):
    told: Told
    set: Shingles


def find_copies(store: Store) -> int:
    """Compare articles whose text is new with all others, and renew the clusters; how many were new.

    What a run left uncompared is compared by the next; nothing is compared twice.
    """
    if not (changed := waiting(store, "copy").names):
        return 0
    with store.given(changed):
        new = store.query(_WAITING)
    gone = [name for name, digest in new if digest is None]
    if gone:
        with store.transaction():
            _forget(store, gone)
            _cluster(store, gone)
    texts = [(name, digest) for name, digest in new if digest is not None]
    for first in range(0, len(texts), BATCH):
        digests = dict(texts[first : first + BATCH])
        with store.transaction():
            _forget(store, digests)
            _compare(store, digests)
            _cluster(store, digests)
    done(store, "copy")
    return len(texts)


def _forget(store: Store, names: Iterable[str]) -> None:
    names = list(names)
    with store.given(names):
        known = store.query(
            "select 1 from ops.sketched where article_id in (select name from given)"
        )
        if not known:
            return
        store.connection.execute(_FORGET)
    store.delete("ops.sketched", "article_id", names)
    for table in ("near_duplicates", "shared_passages"):
        store.delete(table, "a", names)
        store.delete(table, "b", names)


def _compare(store: Store, digests: Mapping[str, str]) -> None:
    """Put the articles of these ids, with their texts' digests, into the index, and their pairs beside."""
    texts = _texts(store, digests)
    batch = _read(texts)
    sketched = {name: digests[name] for name in texts}
    put_into_index(
        store, sketched, [of.told.rows for of in batch.values()], [of.set for of in batch.values()]
    )
    pairs, passages = [], []
    for pair, text_a, text_b in _verified(store, candidates(store), batch):
        pairs.append(asdict(pair))
        passages += [
            {"a": pair.a, "b": pair.b, "position": i, **passage._asdict()}
            for i, passage in enumerate(shared_passages(text_a, text_b))
        ]
    store.insert("near_duplicates", pairs)
    store.insert("shared_passages", passages)


def _texts(store: Store, names: Collection[str]) -> dict[str, str]:
    return dict(_about(store, _TEXTS, names))


def _about(store: Store, statement: str, names: Collection[str]) -> list[tuple[Any, ...]]:
    """The rows of a statement about the articles of these names.

    Few are written into it: as parameters they cost the client a look for pandas each.
    """
    [(count,)] = store.query("select count(*) from articles")
    if len(names) * LOOK_UP >= count:
        with store.given(names):
            return store.query(statement.format(names="select name from given"))
    rows, rest = [], iter(names)
    while part := list(islice(rest, AT_ONCE)):
        written = ", ".join("'{}'".format(name.replace("'", "''")) for name in part)
        rows += store.query(statement.format(names=written))
    return rows


def _read(texts: Mapping[str, str]) -> dict[str, _Text]:
    told_of = zip(texts, told(texts.values()), strict=True)
    return {name: _Text(of, as_set(of.rows)) for name, of in told_of}


def _verified(
    store: Store, candidate_pairs: Iterable[tuple[str, str]], batch: Mapping[str, _Text]
) -> Iterator[tuple[Pair, Told, Told]]:
    """The near-duplicates among the candidates, with the texts of both.

    The first of a candidate is of the batch; the candidates lie in the order of the second, so that a part
    of them needs few other texts.
    """
    rest = iter(candidate_pairs)
    while part := list(islice(rest, 5 * BATCH)):
        texts = {**batch, **_read(_texts(store, {b for _, b in part} - batch.keys()))}
        for a, b in part:
            set_a, set_b = texts[a].set, texts[b].set
            pair = compare(a, b, set_a, set_b)
            if pair and (pair.jaccard >= JACCARD or min(len(set_a), len(set_b)) >= TINY):
                yield pair, texts[pair.a].told, texts[pair.b].told


def _cluster(store: Store, changed: Iterable[str]) -> None:
    """Clusters anew of the changed articles and of all they are or were connected with."""
    with store.given(changed):
        names = [name for (name,) in store.query(_TOUCHED)]
    with store.given(names):
        before = {cluster for (cluster,) in store.query(_FORMER)}
        pairs = [Pair(*row) for row in store.query(_PAIRS)]
    paired = {name for pair in pairs for name in (pair.a, pair.b)}
    members = {name: Member(*row) for name, *row in _about(store, _MEMBERS, paired)}
    order = {name: (m.seen, m.published) for name, m in members.items()}
    rows = [row for group in clusters(pairs, order) for row in _rows_of(group, members)]
    store.replace("clusters", "article_id", names, rows)
    moved(store, names)
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
