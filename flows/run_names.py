"""What runs are called in Prefect's UI: the flow, when it was due, what it was asked for."""

from prefect.runtime import flow_run

from flows.publishers import chosen, load_publishers


def ingest_name() -> str:
    """Also how many publishers are awake among those asked for."""
    given = flow_run.parameters
    asked = chosen(load_publishers(given["publishers"]), given["only"] or ())
    count = sum(paper.resting is None for paper in asked)
    return f"ingest {_due()}, {count} publishers"


def reprocess_name() -> str:
    """Also whose pages are read again."""
    given = flow_run.parameters
    since = f" since {given['since']}" if given["since"] else ""
    return f"reprocess {_due()}, {', '.join(given['only'] or ('all publishers',))}{since}"


def backfill_name() -> str:
    """Also from how many files and folders."""
    return f"backfill {_due()}, {len(flow_run.parameters['sources'])} sources"


def upkeep_name() -> str:
    """No more than when."""
    return f"upkeep {_due()}"


def _due() -> str:
    return f"{flow_run.scheduled_start_time:%Y-%m-%d %H:%M}"
