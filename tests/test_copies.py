"""Near-duplicates: exact in one go, the same by the store's index, with what was shared and changed."""

import random
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from near_duplicate_store import add_texts, text_store

from flows.newsroom import stories
from flows.steps.comparing import copy_index
from flows.steps.comparing.copies import find_copies
from flows.steps.comparing.dedupe import near_duplicates
from flows.steps.comparing.passages import shared_passages
from flows.steps.comparing.shingles import shingles, told
from flows.steps.storing.forget import erase_articles
from flows.steps.storing.store import SQL, lay_out

RELATIONS = tomllib.loads((Path(__file__).parent / "newsroom/relations.toml").read_text())
WORDS = [f"كلمة{i}" for i in range(400)]


def shingles_of(text):
    [of] = shingles([text])
    return of.tolist()


def passages(a, b):
    return shared_passages(*told([a, b]))


def text(first, last):
    return " ".join(WORDS[first:last])


def pairs_of(store):
    return {(a, b): (j, c) for a, b, j, c in store.query("select * from near_duplicates")}


def clusters_of(store):
    return dict(store.query("select article_id, cluster from clusters"))


# The measure


def test_spelling_makes_no_difference_but_case_and_digits_do():
    assert shingles_of("أُعلنَ في الـقـاهرة إلى مدى") == shingles_of("اعلن في القاهره الي مدي")
    assert shingles_of("عام ٢٠٢٤ في مصر") != shingles_of("عام 2024 في مصر")
    assert shingles_of("A b c d") != shingles_of("a b c d")


@pytest.mark.parametrize(
    ("first", "other", "measures"),
    [
        (text(0, 8), text(0, 8), (1.0, 1.0)),
        (text(0, 103), text(0, 53), (0.5, 1.0)),
        (text(0, 13), text(2, 15), (round(8 / 12, 6), 0.8)),
        (text(0, 3), text(0, 3) + " .", (1.0, 1.0)),
        (text(0, 100), text(40, 140), None),
        ("", "", None),
        ("ً", "ً", None),
    ],
)
def test_pairs_by_hand(first, other, measures):
    found = [(p.jaccard, p.containment) for p in near_duplicates([("1", first), ("2", other)])]
    assert found == ([measures] if measures else [])


def likeness(a, b):
    mine, other = set(shingles_of(a)), set(shingles_of(b))
    shared = len(mine & other)
    if not mine or not other:
        return 0.0, 0.0
    return shared / len(mine | other), shared / min(len(mine), len(other))


@settings(deadline=None)  # the first text makes the table of letters
@given(st.lists(st.lists(st.sampled_from("ابتث"), max_size=14).map(" ".join), max_size=9))
def test_no_pair_is_lost_or_invented(texts):
    expected = {
        (str(i), str(j))
        for (i, a), (j, b) in combinations(enumerate(texts), 2)
        if likeness(a, b)[0] >= 0.5 or likeness(a, b)[1] >= 0.8
    }
    found = near_duplicates((str(i), t) for i, t in enumerate(texts))
    assert {(p.a, p.b) for p in found} == expected


# The store


