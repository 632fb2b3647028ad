"""What a crawl and the readers of its pages share: one writer for the store, and the pages that wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from flows.steps.storing.read import Unread, batches, unread
from flows.steps.storing.store import Store

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Writer:
    """The store's only writer while a crawl and readers are at work side by side.

    One piece of work at a time, in a thread, so that requests and readers do not wait for it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = asyncio.Lock()

    async def do(
        self,
        work: Callable[Concatenate[Store, Given], Result],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Result:
        """What ``work`` gives back, called with the store and what else is given."""
        async with self._turn:
            return await asyncio.to_thread(work, self._store, *given, **named)


class Waiting:
    """Pages that wait to be read, each handed out once; ``total`` counts those known so far.

    A crawl that goes on meanwhile sets ``arrived`` when it has brought some; see ``until``.
    """

    def __init__(self, writer: Writer) -> None:
        self.total = 0
        self.arrived = asyncio.Event()
        self._writer = writer
        self._crawl: asyncio.Future[None] | None = None

    @property
    def may_grow(self) -> bool:
        """Whether a crawl is still at work."""
        return self._crawl is not None and not self._crawl.done()

    def until(self, crawl: asyncio.Future[None]) -> None:
        """Expect more pages until this crawl is over."""
        self._crawl = crawl
        crawl.add_done_callback(lambda _: self.arrived.set())

    async def batches(self, size: int) -> AsyncIterator[Sequence[Unread]]:
        """Groups of ``size`` as they fill; a smaller last one when nothing more will come."""
        given: set[str] = set()
        while True:
            self.arrived.clear()
            is_over = not self.may_grow
            waiting = [p for p in await self._writer.do(unread) if p.fetch_id not in given]
            self.total = len(given) + len(waiting)
            for batch in batches(waiting, size):
                if is_over or len(batch) == size:
                    given.update(page.fetch_id for page in batch)
                    yield batch
            if is_over:
                return
            await self.arrived.wait()
