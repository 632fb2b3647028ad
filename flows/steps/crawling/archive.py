"""The archive: every answer and its request in WARC 1.1 files (ISO 28500), one gzip member a record.

File names come from the day and a counter, never from the network.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.records import Place
from flows.steps.crawling.transport import Answer
from flows.steps.crawling.warc import Earlier, Record, packed, read_answer, warcinfo

ROTATE_AT = 256 * 1024 * 1024
_NAME = re.compile(r"marsad-(\d{8})-(\d{5})\.warc\.gz")


class ArchiveError(Exception):
    """A record cannot be read where it should lie; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to be kept, and the id of the fetch it came of."""

    fetch: str
    answer: Answer
    fetched_at: datetime
    earlier: Earlier | None = None


class Archive:
    """Appends records to WARC files in one folder. One writer a folder; readers at any time.

    ``commit`` puts everything written on disk; a row that points at a record is to be committed
    after it. Opening cuts off what a crash left half written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime],
        user_agent: str = "",
        rotate_at: int = ROTATE_AT,
    ) -> None:
        self._folder = folder
        self._now = now
        self._user_agent = user_agent
        self._rotate_at = rotate_at
        self._file: BinaryIO | None = None
        self._path = Path()
        self.repaired = 0
        folder.mkdir(parents=True, exist_ok=True)

    def write_all(self, entries: Iterable[Entry]) -> dict[str, Place]:
        """Append answers; where the last one of each fetch lies."""
        return {e.fetch: self.write(e.answer, e.fetched_at, e.earlier) for e in entries}

    def write(self, answer: Answer, fetched_at: datetime, earlier: Earlier | None = None) -> Place:
        """Append an answer, its request behind it; the answer's place is returned.

        With ``earlier`` the answer is a revisit: its header is kept, its body lies in that record.
        """
        response, request = packed(answer, fetched_at, earlier)
        out = self._writable()
        offset = out.tell()
        out.write(response)
        out.write(request)
        return Place(self._path.name, offset, len(response))

    def holds(self, path: str) -> bool:
        """Whether a file is one of this archive's own."""
        given = Path(path)
        return (
            bool(_NAME.fullmatch(given.name)) and given.resolve().parent == self._folder.resolve()
        )

    def commit(self) -> None:
        """Return when everything written is on disk."""
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Commit and let go of the file."""
        if self._file:
            self.commit()
            self._file.close()
            self._file = None

    def _writable(self) -> BinaryIO:
        day = f"{self._now():%Y%m%d}"
        if self._file and (
            self._file.tell() >= self._rotate_at or f"-{day}-" not in self._path.name
        ):
            self.close()
        if not self._file:
            self._file = self._opened(day)
        return self._file

    def _opened(self, day: str) -> BinaryIO:
        numbers = sorted(int(found[2]) for found in self._names() if found[1] == day)
        last = numbers[-1] if numbers else 0
        if last:
            self._path = self._folder / f"marsad-{day}-{last:05}.warc.gz"
            self.repaired += repair(self._path)
            if self._path.stat().st_size < self._rotate_at:
                return self._begun(self._path)
        self._path = self._folder / f"marsad-{day}-{last + 1:05}.warc.gz"
        return self._begun(self._path)

    def _names(self) -> Iterator[re.Match[str]]:
        return (found for path in self._folder.iterdir() if (found := _NAME.fullmatch(path.name)))

    def _begun(self, path: Path) -> BinaryIO:
        file = path.open("ab")
        if not file.tell():
            file.write(warcinfo(path.name, self._user_agent, self._now()))
            _sync_folder(path.parent)
        return file


def read_record(folder: Path, file: str, offset: int) -> Record:
    """The archived answer at an offset of a file; ArchiveError where there is none or it is torn."""
    path = folder / Path(file).name
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type not in ("response", "revisit"):
                raise ArchiveError(f"{path} holds no answer at byte {offset}")
            return read_answer(record)
    except (OSError, ArchiveLoadFailed, zlib.error, ValueError, TypeError, EOFError) as error:
        raise ArchiveError(f"{path} cannot be read at byte {offset}: {error}") from error


def repair(path: Path) -> int:
    """Cut a file's torn tail off, so that it ends with a whole record; how many bytes were cut.

    The last member is looked at first; only where it is torn is the file read from its beginning.
    """
    if is_whole(path):
        return 0
    size = path.stat().st_size
    good = _whole_length(path)
    with path.open("r+b") as file:
        file.truncate(good)
        os.fsync(file.fileno())
    return size - good


def is_whole(path: Path) -> bool:
    """Whether a file is empty or ends with a whole record."""
    size = path.stat().st_size
    return not size or _ends_whole(path, size)


def _ends_whole(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, size - 1_000_000))
        tail = file.read()
    start = tail.rfind(b"\x1f\x8b\x08\x00")
    while start >= 0:
        member = zlib.decompressobj(31)
        try:
            begin = member.decompress(tail[start:], 5)
            while not member.eof and member.unconsumed_tail:
                member.decompress(member.unconsumed_tail, 1_000_000)
            if member.eof and begin == b"WARC/":
                return not member.unused_data
        except zlib.error:
            pass  # these four bytes stand inside packed data
        start = tail.rfind(b"\x1f\x8b\x08\x00", 0, start)
    return False


def _whole_length(path: Path) -> int:
    good = 0
    with path.open("rb") as file:
        rest = b""
        while True:
            member, read = zlib.decompressobj(31), 0
            while not member.eof:
                chunk = rest or file.read(65536)
                rest = b""
                if not chunk:
                    return good
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return good
                read += len(chunk)
            rest = member.unused_data
            good += read - len(rest)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
