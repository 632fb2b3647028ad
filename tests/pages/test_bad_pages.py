"""Pages that are no articles, and bytes that are no pages: each has its status, none does harm."""

from __future__ import annotations

import os
import random
import re
import time
from pathlib import Path

import pytest
from gallery import NAV, OTHERS, TestPage, pages

from flows.steps.cleaning.clean import PageToClean, clean_batch, clean_page, clean_text
from flows.steps.cleaning.cleaned import STATUSES
from flows.steps.cleaning.page_pool import Lost, PagePool

PAGES = pages()
ENGLISH = "The minister said on Monday that the government would publish the full report next week after a review. "
PERSIAN = (
    "وزیر امور خارجه گفت که دولت این برنامه را در سال آینده اجرا خواهد کرد و از آن حمایت می‌کند. "
)
URDU = "وزیر اعظم نے کہا ہے کہ حکومت اس پروگرام پر اگلے سال سے عمل درآمد کرے گی اور عوام کو ریلیف ملے گا۔ "
KURDISH = "سەرۆکی حکومەت وتی کە ئەم بەرنامەیە لە ساڵی داهاتوودا جێبەجێ دەکرێت و پشتگیری دەکەین. "


def told(text: str, times: int = 4) -> bytes:
    body = "".join(f"<p>{text}</p>" for _ in range(times))
    return f"<html><head><title>x y z</title></head><body><article><h1>x y z</h1>{body}</article></body></html>".encode()


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (PERSIAN, "fa"), (URDU, "ur"), (KURDISH, "ckb")]
)
def test_other_languages_are_told_apart(text: str, language: str) -> None:
    cleaned = clean_page(told(text * 2))
    assert (cleaned.status, cleaned.language) == ("not_arabic", language)


def test_arabic_typed_with_foreign_letters_is_arabic() -> None:
    text = "قال وزیر الزراعة إن الوزارة ستعمل علی دعم المزارعین فی هذا الموسم بعد أن تراجعت الأمطار عن معدلھا. "
    assert clean_page(told(text * 3)).status == "article"


def test_a_home_page_is_no_article() -> None:
    cards = "".join(
        f'<div class="card"><h3><a href="/{i}">{OTHERS[i % 6]}</a></h3></div>' for i in range(60)
    )
    body = f"<html><head><title>صحيفة المثال</title></head><body>{NAV}<main>{cards}</main></body></html>"
    assert clean_page(body.encode(), "https://a.test/").status == "list_page"


def test_a_section_page_with_summaries_is_no_article() -> None:
    item = '<article><h2><a href="/{0}">{1}</a></h2><p>{2}</p></article>'
    summary = "قال مسؤول محلي إن العمل مستمر في جميع المناطق وإن النتائج ستعلن خلال أيام."
    items = "".join(item.format(i, OTHERS[i % 6], f"{summary[:-1]} {i}.") for i in range(30))
    body = f"<html><head><title>اقتصاد</title></head><body>{NAV}<h1>اقتصاد</h1><div class=list>{items}</div></body></html>"
    assert clean_page(body.encode(), "https://a.test/economy/").status == "list_page"


def test_short_news_among_many_links_are_an_article() -> None:
    link = '<aside class="widget"><h5><a href="/{}">{}</a></h5></aside>'
    links = "".join(link.format(i, OTHERS[i % 6]) for i in range(60))
    told = "وصلت قافلة مساعدات إلى المدينة صباح اليوم، وقال مسؤول محلي إن توزيعها يبدأ غداً."
    story = f'<h1>قافلة مساعدات تصل المدينة</h1><div class="entry-content"><p>{told}</p></div>'
    title = "<title>قافلة مساعدات تصل المدينة - صحيفة المثال</title>"
    body = f"<html><head>{title}</head><body>{NAV}<main>{story}</main>{links}</body></html>"
    cleaned = clean_page(body.encode(), "https://a.test/1")
    assert cleaned.article is not None
    assert cleaned.article.text == told


