from __future__ import annotations

import gzip
from collections import Counter
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from loopback import paper
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.steps.crawling.archive import Archive, read_record
from flows.steps.crawling.found import Papers
from flows.steps.crawling.saved import (
    Saved,
    Skipped,
    kept,
    listed_addresses,
    looks_arabic,
    saved_pages,
)

NOON = datetime(2025, 10, 24, 12, tzinfo=UTC)
STORY = (
    "<html><head><link rel=canonical href='https://alwaha.test/1'></head><p>" + "خبر عاجل " * 40
).encode()
PAPERS = Papers([paper("alwaha.test")])


def foreign_warc(path: Path, *pages: tuple[str, str, bytes, str]) -> Path:
    """A WARC as another crawler writes it: (address, status, body, content type)."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "another"}))
        for url, status, body, kind in pages:
            headers = StatusAndHeaders(
                f"{status} OK", [("Content-Type", kind)], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), http_headers=headers,
                warc_headers_dict={"WARC-Date": "2025-10-24T12:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    return path


def reasons(found: list[Saved | Skipped]) -> Counter[str]:
    return Counter(f.reason for f in found if isinstance(f, Skipped))


def test_foreign_warc(tmp_path: Path) -> None:
    html = "text/html; charset=utf-8"
    path = foreign_warc(
        tmp_path / "CC-NEWS-20251024.warc.gz",
        ("https://alwaha.test/1", "200", STORY, html),
        ("https://alwaha.test/2", "404", STORY, html),
        ("https://alwaha.test/3", "200", STORY, "image/png"),
        ("https://alwaha.test/4", "200", b"<p>English only</p>" * 99, html),
        ("https://alwaha.test/5", "200", b"  ", html),
        ("http://user:secret@alwaha.test/", "200", STORY, html),
    )
    found = list(saved_pages([path]))
    (page,) = [f for f in found if isinstance(f, Saved)]
    assert (page.url, page.fetched_at, page.body) == ("https://alwaha.test/1", NOON, STORY)
    assert reasons(found) == {
        "other_record": 1, "not_a_page": 2, "not_arabic": 1, "empty": 1, "no_address": 1,
    }  # fmt: skip


def test_torn_warc_gives_its_good_records(tmp_path: Path) -> None:
    path = foreign_warc(
        tmp_path / "a.warc.gz", *[("https://alwaha.test/1", "200", STORY, "text/html")] * 3
    )
    path.write_bytes(path.read_bytes()[:-60] + b"garbage")
    found = list(saved_pages([path]))
    assert sum(isinstance(f, Saved) for f in found) >= 2
    assert found == [] or isinstance(found[-1], Saved | Skipped)


def test_folder_of_saved_pages(tmp_path: Path) -> None:
    mirror = tmp_path / "www.alwaha.test" / "news"
    mirror.mkdir(parents=True)
    plain = STORY.replace(b"rel=canonical", b"rel=other")
    (mirror / "5.html").write_bytes(plain)
    (tmp_path / "a.html").write_bytes(STORY)
    (tmp_path / "b.htm").write_bytes(b"<!-- saved from url=(0021)https://alwaha.test/b -->" + plain)
    (tmp_path / "c.html").write_bytes(
        b"<meta property='og:url' content='https://alwaha.test/c'>" + plain
    )
    (tmp_path / "d.html").write_bytes(plain)
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    found = list(saved_pages([tmp_path]))
    assert [f.url for f in found if isinstance(f, Saved)] == [
        "https://alwaha.test/1",
        "https://alwaha.test/b",
        "https://alwaha.test/c",
        "https://www.alwaha.test/news/5.html",
    ]
    assert reasons(found) == {"no_address": 1, "not_a_page": 1}


def test_missing_and_broken_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"no warc at all\n"))
    found = list(saved_pages([tmp_path / "none.html", tmp_path / "a.warc.gz"]))
    assert reasons(found) == {"unreadable": 2}


def test_saved_page_is_kept_with_the_time_it_was_saved(tmp_path: Path) -> None:
    saved = Saved(
        "https://www.alwaha.test/1?utm_source=x", NOON, (("Content-Type", "text/html"),), STORY, "x"
    )
    publisher = PAPERS.of(saved.url)
    assert publisher is not None
    archive = Archive(tmp_path, now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    fetch, page = kept(saved, publisher, archive)
    archive.close()
    assert (page.canonical_url, page.fetched_at) == ("https://alwaha.test/1", NOON)
    record = read_record(tmp_path, fetch.archive_file or "", fetch.archive_offset or 0)
    assert (record.body, record.digest, record.fetched_at) == (STORY, fetch.digest, NOON)


def test_our_own_archive_is_read_where_it_lies(tmp_path: Path) -> None:
    archive = Archive(tmp_path, now=lambda: NOON)
    saved = Saved("https://alwaha.test/1", NOON, (("Content-Type", "text/html"),), STORY, "x")
    publisher = paper("alwaha.test")
    first, _ = kept(saved, publisher, archive)
    archive.close()
    (file,) = tmp_path.iterdir()
    size = file.stat().st_size
    (found,) = [f for f in saved_pages([file]) if isinstance(f, Saved)]
    again, page = kept(found, publisher, archive)
    archive.close()
    assert (again.archive_offset, again.digest, again.key) == (
        first.archive_offset,
        first.digest,
        first.key,
    )
    assert (page.body, file.stat().st_size) == (STORY, size)


def test_list_of_addresses() -> None:
    lines = ["# ours", "https://alwaha.test/1", "http://www.alwaha.test/1#x", "https://alwaha.test/2",
             "https://stranger.example/1", "gopher://alwaha.test", ""]  # fmt: skip
    found = list(listed_addresses(lines, PAPERS, ["https://alwaha.test/2"], NOON))
    assert [f.address for f in found if not isinstance(f, Skipped)] == ["https://alwaha.test/1"]
    assert [f.reason for f in found if isinstance(f, Skipped)] == [
        "unknown_publisher",
        "no_address",
    ]


def test_what_may_be_arabic() -> None:
    arabic = "خبر عاجل من دمشق " * 20
    assert looks_arabic(arabic.encode())
    assert looks_arabic(arabic.encode("cp1256"))
    assert looks_arabic(b"<meta charset=windows-1256>")
    assert looks_arabic("".join(f"&#{ord(c)};" for c in arabic).encode())
    assert not looks_arabic(b"English " * 99)
    assert not looks_arabic("Größe und Ärger, déjà vu ".encode("latin-1") * 9)
    assert not looks_arabic("الخبر in an English page".encode() + b"word " * 999)
