"""What a page's classified lines amount to: dates printed, section, tags, and whether it is an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from extractors.lines import Line
from extractors.page_lines.datelines import read_moment
from extractors.page_lines.headlines import words
from extractors.page_lines.prompts import read_prompt
from extractors.page_lines.tag_tails import split as split_tags
from extractors.records import Article
from extractors.repeats import find_repeats
from flows.steps.cleaning import metadata, published
from flows.steps.cleaning.charset import Decoded
from flows.steps.cleaning.cleaned import Cleaned

_BYLINE = re.compile(r"\b(?:بقلم|بواسطة|كتب|كتبت|إعداد|تحرير)\b")
_STUB_WORDS = 20
_PAYWALL_WORDS = 150


def printed_candidates(
    lines: Sequence[Line], fetched_at: datetime | None
) -> list[published.Candidate | None]:
    """The moments that datelines print. Best is one between headline and story; above the headline
    papers also print the day of the visit, below the story that of other stories."""
    titled = next((i for i, line in enumerate(lines) if line.kind == "headline"), 0)
    told = next((i for i, line in enumerate(lines) if line.is_body), len(lines))
    end = max((i for i, line in enumerate(lines) if line.is_body), default=0)
    found = []
    for i, line in enumerate(lines):
        if line.kind != "dateline":
            continue
        printed = read_moment(line.text)
        late = printed is not None and printed.label == "updated"
        place = min(66 + titled - i, 90) if i < titled else 65 if i > told else 50
        if i > told and lines[i - 1].kind in ("related_link", "related_prompt"):
            place = 80 if i < end else 75  # the day of the story linked there
        found.append(
            published.read_printed(line.text, "printed line", place + 10 * late, fetched_at)
        )
    return found


def dateline_section(lines: Sequence[Line]) -> str | None:
    """The words that share a line with the date ("● أخبار سورية ٢٤ أكتوبر ٢٠٢٥"), or stand beside it
    above the headline."""
    for i, line in enumerate(lines):
        if line.is_body:
            return None
        beside = any(other.kind in ("dateline", "headline") for other in lines[i + 1 : i + 2])
        if line.rule == "above-headline" and beside and len(words(line.text)) <= 3:
            return line.text
        moment = read_moment(line.text) if line.kind == "dateline" else None
        beside_date = _BYLINE.split(moment.rest)[0].strip() if moment else ""
        if beside_date and len(words(beside_date)) <= 4:
            return beside_date
        if line.kind == "section":
            return line.text
    return None


def tags_of_tail(lines: Sequence[Line], story: str) -> tuple[str, ...]:
    headlines = [line.text for line in lines if line.kind in ("headline", "subhead")]
    found: list[str] = []
    for line in lines:
        if line.kind != "tag_tail":
            continue
        if line.rule == "glued-words":
            found += split_tags(line.text, (story, *headlines))
        else:
            prompt = read_prompt(line.text)
            for tag in metadata.tags_of([prompt.rest if prompt else line.text], "", ()):
                found += split_tags(tag, (story, *headlines)) or (tag,)
    return tuple(dict.fromkeys(found))


def judged(article: Article, lines: Sequence[Line], decoded: Decoded, free: bool) -> Cleaned:
    status, reason = "article", "The page tells a story."
    count = len(words(article.text))
    if article.language not in ("ar", None):
        status, reason = "not_arabic", f"The text is in another language ({article.language})."
    elif not count:
        status, reason = "empty", "No line of the page belongs to a story."
    elif count < _STUB_WORDS or (count < _PAYWALL_WORDS and (not free or _is_walled(lines))):
        status, reason = "stub", "Only the beginning of a story is there."
    return Cleaned(
        status,
        reason,
        article if status in ("article", "stub") else None,
        tuple((line.kind, line.text) for line in lines),
        decoded.charset,
        decoded.evidence,
        article.language,
        find_repeats(article.text),
    )


def _is_walled(lines: Sequence[Line]) -> bool:
    """Whether the page asks for a subscription to read on."""
    return any(line.kind == "paywall_prompt" for line in lines)
