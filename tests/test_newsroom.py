"""The sample newsroom: its server, its articles, its phenomena and its gold."""

import gzip
import http.client
import re
import tomllib
from datetime import UTC, datetime
from itertools import combinations
from urllib.parse import quote, urlsplit

import pytest
from newsroom_gold import gold_articles, gold_rows, named, relations, stands_in, words
from newsroom_match import mention_differences

from extractors.records import Mention, Person, Place, Quantity
from flows.newsroom import PAPERS, Newsroom, generated_pages, site, stories
from flows.publishers import load_publishers

MORNING, EVENING = stories("morning"), stories("evening")
BY_ID = {story.id: story for story in EVENING}
READABLE = [*gold_articles("morning")]
VERSIONS = {(s.id, s.version): s for s in (*MORNING, *EVENING) if s.is_readable}


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


def test_answers_and_stops():
    with Newsroom("evening") as running:
        assert ask(running, "marja.test", "/robots.txt")[0] == 200
        assert running.requests == [("marja.test", "/robots.txt", 200)]
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


def test_mobile_and_amp_twins_name_the_canonical_address(newsroom):
    twins = [story for story in MORNING if story.listed_as]
    assert {story.paper.id for story in twins} == {"sariya", "minaa"}
    for story in twins:
        address = urlsplit(story.listed_as)
        _, _, body = ask(newsroom, address.hostname, address.path)
        assert f'<link rel="canonical" href="{story.url}"' in body.decode()


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


def test_a_failing_host_recovers():
    with Newsroom() as running:
        running.failing.add("minaa.test")
        assert ask(running, "minaa.test", "/feed.json")[0] == 503
        assert ask(running, "marja.test", "/feed/")[0] == 200
        running.failing.clear()
        assert ask(running, "minaa.test", "/feed.json")[0] == 200


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


def test_papers_publish_and_correct_as_time_goes_on():
    bus = BY_ID["marja/homs-bus"]
    dawn, noon = (datetime(2025, 11, 9, hour, tzinfo=UTC) for hour in (3, 12))
    assert bus.id not in {story.id for story in stories("evening", dawn)}
    assert "14 شخصاً" in next(s for s in stories("evening", noon) if s.id == bus.id).text
    with Newsroom("evening") as running:
        assert "12 شخصاً" in ask(running, "marja.test", bus.path)[2].decode()
        running.turn(noon)
        assert "14 شخصاً" in ask(running, "marja.test", bus.path)[2].decode()
        running.turn(dawn)
        assert ask(running, "marja.test", bus.path)[0] == 404
        running.turn(datetime(2025, 10, 2, tzinfo=UTC))
        assert ask(running, "marja.test", "/feed/")[0] == 200


def test_other_pages_of_a_corrected_paper_change_in_their_link_boxes_only():
    morning, evening = site("morning"), site("evening")
    listings = {(paper.host, path) for paper in PAPERS for path in (paper.listing, "/")}
    changed = {address for address in morning if morning[address] != evening[address]} - listings
    assert {host for host, _ in changed} == {"marja.test"}


def test_every_article_is_reachable_from_its_listing(newsroom):
    for story in MORNING:
        listing = ask(newsroom, story.paper.host, story.paper.listing)[2]
        announced = listing.decode(story.paper.charset)
        assert (story.listed_as or story.old_path or story.path) in announced, story.id
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


def mention(gold, kind, surface, fact):
    at = gold.story.text.index(surface)
    return Mention(kind, at, at + len(surface), surface, "by-hand", fact)


def test_differences_name_what_is_missed_wrong_and_invented():
    gold = next(gold for gold in gold_articles() if gold.story.id == "marja/wheat")
    read = [
        mention(gold, "person", "غياث المصري", Person("غياث المصري", role="المدير العام")),
        mention(gold, "quantity", "265 دولاراً", Quantity(256, "USD", approximation="about")),
        mention(gold, "place", "القمح", Place("القمح", "SYR")),
    ]
    told = [sentence for _, sentence in mention_differences(gold, read)]
    assert "marja/wheat: quantities '265 دولاراً' has value 256 not 265" in told
    assert "marja/wheat: invented place 'القمح' (by-hand)" in told
    assert "marja/wheat: missed places 'طرطوس'" in told
    assert not [sentence for sentence in told if "غياث المصري" in sentence]


# Copies, versions, retellings


