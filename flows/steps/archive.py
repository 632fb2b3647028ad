"""The archive: every answer and its request in WARC 1.1 files (ISO 28500), one gzip member a record.

Bodies are kept with their Content-Encoding undone; the header that told of it is renamed to
``X-Archive-Content-Encoding``, as Common Crawl does, so that any reader can use the bytes and their
digest is the same however a server packs them. Digests are SHA-256. File names come from the day and
a counter, never from the network.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import NAMESPACE_URL, uuid5

from isal import isal_zlib
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.records import Place
from flows.steps.transport import Answer

ROTATE_AT = 256 * 1024 * 1024
_NAME = re.compile(r"marsad-(\d{8})-(\d{5})\.warc\.gz")
_LEVEL = 2  # of isal, whose files are plain gzip
_RENAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_UNSAFE = re.compile(r"[\r\n\x00]+")


class ArchiveError(Exception):
    """A record cannot be read where it should lie; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Record:
    """An archived answer. ``refers_to`` is the address and time of the full record of a revisit."""

    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    digest: str | None
    truncated: str | None = None
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The archived record that holds the bytes a server says, or shows, to be unchanged."""

    url: str
    fetched_at: datetime
    digest: str


class Archive:
    """Appends records to WARC files in one folder. One writer a folder; readers at any time.

    ``commit`` puts everything written on disk; a row that points at a record is to be committed
    after it. Opening cuts off what a crash left half written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime],
        user_agent: str = "",
        rotate_at: int = ROTATE_AT,
    ) -> None:
        self._folder = folder
        self._now = now
        self._user_agent = user_agent
        self._rotate_at = rotate_at
        self._file: BinaryIO | None = None
        self._path = Path()
        self.repaired = 0
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, answer: Answer, fetched_at: datetime, earlier: Earlier | None = None) -> Place:
        """Append an answer, its request behind it; the answer's place is returned.

        With ``earlier`` the answer is a revisit: its header is kept, its body lies in that record.
        """
        return self.append(packed(answer, fetched_at, earlier))

    def append(self, members: tuple[bytes, bytes]) -> Place:
        """Append an answer and its request that are packed; the answer's place is returned."""
        response, request = members
        out = self._writable()
        offset = out.tell()
        out.write(response)
        out.write(request)
        return Place(self._path.name, offset, len(response))

    def holds(self, path: str) -> bool:
        """Whether a file is one of this archive's own."""
        given = Path(path)
        return (
            bool(_NAME.fullmatch(given.name)) and given.resolve().parent == self._folder.resolve()
        )

    def commit(self) -> None:
        """Return when everything written is on disk."""
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Commit and let go of the file."""
        if self._file:
            self.commit()
            self._file.close()
            self._file = None

    def _writable(self) -> BinaryIO:
        day = f"{self._now():%Y%m%d}"
        if self._file and (
            self._file.tell() >= self._rotate_at or f"-{day}-" not in self._path.name
        ):
            self.close()
        if not self._file:
            self._file = self._opened(day)
        return self._file

    def _opened(self, day: str) -> BinaryIO:
        numbers = sorted(int(found[2]) for found in self._names() if found[1] == day)
        last = numbers[-1] if numbers else 0
        if last:
            self._path = self._folder / f"marsad-{day}-{last:05}.warc.gz"
            self.repaired += repair(self._path)
            if self._path.stat().st_size < self._rotate_at:
                return self._begun(self._path)
        self._path = self._folder / f"marsad-{day}-{last + 1:05}.warc.gz"
        return self._begun(self._path)

    def _names(self) -> Iterator[re.Match[str]]:
        return (found for path in self._folder.iterdir() if (found := _NAME.fullmatch(path.name)))

    def _begun(self, path: Path) -> BinaryIO:
        file = path.open("ab")
        if not file.tell():
            file.write(_warcinfo(path.name, self._user_agent, self._now()))
            _sync_folder(path.parent)
        return file


def read_record(folder: Path, file: str, offset: int) -> Record:
    """The archived answer at an offset of a file; ArchiveError where there is none or it is torn."""
    path = folder / Path(file).name
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type not in ("response", "revisit"):
                raise ArchiveError(f"{path} holds no answer at byte {offset}")
            return _read(record)
    except (OSError, ArchiveLoadFailed, zlib.error, ValueError, TypeError, EOFError) as error:
        raise ArchiveError(f"{path} cannot be read at byte {offset}: {error}") from error


def _read(record: Any) -> Record:
    headers = record.rec_headers
    http = record.http_headers
    refers = headers.get_header("WARC-Refers-To-Target-URI")
    digest = headers.get_header("WARC-Payload-Digest") or ""
    return Record(
        url=headers.get_header("WARC-Target-URI"),
        fetched_at=datetime.fromisoformat(headers.get_header("WARC-Date")),
        status=int(http.get_statuscode()),
        headers=tuple((str(key), str(value)) for key, value in http.headers),
        body=record.content_stream().read(),
        digest=hex_digest(digest),
        truncated=headers.get_header("WARC-Truncated"),
        refers_to=(refers, headers.get_header("WARC-Refers-To-Date")) if refers else None,
    )


def warc_digest(digest: str) -> str:
    """A SHA-256 in hex as WARC labels it: base32, as is the custom there."""
    return "sha256:" + base64.b32encode(bytes.fromhex(digest)).decode()


def hex_digest(label: str) -> str | None:
    """The SHA-256 of a WARC digest in hex; None for other algorithms."""
    name, _, value = label.partition(":")
    if name != "sha256":
        return None
    return value.lower() if len(value) == 64 else base64.b32decode(value).hex()


def repair(path: Path) -> int:
    """Cut a file's torn tail off, so that it ends with a whole record; how many bytes were cut.

    The last member is looked at first; only where it is torn is the file read from its beginning.
    """
    if is_whole(path):
        return 0
    size = path.stat().st_size
    good = _whole_length(path)
    with path.open("r+b") as file:
        file.truncate(good)
        os.fsync(file.fileno())
    return size - good


def is_whole(path: Path) -> bool:
    """Whether a file is empty or ends with a whole record."""
    size = path.stat().st_size
    return not size or _ends_whole(path, size)


def _ends_whole(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, size - 1_000_000))
        tail = file.read()
    start = tail.rfind(b"\x1f\x8b\x08\x00")
    while start >= 0:
        member = zlib.decompressobj(31)
        try:
            begin = member.decompress(tail[start:], 5)
            while not member.eof and member.unconsumed_tail:
                member.decompress(member.unconsumed_tail, 1_000_000)
            if member.eof and begin == b"WARC/":
                return not member.unused_data
        except zlib.error:
            pass  # these four bytes stand inside packed data
        start = tail.rfind(b"\x1f\x8b\x08\x00", 0, start)
    return False


def _whole_length(path: Path) -> int:
    good = 0
    with path.open("rb") as file:
        rest = b""
        while True:
            member, read = zlib.decompressobj(31), 0
            while not member.eof:
                chunk = rest or file.read(65536)
                rest = b""
                if not chunk:
                    return good
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return good
                read += len(chunk)
            rest = member.unused_data
            good += read - len(rest)


def packed(
    answer: Answer, fetched_at: datetime, earlier: Earlier | None = None
) -> tuple[bytes, bytes]:
    """An answer and its request as gzip members for ``Archive.append``: the part that costs time,
    and can be done in a thread."""
    date = _date(fetched_at)
    own_id = _record_id("response", answer.url, date)
    common = {"WARC-Record-ID": own_id, "WARC-Date": date}
    if answer.truncated:
        common["WARC-Truncated"] = answer.truncated
    http = _http_headers(answer)
    if earlier:
        unchanged = "server-not-modified" if answer.status == 304 else "identical-payload-digest"
        common |= {
            "WARC-Payload-Digest": warc_digest(earlier.digest),
            "WARC-Profile": f"http://netpreserve.org/warc/1.1/revisit/{unchanged}",
            "WARC-Refers-To-Target-URI": _line(earlier.url),
            "WARC-Refers-To-Date": _date(earlier.fetched_at),
        }
        response = _member("revisit", answer.url, common, http, b"")
    else:
        common["WARC-Payload-Digest"] = warc_digest(answer.digest)
        response = _member("response", answer.url, common, http, answer.body)
    asked = {
        "WARC-Record-ID": _record_id("request", answer.url, date),
        "WARC-Date": date,
        "WARC-Concurrent-To": own_id,
    }
    return response, _member("request", answer.url, asked, _request_headers(answer), b"")


def _http_headers(answer: Answer) -> StatusAndHeaders:
    fields = [
        (f"X-Archive-{key}" if key.lower() in _RENAMED else key, _line(value))
        for key, value in answer.headers
    ]
    fields.append(("Content-Length", str(len(answer.body))))
    phrase = _line(answer.phrase).encode("ascii", "replace").decode()
    return StatusAndHeaders(f"{answer.status} {phrase}".strip(), fields, "HTTP/1.1")


def _request_headers(answer: Answer) -> StatusAndHeaders:
    path = re.sub(r"^https?://[^/?#]*", "", answer.url) or "/"
    fields = [(key, _line(value)) for key, value in answer.request_headers]
    return StatusAndHeaders(f"GET {path} HTTP/1.1", fields, is_http_request=True)


def _member(
    kind: str, url: str, fields: dict[str, str], http: StatusAndHeaders | None, body: bytes
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        _line(url),
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=fields,
    )
    record.rec_headers.add_header("WARC-Block-Digest", warc_digest(_block_digest(record, body)))
    writer.write_record(record)
    return isal_zlib.compress(out.getvalue(), _LEVEL, wbits=31)


def _block_digest(record: Any, body: bytes) -> str:
    http = record.http_headers
    if http:
        http.compute_headers_buffer()
    return hashlib.sha256((http.headers_buff if http else b"") + body).hexdigest()


def _warcinfo(name: str, user_agent: str, now: datetime) -> bytes:
    about = (
        f"software: Marsad\r\nformat: WARC File Format 1.1\r\nhttp-header-user-agent: {user_agent}\r\n"
        "robots: obey\r\n"
    ).encode()
    fields = {
        "WARC-Record-ID": _record_id("warcinfo", name, _date(now)),
        "WARC-Date": _date(now),
        "WARC-Filename": name,
    }
    return _member("warcinfo", "", fields, None, about)


def _record_id(kind: str, url: str, date: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{kind} {date} {url}')}>"


def _date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _line(text: str) -> str:
    return _UNSAFE.sub(" ", text)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
