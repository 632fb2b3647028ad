"""Attributions of quotes: said by an unnamed source or a medium, or told through one."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import Mention, Quote
from extractors.reporting import cue
from extractors.saying.chains import Chains
from extractors.saying.relays import Relay, in_marks, medium_at, nameless, relay_in
from extractors.saying.sources import Source, described_as_nobody, head_of, is_broadcast, kind_in

# A headline speaks for the article; formulas are read by themselves, with all their hops.
_TOLD_OTHERWISE = frozenset({"headline-name-colon", "formula-then-clause", "marks-then-formula"})


class QuoteChains(Chains):
    """Reads through whom the quotes of a document reached us."""

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
        again = relay is not None and at is None
        unnamed = unnamed or (again and described_as_nobody(fact.speaker or ""))
        unnamed = unnamed and not self.people.is_known(fact.speaker or "")
        medium = self._medium(at, source, fact) if at is not None else None
        medium = medium or (None if fact.via else self._learner(cue_first))
        before = self._told_before(cue_first, fact) if not relay else None
        if before and fact.via and fact.speaker:
            first = max(self.document.sentence_of(cue_first)[0], before.first - 2)
            hops = (fact.via, fact.speaker)
            yield self.built(first, before.last, hops, "named", None, "quote-through-medium")
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
        told_kind = source.source_kind if source else None
        kind = (told_kind or kind_in(chain[-1])) if unnamed else None
        if medium and not unnamed and nameless(self.speech, medium):
            unnamed, kind = True, "media"
        yield self.built(first, last, chain, "unnamed" if unnamed else "named", kind, rule)

    def _told_before(self, cue_first: int, fact: Quote) -> Relay | None:
        """علق الوزير، في حديث إلى إذاعة «...»، قائلا: the medium in the clause of a participle."""
        found = cue(self.speech.word(cue_first))
        if not found or found.form != "participle" or not fact.via:
            return None
        sentence = self.document.sentence_of(cue_first)[0]
        start, end = self.speech.tokens[sentence].start, self.speech.tokens[cue_first].start
        if any(start <= m.span_start < end for m in self.quotes):
            return None  # told with the verb before it
        told = relay_in(self.speech, sentence, cue_first)
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
            return self.behind_name(at)
        end = self.speech.tokens[at].start + len(fact.speaker_surface)
        return self.document.token_at(end - 1) + 1

    def _hops(self, first: int, last: int) -> list[str]:
        """The media between the first carrier and the ultimate source: عن وكالة ... عن."""
        told = [k + 1 for k in range(first, min(last, first + 40)) if self.speech.word(k) == "عن"]
        relays = [medium_at(self.speech, k) or self.marked_medium(k) for k in told[:-1]]
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
        relay = medium_at(self.speech, at) or self.marked_medium(at)
        if relay:
            return relay
        alone = " " not in (fact.speaker_surface or "")
        if (
            source
            and source.source_class == "media"
            and (alone or is_broadcast(self.speech.word(at)))
        ):
            return Relay(fact.speaker or "", at, at + 1)
        return None
