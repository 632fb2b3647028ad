"""Nouns that head a source: unnamed persons, media, documents; and agencies by their signatures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.reporting import is_that
from extractors.rules import Hit, Lexicon, load_rows
from extractors.saying.speech_words import speech_words
from extractors.text import Document, Token, fold, readings, tokenize, without_article


class Source(NamedTuple):
    """A source by the noun at its head: ``source_class`` unnamed, media or document, the kind of an
    unnamed one where known, the head's ``lemma``, and the token behind the head."""

    source_class: str
    source_kind: str | None
    lemma: str
    behind: int


@cache
def source_nouns() -> Lexicon:
    """The lexicon of source nouns."""
    return Lexicon(load_rows("source_nouns"))


@cache
def agencies() -> Lexicon:
    """The lexicon of news agencies."""
    return Lexicon(load_rows("agencies"))


@cache
def media() -> Lexicon:
    """The lexicon of papers, channels and sites."""
    return Lexicon(load_rows("media"))


@cache
def organisation_heads() -> Lexicon:
    """The lexicon of nouns that begin an organisation's name."""
    return Lexicon(load_rows("organisation_heads"))


def led_by_l(document: Document, first: int) -> bool:
    """Whether ل is glued in front of a noun that begins an organisation's name: وفقا لشركة."""
    hit = organisation_heads().at(document, first)
    return bool(hit and hit.clitic == "ل")


@cache
def _kinds() -> dict[str, str]:
    return {
        fold(word): row["source_kind"]
        for row in load_rows("source_kinds")
        for word in row["surface"].split("|")
    }


def head_of(document: Document, first: int) -> Source | None:
    """The source whose noun stands at a token, None where none does."""
    words = document.words
    if first >= len(words) or not _may_head(words[first]):
        return None
    heads = document.once(_heads)
    last = first
    while last < len(words) and last not in heads and words[last] in speech_words("quantifier"):
        last += 1
    for k in range(last, first - 1, -1):  # from behind: what is counted heads what counts it
        if k < len(words) and k not in heads:
            heads[k] = _head(document, k) if _may_head(words[k]) else None
    return heads[first]


def _heads(_document: Document) -> dict[int, Source | None]:
    """Where the sources read so far stand, by the token of their noun: each is asked for several times."""
    return {}


def _head(document: Document, first: int) -> Source | None:
    hit = source_nouns().at(document, first)
    if not hit:
        counted = document.tokens[first].folded in speech_words("quantifier")
        known = head_of(document, first + 1) if counted else None
        return known or _nobody_named(document, first)
    if hit.clitic not in ("", "ل", "ب", "و"):
        return None
    if hit.row["class"] == "unnamed" and _holds_an_office(document, hit.last):
        return None
    if hit.row["class"] == "person" and not _anybody(document, hit):
        return None
    kind = hit.row["source_kind"] or None
    told = _told_kind(document.tokens[hit.last : hit.last + 4])
    if told and not (kind == "media" and told == "local"):
        kind = told  # التلفزيون الرسمي is official, التلفزيون المحلي a medium
    lemma = fold(hit.row["surface"].split("|")[0])
    if is_broadcast(document.words[first]) and not told and _of_a_country(document, hit.last):
        return Source("media", None, lemma, hit.last)
    source_class = "unnamed" if hit.row["class"] == "person" else hit.row["class"]
    return Source(source_class, kind, lemma, hit.last)


_BROADCASTS = frozenset({"التلفزيون", "التليفزيون", "الاذاعه"})


def is_broadcast(folded: str) -> bool:
    """Whether a folded word means a country's television or radio: التلفزيون."""
    return folded in _BROADCASTS


def _of_a_country(document: Document, i: int) -> bool:
    """التلفزيون المصري: a nisba tells whose it is."""
    word = document.words[i] if i < len(document.words) else ""
    return word.startswith("ال") and word.endswith(("ي", "يه"))


def described_as_nobody(description: str) -> bool:
    """Whether a description, met again without its words, is of somebody without a name: مصدر أمني."""
    words = [t.folded for t in tokenize(description)[:2]]
    row = source_nouns().get(words[0]) if words else None
    plural = len(words) > 1 and _is_indefinite_plural(words[1])  # طلاب سعوديون
    return plural or bool(row and row["class"] == "unnamed")


