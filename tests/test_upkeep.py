"""Upkeep: the store written anew and proven; runs are named for what they do."""

import re

import duckdb
from prefect_server import ask
from small_folder import small_folder

from flows.steps.storing.states import table_states


def names(address):
    """Of the runs that ended last: other tests' schedules may have runs to come."""
    completed = {"state": {"type": {"any_": ["COMPLETED"]}}}
    wanted = {"limit": 20, "sort": "END_TIME_DESC", "flow_runs": completed}
    return [run["name"] for run in ask(address, "flow_runs/filter", wanted)]


def told(data):
    """What the articles tell; what compares them with each other comes with a run."""
    tables = ("articles", "blocks", "sentences", "places")
    with duckdb.connect(data.published, read_only=True) as connection:
        return [state for state in table_states(connection) if state[0] in tables]


def test_upkeep_keeps_what_the_articles_tell_and_proves_it(prefect_api, marsad, tmp_path):
    data = small_folder(tmp_path / "data")
    before = told(data)
    assert len(before) == 4
    done = marsad("upkeep", "--data", data.root)
    assert (done.returncode, "nothing wrong" in done.stdout) == (0, True)
    assert told(data) == before
    assert any(
        re.fullmatch(r"upkeep \d{4}-\d\d-\d\d \d\d:\d\d", name) for name in names(prefect_api)
    )


def test_reprocess_is_named_for_whose_pages_are_read(prefect_api, marsad, tmp_path):
    data = small_folder(tmp_path / "data")
    done = marsad("reprocess", "--data", data.root, "--since", "2025-11-01")
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(
        re.fullmatch(r"reprocess .*, all publishers since 2025-11-01", name)
        for name in names(prefect_api)
    )
