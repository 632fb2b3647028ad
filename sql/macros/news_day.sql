-- Aim: the day an article is counted under: its moment in the operator's timezone, else its printed day.
create or replace macro news_day(published, published_at, published_precision) as
case
    when published_precision in ('second', 'minute')
        then cast(timezone((select s.timezone from ops.settings as s), published_at) as date)
    else published
end;

comment on macro news_day is 'The day an article is counted under; null where it is unknown';
