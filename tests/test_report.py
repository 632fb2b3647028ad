"""The report of a run says what came, what failed and what stands; Arabic keeps its own direction."""

from datetime import UTC, datetime

from small_folder import small_folder

from flows.steps.storing.runs import Run
from flows.steps.storing.store import open_store


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
