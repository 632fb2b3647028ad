"""Stories: articles about the same happening, told from people, organisations, places and events in common.

A link is told from its two articles alone, so neither order nor the rest of the store changes it. A story
is its first article and those that are linked with that very one, or carry the text of one of its articles:
links do not chain, so a story does not grow into its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyarrow as pa

from flows.steps.storing.store import Row, Store

BATCH = 1000

# A text that is read anew by other rules has other marks.
_WAITING = """
with stamped as (
    select
        a.article_id,
        concat_ws(' ', a.text_digest, a.published, r.cleaner_version, r.extractor_version) as stamp
    from articles as a
    left join current_readings as r on a.article_id = r.article_id
)

select s.article_id, s.stamp
from stamped as s
left join ops.storied as o on s.article_id = o.article_id
where s.stamp is distinct from o.stamp
order by s.article_id
"""

_GONE = "select article_id from ops.storied anti join articles using (article_id)"

# A person and a word of both headlines are enough, or an event and its place; without those it takes more,
# without a common word or event most, and of the places two count. An article that names half the world shares something with everyone, so the
# common marks must also be a good part of all.
_LINKS = """
with mine as (
    select * from story_marks semi join given using (article_id)
),

near as (
    select *
    from story_marks
    where published between (select min(published) - 1 from mine) and (select max(published) + 1 from mine)
),

pairs as (
    select
        least(m.article_id, n.article_id) as a,
        greatest(m.article_id, n.article_id) as b,
        abs(m.published - n.published) as days_apart,
        m.kind,
        m.mark,
        m.weight
    from mine as m
    inner join near as n on m.kind = n.kind and m.mark = n.mark
    where m.article_id <> n.article_id and abs(m.published - n.published) <= 1
    group by all
),

linked as (
    select
        a,
        b,
        any_value(days_apart) as days_apart,
        sum(weight)::integer as weight,
        list(mark order by mark) filter (where kind = 'person') as people,
        list(mark order by mark) filter (where kind = 'organisation') as organisations,
        list(mark order by mark) filter (where kind = 'place') as places,
        list(mark order by mark) filter (where kind = 'event') as events,
        list(mark order by mark) filter (where kind = 'word') as words
    from pairs
    group by a, b
    having
        count(distinct kind) >= 2
        and count(*) filter (where kind <> 'word') >= 1
        and sum(weight) - greatest(0, count(*) filter (where kind = 'place') - 2)
        >= case
            when count(*) filter (where kind in ('event', 'word')) = 0 then 6
            when count(*) filter (where kind in ('event', 'person')) = 0 then 4
            else 3
        end
),

totals as (
    select article_id, sum(weight) as weight from near group by article_id
)

insert into story_links by name
select
    l.a,
    l.b,
    l.days_apart,
    l.weight,
    coalesce(l.people, []) as people,
    coalesce(l.organisations, []) as organisations,
    coalesce(l.places, []) as places,
    coalesce(l.events, []) as events,
    coalesce(l.words, []) as words
from linked as l
inner join totals as ta on l.a = ta.article_id
inner join totals as tb on l.b = tb.article_id
where
    l.weight >= 0.4 * least(ta.weight, tb.weight)
    and l.weight >= 0.25 * greatest(ta.weight, tb.weight)
"""

_IN_ORDER = """
select a.article_id, c.cluster
from articles as a
inner join carriers as c on a.article_id = c.article_id
where
    a.article_id in (select a from story_links union select b from story_links)
    or a.article_id in (select article_id from clusters)
order by coalesce(a.published_at, a.published + 1, 'infinity'), a.article_id
"""


def tell_stories(store: Store) -> int:
    """Link articles whose reading is new with those of their days, and renew the stories; how many were new.

    What a run left unlinked is linked by the next.
    """
    gone = [(name, "") for (name,) in store.query(_GONE)]
    waiting = store.query(_WAITING)
    for first in range(0, len(gone), BATCH):
        _link(store, gone[first : first + BATCH], stay=False)
    for first in range(0, len(waiting), BATCH):
        _link(store, waiting[first : first + BATCH], stay=True)
    _assign(store)
    return len(waiting)


def _link(store: Store, articles: list[tuple[str, str]], stay: bool) -> None:
    names = [name for name, _ in articles]
    stamps = [{"article_id": name, "stamp": stamp} for name, stamp in articles if stay]
    with store.transaction():
        for key in ("a", "b"):
            store.replace("story_links", key, names, [])
        store.replace("ops.storied", "article_id", names, stamps)
        store.connection.register("given", pa.table({"article_id": pa.array(names, pa.string())}))
        store.connection.execute(_LINKS)
        store.connection.unregister("given")


def _assign(store: Store) -> None:
    """Stories anew from all links and copies: the same whatever the order they were found in."""
    links: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for a, b, weight in store.query("select a, b, weight from story_links"):
        links[a][b] = links[b][a] = weight
    rows = _stories(store.query(_IN_ORDER), links)
    with store.transaction():
        store.connection.execute("delete from story_articles")
        store.insert("story_articles", rows)


def _stories(articles: list[tuple[str, str]], links: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """(article, cluster) in the order of publication to rows of story_articles."""
    story_of: dict[str, str] = {}
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for name, cluster in articles:
        firsts = {other: weight for other, weight in links.get(name, {}).items() if other in rows}
        if cluster in story_of:
            story, because = story_of[cluster], "copy"
        elif firsts:
            story, because = max(firsts, key=lambda other: (firsts[other], other)), "link"
        else:
            story, because = name, "first"
        story_of[cluster] = story
        rows[story].append({"article_id": name, "story": story, "because": because})
    return [row for told in rows.values() if len(told) > 1 for row in told]
