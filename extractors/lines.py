"""What each line of a news page is.

Lines come in the order of the page with what the markup says of them; each leaves with a kind and the
rule that gave it. Only BODY_KINDS are the story. Pure: no markup, no network, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.page_lines.headlines import repeats, words
from extractors.page_lines.line_words import Line, PageLine, by_words, is_bare_name
from extractors.page_lines.prompts import Prompt, read_prompt
from extractors.rules import load_rows

__all__ = ["FORMS", "Line", "PageLine", "classify", "guess_headline"]

# What markup may say of a line: a kind to be believed, or a form that the words still decide on.
FORMS = ("heading", "emphasis", "quote", "list_item")

_LETTER = re.compile(r"[^\W_ـ]")
_TOLD_WORDS = 18
_TOLD_WORDS_STOPPED = 9
_SUBHEAD_WORDS = 16
_TITLE_WORDS = 24
_REPEAT_WORDS = 8


@dataclass(frozen=True, slots=True)
class _Page:
    lines: Sequence[PageLine]
    headline: str
    first_told: int
    last_told: int
    links_known: bool

    def around(self, i: int) -> bool:
        """Whether line ``i`` stands above the story's first paragraph or below its last."""
        return i < self.first_told or i > self.last_told


def guess_headline(lines: Sequence[PageLine]) -> str:
    """The headline of a text without markup: its first line, if that is none of a story's own."""
    for line in lines:
        if not _LETTER.search(line.text) or _is_no_headline(line):
            continue
        short = len(words(line.text)) <= _TITLE_WORDS
        stopped = line.text.rstrip().endswith((".", "،", "؛"))
        return line.text.strip() if short and not stopped and len(lines) > 1 else ""
    return ""


def _is_no_headline(line: PageLine) -> bool:
    """A line above the headline. "تقرير: ...", "شاهد: ..." open headlines as well as prompts."""
    found = by_words(line, True)
    return found is not None and (found.kind == "dateline" or len(words(line.text)) < 5)


def classify(lines: Sequence[PageLine], headline: str = "") -> list[Line]:
    """Each line with its kind, in order. ``headline`` is the page's, empty where none is known."""
    told = [i for i, line in enumerate(lines) if _is_told(line, headline)]
    first, last = (told[0], told[-1]) if told else (len(lines), len(lines))
    page = _Page(lines, headline, first, last, any(line.linked for line in lines))
    found: list[Line] = []
    prompt: Prompt | None = None  # the prompt under which related links are being listed
    seen: set[tuple[str, ...]] = set()
    for i, line in enumerate(lines):
        listed = prompt is not None and _is_listed(page, i, prompt)
        result = (
            Line("related_link", line.text, "below-prompt")
            if listed
            else _classify(page, i, found, seen)
        )
        if result.rule == "tweet-signed":
            _take_tweet(found)
        found.append(result)
        if not listed:
            prompt = _opens_list(line, result, i > page.last_told or not page.first_told)
        if result.is_body and len(words(line.text)) >= _REPEAT_WORDS:
            seen.add(words(line.text))
    return found


def _take_tweet(found: list[Line]) -> None:
    """Make the quote above a tweet's signature what it is: no words of the story's own."""
    for i in range(len(found) - 1, -1, -1):
        if found[i].kind != "pull_quote":
            return
        found[i] = Line("embed", found[i].text, "above-signature")


def _is_told(line: PageLine, headline: str) -> bool:
    """A paragraph beyond doubt: long, not a link, not the headline."""
    count = len(words(line.text))
    if (line.hint and line.hint not in ("emphasis", "quote", "list_item")) or line.linked > 0.6:
        return False
    stopped = line.text.rstrip().endswith((".", "؟", "!", "…", "”", "»", '"'))
    if count < (_TOLD_WORDS_STOPPED if stopped else _TOLD_WORDS):
        return False
    return not repeats(line.text, headline) and by_words(line, True) is None


def _classify(page: _Page, i: int, before: list[Line], seen: set[tuple[str, ...]]) -> Line:
    line = page.lines[i]
    text = line.text
    if not _LETTER.search(text):
        return Line("separator", text, "no-letter")
    if page.headline and repeats(text, page.headline):
        first = not any(b.kind == "headline" for b in before)
        return Line("headline" if first else "headline_repeat", text, "headline-words")
    if line.hint and line.hint not in FORMS:
        return _by_markup(line)
    found = by_words(line, page.around(i))
    if found:
        return found
    if words(text) in seen:
        return Line("repeat", text, "told-before")
    return _by_form(page, i, before)


def _by_markup(line: PageLine) -> Line:
    """A kind that the markup states; of a story's particulars the words tell date and byline apart."""
    if line.hint in ("share_prompt", "counter", "dateline", "byline", "section"):
        found = by_words(line, True)
        if found and found.kind in ("dateline", "byline"):
            return found
    return Line(line.hint, line.text, "markup")


