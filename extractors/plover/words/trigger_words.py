"""The words that can tell an event: ``lexicons/plover_triggers.tsv``, verbs in all their forms.

A row gives a PLOVER type and mode with verbs (perfect/imperfect), the words a verb needs beside it
(أطلق ... النار), masdars and nouns, how the recipient is marked (``obj`` or prepositions), whether a
verb's subject and a noun's genitive act or undergo, and what the sentence must show besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import Token, fold, folded_words, readings, tokenize
from extractors.verbs import Form, conjugate

Words = tuple[str, ...]
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")
_PARTICIPLE_TYPES = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN"))

_TO_PERSONS = frozenset(("arrest", "abduct", "targeted", "deport", "torture", "release"))
_CASUALTIES = folded_words("قتل مقتل مصرع أصيب إصابة جرح استشهد استشهاد")


class Sense(NamedTuple):
    """A row of the lexicon. ``openings`` are the first words of its complements, ``subject`` is actor, recipient, host or either (active and passive look
    alike); ``genitive`` is actor, recipient or auto."""

    event_type: str
    mode: str
    complements: frozenset[Words]
    openings: frozenset[str]
    recipient: frozenset[str]
    subject: str
    genitive: str
    needs: str
    order: int


class Noun(NamedTuple):
    words: Words
    sense: Sense
    definite: bool
    pronoun: str
    lemma: str


class Verb(NamedTuple):
    sense: Sense
    form: Form
    lemma: str


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _folded_words(text: str) -> Words:
    return tuple(t.folded for t in tokenize(text))


@cache
def _senses() -> tuple[tuple[Sense, list[str], list[str]], ...]:
    """Each row as its sense, its verbs and its nouns."""
    return tuple(
        (
            Sense(
                row["event_type"],
                row["mode"],
                frozenset(map(_folded_words, _split(row["complements"]))),
                frozenset(_folded_words(words)[0] for words in _split(row["complements"])),
                frozenset(fold(row["recipient"]).split(",")) - {""},
                row["subject"],
                row["genitive"],
                row["needs"],
                order,
            ),
            _split(row["verbs"]),
            _split(row["nouns"]),
        )
        for order, row in enumerate(load_rows("plover_triggers"))
    )


@cache
def _verbs() -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for sense, verbs, _ in _senses():
        for pair in verbs:
            perfect, imperfect, *participle = pair.split("/")
            for surface, form in conjugate(perfect, imperfect).items():
                if form.person == 3 and form.pronoun in ("", *_PRONOUNS[:4]):
                    found.setdefault(surface, []).append(Verb(sense, form, fold(perfect)))
            if sense.event_type in _PARTICIPLE_TYPES:
                for surface, form in _participles(*map(fold, (perfect, imperfect, *participle))):
                    found.setdefault(surface, []).append(Verb(sense, form, fold(perfect)))
    return {surface: tuple(verbs) for surface, verbs in found.items()}


def _participles(perfect: str, imperfect: str, stem: str = "") -> Iterator[tuple[str, Form]]:
    """مطالباً، داعياً، رافضين: accusative participles that go on from the verb before them.

    ``stem`` is given for verbs of the second form, which look like the first in print (هدد, مهدد).
    """
    if stem == "-" or len(perfect) < 3:
        return
    if not stem and len(perfect) > 3:
        stem = "م" + imperfect[1:]
    elif not stem:
        stem = perfect[0] + "ا" + perfect[1] + perfect[2].replace("ا", "ي")
    yield stem + "ا", Form("participle", "m", "s", 3, "")
    yield stem.removesuffix("ي") + "ين", Form("participle", "m", "p", 3, "")
    if stem[0] == "م" or stem.endswith("ي"):
        yield stem + "ه", Form("participle", "f", "s", 3, "")


@cache
def _nouns() -> dict[str, tuple[Noun, ...]]:
    found: dict[str, list[Noun]] = {}
    for sense, _, nouns in _senses():
        for surface in nouns:
            for noun in _noun_forms(_folded_words(surface), sense):
                found.setdefault(noun.words[0], []).append(noun)
    return {
        first: tuple(sorted(nouns, key=lambda n: (-len(n.words), n.sense.order)))
        for first, nouns in found.items()
    }


def _noun_forms(words: Words, sense: Sense) -> Iterator[Noun]:
    lemma = words[0].removeprefix("ال") + "".join(f" {w}" for w in words[1:])
    head, rest = words[0], words[1:]
    if head.startswith("ال"):
        yield Noun(words, sense, True, "", lemma)
        return
    yield Noun(words, sense, False, "", lemma)
    if rest:
        yield Noun((head, *rest[:-1], "ال" + rest[-1]), sense, True, "", lemma)
        yield Noun(tuple("ال" + w for w in words), sense, True, "", lemma)
        return
    stem = head[:-1] + "ت" if head.endswith("ه") else head
    cases = ("ان", "ين") if head[-1] not in "اء" else ()
    tanwin = ("ا",) if head[-1] not in "هاء" and not head.endswith("ات") else ()
    for ending in ("", *tanwin):
        yield Noun((head + ending,), sense, False, "", lemma)
    yield Noun(("ال" + head,), sense, True, "", lemma)
    for ending in cases:
        yield Noun((stem + ending,), sense, False, "", lemma)
        yield Noun(("ال" + stem + ending,), sense, True, "", lemma)
    for pronoun in _PRONOUNS:
        for spelled in (stem[:-1] + "ئ", stem[:-1] + "ؤ", stem) if head[-1] == "ء" else (stem,):
            yield Noun((spelled + pronoun,), sense, True, pronoun, lemma)


@remembered
def entries(folded: str) -> tuple[tuple[str, tuple[Verb, ...], tuple[Noun, ...]], ...]:
    """Clitic, verbs and nouns for each way to read a word; empty for nearly all words."""
    found = []
    for clitic, rest in readings(folded):
        verbs = _verbs().get(rest, ()) if clitic in ("", "و", "ف") else ()
        nouns = _nouns().get(rest, ())
        if verbs or nouns:
            found.append((clitic, verbs, nouns))
    return tuple(found)


@cache
def trigger_stems() -> frozenset[str]:
    """The folded words that can tell an event, without clitics."""
    return frozenset((*_verbs(), *_nouns()))


@remembered
def takes_person(folded: str) -> bool:
    """Whether a word tells what is done to people one by one, so that a nationality behind it is a person:
    مقتل فلسطيني, إعدام كرواتي; not so غارة تركية."""
    told: list[Verb | Noun] = [
        word for _, verbs, nouns in entries(folded) for words in (verbs, nouns) for word in words
    ]
    return any(word.sense.mode in _TO_PERSONS or word.lemma in _CASUALTIES for word in told)


def is_trigger_word(token: Token) -> bool:
    """Whether a word can tell an event, whatever stands beside it."""
    return bool(entries(token.folded))


@remembered
def needed(folded: str) -> tuple[str, ...]:
    """The readings of a word that may begin what a verb needs beside it; empty for nearly all."""
    return tuple(rest for _, rest in readings(folded) if rest in _needed())


def needed_stems() -> frozenset[str]:
    """The folded words that may begin what a verb needs beside it."""
    return _needed()


@cache
def _needed() -> frozenset[str]:
    return frozenset(words[0] for sense, _, _ in _senses() for words in sense.complements)
