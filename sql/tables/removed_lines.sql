-- Aim: every line of a page that is no part of its story, and why it was taken out.
-- Grain: one row a removed line; position counts all lines of the page from 0.
create table if not exists removed_lines (
    article_id varchar not null,
    position integer not null,
    kind varchar not null,
    text varchar not null,
    rule varchar not null,
    primary key (article_id, position)
);

comment on table removed_lines is 'Lines taken out of the stories, with kind and rule: one row a line';
