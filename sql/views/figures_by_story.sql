-- Aim: the figures that the texts of one story give, side by side.
-- Grain: one row a story, unit and role; a figure without a role, also what it counts.
-- Limits: figures of one kind stand together though they may count different things.
create or replace view figures_by_story as
with told as (
    select
        s.story,
        f.role,
        f.unit,
        case when f.role is null then fold(f.counted) end as counted,
        f.publisher,
        f.published,
        f.value,
        f.value_max,
        f.approximation,
        f.place,
        f.date,
        f.article_id,
        f.position
    from figures as f
    inner join story_articles as s on f.article_id = s.article_id
)

select
    t.story,
    s.headline as story_headline,
    t.role,
    t.unit,
    t.counted,
    min(t.value) as lowest,
    max(coalesce(t.value_max, t.value)) as highest,
    count(*) as count_figures,
    count(distinct t.value) as count_values,
    count(distinct t.publisher) as count_publishers,
    list(
        {
            publisher: t.publisher,
            value: t.value,
            approximation: t.approximation,
            place: t.place,
            date: t.date
        }
        order by t.published asc, t.article_id asc, t.position asc
    ) as figures
from told as t
inner join stories as s on t.story = s.story
group by t.story, s.headline, t.role, t.unit, t.counted
order by
    t.story asc, t.role asc nulls last, t.unit asc, t.counted asc nulls first;

comment on view figures_by_story is
'Figures of one story side by side across its texts: one row a story, role and unit';
