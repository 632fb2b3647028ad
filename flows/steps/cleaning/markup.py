"""A parsed page as lines: what a reader sees on one line, with what the markup says of it.

One walk over the tree. Block elements and <br> end a line; words that touch only because inline
elements stand side by side are set apart. Each line remembers the element that holds it and the named
region of the page it lies in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from flows.steps.cleaning.regions import ABSORBING, Region, opened_region
from flows.steps.cleaning.seams import HARD, SOFT, join
from flows.steps.cleaning.tree import Element, tidy

_SKIPPED_WORDS = (
    "script style noscript template math object embed canvas audio map select "
    "option button input textarea label datalist progress meter head title link meta base "
    "source track area param applet frame frameset dialog "
)
_INLINE_WORDS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr amp-timeago "
)
_PICTURE_WORDS = "img picture amp-img svg video iframe "
# What an element does to the line in which it stands; all others are blocks, with lines of their own.
_EFFECTS = {
    **dict.fromkeys(_SKIPPED_WORDS.split(), "skipped"),
    **dict.fromkeys(_PICTURE_WORDS.split(), "picture"),
    **dict.fromkeys(_INLINE_WORDS.split(), "inline"),
    **dict.fromkeys(("br", "hr"), "break"),
}
_FORMS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list_item"),
    "blockquote": "quote",
}
_BOLD = frozenset(("b", "strong"))
_UNENTERED = frozenset(("skipped", "picture", "break"))
_FORMLESS = frozenset(("p", "div", "span"))  # these keep the form of what holds them
_NAMELESS = frozenset(("p", "div", "ul", "ol", "li", "table", "tbody", "tr", "td"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What a box of a picture and its caption holds at most: elements, letters, pieces of text.
_MOST_IN_BOX = 4
_MOST_PICTURE_TEXT = 300
_MOST_PIECES = 80


@dataclass(slots=True)
class FoundLine:
    """A line of the page. ``form`` is heading, emphasis, quote, list_item or ""; ``linked`` the share of
    its letters that are links; ``holder`` the block element it stands in; ``h1`` whether that is the
    page's first heading level; ``moment`` what a <time datetime> states; ``pictured`` whether it shares a
    small box with a picture; ``pieces`` its words as the markup parts them, ``linked_pieces`` which of
    them each link holds."""

    text: str
    form: str
    linked: float
    holder: Element
    region: Region | None
    h1: bool = False
    moment: str = ""
    pictured: bool = False
    pieces: Sequence[str] = ()
    linked_pieces: Sequence[tuple[int, int]] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """The words of each link in the line: put together when asked for, which is seldom."""
        words = (tidy(join(self.pieces[start:end])) for start, end in self.linked_pieces)
        return tuple(filter(None, words))


class _Place(NamedTuple):
    """What holds for text wherever it stands: its block, that block's form, region and level, its styles."""

    holder: Element
    form: str = ""
    region: Region | None = None
    h1: bool = False
    linked: bool = False
    bold: bool = False


def lines(tree: Element, freed: frozenset[Element] = frozenset()) -> list[FoundLine]:
    """All lines of the page in order, hidden parts and controls left out. ``freed`` elements open no
    region, whatever they are called."""
    body = tree.find(".//body")
    root = tree if body is None else body
    walk = _Walk(freed)
    place = _Place(root)
    if root.text:
        walk.add(root.text, place)
    # A stack of our own, so that no nesting can exhaust Python's: element, its children to come, its
    # place, and the place around it.
    stack: list[tuple[Element, Iterator[Element], _Place, _Place]] = [
        (root, iter(root), place, place)
    ]
    while stack:
        element, children, place, outer = stack[-1]
        for child in children:
            inner = walk.enter(child, place)
            if inner is None:
                continue
            if len(child):
                stack.append((child, iter(child), inner, place))
                break
            walk.leave(child, inner, place)
        else:
            stack.pop()
            if stack:
                walk.leave(element, place, outer)
    walk.end_line(place)
    return walk.lines


