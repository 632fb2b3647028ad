"""Reading again: which pages an older version of the programs read, and what a new one reads otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.steps.cleaning.cleaned import CLEANER_VERSION
from flows.steps.storing.read import extractor_version
from flows.steps.storing.store import Store


@dataclass(frozen=True, slots=True)
class RuleChange:
    """How many mentions a rule reads that it did not read before, and the other way round."""

    kind: str
    rule: str
    gained: int
    lost: int


_MARK = """
update ops.readings
set is_stale = true
where
    ($everything or cleaner_version <> $cleaner or extractor_version <> $extractor)
    and fetch_id in (
        select id
        from ops.fetches
        where
            archive_file is not null
            and ($since is null or fetched_at >= $since)
            and ($only is null or list_contains($only, publisher))
    )
"""

_CHANGES = """
select kind, rule, count(*) filter (where is_gain) as gained, count(*) filter (where not is_gain) as lost
from (
    (select * exclude (position), true as is_gain from mentions
     except select *, true from mentions_before)
    union all
    (select *, false as is_gain from mentions_before
     except select * exclude (position), false from mentions)
)
group by kind, rule
order by kind, rule
"""


def mark(store: Store, since: date | None, only: Sequence[str] | None, everything: bool) -> None:
    """Mark the pages that are to be read again; they wait until they are, over as many runs as it takes."""
    parameters = {
        "everything": everything,
        "cleaner": CLEANER_VERSION,
        "extractor": extractor_version(),
        "since": since,
        "only": list(only) if only else None,
    }
    with store.transaction():
        store.connection.execute(_MARK, parameters)


def remember_mentions(store: Store) -> None:
    """Keep the mentions as they are now, to compare with, until the store is published or closed."""
    store.connection.execute(
        "create or replace temp table mentions_before as select * exclude (position) from mentions"
    )


def changes(store: Store) -> list[RuleChange]:
    """What each rule gained and lost since ``remember_mentions``; a moved span is both."""
    return [RuleChange(*row) for row in store.query(_CHANGES)]
