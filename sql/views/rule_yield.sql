-- Aim: how much each rule reads.
-- Grain: one row a kind and rule.
create or replace view rule_yield as
select
    kind,
    rule,
    count(*) as count_mentions,
    count(distinct article_id) as count_articles
from mentions
group by kind, rule
order by kind asc, count_mentions desc, rule asc;

comment on view rule_yield is 'What each rule reads: one row a kind and rule';
