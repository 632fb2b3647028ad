"""Entities: mentions are linked to the actor or place they name, where that is certain.

Links are made anew from the whole store, so they are the same however often and in whatever order
pages were read.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from extractors.naming import office_holders
from extractors.rules import load_rows
from extractors.text import fold
from flows.steps.storing.store import Store

# Names of the lexicon that are one body's even where the lexicon gives no country.
_OWN_NAMES = ("JRN", "BUS", "EDU")

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
where p.geonames_id is not null or k.name is not null
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
"""

# A full name has two parts or more: أبو علي or عبد الله alone is one. The role may stand at any of an
# article's mentions of the name; where they disagree on the country nothing is certain. An office-holder
# of the lexicon is meant by full name, and by family name alone in an article of that term.
_PEOPLE = r"""
with everyone as (
    select p.*, fold(p.name) as folded, a.published
    from people as p
    inner join articles as a on p.article_id = a.article_id
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

_ENTITIES = """
insert into entities by name
with counted as (
    select entity_id, name, count(*) as times
    from links
    group by all
),

usual as (
    select entity_id, name
    from counted
    qualify row_number() over (partition by entity_id order by times desc, name asc) = 1
),

called as (
    select entity_id, name as alias from links
    union
    select entity_id, surface from links
)

select
    u.entity_id,
    u.name,
    (select any_value(l.kind) from links as l where l.entity_id = u.entity_id) as kind,
    (select min(l.country) from links as l where l.entity_id = u.entity_id) as country,
    (select any_value(l.geonames_id) from links as l where l.entity_id = u.entity_id) as geonames_id,
    list_sort(coalesce(
        (select list(c.alias) from called as c where c.entity_id = u.entity_id and c.alias <> u.name),
        []
    )) as aliases
from usual as u
"""


def link_entities(store: Store) -> int:
    """Fill ``entities`` and ``entity_mentions`` anew from the store; how many mentions are linked."""
    connection = store.connection
    connection.register("known_places", _table(("name", "country"), _known_places()))
    connection.register(
        "known_organisations", _table(("name", "country", "sector"), _known_organisations())
    )
    connection.register("office_terms", _office_terms())
    with store.transaction():
        connection.execute(_LINKS)
        connection.execute("delete from entity_mentions")
        connection.execute(
            "insert into entity_mentions select article_id, kind, position, entity_id from links"
        )
        connection.execute("delete from entities")
        connection.execute(_ENTITIES)
        connection.execute("drop table links")
    connection.unregister("known_places")
    connection.unregister("known_organisations")
    connection.unregister("office_terms")
    [(count,)] = store.query("select count(*) from entity_mentions")
    return int(count)


def _known_places() -> Iterator[tuple[str, ...]]:
    """Each place of the lexicon that lies in one country, by the name its mentions carry."""
    for row in load_rows("places"):
        if row["country"]:
            yield fold(row["names"].split("|")[0]), row["country"]


def _known_organisations() -> Iterator[tuple[str, ...]]:
    """The organisations whose name is theirs alone: not bodies that every country has."""
    for row in load_rows("organisations"):
        if row["country"] or row["sector"] in _OWN_NAMES:
            yield fold(row["name"]), row["country"], row["sector"]


def _office_terms() -> pa.Table:
    """Every spelling of an office-holder with the terms it stands for."""
    rows = [{"surface": surface, **term._asdict()} for surface, term in office_holders.terms()]
    return pa.Table.from_pylist(rows)


def _table(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> pa.Table:
    """The rows, each once."""
    return pa.Table.from_pylist(
        [dict(zip(columns, row, strict=True)) for row in dict.fromkeys(rows)],
        schema=pa.schema([(column, pa.string()) for column in columns]),
    )
