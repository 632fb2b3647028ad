"""The subject of each cue: behind its verb, before it, or the one who spoke last."""

from __future__ import annotations

from extractors.reporting import Cue, cue
from extractors.saying.complements import Complement, Complements
from extractors.saying.fronted import Fronted
from extractors.saying.hearers import Hearers
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.relays import (
    Relay,
    in_marks,
    medium_at,
    owner_at,
    relay_in,
    source_behind_from,
)
from extractors.saying.sources import head_of
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech import PREPOSITIONS
from extractors.saying.speech_words import speech_words
from extractors.saying.telling import Telling
from extractors.saying.turns import Turns

_CLAUSE = 24  # tokens
_BEFORE = 12  # tokens of a subject right before a participle
_STATEMENTS = frozenset({"بيان", "بيانها", "بيانه"})


class Subjects:
    """Tells who speaks at each cue."""

    def __init__(self, speech: Complements, people: People) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document
        self.hearers = Hearers(speech, people)
        self.fronted = Fronted(speech, people)
        self.turns = Turns(speech, people, self.hearers)
        self.said = Telling(speech, people, self.fronted, self.turns).said
        self.remember = self.turns.remember

    def speaker(self, i: int, found: Cue, complement: Complement) -> Speaker | None:
        """Who speaks by the cue at token i, None where the text does not tell."""
        if found.form == "verb":
            named = (
                self.fronted.headline_subject(i, found)
                or self.fronted.as_for(i, found)
                or self._subject(i, found, complement)
            )
            last = complement.subject_end - 1
            if not named and last > i and self.speech.kinds[last] == "P":
                named = self._right_before(last)
            if named:
                return named
        speaker = self._answering(i, found) or self.turns.continued(i, found)
        via = self._told_to(i, found, complement) if speaker else None
        return speaker._replace(via=via.name) if speaker and via else speaker

    def _answering(self, i: int, found: Cue) -> Speaker | None:
        """ليرد عليه فلان قائلا: the subject between a verb of speech and its participle."""
        if found.form != "participle" or i < 2 or self.speech.kinds[i - 1] != "w":
            return None
        answers = self.speech.word(i - 2).removeprefix("ل")
        if cue(answers) and self.people.is_surname(self.speech.word(i - 1)):
            return self.people.by_surname([self.speech.word(i - 1)])
        before = self._right_before(i)
        if before:
            return before
        end = self.document.tokens[i - 1].end
        named = next((m for m in self.people.within(end - 60, end) if m.span_end == end), None)
        if not named or named.kind == "place":
            return None
        verb = self.document.token_at(named.span_start) - 1
        verb -= self.speech.word(verb) in ("عليه", "عليها", "عليهم")
        word = self.speech.word(verb)
        told = cue(word) or cue(word.removeprefix("ل")) or cue(word.removeprefix("ف"))
        return self.people.known(named) if told and told.form == "verb" else None

    def _right_before(self, i: int) -> Speaker | None:
        """أجاب عن السؤال الخبير فلان قائلا, همس أحد الطلاب قائلا: who stands between verb and participle."""
        first = self.document.sentence_of(i)[0]
        if self.turns.spoken_in(first) is not None:
            return None
        for j in range(max(first + 1, i - _BEFORE), i):
            told = self.speech.word(j - 1) not in PREPOSITIONS
            joined = "و" in self.speech.words[j:i] or "V" in self.speech.kinds[j:i]
            if told and not joined and self.people.names_somebody(j, i):
                phrase = noun_phrase(self.document, j, i)
                whole = phrase == Stretch(j, i) and not self.speech.word(j).startswith(
                    ("لل", "بال")
                )
                return self.people.speaker(phrase, phrase, "") if whole else None
        return None

    def _told_to(self, i: int, found: Cue, complement: Complement) -> Relay | None:
        """قال لـ«...»: the medium behind a cue without a subject; before a participle, the one of
        its clause: علق الوزير، في حديث إلى إذاعة «...»، قائلا."""
        behind = relay_in(self.speech, i, complement.subject_end)
        first = self.document.sentence_of(i)[0]
        if behind or found.form != "participle" or self.turns.spoken_in(first) is not None:
            return behind
        return relay_in(self.speech, max(first, i - _CLAUSE), i)

    def _subject(self, i: int, found: Cue, complement: Complement) -> Speaker | None:
        first, stop = i + 1, complement.subject_end
        if found.lemma == "علم":
            return self._learner(first, stop)
        via = relay_in(self.speech, i, stop)
        relayed = via.name if via else None
        if via and via.first <= first + 1:
            first = via.last
        elif via:
            stop = via.first
        if found.lemma == "نقل":
            source = source_behind_from(self.speech, i, stop) or first
            medium = medium_at(self.speech, first)
            relayed = medium.name if medium else self._carrier(i, found, source) or relayed
            first = source + 1
        if found.lemma in ("جاء", "ورد"):
            first += 1
        stretch = Stretch(first, stop)
        phrase = noun_phrase(self.document, *stretch)
        if self.speech.word(phrase.first) in speech_words("his-talk"):
            stretch = phrase = Stretch(stop, stop)  # واختتم حديثه بقوله
        subject = self.hearers.subject(phrase, found)
        if subject != phrase:
            stretch = phrase = subject
        elif phrase.first < phrase.last and self._to_hearer(phrase, found, complement):
            return self.fronted.before(i, found)
        gender = "" if found.lemma == "نقل" else found.gender
        speaker = self.people.speaker(stretch, phrase, gender)
        if speaker and self._adverbial(phrase.first) and not self.people.is_person(speaker.name):
            speaker = None
        speaker = speaker or self.fronted.before(i, found)
        if speaker and not relayed and speaker.source:
            speaker, relayed = self._owned(speaker, phrase)
        if speaker and not speaker.source and self._in_statement(i, stop):
            self.people.issuer = speaker.name
        return speaker._replace(via=relayed) if speaker and relayed else speaker

    def _owned(self, speaker: Speaker, phrase: Stretch) -> tuple[Speaker, str | None]:
        """مصادر «عكاظ»: an unnamed source, and the medium whose it is."""
        unnamed = speaker.source is not None and speaker.source.source_class == "unnamed"
        owner = owner_at(self.speech, phrase.first + 1) if unnamed else None
        if not owner:
            return speaker, None
        return speaker._replace(name=self.document.tokens[phrase.first].text), owner.name

    def _carrier(self, i: int, found: Cue, source: int) -> str | None:
        """Who carries words: نقل فلان عن, or the medium before نقلت الخبر عن."""
        carrier = noun_phrase(self.document, i + 1, source)
        if carrier.first >= carrier.last and self.speech.word(i) == "نقلا":
            told = self.turns.leading(self.document.sentence_of(i)[0], i)
            return told.name if told else None  # وذكرت الهيئة، نقلا عن مصدر، أن
        if carrier.first >= carrier.last:
            before = self.fronted.before(i, found)
            return before.name if before else None  # وكانت صحيفة «...» نقلت عن
        if self.speech.word(carrier.first) not in speech_words("news-told"):
            return self._text(carrier)
        before = self.fronted.before(i, found)
        return before.name if before else None

    def _learner(self, first: int, stop: int) -> Speaker | None:
        """علمت «...» من مصادر: the medium speaks, or carries those it learned it from."""
        medium = in_marks(self.speech, first)
        if not medium:
            return None
        told = next((j + 1 for j in range(medium.last, stop) if self.speech.word(j) == "من"), stop)
        phrase = noun_phrase(self.document, told, stop)
        speaker = self.people.speaker(Stretch(told, stop), phrase, "")
        return (
            speaker._replace(via=medium.name) if speaker else Speaker(medium.name, medium.name, "f")
        )

    def _in_statement(self, first: int, last: int) -> bool:
        return not _STATEMENTS.isdisjoint(self.speech.words[first:last])

    def _text(self, phrase: Stretch) -> str | None:
        if phrase.first >= phrase.last:
            return None
        tokens = self.document.tokens
        return self.document.text[tokens[phrase.first].start : tokens[phrase.last - 1].end].strip(
            '«»“”" '
        )

    def _to_hearer(self, phrase: Stretch, found: Cue, complement: Complement) -> bool:
        """حث أنصاره, طالب السكان بأن يغادروا: what stands behind the verb is whom it is said to."""
        if found.lemma_folded not in speech_words("takes-hearer"):
            return False
        if self.speech.word(phrase.first - 1) in speech_words("titled"):
            return True  # وطالب معاليه المجتمع الدولي
        if self.fronted.had(phrase.first - 1, found):
            return True  # وكان الصافي، طالب العبادي
        told_to_do = self.hearers.are_to_do(complement.content.first)
        return (told_to_do and not self.people.names_somebody(*phrase)) or self.hearers.are_meant(
            phrase, found
        )

    def _adverbial(self, i: int) -> bool:
        """للمنتج, بالنص: no subject but to whom or how it is said."""
        word, printed = self.speech.word(i), self.document.tokens[i].text
        if printed.startswith("ل") and printed.endswith(("ه", "ها", "هم")) and len(word) > 3:
            return True  # وقال لأخيه
        hearer = word.startswith("لل") and head_of(self.document, i) is None
        return len(word) > 3 and (hearer or (word.startswith("بال") and self._unnamed_at(i)))

    def _unnamed_at(self, i: int) -> bool:
        start = self.document.tokens[i].start
        return not self.people.within(start, start + 1)
