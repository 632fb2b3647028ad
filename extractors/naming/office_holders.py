"""Who holds which office when: what a bare name tells of itself in the news of its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from extractors.records import Mention, Person
from extractors.rules import load_rows, with_fact
from extractors.text import fold, fold_word


class Term(NamedTuple):
    """An office held: by whom (the usual spelling), of which country and sector, from ``since`` up to
    ``until``, the first day after; ``family`` where the surface is the family name alone."""

    name: str
    family: bool
    country: str
    sector: str
    office: str
    since: date
    until: date


def terms() -> Iterator[tuple[str, Term]]:
    """Each folded surface of an office-holder with a term, in the order of the lexicon."""
    for row in load_rows("office_holders"):
        names = row["names"].split("|")
        since, until = _month(row["since"]), _month(row["until"] or "9999-12")
        for column, family in (("names", False), ("family", True)):
            for surface in filter(None, row[column].split("|")):
                term = Term(
                    names[0], family, row["country"], row["sector"], row["office"], since, until
                )
                yield fold(surface), term


def with_offices(mentions: list[Mention], published: date | None) -> list[Mention]:
    """The mentions of people, those whose country the text leaves open with that of their office: by
    full name at any time, by family name while in office."""
    return [_completed(m, published) for m in mentions]


def _completed(m: Mention, published: date | None) -> Mention:
    fact = m.fact
    if not isinstance(fact, Person) or fact.country:
        return m
    found = [
        term
        for term in _by_surface().get(fold_word(fact.name), ())
        if (not term.family or (published and term.since <= published < term.until))
        and (not fact.role or term.office.startswith(fact.role + " "))  # الرئيس بوتين
    ]
    if len({term.country for term in found}) != 1:
        return m
    current = [t for t in found if published and t.since <= published < t.until]
    sector = fact.sector or (current[0].sector or None if current else None)
    return with_fact(m, replace(fact, country=found[0].country, sector=sector))


def _month(text: str) -> date:
    year, month = text.split("-")
    return date(int(year), int(month), 1)


@cache
def _by_surface() -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for surface, term in terms():
        found.setdefault(surface, []).append(term)
    return found
