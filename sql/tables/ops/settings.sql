-- Aim: what the views need to know of the operator's choices.
-- Grain: one row.
create table if not exists ops.settings (
    timezone varchar not null
);

comment on table ops.settings is 'The operator''s choices the views read: one row';
comment on column ops.settings.timezone is 'The timezone in which days are counted';
