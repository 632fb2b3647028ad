"""Countries in Arabic: their names, their seats of government and the adjectives made of them.

Names come from CLDR (through babel) and from ``lexicons/countries.tsv``; codes are ISO 3166-1
alpha-3. "الكيان الصهيوني" and the like say a country with a judgement: they are marked as framing.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from extractors.lookups import remembered
from extractors.rules import Lexicon, Row, load_rows
from extractors.text import Document, bare_readings, fold, readings, tokenize, without_article

# CLDR prints these with notes or in forms that no newspaper uses.
_NOT_FROM_CLDR = frozenset(("COG", "COD", "HKG", "MAC", "MMR", "PSE"))
# Endings of a nisba adjective after the masculine singular: (ending, gender, number).
_ENDINGS = (
    ("", "m", "s"), ("ه", "f", "s"), ("ان", "m", "d"), ("ين", "m", "p"), ("ون", "m", "p"),
    ("ات", "f", "p"), ("تان", "f", "d"), ("تين", "f", "d"), ("تي", "f", "d"),
    ("ا", "m", "s"),  # with tanwin: تركياً
)  # fmt: skip
# Adjectives that are more often another word: مالي is financial, عاجي of ivory, قمري lunar.
_OTHER_STEMS = frozenset(("مالي", "قمري", "عاجي"))
_OTHER_WORDS = frozenset(("مجري",))


class Demonym(NamedTuple):
    """An adjective or noun of nationality as it stands: gender m or f, number s, d or p, with the
    article or not, and whether the word judges (الصهيوني)."""

    country: str
    gender: str
    number: str
    definite: bool
    framing: bool


@cache
def names() -> Lexicon:
    """Country names and seats of government; rows hold ``surface``, ``country``, ``kind`` (name or
    capital), ``name`` (the usual one of the country or city) and ``framing`` (yes or empty)."""
    return Lexicon(_name_rows())


@remembered
def country_of(surface: str) -> str | None:
    """The country that a name or a capital stands for, as "سوريا" or "أنقرة"; clitics are not cut."""
    row = names().get(surface)
    return row["country"] if row else None


@cache
def country_name(country: str) -> str:
    """The usual Arabic name of an alpha-3 code, the code itself where it has none."""
    return _cldr_names().get(country) or next(
        (r["names"].split("|")[0] for r in load_rows("countries") if r["country"] == country),
        country,
    )


@remembered
def demonym(folded: str) -> Demonym | None:
    """The nationality that one folded word tells, with clitics and article or without: "للتركيه",
    "يمنيين", "والصهيوني". Country names ("سوريا") are no demonyms. None where it tells none."""
    forms = _one_word_demonyms()
    if not any(bare in forms for _, bare in bare_readings(folded)):
        return None
    for _, rest in readings(folded):
        for bare in (rest, without_article(rest)):  # ألماني begins like an article
            if bare in forms and not (bare == rest and bare in name_words()):
                return forms[bare]._replace(definite=bare != rest)
    return None


def demonym_stems() -> Set[str]:
    """The folded words that tell a nationality, without clitics and article."""
    return _one_word_demonyms().keys()


def nationality_stems() -> frozenset[str]:
    """The folded words with which nationalities of one word and of two start."""
    return _first_words().union(_one_word_demonyms())


@remembered
def is_joined(folded: str) -> bool:
    """Whether و, ف, ب, ل or ك stands before the nationality that a word tells: "والتركي"; in "فرنسي",
    "لبناني" and "باكستاني" the first letter is its own."""
    rests = [rest for _, rest in readings(folded)]
    forms = _one_word_demonyms()
    return not any(bare in forms for bare in (folded, without_article(folded))) and any(
        bare in forms for rest in rests for bare in (rest, without_article(rest))
    )


def demonyms(document: Document) -> dict[int, Demonym]:
    """The nationalities told in one word, by their tokens, in order."""
    words = document.words
    return {i: told for i in document.where(demonym) if (told := demonym(words[i]))}


def starts_nationality(folded: str) -> bool:
    """Whether a nationality can start at a word, in one word or two."""
    return demonym(folded) is not None or bool(_first_halves(folded))


def demonym_at(document: Document, token: int) -> tuple[Demonym, int] | None:
    """The nationality told from a token on and the token after it: also in two words, as
    "كوري جنوبي" or "الجنوب أفريقية". None where none starts here."""
    words = document.words
    told = _nationality(words[token])
    if told is None:
        return None
    for first, definite in told.halves if token + 1 < len(words) else ():
        found = _two_word_demonyms().get((first, without_article(words[token + 1])))
        if found:
            return found._replace(definite=definite), token + 2
    found = told.whole
    if found is None and "\u064b" in document.tokens[token].text:
        found = told.accusative
    return (found, token + 1) if found else None


class _Nationality(NamedTuple):
    """What nationalities a word may tell: the first half of one of two words; one by itself; one with
    tanwin, for تركياً is no country."""

    halves: tuple[tuple[str, bool], ...]
    whole: Demonym | None
    accusative: Demonym | None


@remembered
def _nationality(folded: str) -> _Nationality | None:
    """None for nearly all words."""
    accusative = demonym(folded[:-1]) if folded.endswith("ا") else None
    told = _Nationality(_first_halves(folded), demonym(folded), accusative)
    return told if any(told) else None


@remembered
def _first_halves(folded: str) -> tuple[tuple[str, bool], ...]:
    """The first words of two-word nationalities that a word may be, and whether ال stands before."""
    known = _first_words()
    if not any(bare in known for _, bare in bare_readings(folded)):
        return ()
    rests = [(without_article(rest), rest) for _, rest in readings(folded)]
    return tuple([(bare, bare != rest) for bare, rest in rests if bare in known])


def _cldr_names() -> dict[str, str]:
    territories = Locale.parse("ar").territories
    two_letters = get_global("territory_aliases")
    found = {}
    for row in load_rows("countries"):
        country = row["country"]
        two = (two_letters.get(country) or ["XK"])[0]
        if country not in _NOT_FROM_CLDR and two in territories:
            found[country] = territories[two].split(" - ")[0]
    return found


def _name_rows() -> Iterator[Row]:
    cldr = _cldr_names()
    for row in load_rows("countries"):
        country = row["country"]
        for surface in dict.fromkeys(filter(None, (cldr.get(country), *row["names"].split("|")))):
            yield _row(surface, country, "name", country_name(country))
        for city in filter(None, row["capitals"].split(";")):
            spellings = city.split("|")
            for surface in spellings:
                yield _row(surface, country, "capital", spellings[0])
    for row in load_rows("country_framing"):
        for surface in row["names"].split("|"):
            yield _row(surface, row["country"], "name", country_name(row["country"]), "yes")


def _row(surface: str, country: str, kind: str, name: str, framing: str = "") -> Row:
    return {"surface": surface, "country": country, "kind": kind, "name": name, "framing": framing}


@cache
def _one_word_demonyms() -> dict[str, Demonym]:
    return {w[0]: found for w, found in _forms() if len(w) == 1 and w[0] not in _OTHER_WORDS}


@cache
def name_words() -> frozenset[str]:
    """The folded names of countries and capitals; some look like adjectives: سورية, كينيا."""
    return frozenset(fold(row["surface"]) for row in names().rows)


@cache
def _two_word_demonyms() -> dict[tuple[str, ...], Demonym]:
    return {words: found for words, found in _forms() if len(words) == 2}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _two_word_demonyms())


def _forms() -> Iterator[tuple[tuple[str, ...], Demonym]]:
    for framing, rows in ((False, load_rows("countries")), (True, load_rows("country_framing"))):
        for row in rows:
            plural = Demonym(row["country"], "m", "p", False, framing)
            for surface in filter(None, row["plurals"].split("|")):
                yield (fold(surface),), plural
            for surface in filter(None, row["demonyms"].split("|")):
                words = [t.folded for t in tokenize(surface)]
                for ending, gender, number in () if surface in _OTHER_STEMS else _ENDINGS:
                    form = _inflected(words, ending)
                    yield form, plural._replace(gender=gender, number=number)


def _inflected(words: list[str], ending: str) -> tuple[str, ...]:
    """كوري جنوبي bends in both words, جنوب أفريقي only in the adjective."""
    return tuple(w + ending if w.endswith("ي") else w for w in words)
