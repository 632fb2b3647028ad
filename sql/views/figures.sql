-- Aim: quantities with what they count and the place and date told in the same sentence.
-- Grain: one row a quantity, copies of a text left out.
-- Limits: place and date are the nearest of the sentence, not proven to belong to the figure.
create or replace view figures as
with sentenced as (
    select
        q.*,
        s.span_start as sentence_start,
        s.span_end as sentence_end
    from quantities as q
    inner join sentences as s
        on
            q.article_id = s.article_id
            and q.span_start >= s.span_start
            and q.span_start < s.span_end
)

select
    a.published,
    a.publisher,
    q.value,
    q.value_max,
    q.approximation,
    q.unit,
    q.counted,
    q.role,
    q.period,
    (
        select p.name
        from places as p
        where
            p.article_id = q.article_id
            and p.span_start >= q.sentence_start
            and p.span_start < q.sentence_end
        order by abs(p.span_start - q.span_start) asc
        limit 1
    ) as place,
    (
        select d.value
        from dates as d
        where
            d.article_id = q.article_id
            and d.timex_type = 'DATE'
            and d.span_start >= q.sentence_start
            and d.span_start < q.sentence_end
        order by abs(d.span_start - q.span_start) asc
        limit 1
    ) as date,
    context(q.article_id, q.span_start, q.span_end) as context,
    c.count_carriers,
    q.article_id,
    q.position
from sentenced as q
inner join articles as a on q.article_id = a.article_id
inner join carriers as c on q.article_id = c.article_id
where c.is_counted
order by a.published desc nulls last, q.article_id asc, q.position asc;

comment on view figures is 'Figures with role, place and date of their sentence';
