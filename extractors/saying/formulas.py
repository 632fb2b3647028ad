"""Formulas that name a source: بحسب، وفقا لـ، نقلا عن، على ما أفاد (lexicon ``source_formulas``)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.reporting import cue
from extractors.rules import Lexicon, load_rows
from extractors.saying.complements import Complements
from extractors.saying.noun_phrases import noun_phrase
from extractors.saying.speech_words import speech_words
from extractors.text import readings, tokenize


class Formula(NamedTuple):
    """A formula: the token at which its source stands, where its stretch ends, and whether a verb
    of saying is part of it."""

    source: int
    end: int
    verbal: bool


@cache
def _formulas() -> Lexicon:
    return Lexicon(load_rows("source_formulas"))


@remembered
def may_open(folded: str) -> bool:
    """Whether a formula may start with this folded word."""
    return any(rest in _openers() for _, rest in readings(folded))


def formula_stems() -> frozenset[str]:
    """The folded first words of the formulas."""
    return _openers()


@cache
def _openers() -> frozenset[str]:
    rows = _formulas().rows
    return frozenset(tokenize(s)[0].folded for row in rows for s in row["surface"].split("|"))


def formula_at(speech: Complements, i: int) -> Formula | None:
    """The formula that starts at a token, None where none does."""
    if not may_open(speech.word(i)):
        return None
    hit = _formulas().at(speech.document, i)
    if not hit or hit.clitic not in ("", "و"):
        return None
    if hit.row["then"] == "verb":
        return _verbal(speech, hit.last, bare_as=speech.word(i) in ("كما", "وكما"))
    following = speech.word(hit.last)
    if speech.word(hit.last).removeprefix("ل") in speech_words("no-source"):
        return None
    pointed = speech.word(hit.last) in ("هذا", "هذه") and not speech.word(hit.last + 1).startswith(
        "ال"
    )
    if hit.row["then"] == "source" and pointed:
        return None
    if hit.row["then"] == "source":
        return _formula(speech, hit.last, verbal=False)
    if following == "لما":
        return _verbal(speech, hit.last + 1, bare_as=False)
    if not following.startswith("ل"):
        return None
    return _formula(speech, hit.last + (following == "ل"), verbal=False)


def _verbal(speech: Complements, i: int, *, bare_as: bool) -> Formula | None:
    """The formula with a verb at token i; كما is one only where nothing but the source follows."""
    word = speech.word(i)
    found = cue(word) or cue(word.removesuffix("ه")) or cue(word.removesuffix("ته"))
    carries = word.removesuffix("ه") in speech_words("carries")
    if not carries and (not found or found.form != "verb" or speech.complement(i, found)):
        return None
    if found and found.stance not in ("neutral", "assertive", "relaying", "claiming"):
        return None
    if found and found.lemma in ("جاء", "ورد") and not _in_document(speech, i):
        return None
    if found and found.lemma in ("وجد", "علم"):
        return None  # على ما يجده من عون
    if speech.word(i + 1) in ("هذا", "هذه") and not speech.word(i + 2).startswith("ال"):
        return None  # كما ذكرت هذا فيلم
    if word.startswith("ورد") or (bare_as and found and found.tense == "imperfect"):
        return None  # كما تشير الحفريات, لما ورد بالمادة: nobody speaks
    read = _formula(speech, i + 1 + (speech.word(i + 1) in ("به", "عنه", "ذلك")), verbal=True)
    last = noun_phrase(speech.document, read.source, read.end).last
    closes = last >= read.end - 1 or speech.word(last) in speech_words("stays-nameless")
    return read if closes or not bare_as else None


def _in_document(speech: Complements, i: int) -> bool:
    """حسبما جاء في بيان: what came stands in something or on somebody's tongue."""
    return speech.word(i + 1) == "في" or speech.word(i + 2) == "لسان"


def _formula(speech: Complements, source: int, *, verbal: bool) -> Formula:
    while speech.word(source) in speech_words("editors"):
        source += 1
    return Formula(source, stretch_end(speech, source), verbal)


def stretch_end(speech: Complements, j: int) -> int:
    """Where the stretch ends that starts at a token: at a mark or a clause."""
    stop = j
    while stop < min(len(speech.tokens), j + 25) and speech.kinds[stop] not in ",.b:A":
        if stop > j and speech.word(stop) in ("فان", "فانه", "فانها", "فقد"):
            break
        stop += 1
    return stop
