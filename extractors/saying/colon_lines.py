"""Lines that open with who speaks and a colon, as running reports print them: وزير المالية: ..., رويترز عن مسؤول: ...."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractors.saying.clauses import Content
from extractors.saying.complements import Complements
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.relays import medium_at
from extractors.saying.sources import head_of
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech_words import speech_words
from extractors.text import without_article

_NAME = 14  # tokens from the line's start to its colon
_SAID = 4  # tokens of the shortest sentence
_ROLE = 2  # words of the shortest role that tells whose it is


class ColonLine(NamedTuple):
    """Who speaks from which token on, the token of the colon, and what is said."""

    first: int
    colon: int
    speaker: Speaker
    content: Content


class ColonLines:
    """Reads the lines of a document's body that open with a speaker and a colon."""

    def __init__(self, speech: Complements, people: People) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document

    def lines(self, start: int) -> Iterator[ColonLine]:
        """All such lines from token ``start`` on."""
        for j in self.document.marks:
            if j <= start or self.speech.kinds[j] != ":":
                continue
            first = self._line_start(j, start)
            speaker = self._speaker(first, j) if first is not None else None
            content = self._content(j + 1) if speaker else None
            if first is not None and speaker and content:
                yield ColonLine(first, j, speaker, content)

    def _line_start(self, j: int, start: int) -> int | None:
        """Where the words of the line begin that run up to the colon at j; None where more stands there."""
        first = j
        while first > start and j - first <= _NAME and self._goes_before(first - 1):
            first -= 1
        before = first
        while before > start and self.speech.kinds[before - 1] in "pn:":
            before -= 1  # a bullet, the time of day
        if self.speech.word(before - 1) in speech_words("line-opener"):
            before -= 1
        opens = before == 0 or before == start or self.speech.kinds[before - 1] == "b"
        return first if opens and 0 < j - first <= _NAME else None

    def _goes_before(self, k: int) -> bool:
        return self.speech.kinds[k] in "wP<>" or self.speech.word(k) == "نقلا"

    def _speaker(self, first: int, j: int) -> Speaker | None:
        relayed = self._relayed(first, j)
        if relayed:
            return relayed
        phrase = noun_phrase(self.document, first, j)
        if phrase != (first, j) or not self._may_speak(phrase):
            return None
        return self.people.speaker(phrase, phrase, "")

    def _may_speak(self, phrase: Stretch) -> bool:
        """A person, a body, a source, or a role that says whose it is; places and parts of a page do not."""
        source = head_of(self.document, phrase.first)
        if source:
            return source.source_class == "unnamed"
        start = self.document.tokens[phrase.first].start
        within = self.people.within(start, self.document.tokens[phrase.last - 1].end)
        role = without_article(self.speech.word(phrase.first)) in speech_words("role-head")
        if role and (
            phrase.last - phrase.first >= _ROLE or any(m.kind == "person" for m in within)
        ):
            return True
        return any(m.span_start == start and m.kind != "place" for m in within)

    def _relayed(self, first: int, j: int) -> Speaker | None:
        """رويترز عن مسؤول, مصادر للمنارة: a source, and the medium that tells it."""
        told = next((k for k in range(first + 1, j - 1) if self.speech.word(k) == "عن"), None)
        medium = medium_at(self.speech, first) if told else None
        if told and medium and medium.last in (told, told - 1):
            phrase = noun_phrase(self.document, told + 1, j)
            speaker = self.people.speaker(phrase, phrase, "") if phrase.last == j else None
            return speaker._replace(via=medium.name) if speaker else None
        word = self.speech.word(first + 1)
        source = head_of(self.document, first) if j == first + 2 and word.startswith("لل") else None
        if (
            not source
            or source.source_class != "unnamed"
            or "ال" + word[2:] in speech_words("no-medium")
        ):
            return None
        named = self.document.tokens[first].text
        outlet = "ال" + self.document.tokens[first + 1].text[2:]
        return Speaker(named, named, "", outlet, source)

    def _content(self, start: int) -> Content | None:
        """What is said, where it is a sentence and nobody's name (المدرب: فلان)."""
        if start >= len(self.speech.tokens) or self.speech.kinds[start] == "b":
            return None
        content = self.speech.headline_content(start)
        if not content or content.last - content.first < _SAID:
            return None
        tokens = self.document.tokens
        names = self.people.within(tokens[content.first].start, tokens[content.last - 1].end)
        named = any(
            m.kind == "person"
            and m.span_start <= tokens[content.first + 1].start
            and m.span_end >= tokens[content.last - 2].end
            for m in names
        )
        return None if named else content
