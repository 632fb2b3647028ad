"""Links of stories: which articles of neighbouring days tell of one happening, by what they have in common."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pyarrow as pa

from flows.steps.storing.store import Store

_FORGET = """
delete from story_links
where a in (select article_id from story_marks semi join days using (published))
    or b in (select article_id from story_marks semi join days using (published))
    or a in (select name from given)
    or b in (select name from given)
returning a, b, weight
"""

# What more than one in fifty of a day's articles have, twelve at least, is no mark of one happening; what
# more than one in two hundred have, six at least, counts half. A person and a word of both headlines are
# enough, or an event and its place, or casualties, their place and what befell them; otherwise it takes
# more, and of the places two count. Whatever else they share, a headline's word must stand in the other's
# headline or lead. How few articles of the day have a mark is its evidence: all of it where two have it, none
# where as many as may. An article that names half the world shares something with everyone: so the less of
# all marks the common ones are, the more they and the words among them must tell. Where nobody is common,
# though both name people, or neither person, place nor event is, the words must tell by themselves.
# Articles of one day whose headlines are much alike need but a person, place or event in common. What one
# paper tells twice is one happening only where both name the event: else it is a column, a market's report,
# a club's news of the day. Leads that name different days tell of one happening only where its place or
# event is the same: else it is a market's next day, a club's next training.
_LINKS = """
with near as (
    select *
    from story_marks
    where published in (select unnest([published - 1, published, published + 1]) from days)
),

busy as (
    select published, count(distinct article_id) as count_articles from near group by published
),

held as (
    select
        n.*,
        b.count_articles,
        count(*) over (partition by n.published, n.kind, n.mark) as count_holders
    from near as n
    inner join busy as b on n.published = b.published
),

telling as (
    select
        *,
        count_holders > greatest(6, 0.005 * count_articles) as is_common,
        least(1, 1 - ln(count_holders / 2) / ln(greatest(12, 0.02 * count_articles))) as rarity
    from held
    where count_holders <= greatest(12, 0.02 * count_articles) and kind <> 'day'
),

days_named as (
    select article_id, list(mark) as days from near where kind = 'day' group by article_id
),

pairs as (
    select
        m.article_id as a,
        n.article_id as b,
        abs(m.published - n.published) as days_apart,
        m.kind,
        least((length(m.printed), m.printed), (length(n.printed), n.printed))[2] as printed,
        m.kind = 'word' and not m.is_in_lead and not n.is_in_lead as is_in_headlines,
        if(is_in_headlines, 2, least(m.weight, n.weight)) // if(m.is_common or n.is_common, 2, 1) as weight,
        least(m.rarity, n.rarity) * case
            when m.kind in ('person', 'event') or is_in_headlines then 4
            when m.kind in ('organisation', 'place', 'toll') then 2
            else 1.5
        end as evidence
    from telling as m
    inner join telling as n on m.kind = n.kind and m.mark = n.mark
    where
        m.article_id < n.article_id
        and abs(m.published - n.published) <= 1
        and not (m.is_in_lead and n.is_in_lead)
        and (
            m.published in (select published from days)
            or n.published in (select published from days)
        )
),

linked as (
    select
        a,
        b,
        any_value(days_apart) as days_apart,
        sum(weight)::integer as weight,
        round(sum(evidence), 6) as evidence,  -- a sum of fractions depends on their order
        round(sum(evidence) filter (where kind = 'word'), 6) as word_evidence,
        count(*) filter (where kind = 'toll') > 1 as is_same_toll,
        count(*) filter (where is_in_headlines) as headline_words,
        headline_words >= 3
        and any_value(days_apart) = 0
        and count(*) filter (where kind in ('person', 'place', 'event')) > 0
            as is_headline,
        round(sum(evidence), 6) >= 6
        and sum(weight) - 2 * greatest(0, count(*) filter (where kind = 'place') - 2)
        >= case
            when count(*) filter (where kind = 'event' or (kind = 'person' and weight = 4)) = 0
                then if(count(*) filter (where kind = 'toll') = 0, 8, 7)
            when count(*) filter (where kind = 'event' or is_in_headlines) = 0 then 8
            else 6
        end as is_much,
        list(printed order by printed) filter (where kind = 'person') as people,
        list(printed order by printed) filter (where kind = 'organisation') as organisations,
        list(printed order by printed) filter (where kind = 'place') as places,
        list(printed order by printed) filter (where kind = 'event') as events,
        list(printed order by printed) filter (where kind in ('toll', 'figure')) as figures,
        list(printed order by printed) filter (where kind = 'word') as words
    from pairs
    group by a, b
    having
        count(distinct kind) >= 2
        and count(*) filter (where kind = 'word') >= 1
        and (is_headline or is_much)
),

totals as (
    select
        article_id,
        sum(weight // if(is_common, 2, 1)) as weight,
        count(*) filter (where kind = 'person') as count_people
    from telling
    where not is_in_lead and kind <> 'figure'
    group by article_id
),

headlines as (
    select article_id, count(*) as words
    from near
    where kind = 'word' and not is_in_lead
    group by article_id
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
    coalesce(l.figures, []) as figures,
    l.words
from linked as l
inner join totals as ta on l.a = ta.article_id
inner join totals as tb on l.b = tb.article_id
inner join articles as ra on l.a = ra.article_id
inner join articles as rb on l.b = rb.article_id
left join headlines as ha on l.a = ha.article_id
left join headlines as hb on l.b = hb.article_id
left join days_named as da on l.a = da.article_id
left join days_named as db on l.b = db.article_id
where
    (ra.publisher <> rb.publisher or l.events is not null)
    and (
        coalesce(l.places, l.events) is not null
        or da.days is null
        or db.days is null
        or list_has_any(da.days, db.days)
    )
    and (
        (l.is_headline and l.headline_words >= 0.6 * (ha.words + hb.words - l.headline_words))
        or (
            l.is_much
            and (
                l.people is not null
                or l.word_evidence >= 4
                or (
                    coalesce(l.places, l.events) is not null
                    and least(ta.count_people, tb.count_people) < 2
                )
            )
            and l.weight >= 0.4 * least(ta.weight, tb.weight)
            and l.weight >= 0.25 * greatest(ta.weight, tb.weight)
            and (
                (l.is_same_toll and l.places is not null)
                or round(
                    least(0.5, l.weight / greatest(ta.weight, tb.weight))
                    + l.word_evidence / 10
                    + l.evidence / 50, 6
                ) >= 0.8
            )
        )
    )
returning a, b, weight
"""


def link_days(store: Store, days: Collection[date], names: Collection[str]) -> set[str]:
    """Links anew of all articles of these days, and of these names; whose links changed."""
    store.connection.register("days", pa.table({"published": pa.array(days, pa.date32())}))
    with store.given(names):
        former = set(store.query(_FORGET))
    now = set(store.query(_LINKS))
    store.connection.unregister("days")
    return {name for *link, _ in former ^ now for name in link}
