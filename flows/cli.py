"""The command line: one command a verb."""

from __future__ import annotations

import sys

import duckdb
import typer

from flows.commands import alarms, doctor, keep, look, runs, serve, texts
from flows.commands.terminal import say_error
from flows.data import DataError
from flows.plain import first_line
from flows.publishers import PublishersError
from flows.steps.crawling.crawl import ContactError
from flows.steps.storing.check import CheckError

app = typer.Typer(
    name="marsad",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    runs.demo, runs.run, texts.extract, texts.clean, texts.dedupe, look.query, look.search, look.show,
    runs.backfill, runs.reprocess, serve.serve, serve.ui, keep.export, keep.verify,
    keep.forget, runs.upkeep, alarms.alarms,
):  # fmt: skip
    app.command()(command)
app.add_typer(doctor.app, name="doctor")


@app.callback()
def marsad() -> None:
    """Arabic news pages to a DuckDB database of who said what, who did what to whom, where and when."""


def main() -> None:
    """Run the command line: exit code 0 done, 1 failed with one sentence, 2 wrongly called."""
    try:
        app()
    except (DataError, PublishersError, ContactError, CheckError) as error:
        say_error(str(error))
        sys.exit(1)
    except (duckdb.Error, OSError) as error:
        # A full or failing disk, mostly: what was committed stays, the next run goes on from there.
        say_error(f"{type(error).__name__}: {first_line(error)}")
        sys.exit(1)
    except KeyboardInterrupt:
        say_error("stopped")
        sys.exit(130)