def _by_form(page: _Page, i: int, before: list[Line]) -> Line:
    line = page.lines[i]
    text = line.text
    if line.linked > 0.85 and len(words(text)) >= 3 and not text.rstrip().endswith("."):
        return Line("related_link", text, "all-link")
    if line.hint == "list_item":
        return Line("list_item", text, "markup")
    if line.hint == "quote" or _is_pull_quote(page, i):
        return Line("pull_quote", text, "markup" if line.hint == "quote" else "quoted-whole")
    if line.hint == "heading":
        return Line("subhead", text, "markup")
    if _is_reporter(page, i):
        return Line("byline", text, "name-below-headline")
    if _is_signature(page, i):
        return Line("byline", text, "name-at-end")
    if _is_caption(page, i):
        return Line("caption", text, "role-and-name")
    if _is_subhead(page, i):
        return Line("subhead", text, "emphasis" if line.hint == "emphasis" else "short-line")
    return Line("paragraph", text, "told")


def _is_title_like(text: str, most: int = _SUBHEAD_WORDS) -> bool:
    stripped = text.rstrip()
    if stripped.endswith(("”", "»", '"')) and len(words(text)) > 7:
        return False
    return 0 < len(words(text)) <= most and not (
        stripped.endswith((".", "!", "…", ":", "؛", "،")) or re.search(r"[.؟!]\s", stripped)
    )


def _is_subhead(page: _Page, i: int) -> bool:
    """A short line without a stop, with the story before or behind it."""
    if not _is_title_like(page.lines[i].text) or i > page.last_told:
        return False
    above = page.lines[i - 1].text.rstrip() if i else ""
    below = page.lines[i + 1] if i + 1 < len(page.lines) else None
    if (
        above.endswith(":")
        or below is None
        or page.lines[i].text.startswith(("“", "«", '"', "-", "*", "•"))
    ):
        return False
    return (len(words(below.text)) > len(words(page.lines[i].text)) and i > page.first_told) or (
        page.lines[i].hint == "emphasis" and len(words(page.lines[i].text)) <= 12
    )


def _is_reporter(page: _Page, i: int) -> bool:
    """A person's name alone on a line between headline and story."""
    line = page.lines[i]
    text = line.text.strip()
    return line.hint in ("", "emphasis") and i < page.first_told and is_bare_name(text)


def _is_signature(page: _Page, i: int) -> bool:
    """The reporter's name alone on the line below the story."""
    text = page.lines[i].text.strip()
    return i > page.last_told and page.lines[i].hint in ("", "emphasis") and is_bare_name(text)


@cache
def _roles() -> frozenset[str]:
    return frozenset(words(row["surface"])[0] for row in load_rows("caption_roles"))


def _is_caption(page: _Page, i: int) -> bool:
    """A picture's line left in the text: a role, a comma and a name, no verb and no stop."""
    text = page.lines[i].text
    found = words(text)
    if page.lines[i].hint or not _is_title_like(text, 14) or page.around(i) or "،" not in text:
        return False
    below = page.lines[i + 1].text if i + 1 < len(page.lines) else ""
    parts = [words(part) for part in text.split("،")]
    in_a_row = _is_title_like(below) and not page.lines[i - 1].text.rstrip().endswith(":")
    return found[0] in _roles() and len(parts) == 2 and (parts[1][0] in _roles() or in_a_row)


def _is_pull_quote(page: _Page, i: int) -> bool:
    """A line wholly in quote marks that no sentence leads into."""
    text = page.lines[i].text.strip()
    if not text.startswith(("“", "«", '"')) or not text.endswith(("”", "»", '"')) or len(text) < 3:
        return False
    above = page.lines[i - 1].text.rstrip() if i else ":"
    inner = text[1:-1]
    return (
        not above.endswith((":", "،"))
        and not re.search(r"[.؟!]\s", inner)
        and inner.count("“") == inner.count("”") == 0
        and len(words(text)) <= 45
        and page.first_told < i < page.last_told
    )


def _opens_list(line: PageLine, result: Line, below_story: bool) -> Prompt | None:
    """The prompt that lists related stories from here on, None where there is none."""
    if result.kind not in ("related_prompt", "comment_policy"):
        return None
    prompt = read_prompt(line.text) or Prompt("related_prompt", "", False)
    if prompt.ends_story and not below_story:
        return Prompt(prompt.kind, "", False)
    return None if prompt.rest and not prompt.ends_story and not line.linked else prompt


def _is_listed(page: _Page, i: int, prompt: Prompt) -> bool:
    """Whether line ``i``, below a prompt, is one of the stories or comments it lists."""
    line = page.lines[i]
    if prompt.ends_story and i > page.last_told:
        return line.hint in FORMS or line.hint in ("", "paragraph")
    if line.linked > 0.6:
        return True
    if line.hint in ("heading", "quote") or page.links_known:
        return False
    if by_words(line, page.around(i)):
        return False
    return not line.gap and _is_title_like(line.text, _TITLE_WORDS) and not prompt.rest
