"""What an organisation is called after its first mention: acronyms in brackets, fullest names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors import countries
from extractors.lookups import remembered
from extractors.naming import gazetteer
from extractors.naming.organisation_names import head_of, nationality
from extractors.records import Organisation
from extractors.rules import clitic_length
from extractors.text import Document, fold, fold_word, folded_words, readings

CLOSERS = frozenset("»”\"’'″")
_BRACKETS = {"(": ")", "[": "]"}
_WITH_ACRONYM = ("known-organisation", "noun-with-complement")
_NO_ACRONYMS = folded_words(
    "كأس الأول الأولى الثانية الثالثة الكردي الكردية سابقا حاليا مثلا فقط أيضا السابق "
    "الراحل الراحلة الأسبق"
)


class Found(NamedTuple):
    """A name: token range, where its span begins, rule and fact."""

    first: int
    last: int
    start: int
    rule: str
    fact: Organisation


def built(document: Document, first: int, last: int, start: int, rule: str, sector: str) -> Found:
    """A name that the text builds, its country told within it or by the adjective behind it."""
    country = nationality(document, first, last)
    if not country and last < len(document.tokens):
        told = countries.demonym(document.words[last])
        country = told.country if told and told.definite else None
    fact = Organisation(printed_name(document, start, last), None, country, sector)
    return Found(first, last, start, rule, fact)


def printed_name(document: Document, start: int, last: int) -> str:
    """A name as printed, للـ written out as the article it holds."""
    text = document.text[start : document.tokens[last - 1].end]
    return "ال" + text[2:] if text.startswith("لل") else text


def resolved(document: Document, names: list[Found]) -> list[Found]:
    """The names with acronyms added, each with the fullest name the article gives it."""
    aliases = dict(_acronyms(document, names))
    again = list(_again(document, names, aliases))
    named = sorted((*names, *again), key=lambda n: n.first)
    fullest: dict[str, Organisation] = {}
    for n in named:
        key = _first_words(n.fact.name)
        if key not in fullest or len(n.fact.name) > len(fullest[key].name):
            fullest[key] = n.fact
    return [_with_fullest(n, fullest) for n in named]


@remembered
def _first_words(name: str) -> str:
    return " ".join(fold(name).split()[:2])


def _with_fullest(n: Found, fullest: dict[str, Organisation]) -> Found:
    if n.rule != "noun-with-complement":
        return n
    fact = n.fact
    full = fullest.get(_first_words(fact.name), fact)
    if not fold_word(full.name).startswith(fold_word(fact.name) + " "):
        return n
    fact = Organisation(full.name, full.short, fact.country or full.country, fact.sector)
    return n._replace(fact=fact)


def _acronyms(document: Document, names: list[Found]) -> Iterator[tuple[str, Found]]:
    """A single word in brackets or after a dash behind a name: (قسد)."""
    tokens = document.tokens
    for n in names:
        at = n.last
        while at < len(tokens) and tokens[at].text in CLOSERS:
            at += 1
        if at + 2 < len(tokens) and _BRACKETS.get(tokens[at].text) == tokens[at + 2].text:
            short = tokens[at + 1]
            if n.rule in _WITH_ACRONYM and _is_acronym(short.folded):
                fact = Organisation(n.fact.name, short.text, n.fact.country, n.fact.sector)
                yield (
                    short.folded,
                    n._replace(first=at + 1, last=at + 2, start=short.start, fact=fact),
                )


def _is_acronym(word: str) -> bool:
    """Whether a word in brackets can be short for a name rather than a remark on it."""
    if word[:1].isascii():
        return word.isalpha() and len(word) > 1
    plain = len(word) > 2 and not word.endswith(("ين", "ون", "ات")) and not word.startswith("الم")
    common = word in _NO_ACRONYMS or countries.demonym(word) or countries.country_of(word)
    return (
        plain
        and not common
        and not head_of(word)
        and not any(e.trusted for e in gazetteer.get(word))
    )


def _again(document: Document, names: list[Found], aliases: dict[str, Found]) -> Iterator[Found]:
    """Every mention of an acronym the article has introduced."""
    if not aliases:
        return
    taken = {i for n in names for i in range(n.first, n.last)}
    ends = tuple(alias.removeprefix("ال") for alias in aliases)  # للـ holds the article
    likely = {word for word in document.words if word.endswith(ends)}
    again = {word for word in likely if any(rest in aliases for _, rest in readings(word))}
    for i, token in enumerate(document.tokens):
        if token.folded not in again or i in taken or token.kind != "w":
            continue
        for clitic, rest in readings(token.folded):
            alias = aliases.get(rest)
            if alias and (i >= alias.first):
                start = token.start + clitic_length(token, clitic)
                rule = "acronym-in-brackets" if i == alias.first else "acronym-again"
                yield Found(i, i + 1, start, rule, alias.fact)
                break
