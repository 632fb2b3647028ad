"""A small data folder without any run: a few archived pages, their articles, the published copy."""

from datetime import UTC, date, datetime
from hashlib import sha256

from extractors.records import Article, Block, Mention, Place
from flows.data import DataFolder
from flows.steps.crawling.addresses import canonical
from flows.steps.crawling.archive import Archive
from flows.steps.crawling.errand import fetch_key
from flows.steps.crawling.transport import Answer
from flows.steps.storing.load import load
from flows.steps.storing.pack import Reading, pack
from flows.steps.storing.publish import publish
from flows.steps.storing.store import open_store

NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
TEXT = "وصلت القافلة إلى حلب صباح اليوم، ولم تلق صعوبة."


def answer(number):
    body = f"<p>{TEXT} {number}</p>".encode() * 20
    url = f"http://alwaha.test/{number}"
    return Answer(
        url, (), 200, "OK", (("Content-Type", "text/html"),), body, sha256(body).hexdigest()
    )


def reading(name):
    at = TEXT.index("حلب")
    article = Article(
        id=name, text=TEXT, publisher="alwaha", canonical_url=f"https://alwaha.test/{name[1:]}", published=date(2025, 11, 3),
        blocks=(Block("paragraph", 0, len(TEXT)),),
    )  # fmt: skip
    return Reading(
        fetch_id=name, url=name, outcome="article", reason=None, charset=None, charset_evidence=None,
        cleaner_version="1", extractor_version="1", article=article, sentences=((0, len(TEXT)),),
        mentions=(Mention("place", at, at + 3, "حلب", "place", Place("حلب", "SYR", 170063)),),
    )  # fmt: skip


def small_folder(path, moments=(NOON, NOON, NOON)):
    """A data folder with an archived page a moment, on which it was fetched."""
    folder = DataFolder.at(path)
    rows = []
    archive = Archive(folder.archive, now=lambda: moment)
    for number, moment in enumerate(moments):
        page = answer(number)
        place = archive.write(page, moment)
        name = f"f{number}"
        rows.append(
            {"id": name, "key": fetch_key("page", page.url), "url": page.url, "final_url": page.url, "canonical_url": canonical(page.url),
             "publisher": "alwaha", "purpose": "page", "attempt": 1, "fetched_at": moment, "outcome": "ok",
             "bytes": len(page.body), "digest": page.digest, "seconds": 0.1, "redirects": 0,
             "archive_file": place.file, "archive_offset": place.offset, "archive_length": place.length}
        )  # fmt: skip
    archive.close()
    with open_store(folder) as store:
        store.upsert("ops.fetches", rows)
        load(store, [pack(reading(row["id"])) for row in rows])
        publish(store, folder)
    return folder
