"""The table of readers in the README is of today's gallery and of today's cleaner."""

from __future__ import annotations

from pathlib import Path

from gallery import pages
from scoring import digest, ours, score

TABLE = Path(__file__).parents[2] / "docs" / "readers.tsv"
RENEW = "the table is stale: run make readers"


def test_the_table_tells_of_this_gallery_and_this_cleaner() -> None:
    told = pages()
    head, _, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    measured = {name: cells for name, *cells in (row.split("\t") for row in rows)}
    assert digest(told) in head, RENEW
    assert tuple(measured["marsad"][:-1]) == score(map(ours, told), told).cells(), RENEW


def test_no_reader_reads_more_of_the_gallery() -> None:
    _, columns, *rows = TABLE.read_text(encoding="utf-8").splitlines()
    f1 = columns.split("\t").index("F1")
    best = {row.split("\t")[0]: float(row.split("\t")[f1]) for row in rows}
    assert best["marsad"] == max(best.values()) >= 0.98
    assert {"trafilatura", "newspaper4k", "news-please", "resiliparse"} <= set(best)
