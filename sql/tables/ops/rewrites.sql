-- Aim: archive files that are being written anew, so that a crash on the way can be put right.
-- Grain: one row a file; empty when nothing is under way.
create table if not exists ops.rewrites (
    former varchar primary key,
    file varchar not null,
    is_done boolean not null
);

comment on table ops.rewrites is 'Archive files being written anew: one row a file';
comment on column ops.rewrites.is_done is 'Whether rows point at the new file already';
