"""The main job against the sample newsroom: nothing doubled, nothing lost, readers never disturbed."""

import asyncio
import subprocess
import sys
import threading

import duckdb
import pytest

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.states import table_states

MARSAD = [sys.executable, "-m", "flows"]


@pytest.fixture(scope="module")
def ingest(prefect_api):
    from flows.ingest import ingest as flow

    def run(newsroom, data):
        return asyncio.run(
            flow(
                publishers=newsroom.publishers,
                data=data.root,
                every_feed=True,
                local_hosts=newsroom.hosts,
            )
        )

    return run


@pytest.fixture(scope="module")
def filled(ingest, tmp_path_factory):
    """A data folder after the morning's and the evening's edition."""
    data = DataFolder.at(tmp_path_factory.mktemp("filled"))
    for edition in ("morning", "evening"):
        with Newsroom(edition=edition) as newsroom:
            ingest(newsroom, data)
    return data


def states(data):
    with duckdb.connect(data.published, read_only=True) as connection:
        return table_states(connection)


def ask(data, statement):
    with duckdb.connect(data.published, read_only=True) as connection:
        return connection.execute(statement).fetchall()


def test_a_second_run_asks_for_feeds_and_robots_only_and_changes_nothing(filled, ingest):
    before = states(filled)
    with Newsroom(edition="evening") as newsroom:
        run = ingest(newsroom, filled)
    assert states(filled) == before
    assert (run.articles_new, run.articles_changed) == (0, 0)
    purposes = ask(
        filled,
        f"select distinct purpose from ops.fetches where fetched_at >= '{run.started_at.isoformat()}'",
    )
    assert {purpose for (purpose,) in purposes} <= {"feed", "robots"}


def test_feeds_tell_how_they_fare(filled):
    told = ask(filled, "select count(*), min(answers_2xx), max(unanswered) from feed_health")
    assert told == [(ask(filled, "select count(*) from ops.feeds")[0][0], 1, 0)]
    robots = {verdict for (verdict,) in ask(filled, "select distinct robots from feed_health")}
    assert robots == {"rules", "allowed"}


def test_every_kind_of_mention_is_read(filled):
    kinds = {kind for (kind,) in ask(filled, "select distinct kind from mentions")}
    assert kinds == {
        "person", "organisation", "place", "quote", "attribution", "quantity", "date", "event",
    }  # fmt: skip


def test_a_corrected_article_has_two_versions(filled):
    assert ask(filled, "select count(*) from articles where version > 1") != [(0,)]
    assert ask(filled, "select max(version) from article_versions") == [(2,)]


def test_copies_of_an_agency_text_are_one_cluster(filled):
    [(carriers,)] = ask(filled, "select max(count_publishers) from syndication_clusters")
    assert carriers >= 4


def test_every_mention_leads_to_archived_bytes(filled):
    [(mentions,)] = ask(filled, "select count(*) from mentions")
    [(proven,)] = ask(filled, "select count(*) from evidence where archive_offset is not null")
    assert proven == mentions > 0


def test_pages_without_article_say_why(filled):
    outcomes = {
        o
        for (o,) in ask(
            filled, "select distinct outcome from ops.readings where article_id is null"
        )
    }
    assert "not_arabic" in outcomes
    assert ask(
        filled, "select count(*) from ops.readings where article_id is null and reason is null"
    ) == [(0,)]


def test_readers_are_never_disturbed(filled, ingest):
    """A second process reads in a loop while runs publish: no lock, no half-loaded state."""
    script = (
        "import duckdb, sys, time\n"
        "end = time.monotonic() + 600\n"
        "reads = 0\n"
        "while not sys.stdin.closed and time.monotonic() < end:\n"
        "    with duckdb.connect(sys.argv[1], read_only=True) as c:\n"
        "        [(lost,)] = c.execute('select count(*) from mentions anti join articles using (article_id)').fetchall()\n"
        "        [(articles,)] = c.execute('select count(*) from articles').fetchall()\n"
        "    assert lost == 0 and articles > 0\n"
        "    reads += 1\n"
        "    print(reads, flush=True)\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script, str(filled.published)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    counted = []
    drain = threading.Thread(target=lambda: counted.extend(reader.stdout))
    drain.start()
    with Newsroom(edition="evening") as newsroom:
        for _ in range(10):
            ingest(newsroom, filled)
    assert reader.poll() is None, reader.stderr.read()
    reader.terminate()
    drain.join()
    assert len(counted) > 10
