"""What is printed for people: tables, progress, and text from the network made harmless."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

# Control characters and bidi overrides could repaint a terminal or turn a line around.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

console = Console(soft_wrap=False)
errors = Console(stderr=True, soft_wrap=True)


def harmless(value: Any) -> str:
    """The value as text without characters that could control a terminal; empty for None."""
    return "" if value is None else _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", str(value))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """A table as wide as its content, or as the terminal where there is one; brackets are no markup."""
    table = Table(
        *map(escape, columns), title=title or None, title_justify="left", header_style="bold"
    )
    for row in rows:
        table.add_row(*(Text(harmless(value)) for value in row))
    wide = console if sys.stdout.isatty() else Console(width=200)
    wide.print(table)


def say_error(message: str) -> None:
    """One sentence on standard error."""
    errors.print(f"marsad: {harmless(message)}", style="red", markup=False, highlight=False)
