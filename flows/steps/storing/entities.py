"""Entities: mentions are linked to the actor or place they name, where that is certain.

Links are told from one article each, and an entity's names from how often each is linked, so they are the
same however often and in whatever order pages were read. Only what was read anew is linked anew, and all
where the extractors' words changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from flows.steps.storing.known_names import known_organisations, known_places, office_terms
from flows.steps.storing.read import extractor_version
from flows.steps.storing.store import SQL, Store
from flows.steps.storing.unlinked import done, waiting

# What tells an entity apart is its key; names are compared folded. What is called "the realm" or "the
# party" in passing is linked too, but these are no names of it.
_PLACES = """
select
    p.article_id,
    'place' as kind,
    p.position,
    coalesce('geonames ' || p.geonames_id, 'place ' || p.country || ' ' || fold(p.name)) as key,
    p.name,
    if(p.rule = 'realm-without-name', p.name, p.text) as surface,
    p.country,
    p.geonames_id
from places as p
left join known_places as k on fold(p.name) = k.name and p.country = k.country
where
    p.article_id in (select name from given)
    and (p.geonames_id is not null or k.name is not null)
"""

_ORGANISATIONS = """
select
    o.article_id,
    'organisation' as kind,
    o.position,
    'organisation ' || concat_ws(' ', o.country, o.sector, k.name) as key,
    o.name,
    if(o.rule = 'noun-again' or starts_with(o.text, 'لل'), o.name, o.text) as surface,
    o.country,
    null::bigint as geonames_id
from organisations as o
inner join known_organisations as k
    on fold(o.name) = k.name
    and coalesce(o.country, '') = k.country
    and coalesce(o.sector, '') = k.sector
where o.article_id in (select name from given)
"""

# A full name has two parts or more: أبو علي or عبد الله alone is one. The role may stand at any of an
# article's mentions of the name; where they disagree on the country nothing is certain. An office-holder
# of the lexicon is meant by full name, and by family name alone in an article of that term.
_PEOPLE = r"""
with everyone as (
    select p.*, fold(p.name) as folded, a.published
    from people as p
    inner join articles as a on p.article_id = a.article_id
    where p.article_id in (select name from given)
),

holders as (
    select
        e.article_id,
        e.position,
        e.name as surface,
        any_value(t.name) as name,
        any_value(t.country) as country
    from everyone as e
    inner join office_terms as t
        on e.folded = t.surface
        and coalesce(e.country, t.country) = t.country
        and (not t.family or (e.published >= t.since and e.published < t.until))
    group by e.article_id, e.position, e.name
    having count(distinct (t.name, t.country)) = 1
),

named as (
    select *
    from everyone
    anti join holders using (article_id, position)
    where contains(regexp_replace(folded, '(^| )(ابو|ابن|بن|ام|عبد|ال) ', '\1', 'g'), ' ')
),

known as (
    select article_id, folded, any_value(country) as country
    from named
    group by article_id, folded
    having count(distinct country) = 1 and count(coalesce(role, rank)) > 0
)

select
    n.article_id,
    'person' as kind,
    n.position,
    'person ' || k.country || ' ' || n.folded as key,
    n.name,
    n.name as surface,
    k.country,
    null::bigint as geonames_id
from named as n
inner join known as k on n.article_id = k.article_id and n.folded = k.folded
union all
select
    article_id,
    'person' as kind,
    position,
    'person ' || country || ' ' || fold(name) as key,
    name,
    surface,
    country,
    null::bigint as geonames_id
from holders
"""

_LINKS = f"""
create or replace temp table links as
select *, sha256(key)[:16] as entity_id
from (({_PLACES}) union all ({_ORGANISATIONS}) union all ({_PEOPLE}))
"""

# What was counted before, and the links on top of it, or taken from it.
_COUNT = """
create or replace temp table counted as
with counts as (
    select * from ops.entity_names where entity_id in (select entity_id from links)
    union all
    select entity_id, kind, country, geonames_id, name, surface, {sign} as times from links
)

