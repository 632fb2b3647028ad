"""The words by which two descriptions of somebody are compared."""

from __future__ import annotations

from extractors.lookups import remembered
from extractors.text import tokenize, without_article


@remembered
def _bare(folded: str) -> str:
    """A word without article and without و ب ل in front of it."""
    if folded.startswith("لل") and len(folded) > 4:
        return folded[2:]
    return without_article(folded)


@remembered
def words_of(text: str) -> frozenset[str]:
    """The bare words by which two descriptions are compared."""
    return frozenset(word_list(text))


@remembered
def word_list(text: str) -> tuple[str, ...]:
    """The words of a description in order: folded, without article and clitics, single letters left out."""
    return tuple(_bare(t.folded) for t in tokenize(text) if t.kind == "w" and len(t.folded) > 1)
