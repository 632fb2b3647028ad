-- Aim: how often each paper leans on sources without a name.
-- Grain: one row a publisher and kind of source.
create or replace view unnamed_sources_by_publisher as
select
    a.publisher,
    t.source_kind,
    count(*) filter (where t.source_class = 'unnamed') as count_unnamed,
    count(*) as count_attributions
from attributions as t
inner join articles as a on t.article_id = a.article_id
group by all
order by count_unnamed desc, a.publisher asc;

comment on view unnamed_sources_by_publisher is 'Unnamed sources by publisher and kind';
