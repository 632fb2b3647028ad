-- Aim: which paper carries whose text, and how long after it.
-- Grain: one row a paper and where its copies come from: an agency, else another paper.
-- Limits: where an agency is credited the delay counts from the first carrier; a paper that prints
-- its own text again is left out.
create or replace view who_copies_whom as
with carried as (
    select
        a.publisher,
        coalesce(o.publisher, c.syndicated_from) as copied_from,
        o.publisher is null as is_agency,
        date_diff('minute', min(a.published_at) over (partition by c.cluster), a.published_at)
            as minutes_after
    from clusters as c
    inner join articles as a on c.article_id = a.article_id
    left join articles as o on c.syndicated_from = o.article_id
)

select
    publisher,
    copied_from,
    is_agency,
    count(*) as count_articles,
    median(minutes_after) as median_minutes_after,
    max(minutes_after) as max_minutes_after
from carried
where copied_from is not null and copied_from <> publisher
group by all
order by count_articles desc, publisher asc, copied_from asc;

comment on view who_copies_whom is 'Which paper carries whose text: one row a paper and origin';
comment on column who_copies_whom.median_minutes_after is 'From the first carrier of each text';
