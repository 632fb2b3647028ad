-- Stories show words as printed and link on more than one report of a day: all are linked anew.
drop table if exists story_marks;
drop table if exists story_links;
drop table if exists ops.storied;
