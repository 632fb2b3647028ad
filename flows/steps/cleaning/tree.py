"""A page's text parsed to a tree, however it is nested, and its texts tidied as readers see them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

Element = Any  # lxml ships no types

MOST_DEPTH = 240  # trafilatura loses what is nested deeper; so does libxml2 beyond 2,048
is_too_deep = etree.XPath("boolean(" + "/*" * (MOST_DEPTH + 1) + ")")
_reaches_parsers_depth = etree.XPath("boolean(" + "/*" * 2000 + ")")
# Controls of writing direction and invisible blanks: a reader sees none of them.
_UNSEEN = dict.fromkeys(
    [
        0xAD,
        0x200B,
        0x200E,
        0x200F,
        0x61C,
        0xFEFF,
        0xFFFC,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x206A),
    ]
    + [c for c in range(32) if chr(c) not in "\t\n\r\f"]
    + list(range(0x7F, 0xA0))
)
_ANY_UNSEEN = re.compile("[" + "".join(map(chr, _UNSEEN)) + "]")


def tidy(text: str) -> str:
    """A line as readers see it: unseen controls dropped, runs of blanks as one."""
    if not text.isprintable() and _ANY_UNSEEN.search(text):
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


def parse(text: str) -> Element | None:
    """The page's tree, None where there is no markup to parse. Nesting beyond what the parser holds is
    taken out first, so that its text is not lost."""
    if not text.strip():
        return None
    tree = _parse(text)
    if tree is not None and _reaches_parsers_depth(tree):
        tree = _parse(
            re.sub(
                r"<(/?)(?:div|span|font|section|center|b|i|u|em|strong|ul|ol|li|blockquote|table|tbody|tr|td)\b[^>]*>",
                r"<\1br>",
                text,
                flags=re.I,
            )
        )
    return tree


# One class for all elements spares a call of Python for each; trafilatura takes no plainer one.
_CLASSES = etree.ElementDefaultClassLookup(element=html.HtmlElement)


def _parse(text: str) -> Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_CLASSES)
    clean = text.replace("\x00", "")
    try:
        return html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
