"""Alarms: what a person should look at becomes a Prefect event, once when it begins.

A failed run is told by Prefect's own event; the events here are ``marsad.check.failed``,
``marsad.publisher.silent`` and ``marsad.publisher.collapsed``. ``flows/commands/alarms.py`` sets up
who is told of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from prefect.events import emit_event

from flows.steps.storing.check import CheckError, run_checks
from flows.steps.storing.runs import Run
from flows.steps.storing.store import Store

_FLAGGED = """
select publisher, flag, hours_silent, pages_day, share_day, share_before, letters_day, letters_before
from publisher_health
where flag is not null
"""
_STANDING = "select kind, subject from ops.alarms where ended_at is null"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong with whom, in one sentence."""

    kind: str
    subject: str
    message: str

    @property
    def event(self) -> str:
        """The name of its event."""
        return f"marsad.{self.kind}"


def raise_alarms(store: Store, run: Run, error: BaseException | None = None) -> list[Alarm]:
    """Emit an event for each alarm that begins with this run, and note which began and ended."""
    found = [*_of_run(store, run, error), *_of_publishers(store)]
    standing = set(store.query(_STANDING))
    fresh = [alarm for alarm in found if (alarm.kind, alarm.subject) not in standing]
    _note(store, fresh, standing - {(alarm.kind, alarm.subject) for alarm in found})
    for alarm in fresh:
        if alarm.kind != "run.failed":
            emit(alarm, run.run_id)
    return fresh


def emit(alarm: Alarm, run_id: str) -> None:
    """Tell Prefect's server."""
    emit_event(
        event=alarm.event,
        resource={
            "prefect.resource.id": f"marsad.{alarm.kind.partition('.')[0]}.{alarm.subject}",
            "prefect.resource.name": alarm.subject,
        },
        payload={"message": alarm.message, "run": run_id},
    )


def _of_run(store: Store, run: Run, error: BaseException | None) -> Iterable[Alarm]:
    if error is None:
        return
    yield Alarm("run.failed", run.flow, run.message or type(error).__name__)
    if isinstance(error, CheckError):
        for result in run_checks(store):
            if result.offending:
                told = f"Check {result.name} finds {result.offending} rows; nothing was published."
                yield Alarm("check.failed", result.name, told)


def _of_publishers(store: Store) -> Iterable[Alarm]:
    for row in store.rows(_FLAGGED):
        name = row["publisher"]
        if row["flag"] == "silent":
            told = f"{name} has brought no article for {row['hours_silent']} hours."
        else:
            told = (
                f"Of {row['pages_day']} pages of {name} in a day {row['share_day'] or 0:.0%} gave an"
                f" article ({row['share_before']:.0%} before), of {row['letters_day'] or 0:.0f} letters"
                f" ({row['letters_before'] or 0:.0f} before): its pages may have a new design."
            )
        yield Alarm(f"publisher.{row['flag']}", name, told)


def _note(store: Store, fresh: Iterable[Alarm], ended: Iterable[tuple[str, str]]) -> None:
    now = datetime.now(UTC)
    with store.transaction():
        for kind, subject in ended:
            store.connection.execute(
                "update ops.alarms set ended_at = $1"
                " where kind = $2 and subject = $3 and ended_at is null",
                [now, kind, subject],
            )
        store.insert("ops.alarms", [asdict(alarm) | {"raised_at": now} for alarm in fresh])
