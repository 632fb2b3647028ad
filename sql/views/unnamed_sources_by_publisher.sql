-- Aim: how often each paper leans on sources without a name, and of what kind they are.
-- Grain: one row a publisher.
-- Limits: a paper's copies of other papers' texts count, for it chose to print them.
create or replace view unnamed_sources_by_publisher as
with sources as (
    select
        a.publisher,
        t.source_class = 'unnamed' as is_unnamed,
        case when t.source_class = 'unnamed' then coalesce(t.source_kind, 'unknown') end as kind
    from attributions as t
    inner join articles as a on t.article_id = a.article_id
)

select
    publisher,
    count(*) as count_attributions,
    count(*) filter (where is_unnamed) as count_unnamed,
    round(count(*) filter (where is_unnamed) / count(*), 3) as share_unnamed,
    count(*) filter (where kind = 'official') as count_official,
    count(*) filter (where kind = 'military') as count_military,
    count(*) filter (where kind = 'diplomatic') as count_diplomatic,
    count(*) filter (where kind = 'local') as count_local,
    count(*) filter (where kind = 'media') as count_media,
    count(*) filter (where kind = 'unknown') as count_kind_unknown
from sources
group by publisher
order by count_unnamed desc, publisher asc;

comment on view unnamed_sources_by_publisher is 'Unnamed sources and their kinds: one row a publisher';
