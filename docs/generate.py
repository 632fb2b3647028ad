"""Writes the generated parts of README.md; with --check it only says whether they are stale.

Each part stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from datetime import date
from pathlib import Path

import duckdb

from extractors import extract
from extractors.records import Article
from flows.steps.storing.pack import TABLES
from flows.steps.storing.rows import mention_row
from flows.steps.storing.store import lay_out

ROOT = Path(__file__).parents[1]
PARAGRAPH = (
    "أعلنت وزارة الداخلية العراقية، الأحد، القبض على 12 شخصاً في محافظة نينوى، ونقلت وكالة الأنباء العراقية "
    "عن المتحدث باسم الوزارة العميد سعد الجبوري قوله: «إن العملية استمرت ثلاثة أيام ولم تسفر عن قتلى»."
)
PUBLISHED = date(2025, 11, 3)
HIDDEN = {"content_start", "content_end", "latitude", "longitude", "geonames_id", "actors", "recipients", "event_id", "plover_type"}  # fmt: skip
MODULES = {
    "person": "people", "organisation": "organisations", "place": "places", "quote": "quotes",
    "attribution": "attributions", "quantity": "quantities", "date": "dates", "event": "events",
    "number": "numerals",
}  # fmt: skip


def table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def example() -> str:
    """A paragraph and what is read out of it."""
    mentions = extract(Article(id="example", text=PARAGRAPH, published=PUBLISHED, country="IRQ"))
    rows = []
    for mention in mentions:
        row = mention_row("", mention)
        if row["kind"] == "number":
            continue
        fact = {k: v for k, v in row["fact"].items() if v not in (None, (), []) and k not in HIDDEN}
        told = ", ".join(
            f"{key} {_plain(value)}" for key, value in fact.items() if key != "content"
        )
        rows.append((row["kind"], row["text"], told, f"`{row['rule']}`"))
    head = f"Published {PUBLISHED}:\n\n> {PARAGRAPH}\n\n"
    return head + table(("kind", "text", "what it says", "rule"), rows)


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ← ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def extractors() -> str:
    """One row an extractor: its room, its rules, and an example from its corpus."""
    rows = []
    for kind, stem in MODULES.items():
        cases = tomllib.loads((ROOT / "tests" / "corpus" / f"{stem}.toml").read_text())["case"]
        found = sum(bool(case["find"]) for case in cases)
        shortest = min((case for case in cases if case["find"]), key=lambda case: len(case["text"]))
        first = shortest["find"][0]
        told = ", ".join(f"{k} {_plain(v)}" for k, v in first.items() if k != "text" and v != "")
        where = f"`extractors/{stem}.py`"
        rows.append(
            (
                kind,
                where,
                f"{found} + {len(cases) - found}",
                f"{shortest['text']} → {first['text']}: {told}",
            )
        )
    return table(("kind", "where it is read", "sentences with + without", "shortest example"), rows)


def views() -> str:
    """One row a view, with its comment."""
    with duckdb.connect() as connection:
        lay_out(connection)
        rows = connection.execute(
            "select view_name, comment from duckdb_views() where not internal and schema_name = 'main'"
            " order by view_name"
        ).fetchall()
    return table(("view", "what it holds"), [(f"`{name}`", comment) for name, comment in rows])


def tables() -> str:
    """One row a table of schema main, with its comment."""
    with duckdb.connect() as connection:
        lay_out(connection)
        rows = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' order by table_name"
        ).fetchall()
    kinds = {name: f" ({kind})" for kind, name in TABLES.items()}
    return table(("table", "what it holds"), [(f"`{n}`", c + kinds.get(n, "")) for n, c in rows])


def readers() -> str:
    """One row a reader of pages, as docs/compare_readers.py measured them."""
    head, *lines = (ROOT / "docs" / "readers.tsv").read_text(encoding="utf-8").splitlines()
    columns, *rows = (tuple(line.split("\t")) for line in lines)
    return f"{head.partition(': ')[2].capitalize()}.\n\n" + table(columns, rows)


PARTS = {
    "readers": readers,
    "example": example,
    "extractors": extractors,
    "tables": tables,
    "views": views,
}


def generated(text: str) -> str:
    """The README's text with its generated parts made anew."""
    for name, make in PARTS.items():
        between = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not between.search(text):
            raise SystemExit(f"README.md has no part {name}")
        part = make()
        text = between.sub(lambda m, part=part: f"{m[1]}{part}\n{m[2]}", text)
    return text


def main() -> None:
    readme = ROOT / "README.md"
    old = readme.read_text()
    new = generated(old)
    if "--check" in sys.argv:
        sys.exit("README.md is stale: run make docs" if new != old else 0)
    readme.write_text(new)


if __name__ == "__main__":
    main()
