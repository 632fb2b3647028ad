"""Places: names of the gazetteer with the evidence they need, and names told by the noun before them.

A word that only ever names a place counts wherever it stands. Any other needs a witness: a noun
(مدينة الباب), an adjective of its country (سروج التركية), a place of its country in the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import countries
from extractors.lookups import Stems
from extractors.naming import gazetteer
from extractors.naming.gazetteer import Entry, Hit
from extractors.naming.governments import is_subject
from extractors.naming.organisation_names import royal_name_end
from extractors.naming.place_evidence import WORDS, evidence
from extractors.naming.place_nouns import FACILITY_ENDINGS, place_heads, unknown_end
from extractors.naming.place_text import NAMED_AFTER, PlaceText
from extractors.records import Mention, Place
from extractors.rules import clitic_length, mention
from extractors.text import Document, folded_words, readings

RULE_IDS: tuple[str, ...] = (
    "country-name",
    "known-place",
    "place-after-head",
    "place-before-nationality",
    "place-beside-place-of-its-country",
    "head-with-place",
    "unknown-name-after-head",
    "realm-without-name",
)
_CAMPS = folded_words("معسكر")
# المملكة with clitics, and its clitics.
_REALM = {
    conjunction + form: clitic
    for conjunction in ("", "و", "ف")
    for form in ("المملكه", "بالمملكه", "كالمملكه", "لالمملكه", "للمملكه")
    for clitic, rest in readings(conjunction + form)
    if rest == "المملكه"
}


def looks() -> Stems:
    """What words are looked up by."""
    return {
        gazetteer.starts: gazetteer.place_stems(),
        countries.demonym: countries.demonym_stems(),
        place_heads().starts: place_heads().stems,
        _REALM.__contains__: _REALM.keys(),
    }


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The places of a document; those that are part of an organisation's name are none."""
    return list(_Reading(document, found).mentions())


class _Reading:
    """One document's places by all rules."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.text = PlaceText(document, found)

    def mentions(self) -> Iterator[Mention]:
        position = 0
        named = sorted((*self._facilities(), *self._unknown(), *self._known(), *self._realms()))
        for first, last, start, end, rule, place in named:
            if first >= position:
                yield mention(self.document, "place", start, end, rule, place)
                position = last

    def _known(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        for hit in self.text.hits:
            rule = evidence(self.text, hit)
            if rule:
                entry = self.text.entry(hit)
                yield (
                    hit.first,
                    hit.last,
                    hit.span_start,
                    hit.span_end,
                    rule,
                    self._place(hit, entry),
                )

    def _place(self, hit: Hit, entry: Entry) -> Place:
        able = entry.kind in ("country", "capital") and hit.first not in self.text.heads
        acts = (
            able and not hit.clitic.strip("وف") and is_subject(self.document, hit.first, hit.last)
        )
        printed = self.document.text[hit.span_start : hit.span_end]
        told = self.text.country_behind(hit)
        if told and entry.kind == "geonames" and told != entry.country:
            return Place(printed, told)  # a namesake in another country: إدمنتون الكندية
        return Place(
            name=printed if entry.kind == "geonames" else entry.name,
            country=entry.country or None,
            geonames_id=entry.geonames_id,
            latitude=entry.latitude,
            longitude=entry.longitude,
            acts_as="government" if acts else None,
        )

    def _facilities(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """Noun and name together: مطار عدن الدولي, جسر الملك فهد."""
        for head in self.text.heads.values():
            if not head.inside:
                continue
            last, country = self._facility_end(head.last, head.noun)
            if last == head.last:
                continue
            while last < len(self.tokens) and self.tokens[last].folded in FACILITY_ENDINGS:
                last += 1
            end = self.tokens[last - 1].end
            name = self.document.text[head.span_start : end]
            known = gazetteer.get(name)
            place = (
                _fact(known[0]) if known else Place(name, country or self.text.country_near(last))
            )
            yield (head.first, last, head.span_start, end, "head-with-place", place)

    def _facility_end(self, token: int, noun: str) -> tuple[int, str | None]:
        """Where the name behind a facility's noun ends, and its country where the name tells it."""
        hit = self.text.by_first.get(token)
        if hit and not hit.clitic and (hit.entries[0].kind not in WORDS or hit.last - token > 1):
            entry = self.text.entry(hit)
            if noun in _CAMPS and entry.kind in ("country", "capital"):
                return token, None  # a team's training camp abroad
            return hit.last, None if noun in NAMED_AFTER else entry.country or None
        return royal_name_end(self.tokens, token), None

    def _unknown(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """A name that no gazetteer holds, told by its noun: قرية, بلدة, حي, وادي."""
        for head in self.text.heads.values():
            believed = head.unknown or head.settlement
            last = unknown_end(self.document, head) if believed else head.last
            known = self.text.by_first.get(head.last)
            if (
                last == head.last
                or head.last in self.text.taken
                or (known and evidence(self.text, known))
            ):
                continue
            start = head.span_start if head.inside else self.tokens[head.last].start
            end = self.tokens[last - 1].end
            first = head.first if head.inside else head.last
            name = self.document.text[start:end]
            yield (
                first,
                last,
                start,
                end,
                "unknown-name-after-head",
                Place(name, self.text.country_near(last)),
            )

    def _realms(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """المملكة without a name is the kingdom the article or its paper is of."""
        kingdoms = [
            (self.text.told[c], c) for c in ("SAU", "JOR", "MAR", "BHR") if self.text.told[c]
        ]
        if not kingdoms:
            return
        country = max(kingdoms)[1]
        for i in self.document.where(_REALM.__contains__):
            token = self.tokens[i]
            after = self.tokens[i + 1].folded if i + 1 < len(self.tokens) else ""
            if i in self.text.by_first or i in self.text.taken or countries.demonym(after):
                continue
            start = token.start + clitic_length(token, _REALM[token.folded])
            entry = gazetteer.get(countries.country_name(country))[0]
            yield (i, i + 1, start, token.end, "realm-without-name", _fact(entry))


def _fact(entry: Entry) -> Place:
    return Place(
        entry.name, entry.country or None, entry.geonames_id, entry.latitude, entry.longitude
    )
