-- Aim: what one carrier of a text changed: words left out, added, reworded, and the headline.
-- Grain: one row a change between two near-duplicates; the one published first is the original.
-- Limits: a sentence that was moved is left out in one place and added in another.
create or replace view differences as
with pairs as (
    select
        n.a,
        n.b,
        n.b = arg_min(p.article_id, (coalesce(p.published_at, 'infinity'), p.article_id))
            as is_turned
    from near_duplicates as n
    inner join articles as p on n.a = p.article_id or n.b = p.article_id
    group by n.a, n.b
),

edges as (
    select
        a,
        b,
        a_start,
        a_end,
        b_start,
        b_end
    from shared_passages
    union all
    select
        pairs.a,
        pairs.b,
        length(x.text) as a_start,
        length(x.text) as a_end,
        length(y.text) as b_start,
        length(y.text) as b_end
    from pairs
    inner join articles as x on pairs.a = x.article_id
    inner join articles as y on pairs.b = y.article_id
),

gaps as (
    select
        a,
        b,
        lag(a_end, 1, 0) over before as a_start,
        a_start as a_end,
        lag(b_end, 1, 0) over before as b_start,
        b_start as b_end
    from edges
    window before as (partition by a, b order by a_start, a_end, b_start)
),

turned as (
    select
        if(p.is_turned, g.b, g.a) as original,
        if(p.is_turned, g.a, g.b) as carrier,
        if(p.is_turned, g.b_start, g.a_start) as original_start,
        if(p.is_turned, g.b_end, g.a_end) as original_end,
        if(p.is_turned, g.a_start, g.b_start) as carrier_start,
        if(p.is_turned, g.a_end, g.b_end) as carrier_end
    from gaps as g
    inner join pairs as p on g.a = p.a and g.b = p.b
),

worded as (
    select
        t.*,
        trim(substring(o.text, t.original_start + 1, t.original_end - t.original_start), e' \n')
            as original_text,
        trim(substring(c.text, t.carrier_start + 1, t.carrier_end - t.carrier_start), e' \n')
            as carrier_text
    from turned as t
    inner join articles as o on t.original = o.article_id
    inner join articles as c on t.carrier = c.article_id
),

changes as (
    select
        *,
        case
            when not regexp_matches(carrier_text, '[\pL\pN]') then 'left out'
            when not regexp_matches(original_text, '[\pL\pN]') then 'added'
            else 'reworded'
        end as change
    from worded
    where regexp_matches(original_text || carrier_text, '[\pL\pN]')
    union all by name
    select
        if(p.is_turned, p.b, p.a) as original,
        if(p.is_turned, p.a, p.b) as carrier,
        if(p.is_turned, y.headline, x.headline) as original_text,
        if(p.is_turned, x.headline, y.headline) as carrier_text,
        'headline' as change
    from pairs as p
    inner join articles as x on p.a = x.article_id
    inner join articles as y on p.b = y.article_id
    where x.headline <> y.headline
)

select
    o.publisher as original_publisher,
    c.publisher as carrier_publisher,
    d.change,
    d.original_text,
    d.carrier_text,
    d.original,
    d.carrier,
    d.original_start,
    d.original_end,
    d.carrier_start,
    d.carrier_end
from changes as d
inner join articles as o on d.original = o.article_id
inner join articles as c on d.carrier = c.article_id
order by d.original asc, d.carrier asc, d.original_start asc nulls first, d.carrier_start asc;

comment on view differences is 'What one carrier of a text changed: one row a change';
comment on column differences.change is 'headline, left out, added or reworded';
comment on column differences.original_start is 'Offset into the original''s text; null for headlines';
