"""Work on pages in processes of its own: one that hangs, bloats or crashes costs that page only.

Each worker has a page under way and the next one at hand, and answers over a pipe. The parent watches the
clock; a worker that is late or dead is replaced, and the page it had not begun is given out again. So is
the page of a late or dead one, once: the machine may have been at fault.
Results come in the order of the input, whatever order they were done in.
"""

from __future__ import annotations

import contextlib
import gc
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from typing import Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 64  # results that may wait for an earlier page before no more pages are given out
_HELD = 2  # pages a worker has: it need not wait for a parent that has other things to do
_READY = "ready"  # a worker's first words: its tools are imported, the page's time begins
_END = object()
_TO_START = 60.0
_MEGABYTE = 1024 * 1024


MAY_BE_CHANCE = ("crashed", "timeout")


class Lost(NamedTuple):
    """What became of a page whose worker did not answer: ``timeout``, ``out_of_memory`` or ``crashed``."""

    status: str
    reason: str

    @property
    def may_be_chance(self) -> bool:
        """Whether the machine rather than the page may be at fault: a process killed, or kept from working."""
        return self.status in MAY_BE_CHANCE


@dataclass(slots=True, eq=False)
class _Worker(Generic[Item]):
    """``held`` are its pages with their places, the one under way first; ``deadline`` is that one's."""

    process: BaseProcess
    pipe: Connection
    deadline: float
    is_ready: bool = False
    held: deque[tuple[int, Item]] = field(default_factory=deque)


def look_for_rings_rarely() -> None:
    """Have Python collect garbage less often in this process, for one that reads many texts.

    They leave few rings behind; looking for them after every 700 objects costs a twentieth of the time.
    """
    gc.set_threshold(50_000)


def _serve(pipe: Connection, work: Callable[[Item], Result], memory: int) -> None:
    """A worker's life: read a page, answer, until the pipe closes."""
    _limit_memory(memory)
    look_for_rings_rarely()
    waiting: SimpleQueue[object] = SimpleQueue()
    # A thread, so that the parent never waits for a worker that is itself waiting for the parent.
    Thread(target=_receive, args=(pipe, waiting), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        pipe.send(_READY)
        while (item := waiting.get()) is not _END:
            try:
                answer: object = work(item)  # type: ignore[arg-type]
            except MemoryError:
                answer = Lost("out_of_memory", f"The page needs more than {memory} MB of memory.")
            except Exception as error:
                answer = Lost("crashed", f"{type(error).__name__}: {error}"[:300])
            pipe.send(answer)


def _receive(pipe: Connection, waiting: SimpleQueue[object]) -> None:
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError, MemoryError):
        waiting.put(_END)


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
        self._workers: list[_Worker[Item]] = []
        self._tried: set[int] = set()

    def __enter__(self) -> PagePool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in list(self._workers):
            self._stop(worker)

    def start(self) -> None:
        """Start all workers now: they import their tools while the first pages are still on their way."""
        while len(self._workers) < self._count:
            self._start()

    def map(self, items: Iterable[Item]) -> Iterator[Result | Lost]:
        """The results for all items, in their order, each as soon as those before it are done."""
        self._tried.clear()
        source = enumerate(items)
        again: deque[tuple[int, Item]] = deque()
        done: dict[int, Result | Lost] = {}
        following = 0
        exhausted = False
        while True:
            while (again or len(done) < _AHEAD) and (worker := self._with_room()):
                task = again.popleft() if again else next(source, None)
                if task is None:
                    exhausted = True
                    break
                self._give(worker, task)
            if exhausted and not again and not any(worker.held for worker in self._workers):
                return
            done.update(self._collect(again))
            while following in done:
                yield done.pop(following)
                following += 1

    def _with_room(self) -> _Worker[Item] | None:
        """A worker that can take a page: an idle one, a new one while there may be more, one with little."""
        least = min(self._workers, key=lambda worker: len(worker.held), default=None)
        if (least is None or least.held) and len(self._workers) < self._count:
            return self._start()
        return least if least and len(least.held) < _HELD else None

    def _give(self, worker: _Worker[Item], task: tuple[int, Item]) -> None:
        if not worker.held:
            allowance = self._seconds if worker.is_ready else _TO_START
            worker.deadline = time.monotonic() + allowance
        worker.held.append(task)
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            worker.pipe.send(task[1])

    def _collect(self, again: deque[tuple[int, Item]]) -> Iterator[tuple[int, Result | Lost]]:
        """The answers that are there now, or the pages whose time is up; pages to give out ``again``."""
        busy = [worker for worker in self._workers if worker.held]
        nearest = min(worker.deadline for worker in busy)
        wait([worker.pipe for worker in busy], timeout=max(0.0, nearest - time.monotonic()))
        for worker in busy:
            if worker.pipe.poll():
                answer = self._receive(worker)
                worker.deadline = time.monotonic() + self._seconds
                if answer == _READY:
                    worker.is_ready = True
                    continue
            elif worker.deadline <= time.monotonic():
                self._stop(worker)
                answer = Lost("timeout", f"The page took longer than {self._seconds:g} seconds.")
            else:
                continue
            place, item = worker.held.popleft()
            if worker not in self._workers:
                again.extend(worker.held)
                if isinstance(answer, Lost) and answer.may_be_chance and place not in self._tried:
                    self._tried.add(place)
                    again.appendleft((place, item))
                    continue
            yield place, answer

    def _receive(self, worker: _Worker[Item]) -> Result | Lost:
        try:
            answer: Result | Lost = worker.pipe.recv()
        except (EOFError, ConnectionError, OSError):
            self._stop(worker)
            return Lost("crashed", f"The worker ended with code {worker.process.exitcode}.")
        if isinstance(answer, Lost) and answer.status == "out_of_memory":
            self._stop(worker)  # what it still holds is not worth keeping
        return answer

    def _start(self) -> _Worker[Item]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve,
            args=(theirs, self._work, self._megabytes),
            name="page-worker",
            daemon=True,
        )
        process.start()
        theirs.close()
        worker: _Worker[Item] = _Worker(process, ours, time.monotonic() + _TO_START)
        self._workers.append(worker)
        return worker

    def _stop(self, worker: _Worker[Item]) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join(5)
