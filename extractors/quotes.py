"""Reads who said what: direct, indirect and mixed quotes with their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.formulas import Formula, formula_at, may_open
from extractors.records import Mention, Quote
from extractors.relays import medium_at, relay_in
from extractors.reporting import Cue
from extractors.rules import mention
from extractors.sources import head_of
from extractors.speakers import People, Speaker, Stretch, noun_phrase
from extractors.speech import Complement, Content, Speech
from extractors.speech_words import speech_words
from extractors.text import Document, fold, without_article

RULE_IDS: tuple[str, ...] = (
    "cue-that",
    "cue-colon",
    "cue-colon-marks",
    "cue-quote-marks",
    "cue-masdar",
    "cue-preposition",
    "marks-then-cue",
    "marks-then-formula",
    "formula-then-clause",
    "headline-name-colon",
)


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The quote mentions of a document; ``found`` holds what earlier extractors read."""
    reader = _Reader(document, found)
    quotes = list(reader.read())
    return [*reader.headlines(quotes), *quotes]


class _Reader:
    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.speech = Speech(document, found)
        self.people = People(document, found)
        self.spoke_at: dict[int, int] = {}  # sentence -> place in people.spoken
        self.headline_tokens = (
            document.token_at(document.headline_end) if document.headline_end else 0
        )

    def read(self) -> Iterator[Mention]:
        speech, i = self.speech, 0
        while i < len(speech.tokens):
            found = speech.cue_at(i) if speech.kinds[i] in "VPM" else None
            complement = speech.complement(i, found) if found else None
            if found and complement and self._said(i, found, complement):
                speaker = self._speaker(i, found, complement)
                self._remember(i, speaker)
                content = self._content(i, complement)
                yield self._mention(i, found, complement.construction, content, speaker)
                yield from self._second(i, found, content.behind, speaker)
                i = max(complement.content.behind, i + 1)
            elif speech.kinds[i] == "<":
                quote = self._marks_then_cue(i) or self._marks_then_formula(i)
                if quote:
                    yield quote
                i = speech.marked[i].behind if quote or speech.marked[i].words < 4 else i + 1
            else:
                quote = self._by_formula(i) if may_open(speech.tokens[i].folded) else None
                if quote:
                    yield quote
                    i = self.document.token_at(quote.span_end - 1)
                i += 1

    def _by_formula(self, i: int) -> Mention | None:
        """بحسب فلان فإن ...: a clause told by a formula; without فإن the source is remembered only."""
        formula = formula_at(self.speech, i) if self.speech.kinds[i] == "w" else None
        speaker = self._formula_speaker(formula) if formula else None
        if not formula or not speaker:
            return None
        self._remember(i, speaker)
        so = formula.end + (self.speech.kinds[formula.end : formula.end + 1] == [","])
        if so >= len(self.speech.tokens) or self.speech.word(so) not in ("فان", "فانه", "فانها"):
            return None
        content = self.speech.clause(so + 1)
        if not content:
            return None
        return self._built(i, formula.source, "formula-then-clause", content, speaker, None)

    def _formula_speaker(self, formula: Formula) -> Speaker | None:
        phrase = noun_phrase(self.document, formula.source, formula.end)
        if phrase.first >= phrase.last:
            return None
        speaker = self.people.speaker(Stretch(formula.source, formula.end), phrase, "")
        if not speaker:
            return None
        source = head_of(self.document, phrase.first) or medium_at(self.speech, phrase.first)
        named = speaker.name != speaker.surface or self.people.names(phrase)
        return speaker if formula.verbal or source or named else None

    def _second(self, i: int, found: Cue, j: int, speaker: Speaker | None) -> Iterator[Mention]:
        """وأن «...»: the cue goes on to words in marks."""
        speech = self.speech
        if j < len(speech.tokens) and speech.kinds[j] == "A" and speech.second_direct(j):
            content = speech.quoted(speech.marked[j + 1])
            yield self._mention(i, found, "cue-that", content, speaker)

    def _content(self, i: int, complement: Complement) -> Content:
        """In a headline, words behind a colon without marks are the paper's own wording."""
        content = complement.content
        if complement.construction == "cue-colon" and i < self.headline_tokens:
            return self.speech.headline_content(content.first) or content
        return content

    def _said(self, i: int, found: Cue, complement: Complement) -> bool:
        """نقل needs عن; other cues speak for themselves."""
        if found.lemma == "نقل":
            return self._after_from(i, complement) is not None
        if found.lemma == "بين" and complement.subject_end > i + 4:
            return self._names_somebody(i + 1, complement.subject_end)
        if found.tense == "imperfect" and found.stance == "evaluative":
            return (
                self._names_somebody(i + 1, complement.subject_end)
                or self._before(i, found) is not None
            )
        if found.tense == "imperfect" and complement.construction in (
            "cue-preposition",
            "cue-masdar",
        ):
            told = complement.subject_end > i + 1 or self._before(i, found) is not None
            return self._somebody(i, complement) and (told or i < self.headline_tokens)
        return found.tense != "imperfect" or bool(found.clitic) or self._somebody(i, complement)

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
        named = self._names_somebody(first, i)
        place = self.people.place_at(self.document.tokens[first].start)
        return named or place

    def _clause_start(self, i: int) -> int:
        first = i
        while first > 0 and i - first < 14 and self.speech.kinds[first - 1] in "wn><":
            first -= 1
        return first

    def _after_from(self, i: int, complement: Complement) -> int | None:
        stop = complement.subject_end
        return next((j for j in range(i + 1, stop) if self.speech.word(j) in ("عن", "عنه")), None)

    def _remember(self, i: int, speaker: Speaker | None) -> None:
        if speaker:
            self.people.spoken.append(speaker)
            self.spoke_at[self.document.sentence_of(i)[0]] = len(self.people.spoken) - 1

    def _speaker(self, i: int, found: Cue, complement: Complement) -> Speaker | None:
        if found.form == "verb":
            named = self._headline_subject(i, found) or self._subject(i, found, complement)
            if named:
                return named
        return self._continued(i, found)

    def _headline_subject(self, i: int, found: Cue) -> Speaker | None:
        """ظريف يصف ...: headlines put the subject first."""
        verb_second = i < self.headline_tokens and found.tense == "imperfect" and not found.clitic
        return self._before(i, found) if verb_second else None

    def _subject(self, i: int, found: Cue, complement: Complement) -> Speaker | None:
        first, stop = i + 1, complement.subject_end
        via = relay_in(self.speech, i, stop)
        relayed = via.name if via else None
        if via and via.first <= first + 1:
            first = via.last
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
        if phrase.first < phrase.last and self._object(phrase, found):
            return None
        gender = "" if found.lemma == "نقل" else found.gender
        speaker = self.people.speaker(stretch, phrase, gender) or self._before(i, found)
        if speaker and not speaker.source and self._in_statement(i, stop):
            self.people.issuer = speaker.name
        return speaker._replace(via=relayed) if speaker and relayed else speaker

    def _in_statement(self, first: int, last: int) -> bool:
        return any(self.speech.word(k) in ("بيان", "بيانها", "بيانه") for k in range(first, last))

    def _text(self, phrase: Stretch) -> str | None:
        if phrase.first >= phrase.last:
            return None
        tokens = self.document.tokens
        return self.document.text[tokens[phrase.first].start : tokens[phrase.last - 1].end].strip(
            '«»“”" '
        )

    def _object(self, phrase: Stretch, found: Cue) -> bool:
        """حث أنصاره: what stands behind the verb is whom it is said to."""
        word = self.speech.word(phrase.first)
        return (
            fold(found.lemma) in speech_words("takes-hearer")
            and word.endswith(("ه", "ها", "هم"))
            and phrase.last - phrase.first == 1
        )

    def _before(self, i: int, found: Cue) -> Speaker | None:
        """The subject that stands before its verb, from the head of the clause: مصادر أبلغت أن."""
        if found.clitic or i == 0:
            return None
        near = i - 1 if self.speech.word(i - 1) not in speech_words("to-be") else i - 2
        if near >= 0:
            known = self.people.ending(self.document.tokens[near].end)
            if known:
                return known
        first = self._clause_start(i)
        if first == i or (first > 0 and self.speech.kinds[first - 1] not in "b.,:"):
            return None
        if self.speech.word(first) in speech_words("to-be"):
            first += 1
        phrase = noun_phrase(self.document, first, i)
        head = self.speech.word(phrase.first)
        adjunct = head.removeprefix("و") in speech_words("ends-subject")
        if phrase.first >= phrase.last or adjunct or head in speech_words("clause-word"):
            return None
        return self.people.speaker(Stretch(first, i), phrase, found.gender)

    def _continued(self, i: int, found: Cue) -> Speaker | None:
        """The speaker of a cue without a subject: of this sentence, of the one before, the last one."""
        gender = found.gender if found.form == "verb" else ""
        sentence = self.document.sentence_of(i)
        if sentence[0] in self.spoke_at:
            return self.people.spoken[self.spoke_at[sentence[0]]]._replace(surface=None)
        topic = self._topic(sentence[0], i)
        if not topic and sentence[0] > 0:
            before = self.document.sentence_of(sentence[0] - 1)
            if before[0] not in self.spoke_at:
                topic = self._topic(before[0], before[1], mentions_only=True)
        last = self.people.last(gender)
        chosen = topic or last
        return chosen._replace(surface=None) if chosen else None

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
        return self._topic_phrase(first, min(last, first + 12))

    def _topic_phrase(self, first: int, last: int) -> Speaker | None:
        """The noun phrase behind a sentence's first word, where that may be its verb."""
        phrase = noun_phrase(self.document, first + 1, last)
        opens = self.speech.word(first).removeprefix("و")
        words = phrase.last - phrase.first
        if opens in speech_words("ends-subject") or not 1 <= words <= 8:
            return None
        definite = self.speech.word(phrase.first).startswith("ال")
        return self.people.speaker(phrase, phrase, "") if definite or words > 1 else None

    def _marks_then_cue(self, i: int) -> Mention | None:
        """«...»، قال فلان: what is said stands before its verb."""
        speech, quoted = self.speech, self.speech.marked[i]
        k = quoted.behind
        if not quoted.closed or quoted.words < 4:
            return None
        while k < len(speech.tokens) and speech.kinds[k] in ",p":
            k += 1
        found = speech.cue_at(k) if k < len(speech.tokens) else None
        if not found or found.form != "verb" or found.clitic or "direct" not in found.takes:
            return None
        if found.homograph and fold(found.lemma) not in speech_words("says-after"):
            return None
        phrase = noun_phrase(self.document, k + 1, min(len(speech.tokens), k + 20))
        speaker = self.people.speaker(phrase, phrase, found.gender)
        if not speaker:
            return None
        self._remember(k, speaker)
        return self._mention(k, found, "marks-then-cue", speech.quoted(quoted), speaker)

    def _marks_then_formula(self, i: int) -> Mention | None:
        """«...»، بحسب فلان: words in marks whose source a formula names."""
        quoted = self.speech.marked[i]
        k = quoted.behind
        while k < len(self.speech.tokens) and self.speech.kinds[k] in ",p":
            k += 1
        if not quoted.closed or quoted.words < 6 or k >= len(self.speech.tokens):
            return None
        formula = formula_at(self.speech, k)
        speaker = self._formula_speaker(formula) if formula else None
        if not formula or not speaker:
            return None
        self._remember(k, speaker)
        content = self.speech.quoted(quoted)
        return self._built(k, formula.source, "marks-then-formula", content, speaker, None)

    def headlines(self, quotes: Sequence[Mention]) -> Iterator[Mention]:
        """فلان: ... in a headline, where the name is one that speaks or is named in the article."""
        stop = min(self.headline_tokens, 14)
        for j in range(1, stop):
            if self.speech.kinds[j] == ":":
                quote = self._headline(j)
                if quote and not any(q.span_start < quote.span_end for q in quotes[:1]):
                    yield quote
                return

    def _headline(self, j: int) -> Mention | None:
        phrase = noun_phrase(self.document, 0, j)
        if phrase.last != j or j + 1 >= self.headline_tokens:
            return None
        speaker = self.people.speaker(phrase, phrase, "")
        if not speaker or not self.people.may_speak(phrase, speaker):
            return None
        content = self.speech.headline_content(j + 1)
        if not content:
            return None
        return self._built(0, j + 1, "headline-name-colon", content, speaker, None)

    def _mention(
        self, i: int, found: Cue, rule: str, content: Content, speaker: Speaker | None
    ) -> Mention:
        return self._built(i, i + 1, rule, content, speaker, found)

    def _built(
        self,
        first: int,
        last: int,
        rule: str,
        content: Content,
        speaker: Speaker | None,
        found: Cue | None,
    ) -> Mention:
        tokens, text = self.document.tokens, self.document.text
        start = tokens[content.first].start
        end = tokens[max(content.last, content.first + 1) - 1].end
        fact = Quote(
            quote_type=content.quote_type,
            content_start=start,
            content_end=end,
            content=text[start:end],
            cue=text[tokens[first].start : tokens[last - 1].end]
            if first
            else tokens[last - 1].text,
            speaker=speaker.name if speaker else None,
            speaker_surface=speaker.surface if speaker else None,
            via=speaker.via if speaker else None,
            stance=found.stance if found else "neutral",
        )
        left, right = min(tokens[first].start, start), max(tokens[last - 1].end, end)
        return mention(self.document, "quote", left, right, rule, fact)
