"""Number words: what each word of ``lexicons/number_words.tsv`` may stand for in a number."""

from __future__ import annotations

from collections.abc import Set
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import fold, readings


class Atom(NamedTuple):
    """A word that can be part of a number.

    ``kind``: unit (0-10), compound (أحد: only with عشر or tens), ten, hundred, hundreds, scale,
    dual (of a scale: مليونين), vague (عشرات), several (بضعة), fraction, parts (أرباع), ordinal, teen.
    """

    kind: str
    value: Fraction
    clitic: str
    definite: bool
    folded: str


# "لست" is "I am not", "وحدة" a unit: words that only look like a clitic and a number.
_NO_NUMBERS = frozenset({"لست", "ولست", "فلست", "بحادي", "كست", "فست", "وستا", "كميه"})


@cache
def _table() -> dict[str, tuple[tuple[str, Fraction], ...]]:
    table: dict[str, list[tuple[str, Fraction]]] = {}
    units = []
    for row in load_rows("number_words"):
        for surface in row["surface"].split("|"):
            entry = (row["class"], Fraction(row["value"]))
            table.setdefault(fold(surface), []).append(entry)
            if row["class"] in ("unit", "compound") and 0 < entry[1] < 10:
                units.append((fold(surface), entry[1]))
    for surface, value in units:
        for ten in ("عشر", "عشره"):
            table.setdefault(surface + ten, []).append(("teen", value + 10))
    return {surface: tuple(dict.fromkeys(entries)) for surface, entries in table.items()}


def number_stems() -> Set[str]:
    """The folded number words, without clitics and article."""
    return _table().keys()


@remembered
def atoms_of(folded: str) -> tuple[Atom, ...]:
    """The number words a folded word may be, whole word before clitics; empty for other words."""
    if folded in _NO_NUMBERS:
        return ()
    table = _table()
    found: list[Atom] = []
    for clitic, rest in readings(folded):
        if rest in table:
            found += [Atom(k, v, clitic, False, rest) for k, v in table[rest]]
        # "الاثنين" is Monday.
        if rest.startswith("ال") and (stem := rest[2:]) in table and stem != "اثنين":
            found += [Atom(k, v, clitic, True, stem) for k, v in table[stem]]
    return tuple(found)


def may_begin(folded: str) -> bool:
    """Whether a number may begin with this folded token: digits, or a number word."""
    return "0" <= folded[:1] <= "9" or bool(atoms_of(folded))
