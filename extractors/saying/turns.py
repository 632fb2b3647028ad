"""Who goes on speaking where a cue has no subject: of this sentence, of the one before, the last one."""

from __future__ import annotations

from extractors.records import Mention
from extractors.reporting import Cue, announced
from extractors.saying.complements import Complements
from extractors.saying.descriptions import word_list
from extractors.saying.hearers import Hearers
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.sources import head_of, organisation_heads
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech import PREPOSITIONS
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import everyday_verbs
from extractors.text import without_article

_SENTENCE = 8  # tokens; a shorter line is a byline or a subhead
_PLURAL = 6  # letters of the shortest: النواب is none, الجانبان is
_ALONE = 5  # tokens
_MANY = 120  # tokens from a plural subject to its plural verb
_TITLE = 6  # tokens before a name
_CALL = 80  # tokens from a call received to what was said in it
_NEAR = 16  # tokens from a verb of speech to its بقوله
_WITHIN = frozenset({"فيه", "فيها", "خلاله", "خلالها"})
_RECEIVED = frozenset({"تلقي", "تلقت", "استقبل", "تسلم"})
_SIDES = frozenset({"جانب", "طرف", "بلد", "فريق"})


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
        honoured = self._honoured(i) or self._caller(i)
        if honoured:
            return honoured
        gender = found.gender if found.form == "verb" or found.gender == "p" else ""
        sentence = self.document.sentence_of(i)
        place = self.spoken_in(sentence[0])
        spoken = self.people.spoken[place] if place is not None else None
        if found.gender == "p" and (not spoken or self.people.is_person(spoken.name)):
            spoken = self._many(sentence[0], i) or spoken
        if spoken:
            return spoken._replace(surface=None)
        by = self._said_before(sentence[0], i) if found.clitic.endswith("ب") else None
        if by:
            return by._replace(surface=None)
        topic = self._topic(sentence[0], i) if i > sentence[0] else None
        first_of_all = found.form == "participle" and not self.people.spoken
        acts = first_of_all or (found.form == "verb" and found.clitic)
        if acts and not self._known(topic):
            topic = self._doer(sentence[0], i, found.gender) or topic
        topic = topic or self._topic_before(sentence[0])
        last = self.people.last(gender)
        if topic and found.gender == "p" and self.people.is_person(topic.name):
            topic = None
        if topic and last and not self._is_somebody(topic):
            topic = None
        chosen = topic or last
        if chosen and not self.people.may_be(chosen, gender):
            return None  # nobody rather than somebody else
        return chosen._replace(surface=None) if chosen else None

    def _caller(self, i: int) -> Speaker | None:
        """تلقى الوزير اتصالا من فلان أعرب فيه: he who called."""
        if (
            self.speech.word(i + 1) not in _WITHIN
            or self.speech.word(self.document.sentence_of(i)[0]).removeprefix("و") not in _RECEIVED
        ):
            return None
        first = self.document.sentence_of(i)[0]
        words = self.speech.words[first : min(i, first + _CALL)]
        sent = next((k for k, w in enumerate(words) if w in speech_words("addressed")), None)
        by = next((k for k in range(sent, len(words)) if words[k] == "من"), None) if sent else None
        if by is None:
            return None
        last = self.document.tokens[first + len(words) - 1]
        start, end = self.document.tokens[first + by].start, last.end
        named = next((m for m in self.people.within(start, end) if m.kind == "person"), None)
        return self.people.known(named) if named else None

    def _honoured(self, i: int) -> Speaker | None:
        """وقال سموه: of those with that title he who spoke last, else the only one."""
        title = self.speech.word(i + 1)
        spoken = self.spoken_in(self.document.sentence_of(i)[0])
        if title not in speech_words("titled") or spoken is not None:
            return None
        names = self.people.honoured(title, self.document.tokens[i].start)
        spoke = (s for s in reversed(self.people.spoken) if s.name in names)
        if len(names) == 1:
            return Speaker(names[0], None, "")
        last = next(spoke, None)
        return last._replace(surface=None) if last else None

    def _said_before(self, first: int, i: int) -> Speaker | None:
        """...، وعبر عنه أمين المجلس بقوله: the subject of the verb of speech right before a verbal noun."""
        verbs = (
            j for j in range(i - 1, max(first, i - _NEAR) - 1, -1) if self.speech.kinds[j] == "V"
        )
        near = next(verbs, None)
        return self._leading(near, i) if near is not None else None

    def _known(self, topic: Speaker | None) -> bool:
        return topic is not None and self.people.is_known(topic.name)

    def _doer(self, first: int, i: int, gender: str) -> Speaker | None:
        """بدأت إيران في بناء ...، وادعت: the nearest name behind a verb of the same gender."""
        start, end = self.document.tokens[first].start, self.document.tokens[i].start
        for m in reversed(self.people.within(start, end)):
            before = self.document.token_at(m.span_start) - 1
            if (
                before >= first
                and self.speech.word(before) != "بين"
                and everyday_verbs().get(self.speech.word(before)) == gender
            ):
                return self.people.known(m)
        return None

    def _many(self, first: int, i: int) -> Speaker | None:
        """تبادل الموظفون التهاني، مؤكدين: the nearest plural or dual subject before a plural cue."""
        at = next((j for j in range(i - 1, max(first, i - _MANY) - 1, -1) if self._plural(j)), None)
        if at is None:
            return None
        phrase = noun_phrase(self.document, at, i)
        ends = (j for j in range(at + 1, phrase.last) if self._object_of_plural(at, j))
        phrase = self._before_marks(Stretch(at, next(ends, phrase.last)))
        return self.people.speaker(phrase, phrase, "p")

    def _plural(self, j: int) -> bool:
        """Whether token j is a plural of people that may be a subject: الموظفون, الجانبان, نشطاء."""
        word = self.speech.word(j)
        if word in speech_words("broken-plural"):
            return True
        if word.endswith("يون") and head_of(self.document, j) is not None:
            before = self.speech.word(j - 1)
            return not before.endswith("ون") and before not in speech_words("broken-plural")
        if not word.startswith("ال") or len(word) < _PLURAL:
            return False
        two = word.endswith("ان") and word[2:-2] in speech_words("role-head") | _SIDES
        return two or (word.endswith("ون") and word not in speech_words("no-plural"))

    def _object_of_plural(self, at: int, j: int) -> bool:
        """الموظفون | التهاني: a definite noun behind a plural in ون that is no adjective of it."""
        word, head = self.speech.word(j), self.speech.word(at)
        if head.endswith("يون") and not head.startswith("ال"):
            led = not PREPOSITIONS.isdisjoint(self.speech.words[at + 1 : j + 1])
            return not led and not word.endswith("ون")
        if not head.endswith("ون") or not word.startswith("ال"):
            return False
        return not word.endswith("ون") and word not in speech_words("plural-adjective")

    def _topic_before(self, first: int) -> Speaker | None:
        """The topic of the sentence before the one that starts at a token, where nobody spoke there."""
        before = (first, first)
        while before[0] > 0 and "w" not in self.speech.kinds[before[0] : before[1]]:
            before = self.document.sentence_of(before[0] - 1)  # dots in a row are no sentence
        byline = before[1] - before[0] < _SENTENCE and self.speech.kinds[before[1] - 1] == "b"
        if before[0] == first or before[0] in self._spoke_at or byline:
            return None
        return self._topic(before[0], before[1], mentions_only=True)

    def _is_somebody(self, topic: Speaker) -> bool:
        """Whether a topic is known, or a source or role without a name: كانت وزيرة التربية."""
        role = next(iter(word_list(topic.name)), "") in speech_words("role-head")
        unnamed = topic.source is not None and not topic.name.startswith("ال")
        return role or unnamed or self.people.is_known(topic.name)

    def _topic(self, first: int, last: int, *, mentions_only: bool = False) -> Speaker | None:
        """The subject of a sentence that reports no speech before: its first person or organisation
        near the head, else the noun phrase behind its first word."""
        tokens = self.document.tokens
        if first >= last:
            return None
        first = self._behind_dateline(first, last)
        first = self._behind_opening(first, last)
        if first >= last or self._subject_left_out(first):
            return None
        leading = self._leading(first, last) or self._unnamed(first, last)
        if leading:
            return leading
        start, end = tokens[first].start, tokens[min(last, first + 12) - 1].end
        named = [
            m
            for m in self.people.within(start, end)
            if m.kind != "place" and not self._dative(first, m)
        ]
        named_later = self.people.within(start, tokens[last - 1].end) if not mentions_only else []
        chosen = next((m for m in (*named, *named_later) if m.kind == "person"), None)
        head = next(
            (m for m in named if m.span_start <= tokens[min(first + 2, last - 1)].start), None
        )
        surname = self._surname_behind_verb(first, last)
        if surname and not (chosen and chosen.span_start <= tokens[first + 2].start):
            return surname
        chosen = head if head and head.kind == "organisation" and not chosen else chosen or head
        if chosen:
            return self.people.known(chosen)
        if mentions_only:
            press = head_of(self.document, first + 1) if self.speech.kinds[first] == "w" else None
            media = press is not None and press.source_class == "media"
            return self._topic_phrase(first, min(last, first + 12)) if media else None
        surname = self.people.by_surname(self.document.words[first : min(first + 5, last)])
        if surname:
            return surname
        return self._topic_phrase(first, min(last, first + 12))

    def _unnamed(self, first: int, last: int) -> Speaker | None:
        """مصادر مقربة من فلان تؤكد: a source without a name at the head, and not whom it is near to."""
        source = head_of(self.document, first)
        if source is None or source.source_class != "unnamed":
            return None
        phrase = noun_phrase(self.document, first, last)
        return self.people.speaker(phrase, phrase, "") if phrase.first == first else None

    def _dative(self, first: int, m: Mention) -> bool:
        """ورفع شكره لخادم الحرمين فلان: to whom it is done."""
        at = self.document.token_at(m.span_start)
        led = self.speech.words[max(first, at - _TITLE) : at]
        near = self.speech.words[max(first, at - 2) : at]
        given = not speech_words("dative").isdisjoint(led) or not PREPOSITIONS.isdisjoint(near)
        return m.kind == "person" and given

    def _surname_behind_verb(self, first: int, last: int) -> Speaker | None:
        """وقد مثل ويب أمام المحكمة: the surname of somebody of the article right behind the verb."""
        if self.speech.word(first).startswith("ال") or first + 3 >= last:
            return None
        behind = first + 1 + (self.speech.word(first) in speech_words("to-be"))
        word = self.speech.word(behind)
        bare = word.startswith("ال") and self.speech.word(behind + 1).startswith("ال")
        return None if bare else self.people.by_surname([word])

    def _behind_dateline(self, first: int, last: int) -> int:
        """سامر الراوي - الشرقية: where the sentence starts behind a byline or a place and a colon."""
        head = self.speech.kinds[first : min(last, first + _SENTENCE)]
        if ":" not in head or "p" not in head or not {"V", "A"}.isdisjoint(head[: head.index(":")]):
            return first
        return first + head.index(":") + 1

    def _subject_left_out(self, first: int) -> bool:
        """وعبر في برقية إلى فلان: a verb at the head with a preposition behind it; who acts was named before."""
        led = self.speech.word(first + 1) in PREPOSITIONS
        return led and self.speech.kinds[first] == "V" and self.speech.word(first).startswith("و")

    def _behind_adjunct(self, first: int, last: int) -> int:
        """من جهته، وصف الوزير: the verb behind the first words and their comma."""
        head = self.speech.kinds[first : min(last - 1, first + _SENTENCE)]
        comma = first + head.index(",") if "," in head else first
        return comma + 1 if comma > first and self.speech.kinds[comma + 1] == "V" else first

    def _behind_opening(self, first: int, last: int) -> int:
        """بعد صمت طويل، أصدرت العائلة: the verb behind words of time and their comma."""
        if self.speech.word(first).removeprefix("و") not in speech_words("ends-subject"):
            return first
        head = self.speech.kinds[first : min(last - 1, first + _SENTENCE)]
        comma = first + head.index(",") if "," in head else first
        verb = everyday_verbs().get(self.speech.word(comma + 1)) if comma > first else None
        return comma + 1 if verb else first

    def leading(self, first: int, last: int) -> Speaker | None:
        """The subject of the verb of speech at the head of a stretch that told nothing."""
        return self._leading(first, last)

    def _leading(self, first: int, last: int) -> Speaker | None:
        """ورحب الوزير بالوفد، مؤكدا: the subject of a verb of speech at the head that told nothing."""
        first = self._behind_adjunct(first, last)
        found = self.speech.cue_at(first) if self.speech.kinds[first] == "V" else None
        if not found or found.tense != "perfect" or found.lemma in ("جاء", "ورد", "نقل"):
            return None
        if self.speech.kinds[first + 1] in ":<A":
            return None  # وتابع: «...»
        phrase = noun_phrase(self.document, first + 1, min(last, first + 12))
        objects = (j for j in range(first + 2, phrase.last) if self._object(j))
        phrase = Stretch(phrase.first, next(objects, phrase.last))  # رحب المحافظ | بالوفد
        phrase = self.hearers.subject(phrase, found)
        if phrase.last - phrase.first > 1 and self.speech.word(phrase.first).startswith("ال"):
            phrase = self.hearers.alone(phrase)
        known = self.people.names_somebody(*phrase) or self._body(phrase)
        if not known and not self._subject_alone(phrase):
            return None
        return self.people.speaker(phrase, phrase, found.gender)

    def _body(self, phrase: Stretch) -> bool:
        """سفارة فلان: a body that nobody read as an organisation."""
        return phrase.first < phrase.last and bool(
            organisation_heads().at(self.document, phrase.first)
        )

    def _object(self, j: int) -> bool:
        return self.speech.word(j) == "ب" or self.speech.word(j).startswith("بال")

    def _subject_alone(self, phrase: Stretch) -> bool:
        """A definite noun, or a counted or described one, that cannot hold an object as well."""
        if not 1 <= phrase.last - phrase.first <= _ALONE:
            return False
        word = self.speech.word(phrase.first)
        if self.speech.kinds[phrase.last : phrase.last + 1] == [","]:
            return True
        counted = self.speech.kinds[phrase.first] == "n" or word in speech_words("some")
        return counted or (word.startswith("ال") and phrase.last == phrase.first + 1)

    def _before_marks(self, phrase: Stretch) -> Stretch:
        """أخضع باحثون | «ظاهرة» للبحث: a name in marks that no noun brings is an object."""
        for j in range(phrase.first + 1, phrase.last):
            brought = self.speech.names_behind(j - 1) or self.speech.word(j - 1) in PREPOSITIONS
            if self.speech.kinds[j] == "<" and not brought:
                return Stretch(phrase.first, j)
        return phrase

    def _topic_phrase(self, first: int, last: int) -> Speaker | None:
        """The noun phrase behind a sentence's first word, where that may be its verb."""
        before_verb = self.speech.word(first).removeprefix("و") in ("لم", "لن", "لا")
        before_verb = before_verb or self.speech.word(first + 1) in everyday_verbs()
        phrase = noun_phrase(self.document, first + 1 + before_verb, last)
        opens = self.speech.word(first).removeprefix("و")
        words = phrase.last - phrase.first
        adjunct = opens in speech_words("ends-subject") and opens not in speech_words("to-be")
        if adjunct or not 1 <= words <= 8:
            return None
        phrase = self._before_marks(phrase)
        word = self.speech.word(phrase.first)
        deed = announced(without_article(word)) == "" and not self.people.starting(
            self.document.tokens[phrase.first].start
        )
        if phrase.first >= phrase.last or word in speech_words("no-speaker") or deed:
            return None
        if self.speech.kinds[first] == "V" and self.speech.kinds[first + 1] in ":<A":
            return None  # وتابع: «...»
        definite = self.speech.word(phrase.first).startswith("ال")
        if definite and words > 1:
            phrase = self.hearers.alone(phrase)
        return self.people.speaker(phrase, phrase, "") if definite or words > 1 else None
