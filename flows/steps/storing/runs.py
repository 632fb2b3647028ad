"""Runs: what each one did, also when it died."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from uuid import uuid4

from flows.steps.storing.load import Loaded
from flows.steps.storing.store import Store


@dataclass(slots=True)
class Run:
    """A run under way; its counts grow as it goes."""

    run_id: str
    flow: str
    started_at: datetime
    status: str = "running"
    finished_at: datetime | None = None
    publishers: int = 0
    requests: int = 0
    failed_requests: int = 0
    pages_read: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    pages_without_article: int = 0
    message: str | None = None

    def add(self, loaded: Loaded) -> None:
        """Count a batch that was loaded."""
        self.articles_new += loaded.new
        self.articles_changed += loaded.changed
        self.pages_without_article += loaded.without_article


def begin(store: Store, flow: str) -> Run:
    """Start a run; runs that never ended are marked crashed, since there is one writer at a time."""
    run = Run(run_id=str(uuid4()), flow=flow, started_at=datetime.now(UTC))
    with store.transaction():
        store.connection.execute(
            "update ops.runs set status = 'crashed', message = 'ended without a word'"
            " where status = 'running'"
        )
        store.upsert("ops.runs", [asdict(run)])
    return run


def end(store: Store, run: Run, status: str, message: str | None = None) -> None:
    """Close a run with its counts: completed or failed, and in failure why."""
    counted = (
        "select count(*) from ops.fetches where fetched_at >= ? and has_failed(purpose, outcome)"
    )
    [(run.failed_requests,)] = store.query(counted, [run.started_at])
    run.status, run.message, run.finished_at = status, message, datetime.now(UTC)
    with store.transaction():
        store.upsert("ops.runs", [asdict(run)])
