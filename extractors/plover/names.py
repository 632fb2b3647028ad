"""The names, numbers and dates of a document that can stand in a phrase, by the token they start at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.records import Mention, Organisation, Person, Place, Quantity
from extractors.text import Document, fold, folded_words

_NAMED = (Person, Organisation, Place)
# Who runs an office for those who govern: what they ask of the public is administration.
MANAGING = folded_words(
    "مدير المدير مديرة وكيل الوكيل متحدث المتحدث ناطق الناطق عميد العميد مشرف المشرف مساعد المساعد منسق "
    "المنسق محافظ المحافظ استشاري طبيب الطبيب مهندس المهندس باحث خبير الخبير كاتب الكاتب"
)
_KINDS = frozenset(("person", "organisation", "place", "date", "quantity"))


class Names(NamedTuple):
    """The mentions of a document that can stand in a phrase, by the token they start at."""

    people: dict[int, tuple[int, Person]]
    organisations: dict[int, tuple[int, Organisation]]
    places: dict[int, tuple[int, Place]]
    counts: dict[int, tuple[int, Quantity]]
    countries: dict[str, str]
    sectors: dict[str, str]
    dated: set[int]
    starts: dict[int, int]
    managers: set[str]

    def tokens(self) -> Iterator[int]:
        """The tokens of names and dates, the noun that an organisation's name begins with left out."""
        yield from self.dated
        for first, (last, _) in (*self.people.items(), *self.places.items()):
            yield from range(first, last)
        for first, (last, _) in self.organisations.items():
            yield from range(first + 1, last)


def names_of(document: Document, found: Sequence[Mention]) -> Names:
    """People, organisations, places and counted people by first token, and countries and sectors by known name."""
    names = Names({}, {}, {}, {}, {}, {}, set(), {}, set())
    for m in found:
        if m.kind not in _KINDS:
            continue
        first, last = document.tokens_of(m.span_start, m.span_end)
        if isinstance(m.fact, _NAMED):
            names.starts[first] = m.span_start
        if isinstance(m.fact, Person):
            names.people[first] = (last, m.fact)
            if m.fact.role and fold(m.fact.role.split()[0]) in MANAGING:
                names.managers.add(m.fact.name)
            if m.fact.country:
                names.countries.setdefault(m.fact.name, m.fact.country)
            if m.fact.sector:
                names.sectors.setdefault(m.fact.name, m.fact.sector)
        elif isinstance(m.fact, Organisation):
            names.organisations[first] = (last, m.fact)
        elif isinstance(m.fact, Place):
            names.places[first] = (last, m.fact)
        elif m.kind == "date":
            names.dated.update(range(first, last))
        elif isinstance(m.fact, Quantity) and m.fact.unit == "person":
            names.counts[first] = (last, m.fact)
    return names
