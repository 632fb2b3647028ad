-- Aim: which articles wait to be linked, so that a run looks at these alone.
-- Grain: one row a change of an article and step that waits; whoever changes it notes it.
create table if not exists ops.unlinked (
    article_id varchar not null,
    step varchar not null,
    published date
);

comment on table ops.unlinked is 'Articles that wait to be linked: one row a change and step';
comment on column ops.unlinked.step is 'mark (read anew), place (its cluster changed) or entity';
comment on column ops.unlinked.published is 'The day it was published on before the change';
