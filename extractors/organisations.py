"""Organisations: known names with their variants, and names built on a noun that says what they are.

What an organisation is called later in an article (an acronym in brackets, a shorter name) is
resolved to its fullest name there; names of the lexicon are given as the lexicon has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extractors import countries
from extractors.lookups import Stems, remembered
from extractors.naming.headed_organisations import HeadedNames, readings_as_head
from extractors.naming.known_organisations import SPORT, KnownNames, begins_known, is_of_sport
from extractors.naming.organisation_aliases import Found, built, printed_name, resolved
from extractors.naming.organisation_names import heads
from extractors.records import Mention, Organisation
from extractors.rules import clitic_length, load_rows, mention
from extractors.text import Document, fold, folded_words, readings, tokenize

RULE_IDS: tuple[str, ...] = (
    "known-organisation",
    "club-in-sports-news",
    "name-in-quote-marks",
    "noun-with-complement",
    "name-after-noun",
    "ministry-without-noun",
    "numbered-unit",
    "acronym-in-brackets",
    "acronym-again",
)
_MINISTRIES = folded_words(
    "الخارجية الداخلية الدفاع المالية العدل الصحة الأوقاف الإعلام التعليم الزراعة التجارة الاقتصاد"
)
_UNITS = folded_words("اللواء لواء الكتيبة كتيبة الفرقة فرقة الفوج فوج")
_REGION = fold("المنطقة")
_ALONE = _MINISTRIES | _UNITS | {_REGION}
_ORDINALS = folded_words("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة")
# Words a ministry may follow without leaning on them.
_FREE = folded_words(
    "في من إلى عن على مع أن إن أعلنت قالت أكدت ذكرت أفادت أوضحت وأعلنت وقالت وأكدت وذكرت "
    "نفت ونفت دعت طالبت كانت وكانت كما حسب بحسب وفق"
)


def looks() -> Stems:
    """What words are looked up by."""
    return {_openings: _first_words(), is_of_sport: SPORT}


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The organisations of a document; ``found`` is not asked."""
    names = _Reading(document).names()
    return [
        mention(document, "organisation", n.start, document.tokens[n.last - 1].end, n.rule, n.fact)
        for n in resolved(document, names)
    ]


class _Reading:
    """One document and its names: those of the lexicon, those built on nouns, ministries and units."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.known = KnownNames(document)
        self.headed = HeadedNames(document, self.known)

    def names(self) -> list[Found]:
        """All names, leftmost and longest."""
        names: list[Found] = []
        behind = 0
        for position in self.document.where(_openings):
            if position < behind:
                continue
            best: Found | None = None
            for name in self._at(position):
                if best is None or name.last > best.last:
                    best = name
            if best:
                names.append(best)
                behind = best.last
        return names

    def _at(self, token: int) -> Iterator[Found]:
        opens = _openings(self.document.words[token])
        if opens and opens.known:
            yield from self.known.at(token)
        if opens and opens.headed:
            yield from self.headed.at(token)
        if opens and opens.alone:
            yield from self._ministry(token)
            yield from self._unit(token)

    def _ministry(self, token: int) -> Iterator[Found]:
        """الخارجية الروسية: a ministry told by its field and its country, without وزارة."""
        tokens = self.tokens
        if token + 1 >= len(tokens):
            return
        for clitic, rest in readings(tokens[token].folded):
            if rest not in _MINISTRIES:
                continue
            told = countries.demonym(tokens[token + 1].folded)
            if not told or not told.definite or told.gender != "f" or self._leans(token, clitic):
                return
            start = tokens[token].start + clitic_length(tokens[token], clitic)
            name = "وزارة " + printed_name(self.document, start, token + 2)
            fact = Organisation(name, None, told.country, "GOV")
            yield Found(token, token + 2, start, "ministry-without-noun", fact)

    def _leans(self, token: int, clitic: str) -> bool:
        """Whether a noun stands before that this word completes: السياسة, وزير, شركة."""
        if clitic.strip("وف") or not token:
            return False
        before = self.tokens[token - 1]
        return before.kind == "w" and before.folded not in _FREE

    def _unit(self, token: int) -> Iterator[Found]:
        """اللواء 135, المنطقة العسكرية الرابعة."""
        tokens = self.tokens
        after = [t.folded for t in tokens[token + 1 : token + 3]]
        for clitic, rest in readings(tokens[token].folded):
            last = token
            if rest in _UNITS and after and tokens[token + 1].kind == "n":
                last = token + 2
            elif rest == _REGION and after[:1] == ["العسكريه"] and after[-1] in _ORDINALS:
                last = token + 3
            if last > token:
                start = tokens[token].start + clitic_length(tokens[token], clitic)
                yield built(self.document, token, last, start, "numbered-unit", "MIL")


class _Openings(NamedTuple):
    """Which names may begin at a word: one of the lexicon, one built on a noun, a ministry's or a
    unit's without a noun before it."""

    known: bool
    headed: bool
    alone: bool


@remembered
def _openings(folded: str) -> _Openings | None:
    """What may begin at a word; None at most words, which are passed over with one look-up."""
    known, headed = begins_known(folded), bool(readings_as_head(folded))
    alone = any(rest in _ALONE for _, rest in readings(folded))
    return _Openings(known, headed, alone) if known or headed or alone else None


@cache
def _first_words() -> frozenset[str]:
    surfaces = (s for r in load_rows("organisations") for s in r["surface"].split("|"))
    first = {tokenize(surface)[0].folded for surface in surfaces}
    return frozenset(first | heads().keys() | _ALONE)
