"""Where on a page its story stands: trafilatura's reading and the page's own structure, weighed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from extractors.page_lines.datelines import read_moment
from extractors.page_lines.headlines import repeats, words
from extractors.page_lines.prompts import read_prompt
from flows.steps.cleaning.markup import FoundLine
from flows.steps.cleaning.tree import Element, is_too_deep

_TOLD_WORDS = 8
_MOST_SEARCHED = 200_000
_MOST_WEIGHT = 600
_UNVOTED = 0.15
_DESCENT = 0.85
# Lines of a story may stand in these; its container is what holds several of them.
_PARAGRAPHS = frozenset(
    ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "b", "strong", "span")
)
_ABOVE = 60
_NAMED_ABOVE = 8
_HEAD_KINDS = frozenset(("dateline", "byline", "section", "caption"))
_ASIDE_KINDS = frozenset(("chrome", "related_link", "comment", "advert"))
_BELOW = 25
_MOST_UNLINKED = 200  # letters beside its links that a box of links may have
_UNREAD = ("script", "style", "noscript", "svg", "iframe")


@dataclass(slots=True)
class Reading:
    """Which lines of the page are the story's surroundings and which the story: index ranges and flags.

    ``above`` and ``below`` are the lines between headline and story, and those that close it;
    ``inside`` those in the story's container.
    """

    above: list[int]
    inside: list[int]
    below: list[int]
    voted: frozenset[int]


def trafilatura_text(tree: Element, lines: Sequence[FoundLine]) -> str:
    """The story as trafilatura reads it from a parsed page of these lines, metadata left aside; empty
    where it finds none or the page is nested deeper than it can follow.

    Scripts and boxes of links are set aside meanwhile: they are most of a page, and most of the time
    that reading it takes.
    """
    if is_too_deep(tree):
        return ""
    try:
        with _set_aside([*tree.iter(*_UNREAD), *_boxes_of_links(lines)]):
            found: Any = bare_extraction(tree, options=_options())
    except Exception:  # a reader's crash on one page must not cost the page
        return ""
    return str(found.text or "") if found is not None else ""


@contextmanager
def _set_aside(parts: Iterable[Element]) -> Iterator[None]:
    """Inside, an empty script stands in the page for each of these parts; the text behind them stays."""
    absent: list[tuple[Element, Element]] = []
    for part in parts:
        parent = part.getparent()
        if parent is not None:
            stand_in = part.makeelement("script")
            stand_in.tail = part.tail
            parent.replace(part, stand_in)
            absent.append((stand_in, part))
    try:
        yield
    finally:
        for stand_in, part in reversed(absent):
            stand_in.getparent().replace(stand_in, part)


@cache
def _options() -> Extractor:
    return Extractor(output_format="python", fast=True, comments=False)


def _boxes_of_links(lines: Sequence[FoundLine]) -> list[Element]:
    """The elements whose names say that no story is in them, and that hold hardly a word but links."""
    told: dict[Element, int] = defaultdict(int)
    for line in lines:
        region = line.region
        if region is not None and region.absorbing:
            told[region.element] += _MOST_UNLINKED if line.h1 else 0
            told[region.element] += len(line.text) if line.linked < 0.5 else 0
    return [element for element, letters in told.items() if letters < _MOST_UNLINKED]


def votes(lines: Sequence[FoundLine], read: Iterable[str]) -> frozenset[int]:
    """The lines that other readings of the page (trafilatura's, JSON-LD's articleBody) hold."""
    keys = {key for text in read for line in text.split("\n") if (key := words(line))}
    whole = " ".join(" ".join(key) for key in sorted(keys))[:_MOST_SEARCHED]
    found = set()
    for i, line in enumerate(lines):
        if line.linked > 0.5 and line.region is not None and line.region.absorbing:
            continue  # no vote makes a story of a box's links
        key = words(line.text)
        if key in keys or (len(key) >= _TOLD_WORDS and " ".join(key) in whole):
            found.add(i)
    return frozenset(found)


def find_story(lines: Sequence[FoundLine], voted: frozenset[int], headline: str) -> Reading | None:
    """The story's place among the page's lines, None where the page tells no story."""
    weights = {i: w for i, line in enumerate(lines) if (w := _weight(line, i in voted))}
    if not weights:
        return None
    container = _container(lines, weights)
    inside = [i for i, line in enumerate(lines) if _is_within(line.holder, container)]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    above = _above(lines, first, headline)
    below = _below(lines, last)
    return Reading(above, inside, below, voted)


def _weight(line: FoundLine, voted: bool) -> float:
    count = len(words(line.text))
    if count < _TOLD_WORDS or line.linked > 0.5 or line.form == "heading":
        return 0.0
    if line.region is not None and (
        line.region.absorbing or line.region.kind not in ("body", "lede")
    ):
        return 0.0
    return min(len(line.text), _MOST_WEIGHT) * (1.0 if voted else _UNVOTED)


def _container(lines: Sequence[FoundLine], weights: dict[int, float]) -> Element:
    """The deepest element that holds nearly all of the story's weight."""
    held: dict[Element, float] = defaultdict(float)
    for i, weight in weights.items():
        element = lines[i].holder
        while element is not None:
            held[element] += weight
            element = element.getparent()
    heaviest = max(weights, key=lambda i: weights[i])
    path = [lines[heaviest].holder, *lines[heaviest].holder.iterancestors()]
    current = path[-1]
    while True:
        children = [c for c in current if c in held]
        best = max(children, key=lambda c: held[c], default=None)
        if best is None or held[best] < _DESCENT * held[current]:
            break
        current = best
    while current.tag in _PARAGRAPHS and current.getparent() is not None:
        current = current.getparent()
    return current


def _is_within(element: Element, container: Element) -> bool:
    while element is not None:
        if element is container:
            return True
        element = element.getparent()
    return False


def _above(lines: Sequence[FoundLine], first: int, headline: str) -> list[int]:
    """The lines from the headline down to the story, and the named ones that stand above the headline."""
    low = max(0, first - _ABOVE)
    titled = [i for i in range(low, first) if headline and repeats(lines[i].text, headline)]
    start = titled[0] if titled else first
    before = range(max(low, start - _NAMED_ABOVE), start)
    named = [i for i in before if _is_dated(lines[i]) or _kind(lines[i]) in _HEAD_KINDS]
    if not titled:
        named += [i for i in before if _kind(lines[i]) == "lede"]
    named = sorted(set(named))
    return named + [i for i in range(start, first) if _kind(lines[i]) not in _ASIDE_KINDS]


def _below(lines: Sequence[FoundLine], last: int) -> list[int]:
    found = []
    for i in range(last + 1, min(len(lines), last + 1 + _BELOW)):
        prompt = read_prompt(lines[i].text)
        if _kind(lines[i]) in _ASIDE_KINDS - {"advert"} or (
            prompt is not None and prompt.ends_story
        ):
            break
        if _kind(lines[i]) == "section":
            continue
        found.append(i)
    return found


def _is_dated(line: FoundLine) -> bool:
    return (
        len(line.text) <= 80
        and _kind(line) not in _ASIDE_KINDS
        and read_moment(line.text) is not None
    )


def _kind(line: FoundLine) -> str:
    return line.region.kind if line.region is not None else ""
