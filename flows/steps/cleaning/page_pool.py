"""Work on pages in processes of its own: one that hangs, bloats or crashes costs that page only.

Each worker holds one page at a time and answers over a pipe. The parent watches the clock; a worker that
is late or dead is replaced. Results come in the order of the input, whatever order they were done in.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 64  # results that may wait for an earlier page before no more pages are given out
_READY = "ready"  # a worker's first words: its tools are imported, the page's time begins
_TO_START = 60.0
_MEGABYTE = 1024 * 1024


class Lost(NamedTuple):
    """What became of a page whose worker did not answer: ``timeout``, ``out_of_memory`` or ``crashed``."""

    status: str
    reason: str


class _Worker(NamedTuple):
    process: BaseProcess
    pipe: Connection


class _Task(NamedTuple):
    place: int
    deadline: float


def _serve(pipe: Connection, work: Callable[[Item], Result], memory: int) -> None:
    """A worker's life: read a page, answer, until the pipe closes."""
    _limit_memory(memory)
    pipe.send(_READY)
    with contextlib.suppress(EOFError, KeyboardInterrupt, BrokenPipeError):
        while True:
            item = pipe.recv()
            try:
                answer: object = work(item)
            except MemoryError:
                answer = Lost("out_of_memory", f"The page needs more than {memory} MB of memory.")
            except Exception as error:
                answer = Lost("crashed", f"{type(error).__name__}: {error}"[:300])
            pipe.send(answer)


def _limit_memory(megabytes: int) -> None:
    """Cap the worker's address space where the system can; nothing may share the parent's tools."""
    if os.name != "posix" or not megabytes:
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, hard))


class PagePool(Generic[Item, Result]):
    """Worker processes for ``work``, a function importable by name. Use as a context manager.

    ``seconds`` is the time a page may take, ``megabytes`` the memory a worker may map.
    """

    def __init__(
        self,
        work: Callable[[Item], Result],
        workers: int = 2,
        seconds: float = 30.0,
        megabytes: int = 3000,
    ) -> None:
        self._work, self._seconds, self._megabytes = work, seconds, megabytes
        self._count = max(1, workers)
        self._context = get_context("spawn")
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Task]] = {}

    def __enter__(self) -> PagePool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *(worker for worker, _ in self._busy.values())):
            self._stop(worker)
        self._idle.clear()
        self._busy.clear()

    def map(self, items: Iterable[Item]) -> Iterator[Result | Lost]:
        """The results for all items, in their order, each as soon as those before it are done."""
        source = iter(items)
        done: dict[int, Result | Lost] = {}
        given = following = 0
        exhausted = False
        while True:
            while not exhausted and len(self._busy) < self._count and len(done) < _AHEAD:
                try:
                    item = next(source)
                except StopIteration:
                    exhausted = True
                    break
                self._give(given, item)
                given += 1
            if self._busy:
                done.update(self._collect())
            while following in done:
                yield done.pop(following)
                following += 1
            if exhausted and following == given:
                return

    def _give(self, place: int, item: Item) -> None:
        known = bool(self._idle)
        worker = self._idle.pop() if known else self._start()
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            worker.pipe.send(item)
        allowance = self._seconds if known else _TO_START
        self._busy[worker.pipe] = (worker, _Task(place, time.monotonic() + allowance))

    def _collect(self) -> Iterator[tuple[int, Result | Lost]]:
        """The answers that are there now, or the pages whose time is up."""
        nearest = min(task.deadline for _, task in self._busy.values())
        wait(list(self._busy), timeout=max(0.0, nearest - time.monotonic()))
        for pipe, (worker, task) in list(self._busy.items()):
            if pipe.poll():
                answer = self._receive(worker)
                if answer == _READY:
                    limit = time.monotonic() + self._seconds
                    self._busy[pipe] = (worker, task._replace(deadline=limit))
                    continue
            elif task.deadline <= time.monotonic():
                self._stop(worker)
                answer = Lost("timeout", f"The page took longer than {self._seconds:g} seconds.")
            else:
                continue
            del self._busy[pipe]
            yield task.place, answer

    def _receive(self, worker: _Worker) -> Result | Lost:
        try:
            answer: Result | Lost = worker.pipe.recv()
        except (EOFError, ConnectionError, OSError):
            self._stop(worker)
            return Lost("crashed", f"The worker ended with code {worker.process.exitcode}.")
        if answer == _READY:
            return answer
        if isinstance(answer, Lost) and answer.status == "out_of_memory":
            self._stop(worker)  # what it still holds is not worth keeping
        else:
            self._idle.append(worker)
        return answer

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._work, self._megabytes),
            name="page-worker",
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _stop(self, worker: _Worker) -> None:
        worker.pipe.close()
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join(5)
