"""Lexicons of phrases that each tell one thing (a mode, a context), found by their first word."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from extractors.rules import load_rows
from extractors.text import bare_readings, tokenize, without_article

Words = tuple[str, ...]
Entries = tuple[tuple[Words, str], ...]


def entries_of(lexicon: str, column: str, folded: str) -> Entries:
    """The lexicon's phrases that start with this word, clitics and article aside, each with what
    ``column`` says it tells; empty for nearly all words."""
    table = _by_first_word(lexicon, column)
    return next((table[word] for _, word in bare_readings(folded) if word in table), ())


def stems_of(lexicon: str, column: str) -> Set[str]:
    """The folded first words of a lexicon's phrases, without the article."""
    return _by_first_word(lexicon, column).keys()


def told_at(entries: Entries, words: list[str], i: int, last: int) -> Iterator[str]:
    """What those of the phrases tell that stand at token i and end before token ``last``."""
    for phrase, told in entries:
        end = i + len(phrase)
        further = words[i + 1 : end]
        if not further or (end <= last and tuple(map(without_article, further)) == phrase[1:]):
            yield told


@cache
def _by_first_word(lexicon: str, column: str) -> dict[str, Entries]:
    found: dict[str, list[tuple[Words, str]]] = {}
    for row in load_rows(lexicon):
        for surface in row["surface"].split("|"):
            words = tuple(without_article(t.folded) for t in tokenize(surface))
            found.setdefault(words[0], []).append((words, row[column]))
    return {word: tuple(entries) for word, entries in found.items()}
