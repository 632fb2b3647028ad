"""Copies: each new text is compared with all texts ever stored; who carries whose text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from flows.steps.dedupe import Pair, Shingles, clusters, compare, shingles, sketch
from flows.steps.store import Row, Store

BATCH = 500

_WAITING = """
select a.article_id, a.text, a.text_digest
from articles as a
left join ops.sketched as s on a.article_id = s.article_id
where a.text_digest is distinct from s.text_digest
order by a.article_id
"""

_KEYED_BY_ARTICLE = (
    ("ops.sketches", "article_id"),
    ("near_duplicates", "a"),
    ("near_duplicates", "b"),
)

# Near-duplicates share two thirds of the smaller text's shingles or more, so candidates that share
# less than a fifth of its sampled ones are left out; the rest are compared whole.
_CANDIDATES = """
with shared as (
    select mine.article_id as a, other.article_id as b, count(*) as count_shared
    from ops.sketches as mine
    inner join ops.sketches as other on mine.shingle = other.shingle
    where mine.article_id in (select unnest(?)) and other.article_id <> mine.article_id
    group by all
)

select s.a, s.b, b.text
from shared as s
inner join ops.sketched as na on s.a = na.article_id
inner join ops.sketched as nb on s.b = nb.article_id
inner join articles as b on s.b = b.article_id
where s.count_shared >= 0.2 * least(na.count_sampled, nb.count_sampled)
"""


def find_copies(store: Store) -> int:
    """Compare articles whose text is new with all others, and renew the clusters; how many were new.

    What a run left uncompared is compared by the next; nothing is compared twice.
    """
    _forget_gone(store)
    waiting = store.query(_WAITING)
    for first in range(0, len(waiting), BATCH):
        _compare(store, waiting[first : first + BATCH])
    if waiting:
        _cluster(store)
    return len(waiting)


def _forget_gone(store: Store) -> None:
    """Articles that are none any more are no copies either."""
    gone = store.query("select article_id from ops.sketched anti join articles using (article_id)")
    names = [name for (name,) in gone]
    if not names:
        return
    with store.transaction():
        for table, key in (*_KEYED_BY_ARTICLE, ("ops.sketched", "article_id")):
            store.replace(table, key, names, [])
    _cluster(store)


def _compare(store: Store, articles: list[tuple[str, str, str]]) -> None:
    sets = {name: shingles(text) for name, text, _ in articles}
    sampled = {name: sketch(mine) for name, mine in sets.items()}
    compared = [
        {"article_id": name, "text_digest": digest, "count_sampled": len(sampled[name])}
        for name, _, digest in articles
    ]
    with store.transaction():
        for table, key in _KEYED_BY_ARTICLE:
            store.replace(table, key, sets, [])
        store.insert("ops.sketches", _sketch_rows(sampled))
        store.upsert("ops.sketched", compared)
        store.upsert("near_duplicates", map(asdict, _verified(store, sets)))


def _verified(store: Store, sets: dict[str, Shingles]) -> Iterable[Pair]:
    others: dict[str, Shingles] = {}
    pairs = {}
    for a, b, text in store.query(_CANDIDATES, [list(sets)]):
        if b not in sets and b not in others:
            others[b] = shingles(text)
        pair = compare(a, b, sets[a], sets[b] if b in sets else others[b])
        if pair:
            pairs[pair.a, pair.b] = pair
    return pairs.values()


def _sketch_rows(sampled: dict[str, Shingles]) -> list[Row]:
    return [
        {"article_id": name, "shingle": value}
        for name, values in sampled.items()
        for value in values.tolist()
    ]


def _cluster(store: Store) -> None:
    """Clusters anew from all pairs: a cluster is named after its earliest article."""
    pairs = [
        Pair(*row) for row in store.query("select a, b, jaccard, containment from near_duplicates")
    ]
    known = store.query(
        "select article_id, coalesce(epoch(published_at), 1e12), agency from articles"
    )
    order = {name: moment for name, moment, _ in known}
    agency = {name: wire for name, _, wire in known}
    rows = [
        {
            "article_id": name,
            "cluster": members[0],
            "syndicated_from": _origin(name, members, agency),
        }
        for members in clusters(pairs, order)
        for name in members
    ]
    with store.transaction():
        store.connection.execute("delete from clusters")
        store.insert("clusters", rows)


def _origin(name: str, members: list[str], agency: dict[str, str | None]) -> str | None:
    """The agency that any carrier credits, else the earliest carrier; None for that one itself."""
    credited = next((wire for m in members if (wire := agency[m])), None)
    return credited or (members[0] if name != members[0] else None)
