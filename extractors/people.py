"""Reads people: full names by their words, titles, roles, verbs of speech and kinship around them.

Each word becomes a symbol (extractors.names, extractors.roles); rules are patterns over the
symbols of a document. Later mentions of a name carry the fullest name of the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors import roles
from extractors.known_people import later_mentions
from extractors.person_symbols import Symbols, read_symbols
from extractors.records import Mention, Person
from extractors.rules import mention, without_overlap
from extractors.text import Document

RULE_IDS: tuple[str, ...] = (
    "title-before-name", "role-before-name", "given-name-and-family-name",
    "speech-before-name", "kinship-before-name", "family-name-alone", "later-mention",
)  # fmt: skip

# A word of a name: a plain one, one behind بن or آل, أبو, عبد, فان or a hyphen, X الدين. A family
# name closes it, so that an unknown word behind is none of the name's.
_ANY = "[GAgSszUunNvdDROHyp]"
_OPEN = rf"(?:[GAgzUu]y?|P+[GAgSzsUu]|(?:B+|b)[KE]?{_ANY}N?|[KE]{_ANY}|-[GAgSsUu])"
_CLOSE = rf"(?:[Ss]|P+[SA]|(?:B+|b)[KE]?{_ANY}N?|-[SAuUG])"
_SURE = rf"(?:[GA]y?|gy|K[GAgSsUuz]|E{_ANY}|KE{_ANY}|[uxzU]B[KE]?{_ANY})"
_FIRST = rf"(?:{_SURE}|g|K[nNDd])"
_REST = rf"(?:{_OPEN}*{_CLOSE}*)"
_MORE = rf"(?:{_OPEN}+{_CLOSE}*|{_CLOSE}+)"
_FIELD = r"[nNdDolLciwRUsHO#]"
_LAST_WORD = r"(?:[nN](?=[R,(a:])|R(?=[Ra]))"  # an everyday word as family name: only before what closes a name


class Rule(NamedTuple):
    """A construction; the pattern's group ``name`` is the mention."""

    id: str
    pattern: re.Pattern[str]


RULES = tuple(
    Rule(name, re.compile(pattern))
    for name, pattern in (
        ("title-before-name", rf"T+d?(?P<name>{_FIRST}{_LAST_WORD}|{_FIRST}{_REST}[DO]?|{_MORE})"),
        ("title-before-name", rf"t(?P<name>{_FIRST}{_LAST_WORD}|{_FIRST}{_REST}[DO]?|[SA]y?|[uUs]{_MORE})"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}{_MORE})"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}[DOq])"),
        ("given-name-and-family-name", rf"(?P<name>(?:gs|gB+{_ANY}){_REST})"),
        ("role-before-name", rf"R{_FIELD}{{0,14}}(?P<name>{_FIRST}{_LAST_WORD}|{_FIRST}{_MORE})"),
        ("role-before-name", rf"R{_FIELD}{{1,14}}(?P<name>uu{_REST}|u[GAgS]{_REST}|S)(?=[apVv,:(\"\nTdDR.])"),
        ("role-before-name", r"R[dD]{0,2}(?P<name>[SA])"),
        ("speech-before-name", rf"V(?P<name>{_SURE}{_REST}|P?[SA]y?)(?=[a,:(\"dDRTip])"),
        ("speech-before-name", rf"V(?P<name>gy?|z|u{_MORE}|[suU]|{_FIRST}{_LAST_WORD})(?=[a:\"])"),
        ("kinship-before-name", rf"F[nNd]?(?P<name>{_FIRST}{_REST})"),
        ("family-name-alone", rf"(?P<name>P?[SA]y?{_CLOSE}*)"),
        ("given-name-alone", r"(?<![nNsuUGSAgzbBKEPxdH])(?P<name>G)(?=[,.pwavV)\"\n(:RicT])"),
    )
)
_LISTED = re.compile(rf",?w(?P<name>[GgA]{_REST}|[uU]{_MORE}|S)(?=[,.wR(\n])")
_UNDER_HEAD = re.compile(r"H[Tt]*$")


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The person mentions of a document; ``found`` holds what earlier extractors read."""
    symbols = read_symbols(document, found)
    mentions = []
    for rule in RULES:
        for match in rule.pattern.finditer(symbols.text):
            first, last = match.span("name")
            if _UNDER_HEAD.search(symbols.text, max(0, first - 4), first):
                continue
            mentions.append(_mention(symbols, first, last, rule.id))
    kept = without_overlap(mentions)
    return later_mentions(symbols, kept)


def _mention(symbols: Symbols, first: int, last: int, rule: str) -> Mention:
    start, end = symbols.starts[first], symbols.ends[last - 1]
    role = roles.around(symbols, first, last)
    fact = Person(
        name=symbols.document.text[start:end],
        role=role.text,
        role_organisation=role.organisation,
        rank=role.rank,
        country=role.country,
        sector=role.sector,
    )
    return mention(symbols.document, "person", start, end, rule, fact)
