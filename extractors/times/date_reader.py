"""What readers of dates share: the anchor, the tense of a clause, and pieces of patterns over time words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache

from extractors.rules import load_rows
from extractors.text import Token
from extractors.times.time_words import Scene, cue_words, weak_months
from extractors.times.timex import Tense, Time
from extractors.verbs import conjugate

Build = Callable[["Reader", "re.Match[str]"], Time | None]
Patterns = list[tuple[str, re.Pattern[str], Build]]
_CLAUSE = 14
STEPS = {"l": -1, "p": -1, "x": 1, "c": 0}
# Pieces of patterns: a day of the month, a year with its era, a weekday before a date.
DAY = r"(?P<day>d|[on]_*)"
YEAR = r"(?:,?F?f?(?:[uU]Y?)?(?P<year>y(?![/\-]d)|j_*|#(?=[GH]))(?P<era>[GH])?)"
WEEKDAY = r"(?:(?:[uU](?=\(?W))?\(?(?P<weekday>W)\)?,?f?=?)"
MONTH = r"(?P<month>M_*)(?:[/\-(]?(?P<twin>M_*)\)?)?"
ONE_MONTH = r"(?P<month>M_*)"
# س before an imperfect verb of a stem with ت: سيلتحق, ستتحدد, سيستكمل; not سيما, سيتي, ستانلي. Other
# verbs are told from a list.
_FUTURE = re.compile(r"[وف]?س(?:[يتن](?:ت\w|ست\w|[جحرزشصفقكلمنه]ت)[^ياوز]\w+|تت[^ياو]\w{2,})$")
# سأعود; not سأل, سأم.
_I_SHALL = re.compile(r"[وف]?سأ(?!ل|م\w?$)\w{2,}$")


class Reader:
    """A scene with the day its relative times count from, and the tense around a token."""

    def __init__(self, scene: Scene, anchor: date | None) -> None:
        self.scene = scene
        self.anchor = anchor

    def future(self, token: int) -> bool | None:
        """Whether the clause speaks of what is to come (True), of the past (False), or unknown."""
        return self.tense(token).future

    def tense(self, token: int) -> Tense:
        """The tense of the clause around a token."""
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
        if match.start(group) < 0:
            return ""
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


def tense(scene: Scene, first: int, last: int) -> Tense:
    """The tense of a clause's tokens: future verbs (س before an imperfect) and words win over those
    of the past; a perfect verb at its head, or one nothing else looks like (أعلنت), tells."""
    gone = told = False
    for place in range(first, last):
        token = scene.tokens[place]
        said = _tense_said(token.text, token.folded)
        if said == "future":
            return Tense(True)
        gone = gone or said == "past"
        told = told or said == "told" or (said == "head" and place == first)
    return Tense(False if gone else None, told)


@lru_cache(maxsize=65_536)
def _tense_said(printed: str, word: str) -> str:
    bare = word[1:] if word[0] in "وف" else word
    coming = bare in _futures() or bare in cue_words("future")
    if coming or _FUTURE.match(word) or _I_SHALL.match(printed):
        return "future"
    if word in cue_words("past"):
        return "past"
    form = _perfects().get(word) or (_perfects().get(word[1:]) if word[0] in "وف" else "")
    return form or ""


@cache
def _futures() -> frozenset[str]:
    """Imperfect verbs with س: سيفتتح, ستناقش; not سافر, سيطروا."""
    return frozenset(
        surface
        for row in load_rows("common_verbs")
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items()
        if form.tense == "imperfect" and _WITH_SIN.match(surface)
    )


@cache
def _perfects() -> dict[str, str]:
    """Perfect verbs: "told" for those nothing else looks like, "head" for those that are verbs at
    the head of a clause. Bare ones like قتل and عقد are masdars as well."""
    table = {}
    for row in load_rows("common_verbs"):
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items():
            if form.tense != "perfect" or form.pronoun or form.person != 3:
                continue
            if form.gender == "f" and form.number == "s":
                table[surface] = "told"
            elif len(surface) > 3 or not _WEAK.isdisjoint(surface):
                table.setdefault(surface, "head")
    return table


_WITH_SIN = re.compile(r"س[يتن](?!طرو?ا?$|ري$)")
_WEAK = frozenset("اي")


def year_of(reader: Reader, match: re.Match[str]) -> int | None:
    """The group ``year`` where it can be one."""
    year = reader.number(match, "year")
    return year if year and 100 <= year <= 2200 else None


def month_of(reader: Reader, match: re.Match[str]) -> int | None:
    """The month, None where two names disagree, or one that is also another word stands alone."""
    month, twin = reader.value(match, "month"), reader.value(match, "twin")
    return None if twin and twin != month else int(month)


def may_stand_alone(reader: Reader, match: re.Match[str]) -> bool:
    """مارس is a verb as well, آب a father without its hamza: alone they need a word before them."""
    token = match.start("month")
    if match.end() - match.start() > 1:
        return True
    surface = reader.scene.text(token)
    clitic = reader.scene.slots[token].clitic
    kind = weak_months().get(surface[len(clitic) :])
    before = match.string[token - 1 : token]
    if reader.scene.text(token - 1).endswith("فاتح"):
        return True
    led = before in tuple("fFTSsABRN&/i") or clitic[-1:] in ("ب", "ل")
    return kind is None or (kind == "preposition" and led)


def of_year(reader: Reader, match: re.Match[str]) -> int | None:
    """The year of the group ``ofyear``: من العام الماضي, من هذا العام."""
    told = match.groupdict().get("ofyear")
    if not told or reader.anchor is None or reader.unit(match, "ofyear") != "Y":
        return None
    return reader.anchor.year + STEPS.get(told[-1], 0)


def tense_of(reader: Reader, match: re.Match[str], shift: str | None) -> Tense:
    if shift in ("l", "x"):
        return Tense(shift == "x")
    since = match.string[match.start() - 1 : match.start()] == "S"
    return Tense(False) if since else reader.tense(match.start())


def part_before(reader: Reader, match: re.Match[str]) -> bool:
    """The ordinal counts a half or a week, not a day: النصف الثاني من رمضان."""
    before = match.string[match.start() - 1 : match.start()]
    slot = reader.scene.slots.get(match.start() - 1)
    counted = before == "q" or (before == "U" and slot is not None and slot.value != "D")
    return counted and match.string[match.start()] in "on"


def made(match: re.Match[str], kind: str, value: str, rule: str) -> Time:
    start = match.start("core") if "core" in match.re.groupindex else match.start()
    end = match.end("core") if "core" in match.re.groupindex else match.end()
    return Time(kind, value, start, end, rule)


def relative(reader: Reader, time: Time, day: date | None = None) -> Time:
    return Time(*time[:6], reader.anchor is not None, day)


def patterns(*rows: tuple[str, str, Build]) -> Patterns:
    """Patterns over a scene's symbols, each with the symbols it may start with and what it builds."""
    return [(starts, re.compile(pattern), build) for starts, pattern, build in rows]


def before_christ(reader: Reader, token: int) -> int:
    """The token behind قبل الميلاد or ق.م that stands at a token; the token itself where none does."""
    words = [reader.scene.text(token + n) for n in range(3)]
    if words[:2] == ["قبل", "الميلاد"]:
        return token + 2
    return token + 3 if words == ["ق", ".", "م"] else token
