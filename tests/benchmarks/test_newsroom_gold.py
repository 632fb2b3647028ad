"""The newsroom's gold against what is read today: each difference, and their number by kind."""

from collections import Counter

import pytest
from newsroom_gold import gold_articles
from newsroom_match import KINDS, mention_differences

from extractors import extract
from extractors.records import Article


@pytest.mark.benchmark
def test_print_differences():
    counted: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for gold in gold_articles("evening"):
        rows.update({kind: len(gold.rows[kind]) for kind in KINDS})
        for kind, sentence in mention_differences(gold, extract(_article(gold.story))):
            counted[kind] += 1
            print(sentence)
    for kind in KINDS:
        print(f"{kind:14} {rows[kind]:4} rows, {counted[kind]:4} differences")


def _article(story):
    return Article(
        id=story.id,
        text=story.text,
        headline=story.headline,
        publisher=story.paper.id,
        country=story.paper.country,
        timezone=story.paper.timezone,
        published=story.paper.local(story.published).date(),
        published_at=story.published,
    )
