"""Reads through whom a statement reached us: formulas, relays, unnamed sources, wire credits.

A named source that speaks for itself is a quote only. Chains run from the nearest publisher or
agency to the ultimate source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records import Attribution, Mention, Quote
from extractors.reporting import cue
from extractors.rules import mention, of_kind, without_overlap
from extractors.saying.complements import Complements
from extractors.saying.credits import credits_of
from extractors.saying.formulas import Formula, formula_at, may_open
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.relays import Relay, in_marks, medium_at, nameless, relay_in
from extractors.saying.sources import (
    Source,
    agencies,
    head_of,
    kind_in,
    led_by_l,
    media,
    organisation_heads,
)
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech_words import speech_words
from extractors.text import Document, Look, fold, without_article

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


def looks() -> tuple[Look, ...]:
    """What words are looked up by."""
    return may_open, _may_carry, agencies().starts


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The attribution mentions of a document; ``found`` holds what earlier extractors read."""
    reader = _Reader(document, found)
    return without_overlap(
        [*reader.of_quotes(), *reader.formulas(), *reader.carriers(), *reader.credits()]
    )


# A headline speaks for the article; formulas are read by themselves, with all their hops.
_TOLD_OTHERWISE = frozenset({"headline-name-colon", "formula-then-clause", "marks-then-formula"})
_MEDIA = fold("وسائل إعلام")
_NAME_IN_MARKS = 6  # tokens; more are no name
_REPORTS = frozenset(("التقرير", "الصحيفه"))


def _may_carry(folded: str) -> bool:
    """Whether the word tells that a medium publishes or circulates, or means its report."""
    word = folded.removeprefix("و")
    return word in _REPORTS or any(word in speech_words(k) for k in ("circulates", "publishes"))


