"""Attributions told by formulas: بحسب، وفقا لـ، نقلا عن، على ما أفاد, and the chains behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records import Mention, Quote
from extractors.saying.formulas import Formula, formula_at, may_open
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.quote_chains import QuoteChains
from extractors.saying.relays import Relay, in_brackets, medium_at, nameless, relay_in
from extractors.saying.sources import Source, head_of, kind_in, led_by_l, organisation_heads
from extractors.saying.speakers import Speaker
from extractors.saying.speech_words import speech_words
from extractors.text import Document, without_article

_WRITER = 8  # tokens


class FormulaChains(QuoteChains):
    """Reads the sources that formulas name as well."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        super().__init__(document, found)
        self._quote_at = {m.span_start: m.fact for m in self.quotes if isinstance(m.fact, Quote)}

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
        relay = medium_at(self.speech, j) or self.marked_medium(j) or in_brackets(self.speech, j)
        source = head_of(self.document, j)
        phrase = noun_phrase(self.document, j, stop)
        speaker = self.people.speaker(Stretch(j, stop), phrase, "")
        if not speaker or not (relay or source or self._is_source(phrase, speaker, rule)):
            return
        farther = self._farther(j, stop)
        unnamed_head = source is not None and source.source_class == "unnamed"
        nearest = self.people.is_known(speaker.name) or not led_by_l(self.document, phrase.first)
        through = relay_in(self.speech, j + 1, stop) if formula.verbal and not relay else None
        through = through or self._carrying(phrase.last, stop)
        whose = self._whose(phrase, source)
        names = [
            *([through.name] if through else []),
            relay.name
            if relay and relay.name and not unnamed_head
            else whose
            if whose
            else speaker.name
            if nearest
            else speaker.name.removeprefix("ل"),
            *([farther.name] if farther else []),
        ]
        ultimate = farther.source if farther else (source if source else None)
        unnamed = ultimate is not None and ultimate.source_class == "unnamed"
        unnamed = unnamed and not self.people.is_person(names[-1])
        last = source.behind if source else self.behind_name(phrase.first)
        led = self._leads_to(relay) if relay and not farther else None
        if relay and led and led.speaker:
            names, last = [relay.name, led.speaker], relay.last
            ultimate = head_of(self.document, last + 1)
            unnamed = ultimate is not None and ultimate.source_class == "unnamed"
        kind = (ultimate.source_kind or kind_in(names[-1])) if ultimate and unnamed else None
        if relay and len(names) == 1 and not unnamed and nameless(self.speech, relay):
            unnamed, kind = True, "media"
        if not farther and not relay and not whose and self._issued_by_nobody(phrase, source):
            unnamed = True
        yield self.built(
            i, last, tuple(dict.fromkeys(names)), "unnamed" if unnamed else "named", kind, rule
        )

    def _carrying(self, j: int, stop: int) -> Relay | None:
        """بحسب التقرير الذي نقلته وكالة ...: the medium of the relative clause at token j."""
        if j + 2 >= stop or self.speech.word(j) not in speech_words("relative"):
            return None
        verb = self.speech.word(j + 1).removesuffix("ه").removesuffix("ها")
        return medium_at(self.speech, j + 2) if verb in speech_words("carries") else None

    def _whose(self, phrase: Stretch, source: Source | None) -> str | None:
        """دراسة أجرتها الجامعة: a document with whose it is."""
        document = source is not None and source.source_class == "document"
        if not document or self.speech.word(phrase.last) not in speech_words("whose-document"):
            return None
        writer = noun_phrase(self.document, phrase.last + 1, phrase.last + _WRITER)
        if writer.first >= writer.last or not self.people.names_somebody(*writer):
            return None
        tokens = self.speech.tokens
        return self.document.text[tokens[phrase.first].start : tokens[writer.last - 1].end]

    def _issued_by_nobody(self, phrase: Stretch, source: Source | None) -> bool:
        """بحسب تقرير اطلعت عليه «...»: a document of which nobody says whose it is."""
        document = source is not None and source.source_class == "document"
        return document and phrase.last == phrase.first + 1 and not self._definite(phrase.first)

    def _definite(self, i: int) -> bool:
        return self.speech.word(i).startswith(("ال", "لل"))

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