select entity_id, kind, country, geonames_id, name, surface, sum(times)::bigint as times
from counts
group by all
having sum(times) > 0
"""

_NAMED = """
create or replace temp table named as
with usual as (
    select entity_id, name
    from counted
    group by entity_id, name
    qualify row_number() over (partition by entity_id order by sum(times) desc, name asc) = 1
),

called as (
    select entity_id, name as alias from counted
    union
    select entity_id, surface from counted
),

aliases as (
    select c.entity_id, list(c.alias order by c.alias) as aliases
    from called as c
    inner join usual as u on c.entity_id = u.entity_id and c.alias <> u.name
    group by c.entity_id
)

select
    u.entity_id,
    any_value(c.kind) as kind,
    any_value(u.name) as name,
    coalesce(any_value(a.aliases), []) as aliases,
    min(c.country) as country,
    any_value(c.geonames_id) as geonames_id
from usual as u
inner join counted as c on u.entity_id = c.entity_id
left join aliases as a on u.entity_id = a.entity_id
group by u.entity_id
"""

_FORGET = """
delete from ops.entity_names where entity_id in (select entity_id from links)
"""

_GONE = """
delete from entities
where entity_id in (
    select entity_id from links
    where entity_id not in (select entity_id from named)
)
"""

_RENEW = """
insert or replace into entities by name
select * from named
except
select entity_id, kind, name, aliases, country, geonames_id from entities
"""


def link_entities(store: Store) -> int:
    """Bring ``entities`` and ``entity_mentions`` up to date; how many mentions are linked."""
    version = extractor_version()
    if store.query("select version from ops.entity_versions") != [(version,)]:
        with store.transaction():
            _link_all(store, version)
    elif names := waiting(store, "entity").names:
        with store.transaction():
            _link(store, names)
            done(store, "entity")
    [(count,)] = store.query("select count(*) from entity_mentions")
    return int(count)


def unlink_entities(store: Store, names: Collection[str]) -> None:
    """Take the links of articles out, while their mentions are still there; inside a transaction."""
    if names:
        with _linked(store, names):
            store.connection.execute(
                "delete from entity_mentions where article_id in (select name from given)"
            )
            _count(store, -1)


def _link_all(store: Store, version: str) -> None:
    # To empty a table with a key and fill it in one transaction takes DuckDB ten times as long.
    for table in ("entity_mentions", "entities", "ops/entity_names", "ops/entity_versions"):
        store.connection.execute(f"drop table {table.replace('/', '.')}")
        store.connection.execute((SQL / "tables" / f"{table}.sql").read_text())
    _link(store, [name for (name,) in store.query("select article_id from articles")])
    store.connection.execute("insert into ops.entity_versions values (?)", [version])
    done(store, "entity")


def _link(store: Store, names: Collection[str]) -> None:
    with _linked(store, names):
        store.connection.execute(
            "insert into entity_mentions select article_id, kind, position, entity_id from links"
        )
        _count(store, 1)


@contextmanager
def _linked(store: Store, names: Collection[str]) -> Iterator[None]:
    """Inside, a table ``links`` holds the links of these articles' mentions."""
    known = {
        "known_places": known_places(),
        "known_organisations": known_organisations(),
        "office_terms": office_terms(),
    }
    for table, rows in known.items():
        store.connection.register(table, rows)
    with store.given(names):
        store.connection.execute(_LINKS)
        yield
    for table in ("links", "counted", "named"):
        store.connection.execute(f"drop table {table}")
    for table in known:
        store.connection.unregister(table)


def _count(store: Store, sign: int) -> None:
    """Count the links in, or out, and name the entities by what is then counted."""
    store.connection.execute(_COUNT.format(sign=sign))
    store.connection.execute(_FORGET)
    store.connection.execute("insert into ops.entity_names select * from counted")
    for statement in (_NAMED, _GONE, _RENEW):
        store.connection.execute(statement)
