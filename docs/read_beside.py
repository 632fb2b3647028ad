"""One reader of news pages in a process of its own: pages in, one JSON line each, what it read out.

``python docs/read_beside.py NAME < pages.jsonl``: a line has url, charset, body (base64) and the paper's
outlet and timezone. The last line printed holds the seconds of processor time that reading took.
Runs in an environment that need hold nothing but the reader it is asked for.
"""

from __future__ import annotations

import base64
import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

_WARM = 5  # pages read before the clock starts: lexicons and models are loaded then

Told = dict[str, Any]


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None


def trafilatura(**options: bool) -> Callable[[], Callable[[Told], Told]]:
    def load() -> Callable[[Told], Told]:
        extract = importlib.import_module("trafilatura").bare_extraction

        def read(page: Told) -> Told:
            found = extract(page["body"], url=page["url"], with_metadata=True, **options)
            if found is None:
                return {"text": ""}
            names = [name.strip() for name in (found.author or "").split(";") if name.strip()]
            return {
                "text": found.text or "",
                "headline": found.title,
                "byline": names,
                "day": found.date,
            }

        return read

    return load


def newspaper4k() -> Callable[[Told], Told]:
    newspaper = importlib.import_module("newspaper")
    config = newspaper.Config()
    config.language = "ar"
    config.fetch_images = False

    def read(page: Told) -> Told:
        article = newspaper.Article(page["url"], config=config)
        article.download(input_html=page["body"].decode(page["charset"], "replace"))
        article.parse()
        day = _day(article.publish_date)
        return {
            "text": article.text,
            "headline": article.title,
            "byline": article.authors,
            "day": day,
        }

    return read


def news_please() -> Callable[[Told], Told]:
    please = importlib.import_module("newsplease").NewsPlease

    def read(page: Told) -> Told:
        html = page["body"].decode(page["charset"], "replace")
        found = please.from_html(html, url=page["url"], fetch_images=False)
        day = _day(found.date_publish)
        return {
            "text": found.maintext or "",
            "headline": found.title,
            "byline": found.authors or [],
            "day": day,
        }

    return read


def resiliparse() -> Callable[[Told], Told]:
    plain = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    encoding = importlib.import_module("resiliparse.parse.encoding")

    def read(page: Told) -> Told:
        text = encoding.bytes_to_str(page["body"], encoding.detect_encoding(page["body"]))
        return {"text": plain(text, main_content=True), "tells": False}

    return read


def marsad() -> Callable[[Told], Told]:
    clean_page = importlib.import_module("flows.steps.cleaning.clean").clean_page
    nobody = importlib.import_module("flows.steps.cleaning.cleaned").NoPublisher

    def read(page: Told) -> Told:
        paper = nobody("", page["outlet"], None, page["timezone"])
        article = clean_page(page["body"], page["url"], publisher=paper).article
        if article is None:
            return {"text": ""}
        day = article.published and article.published.isoformat()
        return {
            "text": article.text,
            "headline": article.headline,
            "byline": article.byline,
            "day": day,
        }

    return read


READERS: dict[str, Callable[[], Callable[[Told], Told]]] = {
    "marsad": marsad,
    "trafilatura": trafilatura(),
    "trafilatura, precision": trafilatura(favor_precision=True),
    "trafilatura, recall": trafilatura(favor_recall=True),
    "trafilatura, fast": trafilatura(fast=True),
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "resiliparse": resiliparse,
}


def main() -> None:
    read = READERS[sys.argv[1]]()
    pages = [json.loads(line) for line in sys.stdin]
    for page in pages:
        page["body"] = base64.b64decode(page["body"])
    for page in pages[:_WARM]:
        read(page)
    began = time.process_time()
    found = [read(page) for page in pages]
    seconds = time.process_time() - began
    for told in (*found, {"seconds": seconds}):
        print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
