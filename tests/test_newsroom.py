"""The sample newsroom: its server, its articles, its phenomena and its gold."""

import gzip
import http.client
import re
import tomllib
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from newsroom_gold import gold_articles, gold_rows, is_readable, named, relations, stands_in, words

from flows.newsroom import PAPERS, Newsroom, generated_pages, site, stories

MORNING, EVENING = stories("morning"), stories("evening")
BY_ID = {story.id: story for story in EVENING}
READABLE = [*gold_articles("morning")]
VERSIONS = {(s.id, s.version): s for s in (*MORNING, *EVENING) if is_readable(s)}


@pytest.fixture(scope="module")
def newsroom():
    with Newsroom() as running:
        yield running


def ask(newsroom, host, path, **fields):
    """(status, headers, body) of one request."""
    connection = http.client.HTTPConnection("127.0.0.1", newsroom.port, timeout=5)
    headers = {"Host": host, **{k.replace("_", "-"): v for k, v in fields.items()}}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def asked(story):
    """The story's path with its Arabic percent-encoded, as a guest sends it."""
    return quote(story.path, safe="/?&=")


# The server


def test_starts_at_once_and_stops():
    before = datetime.now(UTC)
    with Newsroom("evening") as running:
        assert ask(running, "marja.test", "/robots.txt")[0] == 200
        assert running.requests == [("marja.test", "/robots.txt", 200)]
    assert (datetime.now(UTC) - before).total_seconds() < 1
    with pytest.raises(ConnectionRefusedError):
        ask(running, "marja.test", "/robots.txt")


def test_refuses_an_unknown_edition():
    with pytest.raises(ValueError, match="morning or evening"):
        Newsroom("noon")


def test_every_host_is_in_the_resolver_map(newsroom):
    assert {paper.host for paper in PAPERS} <= set(newsroom.hosts)
    assert set(newsroom.hosts.values()) == {("127.0.0.1", newsroom.port)}


def test_gzip_only_for_guests_that_take_it(newsroom):
    path = BY_ID["marja/returnees"].path
    _, plain_headers, plain = ask(newsroom, "marja.test", path)
    _, headers, squeezed = ask(newsroom, "marja.test", path, accept_encoding="gzip, br")
    assert plain_headers["Content-Encoding"] is None
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed) == plain


def test_unchanged_by_etag_and_by_date(newsroom):
    path = BY_ID["marja/wheat"].path
    _, headers, _ = ask(newsroom, "marja.test", path)
    assert ask(newsroom, "marja.test", path, if_none_match=headers["ETag"])[::2] == (304, b"")
    since = headers["Last-Modified"]
    assert ask(newsroom, "marja.test", path, if_modified_since=since)[0] == 304
    assert ask(newsroom, "marja.test", path, if_none_match='"other"')[0] == 200
    assert ask(newsroom, "marja.test", path, if_modified_since="not a date")[0] == 200


def test_not_found_here_and_on_unknown_hosts(newsroom):
    assert ask(newsroom, "marja.test", "/no-such-page/")[0] == 404
    assert ask(newsroom, "nobody.test", "/")[0] == 404


def test_a_server_error_recovers_on_the_next_request():
    (story,) = [s for s in MORNING if s.trouble == "flaky"]
    with Newsroom() as running:
        assert [ask(running, story.paper.host, story.path)[0] for _ in range(3)] == [500, 200, 200]


def test_redirects_old_addresses_and_www(newsroom):
    for story in MORNING:
        if story.old_path:
            status, headers, _ = ask(newsroom, story.paper.host, story.old_path)
            assert (status, headers["Location"]) == (301, story.url)
    assert ask(newsroom, "www.marja.test", "/")[0] == 301


def test_the_mobile_twin_names_the_canonical_address(newsroom):
    story = BY_ID["sariya/amman-water"]
    _, _, body = ask(newsroom, "m.sariya.test", story.path)
    assert f'<link rel="canonical" href="{story.url}"/>' in body.decode()


