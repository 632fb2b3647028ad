"""The store: laid out from sql/, loaded by batches, checked, published for readers."""

import dataclasses
import multiprocessing
import os
from datetime import UTC, date, datetime

import duckdb
import pytest
from small_folder import small_folder

from extractors.records import Article, Block, Mention, Participant, Person
from extractors.records import Event as EventFact
from extractors.repeats import find_repeats
from flows.data import DataError, DataFolder
from flows.records import Batch, FeedState
from flows.steps.cleaning.page_pool import PagePool
from flows.steps.storing.check import CheckError, demand_clean, run_checks
from flows.steps.storing.load import Loaded, load
from flows.steps.storing.pack import COLUMNS, TABLES, Reading, pack
from flows.steps.storing.publish import publish
from flows.steps.storing.read import read_pages, unread
from flows.steps.storing.remember import recall, remember
from flows.steps.storing.store import SQL, in_order_of_use, open_store

TEXT = "زار الوزير سامر الخطيب بغداد.\nوقال إن الزيارة ناجحة."


def reading(text=TEXT, fetch="f1", headline="زيارة", name="a1"):
    article = Article(
        id=name,
        text=text,
        headline=headline,
        publisher="alwaha",
        canonical_url=f"https://alwaha.test/{name}",
        published=date(2025, 11, 3),
        published_at=datetime(2025, 11, 3, 22, 30, tzinfo=UTC),
        published_precision="minute",
        blocks=(Block("paragraph", 0, text.index("\n")), Block("paragraph", text.index("\n") + 1, len(text))),
    )  # fmt: skip
    return Reading(
        url=article.canonical_url, fetch_id=fetch, outcome="article",
        reason=None, charset="utf-8", charset_evidence="header", cleaner_version="1",
        extractor_version="1", article=article,
        sentences=((0, text.index("\n")), (text.index("\n") + 1, len(text))),
        mentions=(Mention("person", 11, 22, text[11:22], "title-before-name", Person("سامر الخطيب", role="الوزير")),),
    )  # fmt: skip


def fetch(store, *names):
    rows = [
        {"id": n, "key": n, "url": n, "final_url": n, "canonical_url": n, "publisher": "alwaha",
         "purpose": "page", "attempt": 1, "fetched_at": datetime(2025, 11, int(n[1:]), tzinfo=UTC),
         "outcome": "ok", "bytes": 1, "seconds": 0.1, "redirects": 0}
        for n in names
    ]  # fmt: skip
    store.upsert("ops.fetches", rows)


@pytest.fixture
def data(tmp_path):
    return DataFolder.at(tmp_path)


@pytest.fixture
def store(data):
    with open_store(data) as opened:
        fetch(opened, "f1", "f2", "f3")
        yield opened


def counts(store):
    tables = ["articles", "article_versions", "blocks", "sentences", *TABLES.values()]
    return {t: store.query(f"select count(*) from {t}")[0][0] for t in tables}


def test_loading_twice_changes_nothing(store):
    assert load(store, [pack(reading())]) == Loaded(new=1)
    before = counts(store)
    assert load(store, [pack(reading())]) == Loaded(same=1)
    assert counts(store) == before
    assert before["people"] == before["articles"] == 1


def test_a_changed_text_is_a_new_version(store):
    load(store, [pack(reading())])
    changed = load(store, [pack(reading(TEXT + " وعاد.", fetch="f2"))])
    assert changed == Loaded(changed=1)
    versions = store.query("select version, text from article_versions order by version")
    assert versions == [(1, TEXT), (2, TEXT + " وعاد.")]
    assert store.query("select version from articles") == [(2,)]


def test_the_newest_fetch_counts_in_whatever_order_pages_are_read(store):
    load(store, [pack(reading("الجديد.\nنص.", fetch="f3"))])
    load(
        store,
        [pack(reading("القديم.\nنص.", fetch="f1")), pack(reading("الأوسط.\nنص.", fetch="f2"))],
    )
    assert store.query("select text, version from articles") == [("الجديد.\nنص.", 3)]
    versions = store.query("select version, text from article_versions order by version")
    assert [text[:6] for _, text in versions] == ["القديم", "الأوسط", "الجديد"]


def test_a_text_that_comes_back_is_a_version_of_its_own(store):
    load(
        store,
        [
            pack(reading(fetch="f1")),
            pack(reading("آخر.\nنص.", fetch="f2")),
            pack(reading(fetch="f3")),
        ],
    )
    assert store.query("select version, text from articles") == [(3, TEXT)]


