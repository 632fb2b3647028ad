"""Which currency a name means: its adjective, the publisher's country, or the countries named near."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.numbers.counted import Currency, currencies
from extractors.text import Document


class Money(NamedTuple):
    """An ISO 4217 code, and the token behind the currency's name."""

    code: str
    last: int


# A bare name that many countries' papers share stays with the one that prints it most.
_USUAL = {
    "دولار": "USD",
    "ريال": "SAR",
    "جنيه": "EGP",
    "درهم": "AED",
    "روبل": "RUB",
    "روبيه": "INR",
}


def currency_at(document: Document, first: int) -> Money | None:
    """The currency whose name starts at a token; "item" as code where nothing tells which it is."""
    folded = document.words
    if first >= len(folded):
        return None
    name = folded[first].removeprefix("ال")
    choices, last = currencies().get(name), first + 1
    if not choices and first + 2 < len(folded) and document.printed[first + 1] == ".":
        name = f"{name}.{folded[first + 2]}"  # ل.س
        choices, last = currencies().get(name), first + 3
    if not choices:
        return None
    for choice in choices:
        for words in choice.adjectives:
            end = last + len(words)
            if tuple(word.removeprefix("ال") for word in folded[last:end]) == words:
                return Money(choice.code, end)
    if len(choices) == 1:
        return Money(choices[0].code, last)
    return Money(_by_country(document, first, choices), last)


def sign_before(document: Document, first: int) -> str | None:
    """The code of a currency sign that stands before a number: $20."""
    sign = document.tokens[first - 1].text if first else ""
    return currencies()[sign][0].code if sign in ("$", "€", "£") else None


def _by_country(document: Document, first: int, choices: list[Currency]) -> str:
    for choice in choices:
        if choice.country and choice.country == document.article.country:
            return choice.code
    if choices[0].code == "USD":
        return "USD"
    vocabulary = document.once(_vocabulary)
    usual = next((c for c in choices if c.code in _USUAL.values()), None)
    if usual and not vocabulary.isdisjoint(_nationality(usual)):
        return usual.code
    near = _nearest(document, first, [c for c in choices if c.code != "BRL"], vocabulary)
    return near or (usual.code if usual else "item")


def _nearest(
    document: Document, first: int, choices: list[Currency], vocabulary: frozenset[str]
) -> str | None:
    """The currency whose country or nationality is named nearest, before rather than behind."""
    named = {word: choice.code for choice in choices for word in _nationality(choice)}
    if vocabulary.isdisjoint(named):
        return None
    words = document.words
    for distance in range(1, 400):
        for place in (first - distance, first + distance):
            if 0 <= place < len(words) and (code := named.get(words[place])):
                return code
    return None


def _vocabulary(document: Document) -> frozenset[str]:
    """The folded words of a document."""
    return frozenset(document.words)


@cache
def _nationality(choice: Currency) -> tuple[str, ...]:
    """Folded words that name a currency's nationality: مصري, المصرية, المصريين, مصر."""
    words: list[str] = []
    for adjective in choice.adjectives:
        stem = adjective[0]
        if len(adjective) == 1 and stem.endswith(("ي", "يه")):
            stem = stem.removesuffix("ه")
            for form in (stem, stem + "ه", stem + "ين", stem + "ون"):
                words += [form, "ال" + form]
            base = stem.removesuffix("ي")
            words += [base, "ال" + base, base + "ا", base + "ه"]
    return tuple(words)