def shingles(text):
    """Runs of four words of the folded text, as near-duplicates are told."""
    folded = re.sub("[\u064b-\u0652\u0640]", "", text).translate(str.maketrans("أإآىة", "ااايه"))
    words = re.findall(r"\w+", folded)
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def likeness(a, b):
    """(Jaccard, containment) of two texts."""
    mine, other = shingles(a), shingles(b)
    shared = len(mine & other)
    return shared / len(mine | other), shared / min(len(mine), len(other))


def test_near_duplicates_are_the_copies_and_nothing_else():
    near = set()
    for a, b in combinations([s for s in MORNING if s.is_readable], 2):
        jaccard, containment = likeness(a.text, b.text)
        if jaccard >= 0.5 or containment >= 0.8:
            near.add(frozenset((a.id, b.id)))
    copies = {
        frozenset(pair) for group in relations()["copies"] for pair in combinations(group["ids"], 2)
    }
    assert near <= copies
    for group in relations()["copies"]:
        assert {frozenset((group["whole"], id)) for id in group["ids"]} - {
            frozenset((group["whole"],))
        } <= near


def test_a_correction_is_nearly_the_same_text():
    for version in relations()["versions"]:
        before = next(s for s in MORNING if s.id == version["id"])
        assert before.text != BY_ID[version["id"]].text
        assert likeness(before.text, BY_ID[version["id"]].text)[1] > 0.5


def test_retellings_share_no_text():
    for group in relations()["stories"]:
        for a, b in combinations(group["ids"], 2):
            assert likeness(BY_ID[a].text, BY_ID[b].text)[1] < 0.1


def test_papers_differ_over_casualties():
    group = next(g for g in relations()["stories"] if "killed" in g)
    told = [
        next(
            row["value"]
            for row in gold_rows(BY_ID[id])["quantities"]
            if row.get("role") == "killed"
        )
        for id in group["ids"]
    ]
    assert told == group["killed"]


def test_boilerplate_in_common_makes_no_copy():
    for group in relations()["boilerplate"]:
        a, b = (BY_ID[id].text.splitlines() for id in group["ids"])
        assert set(a) & set(b)


# What real pages do to a reader: name, article, what stands in its page

