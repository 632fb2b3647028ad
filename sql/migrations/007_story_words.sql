-- Stories show words as printed and link on more than one report of a day; what is to be linked is
-- noted where articles change: all are linked anew.
drop table if exists story_marks;
drop table if exists story_links;
drop table if exists ops.storied;
create table if not exists ops.unlinked (
    article_id varchar not null,
    step varchar not null,
    published date
);
insert into ops.unlinked
select
    article_id,
    unnest(['mark', 'place', 'entity']) as step,
    published
from articles;
