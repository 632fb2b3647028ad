-- Aim: how many lines each cleaning rule takes out.
-- Grain: one row a kind and rule.
create or replace view lines_removed as
select
    kind,
    rule,
    count(*) as count_lines,
    count(distinct article_id) as count_articles
from removed_lines
group by kind, rule
order by kind asc, count_lines desc, rule asc;

comment on view lines_removed is 'Removed lines by kind and rule';
