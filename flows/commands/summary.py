"""What a run amounts to, as the command line shows it at the end."""

from __future__ import annotations

import duckdb

from flows.commands.terminal import console, print_table
from flows.data import DataFolder
from flows.steps.storing.states import table_states

_EXAMPLES = {
    "speakers": "select speaker, count_quotes, count_publishers from speakers limit 1",
    "quotes_by_speaker": "select speaker, quote_type, content from quotes_by_speaker"
    " where length(content) between 30 and 90 order by count_carriers desc, content limit 1",
    "events_daily": "select day, plover_type, status, count_events from events_daily limit 1",
    "figures": "select value, unit, counted, role, place from figures where role is not null limit 1",
    "source_chains": "select chain, source_class, count_attributions from source_chains"
    " order by len(chain) desc, chain limit 1",
    "syndication_clusters": "select count_articles, syndicated_from, headline from syndication_clusters limit 1",
}


def print_summary(data: DataFolder, seconds: float, waited: float) -> None:
    """Counts, checksums of the tables, and a row of some views, from the published database.

    ``seconds`` is what the run took once Prefect's server answered, ``waited`` how long that took.
    """
    with duckdb.connect(data.published, read_only=True) as connection:
        _print_counts(connection, seconds, waited)
        print_table(["table", "rows", "checksum"], table_states(connection))
        _print_examples(connection)
    console.print(f"look further: marsad query --data {data.root}", markup=False)


def _print_counts(connection: duckdb.DuckDBPyConnection, seconds: float, waited: float) -> None:
    run = connection.execute(
        "select requests, failed_requests, pages_read, articles_new, articles_changed"
        " from run_report limit 1"
    ).fetchall()[0]
    console.print(
        "last run: {} requests ({} failed), {} pages read, {} new articles, {} changed; ".format(
            *run
        )
        + f"{seconds:.1f} seconds, after {waited:.1f} in which Prefect's server came up"
    )
    for title, statement in (
        (
            "lines removed",
            "select kind, sum(count_lines) from lines_removed group by kind order by kind",
        ),
        (
            "mentions",
            "select kind, sum(count_mentions) from rule_yield group by kind order by kind",
        ),
    ):
        counts = connection.execute(statement).fetchall()
        console.print(f"{title}: " + ", ".join(f"{kind} {count}" for kind, count in counts))
    [(pairs, copies)] = connection.execute(
        "select (select count(*) from near_duplicates), (select count(*) from clusters)"
    ).fetchall()
    console.print(f"near-duplicates: {pairs} pairs among {copies} articles")


def _print_examples(connection: duckdb.DuckDBPyConnection) -> None:
    rows = []
    for view, statement in _EXAMPLES.items():
        cursor = connection.execute(statement)
        columns = [column[0] for column in cursor.description]
        found = cursor.fetchone()
        if found:
            told = ", ".join(
                f"{c}: {v}" for c, v in zip(columns, found, strict=True) if v is not None
            )
            rows.append((view, told))
    print_table(["view", "one of its rows"], rows)
