-- Aim: what an operator should look at, since when, until when.
-- Grain: one row an alarm; one that still stands has no ended_at.
create table if not exists ops.alarms (
    kind varchar not null,
    subject varchar not null,
    raised_at timestamptz not null,
    ended_at timestamptz,
    message varchar not null,
    primary key (kind, subject, raised_at)
);

comment on table ops.alarms is 'What an operator should look at: one row an alarm';
comment on column ops.alarms.kind is 'run.failed, check.failed, publisher.silent or publisher.collapsed';
comment on column ops.alarms.subject is 'The flow, the check, or the publisher';