class _Walk:
    """The lines found so far, and the pieces of the one being read."""

    def __init__(self, freed: frozenset[Element]) -> None:
        self.lines: list[FoundLine] = []
        self.freed = freed
        self.pieces: list[str] = []
        self.linked_letters = 0
        self.bold_letters = 0
        self.moment = ""
        self.links: list[tuple[int, int]] = []  # which of the pieces each link holds
        self.link_start: int | None = None
        self.picture_box: Element | None = None
        self.frames: dict[Element, bool] = {}

    def enter(self, element: Element, outer: _Place) -> _Place | None:
        """Begin an element and read its first text; None where a reader sees nothing of it."""
        tag, region = element.tag, outer.region
        effect = _EFFECTS.get(tag, "block")
        shut = region is not None and region.kind in ABSORBING
        # Within a shut region only what hides an element is asked for.
        attributes: Mapping[str, str] = element if shut else dict(element.items())
        if effect in _UNENTERED or _is_hidden(attributes):
            self._pass_by(element, effect, shut, outer)
            return None
        moment = ""
        if not shut and (attributes or (effect == "block" and tag not in _NAMELESS)):
            moment = _stated_moment(tag, attributes)
            if not self.freed or element not in self.freed:
                region = opened_region(element, tag, attributes) or region
        if effect == "inline" and (region is outer.region or not _stands_alone(tag, region)):
            place = self._enter_inline(element, tag, outer)
            self.moment = self.moment or moment
        else:
            self.end_line(outer)
            self.moment = moment
            form = _FORMS.get(tag, "") or (outer.form if tag in _FORMLESS else "")
            h1, linked = outer.h1 or tag == "h1", outer.linked or tag == "a"
            place = _Place(element, form, region, h1, linked, outer.bold)
        text = element.text
        if text:
            self.add(text, place)
        return place

    def _pass_by(self, element: Element, effect: str, shut: bool, outer: _Place) -> None:
        """What a reader sees no words of: only the text behind it counts."""
        if effect == "picture" and not shut:
            self._see_picture(element)
        elif effect == "break":
            self.end_line(outer)
        if element.tail:
            self.add(element.tail, outer)

    def leave(self, element: Element, place: _Place, outer: _Place) -> None:
        """End an element that was entered, and read the text behind it."""
        if place.holder is element:
            self.end_line(place)
        else:
            if element.tag == "a":
                self._end_link()
            self._seam(element)
        tail = element.tail
        if tail:
            self.add(tail, outer)

    def add(self, text: str, place: _Place) -> None:
        """Text of the line being read; blanks at its beginning are none."""
        if not self.pieces and text.isspace():
            return
        self.pieces.append(text)
        if place.linked or place.bold:
            letters = len(text) - text.count(" ") - text.count("\n")
            self.linked_letters += letters if place.linked else 0
            self.bold_letters += letters if place.bold else 0

    def end_line(self, place: _Place) -> None:
        """Keep the line read so far, if it has words, as one of ``place``."""
        if not self.pieces:
            return
        text = tidy(join(self.pieces))
        if text:
            self.lines.append(self._line(text, place))
        self.pieces = []
        self.links = []
        self.link_start = None
        self.linked_letters = self.bold_letters = 0
        self.moment = ""

    def _line(self, text: str, place: _Place) -> FoundLine:
        letters = max(1, len(text) - text.count(" "))
        bold = not place.form and self.bold_letters >= 0.9 * letters
        return FoundLine(
            text,
            "emphasis" if bold else place.form,
            min(1.0, self.linked_letters / letters),
            place.holder,
            place.region,
            place.h1,
            self.moment,
            self.picture_box is not None and self._shares_box(place.holder),
            self.pieces,
            self.links,
        )

    def _enter_inline(self, element: Element, tag: str, outer: _Place) -> _Place:
        self._seam(element)
        if tag == "a":
            self.link_start = len(self.pieces)
            return _Place(*outer[:4], True, outer.bold)
        return _Place(*outer[:5], True) if tag in _BOLD else outer

    def _seam(self, element: Element) -> None:
        """Between two inline elements, or text and one: a word boundary where the markup makes one."""
        if self.pieces and not self.pieces[-1][-1:].isspace():
            self.pieces.append(HARD if _is_apart(element) else SOFT)

    def _end_link(self) -> None:
        """Keep where the link that closes here stands in the line."""
        if self.link_start is not None:
            self.links.append((self.link_start, len(self.pieces)))
        self.link_start = None

    def _see_picture(self, picture: Element) -> None:
        """Remember the box of a picture: the block around it, if that holds little else."""
        box = picture.getparent()
        while box is not None and (_EFFECTS.get(box.tag) == "inline" or box.tag == "picture"):
            box = box.getparent()
        if box is not None and box.tag == "td":
            frame = next(box.iterancestors("table"), None)
            if frame is not None and self._holds_little(frame):
                box = frame
        small = box is not None and next(islice(box, _MOST_IN_BOX, None), None) is None
        self.picture_box = box if small else None

    def _holds_little(self, frame: Element) -> bool:
        """Whether a table frames a picture and a caption; looks once, and no further than that takes."""
        if frame not in self.frames:
            pieces = list(islice(frame.itertext(), _MOST_PIECES))
            letters = sum(map(len, pieces))
            self.frames[frame] = len(pieces) < _MOST_PIECES and letters <= _MOST_PICTURE_TEXT
        return self.frames[frame]

    def _shares_box(self, holder: Element) -> bool:
        box = self.picture_box
        if holder is box or holder.getparent() is box:
            return True
        return box is not None and box.tag == "table" and box in holder.iterancestors("table")


def _stated_moment(tag: str, attributes: Mapping[str, str]) -> str:
    """The moment that an element states beside the words it shows: <time datetime>, RDFa, microdata."""
    if tag == "time":
        return attributes.get("datetime", "")
    if tag == "abbr":
        return attributes.get("title", "")
    if "content" not in attributes:
        return ""
    names = attributes.get("itemprop", "") + attributes.get("property", "")
    return attributes["content"] if "date" in names.lower().replace("modified", "") else ""


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style")
    return attributes.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))


def _is_apart(element: Element) -> bool:
    """Whether the page sets this inline element apart from its neighbours: a link, a time, a styled one."""
    return element.tag in ("a", "time", "small", "cite", "data") or (
        element.tag == "span" and element.get("class") is not None
    )


def _stands_alone(tag: str, region: Region | None) -> bool:
    """A byline or date in an inline element of its own is a line of its own."""
    return region is not None and tag in ("span", "time", "a", "small", "cite") and region.alone
