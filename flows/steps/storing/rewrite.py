"""Archive files written anew without some of their records, so that a crash at any moment loses nothing.

A file is copied to a new one under the day's next free name; rows point at the new file in one
transaction; only then the old file goes. What a crash leaves half done is put right by ``settle``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from flows.steps.crawling.archive import repair
from flows.steps.crawling.warc import warcinfo
from flows.steps.storing.members import members, parted
from flows.steps.storing.store import Store

IsGone = Callable[[int, str], bool]
"""Whether an answer is to go, told by its offset in the file and its address."""

_AGENT = re.compile(rb"^http-header-user-agent: (.*?)\r?$", re.MULTILINE)
_POINT = """
update ops.fetches
set archive_file = if(m.fresh is null, null, $file), archive_offset = m.fresh,
    archive_length = if(m.fresh is null, null, archive_length)
from moves as m
where archive_file = $former and archive_offset = m.former
"""


@dataclass(slots=True)
class _Moves:
    """Where answers went: from their offset in the old file to that in the new one, None: nowhere."""

    former: list[int] = field(default_factory=list)
    fresh: list[int | None] = field(default_factory=list)

    def add(self, former: int, fresh: int | None) -> None:
        self.former.append(former)
        self.fresh.append(fresh)

    @property
    def gone(self) -> int:
        return self.fresh.count(None)


def rewrite(store: Store, folder: Path, former: str, is_gone: IsGone) -> int:
    """Write a file anew without the answers that are gone, their requests with them; how many went.

    Rows that pointed at them point nowhere then. A file in which nothing is left is taken away.
    """
    if not (folder / former).exists():
        return 0
    repair(folder / former)
    file = _next_name(folder, former)
    note = {"former": former, "file": file, "is_done": False}
    store.upsert("ops.rewrites", [note])
    moves = _copy(folder / former, folder / file, is_gone)
    if moves.gone:
        _point(store, moves, former, file)
    settle(store, folder)
    if moves.gone == len(moves.former):
        (folder / file).unlink(missing_ok=True)
    return moves.gone


def settle(store: Store, folder: Path) -> None:
    """Finish what was begun: of each old and new file the one goes that no row points at."""
    for former, file, is_done in store.query("select former, file, is_done from ops.rewrites"):
        (folder / (former if is_done else file)).unlink(missing_ok=True)
        store.delete("ops.rewrites", "former", [former])


def discard(store: Store, folder: Path, file: str) -> int:
    """Take a whole file away; how many rows pointed into it. They point nowhere then."""
    [(count,)] = store.query("select count(*) from ops.fetches where archive_file = ?", [file])
    with store.transaction():
        store.connection.execute(
            "update ops.fetches set archive_file = null, archive_offset = null,"
            " archive_length = null where archive_file = ?",
            [file],
        )
    (folder / file).unlink(missing_ok=True)
    return int(count)


def _copy(former: Path, fresh: Path, is_gone: IsGone) -> _Moves:
    """Copy the records that stay, as the bytes they are; only the file's own first one is made anew."""
    moves, stays = _Moves(), False
    offsets = [offset for offset, _ in members(former)] + [former.stat().st_size]
    with former.open("rb") as old, fresh.open("wb") as new:
        for place, (offset, record) in enumerate(members(former)):
            fields, block = parted(record)
            if fields.get("warc-type") == "warcinfo":
                agent = _AGENT.search(block)
                told = agent[1].decode("utf-8", "replace") if agent else ""
                new.write(warcinfo(fresh.name, told, datetime.now(UTC)))
                continue
            if fields.get("warc-type") != "request":
                stays = not is_gone(offset, fields.get("warc-target-uri", ""))
                moves.add(offset, new.tell() if stays else None)
            if stays:
                old.seek(offset)
                new.write(old.read(offsets[place + 1] - offset))
        new.flush()
        os.fsync(new.fileno())
    return moves


def _point(store: Store, moves: _Moves, former: str, file: str) -> None:
    table = pa.table(
        {
            "former": pa.array(moves.former, pa.int64()),
            "fresh": pa.array(moves.fresh, pa.int64()),
        }
    )
    store.connection.register("moves", table)
    with store.transaction():
        store.connection.execute(_POINT, {"file": file, "former": former})
        store.connection.execute(
            "update ops.rewrites set is_done = true where former = ?", [former]
        )
    store.connection.unregister("moves")


def _next_name(folder: Path, former: str) -> str:
    """The next name of the same day, as the archive counts them."""
    day = former.split("-")[1]
    numbers = [int(path.name[16:21]) for path in folder.glob(f"marsad-{day}-?????.warc.gz")]
    return f"marsad-{day}-{max(numbers, default=0) + 1:05}.warc.gz"
