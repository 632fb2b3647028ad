"""The verbs that assert the event told by a noun beside them: ``lexicons/assertion_words.tsv``."""

from __future__ import annotations

from functools import cache

from extractors.rules import load_rows
from extractors.verbs import conjugate

_NOUNS = frozenset(("شاهدا",))  # باعتباره شاهداً: a witness


@cache
def asserting() -> frozenset[str]:
    """All forms of all kinds, without pronouns, with و and ف."""
    return forms("report") | forms("cause") | forms("occur") | forms("join")


@cache
def asserting_perfects() -> frozenset[str]:
    """Those of them that tell what is done: تم, تسبب; not يتم, تتسبب."""
    return frozenset(
        form for kind in ("report", "cause", "occur", "join") for form in forms(kind, "perfect")
    )


@cache
def forms(kind: str, tense: str | None = None) -> frozenset[str]:
    """The forms of one kind: report, cause, occur or join; those of one tense where that is given."""
    return frozenset(
        prefix + surface
        for row in load_rows("assertion_words")
        if row["kind"] == kind
        for pair in row["verbs"].split("|")
        for surface, form in conjugate(*pair.split("/")).items()
        if not form.pronoun and surface not in _NOUNS and tense in (None, form.tense)
        for prefix in ("", "و", "ف")
    )
