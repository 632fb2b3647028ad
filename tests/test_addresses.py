from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.commands.terminal import print_table
from flows.plain import plain
from flows.steps.crawling.addresses import canonical, page_canonical, requestable, site_of
from flows.steps.crawling.guard import is_public

# One article, linked in many ways.
SAME = [
    ("https://x.com/news/1", "http://www.x.com/news/1"),
    ("https://x.com/news/1", "https://m.x.com/news/1/"),
    ("https://x.com/news/1", "https://www.x.com:443/news//1#comments"),
    ("https://x.com/news/1", "https://x.com/news/1?utm_source=rss&utm_medium=feed&fbclid=abc"),
    ("https://x.com/news/1", "https://x.com/news/1?source=rss&ref=facebook"),
    ("https://x.com/news/1", "https://x.com/news/1/amp/"),
    ("https://x.com/news/1", "https://amp.x.com/amp/news/1"),
    ("https://x.com/news/1", "https://x.com/news/1?amp=1&outputType=amp"),
    ("https://x.com/أخبار/قمة", "https://x.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%d9%82%d9%85%d8%a9"),
    ("https://x.com/a?id=5&page=2", "https://x.com/a?page=2&id=5"),
    ("https://x.com/a?q=a%26b", "http://X.com/a?q=a%26b"),
    ("https://عربي.com/a", "https://xn--ngbrx4e.com/a"),
    ("https://x.com/", "http://www.x.com"),
]

# Different articles that must not be taken for one.
DIFFERENT = [
    ("https://x.com/a?id=5", "https://x.com/a?id=6"),
    ("https://x.com/a?cid=5", "https://x.com/a?cid=6"),
    ("https://x.com/a?source=12", "https://x.com/a?source=13"),
    ("https://x.com/a%2Fb", "https://x.com/a/b"),
    ("https://x.com/a", "https://arabic.x.com/a"),
    ("https://x.com/amp", "https://x.com/amp/1"),
    ("https://x.com/a", "https://x.com:8080/a"),
    ("https://m.com/a", "https://n.com/a"),
]

REFUSED = [
    "ftp://x.com/a",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://user:secret@x.com/",
    "http://x.com:0/",
    "http://x.com:99999/",
    "http://[half/",
    "http://a b/",
    "http://x.com/" + "a" * 5000,
    "//x.com/a",
    "",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_article_has_one_address(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_articles_keep_apart(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("url", REFUSED)
def test_what_cannot_be_asked_is_refused(url: str) -> None:
    assert requestable(url) is None
    with pytest.raises(ValueError, match="not an http address"):
        canonical(url)


_PIECES = [
    *"|[]{};/\\.,:?&=%#+~@ aم",
    "/amp",
    "amp",
    "//",
    "..",
    "%5B",
    "%7C",
    "%25",
    "%2",
    "&amp;",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
@example(";|[]/")
@example("..amp")
@example("1/amp/AMP")
def test_canonical_is_stable(text: str) -> None:
    url = requestable(f"https://x.com/{text}")
    if url is not None:
        assert canonical(canonical(url)) == canonical(url)


def test_relative_addresses_are_made_absolute() -> None:
    assert requestable("/أخبار 1", "https://x.com/feed") == (
        "https://x.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1%201"
    )


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="/story/1">', "https://x.com/story/1"),
        ("<link href='http://www.x.com/story/1?utm_source=a' rel=canonical>", "https://x.com/story/1"),
        ('<LINK REL="CANONICAL" HREF="/story/1">', "https://x.com/story/1"),
        ('<link rel="canonical" href="https://elsewhere.com/1">', "https://x.com/news/5?page=2"),
        ('<link rel="canonical" href="https://x.com/">', "https://x.com/news/5?page=2"),
        ('<link rel="canonical" href="https://x.com/news">', "https://x.com/news/5?page=2"),
        ('<link rel="canonical" href="https://x.com/news/5">', "https://x.com/news/5?page=2"),
        ('<link rel="amphtml" href="/amp/1">', "https://x.com/news/5?page=2"),
        ("", "https://x.com/news/5?page=2"),
    ],
)  # fmt: skip
def test_pages_own_canonical_link_counts_within_bounds(link: str, expected: str) -> None:
    body = f"<html><head>{link}</head>".encode()
    assert page_canonical(body, "https://www.x.com/news/5?page=2") == expected


def test_sites_follow_the_public_suffix_list() -> None:
    assert site_of("gate.ahram.org.eg") == "ahram.org.eg"
    assert site_of("feeds.bbci.co.uk") == "bbci.co.uk"
    assert site_of("m.alwaha.test") == "alwaha.test"
    assert site_of("10.0.0.1") == "10.0.0.1"


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8"])
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.1.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2001::1",
        "localhost",
    ],
)
def test_other_addresses_do_not(address: str) -> None:
    assert not is_public(address)


def test_brackets_from_the_network_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["[/i]"], [["[/b] [link=http://x.test]خبر[/link]\x1b[2J"]])
    told = capsys.readouterr().out
    assert "[/i]" in told
    assert "[/b] [link=http://x.test]خبر[/link]\ufffd[2J" in told
    assert "\x1b" not in told


def test_text_from_the_network_is_harmless_in_a_terminal() -> None:
    assert plain("a\x1b[31mb\u202ec\r\nd") == "a [31mb c d"
    assert plain("x" * 500, 10) == "x" * 9 + "…"
    assert plain("\ud800 خبر") == "خبر"
