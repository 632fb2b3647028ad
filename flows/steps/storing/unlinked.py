"""What waits to be compared and linked: whoever changes an article notes it, in the same transaction.

So a run that brought nothing has nothing to look for, and one that brought something need not look
through the store for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from flows.steps.storing.store import Store

Step = Literal["copy", "mark", "place", "entity"]
_OF_CHANGED: tuple[Step, ...] = ("copy", "mark", "entity")


class Unlinked(NamedTuple):
    """The articles that wait for a step, and the days on which they were published before they changed."""

    names: frozenset[str]
    days: frozenset[date]


def changed(store: Store, names: Iterable[str], days: Mapping[str, date | None]) -> None:
    """Note that articles were read anew or erased; ``days`` are those they were published on before."""
    names = list(names)
    rows = [(name, step, days.get(name)) for step in _OF_CHANGED for name in names]
    store.append("ops.unlinked", ("article_id", "step", "published"), rows)


def moved(store: Store, names: Iterable[str]) -> None:
    """Note that the clusters of articles changed."""
    store.append("ops.unlinked", ("article_id", "step"), [(name, "place") for name in names])


def waiting(store: Store, step: Step) -> Unlinked:
    """What waits for a step."""
    asked = "select article_id, published from ops.unlinked where step = ?"
    rows = store.query(asked, [step])
    return Unlinked(frozenset(name for name, _ in rows), frozenset(day for _, day in rows if day))


def done(store: Store, *steps: Step) -> None:
    """Nothing waits for these steps any longer."""
    for step in steps:
        store.connection.execute("delete from ops.unlinked where step = ?", [step])