def kind_in(description: str) -> str | None:
    """The kind of an unnamed source that its description tells: مصدر أمني is official."""
    return _told_kind(tokenize(description)[1:5])


def _told_kind(tokens: Sequence[Token]) -> str | None:
    for token in tokens:
        if token.kind != "w" or is_that(token.folded) or token.folded in _SAID_TO:
            return None
        bare = without_article(token.folded)
        kind = _kinds().get(bare) or _kinds().get(bare.removesuffix("ا"))  # مصدراً أمنياً
        if kind:
            return kind
    return None


_SAID_TO = frozenset({"الي", "ل", "لل"})


def _anybody(document: Document, hit: Hit) -> bool:
    """موظف في المطار, سائق أردني, طبيب إن: neither an office (طبيب الفريق) nor before a name."""
    following = document.tokens[hit.last] if hit.last < len(document.tokens) else None
    if hit.clitic or not following or following.kind != "w":
        return not hit.clitic
    described = following.text.endswith(("ي", "ة")) and not following.folded.startswith("ال")
    return described or following.folded in _LEADS_ON or following.folded.startswith(("لل", "بال"))


_LEADS_ON = frozenset(
    {"في", "من", "ان", "انه", "انها", "لدي", "اخر", "اخري", "كبير", "قال", "قالت"}
)


@remembered
def _may_head(folded: str) -> bool:
    """Whether a source may start with this folded word."""
    if folded in _counting_words() or _is_indefinite_plural(folded):
        return True
    return any(rest in _first_nouns() for _, rest in readings(folded))


@cache
def _first_nouns() -> frozenset[str]:
    rows = load_rows("source_nouns")
    return frozenset(tokenize(s)[0].folded for row in rows for s in row["surface"].split("|"))


@cache
def _counting_words() -> frozenset[str]:
    many = {tokenize(phrase)[0].folded for phrase in speech_words("many")}
    return speech_words("quantifier") | many


def _nobody_named(document: Document, first: int) -> Source | None:
    """تربويون، عدد من المسافرين: people by what they are, indefinite or counted."""
    word = document.tokens[first].folded
    if _is_indefinite_plural(word):
        return Source("unnamed", _kinds().get(word), word, first + 1)
    counted = _many().at(document, first)
    if not counted or counted.clitic or counted.last >= len(document.tokens):
        return None
    people = document.tokens[counted.last].folded
    if not people.startswith("ال") or not people.endswith(("ين", "يين", "ون")) or len(people) < 6:
        return None
    known = source_nouns().get(without_article(people))
    kind = known["source_kind"] or None if known else None
    return Source("unnamed", kind, people, counted.last + 1)


@cache
def _many() -> Lexicon:
    return Lexicon({"surface": word} for word in speech_words("many"))


def _is_indefinite_plural(word: str) -> bool:
    """A sound plural of a nisba: تربويون, حقوقيون."""
    plural = len(word) > 6 and word.endswith("يون") and not word.startswith("ال")
    return plural and word not in speech_words("no-plural")


def source_clitic(document: Document, first: int) -> bool:
    """Whether ل or ب is glued in front of a source noun: وفقا لتقرير."""
    hit = source_nouns().at(document, first)
    return bool(hit and hit.clitic in ("ل", "ب"))


def _holds_an_office(document: Document, i: int) -> bool:
    """مسؤول الإعلام: a definite noun behind the head makes it an office, not an unnamed person."""
    if document.tokens[i - 1].folded not in _OFFICES or i >= len(document.tokens):
        return False
    word = document.tokens[i]
    nisba = word.folded.endswith(("ي", "يه", "ون", "ين"))
    return word.kind == "w" and (
        word.folded.startswith("ال") or (not nisba and word.folded in _CONSTRUCT)
    )


_OFFICES = frozenset({"مسئول", "مسؤول", "ضابط", "مسؤوله"})
_CONSTRUCT = frozenset({"مركز", "ملف", "قسم", "مكتب", "وحده", "لجنه", "شؤون", "اداره"})
