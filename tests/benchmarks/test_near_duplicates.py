"""Near-duplicates over the news: recall against brute force, speed beside other packages, growth.

Run with ``make bench`` or ``pytest -m benchmark -s``. datasketch, rensa and trafilatura's Simhash are
compared where they are installed; MARSAD_GROWTH names the largest base of the growth table (100000
unless told; at a million the base takes some minutes and gigabytes to make).
"""

import gzip
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import time
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from near_duplicate_store import add_texts, text_store

from flows.steps.storing.copies import find_copies, index_marks
from flows.steps.storing.dedupe import Pair, compare, near_duplicates, shingles

NEWS = Path(__file__).parents[2] / "../shared/data/news"
MEASURES = {
    "Jaccard >= 0.8": lambda pair: pair.jaccard >= 0.8,
    "Jaccard >= 0.5": lambda pair: pair.jaccard >= 0.5,
    "containment >= 0.8": lambda pair: pair.containment >= 0.8,
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
def truth():
    """All pairs, by counting the shared shingles of every article with every other."""
    sets = [np.unique(shingles(text)) for _, text in texts()]
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
    print(f"\n{title:34}{'J 0.8':>10}{'J 0.5':>10}{'C 0.8':>10}{'precision':>11}{'texts/s':>12}")


def by_store():
    store = text_store()
    store.connection.execute("set threads = 1")
    add_texts(store, texts())
    find_copies(store)
    return set(store.query("select a, b from near_duplicates"))


def verified(candidates, sets):
    return {p for p in candidates if compare(*p, sets[p[0]], sets[p[1]])}


def by_datasketch():
    from datasketch import MinHash, MinHashLSH

    index, candidates, sets = MinHashLSH(threshold=0.5, num_perm=128), set(), {}
    for name, text in texts():
        sets[name] = np.unique(shingles(text))
        sketch = MinHash(num_perm=128, hashfunc=lambda value: value & 0xFFFFFFFF)
        sketch.update_batch(sets[name].tolist())
        candidates |= {(other, name) for other in index.query(sketch)}
        index.insert(name, sketch)
    return verified(candidates, sets)


def by_rensa():
    from rensa import RMinHash, RMinHashLSH

    index, candidates, sets = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), set(), {}
    for place, (name, text) in enumerate(texts()):
        sets[name] = np.unique(shingles(text))
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([str(value) for value in sets[name].tolist()])
        candidates |= {(f"{other:06}", name) for other in index.query(sketch)}
        index.insert(place, sketch)
    return verified(candidates, sets)


def by_simhash():
    from trafilatura.deduplication import Simhash

    hashes = np.array([Simhash(text).hash for _, text in texts()], dtype=np.uint64)
    sets = {name: np.unique(shingles(text)) for name, text in texts()}
    candidates = set()
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


def test_order_makes_no_difference():
    seen, source = set(), random.Random(5)
    for _ in range(10):
        shuffled, size = source.sample(texts(), len(texts())), source.choice([500, 1500, 6000])
        store = text_store()
        for first in range(0, len(shuffled), size):
            add_texts(store, shuffled[first : first + size])
            find_copies(store)
        clusters = store.query("select article_id, cluster from clusters order by article_id")
        pairs = store.query("select * from near_duplicates order by a, b")
        seen.add(hash((*clusters, *pairs)))
    print(f"\nten orders and batch sizes give {len(seen)} different sets of pairs and clusters")


@cache
def sentences():
    found = [s for _, text in texts() for s in text.replace("\n", ".").split(".") if len(s) > 40]
    return found[::4]


def recombined(count, seed):
    """Articles of some ten sentences drawn from those of the corpus: id, places of the sentences."""
    source = random.Random(seed)
    for number in range(count):
        drawn = source.choices(range(len(sentences())), k=source.randrange(4, 17))
        yield f"{seed}-{number:07}", drawn


def written(drawn):
    return ".".join(sentences()[i] for i in drawn)


def index(store, base):
    """Put recombined articles into store and index as compared; their own pairs are not looked for.

    Shingles over the border of two sentences are left out, which saves most of the time.
    """
    rows = [shingles(sentence) for sentence in sentences()]
    made = recombined(base, 1)
    for first in range(0, base, 20_000):
        batch = list(islice(made, 20_000))
        hashes = [np.concatenate([rows[i] for i in drawn]) for _, drawn in batch]
        marks = [index_marks(of) for of in hashes]
        names = [name for name, _ in batch]
        articles = pa.table({"article_id": names, "text": [written(drawn) for _, drawn in batch]})
        numbers = np.arange(first, first + len(batch), dtype=np.uint32)
        compared = pa.table(
            {"article_id": names, "number": numbers, "count_shingles": [len(of) for of in hashes]}
        )
        sketches = pa.table(
            {
                "number": np.repeat(numbers, [len(m) for m in marks]),
                "shingle": np.concatenate(marks),
            }
        )
        store.connection.register("articles_made", articles)
        store.connection.execute(
            "insert into articles by name select *, 'paper' as publisher, article_id as"
            " canonical_url, '' as headline, [] as byline, [] as tags, '' as text_folded,"
            " article_id as text_digest, 1 as version from articles_made"
        )
        store.connection.register("compared_made", compared)
        store.connection.execute(
            "insert into ops.sketched by name select *, article_id as text_digest from compared_made"
        )
        store.connection.register("sketches_made", sketches)
        store.connection.execute("insert into ops.sketches by name from sketches_made")


def grow(path, base):
    """A store of this many recombined articles, then the time that a thousand more take."""
    store = text_store(path)
    store.connection.execute("set memory_limit = '500MB'")
    store.connection.execute("set threads = 1")
    index(store, base)
    store.connection.execute("checkpoint")
    add_texts(store, [(name, written(drawn)) for name, drawn in recombined(1000, 2)])
    start, cpu = time.perf_counter(), time.process_time()
    assert find_copies(store) == 1000
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    [(rows,)] = store.query("select count(*) from ops.sketches")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{base:>9,} articles: {seconds:6.2f} s ({cpu:.2f} s of CPU) for 1,000 more, "
          f"{rows:,} rows of index, {memory:.2f} GB of memory at most", flush=True)  # fmt: skip


@pytest.mark.parametrize("base", [10_000, 100_000, 1_000_000])
def test_growth(base, tmp_path):
    if base > int(os.environ.get("MARSAD_GROWTH", 100_000)):
        pytest.skip("MARSAD_GROWTH asks for less")
    code = f"from test_near_duplicates import grow; grow({str(tmp_path / 'grow.duckdb')!r}, {base})"
    folder = Path(__file__).parent
    paths = os.pathsep.join([str(folder), str(folder.parent), str(folder.parents[1])])
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    print("\n" + done.stdout.strip())
