-- Aim: dates tell which printed weekday contradicts them; those read before stay null until then.
alter table dates add column weekday_conflict varchar;
