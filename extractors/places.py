"""Places: names of the gazetteer with the evidence they need, and names told by the noun before them.

A word that only ever names a place counts wherever it stands. Any other needs a witness: a noun
(مدينة الباب), an adjective of its country (سروج التركية), a place of its country in the same sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors import countries
from extractors.lookups import Look
from extractors.naming import gazetteer
from extractors.naming.gazetteer import Entry, Hit
from extractors.naming.governments import is_subject
from extractors.naming.organisation_names import royal_name_end
from extractors.naming.place_nouns import FACILITY_ENDINGS, heads, place_heads, unknown_end
from extractors.records import Mention, Organisation, Place
from extractors.rules import clitic_length, mention, of_kind
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
_PREPOSITIONS = folded_words("في إلى الى من قرب داخل نحو باتجاه بين عبر صوب خارج")
_WORDS = ("geonames", "word")  # kinds whose names may be any word of the language
_KIN = folded_words("بن ابن أبو أبي أبا آل بنت أم")
_PRAYERS = folded_words("صلاة صلاتي أذان بعد قبل وقت لصلاة قبيل حتى عقب وصلاة")
_TRIBES = folded_words("بني بنو وبني لبني")  # بني إسرائيل
_PRAISED = folded_words("أحب أقدس أطهر بعض تلك هذه كل مختلف جميع")  # أحب البقاع
_UPHEAVALS = folded_words("الثورة السلطة الوحدة الفتح النصر السلام")  # الثورة السورية
_INSISTING = folded_words("هو وهو أنه إنه لكنه كان زال يزال أنا ما غير")  # هو مصر على
_DEFINITE = re.compile("[وف]?[بك]?ال..|[وف]?لل..")
# Streets and houses are called after places of other countries.
_NAMED_AFTER = folded_words("حي حيي شارع ميدان ساحة دوار ملعب استاد برج قصر مسجد جامع جسر")
_CAMPS = folded_words("معسكر")
# المملكة with clitics, and its clitics.
_REALM = {
    conjunction + form: clitic
    for conjunction in ("", "و", "ف")
    for form in ("المملكه", "بالمملكه", "كالمملكه", "لالمملكه", "للمملكه")
    for clitic, rest in readings(conjunction + form)
    if rest == "المملكه"
}


def looks() -> tuple[Look, ...]:
    """What words are looked up by."""
    return gazetteer.starts, countries.demonym, place_heads().starts, _REALM.__contains__


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The places of a document; those that are part of an organisation's name are none."""
    return list(_Reading(document, found).mentions())


