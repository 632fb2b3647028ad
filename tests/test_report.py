"""The report of a run says what came, what failed and what stands; Arabic keeps its own direction."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from small_folder import NOON, small_folder

from flows.records import Batch, FeedPoll, FeedState, RobotsState
from flows.steps.storing.remember import remember
from flows.steps.storing.runs import Run
from flows.steps.storing.store import open_store


def poll(name, **changes):
    url, fine = f"https://{name}.test/feed", {"items": 9, "duplicate_items": 1, "arabic_share": 1.0}
    fine |= {"newest_at": NOON, "items_a_day": 40.0}
    state = FeedState(url, name, "rss", polled_at=NOON, answered_at=NOON)
    return FeedPoll(name, url, name, NOON, "ok", **(fine | changes)), state


def test_feeds_that_answer_without_news_are_flagged(prefect_api, tmp_path):
    from flows.report import in_words

    polls, feeds = zip(
        poll("alwaha"),
        poll("frozen", newest_at=NOON - timedelta(days=9)),
        poll("empty", items=0, newest_at=None),
        poll("english", arabic_share=0.1),
        poll("dead"),
        strict=True,
    )
    dead = replace(feeds[-1], answered_at=NOON - timedelta(days=4))
    robots = RobotsState("https://alwaha.test", NOON, NOON, "rules", 200)
    with open_store(small_folder(tmp_path)) as store:
        remember(store, Batch(polls=polls, feeds=(*feeds[:-1], dead), robots=(robots,)))
        flags = store.query("select publisher, flag from feed_health where flag is not null")
        told = in_words(store, Run("1", "ingest", NOON, "completed"))
        fine = store.query("select duplicate_share, robots from feed_health where flag is null")
    flagged = {"dead": "dead", "empty": "empty", "english": "not Arabic", "frozen": "frozen"}
    assert dict(flags) == flagged
    assert fine == [(0.1, "rules")]
    for name, flag in flagged.items():
        assert f"| {name} | {flag} |" in told


def test_a_report_in_words(prefect_api, tmp_path):
    from flows.report import in_words

    run = Run("1", "ingest", datetime(2025, 11, 3, tzinfo=UTC), "completed", articles_new=3)
    with open_store(small_folder(tmp_path)) as store:
        store.connection.execute("update articles set headline = 'قافلة إلى حلب | صور'")
        store.insert(
            "ops.alarms",
            [{"kind": "publisher.silent", "subject": "sahifa", "raised_at": run.started_at, "message": "sahifa is silent."}],
        )  # fmt: skip
        told = in_words(store, run)
    assert told.startswith(
        "# ingest: completed\n\n0 publishers, 0 requests (0 failed), 0 pages read: 3 new"
    )
    assert "| publisher.silent | sahifa is silent. |" in told
    # An isolate around Arabic keeps the columns in their order; a stroke in it ends no cell.
    assert "| \u2068قافلة إلى حلب \\| صور\u2069 | alwaha | 2025-11-03 |" in told
    assert "| place | 3 | 3 |" in told
