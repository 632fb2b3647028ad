-- Aim: a feed's wishes (ttl, hours and days to skip) outlive answers without a body.
alter table ops.feeds add column if not exists ttl_seconds double default 0;
alter table ops.feeds add column if not exists skip_hours integer[] default [];
alter table ops.feeds add column if not exists skip_days integer[] default [];
