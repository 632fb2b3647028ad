"""Near-duplicates over the news: recall against brute force, speed beside other packages, growth.

Run with ``make bench`` or ``pytest -m benchmark -s``. datasketch, rensa and trafilatura's Simhash are
compared where they are installed; MARSAD_GROWTH names the largest base of the growth table (100000
unless told). ``make growth`` goes to a million, which takes some minutes and seven gigabytes of disk.
"""

import gzip
import importlib.util
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from near_duplicate_store import add_texts, text_store

from flows.steps.comparing.copies import find_copies
from flows.steps.comparing.copy_index import TINY, put_into_index
from flows.steps.comparing.dedupe import Pair, near_duplicates
from flows.steps.comparing.shingles import as_set, shingles
from flows.steps.storing.store import Store

NEWS = Path(__file__).parents[2] / "../shared/data/news"
MEASURES = {
    "Jaccard >= 0.8": lambda pair: pair.jaccard >= 0.8,
    "Jaccard >= 0.5": lambda pair: pair.jaccard >= 0.5,
    "containment >= 0.8": lambda pair: pair.containment >= 0.8,
    "the same of no mere phrase": lambda pair: (
        pair.containment >= 0.8 and phrases().isdisjoint({pair.a, pair.b})
    ),
}

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not NEWS.exists(), reason=f"no news articles at {NEWS}"),
]


@cache
def texts():
    found = []
    for path in sorted(NEWS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            found += [json.loads(line)["content"] for line in lines]
    return [(f"{i:06}", text) for i, text in enumerate(found)]


@cache
def phrases():
    """Texts of so few words that the store takes them for no copy of what they stand in."""
    told = zip(texts(), shingles(text for _, text in texts()), strict=True)
    return {name for (name, _), of in told if len(as_set(of)) < TINY}


@cache
def truth():
    """All pairs, by counting the shared shingles of every article with every other."""
    sets = list(map(as_set, shingles(text for _, text in texts())))
    sizes = np.array([len(s) for s in sets])
    holders = {}
    for i, of in enumerate(sets):
        for value in of.tolist():
            holders.setdefault(value, []).append(i)
    found = {}
    for i, of in enumerate(sets):
        others = [j for value in of.tolist() for j in holders[value] if j < i]
        shared = np.bincount(np.array(others, dtype=int), minlength=len(sets))
        near = (3 * shared >= sizes + sizes[i]) | (shared >= 0.8 * np.minimum(sizes, sizes[i]))
        for j in np.flatnonzero(near & (shared > 0)).tolist():
            both = int(shared[j])
            jaccard, part = both / (sizes[i] + sizes[j] - both), both / min(sizes[i], sizes[j])
            name = f"{j:06}", f"{i:06}"
            found[name] = Pair(*name, round(float(jaccard), 6), round(float(part), 6))
    return found


def plain_sets():
    """Each text's shingles as strings: what the other packages are given, and verify by."""
    left_out = dict.fromkeys((*range(0x64B, 0x653), 0x640))
    table = left_out | str.maketrans("أإآىة", "ااايه")
    for name, text in texts():
        words = re.findall(r"\w+", text.translate(table))
        yield name, {" ".join(words[i : i + 4]) for i in range(max(len(words) - 3, len(words) > 0))}


def report(name, found, seconds):
    lost = []
    for measure in MEASURES.values():
        due = {key for key, pair in truth().items() if measure(pair)}
        lost.append(f"{len(due & found) / len(due):10.4f}")
    precision = len(found & truth().keys()) / max(len(found), 1)
    print(f"{name:34}{''.join(lost)}{precision:11.4f}{len(texts()) / seconds:12,.0f}")


def timed(find):
    start = time.process_time()
    return find(), time.process_time() - start


def heading(title):
    print(
        f"\n{title:34}{'J 0.8':>10}{'J 0.5':>10}{'C 0.8':>10}{'no phrase':>10}{'precision':>11}{'texts/s':>12}"
    )


def by_store():
    store = text_store()
    store.connection.execute("set threads = 1")
    add_texts(store, texts())
    find_copies(store)
    return set(store.query("select a, b from near_duplicates"))


def verified(candidates, sets):
    return {p for p in candidates if is_near(sets[p[0]], sets[p[1]])}


def is_near(a, b):
    shared = len(a & b)
    return 3 * shared >= len(a) + len(b) > 0 or shared >= 0.8 * min(len(a), len(b)) > 0


def by_datasketch():
    from datasketch import MinHash, MinHashLSH

    index, candidates, sets = MinHashLSH(threshold=0.5, num_perm=128), set(), {}
    for name, of in plain_sets():
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in of])
        candidates |= {(other, name) for other in index.query(sketch)}
        index.insert(name, sketch)
        sets[name] = of
    return verified(candidates, sets)


def by_rensa():
    from rensa import RMinHash, RMinHashLSH

    index, candidates, sets = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), set(), {}
    for place, (name, of) in enumerate(plain_sets()):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(list(of))
        candidates |= {(f"{other:06}", name) for other in index.query(sketch)}
        index.insert(place, sketch)
        sets[name] = of
    return verified(candidates, sets)


def by_simhash():
    from trafilatura.deduplication import Simhash

    hashes = np.array([Simhash(text).hash for _, text in texts()], dtype=np.uint64)
    sets, candidates = dict(plain_sets()), set()
    for i in range(1, len(hashes)):
        near = np.flatnonzero(np.bitwise_count(hashes[:i] ^ hashes[i]) <= 6)
        candidates |= {(f"{j:06}", f"{i:06}") for j in near.tolist()}
    return verified(candidates, sets)


