"""Stories: articles about the same happening, linked by what they name, with the reason why."""

import random
import tomllib
from collections import Counter
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from near_duplicate_store import MOMENT, add_texts, text_store

from extractors import extract
from extractors.records import Article
from flows.newsroom import stories
from flows.steps.comparing.copies import find_copies
from flows.steps.comparing.stories import tell_stories
from flows.steps.storing.pack import TABLES
from flows.steps.storing.rows import fact_row
from flows.steps.storing.store import lay_out
from flows.steps.storing.unlinked import changed, moved

RELATIONS = tomllib.loads((Path(__file__).parent / "newsroom/relations.toml").read_text())


def add_named(
    store,
    name,
    day=3,
    headline="",
    people=(),
    organisations=(),
    places=(),
    events=(),
    tolls=(),
    publisher="",
):
    """An article that names these; an event is (type, place), a toll (how many, what befell them)."""
    add_texts(
        store,
        [(name, name)],
        [publisher or f"paper {name}"],
        [MOMENT + timedelta(day - 3)],
        [headline],
    )
    mention = {"article_id": name, "span_start": 0, "span_end": 0, "text": "", "rule": "r"}
    for table, values in (
        ("people", people), ("organisations", organisations), ("places", places),
    ):  # fmt: skip
        store.insert(table, [mention | {"position": i, "name": v} for i, v in enumerate(values)])
    rows = [
        mention | {"position": i, "event_id": "e", "event_type": kind, "plover_type": kind,
                   "status": "actual", "place": place, "actors": [], "recipients": []}
        for i, (kind, place) in enumerate(events)
    ]  # fmt: skip
    store.insert("events", rows)
    rows = [
        mention | {"position": i, "value": value, "unit": "person", "role": role}
        for i, (value, role) in enumerate(tolls)
    ]
    store.insert("quantities", rows)


def links_of(store):
    return set(store.query("select a, b from story_links"))


def stories_of(store):
    return dict(store.query("select article_id, story from story_articles"))


def test_a_person_and_a_word_of_both_headlines_link():
    store = text_store()
    add_named(store, "a", headline="انهيار سد الوادي", people=["سمير القاضي"])
    add_named(store, "b", 4, headline="بعد انهيار السد", people=["سمير القاضي"])
    tell_stories(store)
    assert links_of(store) == {("a", "b")}
    [row] = store.query("select people, words, days_apart from story_links")
    assert row == (["سمير القاضي"], ["انهيار"], 1)
    assert store.query("select because from story_coverage where people is not null") == [("link",)]


def test_one_paper_tells_a_happening_twice_only_where_it_names_the_event():
    store = text_store()
    named = {"headline": "انهيار سد الوادي", "people": ["سمير القاضي"], "publisher": "paper"}
    for name in "ab":
        add_named(store, name, 3, **named)
        add_named(store, f"{name} told", 9, **named, events=[("ASSAULT", "حلب")])
    tell_stories(store)
    assert links_of(store) == {("a told", "b told")}


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ({"people": ["سمير القاضي"]}, {"people": ["سمير القاضي"]}),
        ({"places": ["حلب", "حماة", "حمص"]}, {"places": ["حلب", "حماة", "حمص"]}),
        ({"headline": "اجتماع الحكومة"}, {"headline": "اجتماع الحكومة"}),
        (
            {"events": [("ASSAULT", "حلب")], "places": ["حلب"]},
            {"events": [("ASSAULT", "حلب")], "places": ["حلب"], "day": 9},
        ),
        (
            {"people": ["سمير القاضي"], "organisations": ["البرلمان"]},
            {"people": ["سمير القاضي"], "organisations": ["البرلمان"]},
        ),
        (
            {"events": [("ASSAULT", "حلب")], "places": ["حلب"]},
            {"events": [("ASSAULT", "حلب")], "places": ["حلب", *map(str, range(20))]},
        ),
    ],
    ids=["one person", "places", "headline", "days apart", "who always meet", "a roundup"],
)
def test_too_little_in_common_links_nothing(mine, other):
    store = text_store()
    add_named(store, "a", **mine)
    add_named(store, "b", **other)
    tell_stories(store)
    assert not links_of(store)
    assert not stories_of(store)


def test_an_accident_is_known_by_its_place_its_toll_and_what_burnt():
    store = text_store()
    tolls = [(7, "killed"), (20, "injured")], [(9, "killed"), (31, "injured")]
    add_named(store, "a", headline="حريق مستودع الوقود", places=["الزبير"], tolls=tolls[0])
    add_named(store, "b", 4, headline="اندلاع النيران بمستودع", places=["الزبير"], tolls=tolls[1])
    add_named(store, "c", 4, headline="تصادم حافلتين", places=["الزبير"], tolls=tolls[1])
    tell_stories(store)
    assert store.query("select a, b, figures, words from story_links where a = 'a'") == [
        ("a", "b", ["injured", "killed"], ["مستودع"])
    ]


