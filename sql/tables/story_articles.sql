-- Aim: articles about the same happening, whether they share text or not.
-- Grain: one row an article of a story that has several articles.
create table if not exists story_articles (
    article_id varchar primary key,
    story varchar not null,
    because varchar not null
);

comment on table story_articles is 'Articles about the same happening: one row an article';
comment on column story_articles.story is 'The article_id of the first article of the story';
comment on column story_articles.because is 'first, link (see story_links) or copy (see clusters)';