class _Reader:
    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.found = found
        self.speech = Complements(document, found)
        self.people = People(document, found)
        self.quotes = of_kind(found, "quote")
        self._quote_at = {m.span_start: m.fact for m in self.quotes if isinstance(m.fact, Quote)}
        self._told = {m.fact.via for m in self.quotes if isinstance(m.fact, Quote)}

    # Quotes that have a source to be told

    def of_quotes(self) -> Iterator[Mention]:
        """An attribution for each quote whose printed source is unnamed or a medium, or that is
        printed to have come through one."""
        for m in self.quotes:
            if isinstance(m.fact, Quote) and m.rule not in _TOLD_OTHERWISE:
                yield from self._of_quote(m, m.fact)

    def _of_quote(self, m: Mention, fact: Quote) -> Iterator[Mention]:
        cue_first = self.document.token_at(m.span_start)
        content_first = self.document.token_at(fact.content_start)
        relay = (
            relay_in(self.speech, cue_first, content_first) if cue_first < content_first else None
        )
        at = self._surface_at(m, fact.speaker_surface) if fact.speaker_surface else None
        source = head_of(self.document, at) if at is not None else None
        unnamed = source is not None and source.source_class == "unnamed"
        unnamed = unnamed and not self.people.is_person(fact.speaker or "")
        medium = self._medium(at, source, fact) if at is not None else None
        medium = medium or (None if fact.via else self._learner(cue_first))
        before = self._told_before(cue_first, fact) if not relay else None
        if before and fact.via and fact.speaker:
            first = max(self.document.sentence_of(cue_first)[0], before.first - 2)
            hops = (fact.via, fact.speaker)
            yield self._built(first, before.last, hops, "named", None, "quote-through-medium")
            return
        carried = relay is not None or (at is not None and self._carried(cue_first))
        if not (unnamed or medium or carried) or not fact.speaker:
            return
        first = cue_first
        if at is not None and cue_first >= content_first:
            first = at - (self.speech.kinds[at - 1] == "V")  # the cue stands behind the content
        behind = self._behind(at, source if unnamed else None, fact) if at is not None else 0
        last = max(
            behind,
            cue_first + 1 if at is None else 0,
            relay.last if relay and relay.last - first < 20 else 0,
            first + 1,
        )
        speaker = medium.name if medium else fact.speaker
        through = fact.via or (relay and relay.name)
        between = self._hops(cue_first, content_first) if self._carried(cue_first) else []
        chain = tuple(dict.fromkeys(n for n in (through, *between, speaker) if n))
        rule = (
            "quote-through-medium"
            if fact.via or relay
            else "quote-by-unnamed"
            if unnamed
            else "quote-by-medium"
        )
        kind = (source.source_kind or kind_in(chain[-1])) if unnamed and source else None
        if medium and not unnamed and nameless(self.speech, medium):
            unnamed, kind = True, "media"
        yield self._built(first, last, chain, "unnamed" if unnamed else "named", kind, rule)

    def _told_before(self, cue_first: int, fact: Quote) -> Relay | None:
        """علق الوزير، في حديث إلى إذاعة «...»، قائلا: the medium in the clause of a participle."""
        found = cue(self.speech.word(cue_first))
        if not found or found.form != "participle" or not fact.via:
            return None
        told = relay_in(self.speech, self.document.sentence_of(cue_first)[0], cue_first)
        return told if told and told.name == fact.via else None

    def _learner(self, cue_first: int) -> Relay | None:
        """علمت «...» أن: the medium that tells what it learned."""
        found = cue(self.speech.word(cue_first))
        return in_marks(self.speech, cue_first + 1) if found and found.lemma == "علم" else None

    def _behind(self, at: int, source: Source | None, fact: Quote) -> int:
        """The token behind the head of a speaker at a token: its noun, or the whole name."""
        if source:
            return source.behind
        if not fact.speaker_surface or not self.people.is_person(fact.speaker or ""):
            return self._behind_name(at)
        end = self.speech.tokens[at].start + len(fact.speaker_surface)
        return self.document.token_at(end - 1) + 1

    def _hops(self, first: int, last: int) -> list[str]:
        """The media between the first carrier and the ultimate source: عن وكالة ... عن."""
        told = [k + 1 for k in range(first, min(last, first + 40)) if self.speech.word(k) == "عن"]
        relays = [medium_at(self.speech, k) or self._marked_medium(k) for k in told[:-1]]
        return [relay.name for relay in relays if relay]

    def _carried(self, cue_first: int) -> bool:
        """نقلت وكالة ... عن: the verb itself tells that somebody carries the words."""
        found = cue(self.speech.word(cue_first))
        return bool(found and found.lemma == "نقل")

    def _surface_at(self, m: Mention, surface: str) -> int | None:
        """The token at which the speaker of a quote stands, near its cue."""
        text = self.document.text
        place = text.find(surface, m.span_start, m.span_end)
        if place < 0:
            place = text.rfind(surface, max(0, m.span_start - 200), m.span_end)
        if place < 0:
            place = text.find(surface, m.span_end, m.span_end + 200)
        return self.document.token_at(place) if place >= 0 else None

    def _medium(self, at: int, source: Source | None, fact: Quote) -> Relay | None:
        """The medium that speaks at a token: by its head, a known name in marks, or الصحيفة alone."""
        relay = medium_at(self.speech, at) or self._marked_medium(at)
        if relay:
            return relay
        alone = " " not in (fact.speaker_surface or "")
        if source and source.source_class == "media" and alone:
            return Relay(fact.speaker or "", at, at + 1)
        return None

    def _marked_medium(self, at: int) -> Relay | None:
        """A name in marks that is a medium's: a known one, or one that somebody spoke to here."""
        quoted = self.speech.marked.get(at) or self.speech.marked.get(at - 1)
        if not quoted or not quoted.closed or not 1 <= quoted.words <= 4:
            return None
        known = media().at(self.document, quoted.opening + 1)
        agency = agencies().at(self.document, quoted.opening + 1)
        if agency and not agency.clitic and agency.last == quoted.closing:
            return Relay(agency.row["name"], at, quoted.behind)
        start, end = (
            self.speech.tokens[quoted.opening + 1].start,
            self.speech.tokens[quoted.closing - 1].end,
        )
        name = self.document.text[start:end]
        if (known and known.last == quoted.closing) or name in self._told:
            return Relay(name, at, quoted.behind)
        return None

    # Formulas: بحسب، وفقا لـ، نقلا عن، على ما أفاد

    def formulas(self) -> Iterator[Mention]:
        """Attributions told by a formula before a source, and chains of them."""
        until = 0
        for i in self.document.where(may_open):
            formula = formula_at(self.speech, i) if i >= until else None
            if formula:
                found = list(self._by_formula(i, formula))
                until = formula.end if found else i
                yield from found

    def _by_formula(self, i: int, formula: Formula) -> Iterator[Mention]:
        j, stop = formula.source, formula.end
        rule = "formula-verb" if formula.verbal else "formula"
        relay = medium_at(self.speech, j) or self._marked_medium(j)
        source = head_of(self.document, j)
        phrase = noun_phrase(self.document, j, stop)
        speaker = self.people.speaker(Stretch(j, stop), phrase, "")
        if not speaker or not (relay or source or self._is_source(phrase, speaker, rule)):
            return
        farther = self._farther(j, stop)
        unnamed_head = source is not None and source.source_class == "unnamed"
        nearest = self.people.is_known(speaker.name) or not led_by_l(self.document, phrase.first)
        through = relay_in(self.speech, j + 1, stop) if formula.verbal and not relay else None
        names = [
            *([through.name] if through else []),
            relay.name
            if relay and relay.name and not unnamed_head
            else speaker.name
            if nearest
            else speaker.name.removeprefix("ل"),
            *([farther.name] if farther else []),
        ]
        ultimate = farther.source if farther else (source if source else None)
        unnamed = ultimate is not None and ultimate.source_class == "unnamed"
        unnamed = unnamed and not self.people.is_person(names[-1])
        last = source.behind if source else self._behind_name(phrase.first)
        led = self._leads_to(relay) if relay and not farther else None
        if relay and led and led.speaker:
            names, last = [relay.name, led.speaker], relay.last
            ultimate = head_of(self.document, last + 1)
            unnamed = ultimate is not None and ultimate.source_class == "unnamed"
        kind = (ultimate.source_kind or kind_in(names[-1])) if ultimate and unnamed else None
        if relay and len(names) == 1 and not unnamed and nameless(self.speech, relay):
            unnamed, kind = True, "media"
        if not farther and not relay and self._issued_by_nobody(phrase, source):
            unnamed = True
        yield self._built(
            i, last, tuple(dict.fromkeys(names)), "unnamed" if unnamed else "named", kind, rule
        )

    def _issued_by_nobody(self, phrase: Stretch, source: Source | None) -> bool:
        """بحسب تقرير اطلعت عليه «...»: a document of which nobody says whose it is."""
        document = source is not None and source.source_class == "document"
        return document and phrase.last == phrase.first + 1 and not self._definite(phrase.first)

    def _definite(self, i: int) -> bool:
        return self.speech.word(i).startswith(("ال", "لل"))

    def _behind_name(self, i: int) -> int:
        """The token behind the word at i, or behind the marks that hold a name there."""
        opens = i if self.speech.kinds[i] == "<" else i - 1
        quoted = self.speech.marked.get(opens)
        short = quoted is not None and quoted.closed and quoted.words <= _NAME_IN_MARKS
        return quoted.behind if quoted and short else i + 1

    def _leads_to(self, relay: Relay) -> Quote | None:
        """The quote that a medium carries: وبحسب «رويترز» قال فلان."""
        behind = relay.last + (self.speech.kinds[relay.last : relay.last + 1] == [","])
        behind += self.speech.word(behind) in ("فقد", "قد")
        if behind >= len(self.speech.tokens):
            return None
        told = self._quote_at.get(self.speech.tokens[behind].start)
        return told if told and told.via == relay.name else None

    def _farther(self, j: int, stop: int) -> Speaker | None:
        """The source behind the nearest one: نقلا عن، عن."""
        told = {self.speech.word(k).removesuffix("ه") for k in (j - 1, j - 2)}
        carried = not told.isdisjoint(speech_words("carries"))
        for k in range(j + 1, stop):
            if self.speech.word(k) == "عن" and (carried or self.speech.word(k - 1) == "نقلا"):
                phrase = noun_phrase(self.document, k + 1, stop)
                return self.people.speaker(Stretch(k + 1, stop), phrase, "")
        return None

    def _is_source(self, phrase: Stretch, speaker: Speaker, rule: str) -> bool:
        """Whether a noun phrase behind a formula names somebody who can say something."""
        if rule == "formula-verb":
            return True
        tokens = self.speech.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        named = self.people.within(start, end)
        head = [m for m in named if m.kind != "place" and m.span_start <= start + 3]
        person = any(m.kind == "person" for m in named)
        body = organisation_heads().at(self.document, phrase.first)
        role = without_article(self.speech.word(phrase.first)) in speech_words("role-head")
        role = role or self.speech.word(phrase.first) in speech_words("collective")
        collective = role or bool(body and body.clitic in ("", "ل") and body.last < phrase.last)
        return bool(head) or person or collective or speaker.name != speaker.surface

    # Media that publish and circulate

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
                    yield self._built(
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
                    yield self._built(
                        i, relay.last, (relay.name,), "named", None, "published-by-medium"
                    )
            elif published and word in _REPORTS and self.speech.kinds[i - 1] == "V":
                yield self._built(
                    i - 1, i + 1, (published.name,), "named", None, "published-by-medium"
                )

    def _text(self, phrase: Stretch) -> str:
        tokens = self.speech.tokens
        return self.document.text[tokens[phrase.first].start : tokens[phrase.last - 1].end]

    # Credits and datelines

    def credits(self) -> Iterator[Mention]:
        """Wire credits: (أ ف ب), رويترز at a line's end, "دمشق - سانا:"."""
        for credit in credits_of(self.speech):
            yield self._built(
                credit.first, credit.last, (credit.name,), "named", None, credit.construction
            )

    def _built(
        self,
        first: int,
        last: int,
        chain: tuple[str, ...],
        source_class: str,
        kind: str | None,
        rule: str,
    ) -> Mention:
        tokens = self.speech.tokens
        start, end = tokens[first].start, tokens[max(last, first + 1) - 1].end
        fact = Attribution(
            chain=chain, cue=tokens[first].text, source_class=source_class, source_kind=kind
        )
        return mention(self.document, "attribution", start, end, rule, fact)