def test_leads_of_different_days_need_a_place_or_an_event():
    store = text_store()
    named = {"headline": "انهيار سد الوادي", "people": ["سمير القاضي"]}
    for i, (text, day) in enumerate([("انهار اليوم", 3), ("انهار أمس", 2), ("انهار الأربعاء", 2)]):
        add_named(store, f"{i}", **named, places=["الزبير"] if i else [])
        mention = {
            "article_id": f"{i}",
            "position": 0,
            "span_start": 0,
            "span_end": 0,
            "text": text,
        }
        date = {"rule": "weekday", "timex_type": "DATE", "value": f"2025-11-0{day}"}
        store.insert("dates", [mention | date | {"text": "الأحد" if day == 2 else "الاثنين"}])
    tell_stories(store)
    assert links_of(store) == {("1", "2")}


def test_who_speaks_for_a_body_is_no_mark_of_one_happening_alone():
    store = text_store()
    for name, headline in [("a", "حريق مصنع الورق"), ("b", "سقوط عامل بمصنع")]:
        add_named(store, name, headline=headline, people=["سمير القاضي"], organisations=["الإطفاء"])
    store.connection.execute("update people set role = 'المتحدث باسم الإطفاء'")
    tell_stories(store)
    assert not links_of(store)


def test_visits_and_messages_are_told_apart_by_whom_they_are_for():
    store = text_store()
    for name, headline in [("a", "تهنئة إلى تشاد بالذكرى"), ("b", "تهنئة إلى مالي بالذكرى")]:
        add_named(store, name, headline=headline, people=["سمير القاضي"], places=["القصر"])
    tell_stories(store)
    assert not links_of(store)


def test_a_list_of_unlike_news_is_linked_with_nothing():
    store = text_store()
    named = {
        "people": ["سمير القاضي", "ماهر سعد"],
        "places": ["حلب"],
        "events": [("ASSAULT", "حلب")],
    }
    add_named(store, "a", headline="انهيار سد الوادي", **named)
    add_named(store, "b", headline="موجز أخبار: انهيار سد", **named)
    tell_stories(store)
    assert not links_of(store)


def test_words_are_shown_as_printed():
    store = text_store()
    add_named(store, "a", headline="البيانات المسرّبة", people=["سمير عبد الله"])
    add_named(store, "b", headline="تسريب بيانات مسربة", people=["سمير عبدالله"])
    tell_stories(store)
    assert store.query("select people, words from story_links") == [
        (["سمير عبدالله"], ["بيانات", "مسربة"])
    ]


def test_headlines_much_alike_need_little_else():
    store = text_store()
    for name, headline in [
        ("a", "بدء توزيع رواتب المتقاعدين"),
        ("b", "توزيع رواتب المتقاعدين يبدأ"),
    ]:
        add_named(
            store, name, headline=headline, places=["حلب", *(f"قرية {name}{i}" for i in range(9))]
        )
    tell_stories(store)
    assert links_of(store) == {("a", "b")}


def test_what_many_articles_of_a_day_name_is_no_reason():
    store = text_store()
    named = {"headline": "افتتاح المعرض", "people": ["سمير القاضي"], "places": ["حلب"]}
    for i in range(6):
        add_named(store, f"{i:02}", **named)
    tell_stories(store)
    assert len(links_of(store)) == 15
    for i in range(6, 13):
        add_named(store, f"{i:02}", **named)
    tell_stories(store)
    assert not links_of(store)


def test_an_article_that_moves_to_another_day_leaves_its_links():
    store = text_store()
    for name in "ab":
        add_named(store, name, headline="انهيار سد الوادي", people=["سمير القاضي"])
    tell_stories(store)
    assert links_of(store)
    store.connection.execute("update articles set published = '2025-11-20' where article_id = 'a'")
    changed(store, ["a"], {"a": MOMENT.date()})
    tell_stories(store)
    assert not links_of(store)
    assert store.query("select count(*) from story_marks where article_id = 'a'") == [(3,)]


def test_links_do_not_chain():
    store = text_store()
    for i, people in enumerate(["ا ا|ب ب", "ا ا|ب ب|ج ج|د د", "ج ج|د د"]):
        headline = ["انفجار", "انفجار زلزال", "زلزال"][i]
        add_named(store, f"{i}", 3 + i, headline=headline, people=people.split("|"))
    tell_stories(store)
    assert links_of(store) == {("0", "1"), ("1", "2")}
    assert stories_of(store) == {"0": "0", "1": "0"}


def test_stories_told_piece_by_piece_are_those_told_at_once():
    """Articles come, change, move and go; copies bind and part; each time as if all were told anew."""
    source = random.Random(8)
    store, words = text_store(), ["انفجار", "زلزال", "فيضان", "حريق", "اضراب"]
    everyone = [f"{n:02}" for n in range(60)]
    for _ in range(40):
        for name in {f"{source.randrange(60):02}" for _ in range(source.choice([1, 3, 12]))}:
            days = dict(store.query("select article_id, published from articles"))
            for table in ("articles", "people"):
                store.delete(table, "article_id", [name])
            changed(store, [name], days)
            if source.random() < 0.8:
                topic = source.randrange(5)
                people = [f"اسم {topic}{k}" for k in range(source.randrange(1, 3))]
                add_named(store, name, source.randrange(1, 9), words[topic], people)
        copied = source.sample(range(60), 8)
        rows = [
            {"article_id": f"{n:02}", "cluster": f"{copied[i % 3]:02}"}
            for i, n in enumerate(copied)
        ]
        store.connection.execute("delete from clusters")
        store.insert("clusters", rows)
        moved(store, everyone)
        tell_stories(store)
        told = store.query("select * from story_articles order by article_id")
        store.connection.execute("delete from story_articles")
        moved(store, everyone)
        tell_stories(store)
        assert store.query("select * from story_articles order by article_id") == told
    assert {because for *_, because in told} == {"first", "link", "copy"}


