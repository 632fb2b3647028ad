"""Is a line of a page its headline again? Pages print it two to four times, with small changes."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from extractors.text import fold

_WORD = re.compile(r"[^\W_]+")
_OUTLET_MARK = re.compile(r"\s+[|\-–—:»«•·›/\\]+\s+|\s*[|•·]\s*")
_MOST_EXTRA_WORDS = 6


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The line's folded words, marks left out: what two printings of one headline have in common."""
    return tuple(_WORD.findall(fold(text).lower()))


def repeats(line: str, headline: str) -> bool:
    """Whether the line is the headline: equal in its words, with an outlet's name or a breadcrumb
    in front or behind, or with one word more, less or other."""
    ours, its = words(line), words(headline)
    if not ours or not its:
        return False
    if ours == its or "".join(ours) == "".join(its):
        return True
    if len(its) < 3 or abs(len(ours) - len(its)) > _MOST_EXTRA_WORDS:
        return False
    if _framed(line, its):
        return True
    return len(its) >= 5 and _nearly(ours, its) and not _other_figures(ours, its)


def _framed(line: str, its: tuple[str, ...]) -> bool:
    """The headline between marks: "الرئيسية / محليات / ..." or "... | صحيفة الصباح"."""
    parts = [words(part) for part in _OUTLET_MARK.split(line)]
    if its in parts:
        return True
    joined = [w for part in parts[1:] for w in part]
    return len(parts) > 1 and (
        tuple(joined) == its or tuple(w for part in parts[:-1] for w in part) == its
    )


def _nearly(ours: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """One word more or less, or one spelled otherwise. Another word is another line."""
    if len(set(ours).symmetric_difference(its)) > 2:
        return False
    extra = list((Counter(ours) - Counter(its)).elements())
    missing = list((Counter(its) - Counter(ours)).elements())
    if len(extra) + len(missing) <= 1:
        return True
    return len(extra) == len(missing) == 1 and extra[0][:4] == missing[0][:4]


def _other_figures(ours: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """A changed figure is other news, not another printing."""
    return {w for w in ours if w.isdigit()} != {w for w in its if w.isdigit()}


def split_title(title: str) -> list[str]:
    """The parts of a page's title: headline, section, outlet, in the order printed."""
    return _OUTLET_MARK.split(title)


def without_outlet(headline: str, outlets: tuple[str, ...] = ()) -> str:
    """The headline without the paper's name that page titles carry in front or behind.

    ``outlets`` are names the paper is known by; without them nothing is taken off.
    """
    for name in outlets:
        opening, colon, rest = headline.partition(":")
        rest = rest.strip(": ")  # "الصحيفة :: ..."
        if colon and rest and words(opening) == words(name):
            headline = rest  # "مدونة الحي: ..."
    parts = _OUTLET_MARK.split(headline)
    if len(parts) == 1:
        return headline.strip()
    known = {words(name) for name in outlets if name}
    marks = _OUTLET_MARK.findall(headline)
    first, last = 0, len(parts)
    while last - first > 1 and _is_outlet(parts[last - 1], known):
        last -= 1
    while last - first > 1 and _is_outlet(parts[first], known):
        first += 1
    kept = parts[first]
    for i in range(first + 1, last):
        kept += marks[i - 1] + parts[i]
    return kept.strip()


def _is_outlet(part: str, known: set[tuple[str, ...]]) -> bool:
    found = words(part)
    return not found or any(
        name
        and (
            found == name
            or "".join(found) == "".join(name)
            or (set(name) <= set(found) and len(found) <= len(name) + 3)
        )
        for name in known
    )
