"""The lines by which a page asks something of its reader: share, read also, subscribe, comment.

Words come from `lexicons/line_prompts.tsv`. A sentence of the story that begins with the same words
is none: it goes on where a prompt ends.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from extractors.page_lines.headlines import words
from extractors.rules import load_rows

_MOST_WORDS = 45
_MOST_COLON_WORDS = 20
_HASHTAGS = re.compile(r"(?:\s*[#＃][\w\u200c]+\s*[,،|]?){1,}\s*$")
_COUNT = re.compile(
    r"^\W*(?:(?:مدة|وقت|زمن) القراءة\s*:?\s*)?(?:[\d٠-٩.,]+\s*[kKmM]?\s*(?:مشاهدة|مشاهدات|قراءة|قراءات|تعليق|تعليقات|زيارة|مشاركة|مشاركات|إعجاب|"
    r"دقيقة|دقائق|دقيقة للقراءة|دقائق للقراءة|دقائق قراءة|دقيقة قراءة|min read|views?|shares?|comments?)\W*)+$"
)
# What screen readers are told of lists and of the end of boxes that may be skipped.
_FOR_THE_BLIND = re.compile(
    r"^(?:list of \d+ items?|list \d+ of \d+|end of list"
    r"|(?:الأكثر قراءة|قصص مقترحة|مواضيع قد تهمك|البودكاست|\S+ مشاركة) نهاية)$"
)
_RIGHTS = re.compile(r"^\W*(?:©|\([cC]\))\s*(?:19|20)\d\d\b|^.{0,60}©\s*(?:19|20)\d\d")


class Prompt(NamedTuple):
    """What a line asks. ``rest`` is what follows the prompt on its line (a related story's title);
    ``ends_story`` where nothing below such a line belongs to the story."""

    kind: str
    rest: str
    ends_story: bool


@cache
def _lexicon() -> dict[str, dict[tuple[str, ...], str]]:
    found: dict[str, dict[tuple[str, ...], str]] = {
        "whole": {},
        "start": {},
        "colon": {},
        "tail": {},
        "anywhere": {},
    }
    for row in load_rows("line_prompts"):
        for surface in row["surface"].split("|"):
            found[row["match"]][words(surface) or (surface,)] = row["kind"]
    return found


@cache
def _longest() -> int:
    return max(len(key) for kind in ("start", "colon") for key in _lexicon()[kind])


def read_prompt(line: str) -> Prompt | None:
    """What prompt the line is, None where it is none."""
    if len(line) > 400:
        return None
    found = words(line)
    lexicon = _lexicon()
    bare = tuple(w for w in found if not w.isdigit())
    for kind in ("tail", "whole"):
        if bare in lexicon[kind]:
            return Prompt(lexicon[kind][bare], "", kind == "tail")
    if _FOR_THE_BLIND.match(line):
        return Prompt("navigation", "", False)
    if _RIGHTS.match(line):
        return Prompt("copyright", "", False)
    if _COUNT.match(line):
        return Prompt("counter", "", False)
    if _HASHTAGS.match(line):
        return Prompt("tag_tail", line, False)
    if len(found) > _MOST_WORDS:
        return None
    return _opening(line, found) or _holding(found) or _several(line) or _social_link(line, found)


_ANYWHERE_WORDS = 28


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """The phrases that make a prompt of any line, with their kinds, by their first word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, kind in _lexicon()["anywhere"].items():
        found.setdefault(key[0], []).append((f" {' '.join(key)} ", kind))
    return found


def _holding(found: tuple[str, ...]) -> Prompt | None:
    if len(found) > _ANYWHERE_WORDS:
        return None
    phrases = [phrase for word in found for phrase in _phrases().get(word, ())]
    if not phrases:
        return None
    joined = f" {' '.join(found)} "
    return next((Prompt(kind, "", False) for phrase, kind in phrases if phrase in joined), None)


def _several(line: str) -> Prompt | None:
    """A row of prompts: "طباعة | أرسل إلى صديق | عدد القراءات: 12"."""
    parts = [part for part in re.split(r"[|•·]", line) if words(part)]
    if len(parts) < 2 or len(line) > 200:
        return None
    prompts = [read_prompt(part) for part in parts]
    return prompts[0] if all(prompts) else None


_SOCIAL = re.compile(
    r"(?:https?://|www\.|\b)(?:t\.me|telegram\.me|(?:m\.)?facebook\.com|fb\.com|twitter\.com|x\.com|instagram\.com|"
    r"youtube\.com|youtu\.be|whatsapp\.com|chat\.whatsapp\.com|tiktok\.com|news\.google\.com|bit\.ly)/?\S*",
    re.IGNORECASE,
)


def _social_link(line: str, found: tuple[str, ...]) -> Prompt | None:
    """A call to follow the paper elsewhere: few words and an address there."""
    if len(found) <= 22 and _SOCIAL.search(line):
        return Prompt("newsletter_prompt", "", False)
    return None


def _opening(line: str, found: tuple[str, ...]) -> Prompt | None:
    lexicon = _lexicon()
    for length in range(min(_longest(), len(found)), 0, -1):
        head = found[:length]
        if head in lexicon["start"]:
            return Prompt(lexicon["start"][head], _after(line, length), False)
        if head in lexicon["colon"] and len(found) <= _limit(lexicon["colon"][head]):
            rest = _after(line, length)
            marked = (
                line.rstrip()[: len(line.rstrip()) - len(rest)]
                .rstrip()
                .endswith((":", "：", "-", "–", "|", ">", "»"))
            )
            if marked and not rest.endswith("."):
                return Prompt(lexicon["colon"][head], rest, False)
    return None


def _limit(kind: str) -> int:
    return _MOST_WORDS if kind == "tag_tail" else _MOST_COLON_WORDS


_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0640\u0670]+[^\W_]*)*")


def _after(line: str, count: int) -> str:
    """The line behind its first ``count`` words and the marks that follow them."""
    ends = [match.end() for match in islice(_WORD.finditer(line), count)]
    return line[ends[-1] :].lstrip(" \t:：-–—|.…>»«؛،,*/()\u200f\u200e\u00a0") if ends else line
