"""WARC 1.1 records (ISO 28500) made and read, through warcio.

Bodies are kept with their Content-Encoding undone; the header that told of it is renamed to
``X-Archive-Content-Encoding``, as Common Crawl does, so that any reader can use the bytes and their
digest is the same however a server packs them. Digests are SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from isal import isal_zlib
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.steps.crawling.transport import EMPTY_DIGEST, Answer

_LEVEL = 2  # of isal, whose files are plain gzip
_RENAMED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_UNSAFE = re.compile(r"[\r\n\x00]+")


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


def packed(
    answer: Answer, fetched_at: datetime, earlier: Earlier | None = None
) -> tuple[bytes, bytes]:
    """An answer and its request as gzip members, to be appended to a file."""
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
        "WARC-Payload-Digest": warc_digest(EMPTY_DIGEST),
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
    fields["WARC-Block-Digest"] = warc_digest(_block_digest(http, body))
    record = writer.create_warc_record(
        _line(url),
        kind,
        payload=BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=fields,
    )
    writer.write_record(record)
    return isal_zlib.compress(out.getbuffer(), _LEVEL, wbits=31)


def _block_digest(http: StatusAndHeaders | None, body: bytes) -> str:
    block = hashlib.sha256(http.to_ascii_bytes() if http else b"")
    block.update(body)
    return block.hexdigest()


def warcinfo(name: str, user_agent: str, now: datetime) -> bytes:
    """The record that begins a file and says who wrote it, as a gzip member."""
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


def read_answer(record: Any) -> Record:
    """What a response or revisit record of warcio's holds; ValueError or TypeError where it is broken."""
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
    """A SHA-256 in hex as WARC labels it."""
    return f"sha256:{digest}"


def hex_digest(label: str) -> str | None:
    """The SHA-256 of a WARC digest, which others write in base32; None for other algorithms."""
    name, _, value = label.partition(":")
    if name != "sha256":
        return None
    return value.lower() if len(value) == 64 else base64.b32decode(value).hex()
