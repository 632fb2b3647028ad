-- Which articles a story has is told anew where an article's place among the others changed.
alter table if exists ops.storied add column if not exists place varchar;
