-- Aim: which words two near-duplicates have in common, so that their differences can be shown.
-- Grain: one row a passage of a pair, in the order of both texts.
-- Limits: passages of four words or more; what stands elsewhere in the other text is not shared.
create table if not exists shared_passages (
    a varchar not null,
    b varchar not null,
    position integer not null,
    a_start integer not null,
    a_end integer not null,
    b_start integer not null,
    b_end integer not null,
    primary key (a, b, position)
);

comment on table shared_passages is 'Words that two near-duplicates share: one row a passage';
comment on column shared_passages.a_start is 'Offset into the text of article a, in code points';
