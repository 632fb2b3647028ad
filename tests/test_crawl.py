"""How a crawl behaves as a guest and what it remembers, against well-meaning sites."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import httpcore
import pytest
from loopback import Behaviour, Loopback, answer, paper, rss

from flows.records import AddressState, Batch, Feed, FeedState, Publisher
from flows.steps.crawling.archive import Archive, read_record
from flows.steps.crawling.connection import GuardedBackend
from flows.steps.crawling.crawl import ContactError, crawl
from flows.steps.crawling.found import Found, Papers
from flows.steps.crawling.guard import RefusedHostError
from flows.steps.crawling.pace import pause_for
from flows.steps.crawling.schedule import after_answer
from flows.steps.crawling.settings import Settings
from flows.steps.crawling.state import CrawlState

HOST = "alwaha.test"
PAGE = answer("<p>خبر</p>")
START = datetime(2025, 10, 24, 12, tzinfo=UTC)


class Guest:
    """Crawls again and again with one memory, on a clock of its own."""

    def __init__(self, web: Loopback, folder: Path, **settings: object) -> None:
        self.web, self.folder = web, folder
        self.state = CrawlState()
        self.at = START
        self.settings: Settings = web.settings(now=lambda: self.at, **settings)

    def crawl(self, *publishers: Publisher, **changes: object) -> Batch:
        """One run; everything it brought as one batch."""
        self.web.requests.clear()
        return asyncio.run(self._crawl(publishers, replace(self.settings, **changes)))  # type: ignore[arg-type]

    async def _crawl(self, publishers: Sequence[Publisher], settings: Settings) -> Batch:
        archive = Archive(self.folder, now=settings.now)
        batches = [b async for b in crawl(publishers, self.state, archive, settings)]
        archive.close()
        names = Batch.__slots__
        return Batch(**{n: tuple(row for b in batches for row in getattr(b, n)) for n in names})

    def later(self, **delta: float) -> None:
        """Let time pass, and forget the batch by coming back from plain rows."""
        self.at += timedelta(**delta)
        old = self.state
        rows = (old.addresses, old.feeds, old.robots, old.hosts)
        self.state = CrawlState.of(*(list(table.values()) for table in rows))


def outcomes(batch: Batch, purpose: str = "page") -> list[str]:
    return [f.outcome for f in batch.fetches if f.purpose == purpose]


def served(site: dict[str, Behaviour], host: str = HOST) -> Loopback:
    return Loopback({host: site})


def item(path: str, updated: str = "", published: str = "2025-10-24T10:00:00Z") -> str:
    return (
        f"<entry><title>خبر</title><link href='{path}'/><published>{published}</published>"
        f"<updated>{updated or published}</updated></entry>"
    )


def atom(*items: str, **headers: str) -> bytes:
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'>{''.join(items)}</feed>"
    return answer(body, kind="application/atom+xml", **headers)


def test_second_run_asks_for_feeds_only(tmp_path: Path) -> None:
    with served({"/feed": rss("/1", "/2"), "/1": PAGE, "/2": PAGE}) as web:
        guest = Guest(web, tmp_path)
        assert len(guest.crawl(paper(HOST)).pages) == 2
        guest.later(minutes=11)
        batch = guest.crawl(paper(HOST))
        assert [r.path for r in web.requests] == ["/feed"]
        assert (batch.pages, outcomes(batch, "feed")) == ((), ["unchanged"])


def test_validators_are_sent_back_and_304_keeps_the_record(tmp_path: Path) -> None:
    feed = atom(item("/1"), ETag='"f1"', Last_Modified="Fri, 24 Oct 2025 10:00:00 GMT")
    page = answer("<p>خبر</p>", ETag='"p1"')
    same = answer(b"", 304, ETag='"p1"')
    with served({"/feed": [feed, same], "/1": [page, same]}) as web:
        guest = Guest(web, tmp_path)
        first = guest.crawl(paper(HOST)).pages[0]
        guest.later(hours=2)
        batch = guest.crawl(paper(HOST))
        sent = {r.path: r.headers for r in web.requests}
        assert sent["/feed"]["if-none-match"] == '"f1"'
        assert sent["/feed"]["if-modified-since"] == "Fri, 24 Oct 2025 10:00:00 GMT"
        assert sent["/1"]["if-none-match"] == '"p1"'
        again = next(f for f in batch.fetches if f.purpose == "page")
        assert (again.outcome, again.digest) == ("unchanged", first.digest)
        record = read_record(tmp_path, again.archive_file or "", again.archive_offset or 0)
        assert record.refers_to == (first.final_url, "2025-10-24T12:00:00.000000Z")


def test_validators_go_back_byte_for_byte(tmp_path: Path) -> None:
    odd = '"خبر-é"'.encode()
    page = answer("<p>خبر</p>", ETag=odd.decode("utf-8"))
    with served({"/feed": atom(item("/1")), "/1": [page, answer(b"", 304)]}) as web:
        guest = Guest(web, tmp_path)
        guest.crawl(paper(HOST))
        guest.later(hours=2)
        batch = guest.crawl(paper(HOST))
        sent = {r.path: r.headers for r in web.requests}
        assert sent["/1"]["if-none-match"].encode("latin-1") == odd
        assert outcomes(batch, "page") == ["unchanged"]
        assert not batch.troubles


def test_a_page_that_leads_to_another_paper_is_that_ones(tmp_path: Path) -> None:
    away = answer("", 302, Location="http://sariya.test/5")
    sites = {HOST: {"/feed": rss("/1"), "/1": away}, "sariya.test": {"/5": PAGE}}
    with Loopback(sites) as web:
        guest = Guest(web, tmp_path)
        batch = guest.crawl(
            paper(HOST), replace(paper("sariya.test"), feeds=(), home="http://sariya.test/")
        )
        [fetch] = [f for f in batch.fetches if f.purpose == "page"]
        assert (fetch.publisher, batch.pages[0].publisher) == ("sariya", "sariya")
        owners = {a: s.publisher for a, s in guest.state.addresses.items()}
        assert owners == {"https://alwaha.test/1": "alwaha", "https://sariya.test/5": "sariya"}


def test_papers_of_one_site_keep_their_own_pages() -> None:
    arabic, english = (replace(paper(HOST), id=name) for name in ("arabic", "english"))
    papers = Papers([arabic, english])
    assert papers.owner(f"https://{HOST}/1", "arabic") == "arabic"
    assert papers.owner("https://elsewhere.test/1", "arabic") == "arabic"


def test_same_bytes_without_validators_are_no_new_page(tmp_path: Path) -> None:
    with served({"/feed": atom(item("/1")), "/1": PAGE}) as web:
        guest = Guest(web, tmp_path)
        guest.crawl(paper(HOST))
        guest.later(hours=2)
        batch = guest.crawl(paper(HOST))
        assert (outcomes(batch), batch.pages) == (["unchanged"], ())


def test_feed_that_lies_about_its_etag_is_found_out(tmp_path: Path) -> None:
    async def liar(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = web.requests[-1].headers
        new = len(asks) > 1
        asks.append(asked)
        body = atom(item("/1"), *([item("/2")] if new else []), ETag='"always"', Connection="close")
        writer.write(answer(b"", 304) if "if-none-match" in asked else body)
        await writer.drain()

    asks: list[dict[str, str]] = [{}]
    with served({"/feed": liar, "/1": PAGE, "/2": PAGE}) as web:
        guest = Guest(web, tmp_path)
        guest.crawl(paper(HOST))
        guest.later(hours=1)
        assert outcomes(guest.crawl(paper(HOST)), "feed") == ["unchanged"]
        guest.later(hours=12)
        assert [p.canonical_url for p in guest.crawl(paper(HOST)).pages] == [
            "https://alwaha.test/2"
        ]
        guest.later(hours=1)
        guest.crawl(paper(HOST))
        assert "if-none-match" not in asks[-1]


def test_moved_stamp_brings_a_page_back_and_a_restless_one_loses_credit(tmp_path: Path) -> None:
    stamps = [f"2025-10-20T{hour:02}:00:00Z" for hour in range(10, 16)]
    feeds: list[Behaviour] = [atom(item("/1", s, "2025-10-20T10:00:00Z")) for s in stamps]
    corrected = answer("<p>خبر مصحح</p>")
    with served({"/feed": feeds, "/1": [PAGE, corrected]}) as web:
        guest = Guest(web, tmp_path)
        read = []
        for _ in range(5):
            read.append(outcomes(guest.crawl(paper(HOST))))
            guest.later(minutes=20)
    assert read[:3] == [["ok"], ["ok"], ["unchanged"]]
    assert read[3:] == [[], []]


def test_young_articles_are_read_again_at_growing_intervals(tmp_path: Path) -> None:
    with served({"/feed": atom(item("/1")), "/1": PAGE}) as web:
        guest = Guest(web, tmp_path)
        hours = []
        for hour in range(0, 24 * 6):
            if outcomes(guest.crawl(paper(HOST), every_feed=False)):
                hours.append(hour)
            guest.later(hours=1)
    assert hours == [0, 1, 5, 17, 53]


def test_old_articles_are_read_once(tmp_path: Path) -> None:
    old = item("/1", published="2025-09-01T10:00:00Z")
    with served({"/feed": atom(old), "/1": PAGE}) as web:
        guest = Guest(web, tmp_path)
        assert outcomes(guest.crawl(paper(HOST))) == ["ok"]
        guest.later(days=2)
        assert outcomes(guest.crawl(paper(HOST))) == []


def test_twins_are_one_article(tmp_path: Path) -> None:
    linked = answer("<link rel=canonical href='/story'><p>خبر</p>")
    site: dict[str, Behaviour] = {
        "/feed": rss("/old", "/new", "/new?utm_source=x", "/story", "/printed"),
        "/old": answer(b"", 301, Location="/new"),
        "/new": PAGE,
        "/printed": linked,
        "/story": linked,
    }
    with served(site) as web:
        batch = Guest(web, tmp_path).crawl(paper(HOST))
        assert sorted(web.asked(HOST)) == ["/feed", "/new", "/new", "/old", "/printed"]
        addresses = [p.canonical_url for p in batch.pages]
        assert set(addresses) == {"https://alwaha.test/new", "https://alwaha.test/story"}


def test_addresses_found_are_not_forgotten_when_the_feed_drops_them(tmp_path: Path) -> None:
    feeds: list[Behaviour] = [rss("/1", "/2", "/3"), rss("/4")]
    with served({"/feed": feeds} | {f"/{n}": PAGE for n in range(5)}) as web:
        guest = Guest(web, tmp_path)
        read = [len(guest.crawl(paper(HOST), pages_a_publisher=1).pages)]
        for _ in range(4):
            guest.later(minutes=1)
            read.append(len(guest.crawl(paper(HOST), pages_a_publisher=1).pages))
    assert read == [1, 1, 1, 1, 0]


def test_store_is_asked_for_what_it_did_not_load(tmp_path: Path) -> None:
    with served({"/feed": rss("/1", "/2"), "/1": PAGE, "/2": PAGE}) as web:
        guest = Guest(web, tmp_path)
        guest.crawl(paper(HOST))
        known = dict(guest.state.addresses)
        asked: list[str] = []

        def look_up(addresses: Sequence[str]) -> list[AddressState]:
            asked.extend(addresses)
            return [known[a] for a in addresses if a in known]

        guest.state = CrawlState.of(look_up=look_up)
        assert outcomes(guest.crawl(paper(HOST))) == []
        assert sorted(asked) == sorted(known)


def test_crawl_delay_spaces_requests(tmp_path: Path) -> None:
    robots = answer("User-agent: *\nCrawl-delay: 0.3", kind="text/plain")
    site = {"/robots.txt": robots, "/feed": rss("/1", "/2", "/3")} | {
        f"/{n}": PAGE for n in range(4)
    }
    with served(site) as web:
        Guest(web, tmp_path).crawl(paper(HOST))
        times = [r.at for r in web.requests if r.path != "/robots.txt"]
    assert len(times) == 4
    assert min(b - a for a, b in pairwise(times)) >= 0.29


def test_hosts_are_crawled_side_by_side(tmp_path: Path) -> None:
    async def slow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        writer.write(PAGE)

    hosts = [f"h{n}.example-{n}.test" for n in range(20)]
    with Loopback({host: {"/feed": rss("/1"), "/1": slow} for host in hosts}) as web:
        started = time.monotonic()
        batch = Guest(web, tmp_path).crawl(*map(paper, hosts))
        assert outcomes(batch) == ["ok"] * 20
        assert time.monotonic() - started < 20 * 0.5 / 2


def test_one_request_at_a_time_to_a_host(tmp_path: Path) -> None:
    busy: list[int] = []

    async def slow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        busy.append(1)
        most.append(len(busy))
        await asyncio.sleep(0.05)
        writer.write(PAGE)
        busy.pop()

    most: list[int] = []
    site: dict[str, Behaviour] = {"/feed": rss("/1", "/2"), "/other": rss("/3", "/4")}
    with served(site | {f"/{n}": slow for n in range(1, 5)}) as web:
        two = (paper(HOST), paper(HOST, id="b", feeds=(Feed("rss", f"http://{HOST}/other"),)))
        assert outcomes(Guest(web, tmp_path).crawl(*two)) == ["ok"] * 4
    assert max(most) == 1


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    busy = answer(b"", 429, Retry_After="1")
    with served({"/feed": rss("/1"), "/1": [busy, PAGE]}) as web:
        assert outcomes(Guest(web, tmp_path).crawl(paper(HOST))) == ["busy", "ok"]
        first, second = [r.at for r in web.requests if r.path == "/1"]
    assert second - first >= 0.99


def test_host_that_asks_for_a_long_rest_gets_it(tmp_path: Path) -> None:
    busy = answer(b"", 503, Retry_After="7200")
    with served({"/feed": rss("/1", "/2"), "/1": [busy, PAGE], "/2": PAGE}) as web:
        guest = Guest(web, tmp_path)
        assert outcomes(guest.crawl(paper(HOST))) == ["server_error"]
        guest.later(hours=1)
        guest.crawl(paper(HOST))
        assert web.requests == []
        guest.later(hours=2)
        assert outcomes(guest.crawl(paper(HOST))) == ["ok", "ok"]


def test_robots_are_kept_a_day_and_waited_for(tmp_path: Path) -> None:
    robots: list[Behaviour] = [answer(b"", 503), answer("", kind="text/plain")]
    with served({"/robots.txt": robots, "/feed": rss("/1"), "/1": PAGE}) as web:
        guest = Guest(web, tmp_path)
        batch = guest.crawl(paper(HOST))
        assert outcomes(batch, "feed") == ["robots_unreachable"]
        assert [r.path for r in web.requests] == ["/robots.txt"]
        for hours, asked in ((1, True), (12, False), (12, True)):
            guest.later(hours=hours)
            guest.crawl(paper(HOST))
            assert ("/robots.txt" in [r.path for r in web.requests]) == asked


def test_dead_feed_rests_and_wakes(tmp_path: Path) -> None:
    feeds: list[Behaviour] = [answer(b"", 404)] * 3 + [rss("/1")]
    with served({"/feed": feeds, "/1": PAGE}) as web:
        guest = Guest(web, tmp_path)
        for _ in range(3):
            guest.crawl(paper(HOST))
            guest.later(hours=1)
        (feed,) = guest.state.feeds.values()
        assert "3 failures" in (feed.resting_reason or "")
        guest.crawl(paper(HOST))
        assert web.requests == []
        guest.later(days=1)
        assert outcomes(guest.crawl(paper(HOST))) == ["ok"]
        assert guest.state.feeds[feed.url].resting_until is None


def test_quiet_feeds_are_polled_less_and_busy_ones_more(tmp_path: Path) -> None:
    feeds: list[Behaviour] = [rss(*(f"/{n}" for n in range(k))) for k in range(1, 9)]
    with served({"/feed": feeds}) as web:
        guest = Guest(web, tmp_path)
        minutes = []
        for _ in range(60 * 12):
            batch = guest.crawl(paper(HOST, pace=0), every_feed=False, pages_a_publisher=0)
            minutes += [int((guest.at - START).total_seconds() / 60)] * len(batch.polls)
            guest.later(minutes=10)
            if len(minutes) == 16:
                break
    gaps = [b - a for a, b in pairwise(minutes)]
    assert min(gaps) >= 10
    assert gaps[3] <= 10
    assert gaps[-1] > gaps[8] > gaps[3]
    assert max(gaps) <= 24 * 60


def test_max_age_and_ttl_are_respected(tmp_path: Path) -> None:
    feed = answer(
        "<rss><channel><ttl>180</ttl></channel></rss>",
        kind="text/xml",
        Cache_Control="public, max-age=3600",
    )
    with served({"/feed": feed}) as web:
        guest = Guest(web, tmp_path, every_feed=False)
        guest.crawl(paper(HOST))
        (state,) = guest.state.feeds.values()
        assert state.next_poll_at == START + timedelta(minutes=180)


def test_hours_and_days_to_skip_outlive_an_answer_without_a_body(tmp_path: Path) -> None:
    wishes = (
        "<rss><channel><ttl>600</ttl><skipHours><hour>22</hour><hour>23</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>Sunday</day></skipDays></channel></rss>"
    )
    feeds: list[Behaviour] = [
        answer(wishes, kind="text/xml", ETag='"1"'),
        answer(b"", 304, kind=None, ETag='"1"'),
        answer(b"", 500, kind=None),
        rss("/1"),
    ]
    with served({"/feed": feeds, "/1": PAGE}) as web:
        guest = Guest(web, tmp_path, every_feed=False, attempts=1)
        polled = []
        for _ in range(4):
            guest.crawl(paper(HOST))
            (state,) = guest.state.feeds.values()
            assert state.next_poll_at
            polled.append(state.next_poll_at)
            guest.later(seconds=(state.next_poll_at - guest.at).total_seconds())
    # START is a Friday noon; ten hours later the feed wants its rest until Monday.
    monday = datetime(2025, 10, 27, tzinfo=UTC)
    assert polled[:2] == [monday, monday + timedelta(hours=10)]
    assert [f.next_poll_at for f in guest.state.feeds.values()] == polled[3:]


def test_feed_that_skips_all_its_days_is_asked_a_day_later() -> None:
    feed = FeedState("http://x.test/", "x", "rss", skip_days=tuple(range(7)))
    polled = after_answer(feed, START, 0, timedelta())
    assert polled.next_poll_at == START + timedelta(days=1, seconds=1800 * 1.5)


def test_home_page_leads_to_feeds_and_index_to_sitemaps(tmp_path: Path) -> None:
    home = answer('<link rel="alternate" type="application/rss+xml" href="/rss"><p>x')
    index = answer(
        "<sitemapindex>"
        + "".join(
            f"<sitemap><loc>/s{n}</loc><lastmod>2025-10-{n:02}</lastmod></sitemap>"
            for n in range(1, 9)
        )
        + "</sitemapindex>",
        kind="text/xml",
    )
    site: dict[str, Behaviour] = {
        "/": home,
        "/rss": rss("/1"),
        "/index": index,
        "/1": PAGE,
        "/2": PAGE,
    }
    site["/s8"] = answer("<urlset><url><loc>/2</loc></url></urlset>", kind="text/xml")
    feeds = (Feed("home", f"http://{HOST}/"), Feed("sitemap", f"http://{HOST}/index"))
    with served(site) as web:
        batch = Guest(web, tmp_path, children_a_sitemap=2).crawl(paper(HOST, feeds=feeds))
        assert sorted(web.asked(HOST)) == ["/", "/1", "/2", "/index", "/rss", "/s7", "/s8"]
        assert {f.found_on for f in batch.feeds if f.found_on} == {f.url for f in feeds}


def test_section_page_and_list(tmp_path: Path) -> None:
    section = answer("<a href='/news/1/'>خبر</a><a href='/about/'>عنا</a>")
    listing = answer("# ours\nhttp://alwaha.test/news/2/\n", kind="text/plain")
    feeds = (
        Feed("section", f"http://{HOST}/local", r"/news/\d+/$"),
        Feed("list", f"http://{HOST}/list.txt"),
    )
    site = {"/local": section, "/list.txt": listing, "/news/1/": PAGE, "/news/2/": PAGE}
    with served(site) as web:
        batch = Guest(web, tmp_path).crawl(paper(HOST, feeds=feeds))
        assert sorted(p.url for p in batch.pages) == [f"http://{HOST}/news/{n}/" for n in (1, 2)]


def test_polls_tell_of_a_feeds_health(tmp_path: Path) -> None:
    days = [item(f"/{n}", published=f"2025-10-{20 + n}T10:00:00Z") for n in range(3)]
    english = "<entry><title>Only English here</title><link href='/3'/></entry>"
    foreign = "<entry><title>خبر</title><link href='https://elsewhere.example/1'/></entry>"
    with served({"/feed": atom(*days, days[0], english, foreign)}) as web:
        (poll,) = Guest(web, tmp_path).crawl(paper(HOST), pages_a_publisher=0).polls
    assert (poll.items, poll.new_items, poll.duplicate_items, poll.foreign_items) == (4, 4, 1, 1)
    assert (poll.undated_items, poll.items_a_day, poll.arabic_share) == (1, 1.5, 0.75)
    assert poll.newest_at == datetime(2025, 10, 22, 10, tzinfo=UTC)


def test_batch_never_holds_half_a_visit(tmp_path: Path) -> None:
    paths = [f"/{n}" for n in range(30)]
    with served({"/feed": rss(*paths)} | dict.fromkeys(paths, PAGE)) as web:
        guest = Guest(web, tmp_path)
        seen: set[str] = set()
        asyncio.run(_check_batches(guest, seen))
        assert len(seen) == 30


async def _check_batches(guest: Guest, seen: set[str]) -> None:
    settings = replace(guest.settings, batch_visits=7, batch_seconds=0.05)
    archive = Archive(guest.folder, now=settings.now)
    found: set[str] = set()
    async for batch in crawl([paper(HOST)], guest.state, archive, settings):
        size = sum(path.stat().st_size for path in guest.folder.iterdir())
        found |= {i.canonical_url for i in batch.items}
        pages = {p.canonical_url for p in batch.pages}
        read = {a.address for a in batch.addresses if a.reads}
        assert pages == read
        assert pages <= found
        ends = [(f.archive_offset or 0) + (f.archive_length or 0) for f in batch.fetches]
        assert max(ends, default=0) <= size
        seen |= pages


def test_fault_of_ours_is_logged_without_what_the_network_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("not an address:\u202e\x1b[31m\nforged line")

    monkeypatch.setattr(Found, "sort", stumble)
    with served({"/feed": rss("/1")}) as web:
        batch = Guest(web, tmp_path).crawl(paper(HOST))
    assert batch.troubles == ("alwaha: ValueError: not an address: [31m forged line",)
    assert "in poll" in caplog.text
    assert not [c for c in caplog.text if c != "\n" and not c.isprintable()]
    assert "\nforged" not in caplog.text


def test_budget_ends_a_crawl_in_good_order(tmp_path: Path) -> None:
    async def slow(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(PAGE)

    paths = [f"/{n}" for n in range(50)]
    with served({"/feed": rss(*paths)} | dict.fromkeys(paths, slow)) as web:
        guest = Guest(web, tmp_path)
        first = guest.crawl(paper(HOST), budget_seconds=0.5)
        assert 1 <= len(first.pages) <= 10
        waiting = [a for a in guest.state.addresses.values() if not a.reads]
        assert len(waiting) == 50 - len(first.pages)


def test_pause_of_hours_does_not_hold_up_a_crawl(tmp_path: Path) -> None:
    robots = answer("User-agent: *\nCrawl-delay: 7200", kind="text/plain")
    site: dict[str, Behaviour] = {"/robots.txt": robots, "/feed": rss("/1"), "/1": PAGE}
    with served(site) as web:
        guest = Guest(web, tmp_path)
        batch = guest.crawl(paper(HOST), budget_seconds=0.2, total_seconds=0.2)
        assert (outcomes(batch, "feed"), batch.pages) == (["ok"], ())
        assert [a.reads for a in guest.state.addresses.values()] == [0]


def test_resting_publishers_are_left_alone(tmp_path: Path) -> None:
    with served({"/feed": rss("/1")}) as web:
        batch = Guest(web, tmp_path).crawl(paper(HOST, resting="the feed is doubtful"))
        assert (web.requests, batch) == ([], Batch())


def test_strangers_are_not_asked_without_a_contact(tmp_path: Path) -> None:
    with served({}) as web:
        guest = Guest(web, tmp_path)
        with pytest.raises(ContactError, match="set a contact"):
            guest.crawl(paper("stranger.example"))


def test_user_agent_names_the_operator(tmp_path: Path) -> None:
    with served({"/feed": rss()}) as web:
        Guest(web, tmp_path, contact="https://operator.example/bot").crawl(paper(HOST))
        agents = {r.headers["user-agent"] for r in web.requests}
    assert agents == {"Marsad/0.1 (Arabic news archive; +https://operator.example/bot)"}


def test_pace_of_nought_is_for_local_hosts_only() -> None:
    settings = Settings(local_hosts=frozenset({HOST}))
    assert pause_for(HOST, 0, None, settings) == 0
    assert pause_for(HOST, 0, 2.0, settings) == 2.0
    assert pause_for("stranger.example", 0, None, settings) == settings.default_pace
    assert pause_for("stranger.example", 1.5, None, settings) == 1.5


def test_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means a public address at the look-up, and a private one at every later."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])

    async def resolve(_: str) -> list[str]:
        return next(answers)

    async def connect(host: str, port: int, **_: object) -> None:
        connected.append((host, port))
        raise OSError("not in a test")

    async def run() -> None:
        monkeypatch.setattr(asyncio, "open_connection", connect)
        backend = GuardedBackend(Settings(resolve=resolve))
        with pytest.raises(httpcore.ConnectError):
            await backend.connect_tcp("rebinds.example", 443)
        with pytest.raises(RefusedHostError, match=r"127\.0\.0\.1"):
            await backend.connect_tcp("rebinds.example", 443)

    connected: list[tuple[str, int]] = []
    asyncio.run(run())
    assert connected == [("93.184.216.34", 443)]
