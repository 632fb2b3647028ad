"""The names, numbers and dates of a document that can stand in a phrase, by the token they start at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.records import Date, Mention, Organisation, Person, Place, Quantity
from extractors.text import Document, fold, folded_words

_NAMED = (Person, Organisation, Place)
_KINDS = frozenset(("person", "organisation", "place", "date", "quantity"))
# Who runs an office for those who govern: what they ask of the public is administration.
MANAGING = folded_words(
    "مدير المدير مديرة وكيل الوكيل متحدث المتحدث ناطق الناطق عميد العميد مشرف المشرف مساعد المساعد منسق "
    "المنسق محافظ المحافظ استشاري طبيب الطبيب مهندس المهندس باحث خبير الخبير كاتب الكاتب"
)


class Names(NamedTuple):
    """The mentions of a document that can stand in a phrase, by the token they start at; ``heads`` are
    those tokens in order, ``counts`` the token behind who is counted and the character they start at.
    At ``titles`` the words start that stand in front of a person's name as role or rank: by them the
    name's token."""

    people: dict[int, tuple[int, Person]]
    organisations: dict[int, tuple[int, Organisation]]
    places: dict[int, tuple[int, Place]]
    counts: dict[int, tuple[int, int]]
    countries: dict[str, str]
    sectors: dict[str, str]
    dated: set[int]
    starts: dict[int, int]
    managers: set[str]
    heads: list[int]
    titles: dict[int, int]

    def tokens(self) -> frozenset[int]:
        """The tokens of names and dates, the noun that an organisation's name begins with left out."""
        found = set(self.dated)
        for first, (last, _) in (*self.people.items(), *self.places.items()):
            found.update(range(first, last))
        for first, (last, _) in self.organisations.items():
            found.update(range(first + 1, last))
        return frozenset(found)


@remembered
def _manages(role: str) -> bool:
    return not MANAGING.isdisjoint(fold(role).split()[:2])


def names_of(document: Document, found: Sequence[Mention]) -> Names:
    """People, organisations, places and counted people by first token, and countries and sectors by known name."""
    names = Names({}, {}, {}, {}, {}, {}, set(), {}, set(), [], {})
    for m in found:
        if m.kind not in _KINDS:
            continue
        fact = m.fact
        if isinstance(fact, _NAMED):
            first, last = document.tokens_of(m.span_start, m.span_end)
            names.starts[first] = m.span_start
            if isinstance(fact, Place):
                names.places[first] = (last, fact)
            elif isinstance(fact, Organisation):
                names.organisations[first] = (last, fact)
            else:
                names.people[first] = (_behind_role(document, m, last), fact)
                names.titles[_title(document, first, fact)] = first
                if fact.role and _manages(fact.role):
                    names.managers.add(fact.name)
                if fact.country:
                    names.countries.setdefault(fact.name, fact.country)
                if fact.sector:
                    names.sectors.setdefault(fact.name, fact.sector)
        elif isinstance(fact, Date):
            names.dated.update(range(*document.tokens_of(m.span_start, m.span_end)))
        elif isinstance(fact, Quantity) and fact.unit == "person":
            first, last = document.tokens_of(m.span_start, m.span_end)
            names.counts[first] = (last, m.span_start)
    names.heads.extend(sorted({*names.starts, *names.counts}))
    return names


def _behind_role(document: Document, person: Mention, last: int) -> int:
    """صباح الأحمد أمير دولة الكويت: the token behind a name and the role that goes on from it."""
    fact, text = person.fact, document.text
    role = fact.role if isinstance(fact, Person) else None
    start = person.span_end + 1
    if not role or not text.startswith(role, start) or text[start - 1] != " ":
        return last
    return document.tokens_of(start, start + len(role))[1]


def _title(document: Document, first: int, person: Person) -> int:
    """The token at which role and rank start that stand in front of the name that starts at ``first``."""
    text, start = document.text, document.tokens[first].start
    for _ in range(2):
        end = start
        while end and text[end - 1].isspace():
            end -= 1
        for part in (person.rank, person.role):
            if part and text.endswith(part, 0, end):
                start = end - len(part)
                break
    return document.token_at(start)
