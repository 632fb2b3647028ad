"""Names that stand for one place, body or office-holder alone, as tables that SQL can join."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyarrow as pa

from extractors.naming import office_holders
from extractors.rules import load_rows
from extractors.text import fold

# Names of the lexicon that are one body's even where the lexicon gives no country.
_OWN_NAMES = ("JRN", "BUS", "EDU")


@cache
def known_places() -> pa.Table:
    """Each place of the lexicon that lies in one country, by the name its mentions carry."""
    return _table(
        ("name", "country"),
        (
            (fold(row["names"].split("|")[0]), row["country"])
            for row in load_rows("places")
            if row["country"]
        ),
    )


@cache
def known_organisations() -> pa.Table:
    """The organisations whose name is theirs alone: not bodies that every country has."""
    return _table(
        ("name", "country", "sector"),
        (
            (fold(row["name"]), row["country"], row["sector"])
            for row in load_rows("organisations")
            if row["country"] or row["sector"] in _OWN_NAMES
        ),
    )


@cache
def office_terms() -> pa.Table:
    """Every spelling of an office-holder with the terms it stands for."""
    rows = [{"surface": surface, **term._asdict()} for surface, term in office_holders.terms()]
    return pa.Table.from_pylist(rows)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> pa.Table:
    """The rows, each once."""
    return pa.Table.from_pylist(
        [dict(zip(columns, row, strict=True)) for row in dict.fromkeys(rows)],
        schema=pa.schema([(column, pa.string()) for column in columns]),
    )
