-- Aim: what the latest runs did, newest first.
-- Grain: one row a run.
create or replace view run_report as
select
    run_id,
    flow,
    status,
    started_at,
    date_diff('second', started_at, finished_at) as seconds,
    publishers,
    requests,
    failed_requests,
    pages_read,
    articles_new,
    articles_changed,
    pages_without_article,
    message
from ops.runs
order by started_at desc;

comment on view run_report is 'What the latest runs did: one row a run';
