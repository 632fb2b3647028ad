"""Which quote marks open, which close, and what stands between them.

Arabic papers print “ ” « » " ″ in every direction and forget to close, so spaces around a mark
tell more than its shape. A paragraph that opens with a mark again goes on with the quote before it.
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.text import Document, Token

_OPENING = frozenset("«“„‟")
_CLOSING = frozenset("»”″")
MARKS = _OPENING | _CLOSING | {'"'}
_PARAGRAPHS = 6  # a quote left open reaches no further than this


class Marked(NamedTuple):
    """A stretch in quote marks, in token indices: its opening mark, the first token behind the
    stretch (its closing mark where ``closed``), and whether another stretch holds it."""

    opening: int
    closing: int
    closed: bool
    nested: bool

    @property
    def words(self) -> int:
        """How many tokens stand between the marks."""
        return self.closing - self.opening - 1

    @property
    def behind(self) -> int:
        """The index of the first token after the stretch and its closing mark."""
        return self.closing + self.closed


def marked(document: Document) -> dict[int, Marked]:
    """All stretches in quote marks by the index of their opening mark."""
    tokens = document.tokens
    places = [i for i in document.marks if tokens[i].kind == "b" or tokens[i].text in MARKS]
    stack: list[int] = []
    crossed = 0
    found: list[Marked] = []
    for order, i in enumerate(places):
        if tokens[i].kind == "b":
            crossed += 1
            if stack and not _goes_on(document, places, order, crossed, len(stack)):
                found += [Marked(o, i, False, k > 0) for k, o in enumerate(stack)]
                stack = []
        elif stack and crossed and _opens_paragraph(tokens, i):
            continue
        elif _opens(document, i, bool(stack)):
            crossed = crossed if stack else 0
            stack.append(i)
        elif stack:
            opening = stack.pop()
            found.append(Marked(opening, i, True, bool(stack)))
    found += [Marked(o, len(tokens), False, k > 0) for k, o in enumerate(stack)]
    return {m.opening: m for m in sorted(found)}


def _goes_on(document: Document, places: list[int], order: int, crossed: int, depth: int) -> bool:
    """Whether a quote open at a line break goes on behind it: the next paragraph opens with a
    mark again, or the next mark closes."""
    if depth > 1 or crossed > _PARAGRAPHS:
        return False
    for place in places[order + 1 : order + 1 + _PARAGRAPHS]:
        if document.tokens[place].kind != "b":
            again = _opens_paragraph(document.tokens, place) and place == places[order] + 1
            return again or not _opens(document, place, True)
    return False


def _opens_paragraph(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].kind == "b" and tokens[i].text not in _CLOSING


def _opens(document: Document, i: int, inside: bool) -> bool:
    """Whether a mark opens: by the spaces around it, then by its shape."""
    token, text = document.tokens[i], document.text
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    free_before = not before or before.isspace() or before in "([:،-–—ـ…*" or _clitic(document, i)
    free_after = not after or after.isspace() or after in ".،,؛;:!؟?)]…-"
    if not inside and _after_colon(document, i):
        return True
    if free_before != free_after:
        return free_before
    return not inside if token.text == '"' else token.text in _OPENING


def _clitic(document: Document, i: int) -> bool:
    """A lone و ب ل ف ك glued before the mark: وبـ“عزم”."""
    if not i:
        return False
    before = document.tokens[i - 1]
    glued = document.tokens[i].start - before.end <= 1
    return glued and before.kind == "w" and before.folded in _LONE and not _spaced(document, i)


_LONE = frozenset({"و", "ب", "ل", "ف", "ك", "وب", "ول", "فل", "لل", "وك", "ال"})


def _spaced(document: Document, i: int) -> bool:
    return document.text[document.tokens[i].start - 1].isspace()


def _after_colon(document: Document, i: int) -> bool:
    return i > 0 and document.tokens[i - 1].text == ":"
