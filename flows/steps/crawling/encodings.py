"""Content-Encoding undone within a limit: a few bytes can unpack to gigabytes."""

from __future__ import annotations

from io import BytesIO

import brotli
import zstandard
from isal import isal_zlib

ACCEPTED = "gzip, deflate, br, zstd"
_KEPT = 100_000  # bytes of a bomb that are kept as evidence
_MEMBERS = 100  # gzip members in one body: each costs a copy of the rest
_ZSTD_WINDOW = 2**23  # RFC 9659: what a client of the web must support, and need not exceed


class BadEncodingError(Exception):
    """The body is not what its Content-Encoding says; the message says how."""


class TooLargeError(Exception):
    """The body unpacks beyond the limit; ``body`` holds its beginning."""

    def __init__(self, body: bytes, limit: int) -> None:
        super().__init__(f"unpacks to more than {limit:,} bytes")
        self.body = body


def unpacked(raw: bytes, content_encoding: str, limit: int) -> bytes:
    """The body behind ``Content-Encoding``, at most ``limit`` bytes of it.

    Raises BadEncodingError and TooLargeError. A body that was never packed though its header says so is common
    and passes as it is. More than two encodings over one another are refused.
    """
    names = [name.strip().lower() for name in content_encoding.split(",")]
    names = [name for name in names if name not in ("", "identity", "none", "utf-8")]
    if len(names) > 2:
        raise BadEncodingError(f"{len(names)} encodings over one another")
    body = raw
    for name in reversed(names):
        body = _unpack(name, body, limit)
    return body


def _unpack(name: str, raw: bytes, limit: int) -> bytes:
    if not raw:
        return raw
    try:
        match name:
            case "gzip" | "x-gzip":
                return _inflated(raw, 31, limit) if raw[:2] == b"\x1f\x8b" else raw
            case "deflate":
                return _inflated(raw, 15 if _has_zlib_header(raw) else -15, limit)
            case "br":
                return _brotli(raw, limit)
            case "zstd":
                return _zstd(raw, limit)
    except (isal_zlib.error, brotli.error, zstandard.ZstdError) as error:  # type: ignore[misc]  # isal's stub
        raise BadEncodingError(f"{name} cannot be unpacked: {error}") from error
    raise BadEncodingError(f"unknown encoding {name[:40]!r}")


def gunzipped(raw: bytes, limit: int) -> bytes:
    """A gzip file's content (sitemaps are served so), or ``raw`` itself where it is none."""
    return _unpack("gzip", raw, limit)


def _inflated(raw: bytes, window: int, limit: int) -> bytes:
    parts: list[bytes] = []
    room = limit + 1
    while raw and room > 0:
        if len(parts) == _MEMBERS:
            raise BadEncodingError(f"more than {_MEMBERS} gzip members")
        inflater = isal_zlib.decompressobj(window)
        parts.append(inflater.decompress(raw, room))
        room -= len(parts[-1])
        if not inflater.eof and room > 0:
            raise BadEncodingError("the packed body ends too early")
        # What follows a gzip member and is none itself is padding, which browsers ignore too.
        raw = inflater.unused_data if inflater.unused_data[:2] == b"\x1f\x8b" else b""
    return _within(parts[0] if len(parts) == 1 else b"".join(parts), limit)


def _has_zlib_header(raw: bytes) -> bool:
    return raw[0] & 0x0F == 8 and len(raw) > 1 and (raw[0] * 256 + raw[1]) % 31 == 0


def _brotli(raw: bytes, limit: int) -> bytes:
    decoder = brotli.Decompressor()
    body = decoder.process(raw, output_buffer_limit=limit + 1)
    while len(body) <= limit and not decoder.is_finished():
        more = decoder.process(b"", output_buffer_limit=limit + 1 - len(body))
        if not more:
            raise BadEncodingError("the packed body ends too early")
        body += more
    return _within(body, limit)


def _zstd(raw: bytes, limit: int) -> bytes:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    with decoder.stream_reader(BytesIO(raw), read_across_frames=True) as reader:
        body = reader.read(limit + 1)
    if not body:
        raise BadEncodingError("the packed body ends too early")
    return _within(body, limit)


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise TooLargeError(body[:_KEPT], limit)
    return body
