"""The crawl: all publishers side by side, results handed over in batches."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime
from traceback import format_tb

from flows.plain import plain
from flows.records import AddressState, Batch, Fetch, Publisher
from flows.steps.crawling.addresses import canonical, host_of, page_canonical
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.discover import Discoverer
from flows.steps.crawling.errand import Errand, Visit, page_of
from flows.steps.crawling.fetch import Fetcher
from flows.steps.crawling.found import Papers
from flows.steps.crawling.schedule import after_page_failure, next_reading
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState, Ledger, located
from flows.steps.crawling.transport import Transport
from flows.steps.crawling.warc import Earlier

log = logging.getLogger(__name__)


class ContactError(ValueError):
    """The operator has not said how a publisher can reach them."""


async def crawl(
    publishers: Sequence[Publisher],
    state: CrawlState,
    archive: Archive,
    settings: Settings,
    papers: Sequence[Publisher] = (),
) -> AsyncIterator[Batch]:
    """Poll the feeds that are due, read what is new or changed, hand the rows over in batches.

    A page on the sites of another of ``papers`` is that one's: a redirect led there.

    ``state`` is changed in place; each batch holds the rows of it that changed, to be committed
    together with the facts. The archive is on disk up to a batch before that batch is handed over.
    Work that takes long between two batches belongs in a thread: requests are under way meanwhile.
    Raises ContactError where a host that is not local would be asked without a contact.
    """
    awake = [p for p in publishers if p.resting is None]
    demand_contact(awake, settings)
    ledger = Ledger(state)
    async with Transport(settings) as transport:
        fetcher = Fetcher(transport, ledger, settings)
        crawler = _Crawler(fetcher, ledger, settings, Papers(papers or publishers))
        tasks = [asyncio.create_task(crawler.publisher(p), name=p.id) for p in awake]
        done = asyncio.gather(*tasks)
        try:
            while not done.done():
                await crawler.batch_ready(done)
                if ledger:
                    yield await crawler.handed_over(archive)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    if ledger:
        yield await crawler.handed_over(archive)


def demand_contact(publishers: Sequence[Publisher], settings: Settings) -> None:
    """Raise ContactError where a host that is not local would be asked without a contact."""
    strangers = [
        p.id for p in publishers if any(not settings.is_local(host_of(f.url)) for f in p.feeds)
    ]
    if strangers and not settings.contact:
        raise ContactError(
            f"{strangers[0]} is a stranger's site: set a contact (a mail or a web address) that"
            " stands in the User-Agent before asking it"
        )


class _Crawler:
    def __init__(
        self, fetcher: Fetcher, ledger: Ledger, settings: Settings, papers: Papers
    ) -> None:
        self._fetcher = fetcher
        self._ledger = ledger
        self._settings = settings
        self._papers = papers
        self._discoverer = Discoverer(fetcher, ledger, settings, self._wait_for_room)
        self._deadline = asyncio.get_running_loop().time() + settings.budget_seconds
        self._full = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    async def batch_ready(self, done: asyncio.Future[list[None]]) -> None:
        """Return when a batch is full, some time has passed, or all is done."""
        full = asyncio.ensure_future(self._full.wait())
        await asyncio.wait(
            (full, done),
            timeout=self._settings.batch_seconds,
            return_when=asyncio.FIRST_COMPLETED,
        )
        full.cancel()

    async def handed_over(self, archive: Archive) -> Batch:
        """The next batch, its archive records on disk."""
        batch, entries = self._ledger.take()
        self._full.clear()
        self._room.set()
        places = archive.write_all(entries)
        # The disk is waited for in a thread. Packing is not: beside the requests, thread would wait for thread.
        await asyncio.to_thread(archive.commit)
        return located(batch, places)

    async def publisher(self, publisher: Publisher) -> None:
        """Crawl one publisher; a fault of ours ends this one's crawl only.

        Who is still waiting for a host's turn when the budget is spent stops waiting: a robots.txt
        may ask for a pause of hours.
        """
        last = self._deadline + self._settings.total_seconds
        try:
            async with asyncio.timeout_at(last):
                await self._discoverer.poll(publisher)
                await self._read_due(publisher)
        except TimeoutError:
            log.info("the time for %s is over; the rest waits for the next crawl", publisher.id)
        except Exception as error:
            trouble = plain(f"{publisher.id}: {type(error).__name__}: {error}")
            # The message may quote the network, so the log gets the trace without it.
            trace = "".join(format_tb(error.__traceback__))
            log.error("the crawl broke: %s\n%s", trouble, trace)
            self._ledger.trouble(trouble)

    async def _read_due(self, publisher: Publisher) -> None:
        hosts: defaultdict[str, list[str]] = defaultdict(list)
        for address in self._due(publisher)[: self._settings.pages_a_publisher]:
            hosts[host_of(address.url)].append(address.address)
        await asyncio.gather(*(self._read_host(h, todo, publisher) for h, todo in hosts.items()))

    def _due(self, publisher: Publisher) -> list[AddressState]:
        """Addresses to read: those never read first, newest first."""
        now = self._settings.now()
        known = self._ledger.state.addresses
        waiting = (known[address] for address in self._ledger.state.waiting[publisher.id])
        due = (a for a in waiting if _is_due(a, now) and not self._is_old(a))
        return sorted(
            due, key=lambda a: (a.reads > 0, -(a.stamp or a.first_seen_at).timestamp(), a.address)
        )

    def _is_old(self, address: AddressState) -> bool:
        since, stamp = self._settings.since, address.stamp or address.published
        return since is not None and stamp is not None and stamp.date() < since

    async def _read_host(self, host: str, addresses: Sequence[str], publisher: Publisher) -> None:
        for address in addresses:
            if self._fetcher.rests(host) or asyncio.get_running_loop().time() > self._deadline:
                return
            state = self._ledger.state.addresses[address]
            if _is_due(state, self._settings.now()):
                await self._wait_for_room()
                self._note(state, await self._fetcher.visit(_errand(state, publisher)))

    async def _wait_for_room(self) -> None:
        ledger, settings = self._ledger, self._settings
        if ledger.visits >= settings.batch_visits or ledger.bytes >= settings.batch_bytes:
            self._full.set()
        if ledger.visits >= 2 * settings.batch_visits or ledger.bytes >= 2 * settings.batch_bytes:
            self._room.clear()
        await self._room.wait()

    def _note(self, state: AddressState, visit: Visit) -> None:
        """Bring a visit into the ledger, without awaiting: its rows come into one batch."""
        fetch, answer = visit.fetch, visit.answer
        now = fetch.fetched_at
        if fetch.outcome not in ("ok", "unchanged") or answer is None:
            self._ledger.add(fetch, *visit.entries)
            self._ledger.put(after_page_failure(state, fetch, now))
            return
        fetch = replace(fetch, publisher=self._papers.owner(fetch.final_url, fetch.publisher))
        if fetch.outcome == "ok":
            fetch = replace(fetch, canonical_url=page_canonical(answer.body, fetch.final_url))
            self._ledger.add(page_of(fetch, answer))
        self._ledger.add(fetch, *visit.entries)
        read = _read_state(state, fetch)
        read = replace(read, next_read_at=next_reading(read, now, self._settings))
        self._ledger.put(read)
        self._note_twin(read, fetch)

    def _note_twin(self, read: AddressState, fetch: Fetch) -> None:
        """The address that a redirect or ``rel=canonical`` leads to has been read with this one."""
        if fetch.outcome != "ok":
            return
        twins = {fetch.canonical_url, canonical(fetch.final_url)} - {read.address}
        self._ledger.state.recall(sorted(twins))
        for twin in twins:
            known = self._ledger.state.addresses.get(twin)
            if known is None or not known.reads:
                first = known.first_seen_at if known else read.first_seen_at
                self._ledger.put(
                    replace(
                        read,
                        address=twin,
                        url=fetch.final_url,
                        publisher=fetch.publisher,
                        first_seen_at=first,
                        next_read_at=None,
                    )
                )


def _is_due(address: AddressState, now: datetime) -> bool:
    return address.next_read_at is not None and address.next_read_at <= now


def _errand(state: AddressState, publisher: Publisher) -> Errand:
    earlier = None
    if state.digest and state.record_url and state.record_at:
        earlier = Earlier(state.record_url, state.record_at, state.digest)
    return Errand(state.url, publisher, "page", state.etag, state.last_modified, earlier)


def _read_state(state: AddressState, fetch: Fetch) -> AddressState:
    read = replace(
        state,
        reads=state.reads + 1,
        failures=0,
        outcome=fetch.outcome,
        last_read_at=fetch.fetched_at,
        read_stamp=state.stamp,
    )
    if fetch.outcome == "unchanged":
        return replace(read, unchanged=state.unchanged + 1)
    return replace(
        read,
        unchanged=0,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        digest=fetch.digest,
        record_url=fetch.final_url,
        record_at=fetch.fetched_at,
    )
