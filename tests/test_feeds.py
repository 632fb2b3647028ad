from __future__ import annotations

import contextlib
import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.steps.crawling.addresses import requestable
from flows.steps.crawling.feeds import FeedError, ReadFeed, read_feed
from flows.steps.crawling.links import announced_feeds, listed, section_links
from flows.steps.crawling.safe_xml import decoded

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>الواحة</title><ttl>15</ttl>
<skipHours><hour>1</hour><hour>2</hour></skipHours>
<skipDays><day>Sunday</day><day> friday </day><day>Jumuah</day></skipDays>
<item><title>قمة &amp; لقاء &laquo;مهم&raquo;</title><link>/news/1?a=1&b=2</link>
<pubDate>Fri, 24 Oct 2025 10:00:00 +0300</pubDate><dc:creator>ريم</dc:creator></item>
<item><title><![CDATA[<b>بيان</b> &amp; رد]]></title><guid isPermaLink="true">https://alwaha.test/2</guid></item>
<item><title>بلا عنوان</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>خبر</title>
<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/a/1"/><author><name>سامي</name></author>
<published>2025-10-24T10:00:00Z</published><updated>2025-10-24T15:00:00+03:00</updated></entry></feed>"""
RDF = """<?xml version="1.0" encoding="windows-1256"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title></channel>
<item rdf:about="http://x/1"><title>خبر</title><link>http://x.test/1</link>
<dc:date>2025-10-24T10:00:00Z</dc:date></item></rdf:RDF>"""
NEWS_SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://x/image">
<url><loc>https://x.test/old</loc><lastmod>2025-10-23</lastmod></url>
<url><loc>https://x.test/new</loc><lastmod>2025-10-24T12:00:00Z</lastmod>
<image:image><image:loc>https://x.test/a.jpg</image:loc></image:image>
<news:news><news:publication><news:name>الواحة</news:name></news:publication>
<news:publication_date>2025-10-24T10:00:00+02:00</news:publication_date><news:title>خبر</news:title>
</news:news></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://x.test/1.xml.gz</loc><lastmod>2025-10-01</lastmod></sitemap>
<sitemap><loc>https://x.test/2.xml.gz</loc></sitemap></sitemapindex>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "items": [
{"url": "/1", "title": "خبر", "date_published": "2025-10-24T10:00:00Z", "authors": [{"name": "ريم"}]},
{"id": "no address"}, 7]}"""
TEN = datetime(2025, 10, 24, 10, tzinfo=UTC)


def read(body: str | bytes, kind: str = "", limit: int = 100) -> ReadFeed:
    return read_feed(body if isinstance(body, bytes) else body.encode(), kind, limit, 1_000_000)


def test_rss() -> None:
    feed = read(RSS)
    first, second = feed.entries
    assert (first.url, first.title, first.author) == ("/news/1?a=1&b=2", "قمة & لقاء «مهم»", "ريم")
    assert (first.published, first.updated) == (TEN - timedelta(hours=3), None)
    assert (second.url, second.title) == ("https://alwaha.test/2", "بيان & رد")
    assert feed.ttl == timedelta(minutes=15)
    assert (feed.skip_hours, feed.skip_days) == ((1, 2), (4, 6))


def test_atom() -> None:
    (entry,) = read(ATOM).entries
    assert (entry.url, entry.title, entry.author) == ("/a/1", "خبر", "سامي")
    assert (entry.published, entry.updated) == (TEN, TEN + timedelta(hours=2))


def test_rdf_in_the_old_code_page() -> None:
    (entry,) = read(RDF.encode("cp1256")).entries
    assert (entry.title, entry.updated) == ("خبر", TEN)


def test_news_sitemap_newest_first() -> None:
    new, old = read(NEWS_SITEMAP).entries
    assert (new.url, new.title) == ("https://x.test/new", "خبر")
    assert (new.published, new.updated) == (TEN - timedelta(hours=2), TEN + timedelta(hours=2))
    assert (old.url, old.updated) == ("https://x.test/old", datetime(2025, 10, 23, tzinfo=UTC))


def test_sitemap_index() -> None:
    feed = read(gzip.compress(INDEX.encode()))
    assert feed.children == (
        ("https://x.test/1.xml.gz", datetime(2025, 10, 1, tzinfo=UTC)),
        ("https://x.test/2.xml.gz", None),
    )