def test_a_page_that_is_no_article_after_all_takes_its_rows_along(store):
    load(store, [pack(reading())])
    nothing = dataclasses.replace(
        reading(), outcome="list_page", reason="a list", article=None, sentences=(), mentions=()
    )
    load(store, [pack(nothing)])
    assert not any(counts(store).values())


def test_a_page_without_article_leaves_a_row_that_says_why(store):
    empty = dataclasses.replace(
        reading(), outcome="empty", reason="no text", article=None, sentences=(), mentions=()
    )
    assert load(store, [pack(empty)]) == Loaded(without_article=1)
    assert store.query("select outcome, reason from ops.readings") == [("empty", "no text")]


def test_a_failed_batch_leaves_no_trace(store):
    broken = dataclasses.replace(reading(), outcome=None)
    with pytest.raises(duckdb.Error):
        load(store, [pack(broken)])
    assert not any(counts(store).values())


def test_checks_pass_on_what_was_loaded_and_name_what_is_wrong(store):
    load(store, [pack(reading())])
    demand_clean(run_checks(store))
    store.connection.execute("update people set span_start = span_start + 1")
    with pytest.raises(CheckError, match=r"mentions_stand_in_their_article \(1 rows\)"):
        demand_clean(run_checks(store))


def test_what_a_story_tells_twice_stands_in_its_text(store):
    told = "وصلت قافلة المساعدات إلى المدينة صباح أمس"
    text = f"{told}. وقال شهود إن {told}."
    twice = dataclasses.replace(
        reading(f"{text}\nنص."),
        mentions=(),
        repeats=find_repeats(text),
        date_candidates=(("2025-11-03", "json-ld"), ("2025-11-04", "dateline")),
    )
    load(store, [pack(twice)])
    assert store.query("select text, first_start from repeats") == [(told, 0)]
    moments = store.query("select moment, evidence from date_candidates order by position")
    assert moments == [("2025-11-03", "json-ld"), ("2025-11-04", "dateline")]
    demand_clean(run_checks(store))
    store.connection.execute("update repeats set span_start = span_start - 1")
    with pytest.raises(CheckError, match=r"repeats_stand_in_their_article \(1 rows\)"):
        demand_clean(run_checks(store))
    load(store, [pack(dataclasses.replace(reading(), mentions=()))])
    assert store.query("from repeats") == store.query("from date_candidates") == []


def test_every_packed_table_has_its_columns(store):
    for table, names in COLUMNS.items():
        assert set(names) == {name for name, *_ in store.query(f"describe {table}")}


def test_an_events_first_actor_stands_in_front_of_its_list(store):
    told = EventFact(
        "e1", "ASSAULT", "ASSAULT", actors=(Participant("x", "SYR"), Participant("y")), dead=3
    )
    event = Mention("event", 0, 3, TEXT[:3], "verb-subject", told)
    load(store, [pack(dataclasses.replace(reading(), mentions=(event,)))])
    asked = "select actor, actor_country, actors[2].text, recipient, recipients, dead from events"
    assert store.query(asked) == [("x", "SYR", "y", None, [], 3)]


def test_context_marks_a_mention_within_its_sentence(store):
    load(store, [pack(reading())])
    [(context,)] = store.query("select context(article_id, span_start, span_end) from people")
    assert context == "زار الوزير 【سامر الخطيب】 بغداد."


def test_days_are_counted_in_the_operators_timezone(data):
    with open_store(data, timezone="Asia/Baghdad") as store:
        fetch(store, "f1")
        load(store, [pack(reading())])
        assert store.query("select day from articles_daily") == [(date(2025, 11, 4),)]
    with open_store(data, timezone="Africa/Casablanca") as store:
        assert store.query("select day from articles_daily") == [(date(2025, 11, 3),)]


@pytest.mark.parametrize("term", ["الزِّيارة", "الزياره", "الزيارة ناجحة"])
def test_search_folds_spelling(store, term):
    load(store, [pack(reading())])
    found = store.query("select sentence from search(?)", [term])
    assert found == [("وقال إن الزيارة ناجحة.",)]


def test_sql_folds_as_the_extractors_do(store):
    from extractors.text import fold

    words = ["إلى الأُمم", "مستشفىً", "الحكومـــة", "٢٤ أكتوبر", "آسيا ٱلشمس", "مؤتمر شائك"]
    for word in words:
        assert store.query("select fold(?)", [word]) == [(fold(word),)]


def test_readers_keep_what_they_opened_and_new_ones_see_the_new(data, store):
    load(store, [pack(reading())])
    publish(store, data)
    old = duckdb.connect(data.published, read_only=True)
    load(store, [pack(reading(name="a2", fetch="f2"))])
    publish(store, data)
    assert old.execute("select count(*) from articles").fetchall() == [(1,)]
    old.close()
    with duckdb.connect(data.published, read_only=True) as new:
        assert new.execute("select count(*) from articles").fetchall() == [(2,)]
        assert new.execute(
            "select comment from duckdb_views() where view_name = 'speakers'"
        ).fetchall()[0][0]


