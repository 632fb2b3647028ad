-- Aim: dated sentences in the order of what they tell.
-- Grain: one row a date expression that has a day, month or year.
create or replace view timeline as
select
    d.value as date,
    context(d.article_id, d.span_start, d.span_end) as context,
    a.publisher,
    a.published,
    a.headline,
    c.count_carriers,
    d.article_id,
    d.position
from dates as d
inner join articles as a on d.article_id = a.article_id
inner join carriers as c on d.article_id = c.article_id
where
    c.is_counted
    and d.timex_type in ('DATE', 'TIME')
    and regexp_matches(d.value, '^[0-9]{4}')
order by date asc, d.article_id asc, d.position asc;

comment on view timeline is 'Dated sentences in order of their dates';
