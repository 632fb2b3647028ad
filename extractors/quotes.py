"""Reads who said what: direct, indirect and mixed quotes with their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.lookups import Stems
from extractors.records import Mention, Quote
from extractors.reporting import Cue, cue_stems
from extractors.rules import mention
from extractors.saying.clauses import Content, content_ends, ends_content
from extractors.saying.colon_lines import ColonLines
from extractors.saying.complements import Complement, Complements
from extractors.saying.formulas import Formula, formula_at, formula_stems, may_open
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.quote_marks import Marked
from extractors.saying.relays import Relay, in_brackets, in_marks, may_relay, medium_at
from extractors.saying.sources import head_of
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech import word_kind
from extractors.saying.speech_words import speech_words
from extractors.saying.subjects import Subjects
from extractors.text import Document

RULE_IDS: tuple[str, ...] = (
    "cue-that",
    "cue-colon",
    "cue-colon-marks",
    "cue-quote-marks",
    "cue-masdar",
    "cue-preposition",
    "marks-then-cue",
    "marks-then-formula",
    "marks-alone",
    "formula-then-clause",
    "headline-name-colon",
    "line-name-colon",
)


def looks() -> Stems:
    """What words are looked up by."""
    return {
        word_kind: cue_stems(),
        may_open: formula_stems(),
        may_relay: None,
        ends_content: content_ends(),
    }


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The quote mentions of a document; ``found`` holds what earlier extractors read."""
    reader = _Reader(document, found)
    quotes = list(reader.read())
    return [*reader.headlines(quotes), *quotes, *reader.lines(quotes)]


def overlap(a: Mention, b: Mention) -> bool:
    """Whether two mentions share characters."""
    return a.span_start < b.span_end and b.span_start < a.span_end


_APART = 4  # tokens between what was said and a sentence in marks that goes on with it
_SENTENCE = 8  # tokens in marks that are no name


