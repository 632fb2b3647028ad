"""A parsed page as lines: what a reader sees on one line, with what the markup says of it.

One walk over the tree. Block elements and <br> end a line; words that touch only because inline
elements stand side by side are set apart. Each line remembers the element that holds it and the named
region of the page it lies in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.steps.cleaning.regions import Region, element_region
from flows.steps.cleaning.seams import HARD, SOFT, join
from flows.steps.cleaning.tree import Element, tidy

_SKIPPED_WORDS = (
    "script style noscript template svg math iframe object embed canvas audio video map select "
    "option button input textarea label datalist progress meter head title link meta base picture "
    "img source track area param applet frame frameset dialog "
)
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_INLINE_WORDS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr amp-timeago "
)
_INLINE = frozenset(_INLINE_WORDS.split())
_PICTURES = frozenset(("img", "picture", "amp-img", "svg", "video", "iframe"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class FoundLine:
    """A line of the page. ``form`` is heading, emphasis, quote, list_item or ""; ``linked`` the share of
    its letters that are links; ``holder`` the block element it stands in; ``h1`` whether that is the
    page's first heading level; ``links`` the words of each link in it; ``moment`` what a <time datetime> states; ``pictured`` whether it shares a
    small box with a picture."""

    text: str
    form: str
    linked: float
    holder: Element
    region: Region | None
    h1: bool = False
    moment: str = ""
    pictured: bool = False
    links: tuple[str, ...] = ()


class _Walk:
    def __init__(self) -> None:
        self.lines: list[FoundLine] = []
        self.pieces: list[str] = []
        self.linked_letters = 0
        self.bold_letters = 0
        self.moment = ""
        self.links: list[str] = []
        self.link_start: int | None = None
        self.picture_box: Element | None = None

    def add(self, text: str, linked: bool, bold: bool) -> None:
        self.pieces.append(text)
        if linked or bold:
            letters = len(text) - text.count(" ") - text.count("\n")
            self.linked_letters += letters if linked else 0
            self.bold_letters += letters if bold else 0

    def seam(self, kind: str) -> None:
        """Between two inline elements, or text and one: a word boundary where the markup makes one."""
        if self.pieces and self.pieces[-1] and not self.pieces[-1][-1:].isspace():
            self.pieces.append(kind)

    def end_line(self, holder: Element, form: str, region: Region | None, h1: bool) -> None:
        if not self.pieces:
            return
        text = tidy(join(self.pieces))
        if text:
            letters = max(1, len(text) - text.count(" "))
            if not form and self.bold_letters >= 0.9 * letters:
                form = "emphasis"
            linked = min(1.0, self.linked_letters / letters)
            pictured = self.picture_box is not None and self._shares_box(holder)
            self.lines.append(
                FoundLine(
                    text, form, linked, holder, region, h1, self.moment, pictured, tuple(self.links)
                )
            )
        self.pieces = []
        self.links = []
        self.link_start = None
        self.linked_letters = self.bold_letters = 0
        self.moment = ""

    def end_link(self) -> None:
        """Keep the words of the link that closes here."""
        if self.link_start is not None:
            text = tidy(join(self.pieces[self.link_start :]))
            if text:
                self.links.append(text)
        self.link_start = None

    def see_picture(self, picture: Element) -> None:
        """Remember the box of a picture: the block around it, if that holds little else."""
        box = picture.getparent()
        while box is not None and box.tag in _INLINE | {"picture"}:
            box = box.getparent()
        if box is not None and box.tag == "td":
            frame = next(box.iterancestors("table"), None)
            if frame is not None and len("".join(frame.itertext())) <= _MOST_PICTURE_TEXT:
                box = frame
        self.picture_box = box if box is not None and len(box) <= 4 else None

    def _shares_box(self, holder: Element) -> bool:
        box = self.picture_box
        if holder is box or holder.getparent() is box:
            return True
        return box is not None and box.tag == "table" and box in holder.iterancestors("table")


_MOST_PICTURE_TEXT = 300  # a table that frames a picture and its caption holds no more


def lines(tree: Element, freed: frozenset[Element] = frozenset()) -> list[FoundLine]:
    """All lines of the page in order, hidden parts and controls left out. ``freed`` elements open no
    region, whatever they are called."""
    body = tree.find(".//body")
    walk = _Walk()
    _walk_tree(walk, tree if body is None else body, freed)
    return walk.lines


def _walk_tree(walk: _Walk, root: Element, freed: frozenset[Element]) -> None:
    """Iterative, so that no nesting can exhaust the stack."""
    # A frame: element, its child iterator, linked, bold, block holder, form, region, h1.
    state: tuple[bool, bool, Element, str, Region | None, bool] = (
        False,
        False,
        root,
        "",
        None,
        False,
    )
    if root.text:
        walk.add(root.text, False, False)
    stack = [(root, iter(root), state, True)]
    while stack:
        element, children, state, block = stack[-1]
        child = next(children, None)
        linked, bold, holder, form, region, h1 = state
        if child is None:
            stack.pop()
            if not block and element.tag == "a":
                walk.end_link()
            if block:
                walk.end_line(holder, form, region, h1)
            if stack:
                outer = stack[-1][2]
                tail = element.tail
                if not block and tail != "":
                    walk.seam(HARD if _is_apart(element) else SOFT)
                if tail:
                    walk.add(tail, outer[0], outer[1])
            continue
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag in _PICTURES or _is_hidden(child):
            if tag in _PICTURES:
                walk.see_picture(child)
            if child.tail:
                walk.add(child.tail, linked, bold)
            continue
        if tag == "br" or tag == "hr":
            walk.end_line(holder, form, region, h1)
            if child.tail:
                walk.add(child.tail, linked, bold)
            continue
        inline = tag in _INLINE
        named = (child.attrib or not inline) and child not in freed
        inner_region = element_region(child, region) if named else region
        stated = _stated_moment(child, tag) if child.attrib else ""
        if inline and inner_region is not region and _stands_alone(child, inner_region):
            inline = False
        if inline:
            walk.seam(HARD if _is_apart(child) else SOFT)
            walk.moment = walk.moment or stated
            if tag == "a":
                walk.link_start = len(walk.pieces)
            inner = (linked or tag == "a", bold or tag in _BOLD, holder, form, region, h1)
        else:
            walk.end_line(holder, form, region, h1)
            inner = (linked, bold, child, _form(child, tag, form), inner_region, h1 or tag == "h1")
            walk.moment = stated
            if tag == "a":
                inner = (True, *inner[1:])
        if child.text:
            walk.add(child.text, inner[0], inner[1])
        stack.append((child, iter(child), inner, not inline))


def _stated_moment(element: Element, tag: str) -> str:
    """The moment that an element states beside the words it shows: <time datetime>, RDFa, microdata."""
    if tag == "time":
        return str(element.get("datetime") or "")
    if tag == "abbr":
        return str(element.get("title") or "")
    if "content" in element.attrib and "date" in (
        (element.get("itemprop") or "") + (element.get("property") or "")
    ).lower().replace("modified", ""):
        return str(element.get("content"))
    return ""


def _is_hidden(element: Element) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _is_apart(element: Element) -> bool:
    """Whether the page sets this inline element apart from its neighbours: a link, a time, a styled one."""
    return element.tag in ("a", "time", "small", "cite", "data") or (
        element.tag == "span" and "class" in element.attrib
    )


def _stands_alone(element: Element, region: Region | None) -> bool:
    """A byline or date in an inline element of its own is a line of its own."""
    return (
        region is not None
        and element.tag in ("span", "time", "a", "small", "cite")
        and region.alone
    )


def _form(element: Element, tag: str, outer: str) -> str:
    if tag in _HEADINGS:
        return "heading"
    if tag == "blockquote":
        return "quote"
    if tag in ("li", "dd", "dt"):
        return "list_item"
    if outer in ("list_item", "quote", "heading") and tag in ("p", "div", "span"):
        return outer
    return ""
