-- Aim: the roles people are named with.
-- Grain: one row a person, role and publisher's country-free spelling.
create or replace view speaker_roles as
select
    p.name,
    p.role,
    p.role_organisation,
    p.rank,
    p.country,
    count(*) as count_mentions,
    min(a.published) as first_day,
    max(a.published) as last_day
from people as p
inner join articles as a on p.article_id = a.article_id
where p.role is not null
group by all
order by p.name asc, count_mentions desc, p.role asc;

comment on view speaker_roles is 'Roles people are named with: one row a person and role';
