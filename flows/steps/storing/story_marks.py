"""Marks of a story: what an article names, counts and is about, by which its happening is known again."""

from __future__ import annotations

import pyarrow as pa

from extractors.rules import load_rows
from extractors.text import fold
from flows.steps.storing.store import Store

# What is written onto a word: a conjunction, the article, prepositions; four letters at least are left.
_WORD = r"regexp_replace(printed, '^(?:[وف]?(?:لل|[بكل]?ال))?[وفبلك]*(.{4,})$', '\1')"
_PRINTED = r"unnest(regexp_extract_all(fold({}), '[\pL]+')) as printed"

# The words of names and roles are left out: persons and places are marks themselves. A word that the
# lexicon of everyday words does not have says more. A count of ten or more is a mark of its own; that
# people died or were arrested is one whatever their number.
_MARKS = f"""
with told as (
    select *
    from articles
    where article_id in (select name from given) and published is not null
),

names as (
    select article_id, concat_ws(' ', name, text, role, role_organisation) as name from people
    union all
    select article_id, concat_ws(' ', name, text) from organisations
    union all
    select article_id, concat_ws(' ', name, text) from places
),

name_words as (
    select distinct article_id, {_WORD} as word
    from (
        select article_id, {_PRINTED.format("name")}
        from names
        where article_id in (select name from given)
    )
),

printed_words as (
    select article_id, false as is_in_lead, {_PRINTED.format("headline")} from told
    union all
    select article_id, true as is_in_lead, {_PRINTED.format("trim(text)[:250]")} from told
),

everyday as (
    select distinct {_WORD} as word from lexicon
),

words as (
    select article_id, {_WORD} as mark, min(is_in_lead) as is_in_lead
    from printed_words
    anti join (select printed from lexicon where is_particle) using (printed)
    where length(printed) >= 4
    group by all
),

marks as (
    select article_id, 'person' as kind, name as mark, 4 as weight, false as is_in_lead
    from people
    where name like '% %'
    union all
    select article_id, 'organisation', name, 2, false from organisations
    union all
    select article_id, 'place', name, 2, false
    from places
    where rule <> 'country-name' and acts_as is null
    union all
    select e.article_id, 'event', concat_ws(' ', e.event_type, e.mode, e.place), 4, false
    from events as e
    left join places as p
        on e.article_id = p.article_id and e.place = p.name and p.rule = 'country-name'
    where e.status = 'actual' and e.place is not null and p.name is null
    union all
    select article_id, 'toll', role, 2, false from quantities where role is not null
    union all
    select
        article_id,
        'figure',
        concat_ws(' ', value, coalesce(role, nullif(unit, 'item'), fold(counted))),
        2,
        false
    from quantities
    where value >= 10
    union all
    select w.article_id, 'word', w.mark, if(e.word is null, 2, 1), w.is_in_lead
    from words as w
    left join everyday as e on w.mark = e.word
    anti join name_words as n on w.article_id = n.article_id and w.mark = n.word
    anti join name_words as m on w.article_id = m.article_id and w.mark[2:] = m.word
)

insert into story_marks by name
select distinct a.article_id, a.published, m.kind, m.mark, m.weight, m.is_in_lead
from marks as m
inner join told as a on m.article_id = a.article_id
"""


def mark_articles(store: Store, names: list[str]) -> None:
    """Put the marks of these articles into ``story_marks`` in place of those they had."""
    lexicon = {
        (fold(row["surface"]), row["class"] == "particle") for row in load_rows("common_words")
    }
    printed, is_particle = zip(*sorted(lexicon), strict=True)
    store.delete("story_marks", "article_id", names)
    store.connection.register("lexicon", pa.table({"printed": printed, "is_particle": is_particle}))
    with store.given(names):
        store.connection.execute(_MARKS)
    store.connection.unregister("lexicon")
