"""Wire credits as papers print them: (أ ف ب), رويترز at a line's end, "دمشق - سانا:", datelines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.saying.complements import Complements
from extractors.saying.sources import agencies
from extractors.saying.speech_words import speech_words


class Credit(NamedTuple):
    """A credit: the agency's name, its tokens, half open, and the construction it stands in."""

    name: str
    first: int
    last: int
    construction: str


def credits_of(speech: Complements) -> Iterator[Credit]:
    """All credits of a document, an unlisted one on its last line first."""
    yield from _unlisted(speech)
    for hit in agencies().find(speech.document):
        construction = None if hit.clitic else _construction(speech, hit.first, hit.last)
        if construction:
            yield Credit(hit.row["name"], hit.first, hit.last, construction)


def _unlisted(speech: Complements) -> Iterator[Credit]:
    """(سنابل) alone on the last line: an agency that no list knows."""
    tokens, last = speech.tokens, len(speech.tokens) - 1
    first = next((k for k in range(last, max(-1, last - 5), -1) if tokens[k].text == "("), -1)
    if first <= 0 or tokens[last].text != ")" or tokens[first - 1].kind != "b":
        return
    words = tokens[first + 1 : last]
    listed = agencies().at(speech.document, first + 1)
    if listed or not words or not all(t.kind == "w" for t in words):
        return
    if words[0].folded not in speech_words("no-credit"):
        name = speech.document.text[words[0].start : words[-1].end]
        yield Credit(name, first + 1, last, "credit-in-brackets")


def _construction(speech: Complements, first: int, last: int) -> str | None:
    kinds, tokens = speech.kinds, speech.tokens
    before = tokens[first - 1].text if first else "\n"
    after = tokens[last].text if last < len(tokens) else "\n"
    if before == "(" and after == ")":
        return None if _glosses(speech, first - 1, last + 1) else "credit-in-brackets"
    line_end = "\n" in after
    if line_end and ("\n" in before or before in ".،-–—/"):
        return "credit-at-line-end"
    if line_end and _dated_line(speech, first):
        return "dateline-agency"
    near_start = any(k == "b" for k in kinds[max(0, first - 4) : first]) or first <= 4
    if near_start and before in "-–—/،" and (after in ":-–—" or line_end):
        return "dateline-agency"
    return None


def _glosses(speech: Complements, opening: int, behind: int) -> bool:
    """وكالة الأنباء (ألفا) إن: brackets within a sentence say an agency's other name; at the head of a
    line they are a credit."""
    if behind >= len(speech.tokens) or speech.kinds[behind] not in "wVA":
        return False
    return "b" not in speech.kinds[max(0, opening - 5) : opening] and opening > 5


def _dated_line(speech: Complements, i: int) -> bool:
    """Whether the line before token i is a dateline: short, with a date, nothing said."""
    kinds, line = speech.kinds, i
    while line > 0 and i - line < 16 and kinds[line - 1] not in "b.":
        line -= 1
    starts = line == 0 or kinds[line - 1] == "b"
    return starts and "n" in kinds[line:i] and "V" not in kinds[line:i]
