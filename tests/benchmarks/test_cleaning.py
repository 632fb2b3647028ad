"""How fast pages are cleaned, beside bare trafilatura on the same pages; its quality: `make readers`."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest
import trafilatura

from flows.newsroom import generated_pages
from flows.steps.cleaning.clean import PageToClean, clean_batch, clean_page

sys.path.insert(0, str(Path(__file__).parents[1] / "pages"))
from gallery import pages

REAL = Path(__file__).parents[2] / "../shared/data/pages"
ROUNDS = 3


def sets() -> dict[str, list[bytes]]:
    """The pages by where they come from; the real ones where they lie beside the checkout."""
    return {
        "generated": [page.body for page in generated_pages(60)],
        "gallery": [page.body for page in pages()],
        "real": [file.read_bytes() for file in sorted(REAL.glob("*.html"))],
    }


def bare(body: bytes) -> object:
    return trafilatura.bare_extraction(body, with_metadata=True)


@pytest.mark.benchmark
def test_print_the_time_of_cleaning_beside_trafilatura() -> None:
    print("\nmilliseconds of processor time a page, each page by both in turn")
    print(f"{'pages':12}{'number':>8}{'kB':>6}{'marsad':>9}{'trafilatura':>13}{'ratio':>7}")
    for name, bodies in sets().items():
        seconds = {clean_page: 0.0, bare: 0.0}
        for body in bodies[:5]:  # lexicons and models are loaded before the clock starts
            clean_page(body), bare(body)
        for body in bodies * ROUNDS:
            for read in seconds:
                began = time.process_time()
                read(body)
                seconds[read] += time.process_time() - began
        if bodies:
            own, other = (1000 * taken / ROUNDS / len(bodies) for taken in seconds.values())
            size = sum(map(len, bodies)) / len(bodies) / 1000
            print(
                f"{name:12}{len(bodies):>8}{size:>6.0f}{own:>9.1f}{other:>13.1f}{own / other:>7.2f}"
            )


@pytest.mark.benchmark
def test_print_whether_order_and_processes_change_an_article() -> None:
    """A thousand pages in three orders on two numbers of processes."""
    items = [PageToClean(p.body, f"https://{p.host}{p.path}") for p in generated_pages(1000)]
    straight = list(range(len(items)))
    mixed = random.Random(3).sample(straight, len(items))
    found = []
    for order in (straight, straight[::-1], mixed):
        for workers in (1, 2):
            read = clean_batch([items[i] for i in order], workers)
            found.append(dict(zip(order, read, strict=True)))
    same = sum(all(other[i] == found[0][i] for other in found) for i in straight)
    print(f"\n{same} of {len(items)} pages give the same article in {len(found)} runs")
    assert same == len(items)
