-- Aim: which feeds live, and which answer without bringing news.
-- Grain: one row a feed that was asked at least once.
-- Limits: ages are measured at the last poll of any feed, not at the reader's clock; answers are
-- counted over the thirty days before it.
create or replace view feed_health as
with newest_polls as (
    select *
    from ops.polls
    where items is not null
    qualify row_number() over (
        partition by url
        order by polled_at desc
    ) = 1
),

answered as (
    select
        url,
        count(*) filter (where status between 200 and 299) as answers_2xx,
        count(*) filter (where status between 300 and 399) as answers_3xx,
        count(*) filter (where status between 400 and 499) as answers_4xx,
        count(*) filter (where status >= 500) as answers_5xx,
        count(*) filter (where status is null) as unanswered
    from ops.fetches
    where
        purpose = 'feed'
        and fetched_at > (select max(polls.polled_at) from ops.polls) - interval 30 day
    group by url
),

measured as (
    select
        f.publisher,
        f.url,
        f.kind,
        f.polled_at,
        f.answered_at,
        n.newest_at,
        n.items,
        n.items_a_day,
        p.articles_a_day as expected_a_day,
        n.arabic_share,
        n.duplicate_items,
        round(n.duplicate_items / nullif(n.items + n.duplicate_items, 0), 3) as duplicate_share,
        a.answers_2xx,
        a.answers_3xx,
        a.answers_4xx,
        a.answers_5xx,
        a.unanswered,
        r.verdict as robots,
        f.soft_failures,
        f.hard_failures,
        f.resting_until,
        f.resting_reason,
        date_diff('hour', n.newest_at, max(f.polled_at) over ()) as hours_since_newest,
        date_diff('hour', f.answered_at, max(f.polled_at) over ()) as hours_since_answer
    from ops.feeds as f
    left join newest_polls as n on f.url = n.url
    left join publishers as p on f.publisher = p.publisher
    left join answered as a on f.url = a.url
    left join ops.robots as r on lower(regexp_extract(f.url, '^https?://[^/]+')) = r.origin
    where f.polled_at is not null
)

select
    *,
    case
        when hours_since_answer > 72 or answered_at is null then 'dead'
        when items = 0 then 'empty'
        when arabic_share < 0.5 then 'not Arabic'
        when hours_since_newest > greatest(72, 24 * 5 / coalesce(expected_a_day, 1)) then 'frozen'
    end as flag
from measured
order by flag asc nulls last, publisher asc, url asc;

comment on view feed_health is 'Which feeds live, and which answer without news: one row a feed';
comment on column feed_health.robots is 'what robots.txt amounts to: rules, allowed or wait';
comment on column feed_health.flag is 'dead, empty, not Arabic, frozen, or null where all is well';