def test_recall_and_speed():
    heading(f"{len(texts()):,} texts, {len(truth()):,} pairs")
    found, seconds = timed(lambda: {(p.a, p.b) for p in near_duplicates(texts())})
    report("marsad dedupe", found, seconds)
    report("the store, with passages", *timed(by_store))
    for package, find in (
        ("datasketch", by_datasketch),
        ("rensa", by_rensa),
        ("trafilatura", by_simhash),
    ):
        if importlib.util.find_spec(package):
            report(f"{package}, candidates verified", *timed(find))
        else:
            print(f"{package:34}not installed")


def edited(source, name, text):
    """What other papers print of a text: cut, with an own lead, corrected in a few words."""
    words = text.split()
    lead = source.choice(texts())[1].split()[:40]
    yield f"{name} cut", " ".join(words[: max(len(words) // 3, 15)])
    yield f"{name} led", " ".join(lead + words)
    yield f"{name} corrected", " ".join(w if source.random() > 0.03 else w[::-1] for w in words)


def test_order_makes_no_difference():
    """Three thousand articles and edits of each tenth, in ten random orders and batch sizes."""
    source = random.Random(5)
    told = source.sample(texts(), 3000)
    told += [copy for name, text in told[::10] for copy in edited(source, name, text)]
    found = []
    for _ in range(10):
        shuffled, size = source.sample(told, len(told)), source.choice([50, 500, 1500, 6000])
        store = text_store()
        for first in range(0, len(shuffled), size):
            add_texts(store, shuffled[first : first + size])
            find_copies(store)
        clusters = store.query("select article_id, cluster from clusters order by article_id")
        found.append((clusters, store.query("select * from near_duplicates order by a, b")))
    clusters, pairs = found[0]
    print(f"\norder: {len(told):,} articles, {len(pairs):,} pairs, "
          f"{len({cluster for _, cluster in clusters}):,} clusters: "
          f"{found.count(found[0])} of {len(found)} equal")  # fmt: skip


@cache
def sentences():
    return [s for _, text in texts() for s in text.replace("\n", ".").split(".") if len(s) > 40]


def recombined(count, seed):
    """Articles of some ten sentences drawn from those of the corpus, as places of the sentences."""
    source = np.random.default_rng(seed)
    sizes = source.integers(4, 17, count)
    return np.split(source.integers(0, len(sentences()), sizes.sum()), np.cumsum(sizes)[:-1])


def written(drawn):
    return ".".join([sentences()[i] for i in drawn])


def make_base(path, base):
    """A store of this many recombined articles, indexed as if compared, and a thousand that wait.

    Pairs within the base are not looked for: that makes it in some minutes a million.
    """
    store = text_store(path)
    store.connection.execute("set memory_limit = '1GB'")
    for first in range(0, base, 20_000):
        batch = recombined(min(20_000, base - first), first)
        texts = dict(enumerate(map(written, batch), first))
        made = pa.table({"article_id": [f"{n:07}" for n in texts], "text": list(texts.values())})
        store.connection.register("made", made)
        store.connection.execute(
            "insert into articles by name select *, 'paper' as publisher, article_id as"
            " canonical_url, '' as headline, [] as byline, [] as tags, '' as text_folded,"
            " article_id as text_digest, 1 as version from made"
        )
        rows = list(shingles(texts.values()))
        put_into_index(store, {f"{n:07}": f"{n:07}" for n in texts}, rows, list(map(as_set, rows)))
    new = recombined(1000, 2**32)
    add_texts(store, [(f"new {i}", written(drawn)) for i, drawn in enumerate(new)])
    store.connection.close()


def compare_more(path, base):
    """The time and memory that the waiting articles of a made store take, in a process of its own."""
    connection = duckdb.connect(path)
    connection.execute("set memory_limit = '400MB'")
    store = Store(connection)
    start, cpu = time.perf_counter(), time.process_time()
    assert find_copies(store) == 1000
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    [(rows,)] = store.query("select count(*) from ops.sketches")
    [(pairs,)] = store.query("select count(*) from near_duplicates")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{base:>9,} articles: {seconds:6.2f} s ({cpu:.2f} s of CPU) for 1,000 more, {pairs:,} pairs; "
          f"{rows:,} rows of index, {size_of(store, 'sketches'):,.0f} MB; "
          f"{memory:.2f} GB of memory at most")  # fmt: skip


def size_of(store, table):
    """The megabytes of the blocks that hold a table of schema ops."""
    [(blocks,)] = store.query(
        f"select count(distinct block_id) from pragma_storage_info('ops.{table}') where persistent"
    )
    [(block_size,)] = store.query("select block_size from pragma_database_size()")
    return blocks * block_size / 1e6


@pytest.mark.parametrize("base", [10_000, 100_000, 1_000_000])
def test_growth(base, tmp_path):
    if base > int(os.environ.get("MARSAD_GROWTH", 100_000)):
        pytest.skip("MARSAD_GROWTH asks for less")
    folder = Path(__file__).parent
    paths = os.pathsep.join([str(folder), str(folder.parent), str(folder.parents[1])])
    for step in ("make_base", "compare_more"):
        code = f"import test_near_duplicates as t; t.{step}({str(tmp_path / 'grow')!r}, {base})"
        done = subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": paths},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    print("\n" + done.stdout.strip())
