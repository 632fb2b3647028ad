"""The report of a run, for the Prefect UI: what came, what is new, what failed and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_table_artifact,
)

from flows.data import DataFolder
from flows.steps.storing.runs import Run
from flows.steps.storing.store import Store

_BY_PUBLISHER = """
select
    f.publisher,
    count(*) filter (where f.purpose = 'page') as pages,
    count(*) filter (where f.purpose <> 'page') as "feeds and robots",
    count(*) filter (where has_failed(f.purpose, f.outcome)) as failed,
    count(distinct r.article_id) as articles,
    round(sum(f.seconds), 1) as seconds
from ops.fetches as f
left join ops.readings as r on f.id = r.fetch_id
where f.fetched_at >= ?
group by f.publisher
order by f.publisher
"""
_FAILURES = """
select publisher, outcome, reason, url
from ops.fetches
where fetched_at >= ? and has_failed(purpose, outcome)
order by publisher, url, attempt
limit 100
"""
_WITHOUT_ARTICLE = """
select f.publisher, r.outcome, r.reason, r.url
from ops.readings as r
inner join ops.fetches as f on r.fetch_id = f.id
where f.fetched_at >= ? and r.article_id is null
order by f.publisher, r.url
limit 100
"""
_YIELD = """
with fresh as (
    select distinct r.article_id
    from ops.readings as r
    inner join ops.fetches as f on r.fetch_id = f.id
    where f.fetched_at >= ?
),

letters as (
    select
        sum(length(text)) filter (where article_id in (from fresh)) as of_run,
        nullif(sum(length(text)) filter (where article_id not in (from fresh)), 0) as usual
    from articles
),

counted as (
    select
        kind,
        count(*) filter (where article_id in (from fresh)) as mentions,
        count(distinct article_id) filter (where article_id in (from fresh)) as articles,
        count(*) filter (where article_id not in (from fresh)) as before
    from mentions
    group by kind
)

select
    c.kind,
    c.mentions,
    c.articles,
    round(1000 * c.mentions / l.of_run, 2) as "in 1,000 letters",
    round(1000 * c.before / l.usual, 2) as usual
from counted as c
cross join letters as l
where l.of_run > 0
order by c.kind
"""
_NEW = """
select a.headline, a.publisher, a.published
from articles as a
inner join ops.readings as r on a.article_id = r.article_id
inner join ops.fetches as f on r.fetch_id = f.id
group by all
having min(f.fetched_at) >= ?
order by max(f.fetched_at) desc, a.headline
limit 10
"""
_HOSTS = """
select
    regexp_extract(url, '^https?://([^/:]+)', 1) as host,
    count(*) as requests,
    round(median(seconds), 2) as "median seconds",
    round(max(seconds), 2) as slowest,
    count(*) filter (where has_failed(purpose, outcome)) as failed
from ops.fetches
where fetched_at >= ?
group by host
order by median(seconds) desc, host
limit 10
"""
_FLAGGED = """
select publisher, flag, newest_at, items_a_day, expected_a_day, url
from feed_health
where flag is not null
"""
_ALARMS = """
select raised_at, kind, message from ops.alarms where ended_at is null order by raised_at desc
"""
# Artifacts of more than some hundred rows are refused as events; publishers are about a hundred.
_LONGEST = 400
_TABLES = {
    "publishers": ("What each publisher brought", _BY_PUBLISHER),
    "extractors": ("What was read, and how much is usual", _YIELD),
    "slowest-hosts": ("The ten slowest hosts", _HOSTS),
}


async def report(data: DataFolder, store: Store, run: Run) -> None:
    """Leave the run's report in the Prefect UI: a page in words, tables, and where the data lies."""
    await acreate_markdown_artifact(key="run-report", markdown=in_words(store, run))
    for key, (about, statement) in _TABLES.items():
        rows = store.rows(statement, [run.started_at])
        if rows:
            await acreate_table_artifact(key=key, table=rows[:_LONGEST], description=about)
    for key, path in (("published-database", data.published), ("archive", data.archive)):
        if path.exists():
            await acreate_link_artifact(link=path.as_uri(), link_text=str(path), key=key)


def in_words(store: Store, run: Run) -> str:
    """The run's report as a page of Markdown."""
    since = [run.started_at]
    parts = [
        f"# {run.flow}: {run.status}",
        *([f"**{run.message}**"] if run.message else []),
        f"{run.publishers} publishers, {run.requests} requests ({run.failed_requests} failed), "
        f"{run.pages_read} pages read: {run.articles_new} new articles, "
        f"{run.articles_changed} changed, {run.pages_without_article} pages without article.",
        _table("What to look at", ("since", "what", "why"), store.query(_ALARMS)),
        _table("Newest articles", ("headline", "publisher", "published"), store.query(_NEW, since)),
        _table("Mentions read", ("kind", "mentions", "articles", "in 1,000 letters", "usual"), store.query(_YIELD, since)),
        _table("Flagged feeds", ("publisher", "flag", "newest item", "items a day", "expected", "address"), store.query(_FLAGGED)),
        _table("Failed requests", ("publisher", "outcome", "reason", "address"), store.query(_FAILURES, since)),
        _table("Pages without article", ("publisher", "outcome", "reason", "address"), store.query(_WITHOUT_ARTICLE, since)),
        _table("Slowest hosts", ("host", "requests", "median seconds", "slowest", "failed"), store.query(_HOSTS, since)),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    if not lines:
        return ""
    head = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    return "\n".join([f"## {title}", "", *head, *lines])


def _cell(value: Any) -> str:
    """Text of a cell; Arabic runs in its own direction, so the row keeps its order."""
    text = str("" if value is None else value).replace("|", "\\|").replace("\n", " ")
    return f"\u2068{text}\u2069" if any("\u0600" <= c <= "\u06ff" for c in text) else text
