"""What numbers count: the nouns, units and currencies that may stand behind a number."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.rules import load_rows
from extractors.text import fold, tokenize


class Noun(NamedTuple):
    """A counted noun's form: unit, role, whether the form is a dual."""

    unit: str
    role: str | None
    dual: bool


@cache
def nouns() -> dict[str, Noun]:
    """Folded forms of the lexicon's nouns without the article: singular, accusative, plural, dual."""
    table: dict[str, Noun] = {}
    for row in load_rows("counted_nouns"):
        plain = Noun(row["unit"], row["role"] or None, False)
        singular = fold(row["singular"])
        for form in (singular, singular + "ا", *plurals(row["plural"])):
            table.setdefault(form, plain)
    for row in load_rows("counted_nouns"):
        twice = Noun(row["unit"], row["role"] or None, True)
        for form in duals(row["singular"]):
            if form not in _not_dual():
                table.setdefault(form, twice)
    for row in load_rows("units"):
        for surface in row["surface"].split("|"):
            if surface.endswith(("ين", "ان")) and row["unit"] != "item":
                table.setdefault(fold(surface), Noun(row["unit"], None, True))
    return table


@cache
def _not_dual() -> frozenset[str]:
    """Words that look like duals: طالبان is more often a movement than two students."""
    rows = load_rows("uncounted")
    return frozenset(
        fold(w) for r in rows if r["class"] == "no_dual" for w in r["surface"].split("|")
    )


def plurals(cell: str) -> list[str]:
    """The folded forms of the plurals of a lexicon cell; sound ones in both cases."""
    forms = []
    for plural in cell.split("|") if cell else []:
        folded = fold(plural)
        forms += [folded, folded + "ا"]
        if folded.endswith("ون"):
            forms.append(folded[:-2] + "ين")
    return forms


def duals(singular: str) -> list[str]:
    """Folded duals: قتيلان, قتيلين; feminine ة opens to ت, ى to ي."""
    folded = fold(singular)
    if " " in folded:
        return []
    stem = folded[:-1] + "ت" if singular.endswith("ة") else folded
    return [stem + "ان", stem + "ين"]


@cache
def measures() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Units of measure by their first word: the folded words and the unit, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_rows("units"):
        for surface in row["surface"].split("|"):
            words = tuple(t.folded for t in tokenize(surface))  # كم2 is two
            table.setdefault(words[0], []).append((words, row["unit"]))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


class Currency(NamedTuple):
    """A currency that bears a name: ISO 4217 code, the adjectives that mark it, its country."""

    code: str
    adjectives: tuple[tuple[str, ...], ...]
    country: str | None


@cache
def currencies() -> dict[str, list[Currency]]:
    """Currencies by their folded name, the most printed first."""
    table: dict[str, list[Currency]] = {}
    for row in load_rows("currencies"):
        adjectives = [a for a in row["adjective"].split("|") if a]
        entry = Currency(
            row["code"], tuple(tuple(fold(a).split()) for a in adjectives), row["country"] or None
        )
        for surface in row["surface"].split("|"):
            table.setdefault(fold(surface), []).append(entry)
    return table


@cache
def fates() -> dict[str, str]:
    """Folded words that say what happened to persons, and the role they give."""
    return {
        fold(surface): row["role"]
        for row in load_rows("fates")
        for surface in row["surface"].split("|")
    }
