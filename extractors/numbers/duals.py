"""Indefinite duals, which count two: قتيلان, بسيارتين, and before a noun سيارتا إسعاف."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.numbers.counted import Noun, duals, nouns
from extractors.numbers.nouns import plural_unit
from extractors.rules import load_rows
from extractors.text import Document, Token, fold, readings

_TWO = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})


class Dual(NamedTuple):
    """A dual's clitics and noun, and whether it is one only before an indefinite noun."""

    clitic: str
    noun: Noun
    construct: bool = False


@cache
def dual_stems() -> frozenset[str]:
    """The folded words that may be indefinite duals, without clitics."""
    return frozenset((*nouns(), *_heads()))


@remembered
def dual_reading(folded: str) -> Dual | None:
    """The indefinite dual that a folded word may be; None for other words."""
    if folded.endswith(("ين", "ان")):
        for clitic, rest in readings(folded):
            noun = nouns().get(rest)
            if noun:
                plain = noun.dual and not clitic.endswith("لل")
                return Dual(clitic, noun) if plain else None
    elif folded[-1:] in ("ا", "ي"):
        for clitic, rest in readings(folded):
            head = _heads().get(rest)
            if head and not clitic.endswith("لل"):
                return Dual(clitic, head, True)
    return None


def is_second_part(document: Document, token: int) -> bool:
    """An indefinite noun stands at a token that a dual before it can belong to."""
    words = document.words[token : token + 2]
    return bool(words) and words[0] in _second_parts() and not words[-1].startswith("ال")


def says_two(document: Document, token: int) -> bool:
    """اثنين stands at a token."""
    return document.words[token : token + 1] != [] and document.words[token] in _TWO


class Pair(NamedTuple):
    """A dual noun with اثنين behind it: its token, the clitics in front of it, its unit."""

    first: int
    clitic: str
    unit: str


def before_two(document: Document, two: int) -> Pair | None:
    """The noun of "شخصين اثنين" or "عسكريين تركيين اثنين"; None where اثنين has none before it."""
    if document.words[two] not in _TWO:
        return None
    first = two
    while two - first < 2 and first and _looks_dual(document.tokens[first - 1]):
        first -= 1
        if document.words[first].startswith("و"):
            break
    if first == two:
        return None
    word = document.words[first]
    joined = word.startswith("و") and word not in nouns()
    word = word[joined:]
    known = nouns().get(word)
    person = plural_unit(word) or ("person" if word.endswith("يان") else "item")
    return Pair(first, "و" if joined else "", known.unit if known else person)


def _looks_dual(token: Token) -> bool:
    word = token.folded
    ends = len(word) > 4 and word.endswith(("ين", "ان")) and word not in _TWO
    return ends and not word.startswith(("ال", "لل")) and word.removeprefix("و") not in _TWO


@cache
def _heads() -> dict[str, Noun]:
    """Duals of things, and of persons in the feminine, as they stand before a noun: without ن."""
    table: dict[str, Noun] = {}
    for row in load_rows("counted_nouns"):
        noun = Noun(row["unit"], row["role"] or None, True)
        for form in duals(row["singular"]):
            if form[:-1] not in nouns() and (
                row["unit"] != "person" or row["singular"].endswith("ة")
            ):
                table.setdefault(form[:-1], noun)
    return table


@cache
def _second_parts() -> frozenset[str]:
    rows = load_rows("dual_constructs")
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))
