"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
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
PublishersOption = Annotated[
    Path | None,
    typer.Option("--publishers", help="A publishers.toml; else the one that comes along."),
]
OnlyOption = Annotated[
    list[str] | None, typer.Option("--only", help="A publisher's id; may be given several times.")
]
ContactOption = Annotated[
    str,
    typer.Option(envvar="MARSAD_CONTACT", help="Where publishers reach you: a page or an e-mail."),
]
LocalHostOption = Annotated[
    list[str] | None,
    typer.Option(
        "--local-host",
        help="HOST=ADDRESS:PORT: a host that may lie in your own network, and where it answers.",
    ),
]
TimezoneOption = Annotated[
    str, typer.Option(envvar="MARSAD_TIMEZONE", help="The timezone in which days are counted.")
]


def local_hosts(given: Iterable[str] | None) -> dict[str, tuple[str, int]]:
    """Hosts with the address and port to connect to, as --local-host was given them."""
    return dict(_local(host) for host in given or ())


def _local(given: str) -> tuple[str, tuple[str, int]]:
    host, _, where = given.partition("=")
    address, _, port = where.rpartition(":")
    if not (host and address and port.isdecimal()):
        raise typer.BadParameter(f"--local-host takes HOST=ADDRESS:PORT, not {given}")
    return host, (address, int(port))
