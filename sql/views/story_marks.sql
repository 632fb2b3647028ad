-- Aim: what tells an article's happening from others: who, where, which event, what headline.
-- Grain: one row an article and mark.
-- Limits: countries and single names tell too little and are left out. A headline's words are
-- compared from five letters on, without the article, and leave out those of names.
create or replace view story_marks as
with headline_words as (
    select
        article_id,
        unnest(regexp_extract_all(fold(headline), '[\pL]+')) as printed
    from articles
),

words as (
    select
        article_id,
        regexp_replace(printed, '^[وف]?(لل|[بكل]?ال)', '') as word
    from headline_words
),

names as (
    select
        article_id,
        name
    from people
    union all
    select
        article_id,
        name
    from organisations
    union all
    select
        article_id,
        name
    from places
),

name_words as (
    select
        article_id,
        unnest(regexp_extract_all(fold(name), '[\pL]+')) as printed
    from names
),

marks as (
    select
        article_id,
        'person' as kind,
        name as mark
    from people
    where name like '% %'
    union
    select
        article_id,
        'organisation' as kind,
        name as mark
    from organisations
    union
    select
        article_id,
        'place' as kind,
        name as mark
    from places
    where rule <> 'country-name' and acts_as is null
    union
    select
        e.article_id,
        'event' as kind,
        concat_ws(' ', e.event_type, e.mode, e.place) as mark
    from events as e
    left join places as p
        on e.article_id = p.article_id and e.place = p.name and p.rule = 'country-name'
    where e.status = 'actual' and e.place is not null and p.name is null
    union
    select
        w.article_id,
        'word' as kind,
        w.word as mark
    from words as w
    left join name_words as n
        on
            w.article_id = n.article_id
            and w.word = regexp_replace(n.printed, '^[وف]?(لل|[بكل]?ال)', '')
    where length(w.word) >= 5 and n.printed is null
)

select
    a.article_id,
    a.published,
    m.kind,
    m.mark,
    if(m.kind in ('person', 'event'), 2, 1) as weight
from marks as m
inner join articles as a on m.article_id = a.article_id
where a.published is not null;

comment on view story_marks is 'What tells an article''s happening: one row an article and mark';
