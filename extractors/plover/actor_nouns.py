"""The nouns that name who takes part in events: ``lexicons/actor_nouns.tsv``, by first word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import Document, readings, tokenize, without_article

Words = tuple[str, ...]


class Noun(NamedTuple):
    """What the lexicon says of a phrase's head: class armed, state, role, group, igo, neutral, target."""

    words: Words
    klass: str
    sector: str | None
    country: str | None


@cache
def nouns() -> dict[str, tuple[Noun, ...]]:
    """The lexicon by folded first word, longest first."""
    found: dict[str, list[Noun]] = {}
    for row in load_rows("actor_nouns"):
        for surface in row["surface"].split("|"):
            words = tuple(t.folded for t in tokenize(surface))
            noun = Noun(words, row["class"], row["sector"] or None, row["country"] or None)
            found.setdefault(words[0], []).append(noun)
            if len(words) > 1 and words[1].startswith("ال") and words[0].startswith("ال"):
                bare = tuple(map(without_article, words))
                found.setdefault(bare[0], []).append(noun._replace(words=bare))
    return {k: tuple(sorted(v, key=lambda n: -len(n.words))) for k, v in found.items()}


@remembered
def noun_starts(folded: str) -> tuple[tuple[str, tuple[Noun, ...]], ...]:
    """The ways to read a word as a clitic and the first word of nouns, with the article or without."""
    return tuple(
        (clitic, nouns()[word])
        for clitic, rest in readings(folded)
        for word in (rest, without_article(rest))
        if word in nouns()
    )


def noun_at(document: Document, i: int) -> tuple[str, Noun, int] | None:
    """Clitic, noun and the token behind it, for the longest noun of the lexicon that starts here."""
    words = document.words
    best: tuple[str, Noun, int] | None = None
    for clitic, nouns in noun_starts(words[i]):
        for noun in nouns:
            last = i + len(noun.words)
            if best and last <= best[2]:
                continue
            if last == i + 1 or _goes_on(words[i + 1 : last], noun.words[1:]):
                best = clitic, noun, last
    return best


def _goes_on(printed: Sequence[str], words: Words) -> bool:
    """Whether a noun's further words stand there, with the article or without."""
    if len(printed) != len(words):
        return False
    for p, w in zip(printed, words, strict=True):
        if p != w and without_article(p) != without_article(w):
            return False
    return True


@remembered
def is_name_start(folded: str) -> bool:
    """Whether a word that begins like a clitic is a noun of its own."""
    return any(clitic == "" for clitic, _ in noun_starts(folded))
