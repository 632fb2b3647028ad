"""The newsroom's gold against what is read today: each difference, and their number by kind."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from newsroom_gold import gold_articles
from newsroom_match import KINDS, article_differences, mention_differences

from extractors import extract
from extractors.records import Article
from flows.newsroom import Newsroom, site
from flows.publishers import load_publishers
from flows.steps.cleaning.clean import clean_page

NOW = datetime(2025, 11, 21, 6, 0, tzinfo=UTC)


@pytest.mark.benchmark
def test_print_differences_of_pages():
    publishers = {p.id: p for p in load_publishers(Newsroom().publishers)}
    answers, counted, read = site("evening"), Counter(), 0
    for story, _ in gold_articles("evening"):
        answer = answers[story.paper.host, story.path]
        publisher = publishers[story.paper.id]
        told = story.published if story.paper.tells_time else None
        cleaned = clean_page(
            answer.body, story.url, answer.content_type, NOW, publisher,
            feed_title=story.headline, feed_published=told,
        )  # fmt: skip
        read += 1
        if cleaned.article is None:
            counted["no article"] += 1
            print(f"{story.id}: no article, {cleaned.status}: {cleaned.reason}")
            continue
        for field, sentence in article_differences(story, cleaned.article):
            counted[field] += 1
            print(sentence)
    print(f"{read} pages, {counted.total()} differences: {dict(counted.most_common())}")


@pytest.mark.benchmark
def test_print_differences_of_mentions():
    counted: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for gold in gold_articles("evening"):
        rows.update({kind: len(gold.rows[kind]) for kind in KINDS})
        for kind, sentence in mention_differences(gold, extract(_article(gold.story))):
            counted[kind] += 1
            print(sentence)
    for kind in KINDS:
        print(f"{kind:14} {rows[kind]:4} rows, {counted[kind]:4} differences")
    left_open = "events, country left open"
    print(f"{left_open}: {counted[left_open]}")


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
