-- Stories link on rarer evidence, and are told anew where an article's place changed:
-- all are linked anew.
drop table if exists story_links;
drop table if exists ops.storied;
