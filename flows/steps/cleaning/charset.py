"""From a page's bytes to its text: which charset it is in, and what told so."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w\-:]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w\-]{2,30})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w\-:]{2,30})", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<script\b.*?</script>|<style\b.*?</style>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_ARABIC_CHARSETS = ("cp1256", "iso8859-6")
_SAMPLE = 200_000
# The commonest words and endings of Arabic prose: what a right guess is full of.
_COMMON = re.compile(
    r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|التي|الذي|عن|مع|هذا|هذه|قال|بعد|ال\w+)(?!\w)"
)


class Decoded(NamedTuple):
    """A page's text, the charset used (Python's name) and the evidence: bom, header, meta, bytes,
    or the first with "mislabelled" where the bytes contradict what was declared."""

    text: str
    charset: str
    evidence: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page's body. Never fails: bytes that fit no charset become U+FFFD."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body.decode(name, "replace").lstrip("\ufeff"), name, "bom")
    wide = _wide(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), wide, "bytes")
    declared, evidence = _declared(body, content_type)
    text = _as_utf8(body)
    if text is not None:
        matches = declared in (None, "utf-8", "ascii")
        said = (
            evidence if declared and matches else "bytes" if matches else f"mislabelled {evidence}"
        )
        return Decoded(text, "utf-8", said)
    best = _best_single_byte(body, declared)
    if declared == "utf-8" and _mostly_utf8(body):
        return Decoded(body.decode("utf-8", "replace"), "utf-8", evidence)
    if best == declared:
        return Decoded(body.decode(best, "replace"), best, evidence)
    return Decoded(
        body.decode(best, "replace"), best, f"mislabelled {evidence}" if declared else "bytes"
    )


def _declared(body: bytes, content_type: str | None) -> tuple[str | None, str]:
    header = _HEADER.search(content_type or "")
    named = [(header[1], "header")] if header else []
    for pattern in (_XML, _META):
        match = pattern.search(body[:8192])
        if match:
            named.append((match[1].decode("ascii", "replace"), "meta"))
    for name, evidence in named:
        known = _python_name(name)
        if known:
            return known, evidence
    return None, "bytes"


def _python_name(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip().lower().removeprefix("x-")).name
    except LookupError:
        return None
    # Browsers read both as windows-1252; wide charsets cannot be declared within the page.
    if found in ("iso8859-1", "ascii", "latin-1"):
        return "cp1252"
    return None if found.startswith(("utf-16", "utf-32")) else found


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the markup is zero."""
    head = body[:400]
    if len(head) < 40 or head.count(0) < len(head) // 5:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 2 * min(even, odd) + 8:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _as_utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8, but perhaps for a last letter cut off; else None."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.reason == "unexpected end of data" and error.start > len(body) - 4
        return body.decode("utf-8", "replace") if cut else None


def _mostly_utf8(body: bytes) -> bool:
    """A few broken bytes in a page that is UTF-8 otherwise."""
    text = body[:_SAMPLE].decode("utf-8", "replace")
    high = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") * 20 <= high


def _best_single_byte(body: bytes, declared: str | None) -> str:
    """The charset under which the page reads most like Arabic; what was declared wins a draw."""
    sample = _MARKUP.sub(b" ", body[:_SAMPLE])
    if _mostly_utf8(sample) and any(byte > 0x7F for byte in sample):
        return "utf-8"
    candidates = dict.fromkeys((declared or "cp1256", *_ARABIC_CHARSETS))
    scores = {name: _likeness(sample, name) for name in candidates if name != "utf-8"}
    best = max(scores, key=lambda name: scores[name])
    if declared in scores and scores[declared] >= 0.95 * scores[best]:
        return declared
    return best


def _likeness(sample: bytes, charset: str) -> float:
    text = sample.decode(charset, "replace")
    return len(_COMMON.findall(text)) - 0.5 * text.count("\ufffd") + 0.01
