"""Marks of a story: what an article names, counts and is about, by which its happening is known again."""

from __future__ import annotations

import pyarrow as pa

from extractors.rules import load_rows
from extractors.text import fold
from flows.steps.storing.store import Store
from flows.steps.storing.unlinked import Unlinked

# What is written onto a word: a conjunction, the article, prepositions; four letters at least are left.
_WORD = r"regexp_replace({}, '^(?:[وف]?(?:لل|[بكل]?ال))?[وفبلك]*(.{{4,}})$', '\1')"
_PRINTED = r"unnest(regexp_extract_all({}, '[\pL\p{{M}}ـ]+')) as printed"

# Who speaks for a body tells all its news; whom one meets says more than that they met.
_SPEAKS = "regexp_matches(role, '(^|[ وال])(متحدث|ناطق)')"
_LISTS = (
    "^\\W*(موجز|باختصار|متفرقات|عناوين|اخبارهم|اخبار (قصيره|متفرقه|سريعه)|جوله الصحافه|اقوال الصحف)"
)

# A day that the lead names by its weekday or date, and that has just been.
_DAY = """
select d.article_id, d.value[:10] as mark
from dates as d
inner join told as a on d.article_id = a.article_id
where
    d.span_start < 250
    and regexp_matches(d.value, '^\\d{4}-\\d\\d-\\d\\d(T|$)')
    and (
        d.rule in ('day-month', 'day-month-year', 'hijri-day', 'numeric-day')
        or regexp_matches(fold(d.text), 'الاحد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت')
    )
    and try_cast(d.value[:10] as date) between a.published - 2 and a.published
"""

# The words of names and roles are left out: persons and places are marks themselves. A word that the
# lexicon of everyday words does not have says more, one of visits and messages nothing. A count of ten or more is a mark of its own; that
# people died or were arrested is one whatever their number. Lists of unlike news have no marks.
_MARKS = f"""
with told as (
    select *
    from articles
    where
        article_id in (select name from given)
        and published is not null
        and not regexp_matches(fold(headline), '{_LISTS}')
),

persons as (
    select article_id, name, text, role, role_organisation
    from people
    where article_id in (select name from given)
),

bodies as (
    select article_id, name, text from organisations where article_id in (select name from given)
),

spots as (
    select article_id, name, text, rule, acts_as
    from places
    where article_id in (select name from given)
),

counts as (
    select article_id, text, value, unit, counted, role
    from quantities
    where article_id in (select name from given) and (role is not null or value >= 10)
),

names as (
    select article_id, concat_ws(' ', name, text, role, role_organisation) as name from persons
    union all
    select article_id, concat_ws(' ', name, text) from bodies
    union all
    select article_id, concat_ws(' ', name, text) from spots
),

name_words as (
    select distinct article_id, {_WORD.format("printed")} as word
    from (select article_id, {_PRINTED.format("fold(name)")} from names)
),

printed_words as (
    select article_id, false as is_in_lead, {_PRINTED.format("headline")} from told
    union all
    select article_id, true as is_in_lead, {_PRINTED.format("trim(text)[:250]")} from told
),

folded_words as (
    select article_id, is_in_lead, printed, fold(printed) as folded from printed_words
),

stems as (
    select distinct {_WORD.format("printed")} as word, kind from lexicon
),

words as (
    select
        article_id,
        {_WORD.format("folded")} as mark,
        min(is_in_lead) as is_in_lead,
        arg_min(printed, (is_in_lead, length(printed), printed)) as printed
    from folded_words
    anti join (select printed as folded from lexicon where kind = 'particle') using (folded)
    where length(folded) >= 4
    group by all
),

marks as (
    select
        article_id,
        'person' as kind,
        replace(fold(name), 'عبد ال', 'عبدال') as mark,
        min(name) as printed,
        if(bool_or({_SPEAKS}), 2, 4) as weight,
        false as is_in_lead
    from persons
    where name like '% %'
    group by all
    union all
    select article_id, 'organisation', name, name, 2, false from bodies
    union all
    select article_id, 'place', name, name, 2, false
    from spots
    where rule <> 'country-name' and acts_as is null
    union all
    select
        e.article_id,
        'event',
        concat_ws(' ', e.event_type, e.mode, e.place) as mark,
        mark,
        if(e.event_type = 'CONSULT', 2, 4),
        false
    from events as e
    left join spots as p
        on e.article_id = p.article_id and e.place = p.name and p.rule = 'country-name'
    where
        e.article_id in (select name from given)
        and e.status = 'actual'
        and e.place is not null
        and p.name is null
    union all
    select article_id, 'toll', role, role, 2, false from counts where role is not null
    union all
    select
        article_id,
        'figure',
        concat_ws(' ', value, coalesce(role, nullif(unit, 'item'), fold(counted))) as mark,
        min(text),
        2,
        false
    from counts
    where value >= 10
    group by article_id, mark
    union all
    select article_id, 'day', mark, mark, 0, true from ({_DAY})
    union all
    select w.article_id, 'word', w.mark, w.printed, if(e.word is null, 2, 1), w.is_in_lead
    from words as w
    left join (select distinct word from stems) as e on w.mark = e.word
    anti join (select word from stems where kind = 'protocol') as p on w.mark = p.word
    anti join name_words as n on w.article_id = n.article_id and w.mark = n.word
    anti join name_words as m on w.article_id = m.article_id and w.mark[2:] = m.word
)

insert into story_marks by name
select distinct a.article_id, a.published, m.kind, m.mark, m.printed, m.weight, m.is_in_lead
from marks as m
inner join told as a on m.article_id = a.article_id
"""


# Day by day, since the marks of a day lie together.
_FORGET = """
delete from story_marks
where published in (select published from days) and article_id in (select name from given)
"""


def mark_articles(store: Store, read: Unlinked) -> None:
    """Put the marks of these articles into ``story_marks`` in place of those they had."""
    lexicon = {(fold(row["surface"]), row["class"]) for row in load_rows("common_words")}
    lexicon |= {(fold(row["surface"]), "protocol") for row in load_rows("protocol_words")}
    printed, kind = zip(*sorted(lexicon), strict=True)
    store.connection.register("lexicon", pa.table({"printed": printed, "kind": kind}))
    store.connection.register("days", pa.table({"published": pa.array(read.days, pa.date32())}))
    with store.given(read.names):
        if read.days:
            store.connection.execute(_FORGET)
        store.connection.execute(_MARKS)
    store.connection.unregister("days")
    store.connection.unregister("lexicon")
