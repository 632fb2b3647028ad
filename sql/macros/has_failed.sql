-- Aim: whether a fetch brought nothing it should have: a paper without robots.txt is no failure.
create or replace macro has_failed(purpose, outcome) as
outcome not in ('ok', 'unchanged') and not (purpose = 'robots' and outcome = 'not_found');

comment on macro has_failed is 'Whether a fetch brought nothing it should have brought';
