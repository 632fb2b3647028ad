"""What telling stories and linking entities of a thousand new articles costs beside many old ones.

Run with ``make growth`` or ``pytest -m benchmark -s``; MARSAD_GROWTH names the largest base (100000 unless
told). The base repeats the mentions of a sample of the news day after day, a thousand articles each.
"""

import gzip
import json
import os
import subprocess
import sys
import time
from datetime import date
from itertools import islice
from pathlib import Path

import duckdb
import pytest
from near_duplicate_store import MOMENT, text_store

from extractors import extract
from extractors.records import Article, Block
from flows.steps.cleaning.cleaned import CLEANER_VERSION
from flows.steps.comparing.stories import tell_stories
from flows.steps.storing.entities import link_entities
from flows.steps.storing.load import load
from flows.steps.storing.pack import Reading, pack
from flows.steps.storing.store import Store

NEWS = Path(__file__).parents[2] / "../shared/data/news"
SAMPLE = 1500
DAY = date(2020, 1, 1)
# What stories and entities read, and what they hold of articles told before.
TABLES = (
    "people", "organisations", "places", "quantities", "events", "dates", "story_marks",
    "story_articles", "entity_mentions",
)  # fmt: skip

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not NEWS.exists(), reason=f"no news articles at {NEWS}"),
]


def readings(count):
    paths = sorted(NEWS.glob("*.jsonl.gz"))
    lines = (line for path in paths for line in gzip.decompress(path.read_bytes()).splitlines())
    for i, line in enumerate(islice(lines, 0, 3 * count, 3)):
        told = json.loads(line)
        name, text = f"{i:07}", told["content"].strip()
        article = Article(
            id=name, text=text, headline=told["title"], publisher=told["source"], published=DAY,
            canonical_url=name, blocks=(Block("paragraph", 0, len(text)),),
        )  # fmt: skip
        yield pack(
            Reading(name, name, "article", None, None, None, CLEANER_VERSION, "1", article,
                    mentions=tuple(extract(article)))
        )  # fmt: skip


def put_fetches(store, packed):
    rows = [
        {"id": p.fetch_id, "key": p.fetch_id, "url": p.fetch_id, "final_url": p.fetch_id,
         "canonical_url": p.fetch_id, "publisher": "paper", "purpose": "page", "attempt": 1,
         "fetched_at": MOMENT, "outcome": "ok", "bytes": 1, "seconds": 0.1, "redirects": 0}
        for p in packed
    ]  # fmt: skip
    store.upsert("ops.fetches", rows)


def make_sample(path):
    """A store of the sample, linked."""
    store = text_store(path)
    packed = list(readings(SAMPLE))
    put_fetches(store, packed)
    load(store, packed)
    tell_stories(store)
    link_entities(store)
    store.connection.close()


def make_base(path, sample, base):
    """A store of this many articles, all linked, and a thousand of the sample that wait."""
    store = text_store(path)
    query = store.connection.execute
    query(f"attach '{sample}' as sample (read_only)")
    query("create temp table first as select article_id, row_number() over () - 1 as n"
          " from sample.articles")  # fmt: skip
    # As many of the sample a day as a day has articles, each time others of them.
    query(f"""create temp table made as
        select f.article_id as former, i, sha256('made ' || i)[:16] as article_id,
            date '{DAY}' - 2 - (i // 1000)::integer as published
        from range({base}) as r(i) inner join first as f on f.n = (i * 7 + i // 1000) % {SAMPLE}""")
    query("""insert into articles by name
        select a.* replace (m.article_id as article_id, m.published as published, '' as text_folded,
            a.text[:300] as text)
        from made as m inner join sample.articles as a on m.former = a.article_id order by m.i""")
    for table in TABLES:
        columns = [name for name, *_ in query(f"describe {table}").fetchall()]
        given = {"article_id": "m.article_id", "published": "m.published", "story": "m.article_id"}
        values = ", ".join(given.get(name, f"t.{name}") for name in columns)
        key = table in ("entity_mentions", "story_articles", "story_marks")
        if not key:  # a key is looked up by nobody here, and takes an hour to build at a million
            query(f"create or replace table {table} as from {table} limit 0")
        query(f"insert into {table} select {values} from made as m"
              f" inner join sample.{table} as t on m.former = t.article_id order by m.i")  # fmt: skip
    query("insert into entities from sample.entities")
    query(f"""insert into ops.entity_names
        select * replace (times * {max(1, base // SAMPLE)} as times) from sample.ops.entity_names""")
    query("insert into ops.entity_versions from sample.ops.entity_versions")
    query("detach sample")
    packed = list(readings(1000))
    put_fetches(store, packed)
    load(store, packed)
    query("checkpoint")
    store.connection.close()


def link_more(path, base):
    """What the waiting articles of a made store take, in a process of its own; then a run without any."""
    store = Store(duckdb.connect(path))
    store.connection.execute("set enable_progress_bar = false")
    told = f"{base:>9,} articles:"
    for link in (tell_stories, link_entities, tell_stories, link_entities):
        start, cpu = time.perf_counter(), time.process_time()
        link(store)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        told += f"  {link.__name__} {seconds:6.3f} s ({cpu:.3f} s of CPU)"
    print(f"{told}, the last two where nothing was new")


def run(step, *given):
    folder = Path(__file__).parent
    paths = os.pathsep.join([str(folder), str(folder.parent), str(folder.parents[1])])
    code = f"import test_link_growth as t; t.{step}(*{given!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": paths},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_growth_of_links(tmp_path):
    sample = str(tmp_path / "sample")
    run("make_sample", sample)
    print()
    for base in (10_000, 100_000, 1_000_000):
        if base <= int(os.environ.get("MARSAD_GROWTH", 100_000)):
            path = str(tmp_path / f"grow {base}")
            run("make_base", path, sample, base)
            print(run("link_more", path, base))
            Path(path).unlink()