class _Reader:
    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.speech = Complements(document, found)
        self.people = People(document, found)
        self.subjects = Subjects(self.speech, self.people)
        self._carrier: Relay | None = None  # named last by a formula
        self._said_until = -_APART  # the token behind the last content
        self.headline_tokens = self.subjects.fronted.headline_tokens

    def read(self) -> Iterator[Mention]:
        speech, behind = self.speech, 0
        told = (i for i in self.document.where(word_kind) if speech.kinds[i] != "A")
        for i in sorted({*told, *speech.marked, *self.document.where(may_open)}):
            if i < behind:
                continue
            behind = i + 1
            found = speech.cue_at(i) if speech.kinds[i] in "VPM" else None
            complement = speech.complement(i, found) if found else None
            if (
                found
                and complement
                and self._says(complement.content)
                and self.subjects.said(i, found, complement)
            ):
                speaker = self._carried(i, self.subjects.speaker(i, found, complement))
                if found.lemma_folded not in speech_words("finds"):
                    self.subjects.remember(i, speaker)
                content = self._content(i, complement)
                yield self._mention(i, found, complement.construction, content, speaker)
                yield from self._second(i, found, content.behind, speaker)
                behind = self._said_until = max(complement.content.behind, i + 1)
            elif speech.kinds[i] == "<":
                quote = (
                    self._marks_then_cue(i) or self._marks_then_formula(i) or self._marks_alone(i)
                )
                if quote:
                    yield quote
                if quote or speech.marked[i].words < 4:
                    behind = speech.marked[i].behind
            else:
                quote = self._by_formula(i) if may_open(speech.tokens[i].folded) else None
                if quote:
                    yield quote
                    behind = self.document.token_at(quote.span_end - 1) + 1

    def _says(self, content: Content) -> bool:
        """Whether a content holds a word, not marks alone."""
        return not {"b", ".", ",", "p", ":"}.issuperset(
            self.speech.kinds[content.first : content.last]
        )

    def _by_formula(self, i: int) -> Mention | None:
        """بحسب فلان فإن ...: a clause told by a formula; without فإن the source is remembered only."""
        formula = formula_at(self.speech, i) if self.speech.kinds[i] == "w" else None
        speaker = self._formula_speaker(formula) if formula else None
        if not formula or not speaker:
            return None
        self._carrier = self._medium(formula.source)
        spoken = self.subjects.turns.spoken_in(self.document.sentence_of(i)[0])
        if spoken is None or not self._carrier:
            self.subjects.remember(i, speaker)
        so = formula.end + (self.speech.kinds[formula.end : formula.end + 1] == [","])
        if so >= len(self.speech.tokens) or self.speech.word(so) not in ("فان", "فانه", "فانها"):
            return None
        content = self.speech.clause(so + 1)
        if not content:
            return None
        return self._built(i, formula.source, "formula-then-clause", content, speaker, None)

    def _medium(self, i: int) -> Relay | None:
        named = self.speech.kinds[i : i + 1] == ["<"]
        bare = in_brackets(self.speech, i) or medium_at(self.speech, i)
        return in_marks(self.speech, i) if named else bare

    def _carried(self, i: int, speaker: Speaker | None) -> Speaker | None:
        """وبحسب «رويترز» قال فلان: the medium named right before the verb carries the words."""
        relay = self._carrier
        near = relay is not None and i in (relay.last, relay.last + 1)
        near = near and self.speech.kinds[i - 1] not in ".b"
        if not relay or not near or not speaker or speaker.via or speaker.name == relay.name:
            return speaker
        return speaker._replace(via=relay.name)

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

    def _marks_then_cue(self, i: int) -> Mention | None:
        """«...»، قال فلان: what is said stands before its verb."""
        speech, quoted = self.speech, self.speech.marked[i]
        k = self._behind_marks(quoted)
        if not quoted.closed or not (quoted.words >= 4 or speech.opens_sentence(quoted)):
            return None
        k += speech.word(k) in speech_words("as-he")
        found = speech.cue_at(k) if k < len(speech.tokens) else None
        if not found or found.form != "verb" or found.clitic or "direct" not in found.takes:
            return None
        if found.homograph and found.lemma_folded not in speech_words("says-after"):
            return None
        phrase = noun_phrase(self.document, k + 1, min(len(speech.tokens), k + 20))
        speaker = self.people.speaker(phrase, phrase, found.gender)
        if not speaker:
            return None
        self.subjects.remember(k, speaker)
        return self._mention(k, found, "marks-then-cue", speech.quoted(quoted), speaker)

    def _behind_marks(self, quoted: Marked) -> int:
        """The first word behind words in marks and the marks that follow them."""
        k = quoted.behind
        while k < len(self.speech.tokens) and self.speech.kinds[k] in ",p":
            k += 1
        return k

    def _marks_then_formula(self, i: int) -> Mention | None:
        """«...»، بحسب فلان: words in marks whose source a formula names."""
        quoted = self.speech.marked[i]
        k = self._behind_marks(quoted)
        said = quoted.words >= 6 or self.speech.opens_sentence(quoted)
        if not quoted.closed or not said or k >= len(self.speech.tokens):
            return None
        formula = formula_at(self.speech, k)
        if not formula or "عنه" in map(self.speech.word, range(k, formula.source)):
            return None  # «...»، وفق ما نقلت عنه الصحيفة: somebody else's words
        speaker = self._formula_speaker(formula)
        if not speaker:
            return None
        self.subjects.remember(k, speaker)
        content = self.speech.quoted(quoted)
        return self._built(k, formula.source, "marks-then-formula", content, speaker, None)

    def _marks_alone(self, i: int) -> Mention | None:
        """«...». «...».: a sentence in marks behind what somebody said goes on with it; words in marks
        without a full stop are a line set apart, whoever said them."""
        quoted, speech, spoken = self.speech.marked[i], self.speech, self.people.spoken
        closes = "." in speech.kinds[quoted.behind - 2 : quoted.behind + 1]
        follows = 0 < i - self._said_until <= _APART and speech.kinds[i - 1] in "b."
        if not (quoted.closed and closes and follows and spoken) or quoted.words < _SENTENCE:
            return None
        self._said_until = quoted.behind
        speaker = spoken[-1]._replace(surface=None)
        return self._built(i, i + 1, "marks-alone", speech.quoted(quoted), speaker, None)

    def headlines(self, quotes: Sequence[Mention]) -> Iterator[Mention]:
        """فلان: ... in a headline, where the name is one that speaks or is named in the article."""
        stop = min(self.headline_tokens, 14)
        for j in range(1, stop):
            if self.speech.kinds[j] == ":":
                quote = self._headline(j)
                if quote and not any(q.span_start < quote.span_end for q in quotes[:1]):
                    yield quote
                return

    def lines(self, quotes: Sequence[Mention]) -> Iterator[Mention]:
        """وزير المالية: ... at the head of a line of the body, where no cue told it."""
        for line in ColonLines(self.speech, self.people).lines(self.headline_tokens):
            content, speaker = line.content, line.speaker
            quote = self._built(
                line.first, line.colon + 1, "line-name-colon", content, speaker, None
            )
            if not any(overlap(q, quote) for q in quotes):
                yield quote

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
        start = tokens[content.first].start + content.glued
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
