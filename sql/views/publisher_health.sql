-- Aim: which papers have fallen silent, and of which less is read than usual.
-- Grain: one row a publisher that was asked at least once.
-- Limits: ages are measured at the last poll of any feed, not at the reader's clock. The last day
-- is held against the thirty before it; a collapse is told from eight pages on.
create or replace view publisher_health as
with clock as (
    select max(polled_at) as moment from ops.polls
),

asked as (
    select
        publisher,
        min(polled_at) as first_asked_at,
        max(polled_at) as last_asked_at
    from ops.polls
    group by publisher
),

pages as (
    select
        f.publisher,
        f.fetched_at,
        f.fetched_at > c.moment - interval 1 day as is_recent,
        r.article_id is not null as is_article,
        length(a.text) as letters
    from ops.fetches as f
    cross join clock as c
    inner join ops.readings as r on f.id = r.fetch_id
    left join articles as a on r.article_id = a.article_id
    where f.fetched_at > c.moment - interval 31 day
),

yields as (
    select
        publisher,
        max(fetched_at) filter (where is_article) as newest_article_at,
        count(*) filter (where is_recent) as pages_day,
        count(*) filter (where not is_recent) as pages_before,
        avg(is_article::integer) filter (where is_recent) as share_day,
        avg(is_article::integer) filter (where not is_recent) as share_before,
        median(letters) filter (where is_recent) as letters_day,
        median(letters) filter (where not is_recent) as letters_before
    from pages
    group by publisher
)

select
    a.publisher,
    p.articles_a_day as expected_a_day,
    y.newest_article_at,
    date_diff('hour', coalesce(y.newest_article_at, a.first_asked_at), c.moment) as hours_silent,
    coalesce(y.pages_day, 0) as pages_day,
    coalesce(y.pages_before, 0) as pages_before,
    round(y.share_day, 2) as share_day,
    round(y.share_before, 2) as share_before,
    y.letters_day,
    y.letters_before,
    case
        when a.last_asked_at < c.moment - interval 2 day then null
        when
            date_diff('hour', coalesce(y.newest_article_at, a.first_asked_at), c.moment)
            > greatest(72, 24 * 5 / coalesce(nullif(p.articles_a_day, 0), 1))
            then 'silent'
        when y.pages_day < 8 or y.pages_before < 8 then null
        when y.share_before >= 0.4 and y.share_day < y.share_before / 2 then 'collapsed'
        when y.letters_day < y.letters_before / 3 then 'collapsed'
    end as flag
from asked as a
cross join clock as c
left join publishers as p on a.publisher = p.publisher
left join yields as y on a.publisher = y.publisher
order by flag asc nulls last, a.publisher asc;

comment on view publisher_health is 'Papers gone silent or read worse than usual: one row a publisher';
comment on column publisher_health.share_day is 'Pages of the last day that gave an article';
comment on column publisher_health.flag is 'silent, collapsed, or null where all is well';
