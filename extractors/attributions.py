"""Reads through whom a statement reached us: formulas, relays, unnamed sources, wire credits.

A named source that speaks for itself is a quote only. Chains run from the nearest publisher or
agency to the ultimate source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.lookups import Stems
from extractors.records import Mention
from extractors.rules import without_overlap
from extractors.saying.credits import credits_of
from extractors.saying.formula_chains import FormulaChains
from extractors.saying.formulas import formula_stems, may_open
from extractors.saying.noun_phrases import Stretch
from extractors.saying.relays import Relay, medium_at
from extractors.saying.sources import agencies, head_of
from extractors.saying.speech_words import speech_words
from extractors.text import Document, fold

RULE_IDS: tuple[str, ...] = (
    "quote-by-unnamed",
    "quote-by-medium",
    "quote-through-medium",
    "formula",
    "formula-verb",
    "circulated-by-media",
    "published-by-medium",
    "credit-in-brackets",
    "credit-at-line-end",
    "dateline-agency",
)


def looks() -> Stems:
    """What words are looked up by."""
    return {
        may_open: formula_stems(),
        _may_carry: _carrying(),
        agencies().starts: agencies().stems,
    }


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The attribution mentions of a document; ``found`` holds what earlier extractors read."""
    reader = _Reader(document, found)
    return without_overlap(
        [
            *reader.of_quotes(),
            *reader.formulas(),
            *reader.carriers(),
            *reader.credits(),
        ]
    )


_MEDIA = fold("وسائل إعلام")
_REPORTS = frozenset(("التقرير", "الصحيفه"))


def _may_carry(folded: str) -> bool:
    """Whether the word tells that a medium publishes or circulates, or means its report."""
    return folded.removeprefix("و") in _carrying()


@cache
def _carrying() -> frozenset[str]:
    return _REPORTS | speech_words("circulates") | speech_words("publishes")


class _Reader(FormulaChains):
    """Reads media that publish and circulate, and the credits of wires, as well."""

    def carriers(self) -> Iterator[Mention]:
        """نشرت صحيفة ... تقريرا, تناقلت وسائل إعلام, and quotes of that report (وأضاف التقرير)."""
        published: Relay | None = None
        for i in self.document.where(_may_carry):
            if self.speech.kinds[i] not in "wV":
                continue
            word = self.speech.word(i).removeprefix("و")
            if word in speech_words("circulates"):
                source = head_of(self.document, i + 1)
                if source and source.lemma == _MEDIA:
                    yield self.built(
                        i,
                        source.behind,
                        (self._text(Stretch(i + 1, source.behind)),),
                        "unnamed",
                        "media",
                        "circulated-by-media",
                    )
            elif word in speech_words("publishes"):
                relay = medium_at(self.speech, i + 1)
                glued = self.speech.word(i + 1).startswith(("ب", "ل"))
                if relay and relay.first <= i + 2 and not glued:
                    published = relay
                    yield self.built(
                        i, relay.last, (relay.name,), "named", None, "published-by-medium"
                    )
            elif published and word in _REPORTS and self.speech.kinds[i - 1] == "V":
                yield self.built(
                    i - 1, i + 1, (published.name,), "named", None, "published-by-medium"
                )

    def _text(self, phrase: Stretch) -> str:
        tokens = self.speech.tokens
        return self.document.text[tokens[phrase.first].start : tokens[phrase.last - 1].end]

    def credits(self) -> Iterator[Mention]:
        """Wire credits: (أ ف ب), رويترز at a line's end, "دمشق - سانا:"."""
        for credit in credits_of(self.speech):
            yield self.built(
                credit.first, credit.last, (credit.name,), "named", None, credit.construction
            )
