-- Aim: which articles carry one text, and which of them stands for it in counts.
-- Grain: one row an article.
-- Limits: what a later carrier adds of its own is only in what counts every copy.
create or replace view carriers as
with clustered as (
    select
        a.article_id,
        a.publisher,
        coalesce(c.cluster, a.article_id) as cluster
    from articles as a
    left join clusters as c on a.article_id = c.article_id
)

select
    article_id,
    cluster,
    article_id = cluster as is_counted,
    count(*) over (partition by cluster) as count_carriers
from clustered;

comment on view carriers is 'Articles with the cluster they count under: one row an article';
