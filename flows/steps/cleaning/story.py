"""From the lines of a whole page to those of its story, each with its kind.

`reader` says where the story stands, `extractors.lines` what each line is; here both are brought together:
what the markup states of a line, and which lines within the story's part of the page no reading holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractors.lines import Line, PageLine, classify
from extractors.page_lines.headlines import repeats, words
from flows.steps.cleaning.markup import FoundLine
from flows.steps.cleaning.reader import Reading, find_story
from flows.steps.cleaning.tree import Element

_TOLD_WORDS = 8
_LONG_WORDS = 20
_HEAVY = 0.5
_LEAST_READ = 200  # letters that other readings must hold to be believed
_STORY_KINDS = ("body", "lede", "title")
_STOPS = (".", "؟", "!", "…", "”", "»", '"', ":")


def misnamed(
    lines: Sequence[FoundLine], voted: frozenset[int], headline: str
) -> frozenset[Element]:
    """Elements whose class names say that no story is in them, and that hold the headline or most of what
    other readings take for the story; of what is told at length, where no other reading found a story."""
    held: dict[Element, int] = defaultdict(int)
    total = 0
    read = sum(len(lines[i].text) for i in voted if not lines[i].h1) >= _LEAST_READ
    for i, line in enumerate(lines):
        told = i in voted if read else _is_told(line)
        weight = len(line.text) if told and line.linked < 0.5 else 0
        total += weight
        region = line.region
        if region is None or region.kind in _STORY_KINDS or region.element.tag == "figcaption":
            continue
        held[region.element] += weight
        if region.absorbing and line.h1 and headline and repeats(line.text, headline):
            held[region.element] += 10_000_000
    return frozenset(e for e, weight in held.items() if weight > max(_LEAST_READ, _HEAVY * total))


def read_story(lines: Sequence[FoundLine], voted: frozenset[int], headline: str) -> list[Line]:
    """The lines from the headline to the story's end, each with its kind; empty where no story is found."""
    reading = find_story(lines, voted, headline)
    if reading is None:
        return []
    order = _until_next_story(lines, (*reading.above, *reading.inside, *reading.below), headline)
    kinds = classify([_page_line(lines[i], i in reading.voted) for i in order], headline)
    return _placed(lines, reading, order, kinds)


def _until_next_story(
    lines: Sequence[FoundLine], order: Sequence[int], headline: str
) -> Sequence[int]:
    """The lines up to where a page that goes on scrolling tells its next story under a headline of its own."""
    told = 0
    for place, i in enumerate(order):
        line = lines[i]
        own = line.h1 and len(words(line.text)) > 3 and not repeats(line.text, headline)
        if own and headline and told >= 2:
            return order[:place]
        told += _is_told(line) and not line.h1
    return order


def _page_line(line: FoundLine, voted: bool) -> PageLine:
    return PageLine(line.text, _hint(line, voted), line.linked)


def _hint(line: FoundLine, voted: bool) -> str:
    """What the markup states: a form, or a kind where a long line of the story does not contradict it."""
    region = line.region
    kind = region.kind if region else ""
    beside = line.pictured and line.linked < 0.5 and kind in ("", "body")
    if beside and not line.form and not _is_told(line):
        return "caption"
    if region is None or kind in ("body", "title", "lede"):
        return line.form
    certain = region.absorbing or region.element.tag in ("figcaption", "amp-img")
    if voted and not certain and len(words(line.text)) > _LONG_WORDS:
        return line.form
    return kind


def _is_told(line: FoundLine) -> bool:
    count = len(words(line.text))
    return count >= 2 * _LONG_WORDS or (count >= _TOLD_WORDS and line.text.endswith(_STOPS))


def _placed(
    lines: Sequence[FoundLine], reading: Reading, order: Sequence[int], kinds: Sequence[Line]
) -> list[Line]:
    """The lines with those held out of the story that only stand near it."""
    core = _core(lines, reading, order, kinds)
    holders = {lines[i].holder for i in core}
    parents = {holder.getparent() for holder in holders}
    first, last = (min(core), max(core)) if core else (0, len(lines))
    inside = set(reading.inside)
    placed = []
    titled = _titled(kinds)
    for place, (i, line) in enumerate(zip(order, kinds, strict=True)):
        if line.is_body and place < titled and not _is_lede(lines[i]):
            placed.append(Line("other", line.text, "above-headline"))
            continue
        near = lines[i].holder in holders or _stands_in(lines[i].holder, parents)
        if not line.is_body or i in core or _belongs(lines[i], i in inside, near, first < i < last):
            placed.append(line)
        elif i in inside or len(words(line.text)) >= _TOLD_WORDS:
            placed.append(Line("other", line.text, "outside-story"))
    return placed


def _titled(kinds: Sequence[Line]) -> int:
    """Where the headline stands among the lines, 0 where it stands below most of the story."""
    first = next((i for i, line in enumerate(kinds) if line.kind == "headline"), 0)
    above = sum(len(line.text) for line in kinds[:first] if line.is_body)
    below = sum(len(line.text) for line in kinds[first:] if line.is_body)
    return first if above < below else 0


def _is_lede(line: FoundLine) -> bool:
    return line.region is not None and line.region.kind == "lede"


def _stands_in(holder: Element, parents: set[Element]) -> bool:
    """Whether a line is a neighbour of the story's lines, lists one level further down."""
    parent = holder.getparent()
    if parent is not None and parent.tag in ("ul", "ol", "dl") and parent not in parents:
        parent = parent.getparent()
    return parent in parents


def _core(
    lines: Sequence[FoundLine], reading: Reading, order: Sequence[int], kinds: Sequence[Line]
) -> set[int]:
    """The lines that are the story beyond doubt: held by another reading, or told at length within."""
    body = [i for i, line in zip(order, kinds, strict=True) if line.is_body]
    inside = set(reading.inside)
    voted = {
        i
        for i in body
        if i in reading.voted and (i in inside or len(words(lines[i].text)) >= _TOLD_WORDS)
    }
    if len(voted) > 1:
        return voted
    return voted | {i for i in body if i in inside and _is_told(lines[i])}


def _belongs(line: FoundLine, inside: bool, near: bool, between: bool) -> bool:
    """Whether a line of a body kind that no other reading holds is the story's all the same."""
    if _is_lede(line) and len(words(line.text)) >= _TOLD_WORDS:
        return True
    if not inside:
        return False
    if between:
        return near or _is_told(line) or line.form in ("heading", "list_item", "quote")
    told = _is_told(line) or (line.form == "list_item" and len(words(line.text)) > 2)
    return near and told and line.linked < 0.5
