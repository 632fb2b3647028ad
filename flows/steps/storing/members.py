"""The records of an archive file, one gzip member each, as they lie in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CHUNK = 1 << 16


class RecordHead(NamedTuple):
    """A record's named fields, in lower case, and its block."""

    fields: dict[str, str]
    block: bytes


def members(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each gzip member of a file with its offset; zlib.error where one is damaged, EOFError where cut."""
    with path.open("rb") as file:
        rest, offset = file.read(_CHUNK), 0
        while rest:
            member, pieces, read = zlib.decompressobj(31), list[bytes](), 0
            while not member.eof:
                if not rest:
                    raise EOFError(f"the record at byte {offset} is cut off")
                try:
                    pieces.append(member.decompress(rest))
                except zlib.error as error:
                    raise zlib.error(f"the record at byte {offset} is damaged ({error})") from None
                read += len(rest)
                rest = member.unused_data if member.eof else file.read(_CHUNK)
            yield offset, b"".join(pieces)
            offset += read - len(rest)
            rest = rest or file.read(_CHUNK)


def parted(record: bytes) -> RecordHead:
    """A record's fields and its block."""
    head, _, rest = record.partition(b"\r\n\r\n")
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    fields = {name.lower(): value.strip() for name, _, value in lines}
    return RecordHead(fields, rest[: int(fields.get("content-length") or 0)])