def test_publishing_into_a_full_place_keeps_the_old_file(data, store):
    load(store, [pack(reading())])
    publish(store, data)
    before = data.published.read_bytes()
    data.published.with_suffix(".next").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        publish(store, data)
    assert data.published.read_bytes() == before


def test_a_newer_store_is_refused(data):
    with open_store(data) as store:
        store.connection.execute("insert into ops.schema_versions values (999, now())")
    with pytest.raises(DataError, match="schema 999"), open_store(data):
        pass


def test_an_older_store_moves_to_the_newest_layout(data):
    with open_store(data) as store:
        fetch(store, "f1")
        newest = store.query("from duckdb_columns() where table_name = 'dates'")
        load(store, [pack(reading())])
        store.connection.execute("drop view timeline")
        store.connection.execute("drop table story_marks")
        store.connection.execute("create view story_marks as from articles")
        store.connection.execute("alter table dates drop column weekday_conflict")
        remember(store, Batch(feeds=(FeedState("http://x.test/", "x", "rss"),)))
        for wish in ("ttl_seconds", "skip_hours", "skip_days"):
            store.connection.execute(f"alter table ops.feeds drop column {wish}")
        store.connection.execute("delete from ops.schema_versions")
        store.connection.execute("insert into ops.schema_versions values (1, now())")
    with open_store(data) as store:
        names = "select column_name from duckdb_columns() where table_name = 'dates'"
        assert {n for (n,) in store.query(names)} >= {"mod", "weekday_conflict"}
        assert len(store.query(names)) == len(newest)
        wishes = "select ttl_seconds, skip_hours, skip_days from ops.feeds"
        assert store.query(wishes) == [(0.0, [], [])]
        assert store.query("select max(version) > 1 from ops.schema_versions") == [(True,)]
        assert store.query("select count(*) from articles") == [(1,)]


def test_what_a_feed_wishes_is_recalled(data):
    feed = FeedState(
        "http://x.test/", "x", "rss", ttl_seconds=60.0, skip_hours=(1, 2), skip_days=(6,)
    )
    with open_store(data) as store:
        remember(store, Batch(feeds=(feed,)))
        assert recall(store).feeds == {feed.url: feed}


def test_a_file_that_is_no_store_is_refused(data):
    data.build.write_text("not a database")
    with pytest.raises(DataError, match="cannot be opened"), open_store(data):
        pass


def hold(root, held, done):
    with DataFolder.at(root).writing():
        held.set()
        done.wait(10)


def test_one_writer_at_a_time(data):
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(data.root, held, done))
    other.start()
    assert held.wait(20)
    with pytest.raises(DataError, match=f"process {other.pid}"), data.writing():
        pass
    done.set()
    other.join()
    with data.writing():
        pass


def test_each_relation_has_a_file_of_its_name_and_a_comment(store):
    for kind, folder in (("table", "tables"), ("view", "views")):
        relations = store.query(
            f"select {kind}_name, comment from duckdb_{kind}s() where not internal and schema_name = 'main'"
        )
        assert {name for name, _ in relations} == {p.stem for p in (SQL / folder).glob("*.sql")}
        assert all(comment for _, comment in relations)


def test_views_are_made_after_those_they_read():
    order = [path.stem for path in in_order_of_use((SQL / "views").glob("*.sql"))]
    assert order.index("carriers") < order.index("speakers")
    assert order.index("event_records") < order.index("events_daily")


def test_views_that_read_each_other_are_refused(tmp_path):
    (tmp_path / "a.sql").write_text("create view a as select * from b;")
    (tmp_path / "b.sql").write_text("create view b as select * from a;")
    with pytest.raises(DataError, match="circle"):
        in_order_of_use(tmp_path.glob("*.sql"))


def _die(_):
    os._exit(9)


def test_a_page_whose_reader_died_is_read_once_more_by_the_next_run(tmp_path):
    small = small_folder(tmp_path / "small")
    with open_store(small) as store, PagePool(_die, 1) as pool:
        store.delete("ops.readings", "fetch_id", ["f1"])
        for was_lost in (False, True):
            [page] = unread(store)
            assert (page.fetch_id, page.was_lost) == ("f1", was_lost)
            load(store, read_pages([page], pool))
        assert unread(store) == []
        assert store.query("select outcome from ops.readings where fetch_id = 'f1'") == [
            ("crashed",)
        ]
