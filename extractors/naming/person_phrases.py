"""Titles, offices and words of kinship that stand around names, in one lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.rules import Lexicon, Row, load_rows
from extractors.text import fold

TITLE = "T"
TITLE_OR_WORD = "t"  # also an everyday word: الفريق, the team
ROLE = "R"  # definite: الوزير
ROLE_HEAD = "r"  # the head of a construct: وزير الخارجية
KIN = "F"
_OTHERS = {
    "formula": "p",
    "double given name": "G",
    "foreign links": "P",
}  # رحمه الله; علي أكبر; دو لا


@cache
def phrases() -> Lexicon:
    """Rows of ``surface``, ``symbol``, a title's ``kind`` (rank, office, calling, title, honorific) and an
    office's ``sector`` after PLOVER ("" where it tells none)."""
    return Lexicon(_rows())


def _rows() -> Iterator[Row]:
    for row in load_rows("titles"):
        symbol = TITLE_OR_WORD if fold(row["surface"]) in _doubtful() else TITLE
        yield _row(row["surface"], symbol, kind=row["kind"])
    for row in load_rows("role_heads"):
        definite = row["surface"].startswith("ال")
        yield _row(row["surface"], ROLE if definite else ROLE_HEAD, sector=row["sector"])
    for row in load_rows("kinship"):
        yield _row(row["surface"], KIN)
    for row in load_rows("person_words"):
        if row["class"] in _OTHERS:
            yield _row(row["surface"], _OTHERS[row["class"]])


def _row(surface: str, symbol: str, kind: str = "", sector: str = "") -> Row:
    return {"surface": surface, "symbol": symbol, "kind": kind, "sector": sector}


@cache
def _doubtful() -> frozenset[str]:
    rows = load_rows("person_words")
    return frozenset(fold(r["surface"]) for r in rows if r["class"] == "doubtful title")
