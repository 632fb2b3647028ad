"""What operation costs: publishing millions of mentions, from schedule to start, bytes an article."""

import asyncio
import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from prefect_server import ask
from test_deploy import served  # noqa: F401

from flows.data import DataFolder
from flows.newsroom import Newsroom, generated_pages
from flows.steps.storing.publish import publish
from flows.steps.storing.store import open_store

pytestmark = pytest.mark.benchmark

# Mentions as they are: ten to a hundred a story, of which places and people are most.
_FILL = """
insert into people by name
select
    'a' || (i // 20) as article_id, i % 20 as position, i % 4000 as span_start, i % 4000 + 12 as span_end,
    'اسم ' || (i % 90000) as text, 'title-before-name' as rule, 'اسم ' || (i % 90000) as name,
    'وزير الخارجية' as role
from range({count}) as t(i)
"""


def test_publishing_millions_of_mentions(tmp_path):
    print()
    data = DataFolder.at(tmp_path)
    with open_store(data) as store:
        for count in (1_000_000, 10_000_000):
            store.connection.execute("delete from people")
            store.connection.execute(_FILL.format(count=count))
            store.connection.execute("checkpoint")
            started, used = time.monotonic(), time.process_time()
            publish(store, data)
            print(
                f"publishing {count:,} mentions: {time.monotonic() - started:.1f} s"
                f" ({time.process_time() - used:.1f} s of CPU),"
                f" {data.published.stat().st_size / count:.0f} bytes a mention"
            )


def server_bytes():
    """What the Prefect server's database takes, its log included."""
    return sum(file.stat().st_size for file in Path(os.environ["PREFECT_HOME"]).glob("prefect.db*"))


def test_bytes_an_article(prefect_api, tmp_path):
    from flows.ingest import ingest

    print()
    data = DataFolder.at(tmp_path)
    before = server_bytes()
    with Newsroom(generated=tuple(generated_pages(400))) as newsroom:
        asyncio.run(
            ingest(
                publishers=newsroom.publishers,
                data=data.root,
                every_feed=True,
                local_hosts=newsroom.hosts,
            )
        )
    with open_store(data) as store:
        [(articles,)] = store.query("select count(*) from articles")
    archive = sum(file.stat().st_size for file in data.archive.iterdir())
    for what, size in (
        ("archive", archive), ("build.duckdb", data.build.stat().st_size),
        ("marsad.duckdb", data.published.stat().st_size),
        ("Prefect's database", server_bytes() - before),
    ):  # fmt: skip
        print(f"{what}: {size / articles:,.0f} bytes an article, {articles} articles of 94 kB")


def test_from_schedule_to_start(served, prefect_api):  # noqa: F811
    """How late a run begins that one process runs on a schedule of its own."""
    print()
    runs, deadline = [], time.monotonic() + 300
    while not runs and time.monotonic() < deadline:
        time.sleep(1)
        asked = {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "COMPLETED"]}}}}
        runs = [r for r in ask(prefect_api, "flow_runs/filter", asked) if r["auto_scheduled"]]
    for run in runs:
        due, begun = (
            datetime.fromisoformat(run[key]) for key in ("expected_start_time", "start_time")
        )
        print(f"from schedule to start: {(begun - due).total_seconds():.1f} s")