def test_a_list_of_summaries_in_parts_named_as_bodies_is_no_article() -> None:
    card = '<div class="post"><h3><a href="/{0}">{1}</a></h3><div class="entry-content"><p>{1} {0}</p></div></div>'
    cards = "".join(card.format(i, OTHERS[i % 6]) for i in range(45))
    body = f"<html><head><title>صحيفة المثال</title></head><body>{NAV}<main>{cards}</main></body></html>"
    assert clean_page(body.encode(), "https://a.test/").article is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"%PDF-1.7 abc", "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "unreadable"),
        (b"\x1f\x8b\x08" + b"\x00" * 50, "unreadable"),
        (bytes(range(256)) * 20, "unreadable"),
        (b"<html></html>", "empty"),
        (b"<html><body><div id=root></div><script>x</script></body></html>", "empty"),
        (b"<p>" + b"x" * 5_000_001, "too_large"),
    ],
)
def test_bytes_that_tell_no_story(body: bytes, status: str) -> None:
    cleaned = clean_page(body)
    assert cleaned.status == status
    assert cleaned.article is None
    assert cleaned.reason.endswith(".")


@pytest.mark.parametrize("depth", [300, 3_000, 100_000])
def test_deep_nesting_loses_no_text(depth: int) -> None:
    story = PAGES[0].story["body"][0][1]
    body = (
        "<html><body>"
        + "<div>" * depth
        + f"<p>{story}</p><p>{story[:-1]} أيضاً.</p>"
        + "</div>" * depth
    )
    started = time.monotonic()
    cleaned = clean_page(body.encode())
    assert story in (cleaned.article.text if cleaned.article else "")
    assert time.monotonic() - started < 20


def test_a_page_with_fifty_thousand_links_ends() -> None:
    body = (
        "<html><body>"
        + "".join(f'<p><a href="/{i}">{OTHERS[0]}</a></p>' for i in range(20_000))
        + "</body></html>"
    )
    assert clean_page(body.encode(), "https://a.test/x").status in STATUSES


@pytest.mark.parametrize(
    "filling",
    [
        "<table><tr><td>" + "<img src=a> نص " * 20_000 + "</td></tr></table>",
        "<script></script><svg></svg>" * 20_000,
        "<table><tr><td><img src=a></td></tr>" * 8_000,
    ],
    ids=["pictures", "scripts", "nested tables"],
)
def test_a_page_of_one_thing_ten_thousand_times_ends(filling: str) -> None:
    told = "".join(f"<p>{text}</p>" for _, text in PAGES[0].story["body"])
    body = f"<html><body><h1>{PAGES[0].story['headline']}</h1>{told}{filling}</body></html>"
    assert clean_page(body.encode(), "https://a.test/x").status == "article"


@pytest.mark.parametrize(
    "name",
    ["view", "news-source", "share-wrapper", "related-content", "sidebar", "comments-open caption"],
)
def test_a_wrong_class_name_hides_no_story(name: str) -> None:
    story = PAGES[0].story
    told = "".join(f"<p>{text}</p>" for _, text in story["body"])
    body = f'<html><body>{NAV}<div class="{name}"><h1>{story["headline"]}</h1><div>{told}</div></div></body></html>'
    article = clean_page(body.encode()).article
    assert article is not None
    assert article.text.split("\n") == [text for _, text in story["body"]]


def test_an_address_that_is_none_costs_no_page() -> None:
    links = '<link rel="canonical" href="http://[a/b"><meta property="og:url" content="//x]">'
    body = PAGES[0].body.replace(b"<head>", b"<head>" + links.encode(), 1)
    cleaned = clean_page(body, PAGES[0].url)
    assert cleaned.status == "article"


def test_a_paywalled_beginning_is_a_stub() -> None:
    told = PAGES[0].story["body"][0][1]
    body = f"<html><body><article><h1>{OTHERS[0]}</h1><p>{told}</p><p>هذا المحتوى متاح للمشتركين فقط</p></article></body></html>"
    cleaned = clean_page(body.encode())
    assert cleaned.status == "stub"
    assert cleaned.article is not None
    assert cleaned.article.text == told


def test_the_moments_weighed_are_kept_with_their_evidence() -> None:
    page = next(p for p in PAGES if p.name == "gulf_daily-statement")
    evidence = [
        told for told, _ in clean_page(page.body, page.url, publisher=page.home).date_candidates
    ]
    assert evidence == ["meta article:published_time", "printed line"]


def test_an_empty_text_is_said_to_be_empty() -> None:
    assert clean_text(" \n\n ", "a.txt").status == "empty"


def without_statements(body: bytes) -> bytes:
    """The page without what it states to machines, and without the names of its parts."""
    body = re.sub(rb"<script.*?</script>", b"", body, flags=re.DOTALL)
    body = re.sub(rb"<meta (?!charset)[^>]*>", b"", body)
    named = rb'\s(?:class|id|itemprop|role|rel|data-[\w-]+|aria-[\w-]+)="[^"]*"(?=[^<]*>)'
    return re.sub(named, b"", body)


