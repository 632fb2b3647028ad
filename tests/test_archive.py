from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from flows.steps.crawling.archive import Archive, ArchiveError, read_record, repair
from flows.steps.crawling.transport import Answer
from flows.steps.crawling.warc import Earlier, hex_digest

NOON = datetime(2025, 10, 24, 12, tzinfo=UTC)
BODY = "<html><p>نص الخبر</p></html>".encode() * 50


def page(number: int = 1, body: bytes = BODY, status: int = 200, **changes: object) -> Answer:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "é\r\nX: y"))
    request = (("Host", "alwaha.test"), ("User-Agent", "Marsad"))
    digest = sha256(body).hexdigest()
    url = f"http://alwaha.test/{number}"
    return Answer(url, request, status, "OK", headers, body, digest, **changes)  # type: ignore[arg-type]


def archive(folder: Path, **options: object) -> Archive:
    return Archive(folder, now=lambda: NOON, user_agent="Marsad test", **options)  # type: ignore[arg-type]


def filled(folder: Path, count: int = 5) -> Path:
    ours = archive(folder)
    for number in range(count):
        ours.write(page(number), NOON)
    ours.close()
    return next(folder.glob("*.warc.gz"))


def test_record_is_read_back(tmp_path: Path) -> None:
    ours = archive(tmp_path)
    places = [
        ours.write(page(n, f"نص {n}".encode()), NOON + timedelta(seconds=n)) for n in range(3)
    ]
    ours.commit()
    record = read_record(tmp_path, places[1].file, places[1].offset)
    assert record.url == "http://alwaha.test/1"
    assert record.fetched_at == NOON + timedelta(seconds=1)
    assert (record.status, record.body) == (200, "نص 1".encode())
    assert record.digest == sha256("نص 1".encode()).hexdigest()
    assert ("X-Archive-Content-Encoding", "gzip") in record.headers
    raw = (tmp_path / places[1].file).read_bytes()
    member = raw[places[1].offset : places[1].offset + places[1].length]
    assert gzip.decompress(member).startswith(b"WARC/1.1\r\n")


def test_second_library_verifies_every_digest(tmp_path: Path) -> None:
    ours = archive(tmp_path)
    ours.write(page(1), NOON)
    ours.write(page(2, truncated="length"), NOON)
    ours.write(page(3, b""), NOON)
    earlier = Earlier("http://alwaha.test/1", NOON, page().digest)
    ours.write(page(1, b"", 304), NOON, earlier)
    ours.write(page(1), NOON, earlier)
    ours.close()
    path = next(tmp_path.glob("*.warc.gz"))
    with path.open("rb") as stream:
        blocks = [
            (r.record_type, r.verify_block_digest())
            for r in ArchiveIterator(stream, parse_http=False)
        ]
    assert all(good for _, good in blocks)
    assert [kind for kind, _ in blocks].count(WarcRecordType.revisit) == 2
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, parse_http=True, record_types=WarcRecordType.response)
        assert [r.verify_payload_digest() for r in records] == [True] * 3


def test_revisit_names_the_full_record(tmp_path: Path) -> None:
    ours = archive(tmp_path)
    earlier = Earlier("http://alwaha.test/old", NOON - timedelta(days=1), page().digest)
    place = ours.write(page(1, b"", 304), NOON, earlier)
    ours.commit()
    record = read_record(tmp_path, place.file, place.offset)
    assert record.refers_to == ("http://alwaha.test/old", "2025-10-23T12:00:00.000000Z")
    assert (record.status, record.body, record.digest) == (304, b"", page().digest)


def test_files_rotate_by_size_and_day_and_are_continued(tmp_path: Path) -> None:
    for _ in range(2):
        filled(tmp_path, 2)
    assert [p.name for p in tmp_path.iterdir()] == ["marsad-20251024-00001.warc.gz"]
    small = archive(tmp_path, rotate_at=2000)
    for number in range(20):
        small.write(page(number), NOON)
    small.close()
    days = iter([NOON, NOON, NOON + timedelta(days=1)])
    Archive(tmp_path, now=lambda: next(days, NOON + timedelta(days=1))).write(page(), NOON)
    names = sorted(p.name for p in tmp_path.iterdir())
    assert "marsad-20251024-00002.warc.gz" in names
    assert all(name.startswith("marsad-202510") for name in names)


@pytest.mark.parametrize("cut", [1, 8, 30, 200, 333, 1000])
def test_torn_tail_is_cut_off_and_good_records_stay(tmp_path: Path, cut: int) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    ours = archive(tmp_path)
    place = ours.write(page(99, b"new"), NOON)
    ours.close()
    assert ours.repaired > 0
    assert read_record(tmp_path, place.file, place.offset).body == b"new"
    with path.open("rb") as stream:
        assert all(r.verify_block_digest() for r in ArchiveIterator(stream, parse_http=False))


@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\x1f\x8b\x08\x00", b"garbage" * 99])
def test_rubbish_after_the_last_record_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    path = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    assert repair(path) == len(tail)
    assert path.read_bytes() == whole
    assert repair(path) == 0


def test_unreadable_places_say_so(tmp_path: Path) -> None:
    path = filled(tmp_path)
    for file, offset in (
        (path.name, 7),
        (path.name, 10**9),
        ("no-such.warc.gz", 0),
        (path.name, 0),
    ):
        with pytest.raises(ArchiveError, match=file):
            read_record(tmp_path, file, offset)


def test_file_names_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.warc.gz").write_bytes(b"x")
    inner = tmp_path / "archive"
    inner.mkdir()
    with pytest.raises(ArchiveError, match="No such file"):
        read_record(inner, "../secret.warc.gz", 0)


def test_only_sha256_is_compared() -> None:
    assert hex_digest("sha1:ABCD") is None
    assert hex_digest("sha256:" + "ab" * 32) == "ab" * 32
    assert hex_digest("sha256:" + "A" * 52 + "====") == "00" * 32
