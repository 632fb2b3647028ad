"""What the words of a page's line say of it, wherever it stands: prompt, credit, dateline, photo note."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.page_lines.bylines import (
    agencies_in,
    agency,
    is_credit,
    is_personal,
    read_byline,
    within,
)
from extractors.page_lines.datelines import is_clock, only_labels, read_ago, read_moment
from extractors.page_lines.headlines import words
from extractors.page_lines.prompts import read_prompt
from extractors.page_lines.tag_tails import is_glued
from extractors.records import BODY_KINDS
from extractors.rules import load_rows


class PageLine(NamedTuple):
    """A line as the page shows it. ``hint`` is a form or a kind that its markup states, ``linked`` the
    share of its letters that are links, ``gap`` whether a blank line stands above it."""

    text: str
    hint: str = ""
    linked: float = 0.0
    gap: bool = False


class Line(NamedTuple):
    """A line with its kind and the rule that gave it."""

    kind: str
    text: str
    rule: str

    @property
    def is_body(self) -> bool:
        """Whether the line belongs to the story."""
        return self.kind in BODY_KINDS


@lru_cache(maxsize=2048)
def by_words(line: PageLine, around: bool) -> Line | None:
    """What the line's words alone say. ``around``: it stands above or below the story."""
    text = line.text
    prompt = read_prompt(text)
    if prompt:
        return Line(prompt.kind, text, "prompt")
    credit = read_byline(text)
    if credit:
        return Line(
            "caption" if credit.role == "photo" else "byline", text, f"credit-{credit.role}"
        )
    if _TWEET_SIGNED.match(text):
        return Line("embed", text, "tweet-signed")
    if is_credit(text):
        return Line("byline", text, "agency-credit")
    if _is_dateline(text, around):
        return Line("dateline", text, "date")
    if around and _is_place_line(text):
        return Line("dateline" if agencies_in(text) else "byline", text, "place-and-source")
    if around and is_glued(text):
        return Line("tag_tail", text, "glued-words")
    if around and _HANDLE.search(text) and len(words(text)) <= 9:
        return Line("byline", text, "name-and-handle")
    if around and _WROTE.match(text) and len(words(text)) <= 5:
        return Line("byline", text, "wrote-and-name")
    if around and _INITIALS.match(text):
        return Line("byline", text, "initials")
    if _is_photo_note(text) or (around and _ASPECT.match(text)):
        return Line("caption", text, "photo-note")
    if line.hint != "heading" and not any(character.isalpha() for character in text):
        return Line("counter", text, "figure-alone")
    return None


def _is_dateline(text: str, around: bool) -> bool:
    if len(text) > 160 or text.rstrip().endswith("."):
        return False
    if read_ago(text) or only_labels(text) or (around and is_clock(text)):
        return True
    moment = read_moment(text)
    if moment is None:
        return False
    if around and within(text):
        return True
    rest = len(words(moment.rest))
    return rest <= 7 if around and (moment.label or rest <= 4) else rest == 0


_HANDLE = re.compile(r"(?:^|\s|\()@[A-Za-z]\w{2,}|[A-Za-z]\w{2,}@(?:\s|$|\))")
# What closes a quoted tweet: "— Name (@name) October 24, 2025".
_TWEET_SIGNED = re.compile(r"^[—–-]\s?\S.{0,80}\(@\w{2,30}\)")
# How agencies sign: "س م/أ ر", "م.ع - ر.ش".
_INITIALS = re.compile(r"^\W*[ء-ي]{1,2}(?:\s*[\s./\-–|]\s*[ء-ي]{1,2}){1,5}\W*$")
_WROTE = re.compile(r"^(?:كتب|كتبت|حرر|حررت|أعد|أعدت)\s+[^:،.\-–|]+$")
_PLACE_DIVIDER = re.compile(r"\s*[:/|«(\-–—،]+\s*")


@cache
def _places() -> frozenset[tuple[str, ...]]:
    return frozenset(
        words(surface)
        for row in load_rows("dateline_places")
        for surface in row["surface"].split("|")
    )


def is_place(text: str) -> bool:
    """Whether a text is one of the cities that papers date reports from."""
    return words(text) in _places()


_SPECIALS = frozenset(
    words(text) for text in ("خاص", "خاصة", "متابعات", "متابعة", "مراسلنا", "مراسلونا")
)


def _is_place_line(text: str) -> bool:
    """ "دمشق - سانا:", "أنقرة / الأناضول", "لندن: رنيم سالم", "ياسين سالم - خاص": who reports, from where."""
    if len(text) > 90 or text.rstrip().endswith((".", "؟", "!")):
        return False
    parts = [words(part) for part in _PLACE_DIVIDER.split(text) if words(part)]
    if len(parts) < 2 or sum(map(len, parts)) > 10:
        return False
    placed = [part for part in parts if part in _places()]
    if len(parts) == 2 and any(part in _SPECIALS for part in parts):
        return True
    if (
        parts[0] in _places()
        and text.rstrip().endswith((":", "-", "–", "ـ"))
        and sum(map(len, parts)) <= 7
    ):
        return True
    if len(parts) == 2 and len(parts[0]) <= 3 and is_personal(" ".join(parts[1])):
        return parts[0] in _places() or bool(re.search(r"\s[-–—ـ/|]\s", text))
    sourced = [part for part in parts if agency(" ".join(part)) or part[0] == "وكاله"]
    short = len(parts) == 2 and max(map(len, parts)) <= 3
    return bool(sourced and (placed or short or len(sourced) == len(parts))) or (
        parts[0] in _places()
        and len(parts) == 2
        and len(parts[1]) <= 4
        and ":" not in text[-2:]
        and text.count("،") == 0
    )


_ASPECT = re.compile(r"^جانب من\s+\S+(?:\s+\S+){0,5}$")
_PHOTO_NOTE = re.compile(
    r"(?:\.\s*(?:عدسة|تصوير|المصور|المصدر)\s*[:：]|^(?:©|\(c\)|الصورة:)\s*(?!.*(?:حقوق|rights|19|20\d\d))|^\W*(?:صورة|صور|لقطة|مشهد)\s+(?:أرشيفية|ارشيفية|تعبيرية|توضيحية|متداولة|من الأرشيف|من الفيديو|من أرشيف|خاصة)|[(\[\-–—/|]\s*(?:صورة\s+)?(?:أرشيفية|ارشيفية|أرشيف|الأرشيف|تعبيرية|من الأرشيف|غيتي|جيتي|getty(?: images)?|epa|afp|ap|reuters|رويترز|أ\s?ف\s?ب|الأناضول)\s*[)\]]?\W*$)",
    re.IGNORECASE,
)


def _is_photo_note(text: str) -> bool:
    return (
        len(words(text)) <= 25
        and not text.rstrip(" )]").endswith((".", "؟"))
        and bool(_PHOTO_NOTE.search(text))
    )


def is_bare_name(text: str) -> bool:
    """A person's or desk's name and nothing else. Longer ones have a name's joints, not a verse's."""
    found = words(text)
    if not 2 <= len(found) <= 4 or not text.replace(" ", "").isalpha() or not is_personal(text):
        return False
    joined = any(w.startswith("و") and len(w) > 3 for w in found[1:])
    return not joined and (len(found) < 4 or not _JOINTS.isdisjoint(found) or found[0] in _DESKS)


_JOINTS = frozenset(words("بن ابن آل أبو عبد عبدالله أم بنت أمين محمد أحمد"))
_DESKS = frozenset(words("فريق مراسل مراسلة هيئة قسم وحدة"))
