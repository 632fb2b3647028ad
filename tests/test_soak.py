"""Runs of the sample newsroom that are killed again and again: afterwards nothing is missing or double.

MARSAD_SOAK_RUNS says how many runs the long one makes (200 unless set), half of them killed.
"""

import asyncio
import os
import random
import time
from itertools import count

import pytest
from soaking import Readers, Soak, ask, ingest, moments, states

from flows.data import DataFolder
from flows.newsroom import Newsroom
from flows.steps.storing.verify import verify

# Few at the first moment: a paper that has told nothing yet rests after three polls, and the twin polls once.
TARGETS = (("run",), ("run", "reader", "run", "reader"))
RUNS = int(os.environ.get("MARSAD_SOAK_RUNS", "200"))


def stuck(data):
    """How many runs Prefect believes to be under way though nobody is at work."""
    from flows.dead_runs import bury_dead, find_dead

    time.sleep(6)  # a lock that is younger counts as one of a run about to start
    asyncio.run(bury_dead(data))
    return len(asyncio.run(find_dead(data))) + len(list(data.runs.iterdir()))


def test_killed_runs_leave_the_store_of_an_undisturbed_twin(prefect_api, tmp_path):
    twin = DataFolder.at(tmp_path / "twin")
    with Newsroom(edition="evening") as newsroom:
        soak = Soak(newsroom, DataFolder.at(tmp_path / "killed"), random.Random(4))
        for moment, targets in zip(moments(2), TARGETS, strict=True):
            newsroom.turn(moment)
            ingest(newsroom.publishers, twin, newsroom.hosts)
            for target in targets:
                soak.disturbed(target)
            soak.whole()
    assert states(soak.data) == states(twin)
    assert verify(soak.data).troubles == []
    assert ask(soak.data, "select count(*) from ops.runs where status = 'running'") == [(0,)]


@pytest.mark.soak
def test_fifty_kills_of_a_crawl(prefect_api, tmp_path):
    """Each time some random number of requests has been answered; a store whose crawl outlives that is whole."""
    dice, twin, killed = random.Random(1906), DataFolder.at(tmp_path / "twin"), []
    with Newsroom(edition="evening") as newsroom:
        ingest(newsroom.publishers, twin, newsroom.hosts)
        first = len(newsroom.requests)
        for number in count():
            soak = Soak(newsroom, DataFolder.at(tmp_path / f"killed-{number}"), dice)
            while len(killed) < 50 and soak.cut_off(after := dice.randrange(first)):
                killed.append(after)
            soak.whole()
            assert states(soak.data) == states(twin)
            assert verify(soak.data).troubles == []
            if len(killed) == 50:
                break
    print(f"{number + 1} stores, killed after {killed} of at first {first} answers")


@pytest.mark.soak
def test_hundred_kills(prefect_api, tmp_path):
    """Papers publish, correct and fail on a clock; ten readers look on all the time."""
    dice, twin = random.Random(2026), DataFolder.at(tmp_path / "twin")
    turns = max(1, RUNS // 4)
    with Newsroom(edition="evening") as newsroom:
        soak = Soak(newsroom, DataFolder.at(tmp_path / "killed"), dice)
        newsroom.turn(moments(turns)[0])
        soak.whole()
        with Readers(soak.data) as readers:
            for number, moment in enumerate(moments(turns)):
                newsroom.turn(moment)
                newsroom.failing = (
                    {dice.choice(sorted(newsroom.hosts))} if number % 5 == 3 else set()
                )
                soak.disturbed("run")
                newsroom.failing = set()
                soak.disturbed("reader" if number % 3 else "run")
                soak.whole()
                soak.whole()
                ingest(newsroom.publishers, twin, newsroom.hosts)
                soak.measure()
                if number % 10 == 9:
                    print(
                        f"{soak.runs} runs, {dict(soak.kills)} killed, {soak.sizes[-1]}", flush=True
                    )
                    assert verify(soak.data).troubles == []
        print(f"{soak.runs} runs, {dict(soak.kills)} killed; readers: {readers.told}")
    assert len(readers.told) == 1
    assert int(readers.told[0]) > 0
    assert states(soak.data) == states(twin)
    assert verify(soak.data).troubles == []
    assert ask(soak.data, "select count(*) from ops.runs where status = 'running'") == [(0,)]
    assert stuck(soak.data) == 0
    half = len(soak.sizes) // 2
    print("articles, archive and store bytes an article:", soak.sizes[half], soak.sizes[-1])
