"""The subject of each cue: behind its verb, before it, or the one who spoke last."""

from __future__ import annotations

from extractors.reporting import Cue
from extractors.saying.complements import Complement, Complements
from extractors.saying.hearers import Hearers
from extractors.saying.noun_phrases import Stretch, noun_phrase, word_list
from extractors.saying.relays import Relay, in_marks, medium_at, relay_in
from extractors.saying.sources import head_of
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech_words import speech_words
from extractors.text import fold, readings, without_article

_FACELESS = frozenset({"مصدر", "معلومات", "وسائل اعلام", "شاهد عيان"})
_RELATIVES = {"الذي": "m", "التي": "f"}
_CLAUSE = 24  # tokens
_SENTENCE = 8  # tokens; a shorter line is a byline or a subhead


class Subjects:
    """Tells who speaks at each cue, and remembers who spoke in which sentence."""

    def __init__(self, speech: Complements, people: People) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document
        self.hearers = Hearers(speech, people)
        headline = self.document.headline_end
        self.headline_tokens = self.document.token_at(headline) if headline else 0
        self._spoke_at: dict[int, int] = {}  # first token of a sentence -> place in people.spoken

    def said(self, i: int, found: Cue, complement: Complement) -> bool:
        """نقل needs عن; other cues speak for themselves."""
        if found.lemma == "نقل":
            return self._after_from(i, complement) is not None
        if found.lemma == "تحدث" and complement.construction == "cue-preposition":
            return self._rumour(i, found)
        if complement.construction == "cue-colon" and found.form == "verb":
            plain = found.tense == "perfect" and not found.homograph
            return plain or self._colon_subject(i + 1, complement.subject_end)
        if found.lemma == "كشف" and complement.construction == "cue-preposition":
            empty = complement.subject_end <= i + 1
            return empty or self._names_somebody(i + 1, complement.subject_end)
        shows = found.lemma in ("بين", "أبان") and found.tense == "imperfect"
        if shows or (found.lemma == "بين" and complement.subject_end > i + 4):
            return self._names_somebody(i + 1, complement.subject_end)
        if self._of_a_thing(i, found, complement):
            return False
        if found.tense == "imperfect" and found.stance == "evaluative":
            return (
                self._names_somebody(i + 1, complement.subject_end)
                or self._before(i, found) is not None
            )
        if found.tense == "imperfect" and complement.construction in (
            "cue-preposition",
            "cue-masdar",
        ):
            told = (
                self._definite(i + 1, complement.subject_end)
                or self._before(i, found) is not None
                or self._goes_on(i, found)
            )
            return self._somebody(i, complement) and (told or i < self.headline_tokens)
        return found.tense != "imperfect" or bool(found.clitic) or self._somebody(i, complement)

    def _rumour(self, i: int, found: Cue) -> bool:
        """تحدثت تقارير عن: sources without a face report by it; others talk about something."""
        if found.form != "verb":
            return False
        source = head_of(self.document, i + 1)
        before = None if source else self._before(i, found)
        source = source or (before.source if before else None)
        return source is not None and source.lemma in _FACELESS

    def _of_a_thing(self, i: int, found: Cue, complement: Complement) -> bool:
        """الأمر الذي دعا إلى: what the relative pronoun means is nobody who speaks."""
        weak = complement.construction in ("cue-preposition", "cue-masdar")
        explicit = found.tense == "perfect" and complement.subject_end > i + 1
        if not weak or not self._relates(i - 1, found) or explicit:
            return False
        return self._antecedent(i - 1) is None

    def _goes_on(self, i: int, found: Cue) -> bool:
        """يرى أن ...، ويشير إلى: a second verb of one who speaks in this sentence."""
        return found.clitic == "و" and self.document.sentence_of(i)[0] in self._spoke_at

    def remember(self, i: int, speaker: Speaker | None) -> None:
        if speaker:
            self.people.spoken.append(speaker)
            self._spoke_at[self.document.sentence_of(i)[0]] = len(self.people.spoken) - 1

    def speaker(self, i: int, found: Cue, complement: Complement) -> Speaker | None:
        if found.form == "verb":
            named = (
                self._headline_subject(i, found)
                or self._as_for(i, found)
                or self._subject(i, found, complement)
            )
            if named:
                return named
        speaker = self._continued(i, found)
        via = self._told_to(i, found, complement) if speaker else None
        return speaker._replace(via=via.name) if speaker and via else speaker

    def _told_to(self, i: int, found: Cue, complement: Complement) -> Relay | None:
        """قال لـ«...»: the medium behind a cue without a subject; before a participle, the one of
        its clause: علق الوزير، في حديث إلى إذاعة «...»، قائلا."""
        behind = relay_in(self.speech, i, complement.subject_end)
        first = self.document.sentence_of(i)[0]
        if behind or found.form != "participle" or first in self._spoke_at:
            return behind
        return relay_in(self.speech, max(first, i - _CLAUSE), i)

    def _as_for(self, i: int, found: Cue) -> Speaker | None:
        """أما سامي فيقول: the subject stands behind أما at the head of the sentence."""
        first = self.document.sentence_of(i)[0]
        if found.clitic != "ف" or self.speech.word(first) not in ("اما", "واما"):
            return None
        phrase = noun_phrase(self.document, first + 1, i)
        return self.people.speaker(phrase, phrase, found.gender)

    def _colon_subject(self, first: int, last: int) -> bool:
        """Whether words without marks behind a colon have somebody who says them."""
        phrase = noun_phrase(self.document, first, last)
        empty = phrase.first >= phrase.last
        return empty or last - first <= 4 or self._definite(first, last)

    def _definite(self, first: int, last: int) -> bool:
        """Whether a stretch opens with a definite noun or with somebody."""
        phrase = noun_phrase(self.document, first, last)
        definite = phrase.first < phrase.last and self.speech.word(phrase.first).startswith("ال")
        return definite or self._names_somebody(first, last)

    def _names_somebody(self, first: int, last: int) -> bool:
        """Whether a stretch opens with a person, an organisation, a role or a source."""
        phrase = noun_phrase(self.document, first, last)
        if phrase.first >= phrase.last:
            return False
        role = without_article(self.speech.word(phrase.first)) in speech_words("role-head")
        return role or self.people.names(phrase) or head_of(self.document, phrase.first) is not None

    def _somebody(self, i: int, complement: Complement) -> bool:
        """Whether somebody who can speak stands before an imperfect or behind it: الأرقام تشير إلى
        reports no speech."""
        phrase = noun_phrase(self.document, i + 1, complement.subject_end)
        if phrase.first < phrase.last or i < self.headline_tokens:
            return True
        first = self._clause_start(i)
        if first == i:
            return True
        first += self.speech.word(first) in ("لكن", "ولكن")
        named = self._names_somebody(first, i)
        place = self.people.place_at(self.document.tokens[first].start)
        return named or place

    def _clause_start(self, i: int) -> int:
        first = i
        while first > 0 and i - first < 14 and self._goes_before(first - 1):
            first -= 1
        return first

    def _goes_before(self, j: int) -> bool:
        """Whether token j belongs to the clause behind it: no mark, and no cue that tells anything."""
        kind = self.speech.kinds[j]
        return kind in "wn><" or (kind == "P" and self.speech.cue_at(j) is None)

    def _after_from(self, i: int, complement: Complement) -> int | None:
        stop = complement.subject_end
        told = [j for j in range(i + 1, stop) if self.speech.word(j) in ("عن", "عنه")]
        while len(told) > 1 and medium_at(self.speech, told[0] + 1):
            told.pop(0)  # عن وكالة ... عن: the last one is the source
        return told[0] if told else None

    def _headline_subject(self, i: int, found: Cue) -> Speaker | None:
        """ظريف يصف ...: headlines put the subject first."""
        verb_second = i < self.headline_tokens and found.tense == "imperfect" and not found.clitic
        return self._before(i, found) if verb_second else None

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
            source = self._after_from(i, complement) or first
            medium = medium_at(self.speech, first)
            carrier = noun_phrase(self.document, first, source)
            relayed = medium.name if medium else self._text(carrier) or relayed
            first = source + 1
        if found.lemma in ("جاء", "ورد"):
            first += 1
        stretch = Stretch(first, stop)
        phrase = noun_phrase(self.document, *stretch)
        subject = self.hearers.subject(phrase, found)
        if subject != phrase:
            stretch = phrase = subject
        elif phrase.first < phrase.last and self._to_hearer(phrase, found, complement):
            return self._before(i, found)
        gender = "" if found.lemma == "نقل" else found.gender
        speaker = self.people.speaker(stretch, phrase, gender)
        if speaker and self._adverbial(phrase.first) and not self.people.is_person(speaker.name):
            speaker = None
        speaker = speaker or self._before(i, found)
        if speaker and not speaker.source and self._in_statement(i, stop):
            self.people.issuer = speaker.name
        return speaker._replace(via=relayed) if speaker and relayed else speaker

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
        return any(self.speech.word(k) in ("بيان", "بيانها", "بيانه") for k in range(first, last))

    def _text(self, phrase: Stretch) -> str | None:
        if phrase.first >= phrase.last:
            return None
        tokens = self.document.tokens
        return self.document.text[tokens[phrase.first].start : tokens[phrase.last - 1].end].strip(
            '«»“”" '
        )

    def _to_hearer(self, phrase: Stretch, found: Cue, complement: Complement) -> bool:
        """حث أنصاره, طالب السكان بأن يغادروا: what stands behind the verb is whom it is said to."""
        if fold(found.lemma) not in speech_words("takes-hearer"):
            return False
        told_to_do = self.hearers.are_to_do(complement.content.first)
        return (told_to_do and not self._names_somebody(*phrase)) or self.hearers.are_meant(
            phrase, found
        )

    def _adverbial(self, i: int) -> bool:
        """للمنتج, بالنص: no subject but to whom or how it is said."""
        word = self.speech.word(i)
        hearer = word.startswith("لل") and head_of(self.document, i) is None
        return len(word) > 4 and (hearer or (word.startswith("بال") and self._unnamed_at(i)))

    def _unnamed_at(self, i: int) -> bool:
        start = self.document.tokens[i].start
        return not self.people.within(start, start + 1)

    def _before(self, i: int, found: Cue) -> Speaker | None:
        """The subject that stands before its verb, from the head of the clause: مصادر أبلغت أن."""
        if found.clitic or i == 0:
            return None
        relative = i - 1 - (self.speech.word(i - 1) in speech_words("to-be"))
        if self._relates(relative, found):
            return self._antecedent(relative)
        near = i - 1 if self.speech.word(i - 1) not in speech_words("to-be") else i - 2
        if near >= 0:
            named = self.people.ending(self.document.tokens[near].end)
            if named:
                return named
        first = self._clause_start(i)
        but = self.speech.word(first) in ("لكن", "ولكن") and first + 1 < i
        first += but  # لكن مسؤولاً قال
        if first == i or not (but or self._heads_clause(first)):
            return None
        if self.speech.word(first) in speech_words("to-be"):
            first += 1
        if self.speech.word(first).removeprefix("و") in speech_words("ends-subject"):
            return None  # وعن المرحلة المقبلة قال
        if first + 1 < i and self._verb_first(first):
            first += 1  # a verb before its subject: أصدرت القيادة بيانا قالت فيه
        phrase = noun_phrase(self.document, first, i)
        head = self.speech.word(phrase.first)
        adjunct = head.removeprefix("و") in speech_words("ends-subject") or head.startswith("وبال")
        if phrase.first >= phrase.last or adjunct or head in speech_words("clause-word"):
            return None
        return self.people.speaker(Stretch(first, i), phrase, found.gender)

    def _relates(self, i: int, found: Cue) -> bool:
        """Whether token i is the relative pronoun of the verb's own subject: الوزير الذي أكد, but
        not المدينة التي قال."""
        word = self.speech.word(i).removeprefix("و")
        return word in speech_words("relative") and found.gender == _RELATIVES.get(word, "p")

    def _antecedent(self, i: int) -> Speaker | None:
        """الوزير الذي أكد: whom the relative pronoun at token i means."""
        end = i
        while end > 0 and self.speech.kinds[end - 1] in ",pn" and i - end < 6:
            end -= 1  # بلاتر (79 عاما) - الذي
            if self.speech.word(end) == ")":
                end = next(
                    (k for k in range(end, max(-1, end - 6), -1) if self.speech.word(k) == "("), end
                )
        if end <= 0:
            return None
        named = self.people.ending(self.document.tokens[end - 1].end)
        if named:
            return named
        for first in range(end - 1, max(-1, end - 8), -1):
            if self.speech.kinds[first] not in "wn":
                return None
            if self._names_somebody(first, end) or self._role_behind_clitic(first):
                phrase = noun_phrase(self.document, first, end)
                speaker = self.people.speaker(phrase, phrase, "")
                if not speaker or phrase.last != end:
                    return None
                glued = speaker.name == speaker.surface and self._role_behind_clitic(first)
                return speaker._replace(name=speaker.name[1:]) if glued else speaker
        return None

    def _role_behind_clitic(self, i: int) -> bool:
        """لرئيس النادي: a role with a preposition glued in front."""
        ways = readings(self.speech.word(i))[1:]
        return any(without_article(rest) in speech_words("role-head") for _, rest in ways)

    def _heads_clause(self, i: int) -> bool:
        """Whether a clause may open at token i: behind a mark, or إلا أن مصدراً."""
        kinds = self.speech.kinds
        if i == 0 or kinds[i - 1] in "b.,:":
            return True
        but = kinds[i - 1] == "A" and self.speech.word(i - 2) in speech_words("and-but")
        return but and self._names_somebody(i, i + _SENTENCE)

    def _verb_first(self, first: int) -> bool:
        """Whether the first word of a clause is its verb and the subject follows."""
        if without_article(self.speech.word(first)) in speech_words("role-head"):
            return False
        joined = self.speech.word(first).startswith("و")
        known = self.people.starting(self.document.tokens[first + 1].start)
        return known or (joined and self.speech.word(first + 1).startswith("ال"))

    def _continued(self, i: int, found: Cue) -> Speaker | None:
        """The speaker of a cue without a subject: of this sentence, of the one before, the last one."""
        gender = found.gender if found.form == "verb" else ""
        sentence = self.document.sentence_of(i)
        if sentence[0] in self._spoke_at:
            return self.people.spoken[self._spoke_at[sentence[0]]]._replace(surface=None)
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
