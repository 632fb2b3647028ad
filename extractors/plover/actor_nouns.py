"""The nouns that name who takes part in events: ``lexicons/actor_nouns.tsv``, by first word."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.rules import load_rows
from extractors.text import Document, readings, remembered, tokenize, without_article

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
    tokens = document.tokens
    best: tuple[str, Noun, int] | None = None
    for clitic, nouns in noun_starts(tokens[i].folded):
        for noun in nouns:
            size = len(noun.words)
            if (best is None or size > best[2] - i) and all(
                i + k < len(tokens) and without_article(tokens[i + k].folded) == without_article(w)
                for k, w in enumerate(noun.words[1:], start=1)
            ):
                best = clitic, noun, i + size
    return best


@remembered
def is_name_start(folded: str) -> bool:
    """Whether a word that begins like a clitic is a noun of its own."""
    return any(clitic == "" for clitic, _ in noun_starts(folded))
