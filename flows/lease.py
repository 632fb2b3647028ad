"""A run's place in its deployment, held so that it is free again a minute after the run's process died.

Prefect's engine renews the place for five minutes at a time, and so long no other run could begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from threading import Event, Thread
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext

_SECONDS = 60  # the shortest that Prefect's API takes
_RENEWED_EVERY = 5  # soon after the engine, whose word would hold for its five minutes


@contextmanager
def short_lease() -> Iterator[None]:
    """Hold the place of the run at work for a minute at a time; nothing where its deployment has no limit."""
    context = FlowRunContext.get()
    run = context and context.flow_run
    lease = run and run.state and run.state.state_details.deployment_concurrency_lease_id
    if not lease:
        yield
        return
    over = Event()
    # A thread: the event loop may be busy with the store for longer than a lease lasts.
    thread = Thread(target=copy_context().run, args=(_renew, lease, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_RENEWED_EVERY)  # a server that is away must not hold up the end


def _renew(lease: UUID, over: Event) -> None:
    with get_client(sync_client=True) as client:
        while not over.is_set():
            # A server that is away may be back the next time; the engine tells when the place is lost.
            with suppress(httpx.HTTPError):
                client.renew_concurrency_lease(lease, _SECONDS)
            over.wait(_RENEWED_EVERY)
