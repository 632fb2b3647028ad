-- Aim: which articles wait to be compared and linked, so that a run looks at these alone.
-- Grain: one row a change of an article and step that waits; whoever changes it notes it.
create table if not exists ops.unlinked (
    article_id varchar not null,
    step varchar not null,
    published date
);

comment on table ops.unlinked is 'Articles that wait to be compared or linked: one row a change and step';
comment on column ops.unlinked.step is 'copy, mark, entity (of what was read anew) or place (its cluster changed)';
comment on column ops.unlinked.published is 'The day it was published on before the change';
