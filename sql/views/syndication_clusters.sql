-- Aim: which texts are carried by several articles.
-- Grain: one row a cluster.
create or replace view syndication_clusters as
select
    c.cluster,
    any_value(c.syndicated_from) as syndicated_from,
    count(*) as count_articles,
    count(distinct a.publisher) as count_publishers,
    min(a.published_at) as first_published_at,
    list(a.publisher order by a.published_at asc, a.article_id asc) as publishers,
    arg_min(a.headline, (coalesce(a.published_at, 'infinity'), a.article_id)) as headline
from clusters as c
inner join articles as a on c.article_id = a.article_id
group by c.cluster
order by count_articles desc, c.cluster asc;

comment on view syndication_clusters is 'Texts carried by several articles: one row a cluster';
