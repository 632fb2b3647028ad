"""Later mentions of people an article has named: by family name, kunya or given name."""

from __future__ import annotations

from extractors.lookups import remembered
from extractors.naming.names import NAMING_HEAD, is_foreign_given, word
from extractors.naming.person_symbols import Symbols
from extractors.records import Mention, Person
from extractors.rules import mention, with_fact
from extractors.text import folded_words, tokenize

_NEEDS_CONTEXT = frozenset("gzdDnNvRrUHOBKGW")
_CONTEXT = frozenset("VTtRrvm")
_GIVEN = tuple("GAgEK")
_OF_PEOPLE = folded_words("فريق طريق باب سوق سباق حي")  # فريق مورينيو
_OF_FIRMS = folded_words("سهم أسهم وأسهم سهمي مصرف بنك")  # أسهم الراجحي
_FAMILY_SYMBOLS = frozenset("ujsSADz")
_PARTS = frozenset(("ابو", "ابي", "بن", "ال", "فان", "دي", "عبد"))


def later_mentions(symbols: Symbols, mentions: list[Mention], things: set[int]) -> list[Mention]:
    """The mentions with their fullest names, and those added that a shorter form of a name makes; none
    among the symbols of ``things``, which bear names of people."""
    known = _known(mentions)
    if not known:
        return mentions
    linked = [_linked(m, known) for m in mentions]
    taken = {i for m in mentions for i in range(m.span_start, m.span_end)}
    taken.update(symbols.starts[i] for i in things)
    linked.extend(_shorter(symbols, known, taken))
    return sorted(linked, key=lambda m: m.span_start)


def _known(mentions: list[Mention]) -> dict[str, Person]:
    """Family name (folded) to the fullest person of that name; two people of one name make none."""
    known: dict[str, Person] = {}
    ambiguous: set[str] = set()
    # An everyday word (مجاهد) is a family name where the article uses it as a name by itself.
    alone = {" ".join(_words(m.text)) for m in mentions}
    for m in mentions:
        words = _words(m.text)
        if len(words) < 2 or not isinstance(m.fact, Person):
            continue
        key = _family(words)
        if key == " ".join(words):
            continue  # بن لادن tells no more than itself
        foreign = is_foreign_given(words[0]) and is_foreign_given(key)
        if not foreign and key not in alone and word(m.text.split()[-1])[-1] not in _FAMILY_SYMBOLS:
            continue
        other = known.get(key)
        if other is None:
            known[key] = m.fact
        elif _words(other.name)[0] != words[0]:
            ambiguous.add(key)
        else:
            fuller = max(other, m.fact, key=lambda p: len(p.name))
            known[key] = _completed(_completed(fuller, other), m.fact)
    return {key: person for key, person in known.items() if key not in ambiguous}


@remembered
def _words(name: str) -> tuple[str, ...]:
    return tuple([t.folded for t in tokenize(name) if t.kind == "w"])


def _family(words: tuple[str, ...]) -> str:
    first = len(words) - 1
    while first > 0 and words[first - 1] in _PARTS:
        first -= 1
    return " ".join(words[first:])


def _linked(m: Mention, known: dict[str, Person]) -> Mention:
    words = _words(m.text)
    person = known.get(_family(words)) or known.get(" ".join(words))
    if person is None or not isinstance(m.fact, Person):
        return m
    if _family(words) != " ".join(words) and _words(person.name)[0] != words[0]:
        return m
    return with_fact(m, _completed(m.fact, person, person.name))


def _completed(fact: Person, by: Person, name: str = "") -> Person:
    """The fact with what is unknown in it taken from another mention of the person; ``name``: a
    fuller one."""
    return Person(
        name or fact.name,
        fact.role or by.role,
        fact.role_organisation or by.role_organisation,
        fact.rank or by.rank,
        fact.country or by.country,
        by.sector if by.role and not fact.role else fact.sector or by.sector,
    )


def _shorter(symbols: Symbols, known: dict[str, Person], taken: set[int]) -> list[Mention]:
    document = symbols.document
    by_first = {key.split()[0]: key for key in known}
    added = []
    for i in [i for i, folded in enumerate(symbols.words) if folded in by_first]:
        key = by_first[symbols.words[i]]
        start, symbol = symbols.starts[i], symbols.text[i]
        if symbol in '\n#.,-~()wcpe:"laio' or start in taken:
            continue
        if symbol in "Tt" and symbols.text[i + 1 : i + 2] in _GIVEN:
            continue  # الشيخ ياسر, after somebody of the family الشيخ
        if i and (
            symbols.words[i - 1] in _OF_FIRMS
            or (symbols.text[i - 1] == NAMING_HEAD and symbols.words[i - 1] not in _OF_PEOPLE)
        ):
            continue  # شركة الجريسي
        words = key.split()
        last = i + len(words)
        if symbols.words[i:last] != words:
            continue
        if (
            symbol in _NEEDS_CONTEXT
            and len(words) == 1
            and (i == 0 or symbols.text[i - 1] not in _CONTEXT)
        ):
            continue
        first = _with_given_name(symbols, i, known[key])
        start, end = symbols.starts[first], symbols.ends[last - 1]
        added.append(mention(document, "person", start, end, "later-mention", known[key]))
    return added


def _with_given_name(symbols: Symbols, i: int, person: Person) -> int:
    """Where a family name begins with the person's given name in front, if that stands there."""
    given = _words(person.name)[0]
    return i - 1 if i and symbols.words[i - 1] == given else i
