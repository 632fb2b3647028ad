"""What readers of dates share: the anchor, the tense of a clause, and pieces of patterns over time words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from extractors.text import Token
from extractors.times.time_words import Scene, cue_words
from extractors.times.timex import Time

Build = Callable[["Reader", "re.Match[str]"], Time | None]
_CLAUSE = 14
# Pieces of patterns: a day of the month, a year with its era, a weekday before a date.
DAY = r"(?P<day>d|[on]_*)"
YEAR = r"(?:,?F?f?[uU]?(?P<year>y(?![/\-]d)|j_*)(?P<era>[GH])?)"
WEEKDAY = r"(?:(?:[uU](?=\(?W))?\(?(?P<weekday>W)\)?,?f?=?)"
# س before an imperfect verb; not سيارة, سياسة, ستين, سنوات.
_FUTURE = re.compile(
    r"[وف]?س(?:ي(?!ار|اس|اح|اد|اق|د|طر|نا|نم|ول|ر|ف|ل[ان]|ج|كل)|ت(?!ه$|ين|ون|ار|م[اي]|راتي|وديو)"
    r"|ن(?!و|ه|د|غ|ت|ي|ا|ج|م))\w{2,}$"
)


# سأعود; not سأل, سأم.
_I_SHALL = re.compile(r"[وف]?سأ(?!ل|م\w?$)\w{2,}$")


class Reader:
    """A scene with the day its relative times count from, and the tense around a token."""

    def __init__(self, scene: Scene, anchor: date | None) -> None:
        self.scene = scene
        self.anchor = anchor

    def future(self, token: int) -> bool | None:
        """Whether the clause speaks of what is to come (True), of the past (False), or unknown."""
        tokens = self.scene.tokens
        first, last = token, token
        while first and token - first < _CLAUSE and not _parts(tokens[first - 1]):
            first -= 1
        while last < len(tokens) and last - token < _CLAUSE and not _parts(tokens[last]):
            last += 1
        return tense(self.scene, first, last)

    def number(self, match: re.Match[str], group: str) -> int | None:
        """The whole number of a group, None where it is missing or no whole number."""
        start = match.start(group) if group in match.re.groupindex else -1
        if start < 0:
            return None
        slot = self.scene.slots.get(start)
        return int(slot.number) if slot and slot.number == int(slot.number) else None

    def unit(self, match: re.Match[str], group: str) -> str:
        """The unit (Y, M, W, D ...) of the first unit word in a group, "" where there is none."""
        for token in range(match.start(group), match.end(group)):
            if match.string[token] in "uPDUQE":
                return self.scene.slots[token].value
        return ""

    def value(self, match: re.Match[str], group: str) -> str:
        """The lexicon's value of a group's first token, "" where the group is missing."""
        start = match.start(group) if group in match.re.groupindex else -1
        slot = self.scene.slots.get(start) if start >= 0 else None
        return slot.value if slot else ""


def _parts(token: Token) -> bool:
    """Marks, line ends and أن part clauses, each with a tense of its own."""
    return token.kind in "bp" or token.folded in ("ان", "بان")


def tense(scene: Scene, first: int, last: int) -> bool | None:
    """The tense of a sentence's tokens: future verbs (س before an imperfect) and words win."""
    gone = False
    for token in scene.tokens[first:last]:
        word = token.folded
        if word in cue_words("future") or _FUTURE.match(word) or _I_SHALL.match(token.text):
            return True
        gone = gone or word in cue_words("past")
    return False if gone else None


def year_of(reader: Reader, match: re.Match[str]) -> int | None:
    """The group ``year`` where it can be one."""
    year = reader.number(match, "year")
    return year if year and 100 <= year <= 2200 else None
