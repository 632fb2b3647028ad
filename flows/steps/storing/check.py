"""Checks: statements that must find nothing, one a file under sql/checks."""

from __future__ import annotations

from dataclasses import dataclass

from flows.steps.storing.store import SQL, Store


class CheckError(Exception):
    """A check found rows that should not be; the message names the checks and how many rows."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many offending rows a check found."""

    name: str
    offending: int


def run_checks(store: Store) -> list[CheckResult]:
    """Every check with the number of rows it found, in order of their names."""
    results = []
    for path in sorted((SQL / "checks").glob("*.sql")):
        statement = path.read_text().strip().removesuffix(";")
        [(offending,)] = store.query(f"select count(*) from ({statement})")
        results.append(CheckResult(path.stem, offending))
    return results


def demand_clean(results: list[CheckResult]) -> None:
    """Raise CheckError unless every check found nothing."""
    failed = [f"{r.name} ({r.offending} rows)" for r in results if r.offending]
    if failed:
        raise CheckError(f"checks failed: {', '.join(failed)}; nothing was published")