def test_windows_1256_without_header_or_meta(newsroom):
    story = BY_ID["musannat/water-agreement"]
    _, headers, body = ask(newsroom, "musannat.test", story.path)
    assert headers["Content-Type"] == "text/html"
    assert b"charset" not in body.lower()
    assert story.headline in body.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_robots_rules(newsroom):
    rules = ask(newsroom, "marja.test", "/robots.txt")[2].decode()
    assert "Crawl-delay: 0.1" in rules
    assert "Disallow: /draft/" in rules
    assert ask(newsroom, "musannat.test", "/robots.txt")[0] == 404


# The editions


def test_an_edition_is_the_same_every_time():
    assert site("morning") == site("morning")
    assert stories("evening") == stories("evening")


def test_the_evening_adds_and_corrects_and_leaves_the_rest():
    morning = {story.id: story for story in MORNING}
    changed = [id for id, story in morning.items() if story != BY_ID[id]]
    assert changed == [version["id"] for version in relations()["versions"]]
    for corrected in (BY_ID[id] for id in changed):
        assert corrected.modified > morning[corrected.id].modified
        assert corrected.path == morning[corrected.id].path
    assert len(EVENING) > len(MORNING)


def test_other_pages_of_a_corrected_paper_change_in_their_link_boxes_only():
    morning, evening = site("morning"), site("evening")
    listings = {(paper.host, path) for paper in PAPERS for path in (paper.listing, "/")}
    changed = {address for address in morning if morning[address] != evening[address]} - listings
    assert {host for host, _ in changed} == {"marja.test"}


def test_every_article_is_reachable_from_its_listing(newsroom):
    for story in MORNING:
        listing = ask(newsroom, story.paper.host, story.paper.listing)[2]
        announced = listing.decode(story.paper.charset)
        assert (story.old_path or story.path).replace("&", "&amp;") in announced, story.id
        expected = {"gone": {404}, "flaky": {200, 500}}.get(story.trouble, {200})
        assert ask(newsroom, story.paper.host, asked(story))[0] in expected, story.id


def test_every_paper_is_a_publisher(newsroom):
    told = tomllib.loads(newsroom.publishers.read_text())["publisher"]
    assert [(p["id"], p["name"], p["country"], p["timezone"]) for p in told] == [
        (p.id, p.name, p.country, p.timezone) for p in PAPERS
    ]
    assert [p["feeds"][0]["url"] for p in told] == [f"http://{p.host}{p.listing}" for p in PAPERS]


# The gold


@pytest.mark.parametrize("story", VERSIONS.values(), ids=[".".join(key) for key in VERSIONS])
def test_gold_stands_in_the_text(story):
    needed = [
        w for kind, rows in gold_rows(story).items() for row in rows for w in words(kind, row)
    ]
    assert [word for word in needed if not stands_in(story.text, word)] == []


@pytest.mark.parametrize("story", VERSIONS.values(), ids=lambda s: s.id)
def test_gold_rows_are_told_apart(story):
    for kind, rows in gold_rows(story).items():
        told = [named(kind, row) for row in rows]
        if kind != "quotes":
            assert len(told) == len(set(told)) or kind in ("events", "attributions"), kind


def test_relations_name_articles():
    related = relations()
    for group in (*related["copies"], *related["stories"]):
        assert set(group["ids"]) <= set(BY_ID)


# Pages for benchmarks


def test_generated_pages_are_distinct_and_of_real_size():
    pages = list(generated_pages(60, seed=3))
    assert len({page.body for page in pages}) == 60
    assert 85_000 < sum(len(page.body) for page in pages) / 60 < 103_000
    assert pages[7] == list(generated_pages(8, seed=3))[7]


def test_generated_pages_are_served_on_their_own_host():
    pages = tuple(generated_pages(3))
    with Newsroom(generated=pages) as running:
        _, _, feed = ask(running, "matbaa.test", "/feed/")
        assert len(re.findall(b"<item>", feed)) == 3
        assert ask(running, "matbaa.test", pages[0].path)[2] == pages[0].body
