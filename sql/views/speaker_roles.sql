-- Aim: the roles people are named with, whether they speak or are spoken of.
-- Grain: one row a person, role, organisation, rank and country as the stories give them.
-- Limits: copies of a text count once.
create or replace view speaker_roles as
select
    p.name,
    p.role,
    p.role_organisation,
    p.rank,
    p.country,
    count(*) as count_mentions,
    count(distinct p.article_id) as count_articles,
    count(distinct a.publisher) as count_publishers,
    min(a.published) as first_day,
    max(a.published) as last_day
from people as p
inner join articles as a on p.article_id = a.article_id
inner join carriers as c on p.article_id = c.article_id
where c.is_counted and p.role is not null
group by all
order by p.name asc, count_mentions desc, p.role asc;

comment on view speaker_roles is 'Roles people are named with: one row a person and role';
