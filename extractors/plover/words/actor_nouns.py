"""The nouns that name who takes part in events: ``lexicons/actor_nouns.tsv``, by first word."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import (
    Document,
    bare_readings,
    folded_words,
    readings,
    tokenize,
    without_article,
)

Words = tuple[str, ...]

_OWN_LANDS = folded_words("بلاده بلادها بلادهم بلديهما بلدها بلدهم")
_OWNED_FORCES = folded_words("قوات جنود طائرات مقاتلات دبابات جيش طيران")
_PRONOUNS = ("ه", "ها", "هم")
# Folded they are like آلية, والي and مبنى.
_PRINTED_OTHERWISE = frozenset(("إليه", "وإلى", "مبني"))
_OWNERS = (*_PRONOUNS, "هما")


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
            if len(words) == 1 and _takes_tanwin(words[0]):
                object_form = noun._replace(words=(words[0] + "ا",))
                found.setdefault(words[0] + "ا", []).append(object_form)
            if len(words) > 1 and words[1].startswith("ال") and words[0].startswith("ال"):
                bare = tuple(map(without_article, words))
                found.setdefault(bare[0], []).append(noun._replace(words=bare))
    for word in [w for w in found if w.endswith("ي") and w + "ون" in found]:
        one = [n for n in found[word] if len(n.words) == 1]  # حوثيا
        found.setdefault(word + "ا", []).extend(n._replace(words=(word + "ا",)) for n in one)
    return {k: tuple(sorted(v, key=lambda n: -len(n.words))) for k, v in found.items()}


def _takes_tanwin(folded: str) -> bool:
    """Whether an object of this word is printed with an alif: مهندسا, حزبا, but متظاهرين, حركة, قوات."""
    plain = len(folded) > 3 and not folded.startswith("ال")
    return plain and not folded.endswith(("ا", "ه", "و", "ي", "ون", "ين", "ات", "ان", "اء"))


@remembered
def noun_starts(folded: str) -> tuple[tuple[str, tuple[Noun, ...]], ...]:
    """The ways to read a word as a clitic and the first word of nouns, with the article or without."""
    table = nouns()
    return tuple([(clitic, table[word]) for clitic, word in bare_readings(folded) if word in table])


class _Heads(NamedTuple):
    """The nouns that may start with a word, with their clitics: those of one word, and by their
    second word, the longest first, those that go on; words behind the first without the article."""

    alone: tuple[str, Noun] | None
    longer: dict[str, list[tuple[str, Noun, list[str]]]]


@remembered
def _heads(folded: str) -> _Heads | None:
    read = [(clitic, noun) for clitic, nouns in noun_starts(folded) for noun in nouns]
    longer: dict[str, list[tuple[str, Noun, list[str]]]] = {}
    for clitic, noun in sorted(read, key=lambda head: -len(head[1].words)):
        if len(noun.words) > 1:
            more = [without_article(word) for word in noun.words[1:]]
            longer.setdefault(more[0], []).append((clitic, noun, more))
    alone = next((head for head in read if len(head[1].words) == 1), None)
    return _Heads(alone, longer) if read else None


@remembered
def own_land(folded: str) -> str | None:
    """The clitics of بلاده, بلدها and the like, None for other words."""
    return next((clitic for clitic, rest in readings(folded) if rest in _OWN_LANDS), None)


def owned_words() -> frozenset[str]:
    """The folded words told by their owner's pronoun, without clitics."""
    return _OWN_LANDS.union(noun + p for noun in _OWNED_FORCES for p in _PRONOUNS)


@remembered
def owned_noun(folded: str) -> tuple[str, str, str] | None:
    """Clitics, class and sector of what is told by its owner's pronoun: بلاده, قواته, جنودها."""
    if not folded.endswith(_OWNERS):
        return None
    clitic = own_land(folded)
    if clitic is not None:
        return clitic, "country", "GOV"
    for clitic, rest in readings(folded):
        for pronoun in _PRONOUNS:
            if rest.endswith(pronoun) and rest.removesuffix(pronoun) in _OWNED_FORCES:
                return clitic, "armed", "MIL"
    return None


def noun_at(document: Document, i: int) -> tuple[str, Noun, int] | None:
    """Clitic, noun and the token behind it, for the longest noun of the lexicon that starts here,
    its further words with the article or without."""
    words = document.words
    heads = _heads(words[i])
    if heads is None or document.tokens[i].text in _PRINTED_OTHERWISE:
        return None
    if heads.longer and i + 1 < len(words):
        for clitic, noun, more in heads.longer.get(without_article(words[i + 1]), ()):
            last = i + len(noun.words)
            if [without_article(word) for word in words[i + 1 : last]] == more:
                return clitic, noun, last
    return (*heads.alone, i + 1) if heads.alone else None


@remembered
def is_name_start(folded: str) -> bool:
    """Whether a word that begins like a clitic is a noun of its own."""
    return any(clitic == "" for clitic, _ in noun_starts(folded))