class _Reading:
    """One document with what the rules ask about it: heads, hits, countries told."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self._taken: set[int] = set()
        self._seats: set[int] = set()
        for m in of_kind(found, "organisation"):
            first, last = document.tokens_of(m.span_start, m.span_end)
            (self._seats if _has_seat(m) else self._taken).update(range(first, last))
        self.heads = {head.last: head for head in heads(document)}
        self.hits = list(self._hits())
        self.by_first = {hit.first: hit for hit in self.hits}
        self.by_last = {hit.last: hit for hit in self.hits}
        self.told, self.told_in = self._countries_told()

    def mentions(self) -> Iterator[Mention]:
        position = 0
        named = sorted((*self._facilities(), *self._unknown(), *self._known(), *self._realms()))
        for first, last, start, end, rule, place in named:
            if first >= position:
                yield mention(self.document, "place", start, end, rule, place)
                position = last

    def _hits(self) -> Iterator[Hit]:
        last = 0
        for position in self.document.where(gazetteer.starts):
            hit = gazetteer.at(self.document, position) if position >= last else None
            if not hit:
                continue
            span = range(hit.first, hit.last)
            inside = not self._seats.isdisjoint(span) and not hit.entries[0].trusted
            if not inside and self._taken.isdisjoint(span):
                yield hit
                last = hit.last

    def _countries_told(self) -> tuple[Counter[str], dict[int, Counter[str]]]:
        """How often each country is told, by places without doubt and by adjectives: in the whole
        article, and by the first token of each sentence."""
        told: Counter[str] = Counter()
        told_in: dict[int, Counter[str]] = {}
        sure = {
            h.first: {e.country for e in h.entries if e.trusted}
            for h in self.hits
            if not (h.first in self.heads and self.heads[h.first].noun in _NAMED_AFTER)
        }
        adjectives = self.document.once(countries.demonyms)
        for i in sorted({*sure, *adjectives}):
            known = sure.get(i, set())
            adjective = None if i in sure else adjectives[i]
            country = adjective.country if adjective else known.pop() if len(known) == 1 else ""
            if country:
                told[country] += 1
                sentence = self.document.sentence_of(i)[0]
                told_in.setdefault(sentence, Counter())[country] += 1
        if self.document.article.country:
            told[self.document.article.country] += 1
        return told, told_in

    def _known(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        for hit in self.hits:
            rule = self._evidence(hit)
            if rule:
                entry = self._entry(hit)
                yield (
                    hit.first,
                    hit.last,
                    hit.span_start,
                    hit.span_end,
                    rule,
                    self._place(hit, entry),
                )

    def _evidence(self, hit: Hit) -> str | None:
        """The rule by which a hit is a place, None where it is none."""
        if self._blocked(hit):
            return None
        best = hit.entries[0]
        if best.trusted:
            return "country-name" if best.kind == "country" else "known-place"
        head = self.heads.get(hit.first)
        plain = best.kind not in _WORDS
        if head and (head.settlement or plain) and not hit.clitic:
            return "place-after-head"
        if self._nationality_after(hit):
            return "place-before-nationality"
        sentence = self.told_in.get(self.document.sentence_of(hit.first)[0], Counter())
        near = any(
            e.country in sentence for e in hit.entries if e.kind != "geonames" or e.population
        )
        if near and self._after_preposition(hit) and self._rare(hit):
            return "place-beside-place-of-its-country"
        return None

    def _rare(self, hit: Hit) -> bool:
        """A word of the lexicon, or one of GeoNames' that can hardly be another word."""
        return any(e.kind not in _WORDS for e in hit.entries) or hit.last - hit.first > 1

    def _blocked(self, hit: Hit) -> bool:
        before = self.tokens[hit.first - 1].folded if hit.first else ""
        after = self.tokens[hit.last].folded if hit.last < len(self.tokens) else ""
        word = self.tokens[hit.first].folded
        return (
            (before in _KIN and not hit.clitic)
            or (before in _TRIBES and not hit.clitic)
            or (before in _PRAISED and not hit.clitic)
            or not self._spelled(hit)
            or self.document.text[hit.span_end - 1] == "\u064b"
            or (word.endswith("ينبع") and after == "من")
            or (word.endswith("المغرب") and before in _PRAYERS)
            or (word.endswith("مسقط") and after.startswith("راس"))
            or (word.endswith("مصر") and after in ("علي", "ان") and before in _INSISTING)
            or (word.endswith("الرباط") and after.startswith("الصليبي"))
            or (word in ("سوريه", "وسوريه") and self._is_adjective(hit))
            or (word == "السعوديه" and self._follows_definite(hit))
        )

    def _spelled(self, hit: Hit) -> bool:
        """Words of two letters (إب) are many things: they count as printed only."""
        folded = self.tokens[hit.first].folded[len(hit.clitic) :]
        if hit.last - hit.first > 1 or len(folded) > 2:
            return True
        return self.document.text[hit.span_start : hit.span_end] in {e.name for e in hit.entries}

    def _is_adjective(self, hit: Hit) -> bool:
        """قوات سورية: an adjective behind a noun without the article, not the country."""
        if not hit.first or hit.clitic:
            return False
        before = self.tokens[hit.first - 1]
        return (
            before.kind == "w"
            and before.folded.endswith(("ه", "ات"))
            and hit.first not in self.heads
        )

    def _follows_definite(self, hit: Hit) -> bool:
        """سوق الأسهم السعودية, مدينة جدة السعودية: an adjective behind a definite noun or a name."""
        before = self.tokens[hit.first - 1].folded if hit.first else ""
        return hit.first in self.by_last or _DEFINITE.match(before) is not None

    def _nationality_after(self, hit: Hit) -> bool:
        if hit.last >= len(self.tokens) or self.tokens[hit.first].folded in _UPHEAVALS:
            return False
        told = countries.demonym(self.tokens[hit.last].folded)
        feminine = told and told.definite and told.gender == "f"  # a club is masculine
        return bool(feminine and told and any(e.country == told.country for e in hit.entries))

    def _after_preposition(self, hit: Hit) -> bool:
        if hit.clitic.strip("وف") or (hit.clitic == "و" and hit.first in self.by_last):
            return True  # also what a place before it carries over: في صور وصيدا
        return bool(hit.first) and self.tokens[hit.first - 1].folded in _PREPOSITIONS

    def _entry(self, hit: Hit) -> Entry:
        """Which place a surface means: of the country named behind it, of one named in the sentence,
        of the one the article speaks of most, else the likeliest."""
        entries = hit.entries
        if len({e.country for e in entries}) == 1:
            return entries[0]
        if hit.last < len(self.tokens):
            told = countries.demonym(self.tokens[hit.last].folded)
            for entry in entries:
                if told and entry.country == told.country:
                    return entry
        sure = (
            [e for e in entries if e.trusted]
            or [e for e in entries if e.kind != "geonames"]
            or entries
        )
        sentence = self.told_in.get(self.document.sentence_of(hit.first)[0], Counter())
        scores = [(sentence[e.country], self.told[e.country], -i) for i, e in enumerate(sure)]
        return sure[-max(scores)[2]]

    def _place(self, hit: Hit, entry: Entry) -> Place:
        able = entry.kind in ("country", "capital") and hit.first not in self.heads
        acts = (
            able and not hit.clitic.strip("وف") and is_subject(self.document, hit.first, hit.last)
        )
        printed = self.document.text[hit.span_start : hit.span_end]
        told = self._country_behind(hit)
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

    def _country_behind(self, hit: Hit) -> str | None:
        """The country of a feminine adjective behind a name, as cities have it."""
        if hit.last >= len(self.tokens):
            return None
        told = countries.demonym(self.tokens[hit.last].folded)
        return told.country if told and told.definite and told.gender == "f" else None

    def _facilities(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """Noun and name together: مطار عدن الدولي, جسر الملك فهد."""
        for head in self.heads.values():
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
            place = _fact(known[0]) if known else Place(name, country or self._country_near(last))
            yield (head.first, last, head.span_start, end, "head-with-place", place)

    def _facility_end(self, token: int, noun: str) -> tuple[int, str | None]:
        """Where the name behind a facility's noun ends, and its country where the name tells it."""
        hit = self.by_first.get(token)
        if hit and not hit.clitic and (hit.entries[0].kind not in _WORDS or hit.last - token > 1):
            entry = self._entry(hit)
            if noun in _CAMPS and entry.kind in ("country", "capital"):
                return token, None  # a team's training camp abroad
            return hit.last, None if noun in _NAMED_AFTER else entry.country or None
        return royal_name_end(self.tokens, token), None

    def _unknown(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """A name that no gazetteer holds, told by its noun: قرية, بلدة, حي, وادي."""
        for head in self.heads.values():
            believed = head.unknown or head.settlement
            last = unknown_end(self.document, head) if believed else head.last
            known = self.by_first.get(head.last)
            if last == head.last or head.last in self._taken or (known and self._evidence(known)):
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
                Place(name, self._country_near(last)),
            )

    def _country_near(self, token: int) -> str | None:
        """The only country told in the sentence, else the one that prevails in the article."""
        at = min(token, len(self.tokens) - 1)
        sentence = self.told_in.get(self.document.sentence_of(at)[0], Counter())
        if len(sentence) == 1:
            return next(iter(sentence))
        ranked = (sentence or self.told).most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]):
            return ranked[0][0]
        return None

    def _realms(self) -> Iterator[tuple[int, int, int, int, str, Place]]:
        """المملكة without a name is the kingdom the article or its paper is of."""
        kingdoms = [(self.told[c], c) for c in ("SAU", "JOR", "MAR", "BHR") if self.told[c]]
        if not kingdoms:
            return
        country = max(kingdoms)[1]
        for i in self.document.where(_REALM.__contains__):
            token = self.tokens[i]
            after = self.tokens[i + 1].folded if i + 1 < len(self.tokens) else ""
            if i in self.by_first or i in self._taken or countries.demonym(after):
                continue
            start = token.start + clitic_length(token, _REALM[token.folded])
            entry = gazetteer.get(countries.country_name(country))[0]
            yield (i, i + 1, start, token.end, "realm-without-name", _fact(entry))


def _has_seat(m: Mention) -> bool:
    """An office whose name says where it sits (شرطة دبي, أمانة جدة): the place is one of its own."""
    offices = ("GOV", "COP", "JUD")
    fact = m.fact
    return (
        isinstance(fact, Organisation)
        and fact.sector in offices
        and m.rule == "noun-with-complement"
    )


def _fact(entry: Entry) -> Place:
    return Place(
        entry.name, entry.country or None, entry.geonames_id, entry.latitude, entry.longitude
    )
