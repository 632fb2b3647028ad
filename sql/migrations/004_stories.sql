-- Articles are linked by more, and by what few articles of their day have: all are linked anew.
drop view if exists story_marks cascade;
drop table story_links;
drop table if exists ops.storied;