PHENOMENA = [
    ("headline repeated three times", "marja/quneitra-raid", r"(?s)(<h[12][^>]*>قصف إسرائيلي.*?){3}"),
    ("headline repeated with outlet suffix", "marja/returnees", r"<h2[^>]*>العودة.*- ساحة المرجة</h2>"),
    ("headline as image alt and caption", "qanater/court", r'alt="الجنايات.*class="img-cap">الجنايات'),
    ("dateline in Arabic-Indic digits with section", "marja/quneitra-raid", "● أخبار سورية ٢٤ تشرين الأول ٢٠٢٥"),
    ("place dateline on its own line", "khuzama/yemen-aid", "<p>الرياض - واس:</p>"),
    ("place dateline within the paragraph", "sariya/cairo-conference", "<p>القاهرة – اختتم"),
    ("byline after a label", "marja/wheat", "<p>الكاتب: لمى الخيّر</p>"),
    ("byline after a verb", "qanater/dollar", ">كتبت - ياسمين فؤاد<"),
    ("byline with its city", "qanater/rafah-convoy", ">شمال سيناء - أيمن محسن<"),
    ("caption", "marja/returnees", "<figcaption[^>]*>أطفال يلعبون"),
    ("photo credit", "qanater/building-collapse", "تصوير: مينا صبحي"),
    ("subhead as heading", "marja/returnees", "<h3[^>]*>أرقام العائدين</h3>"),
    ("subhead as bold text", "musannat/parliament-session", "<B>أربيل ترحب</B>"),
    ("pull quote", "marja/returnees", "pullquote"),
    ("list", "sariya/explainer-ceasefire", "<ul><li>14 نوفمبر/تشرين الثاني"),
    ("share prompt", "marja/wheat", "<p>مشاركة:</p>"),
    ("read-also prompt with links", "marja/wheat", r"(?s)<p>اقرأ أيضاً:</p>\s*<p><a"),
    ("read-also prompt amid the story", "sariya/basra-explosion", r'class="more-on"><h3>اقرأ أيضاً'),
    ("read-also prompt and link in one line", "minaa/cabinet", "للمزيد: <a"),
    ("separator", "marja/wheat", "<p>ـــــــ ــ</p>"),
    ("newsletter prompt", "minaa/cabinet", "اشترك في نشرتنا"),
    ("app prompt", "qanater/court", "حمّل تطبيق"),
    ("counter", "musannat/budget", "عدد القراءات: 1204"),
    ("reader comments", "babalbahr/dams", "forum-texte"),
    ("tags glued by markup", "marja/returnees", "معرة النعمان</a><a[^>]*>النازحون"),
    ("tags glued as text", "khuzama/riyadh-talks", "السعوديةسلطنة عمانأمن الملاحة"),
    ("weekday glued to the day", "qanater/dollar", "الأحد9 نوفمبر 2025"),
    ("misleading year in the footer", "marja/wheat", "© 2024"),
    ("dual months in the dateline", "sariya/eu-sanctions", "20 أكتوبر/تشرين الأول 2025"),
    ("Hijri beside Gregorian in the dateline", "khuzama/hajj-platform", "5 جمادى الأولى 1447هـ - 27 أكتوبر 2025م"),
    ("Maghrebi months", "babalbahr/dams", "18 نونبر 2025"),
    ("metadata as JSON-LD", "sariya/eu-sanctions", '"@type": "NewsArticle"'),
    ("an empty page for a script", "sariya/live-map", '<div id="root"></div>'),
    ("an English page", "sariya/english", '<html lang="en">'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("id", "pattern"), [p[1:] for p in PHENOMENA], ids=[p[0] for p in PHENOMENA]
)
def test_phenomenon_in_the_page(id, pattern):
    story = BY_ID[id]
    page = site("morning")[story.paper.host, story.path].body.decode(story.paper.charset)
    assert re.search(pattern, page)


IN_THE_TEXT = [
    ("quote over paragraphs", "sariya/cairo-conference", "“لسنا هنا[^”]*\n“ومن يريد[^”]*”"),
    ("nested quotes", "marja/returnees", "“طلبنا[^”]*‘الموازنة انتهت’[^”]*”"),
    ("the same marks nested", "musannat/parliament-session", "«[^»]*«اسألوا بعد التصويت»[^»]*»"),
    ("quoted names that are no quotes", "sariya/tunis-march", "حملة “هواء نظيف”"),
    ("chain of attribution", "sariya/gaza-mediators", "نقلت صحيفة “تسفون” الإسرائيلية عن مسؤول"),
    ("dual months", "sariya/gaza-mediators", "7 أكتوبر/تشرين الأول 2023"),
    ("Hijri dates", "khuzama/hajj-platform", "15 ذي الحجة 1446هـ"),
    ("figures in words", "khuzama/yemen-aid", "ثمانية وعشرين ألف شخص"),
    ("figures in digits and words", "marja/returnees", "41 ألفاً و300 شخص"),
    ("fraction printed first", "khuzama/stocks", "88ر0 في المئة"),
    ("duals that count", "marja/returnees", "طفلان"),
    ("a short item", "marja/brief-snow", r"\A(\S+ ){10,16}\S+\Z"),
    ("violence as a figure of speech", "musannat/football", "وقصف مرمى ضيفه"),
]


@pytest.mark.parametrize(
    ("id", "pattern"), [p[1:] for p in IN_THE_TEXT], ids=[p[0] for p in IN_THE_TEXT]
)
def test_phenomenon_in_the_text(id, pattern):
    assert re.search(pattern, BY_ID[id].text)


def test_a_broken_page_is_mangled_and_cut():
    (story,) = [s for s in MORNING if s.trouble == "broken"]
    body = site("morning")[story.paper.host, story.path].body
    assert b"\x00" in body
    assert b"</HTML>" not in body


def test_enough_articles_of_every_length():
    lengths = [len(story.text.split()) for story in MORNING if story.is_readable]
    assert len(lengths) >= 64
    assert min(lengths) <= 15
    assert max(lengths) >= 500


# Pages for benchmarks


def test_generated_pages_are_distinct_and_of_real_size():
    pages = list(generated_pages(60, seed=3))
    assert len({page.body for page in pages}) == 60
    assert 85_000 < sum(len(page.body) for page in pages) / 60 < 103_000
    assert pages[7] == list(generated_pages(8, seed=3))[7]


def test_generated_pages_are_served_on_hosts_of_their_own():
    pages = tuple(generated_pages(23))
    with Newsroom(generated=pages) as running:
        hosts = [urlsplit(p.feeds[0].url).hostname for p in load_publishers(running.publishers)]
        assert set(hosts) <= set(running.hosts)
        feeds = [ask(running, host, "/feed/")[2] for host in hosts]
        assert [feed.count(b"<item>") for feed in feeds] == [2] * 3 + [1] * 17
        assert ask(running, pages[0].host, pages[0].path)[2] == pages[0].body
