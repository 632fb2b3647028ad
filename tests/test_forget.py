"""What is forgotten is gone from store and archive, and no run brings it back."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest
from small_folder import small_folder

from flows.data import DataError, DataFolder
from flows.newsroom import Newsroom
from flows.steps.comparing.copies import find_copies
from flows.steps.storing import rewrite as rewriting
from flows.steps.storing.compact import compact
from flows.steps.storing.forget import forget, forgotten
from flows.steps.storing.members import members
from flows.steps.storing.publish import publish
from flows.steps.storing.retain import keep_bytes, keep_days
from flows.steps.storing.states import table_states
from flows.steps.storing.store import open_store
from flows.steps.storing.verify import verify

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CARRIERS = ["sariya", "musannat", "minaa", "khuzama"]  # of one agency text


@pytest.fixture(scope="module")
def filled(prefect_api, tmp_path_factory):
    """A data folder after a run against the newsroom's morning, and the run to go on with."""
    from flows.ingest import ingest

    data = DataFolder.at(tmp_path_factory.mktemp("filled"))

    def run():
        with Newsroom(edition="morning") as newsroom:
            asyncio.run(
                ingest(
                    publishers=newsroom.publishers,
                    only=["marja", "minaa", "sariya"],
                    data=data.root,
                    every_feed=True,
                    local_hosts=newsroom.hosts,
                )
            )
        return newsroom.requests

    run()
    return data, run


def gone(data):
    with open_store(data) as store:
        return forgotten(store)


def ask(data, statement, *parameters):
    with duckdb.connect(data.published, read_only=True) as connection:
        return connection.execute(statement, parameters).fetchall()


def archived(data):
    return b"".join(r for f in sorted(data.archive.iterdir()) for _, r in members(f))


def marsad(*arguments):
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_an_article_is_gone_and_stays_away(filled):
    data, run = filled
    [(article, address, text, others)] = ask(
        data,
        "select article_id, canonical_url, text, (select count(*) from articles) - 1 from articles"
        " where publisher = 'marja' and article_id not in (select article_id from clusters)"
        " order by article_id limit 1",
    )
    sentence = text.split("\n")[0].encode()
    assert sentence in archived(data)
    done = marsad("forget", "--yes", "--data", data.root, address)
    assert (done.returncode, "1 articles" in done.stdout) == (0, True), done.stderr
    assert sentence not in archived(data)
    assert article.encode() not in data.build.read_bytes()
    assert sentence not in data.build.read_bytes()
    assert verify(data).troubles == []
    run()
    assert ask(data, "select count(*) from articles") == [(others,)]
    assert ask(data, "select count(*) from mentions where article_id = ?", article) == [(0,)]
    assert sentence not in archived(data)
    assert verify(data).troubles == []


def test_a_paper_is_gone_and_never_asked_again(filled):
    data, _ = filled
    [(before,)] = ask(data, "select count(*) from articles where publisher <> 'minaa'")
    assert marsad("forget", "--yes", "--data", data.root, "minaa").returncode == 0
    assert b"minaa" not in archived(data)
    assert verify(data).troubles == []
    with open_store(data) as store, pytest.raises(DataError, match="neither an address nor"):
        forget(store, data.archive, "nowhere", NOW)
    with Newsroom(edition="morning") as newsroom:
        from flows.ingest import ingest

        asyncio.run(
            ingest(
                publishers=newsroom.publishers, data=data.root, every_feed=True,
                local_hosts=newsroom.hosts,
            )
        )  # fmt: skip
    assert not [host for host, *_ in newsroom.requests if "minaa" in host]
    assert ask(data, "select count(*) from articles where publisher = 'minaa'") == [(0,)]
    assert ask(data, "select count(*) > ? from articles", before) == [(True,)]


def test_what_was_forgotten_may_be_allowed_again(filled):
    data, _ = filled
    assert marsad("forget", "--undo", "--data", data.root, "minaa").returncode == 0
    assert "minaa" not in gone(data)
    told = marsad("forget", "--undo", "--data", data.root, "minaa")
    assert (told.returncode, "was not forgotten" in told.stderr) == (1, True)


