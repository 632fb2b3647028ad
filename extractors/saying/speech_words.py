"""The function words of reported speech, by what they do (lexicon ``speech_words``)."""

from __future__ import annotations

from functools import cache

from extractors.rules import load_rows
from extractors.text import fold


@cache
def speech_words(name: str) -> frozenset[str]:
    """The folded words of one class of the lexicon. Raises KeyError where there is no such class."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {
        row["class"]: frozenset(fold(word) for word in row["surface"].split("|"))
        for row in load_rows("speech_words")
    }
