-- Aim: hosts that asked for rest or fail again and again.
-- Grain: one row a host.
create table if not exists ops.hosts (
    host varchar not null,
    failures integer not null,
    resting_until timestamptz,
    reason varchar,
    primary key (host)
);

comment on table ops.hosts is 'Hosts that asked for rest or fail again and again: one row a host';
