"""Reading the archive again: nothing changes unless the rules did, and what changed is told by rule."""

import asyncio

import duckdb
import pytest

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.states import table_states
from flows.steps.storing.store import open_store


@pytest.fixture(scope="module")
def run_flow(prefect_api):
    def run(flow, newsroom_file, data, **options):
        return asyncio.run(flow(publishers=newsroom_file, data=data.root, **options))

    return run


@pytest.fixture
def filled(run_flow, tmp_path):
    from flows.ingest import ingest

    data = DataFolder.at(tmp_path)
    with Newsroom(edition="evening") as newsroom:
        run_flow(ingest, newsroom.publishers, data, local_hosts=newsroom.hosts)
        return data, newsroom.publishers


def states(data):
    with duckdb.connect(data.published, read_only=True) as connection:
        return table_states(connection)


def test_a_full_rebuild_equals_the_incremental_store(filled, run_flow):
    from flows.reprocess import reprocess

    data, papers = filled
    before = states(data)
    run, changes = run_flow(reprocess, papers, data, everything=True)
    assert states(data) == before
    assert run.pages_read > 0
    assert changes == []


def test_what_an_older_version_read_is_read_again_and_the_difference_told(filled, run_flow):
    from flows.reprocess import reprocess

    data, papers = filled
    before = states(data)
    with open_store(data) as store:
        [(quotes,)] = store.query("select count(*) from quotes")
        store.connection.execute("delete from quotes")
        store.connection.execute("update ops.readings set extractor_version = 'older'")
    _, changes = run_flow(reprocess, papers, data)
    assert sum(c.gained for c in changes if c.kind == "quote") == quotes
    assert sum(c.lost for c in changes) == 0
    assert states(data) == before
    again, _ = run_flow(reprocess, papers, data)
    assert again.pages_read == 0
