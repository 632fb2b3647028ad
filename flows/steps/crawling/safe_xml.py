"""XML from strangers: read without entities, external files or the network, repaired where broken."""

from __future__ import annotations

import codecs
import re
from html.entities import html5

from lxml import etree

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,300}\?>")
_DECLARED = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(\[|>)", re.IGNORECASE)
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|([a-zA-Z][a-zA-Z0-9]{1,31});)?",
    re.DOTALL,
)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


class UnsafeXmlError(Exception):
    """The bytes are no XML, or one made to hurt its reader; the message says which."""


def xml_text(body: bytes, content_type: str = "") -> str:
    """The text of an XML document without its declaration, fit to be cut and parsed.

    The charset is that of a byte order mark, the declaration, the Content-Type, or UTF-8. A document
    type with declarations of its own is refused: entities that unfold into gigabytes, or that name
    files, are declared there.
    """
    text = decoded(body, content_type)
    doctype = _DOCTYPE.search(text, 0, 5000)
    if (doctype and doctype[1] == "[") or "<!ENTITY" in text[:100_000]:
        raise UnsafeXmlError("declares entities of its own, which no feed needs")
    text = _DECLARATION.sub("", text, count=1)
    return _AMPERSAND.sub(_as_xml, _ILLEGAL.sub("", text)).lstrip()


def parse_xml(text: str) -> etree._Element:
    """The root element of what ``xml_text`` gave; small faults and torn ends are repaired."""
    try:
        root = etree.fromstring(text.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeXmlError(f"is no XML: {error}") from error
    if root is None:
        raise UnsafeXmlError("is no XML")
    return root


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of a document, by its byte order mark, its XML declaration, or its Content-Type."""
    named = [encoding for bom, encoding in _BOMS if body.startswith(bom)]
    if not named and (found := _DECLARED.search(body[:300])):
        named.append(found[1].decode())
    if not named and (charset := _HEADER_CHARSET.search(content_type)):
        named.append(charset[1])
    for encoding in (*named, "utf-8"):
        try:
            return body.decode(encoding)
        except (LookupError, ValueError):
            continue
    # Undeclared and no UTF-8: the old Arabic code page is far the likeliest.
    odd = body.decode("utf-8", "replace")
    return body.decode("cp1256", "replace") if odd.count("\ufffd") > len(body) // 100 else odd


def _as_xml(found: re.Match[str]) -> str:
    """An ampersand as XML wants it: HTML's entities as characters, a bare one (common in links) as
    ``&amp;``; CDATA stays. References to half a surrogate pair go: libxml2 makes broken UTF-8 of them."""
    if found[0] == "&":
        return "&amp;"
    if found[0].startswith("&#"):
        return "" if _ILLEGAL.match(_character(found[0][2:-1])) else found[0]
    name = found[1]
    return found[0] if name is None or name in _XML_ENTITIES else html5.get(f"{name};", "")


def _character(number: str) -> str:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return chr(code) if code <= 0x10FFFF else "\x00"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