def test_what_remains_of_copies_and_stories_stands_as_if_the_forgotten_had_never_come(
    prefect_api, tmp_path
):
    """The first of a cluster goes: its twins' cluster, origin, passages and story are told without it."""
    from flows.ingest import ingest

    def filled(name, forgotten=None):
        data = DataFolder.at(tmp_path / name)
        with Newsroom(edition="morning") as newsroom:
            with open_store(data) as store:
                if forgotten:
                    row = {"name": forgotten, "asked": forgotten, "forgotten_at": NOW}
                    store.upsert("ops.forgotten", [row])
            asyncio.run(
                ingest(publishers=newsroom.publishers, only=CARRIERS, data=data.root, every_feed=True, local_hosts=newsroom.hosts)
            )  # fmt: skip
        return data

    def told(data):
        return [
            ask(data, f"select {columns} from {table} order by all")
            for table, columns in (
                ("clusters", "article_id, cluster, syndicated_from"), ("near_duplicates", "*"),
                ("shared_passages", "*"), ("story_articles", "*"), ("story_links", "*"),
                ("story_marks", "*"), ("differences", "*"), ("stories", "*"),
            )
        ]  # fmt: skip

    data = filled("all")
    [(first, address)] = ask(
        data,
        "select distinct cluster, canonical_url from clusters as c"
        " inner join articles as a on c.cluster = a.article_id",
    )
    assert marsad("forget", "--yes", "--data", data.root, address).returncode == 0
    assert first not in str(told(data))
    assert ask(data, "select count(*), count(distinct cluster) from clusters") == [(3, 1)]
    assert told(data) == told(filled("without", address))


@pytest.fixture
def small(tmp_path):
    """Three pages of three days."""
    days = [datetime(2025, 11, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    return small_folder(tmp_path, days)


def interrupted(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("at", ["_copy", "_point", "settle"])
def test_a_rewrite_that_is_interrupted_loses_nothing_and_is_finished_by_the_next(
    tmp_path, monkeypatch, at
):
    data = small_folder(tmp_path)
    with open_store(data) as store:
        with monkeypatch.context() as patched:
            patched.setattr(rewriting, at, interrupted)
            with pytest.raises(KeyboardInterrupt):
                rewriting.rewrite(
                    store, data.archive, "marsad-20251103-00001.warc.gz", lambda _, url: "/1" in url
                )
        rewriting.settle(store, data.archive)
        assert store.query("from ops.rewrites") == []
        publish(store, data)
    assert verify(data).troubles == []
    assert len(list(data.archive.iterdir())) == 1
    with open_store(data) as store:
        forget(store, data.archive, "http://alwaha.test/1", NOW)
        find_copies(store)
        publish(store, data)
    assert verify(data).troubles == []
    assert b"alwaha.test/1" not in archived(data)
    assert [b"alwaha.test/%d" % n in archived(data) for n in (0, 2)] == [True, True]


def test_a_file_with_nothing_left_is_taken_away(tmp_path):
    data = small_folder(tmp_path)
    with open_store(data) as store:
        assert forget(store, data.archive, "alwaha", NOW).records == 3
        find_copies(store)
        publish(store, data)
    assert list(data.archive.iterdir()) == []
    assert verify(data).troubles == []


def test_what_is_older_than_asked_goes(small):
    with open_store(small) as store:
        gone = keep_days(store, small.archive, 1, datetime(2025, 11, 3, 18, tzinfo=UTC))
        find_copies(store)
        publish(store, small)
    assert (gone.articles, gone.files) == (1, 1)
    assert ask(small, "select article_id from articles order by all") == [("f1",), ("f2",)]
    assert verify(small).troubles == []


def test_the_oldest_files_go_until_the_archive_fits(small):
    sizes = [file.stat().st_size for file in sorted(small.archive.iterdir())]
    with open_store(small) as store:
        assert keep_bytes(store, small.archive, sum(sizes)).files == 0
        assert keep_bytes(store, small.archive, sum(sizes[1:])).files == 1
        publish(store, small)
    assert ask(
        small, "select count(*), count(archive_file) from ops.fetches cross join articles"
    ) == [(9, 6)]
    assert verify(small).troubles == []


def test_compacting_changes_no_table_and_leaves_no_deleted_word(small):
    before = ask(small, "select count(*) from articles")
    with open_store(small) as store:
        states = table_states(store.connection)
        store.insert("ops.hosts", [{"host": "x" * 4000, "failures": 0}])
        store.connection.execute("checkpoint")
        store.delete("ops.hosts", "host", ["x" * 4000])
        compact(small, store)
        assert table_states(store.connection) == states
    with open_store(small) as store:
        assert table_states(store.connection) == states
        assert store.query("select count(*) from articles") == before
    assert b"x" * 4000 not in small.build.read_bytes()
