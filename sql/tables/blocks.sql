-- Aim: what each line of a story is (paragraph, subhead, list_item, pull_quote).
-- Grain: one row a line of articles.text.
create table if not exists blocks (
    article_id varchar not null,
    position integer not null,
    kind varchar not null,
    span_start integer not null,
    span_end integer not null,
    primary key (article_id, position)
);

comment on table blocks is 'Lines of the stories with their kind: one row a line';
