-- Texts are known again by all their words too, and what is to be compared is noted where articles
-- change: all are compared anew, and what followed from the old comparison goes.
drop table if exists ops.sketches;
drop table if exists ops.sketched;
delete from near_duplicates;
delete from shared_passages;
delete from clusters
where article_id not in (select article_id from articles);
insert into ops.unlinked (article_id, step)
select
    article_id,
    'copy' as step
from articles;
