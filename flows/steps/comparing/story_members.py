"""Which articles a story has: its first and those linked with it, or carrying the text of one of these.

An article's story is told from those published before it. So what changes reaches only articles published
after it that are linked with it or carry its text: these alone are told anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from flows.steps.storing.store import Row, Store

STEPS = 30  # from article to article, after which all are told anew

_TOLD_WITH = """
select article_id
from story_articles
where story in (select story from story_articles where article_id in (select name from given))
"""

_BESIDE = """
select a as one, b as other from story_links where a in (select name from given)
union all
select b, a from story_links where b in (select name from given)
union all
select o.article_id, c.article_id
from clusters as o
inner join clusters as c on o.cluster = c.cluster and o.article_id <> c.article_id
where o.article_id in (select name from given)
"""

_MOMENT = "coalesce({0}.published_at, {0}.published + 1, 'infinity')"
_AFTER = f"""
select distinct y.article_id
from ({_BESIDE}) as beside
inner join articles as x on beside.one = x.article_id
inner join articles as y on beside.other = y.article_id
where ({_MOMENT.format("x")}, x.article_id) < ({_MOMENT.format("y")}, y.article_id)
"""

_ALL = "select a from story_links union select b from story_links union select article_id from clusters"

_IN_ORDER = f"""
select a.article_id, coalesce(c.cluster, a.article_id), s.story
from articles as a
left join clusters as c on a.article_id = c.article_id
left join story_articles as s on a.article_id = s.article_id
where a.article_id in (select name from given)
order by {_MOMENT.format("a")}, a.article_id
"""

_LINKS = """
select a, b, weight
from story_links
where a in (select name from given) or b in (select name from given)
"""


_KNOWN = """
select article_id, story, because
from story_articles
where story in (
    select name from given
    union all
    select story from story_articles where article_id in (select name from given)
)
"""


def tell_members(store: Store, changed: Collection[str]) -> None:
    """Stories anew of articles whose links changed, that came, moved or went, and of those after them.

    The result is the same as if all were told anew.
    """
    names = _reached(store, changed)
    with store.given(names):
        beside = {other for _, other in store.query(_BESIDE)}
        links = _links(store)
    with store.given(names | beside):
        articles = store.query(_IN_ORDER)
    _renew(store, names, _stories(articles, names, links))


def _reached(store: Store, changed: Collection[str]) -> set[str]:
    """The changed articles, those beside and in one story with them, and all to whom these lead."""
    with store.given(changed):
        new = {name for (name,) in store.query(_TOLD_WITH)}.union(changed)
        new |= {other for _, other in store.query(_BESIDE)}
    reached = set(new)
    for _ in range(STEPS):
        if not new:
            return reached
        with store.given(new):
            new = {name for (name,) in store.query(_AFTER)} - reached
        reached |= new
    return reached | {name for (name,) in store.query(_ALL)}


def _links(store: Store) -> Mapping[str, Mapping[str, int]]:
    links: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for a, b, weight in store.query(_LINKS):
        links[a][b] = links[b][a] = weight
    return links


def _stories(
    articles: Iterable[tuple[str, str, str | None]],
    names: Collection[str],
    links: Mapping[str, Mapping[str, int]],
) -> dict[str, tuple[str, str]]:
    """The story of each named article and why, from (article, cluster, story) in the order of publication.

    The others' stories stay; an article without one is the first of its own.
    """
    story_of: dict[str, str] = {}
    carried: dict[str, str] = {}
    told = {}
    for name, cluster, former in articles:
        if name in names:
            firsts = {o: w for o, w in links.get(name, {}).items() if story_of.get(o) == o}
            if cluster in carried:
                told[name] = carried[cluster], "copy"
            elif firsts:
                told[name] = max(firsts, key=lambda other: (firsts[other], other)), "link"
            else:
                told[name] = name, "first"
            story_of[name], _ = told[name]
        else:
            story_of[name] = former or name
        carried.setdefault(cluster, story_of[name])
    return told


def _renew(store: Store, names: set[str], told: Mapping[str, tuple[str, str]]) -> None:
    """Put these articles' stories in the place of their former ones; one article alone is no story."""
    with store.given({*names, *(story for story, _ in told.values())}):
        known = {name: (story, because) for name, story, because in store.query(_KNOWN)}
    now = {name: row for name, row in known.items() if name not in names}
    now |= told
    now |= {story: (story, "first") for story, _ in told.values() if story not in now}
    size = Counter(story for story, _ in now.values())
    now = {name: row for name, row in now.items() if size[row[0]] > 1}
    changed = {name for name in known.keys() | now.keys() if known.get(name) != now.get(name)}
    rows: list[Row] = [
        {"article_id": name, "story": now[name][0], "because": now[name][1]}
        for name in sorted(changed & now.keys())
    ]
    store.replace("story_articles", "article_id", changed, rows)
