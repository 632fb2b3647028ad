-- Aim: which entity a mention names.
-- Grain: one row a linked mention of a person, organisation or place; the others have none.
create table if not exists entity_mentions (
    article_id varchar not null,
    kind varchar not null,
    position integer not null,
    entity_id varchar not null,
    primary key (article_id, kind, position)
);

comment on table entity_mentions is 'Which entity a mention names: one row a linked mention';
comment on column entity_mentions.position is 'The mention''s position in the table of its kind';
