"""Who can take part in an event: the noun phrases of a sentence with country and sector.

A phrase starts at a name read earlier, at a word of ``lexicons/actor_nouns.tsv``, at a nationality
or at a number of people, and runs over genitives, adjectives and what stands in apposition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache

from extractors.countries import nationality_stems, starts_nationality
from extractors.plover.noun_phrases.names import Names
from extractors.plover.noun_phrases.phrase_reader import PhraseReader
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.words.actor_nouns import noun_starts, nouns, owned_noun, owned_words
from extractors.text import Document


def phrases(
    document: Document, names: Names, first: int, last: int, taken: set[int]
) -> list[Phrase]:
    """The noun phrases among the tokens from ``first`` to ``last`` (half open), in order.

    ``taken`` are tokens that stand in no phrase: verbs and the words that go with them.
    """
    found: list[Phrase] = []
    position = first
    stops = [*sorted(taken), last]
    here = document.where(is_head, first, last)
    told = names.heads[bisect_left(names.heads, first) : bisect_left(names.heads, last)]
    for i in sorted({*here, *told} - taken):
        if i < position:
            continue
        end = stops[bisect_right(stops, i)]
        phrase = PhraseReader(document, names, i, end).read(found[-1] if found else None)
        if phrase:
            found.append(phrase)
            position = phrase.last
    return found


@cache
def head_stems() -> frozenset[str]:
    """The folded words of letters that can start a phrase, without clitics and article."""
    return nationality_stems().union(nouns(), owned_words())


def is_head(folded: str) -> bool:
    """Whether a word can start a phrase by itself: a number, a noun of the lexicon or a nationality."""
    number = folded[:1].isdecimal()
    noun = bool(noun_starts(folded)) or owned_noun(folded) is not None
    return number or noun or starts_nationality(folded)
