"""Measures readers of news pages on the gallery of test pages and writes docs/readers.tsv.

``make readers`` runs it. Each reader has a process of its own; those that Marsad does not need are
fetched by uv into environments of their own, and a reader that cannot be had keeps no row.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "pages"))

from gallery import TestPage, pages
from read_beside import READERS
from scoring import Read, digest, score

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "docs" / "readers.tsv"
COLUMNS = ("reader", "precision", "recall", "F1", "headline", "byline", "day", "pace")
# What uv fetches for a reader; licences: MIT, Apache-2.0, Apache-2.0.
BESIDE = {
    "newspaper4k": ("newspaper4k==0.9.6", "nltk==3.10.4"),
    "news-please": ("news-please==1.6.16", "nltk==3.10.4"),
    "resiliparse": ("resiliparse==2.0.1",),
}


def command(name: str) -> list[str]:
    """How a reader is run: in our environment, or in one that uv makes."""
    wanted = [part for package in BESIDE.get(name, ()) for part in ("--with", package)]
    uv = [str(Path(sys.executable).with_name("uv")), "run", "--quiet", "--no-project"]
    python = [*uv, "--python", sys.executable, *wanted, "python"] if wanted else [sys.executable]
    return [*python, str(ROOT / "docs" / "read_beside.py"), name]


def line(page: TestPage) -> str:
    """A page as `read_beside` takes it."""
    told = {
        "url": page.url,
        "charset": page.charset,
        "body": base64.b64encode(page.body).decode(),
        "outlet": page.home.name,
        "timezone": page.home.timezone,
    }
    return json.dumps(told)


def reading(told: dict[str, object]) -> Read:
    """One line that `read_beside` prints."""
    day = told.get("day")
    return Read(
        str(told["text"]),
        str(told.get("headline") or ""),
        tuple(told.get("byline") or ()),
        date.fromisoformat(day) if isinstance(day, str) else None,
        bool(told.get("tells", True)),
    )


def measure(name: str, told: list[TestPage]) -> tuple[tuple[str, ...], float] | None:
    """A reader's scores and seconds; None where it cannot be run here."""
    given = "\n".join(map(line, told))
    run = subprocess.run(
        command(name), input=given, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if run.returncode:
        print(f"{name}: left out ({run.stderr.strip().splitlines()[-1:]})", file=sys.stderr)
        return None
    *found, last = map(json.loads, run.stdout.splitlines())
    return score(map(reading, found), told).cells(), float(last["seconds"])


def main() -> None:
    told = pages()
    measured = {name: found for name in READERS if (found := measure(name, told))}
    alone = measured["trafilatura"][1]
    rows = [(name, *cells, f"{alone / taken:.1f}") for name, (cells, taken) in measured.items()]
    homes = len({page.home.id for page in told})
    head = f"# gallery {digest(told)}: {len(told)} pages of {homes} kinds of site\n"
    text = head + "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
