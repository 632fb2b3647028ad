"""Reads people: full names by their words, titles, roles, verbs of speech and kinship around them.

Each word becomes a symbol (extractors.naming.names); rules are patterns over the symbols of a document
(extractors.naming.name_patterns). Later mentions of a name carry the fullest name of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.lookups import Stems
from extractors.naming import name_patterns
from extractors.naming.known_people import later_mentions
from extractors.naming.name_ends import bears_name, is_of_regime, name_end, name_start
from extractors.naming.names import STRAY
from extractors.naming.office_holders import with_offices
from extractors.naming.person_phrases import phrases
from extractors.naming.person_symbols import DOUBTFUL, Symbols, is_doubtful, read_symbols
from extractors.naming.roles import Role, around
from extractors.records import Mention, Person
from extractors.rules import mention
from extractors.text import Document, fold, folded_words

RULE_IDS: tuple[str, ...] = name_patterns.RULE_IDS


_IN = "في"
_WITH = fold("لدى")
_OR = "ام"
_IN_LIST = re.compile('"?,?"?w?[Tt]*')
_CALLED = folded_words("المعروف والمعروف المكنى والمكنى يكنى ويكنى الملقب والملقب الشهير والشهير")
_BARE = (
    "given-name-and-family-name",
    "given-name-alone",
)  # nothing in front tells that a name is due


class _Name(NamedTuple):
    """A name read: its range of symbols and its rule; ``rule`` None where it names a thing."""

    first: int
    last: int
    rule: str | None


def looks() -> Stems:
    """What words are looked up by."""
    return {phrases().starts: phrases().stems, is_doubtful: DOUBTFUL}


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The person mentions of a document; ``found`` holds what earlier extractors read."""
    symbols = read_symbols(document, found)
    names = _longest(_read(symbols))
    names = list(_of_things(symbols.text, sorted([*names, *_listed(symbols.text, names)])))
    mentions = []
    before = 0
    for name in names:
        if name.rule:
            mentions.append(_mention(symbols, name, before))
        before = name.last
    things = {i for name in names if _is_full_thing(symbols, name) for i in range(*name[:2])}
    found_later = later_mentions(symbols, mentions, things)
    return with_offices(found_later, document.article.published)


def _read(symbols: Symbols) -> Iterator[_Name]:
    text = symbols.text
    for rule in name_patterns.RULES:
        for match in rule.pattern.finditer(text):
            first, last = match.span("name")
            if rule.id == "role-before-name" and symbols.folded(first - 1) == _IN:
                continue  # بطل إسبانيا في سانتا كلارا
            if symbols.folded(first - 1) == _WITH and text[first - 2 : first - 1] in tuple("Rr"):
                continue  # المحلل لدى فيليب كابيتال
            if rule.id == "called-before-name" and symbols.folded(match.start() - 1) not in _CALLED:
                continue
            if (
                rule.id == "family-name-alone"
                and text[first] in "zg"
                and not is_of_regime(symbols, first)
            ):
                continue
            first = name_start(symbols, first, last, rule.id in _BARE)
            if first == last:
                continue
            read, last = last, name_end(symbols, first, last)
            if last == first or (
                rule.id == "role-before-name" and read - last == 1 == last - first
            ):
                continue  # أعطى المدرب خالد فرصة
            if last - first == 1 and symbols.words[last : last + 1] == [_OR]:
                continue  # مطلق أم مقيد
            thing = name_patterns.UNDER_NAMING_HEAD.search(text, max(0, first - 4), first)
            is_thing = thing is not None or bears_name(symbols, first, last)
            yield _Name(first, last, None if is_thing else rule.id)


def _is_full_thing(symbols: Symbols, name: _Name) -> bool:
    """Whether a name of several words, or one with a title, is a thing's: not so in فريق مورينيو."""
    titled = symbols.text[name.first - 1 : name.first] in tuple("Tt")
    return not name.rule and (titled or name.last - name.first > 1)


def _longest(names: Iterator[_Name]) -> list[_Name]:
    """Of overlapping names the longest, of equally long ones the earlier rule's; in order."""
    kept: list[_Name] = []
    taken: set[int] = set()
    for name in sorted(names, key=lambda n: n.first - n.last):
        span = range(name.first, name.last)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(name)
    return sorted(kept)


def _listed(text: str, names: list[_Name]) -> Iterator[_Name]:
    """The names that follow others in a list and are not read yet."""
    starts = {name.first for name in names}
    for name in names:
        last = name.last
        while name.rule and (match := name_patterns.LISTED.match(text, last)):
            first, last = match.span("name" if match["name"] else "glued")
            if any(i in starts for i in range(first, last)):
                break
            yield _Name(first, last, "name-after-name")


def _of_things(text: str, names: list[_Name]) -> Iterator[_Name]:
    """The names, those that follow a thing's in a list as things' names too: شوارع الملك فهد، الأمير سلطان."""
    before: _Name | None = None
    for name in names:
        if before and not before.rule and _IN_LIST.fullmatch(text, before.last, name.first):
            listed = name_patterns.NAMING_HEAD.search(text, max(0, before.first - 4), before.first)
            name = name._replace(rule=None) if listed else name
        yield name
        before = name


def _mention(symbols: Symbols, name: _Name, before: int) -> Mention:
    start, end = symbols.starts[name.first], symbols.ends[name.last - 1]
    start += symbols.text[name.first] == STRAY  # the conjunction it begins with
    role: Role = around(symbols, before, name.first, name.last)
    fact = Person(
        name=symbols.document.text[start:end],
        role=role.text,
        role_organisation=role.organisation,
        rank=role.rank,
        country=role.country,
        sector=role.sector,
    )
    return mention(symbols.document, "person", start, end, name.rule or "", fact)
