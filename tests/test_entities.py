"""Entities: what is certain is linked, what is not stays alone, and the rows never depend on the order."""

from datetime import UTC, date, datetime

import pytest

from extractors.records import Article, Block, Mention, Organisation, Person, Place
from flows.data import DataFolder
from flows.steps.storing.check import demand_clean, run_checks
from flows.steps.storing.entities import link_entities
from flows.steps.storing.forget import erase_articles
from flows.steps.storing.load import load
from flows.steps.storing.pack import Reading, pack
from flows.steps.storing.store import open_store


def reading(name, *told):
    """An article whose text is the surfaces told, each a mention: (kind, surface, rule, fact)."""
    mentions, position = [], 0
    for kind, surface, rule, fact in told:
        mentions.append(Mention(kind, position, position + len(surface), surface, rule, fact))
        position += len(surface) + 1
    text = " ".join(surface for _, surface, _, _ in told)
    article = Article(
        id=name, text=text, publisher=f"paper-{name}", canonical_url=name, published=date(2025, 11, 3),
        blocks=(Block("paragraph", 0, len(text)),),
    )  # fmt: skip
    return Reading(
        fetch_id=name, url=name, outcome="article", reason=None, charset=None, charset_evidence=None,
        cleaner_version="1", extractor_version="1", article=article, sentences=((0, len(text)),),
        mentions=tuple(mentions),
    )  # fmt: skip


def place(surface, name, country, geonames_id=None, rule="place"):
    return "place", surface, rule, Place(name, country, geonames_id)


def organisation(surface, name, country, sector, rule="known-organisation"):
    return "organisation", surface, rule, Organisation(name, None, country, sector)


def person(surface, name, **known):
    return "person", surface, "name", Person(name, **known)


READINGS = (
    reading(
        "a",
        place("المملكة", "المملكة العربية السعودية", "SAU", 102358, rule="realm-without-name"),
        place("السعودية", "المملكة العربية السعودية", "SAU", 102358),
        organisation("حماس", "حركة حماس", "PSE", "REB"),
        organisation("الحركة", "حركة حماس", "PSE", "REB", rule="noun-again"),
        organisation("وزارة الصحة", "وزارة الصحة", None, "GOV"),
        person("سامر الخطيب", "سامر الخطيب", role="وزير النقل السوري", country="SYR"),
        person("الخطيب", "سامر الخطيب"),
        person("أبو خليل", "أبو خليل", role="القائد", country="SYR"),
    ),
    reading(
        "b",
        place("المملكة العربية السعودية", "المملكة العربية السعودية", "SAU", 102358),
        place("قرية النبع", "قرية النبع", "SYR"),
        organisation("حركة المقاومة الإسلامية", "حركة حماس", "PSE", "REB"),
        person("سامر الخطيب", "سامر الخطيب"),
        person("منى يوسف", "منى يوسف", role="نائبة", country="SYR"),
        person("منى يوسف", "منى يوسف", role="نائبة", country="LBN"),
    ),
)


@pytest.fixture
def store(tmp_path):
    with open_store(DataFolder.at(tmp_path)) as opened:
        rows = [
            {"id": n, "key": n, "url": n, "final_url": n, "canonical_url": n, "publisher": n,
             "purpose": "page", "attempt": 1, "fetched_at": datetime(2025, 11, 3, tzinfo=UTC),
             "outcome": "ok", "bytes": 1, "seconds": 0.1, "redirects": 0}
            for n in ("a", "b")
        ]  # fmt: skip
        opened.upsert("ops.fetches", rows)
        yield opened


def state(store):
    return [
        store.query(f"select * from {table} order by all")
        for table in ("entities", "entity_mentions")
    ]


def test_what_is_certain_is_linked_under_the_usual_name(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    found = store.query("select kind, name, country, geonames_id from entities order by kind, name")
    assert found == [
        ("organisation", "حركة حماس", "PSE", None),
        ("person", "سامر الخطيب", "SYR", None),
        ("place", "المملكة العربية السعودية", "SAU", 102358),
    ]
    demand_clean(run_checks(store))


def test_aliases_are_names_and_not_what_it_is_called_in_passing(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    [(aliases,)] = store.query("select aliases from entities where kind = 'organisation'")
    assert aliases == ["حركة المقاومة الإسلامية", "حماس"]


def test_a_name_without_country_and_role_stays_alone(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    linked = store.query("select article_id, position from entity_mentions where kind = 'person'")
    assert sorted(linked) == [("a", 0), ("a", 1)]


def test_rows_are_the_same_in_any_order_and_after_repetition(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    before = state(store)
    link_entities(store)
    assert state(store) == before
    with store.transaction():
        erase_articles(store, ["a"])
    link_entities(store)
    assert state(store) != before
    for one in reversed(READINGS):
        load(store, [pack(one)])
    link_entities(store)
    assert state(store) == before
    load(store, [pack(one) for one in READINGS])
    link_entities(store)
    assert state(store) == before
    store.connection.execute("update ops.entity_versions set version = 'older words'")
    link_entities(store)
    assert state(store) == before


def test_views_count_mentions_articles_and_publishers(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    asked = """select kind, count_mentions, count_articles, count_publishers
               from entities_by_mentions order by kind"""
    assert store.query(asked) == [
        ("organisation", 3, 2, 2), ("person", 2, 1, 1), ("place", 3, 2, 2)
    ]  # fmt: skip


def test_office_holders_are_known_by_full_name_and_in_their_term_by_family_name(store):
    told = (
        person("جون كيري", "جون كيري"),
        person("كيري", "كيري"),
        person("كيري", "كيري", role="لاعب", country="IRL"),
        person("روبيو", "روبيو"),
    )
    load(store, [pack(reading("a", *told))])  # published in November 2025
    link_entities(store)
    linked = store.query(
        """select m.position, e.name, e.country, e.aliases
           from entity_mentions as m inner join entities as e on m.entity_id = e.entity_id
           order by m.position"""
    )
    assert linked == [
        (0, "جون كيري", "USA", []), (3, "ماركو روبيو", "USA", ["روبيو"])
    ]  # fmt: skip


def test_the_checks_name_a_link_that_leads_nowhere(store):
    load(store, [pack(r) for r in READINGS])
    link_entities(store)
    store.connection.execute("delete from places where article_id = 'a'")
    failed = [result.name for result in run_checks(store) if result.offending]
    assert failed == ["entities_are_mentioned"]