def a_small_press(source):
    """Copies whole, cut and extended of some texts, and texts of their own."""
    texts = {}
    for n in range(40):
        whole = [f"خبر{n}و{source.randrange(60)}" for _ in range(source.randrange(15, 300))]
        texts[f"{n}"] = " ".join(whole)
        if n % 2:
            texts[f"{n}-cut"] = " ".join(whole[: max(15, len(whole) // 3)])
        if n % 3:
            lead = [f"مقدمة{n}و{i}" for i in range(20)]
            texts[f"{n}-led"] = " ".join(lead + whole)
    return list(texts.items())


def test_order_and_batches_make_no_difference():
    source = random.Random(3)
    texts = a_small_press(source)
    expected = {(p.a, p.b): (p.jaccard, p.containment) for p in near_duplicates(texts)}
    clusters = []
    for _ in range(10):
        source.shuffle(texts)
        store, size = text_store(), source.choice([1, 7, 30, 200])
        for first in range(0, len(texts), max(size, 5)):
            add_texts(store, texts[first : first + max(size, 5)])
            find_copies(store)
        assert pairs_of(store) == expected
        clusters.append(clusters_of(store))
    assert all(c == clusters[0] for c in clusters)


def test_a_changed_text_is_compared_anew():
    store = text_store()
    add_texts(store, [("a", text(0, 60)), ("b", text(0, 60)), ("c", text(100, 160))])
    assert find_copies(store) == 3
    assert find_copies(store) == 0
    add_texts(store, [("b", text(100, 160))])
    assert find_copies(store) == 1
    assert set(pairs_of(store)) == {("b", "c")}
    assert clusters_of(store) == {"b": "b", "c": "b"}
    assert store.query("select * from ops.cluster_merges") == [("a", None)]
    assert store.query("select count(distinct number) from ops.sketches") == [(3,)]


def test_what_is_gone_is_no_copy_any_more():
    store = text_store()
    add_texts(store, [(name, text(0, 60)) for name in "abc"])
    find_copies(store)
    erase_articles(store, ["a"])
    find_copies(store)
    assert clusters_of(store) == {"b": "b", "c": "b"}
    assert store.query("select * from ops.cluster_merges") == [("a", None)]


def test_a_merge_is_recorded():
    store = text_store()
    add_texts(store, [("a", text(0, 100)), ("b", text(0, 90))])
    add_texts(store, [("c", text(101, 200)), ("d", text(102, 200))])
    find_copies(store)
    assert set(clusters_of(store).values()) == {"a", "c"}
    add_texts(store, [("e", text(0, 200))])
    find_copies(store)
    assert set(clusters_of(store).values()) == {"a"}
    assert store.query("select * from ops.cluster_merges") == [("c", "a")]


def test_a_phrase_within_a_text_is_no_copy_but_a_short_item_is():
    store = text_store()
    add_texts(store, [("long", text(0, 300)), ("phrase", text(50, 58)), ("item", text(100, 115))])
    find_copies(store)
    assert set(pairs_of(store)) == {("item", "long")}


def test_the_same_words_are_found_however_many_print_them(monkeypatch):
    monkeypatch.setattr(copy_index, "COMMON", 3)
    names = [f"{i}" for i in range(10)]
    for order in (names, names[::-1]):
        store = text_store()
        for first in range(0, 10, 4):
            add_texts(store, [(name, text(0, 60)) for name in order[first : first + 4]])
            find_copies(store)
        assert clusters_of(store) == dict.fromkeys(names, "0")
        assert {name for pair in pairs_of(store) for name in pair} == set(names)
        erase_articles(store, [order[0]])  # with which some are paired alone
        find_copies(store)
        assert clusters_of(store) == dict.fromkeys(set(names) - {order[0]}, min(order[1:]))


def test_a_store_with_other_marks_is_compared_anew():
    store = text_store()
    add_texts(store, [("a", text(0, 60)), ("b", text(0, 60))])
    find_copies(store)
    found = pairs_of(store), clusters_of(store)
    store.connection.execute((SQL / "migrations/008_copies.sql").read_text())
    lay_out(store.connection)
    assert find_copies(store) == 2
    assert (pairs_of(store), clusters_of(store)) == found


# What was shared and changed


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("ابتثجح"), max_size=40).map(" ".join),
    st.lists(st.sampled_from("ابتثجح"), max_size=40).map(" ".join),
)
def test_passages_are_equal_words_in_order(a, b):
    end_a = end_b = 0
    for p in passages(a, b):
        assert a[p.a_start : p.a_end] == b[p.b_start : p.b_end]
        assert p.a_start >= end_a
        assert p.b_start >= end_b
        end_a, end_b = p.a_end, p.b_end


def test_passages_point_into_the_printed_text():
    a, b = "قال: أُعلنَ في القاهرة إلى مدى بعيد.", "وأعلن اليوم. اعلن في القاهره الي مدي بعيد"
    [p] = passages(a, b)
    assert a[p.a_start : p.a_end] == "أُعلنَ في القاهرة إلى مدى بعيد"
    assert b[p.b_start : p.b_end] == "اعلن في القاهره الي مدي بعيد"


def test_differences_show_what_a_carrier_changed():
    store = text_store()
    whole = text(0, 100)
    carried = " ".join([*WORDS[200:205], *WORDS[0:50], "بدل", *WORDS[51:80]])
    add_texts(store, [("b", whole), ("a", carried)])
    store.connection.execute(
        "update articles set published_at = '2025-11-02' where article_id = 'b'"
    )
    find_copies(store)
    changes = store.query("select original, change, original_text, carrier_text from differences")
    assert changes == [
        ("b", "added", "", text(200, 205)),
        ("b", "reworded", WORDS[50], "بدل"),
        ("b", "left out", text(80, 100), ""),
    ]


# The sample newsroom


@pytest.fixture(scope="module")
def press():
    """The evening's stories, the corrected one over its morning's text."""
    store = text_store()
    for edition in ("morning", "evening"):
        told = [s for s in stories(edition) if s.is_readable]
        add_texts(
            store,
            [(s.id, s.text) for s in told],
            [s.paper.id for s in told],
            [s.published for s in told],
        )
        find_copies(store)
    return store


def test_copies_of_the_newsroom_are_found_and_nothing_else(press):
    [group] = RELATIONS["copies"]
    clusters = clusters_of(press)
    assert set(clusters) == set(group["ids"])
    assert len(set(clusters.values())) == 1
    assert press.query("select count_publishers from syndication_clusters") == [(4,)]


def test_each_carrier_of_the_newsroom_shows_its_changes(press):
    [group] = RELATIONS["copies"]
    changed = {c for (c,) in press.query("select carrier from differences")}
    assert changed <= set(group["ids"])
    kinds = {c for (c,) in press.query("select distinct change from differences")}
    assert {"left out", "added"} <= kinds


def test_who_copies_whom_tells_the_delay(press):
    rows = press.query("select publisher, copied_from, count_articles, median_minutes_after from who_copies_whom")  # fmt: skip
    assert len(rows) == 3
    assert len({copied_from for _, copied_from, _, _ in rows}) == 1
    assert all(count == 1 and minutes >= 0 for _, _, count, minutes in rows)


def test_each_way_of_carrying_an_agency_text_shows_as_what_it_is(press):
    [group] = RELATIONS["copies"]
    asked = "select carrier, list(distinct change) from differences where original = ? group by all"
    changes = {carrier: set(kinds) for carrier, kinds in press.query(asked, [group["whole"]])}
    assert changes.keys() == set(group["ids"]) - {group["whole"]}
    assert all("left out" in kinds or "reworded" in kinds for kinds in changes.values())


@pytest.mark.parametrize("relation", ["boilerplate", "stories", "versions"])
def test_what_is_no_copy_in_the_newsroom(press, relation):
    ids = {name for group in RELATIONS[relation] for name in group.get("ids", [group.get("id")])}
    assert not ids & set(clusters_of(press))


def test_boilerplate_is_shared_text_all_the_same():
    [group] = RELATIONS["boilerplate"]
    printed = {s.id: s.text for s in stories("morning")}
    a, b = (printed[name] for name in group["ids"])
    assert passages(a, b)


def test_a_translation_is_no_copy():
    printed = {s.id: s.text for s in stories("morning")}
    english = (
        "AMMAN - Iraq, Syria and Turkey agreed on Tuesday to exchange daily data on water levels, the"
        " ministers of water said after three days of talks led by the United Nations."
    )
    store = text_store()
    add_texts(store, [("arabic", printed["sariya/amman-water"]), ("english", english)])
    find_copies(store)
    assert not clusters_of(store)


def test_briefs_of_fifteen_words_are_found_where_another_carries_them():
    briefs = {s.id: s.text for s in stories("morning") if "/brief-" in s.id and s.is_readable}
    assert min(len(text.split()) for text in briefs.values()) <= 16
    store = text_store()
    for name, brief in briefs.items():
        digest = [("whole", brief), ("round-up", f"{text(0, 150)} {brief} {text(150, 300)}")]
        add_texts(store, [(name, brief), *((f"{name} {how}", printed) for how, printed in digest)])
    find_copies(store)
    groups = clusters_of(store)
    for name in briefs:
        assert {f"{name} whole", f"{name} round-up"} <= groups.keys(), name
