"""Bringing in what was published before: from our own archive's files, saved pages, addresses."""

import asyncio

import duckdb
import pytest

from flows.data import DataFolder
from flows.newsroom import Newsroom


@pytest.fixture(scope="module")
def filled(prefect_api, tmp_path_factory):
    from flows.ingest import ingest

    data = DataFolder.at(tmp_path_factory.mktemp("first"))
    with Newsroom(edition="morning") as newsroom:
        asyncio.run(
            ingest(publishers=newsroom.publishers, data=data.root, local_hosts=newsroom.hosts)
        )
    return data


def backfilled(data, *sources, **options):
    from flows.backfill import backfill

    papers = Newsroom().publishers
    return asyncio.run(
        backfill(sources=list(sources), publishers=papers, data=data.root, **options)
    )


def articles(data):
    with duckdb.connect(data.published, read_only=True) as connection:
        return connection.execute(
            "select canonical_url, headline, text_digest from articles order by canonical_url"
        ).fetchall()


def test_an_archive_gives_the_same_articles_and_only_once(filled, tmp_path):
    data = DataFolder.at(tmp_path)
    warcs = sorted(filled.archive.glob("*.warc.gz"))
    run, counts = backfilled(data, *warcs)
    assert counts["imported"] == run.pages_read > 0
    assert articles(data) == articles(filled)
    again, counts = backfilled(data, *warcs)
    assert (again.pages_read, counts["imported"]) == (0, 0)
    assert counts["known"] > 0
    assert articles(data) == articles(filled)


def test_pages_saved_in_a_folder_and_what_is_none_of_ours(prefect_api, tmp_path):
    saved, data = tmp_path / "saved", DataFolder.at(tmp_path / "data")
    (saved / "marja.test").mkdir(parents=True)
    story = "<p>" + "أعلنت وزارة الصحة افتتاح مستشفى جديد في المدينة. " * 30 + "</p>"
    page = f"<html><head><title>افتتاح مستشفى</title></head><body><article><h1>افتتاح مستشفى</h1>{story}</article></body></html>"
    (saved / "marja.test" / "hospital.html").write_text(page)
    (saved / "stranger.test").mkdir()
    (saved / "stranger.test" / "page.html").write_text(page)
    (saved / "marja.test" / "english.html").write_text("<p>Nothing here is Arabic.</p>")
    _, counts = backfilled(data, saved)
    assert counts == {"imported": 1, "unknown_publisher": 1, "not_arabic": 1}
    assert [headline for _, headline, _ in articles(data)] == ["افتتاح مستشفى"]


def test_a_list_of_addresses_is_fetched(filled, tmp_path):
    data = DataFolder.at(tmp_path / "data")
    addresses = tmp_path / "addresses.txt"
    with duckdb.connect(filled.published, read_only=True) as connection:
        [(url,)] = connection.execute(
            "select url from ops.fetches where publisher = 'marja' and purpose = 'page' and outcome = 'ok' limit 1"
        ).fetchall()
    addresses.write_text(f"# one of theirs\n{url}\nhttps://stranger.test/x\n")
    with Newsroom(edition="morning") as newsroom:
        run, counts = backfilled(data, addresses, local_hosts=newsroom.hosts)
    assert counts == {"queued": 1, "unknown_publisher": 1}
    assert run.articles_new == 1
