-- Aim: what was taken out of store and archive for good, and is never brought back.
-- Grain: one row a name: a canonical address, or a publisher's id.
create table if not exists ops.forgotten (
    name varchar primary key,
    asked varchar not null,
    forgotten_at timestamptz not null
);

comment on table ops.forgotten is 'What was taken out for good and is never brought back: one row a name';
comment on column ops.forgotten.name is 'A canonical address, or a publisher''s id';
comment on column ops.forgotten.asked is 'The name it was forgotten by';
