-- Aim: who relays whom.
-- Grain: one row a chain of sources, nearest first.
create or replace view source_chains as
select
    array_to_string(t.chain, ' ← ') as chain,
    t.chain[-1] as ultimate_source,
    t.source_class,
    t.source_kind,
    count(*) filter (where c.is_counted) as count_attributions,
    count(*) as count_every_copy,
    count(distinct a.publisher) as count_publishers
from attributions as t
inner join articles as a on t.article_id = a.article_id
inner join carriers as c on t.article_id = c.article_id
group by all
having count_attributions > 0
order by count_attributions desc, chain asc;

comment on view source_chains is 'Who relays whom: one row a chain of sources';
