"""Who goes on speaking where a cue has no subject: of this sentence, of the one before, the last one."""

from __future__ import annotations

from extractors.reporting import Cue
from extractors.saying.complements import Complements
from extractors.saying.hearers import Hearers
from extractors.saying.noun_phrases import noun_phrase, word_list
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech_words import speech_words

_SENTENCE = 8  # tokens; a shorter line is a byline or a subhead


class Turns:
    """Remembers who spoke in which sentence."""

    def __init__(self, speech: Complements, people: People, hearers: Hearers) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document
        self.hearers = hearers
        self._spoke_at: dict[int, int] = {}  # first token of a sentence -> place in people.spoken

    def spoken_in(self, sentence: int) -> int | None:
        """The place among those who spoke of the one who did in the sentence that starts at a token."""
        return self._spoke_at.get(sentence)

    def remember(self, i: int, speaker: Speaker | None) -> None:
        """Notes who spoke by the cue at token i."""
        if speaker:
            self.people.spoken.append(speaker)
            self._spoke_at[self.document.sentence_of(i)[0]] = len(self.people.spoken) - 1

    def continued(self, i: int, found: Cue) -> Speaker | None:
        """The speaker of a cue without a subject: of this sentence, of the one before, the last one."""
        gender = found.gender if found.form == "verb" else ""
        sentence = self.document.sentence_of(i)
        place = self.spoken_in(sentence[0])
        if place is not None:
            return self.people.spoken[place]._replace(surface=None)
        topic = self._topic(sentence[0], i) if i > sentence[0] else None
        if not topic and sentence[0] > 0:
            before = self.document.sentence_of(sentence[0] - 1)
            byline = before[1] - before[0] < _SENTENCE and self.speech.kinds[before[1] - 1] == "b"
            if before[0] not in self._spoke_at and not byline:
                topic = self._topic(before[0], before[1], mentions_only=True)
        last = self.people.last(gender)
        if topic and last and not self._is_somebody(topic):
            topic = None
        chosen = topic or last
        return chosen._replace(surface=None) if chosen else None

    def _is_somebody(self, topic: Speaker) -> bool:
        """Whether a topic is known, or a role without a name: كانت وزيرة التربية."""
        role = next(iter(word_list(topic.name)), "") in speech_words("role-head")
        return role or self.people.is_known(topic.name)

    def _topic(self, first: int, last: int, *, mentions_only: bool = False) -> Speaker | None:
        """The subject of a sentence that reports no speech before: its first person or organisation
        near the head, else the noun phrase behind its first word."""
        tokens = self.document.tokens
        if first >= last:
            return None
        start, end = tokens[first].start, tokens[min(last, first + 12) - 1].end
        named = [m for m in self.people.within(start, end) if m.kind != "place"]
        named_later = self.people.within(start, tokens[last - 1].end) if not mentions_only else []
        chosen = next((m for m in (*named, *named_later) if m.kind == "person"), None)
        head = next(
            (m for m in named if m.span_start <= tokens[min(first + 2, last - 1)].start), None
        )
        chosen = head if head and head.kind == "organisation" and not chosen else chosen or head
        if chosen:
            return self.people.known(chosen)
        if mentions_only:
            return None
        surname = self.people.by_surname(self.document.words[first : min(first + 5, last)])
        if surname:
            return surname
        return self._topic_phrase(first, min(last, first + 12))

    def _topic_phrase(self, first: int, last: int) -> Speaker | None:
        """The noun phrase behind a sentence's first word, where that may be its verb."""
        phrase = noun_phrase(self.document, first + 1, last)
        opens = self.speech.word(first).removeprefix("و")
        words = phrase.last - phrase.first
        adjunct = opens in speech_words("ends-subject") and opens not in speech_words("to-be")
        if adjunct or not 1 <= words <= 8:
            return None
        if self.speech.kinds[first] == "V" and self.speech.kinds[first + 1] in ":<A":
            return None  # وتابع: «...»
        definite = self.speech.word(phrase.first).startswith("ال")
        if definite and words > 1:
            phrase = self.hearers.alone(phrase)
        return self.people.speaker(phrase, phrase, "") if definite or words > 1 else None
