-- Aim: the sentences that hold a term, however it is spelled.
create or replace macro search(term) as table
select
    a.article_id,
    a.publisher,
    a.published,
    a.headline,
    substr(a.text, s.span_start + 1, s.span_end - s.span_start) as sentence,
    s.span_start,
    s.span_end
from articles as a
inner join sentences as s on a.article_id = s.article_id
where
    contains(a.text_folded, fold(term))
    and contains(fold(substr(a.text, s.span_start + 1, s.span_end - s.span_start)), fold(term))
order by a.published desc, a.article_id asc, s.span_start asc;

comment on macro table search is 'Sentences that hold a term, however it is spelled';
