"""Nouns that head a source: unnamed persons, media, documents; and agencies by their signatures."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.rules import Lexicon, load_rows
from extractors.text import Document, fold, without_article


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
def _kinds() -> dict[str, str]:
    return {
        fold(word): row["source_kind"]
        for row in load_rows("source_kinds")
        for word in row["surface"].split("|")
    }


def head_of(document: Document, first: int) -> Source | None:
    """The source whose noun stands at a token, None where none does."""
    if first >= len(document.tokens):
        return None
    hit = source_nouns().at(document, first)
    if not hit or hit.clitic not in ("", "ل", "ب", "و"):
        return None
    kind = hit.row["source_kind"] or None
    for token in document.tokens[hit.last : hit.last + 4]:
        kind = _kinds().get(without_article(token.folded), kind) if token.kind == "w" else kind
        if token.kind == "b":
            break
    lemma = fold(hit.row["surface"].split("|")[0])
    return Source(hit.row["class"], kind, lemma, hit.last)
