"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


DataOption = Annotated[
    str | None,
    typer.Option(
        "--data", help="The data folder; else MARSAD_DATA, else ./data.", show_default=False
    ),
]
