-- Aim: what each run did.
-- Grain: one row a run; a run without finished_at is under way or was killed.
create table if not exists ops.runs (
    run_id varchar primary key,
    flow varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    status varchar not null,
    publishers integer,
    requests integer,
    failed_requests integer,
    pages_read integer,
    articles_new integer,
    articles_changed integer,
    pages_without_article integer,
    message varchar
);

comment on table ops.runs is 'What each run did: one row a run';
comment on column ops.runs.status is 'running, completed, failed or crashed';
