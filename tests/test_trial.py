from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from loopback import Loopback, answer, paper

from flows.steps.crawling.trial import try_feeds

NOW = datetime(2025, 10, 24, 12, tzinfo=UTC)
FEED = answer(
    "<rss><channel><item><title>خبر</title><link>/1</link>"
    "<pubDate>Fri, 24 Oct 2025 06:00:00 GMT</pubDate></item></channel></rss>",
    kind="text/xml",
)


def test_feeds_are_tried_and_no_article_is_read() -> None:
    sites = {"good.test": {"/feed": FEED}, "dead.test": {}, "page.test": {"/feed": answer("<p>x")}}
    with Loopback(dict(sites)) as web:
        papers = [paper(host, resting="doubtful") for host in sites]
        trials = asyncio.run(try_feeds(papers, web.settings(now=lambda: NOW)))
        asked = {r.path for r in web.requests}
    found = {t.publisher: (t.outcome, t.items, t.hours_old, t.arabic_share) for t in trials}
    assert found == {
        "good": ("ok", 1, 6.0, 1.0),
        "dead": ("not_found", None, None, None),
        "page": ("refused_feed", None, None, None),
    }
    assert asked == {"/feed", "/robots.txt"}