def test_json_feed() -> None:
    (entry,) = read(JSON_FEED).entries
    assert (entry.url, entry.title, entry.author, entry.published) == ("/1", "خبر", "ريم", TEN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    text = RSS.replace('encoding="UTF-8"', "")
    assert len(read(text.encode(encoding)).entries) == 2


def test_charset_of_the_header_and_of_the_bytes_themselves() -> None:
    text = RSS.replace('encoding="UTF-8"', "")
    for kind in ("text/xml; charset=windows-1256", "text/xml"):
        assert read(text.encode("cp1256", "replace"), kind).entries[0].author == "ريم"
    assert decoded("خبر".encode()) == "خبر"


def test_limits() -> None:
    many = "<rss><channel>" + "<item><link>/1</link></item>" * 500 + "</channel></rss>"
    feed = read(many, limit=7)
    assert (len(feed.entries), feed.left_out) == (7, 493)
    urls = "".join(
        f"<url><loc>/{n}</loc><lastmod>2025-01-{n % 28 + 1:02}</lastmod></url>" for n in range(9000)
    )
    feed = read(f"<urlset>{urls}</urlset>", limit=7)
    assert (len(feed.entries), feed.left_out) == (7, 8993)
    assert {e.updated for e in feed.entries} == {datetime(2025, 1, 28, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("<title>a & b</title>", "a & b"),
        ("<title>a &nbsp; b</title>", "a b"),
        ("<title>a &#1575; b</title>", "a ا b"),
        ("<title>a\x0bb</title>", "ab"),
        ("<title>a &unknown; b</title>", "a b"),
        ("<title>a <b>c</title>", "a c"),
        ("<title>a</title><media:content url='/x'/>", "a"),
    ],
)
def test_small_faults_are_repaired(item: str, title: str) -> None:
    feed = read(f"<rss><channel><item><link>/1</link>{item}</item></channel></rss>")
    assert [e.title for e in feed.entries] == [title]


@pytest.mark.parametrize(
    "body",
    ["", "hello", "<html></html>", "{}", '{"version": 5}', "[1]", "{" * 9, "<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "<" * 99],
)  # fmt: skip
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(FeedError):
        read(body)


@pytest.mark.parametrize(
    "date", ["yesterday", "0000-00-00", "31 Feb 2025", "9" * 50, "Fri, 24 Oct 99999"]
)
def test_times_that_are_none_stay_open(date: str) -> None:
    feed = read(
        f"<rss><channel><item><link>/1</link><pubDate>{date}</pubDate></item></channel></rss>"
    )
    assert feed.entries[0].published is None


@given(
    seed=st.sampled_from(
        [RSS, ATOM, RDF.replace("windows-1256", "utf-8"), NEWS_SITEMAP, INDEX, JSON_FEED]
    ),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=12)), max_size=6
    ),
)
@settings(max_examples=150, deadline=None)
def test_damaged_feeds_are_read_or_refused(seed: str, cuts: list[tuple[float, int, bytes]]) -> None:
    body = seed.encode()
    for where, length, filling in cuts:
        start = int(where * len(body))
        body = body[:start] + filling + body[start + length :]
    with contextlib.suppress(FeedError):
        read(body)


PAGE = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/atom+xml" href="/atom"><link rel="alternate" hreflang="en" href="/en">
</head><a href="/news/1/">خبر <b>أول</b></a><a href="/news/1/"></a><a href='news/2/#c'>ثان</a>
<a href="/about">عنا</a><a href="javascript:x">x</a><a href="http://[x">x</a></html>""".encode()


@pytest.mark.parametrize(
    "bad", ["http://[bad", "//[", "http://[bad]/x", "http://x\u2100.test/", "http://[::1"]
)
def test_bad_address_costs_only_itself(bad: str) -> None:
    item, good = f"<item><link>{bad}</link></item>", "<item><link>https://x.test/2</link></item>"
    entry = f'<entry xml:base="{bad}"><link href="{bad}"/></entry>'
    other = '<entry><link href="https://x.test/2"/></entry>'
    place = f"<url><loc>{bad}</loc></url><url><loc>https://x.test/2</loc></url>"
    feeds = (
        f"<rss><channel><link>{bad}</link>{item}{good}</channel></rss>",
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{bad}">{entry}{other}</feed>',
        f"<urlset>{place}</urlset>",
    )
    for feed in feeds:
        asked = [requestable(e.url, "https://x.test/feed") for e in read(feed).entries if e.url]
        assert [url for url in asked if url] == ["https://x.test/2"]
    link = '<link rel="alternate" type="application/rss+xml" href="{}"><a href="{}">x</a>'
    page = (link.format(bad, bad) + link.format("/2", "/2")).encode()
    assert announced_feeds(page, "", "https://x.test/") == [("rss", "https://x.test/2")]
    (found,) = section_links(page, "", "https://x.test/", "test/2", 9).entries
    assert found.url == "https://x.test/2"


def test_home_page_announces_feeds() -> None:
    assert announced_feeds(PAGE, "text/html", "https://x.test/a") == [
        ("rss", "https://x.test/feed/"),
        ("atom", "https://x.test/atom"),
    ]


def test_section_page_links_to_articles() -> None:
    feed = section_links(PAGE, "text/html", "https://x.test/", r"/news/\d+/$", 10)
    assert [(e.url, e.title) for e in feed.entries] == [
        ("https://x.test/news/1/", "خبر أول"),
        ("https://x.test/news/2/", "ثان"),
    ]
    with pytest.raises(FeedError, match="no link"):
        section_links(PAGE, "text/html", "https://x.test/", "/sport/", 10)


def test_plain_list() -> None:
    feed = listed(b"# ours\nhttps://x.test/1\n\n https://x.test/2 \n", 10)
    assert [e.url for e in feed.entries] == ["https://x.test/1", "https://x.test/2"]
