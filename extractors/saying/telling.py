"""Whether a cue with what it introduces reports speech: nothing is said by things and rumours do not talk."""

from __future__ import annotations

from extractors.reporting import Cue
from extractors.saying.complements import Complement, Complements
from extractors.saying.fronted import Fronted
from extractors.saying.noun_phrases import noun_phrase
from extractors.saying.relays import source_behind_from
from extractors.saying.sources import head_of
from extractors.saying.speakers import People
from extractors.saying.speech_words import speech_words
from extractors.saying.turns import Turns

_FACELESS = frozenset({"مصدر", "معلومات", "وسائل اعلام", "شاهد عيان"})


class Telling:
    """Tells reported speech from verbs that only look like it."""

    def __init__(self, speech: Complements, people: People, fronted: Fronted, turns: Turns) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document
        self.fronted = fronted
        self.turns = turns

    def said(self, i: int, found: Cue, complement: Complement) -> bool:
        """نقل needs عن; other cues speak for themselves."""
        if found.lemma == "نقل":
            return source_behind_from(self.speech, i, complement.subject_end) is not None
        if found.lemma == "تحدث" and complement.construction == "cue-preposition":
            return self._rumour(i, found)
        if complement.construction == "cue-colon" and found.form == "verb":
            plain = found.tense == "perfect" and not found.homograph
            return plain or self._colon_subject(i + 1, complement.subject_end)
        if found.lemma == "كشف" and complement.construction == "cue-preposition":
            empty = complement.subject_end <= i + 1
            return empty or self.people.names_somebody(i + 1, complement.subject_end)
        shows = found.lemma in ("بين", "أبان", "زاد") and found.tense == "imperfect"
        if shows or (found.lemma == "بين" and complement.subject_end > i + 4):
            return self.people.names_somebody(i + 1, complement.subject_end)
        if found.tense == "imperfect" and self.speech.word(i - 1) in speech_words("goes-on"):
            return True
        if found.tense == "imperfect" and self._thing_alone(i + 1, complement.subject_end):
            return False
        if self._of_a_thing(i, found, complement) or self._endangers(i, found, complement):
            return False
        if found.tense == "imperfect" and found.stance == "evaluative":
            return (
                self.people.names_somebody(i + 1, complement.subject_end)
                or self.fronted.before(i, found) is not None
            )
        if found.tense == "imperfect" and complement.construction in (
            "cue-preposition",
            "cue-masdar",
        ):
            told = (
                self._definite(i + 1, complement.subject_end)
                or self.fronted.before(i, found) is not None
                or self._goes_on(i, found)
            )
            return self._somebody(i, complement) and (told or i < self.fronted.headline_tokens)
        return found.tense != "imperfect" or bool(found.clitic) or self._somebody(i, complement)

    def _rumour(self, i: int, found: Cue) -> bool:
        """تحدثت تقارير عن: sources without a face report by it; others talk about something."""
        if found.form != "verb":
            return False
        source = head_of(self.document, i + 1)
        before = None if source else self.fronted.before(i, found)
        source = source or (before.source if before else None)
        return source is not None and source.lemma in _FACELESS

    def _of_a_thing(self, i: int, found: Cue, complement: Complement) -> bool:
        """الأمر الذي دعا إلى: what the relative pronoun means is nobody who speaks."""
        weak = complement.construction in ("cue-preposition", "cue-masdar")
        explicit = found.tense == "perfect" and complement.subject_end > i + 1
        if not weak or not self.fronted.relates(i - 1, found) or explicit:
            return False
        return self.fronted.antecedent(i - 1) is None

    def _thing_alone(self, first: int, last: int) -> bool:
        """ويشير هذا القرار إلى: a thing of which nobody expects words."""
        phrase = noun_phrase(self.document, first, last)
        alone = phrase.last == phrase.first + 1
        return alone and self.speech.word(phrase.first) in speech_words("no-speaker")

    def _endangers(self, i: int, found: Cue, complement: Complement) -> bool:
        """تهدد الإصابة بغيابه: what threatens in the imperfect and is nobody says nothing."""
        if found.lemma != "هدد" or found.tense != "imperfect":
            return False
        named = self.people.names_somebody(i + 1, complement.subject_end)
        return not named and self.fronted.before(i, found) is None

    def _goes_on(self, i: int, found: Cue) -> bool:
        """يرى أن ...، ويشير إلى: a second verb of one who speaks in this sentence."""
        return (
            found.clitic == "و"
            and self.turns.spoken_in(self.document.sentence_of(i)[0]) is not None
        )

    def _colon_subject(self, first: int, last: int) -> bool:
        """Whether words without marks behind a colon have somebody who says them."""
        phrase = noun_phrase(self.document, first, last)
        empty = phrase.first >= phrase.last
        return empty or last - first <= 4 or self._definite(first, last)

    def _definite(self, first: int, last: int) -> bool:
        """Whether a stretch opens with a definite noun or with somebody."""
        phrase = noun_phrase(self.document, first, last)
        definite = phrase.first < phrase.last and self.speech.word(phrase.first).startswith("ال")
        return definite or self.people.names_somebody(first, last)

    def _somebody(self, i: int, complement: Complement) -> bool:
        """Whether somebody who can speak stands before an imperfect or behind it: الأرقام تشير إلى
        reports no speech."""
        phrase = noun_phrase(self.document, i + 1, complement.subject_end)
        if phrase.first < phrase.last or i < self.fronted.headline_tokens:
            return True
        first = self.fronted.clause_start(i)
        if first == i:
            return True
        first += self.speech.word(first) in ("لكن", "ولكن")
        named = self.people.names_somebody(first, i)
        place = self.people.place_at(self.document.tokens[first].start)
        return named or place
