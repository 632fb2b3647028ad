-- Aim: each pair of near-duplicates names two articles there are, in order.
-- Empty unless something is wrong.
select
    n.a,
    n.b
from near_duplicates as n
left join articles as a on n.a = a.article_id
left join articles as b on n.b = b.article_id
where a.article_id is null or b.article_id is null or n.a >= n.b;
