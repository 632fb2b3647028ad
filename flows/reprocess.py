"""The reprocess flow: every table again from the archive, without network."""

# No postponed annotations here: prefect loads this file by its path and must find the types as they stand.
from datetime import date
from pathlib import Path

from prefect import flow

from flows.publishers import OUR_OWN, load_publishers
from flows.run_names import reprocess_name
from flows.stages import finish, read_waiting
from flows.steps.storing.reread import RuleChange, changes, mark, remember_mentions
from flows.steps.storing.runs import Run
from flows.steps.storing.store import DEFAULT_TIMEZONE
from flows.working import working


@flow(name="reprocess", flow_run_name=reprocess_name, persist_result=False)
async def reprocess(
    publishers: Path = OUR_OWN,
    since: date | None = None,
    only: list[str] | None = None,
    everything: bool = False,
    data: Path | None = None,
    timezone: str = DEFAULT_TIMEZONE,
    patience: int = 0,
) -> tuple[Run, list[RuleChange]]:
    """Read again what an older version of the programs read, and tell what each rule gained and lost.

    Args:
        publishers: A publishers.toml.
        since: Only pages fetched on this day or later.
        only: Ids of the publishers whose pages are read again; all by default.
        everything: Also pages that this very version has read.
        data: The data folder; else MARSAD_DATA, else ./data.
        timezone: In which days are counted, an IANA name.
        patience: How many minutes to wait for another run on this data folder.
    """
    papers = load_publishers(publishers)
    async with working(data, timezone, patience) as (folder, store, run):
        run.publishers = len(only or papers)
        remember_mentions(store)
        mark(store, since, only, everything)
        await read_waiting(papers, folder, store, run)
        changed = changes(store)
        await finish(store, folder, run)
    return run, changed
