"""The data folder: where everything lies that Marsad keeps."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class DataError(Exception):
    """Something about the data folder stops us; the message says what, in one sentence."""


class BusyError(DataError):
    """Another run holds the data folder."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths within one data folder. ``build`` is the writer's own, ``published`` what people open."""

    root: Path

    @classmethod
    def at(cls, path: str | Path | None = None) -> DataFolder:
        """The folder at ``path``, else at MARSAD_DATA, else ``./data``; made where it is missing.

        Raises DataError where it cannot be made or written.
        """
        root = Path(path or os.environ.get("MARSAD_DATA") or "data").absolute()
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError(f"the data folder {root} cannot be made: {error.strerror}") from error
        return cls(root)

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def build(self) -> Path:
        return self.root / "build.duckdb"

    @property
    def published(self) -> Path:
        return self.root / "marsad.duckdb"

    @property
    def prefect(self) -> Path:
        return self.root / "prefect"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder as its only writer; the lock goes with the process, however it ends.

        Raises BusyError where another run holds it, DataError where the folder cannot be written.
        """
        try:
            lock = (self.root / "writer.lock").open("a+")
        except OSError as error:
            raise DataError(f"{self.root} cannot be written: {error.strerror}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                message = f"another run (process {holder}) is writing to {self.root}; wait for it"
                raise BusyError(message) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