def fill(store, told):
    add_texts(
        store,
        [(s.id, s.text) for s in told],
        publishers=[s.paper.id for s in told],
        moments=[s.published for s in told],
        headlines=[s.headline for s in told],
    )
    for story in told:
        article = Article(
            id=story.id, text=story.text, published=story.published.date(),
            publisher=story.paper.id, country=story.paper.country,
        )  # fmt: skip
        count = Counter()
        for m in extract(article):
            if m.kind in ("person", "organisation", "place", "quantity", "event"):
                count[m.kind] += 1
                row = {"article_id": story.id, "position": count[m.kind], "text": m.text}
                span = {"span_start": m.span_start, "span_end": m.span_end, "rule": m.rule}
                store.insert(TABLES[m.kind], [row | span | fact_row(m.fact)])
    find_copies(store)
    tell_stories(store)


@pytest.fixture(scope="module")
def told():
    return [s for s in stories("morning") if s.is_readable]


@pytest.fixture(scope="module")
def press(told):
    store = text_store()
    fill(store, told)
    return store


def test_stories_of_the_newsroom_are_true(press):
    true = {
        frozenset(pair)
        for group in (*RELATIONS["stories"], *RELATIONS["copies"])
        for pair in combinations(group["ids"], 2)
    }
    linked = {frozenset(pair) for pair in links_of(press)}
    assert linked <= true
    told = stories_of(press)
    for group in (*RELATIONS["stories"], *RELATIONS["copies"]):
        assert len({told[name] for name in group["ids"]}) == 1
    assert len(set(told.values())) == len(RELATIONS["stories"]) + len(RELATIONS["copies"])


def test_order_and_batches_make_no_difference(press, told):
    expected = press.query("select * from story_articles order by article_id")
    links = press.query("select * from story_links order by a, b")
    shuffled = random.Random(1).sample(told, len(told))
    store = text_store()
    for first in range(0, len(shuffled), 23):
        fill(store, shuffled[first : first + 23])
    assert store.query("select * from story_articles order by article_id") == expected
    assert store.query("select * from story_links order by a, b") == links
    assert tell_stories(store) == 0


def test_figures_of_a_story_stand_side_by_side():
    store = text_store()
    papers = ["alwaha", "sariya", "minaa"]
    texts = [(name, f"نص {name}") for name in "abc"]
    add_texts(store, texts, papers, headlines=["انهيار سد", "السد ينهار", "طقس"])
    rows = [
        ("a", "killed", "person", "قتيلاً", 12.0), ("a", None, "USD", None, 5e6),
        ("b", "killed", "person", "أشخاص", 14.0), ("b", None, "item", "منزلاً", 30.0),
        ("c", "killed", "person", "قتيلاً", 99.0),
    ]  # fmt: skip
    for i, (name, role, unit, counted, value) in enumerate(rows):
        span = {"position": i, "span_start": 0, "span_end": 2, "text": "نص", "rule": "r"}
        figure = {"role": role, "unit": unit, "counted": counted, "value": value}
        store.insert("quantities", [{"article_id": name} | span | figure])
    for name, text in texts:
        store.insert(
            "sentences",
            [{"article_id": name, "position": 0, "span_start": 0, "span_end": len(text)}],
        )
    store.insert(
        "story_articles", [{"article_id": n, "story": "a", "because": "link"} for n in "ab"]
    )
    found = store.query(
        "select role, unit, counted, lowest, highest, count_publishers, len(figures) from figures_by_story"
    )
    assert found == [
        ("killed", "person", None, 12.0, 14.0, 2, 2), (None, "USD", None, 5e6, 5e6, 1, 1),
        (None, "item", "منزلا", 30.0, 30.0, 1, 1),
    ]  # fmt: skip
    [(told,)] = store.query("select figures from figures_by_story where role = 'killed'")
    assert [(f["publisher"], f["value"]) for f in told] == [("alwaha", 12.0), ("sariya", 14.0)]


def test_a_store_of_the_schema_before_is_linked_anew():
    store = text_store()
    for name in "ab":
        add_named(store, name, headline="انهيار دمشق", people=["سامر الخطيب"], places=["دمشق"])
    tell_stories(store)
    linked = store.query("from story_links"), store.query("from story_articles order by all")
    assert linked[0]
    store.connection.execute("update story_links set weight = 1")
    store.connection.execute("update ops.schema_versions set version = 5")
    lay_out(store.connection)
    tell_stories(store)
    assert (
        store.query("from story_links"),
        store.query("from story_articles order by all"),
    ) == linked
