"""The upkeep flow: let go of what is too old, write the store anew without gaps, prove all of it."""

# No postponed annotations here: prefect loads this file by its path and must find the types as they stand.
import asyncio
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger

from flows.data import DataError, DataFolder
from flows.run_names import upkeep_name
from flows.stages import finish
from flows.steps.crawling.settings import utc_now
from flows.steps.storing.compact import compact
from flows.steps.storing.forget import forget, forgotten_by
from flows.steps.storing.retain import keep_bytes, keep_days
from flows.steps.storing.runs import Run
from flows.steps.storing.store import Store
from flows.steps.storing.verify import Verified, verify_open
from flows.working import working

GIGABYTE = 1_000_000_000


@flow(name="upkeep", flow_run_name=upkeep_name, persist_result=False)
async def upkeep(
    days: int | None = None,
    gigabytes: float | None = None,
    data: Path | None = None,
    patience: int = 0,
) -> tuple[Run, Verified]:
    """Keep the data folder small and sound.

    Args:
        days: Articles and archived pages last fetched more than so many days ago go.
        gigabytes: The oldest archive files go until the archive takes no more than this.
        data: The data folder; else MARSAD_DATA, else ./data.
        patience: How many minutes to wait for another run on this data folder.
    """
    async with working(data, patience=patience) as (folder, store, run):
        await let_go(days, gigabytes, folder, store)
        freed = await rewrite_store(folder, store)
        get_run_logger().info("compacting freed %d bytes", freed)
        await finish(store, folder, run)
        found = await prove(folder, store)
    return run, found


@task(name="let go", task_run_name="let go of what is too old", cache_policy=NO_CACHE)
async def let_go(days: int | None, gigabytes: float | None, data: DataFolder, store: Store) -> None:
    """Retention by age and size; and what was forgotten is looked for once more."""
    logger = get_run_logger()
    for name in forgotten_by(store):
        forget(store, data.archive, name, utc_now())
    if days is not None:
        gone = keep_days(store, data.archive, days, utc_now())
        logger.info("%d articles and %d archive files went by age", gone.articles, gone.files)
    if gigabytes is not None:
        gone = keep_bytes(store, data.archive, int(gigabytes * GIGABYTE))
        logger.info("%d archive files went by size", gone.files)


@task(name="compact", task_run_name="write the store anew", cache_policy=NO_CACHE)
async def rewrite_store(data: DataFolder, store: Store) -> int:
    """The build file without the room that deleted rows left."""
    return await asyncio.to_thread(compact, data, store)


@task(name="verify", task_run_name="verify archive and store", cache_policy=NO_CACHE)
async def prove(data: DataFolder, store: Store) -> Verified:
    """Look at every archived record and every row; whatever is wrong fails the run."""
    found = await asyncio.to_thread(verify_open, data, store)
    if found.troubles:
        raise DataError(" ".join(found.troubles[:20]))
    return found