@pytest.mark.parametrize(
    "page", [p for p in PAGES if p.home.id != "script_filled"], ids=lambda page: page.name
)
def test_a_page_of_unknown_make_loses_no_line_of_its_story(page: TestPage) -> None:
    article = clean_page(without_statements(page.body), page.url, publisher=page.home).article
    assert article is not None
    assert {text for _, text in page.story["body"]} <= set(article.text.split("\n"))
    assert article.headline == page.story["headline"]


def mutated(seed: int) -> bytes:
    """A page of the gallery, damaged in one of the ways that networks and editors damage pages."""
    chance = random.Random(seed)
    body = PAGES[seed % len(PAGES)].body
    place = chance.randrange(len(body))
    match seed % 8:
        case 0:
            return body[:place]
        case 1:
            return body[:place] + chance.randbytes(200) + body[place:]
        case 2:
            return body.replace(b"</p>", b"").replace(b"</div>", b"")
        case 3:
            return body[:place] + b"\x00" * 30 + body[place:]
        case 4:
            return body[:place] + b"<div><span><b>" * chance.randrange(1, 400) + body[place:]
        case 5:
            pieces = body.split(b"<")
            chance.shuffle(pieces)
            return b"<".join(pieces)
        case 6:
            return body.replace(b'"', b"", chance.randrange(1, 50)).replace(
                b">", b"", chance.randrange(1, 9)
            )
        case _:
            return bytes(
                b ^ (1 << chance.randrange(8)) if chance.random() < 0.01 else b for b in body
            )


def check_mutated(seeds: range) -> None:
    for seed in seeds:
        cleaned = clean_page(mutated(seed), "https://a.test/x")
        assert cleaned.status in STATUSES, seed
        article = cleaned.article
        for block in article.blocks if article else ():
            assert article is not None
            assert "\n" not in article.text[block.span_start : block.span_end]
            assert article.text[block.span_start : block.span_end].strip()


def test_five_hundred_damaged_pages_do_no_harm() -> None:
    check_mutated(range(500))


@pytest.mark.soak
def test_twenty_thousand_damaged_pages_do_no_harm_and_leave_no_memory_behind() -> None:
    import resource

    check_mutated(range(2_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check_mutated(range(2_000, 20_000))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1.2 * before


def items(order: list[int]) -> list[PageToClean]:
    return [PageToClean(PAGES[i].body, PAGES[i].url, publisher=PAGES[i].home) for i in order]


def test_an_article_depends_on_its_bytes_alone() -> None:
    order = list(range(len(PAGES)))
    straight = list(clean_batch(items(order), workers=0))
    backwards = list(clean_batch(items(order[::-1]), workers=2))[::-1]
    shuffled = order[:]
    random.Random(7).shuffle(shuffled)
    mixed = dict(zip(shuffled, clean_batch(items(shuffled), workers=1), strict=True))
    assert straight == backwards
    assert straight == [mixed[i] for i in order]


def misbehave(command: str) -> str:
    """The work of a page that hangs, kills its worker, bloats it or fails."""
    if command == "hang":
        time.sleep(60)
    if command == "die":
        os._exit(3)
    if command == "bloat":
        return str(len(bytearray(6_000_000_000)))
    if command == "fail":
        raise ValueError("no such page")
    return command.upper()


def test_a_bad_page_costs_that_page_only() -> None:
    commands = ["a", "hang", "b", "die", "c", "bloat", "d", "fail", "e"]
    with PagePool(misbehave, workers=2, seconds=1.5, megabytes=2500) as pool:
        found = list(pool.map(commands))
    assert [r.status if isinstance(r, Lost) else r for r in found] == [
        "A", "timeout", "B", "crashed", "C", "out_of_memory", "D", "crashed", "E",
    ]  # fmt: skip


def test_results_keep_the_order_of_many_pages() -> None:
    with PagePool(misbehave, workers=2) as pool:
        assert list(pool.map(map(str, range(300)))) == [str(i) for i in range(300)]


def test_no_worker_is_left_behind() -> None:
    with PagePool(misbehave, workers=2) as pool:
        next(iter(pool.map(["a", "b", "c"])))
        workers = [worker.process.pid for worker in pool._workers]
    assert workers
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
