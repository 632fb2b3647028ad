-- Aim: a span of an article within its sentence, marked by 【 and 】.
create or replace macro context(article, first, last) as (
    select
        substr(a.text, s.span_start + 1, first - s.span_start)
        || '【' || substr(a.text, first + 1, last - first) || '】'
        || substr(a.text, last + 1, greatest(s.span_end - last, 0))
    from articles as a
    inner join sentences as s on a.article_id = s.article_id
    where a.article_id = article and s.span_start <= first and s.span_end > first
);

comment on macro context is 'A span within its sentence, marked by 【 and 】';
