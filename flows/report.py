"""The report of a run, for the Prefect UI: what came, what is new, what failed and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

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
select
    m.kind,
    count(*) as mentions,
    count(distinct m.article_id) as articles
from mentions as m
where m.article_id in (
    select r.article_id
    from ops.readings as r
    inner join ops.fetches as f on r.fetch_id = f.id
    where f.fetched_at >= ?
)
group by m.kind
order by m.kind
"""


_FLAGGED = """
select publisher, flag, newest_at, items_a_day, expected_a_day, url
from feed_health
where flag is not null
"""


async def report(store: Store, run: Run) -> None:
    """Leave the run's report in the Prefect UI: a page in words and a table by publisher."""
    since = [run.started_at]
    await acreate_markdown_artifact(key="run-report", markdown=_in_words(store, run, since))
    # Artifacts of more than some hundred rows are refused as events; publishers are about a hundred.
    rows = store.rows(_BY_PUBLISHER, since)
    if rows:
        await acreate_table_artifact(key="publishers", table=rows[:400])


def _in_words(store: Store, run: Run, since: Sequence[Any]) -> str:
    parts = [
        f"# {run.flow}: {run.status}",
        *([f"**{run.message}**"] if run.message else []),
        f"{run.publishers} publishers, {run.requests} requests ({run.failed_requests} failed), "
        f"{run.pages_read} pages read: {run.articles_new} new articles, "
        f"{run.articles_changed} changed, {run.pages_without_article} pages without article.",
        _table("Mentions read", ("kind", "mentions", "articles"), store.query(_YIELD, since)),
        _table("Flagged feeds", ("publisher", "flag", "newest item", "items a day", "expected", "address"), store.query(_FLAGGED)),
        _table("Failed requests", ("publisher", "outcome", "reason", "address"), store.query(_FAILURES, since)),
        _table("Pages without article", ("publisher", "outcome", "reason", "address"), store.query(_WITHOUT_ARTICLE, since)),
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
