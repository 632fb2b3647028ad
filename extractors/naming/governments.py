"""Capitals and countries that act: أنقرة تعتزم, أعلنت طهران. The city stands for its government."""

from __future__ import annotations

from functools import cache

from extractors.lookups import remembered
from extractors.rules import load_rows
from extractors.text import Document, folded_words, readings
from extractors.verbs import conjugate

_PARTICLES = folded_words("قد لن لم سوف لا")
_GENITIVE = folded_words(
    "في إلى من قرب داخل نحو باتجاه بين عبر صوب خارج عن على مع ضد حول بعد قبل منذ لدى تجاه"
)


def is_subject(document: Document, first: int, last: int) -> bool:
    """Whether the name in this token range is the subject of a verb of governments, before or after it."""
    tokens = document.tokens
    before = tokens[first - 1].folded if first else ""
    if _is_act(before):
        return True
    while last < len(tokens) and tokens[last].folded in _PARTICLES:
        last += 1
    return before not in _GENITIVE and last < len(tokens) and _is_act(tokens[last].folded)


@remembered
def _is_act(folded: str) -> bool:
    return any(rest in _acts() for clitic, rest in readings(folded) if clitic in ("", "و", "ف"))


@cache
def _acts() -> frozenset[str]:
    """The verbs in the third person feminine singular, as capitals and countries take them."""
    return frozenset(
        surface
        for row in load_rows("government_verbs")
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items()
        if (form.gender, form.number, form.person) == ("f", "s", 3)
    )
