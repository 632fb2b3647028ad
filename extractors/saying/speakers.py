"""Who speaks: the subject at a reporting word, and who in the article is meant by it.

Names come from people and organisations already read; where there are none, the noun phrase itself
is the speaker. Names without a person (المصدر، مصادر أمنية) are told apart by ``sources``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extractors.records import Mention
from extractors.reporting import announced
from extractors.saying.descriptions import word_list, words_of
from extractors.saying.named import Named, name_of
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.sources import Source, head_of, source_clitic
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import stops_subject
from extractors.text import Document, fold, without_article

_ADVERBS = ("اً", "ًا")
_OPENING = '«“"'
_ROW = 200  # characters
_MEMORY = 60  # speakers back to whom a surname or المصدر may refer


class Speaker(NamedTuple):
    """Who speaks: ``name`` the fullest name or description, ``surface`` what stands at the quote,
    ``gender`` m, f or p where the verb told it, ``via`` who relays, ``source`` set where unnamed."""

    name: str
    surface: str | None
    gender: str
    via: str | None = None
    source: Source | None = None


class People(Named):
    """Who of an article is meant by a subject."""

    def __init__(self, document: Document, found: Iterable[Mention]) -> None:
        super().__init__(document, found)
        self.spoken: list[Speaker] = []
        self.issuer: str | None = None  # who spoke last in a statement (في بيان)

    def speaker(self, stretch: Stretch, phrase: Stretch, gender: str) -> Speaker | None:
        """Who is meant by a subject: ``stretch`` up to what is said, ``phrase`` its noun phrase."""
        tokens = self.document.tokens
        if phrase.first >= phrase.last:
            return None
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        if source_clitic(self.document, phrase.first):
            start += 1
        surface = _without_marks(self.document.text[start:end])
        if not surface or self._is_nobody(phrase):
            return None
        source = head_of(self.document, phrase.first)
        collective = source is not None and (
            source.source_class != "unnamed" or surface.startswith("مصا")
        )
        person = None if collective else self._person_in(phrase if source else stretch, phrase)
        person = person or (None if collective else self._named_behind(stretch, phrase))
        if person:
            name = self._without_adverb(name_of(person))
            return Speaker(self._fuller(name), person.text, gender)
        apposed = None if source else self._apposed_name(stretch, phrase)
        if apposed:
            return Speaker(apposed, apposed, gender)
        full = self._full(phrase, surface, source)
        unnamed = source if source and not self.is_person(full) else None
        via = self._told_through(full) if unnamed and surface.startswith("ال") else None
        if unnamed and unnamed.source_class == "document":
            unnamed = None
        return Speaker(full, surface, gender, via, unnamed)

    def _is_nobody(self, phrase: Stretch) -> bool:
        """كل ما, معي, أصدقكم, عمليا: words that begin no description of somebody."""
        token, words = self.document.tokens[phrase.first], self.document.words
        all_that = words[phrase.first : phrase.first + 2] == ["كل", "ما"]
        adverb = token.text.endswith(_ADVERBS) and head_of(self.document, phrase.first) is None
        deed = announced(token.folded) == "ب"  # بضرب الأبراج
        if all_that or adverb or deed or token.folded in speech_words("nobody"):
            return not self.starting(token.start)
        return False

    def _fuller(self, name: str) -> str:
        """الناصر: a surname alone is his who spoke before under a description that ends with it."""
        if " " in name:
            return name
        spoken = (s.name for s in reversed(self.spoken[-_MEMORY:]) if not s.source)
        bare = word_list(name)
        return next((s for s in spoken if bare and bare == word_list(s)[-1:] and " " in s), name)

    def _without_adverb(self, name: str) -> str:
        """كيري مازحا: how it is said is no part of the name."""
        *words, last = name.split()
        if not words or fold(last) not in speech_words("ends-subject"):
            return name
        short = " ".join(words)
        return self.described(short, 0) or short

    def _told_through(self, name: str) -> str | None:
        """The medium to which an unnamed source, met again, spoke before."""
        return next(
            (s.via for s in reversed(self.spoken[-6:]) if s.name == name and s.source), None
        )

    def _person_in(self, stretch: Stretch, phrase: Stretch) -> Mention | None:
        """The first person named in the subject, unless the name is part of a role."""
        tokens = self.document.tokens
        if stretch.first >= stretch.last:
            return None
        for m in self.within(tokens[stretch.first].start, tokens[stretch.last - 1].end):
            if m.kind != "person" or self._is_title(m):
                continue
            before = self.document.token_at(m.span_start)
            between = _without_offices([t.folded for t in tokens[phrase.first : before]])
            if not speech_words("leaves-subject").isdisjoint(between):
                return None
            if not {"احد", "احدي"}.isdisjoint(between[1:]):
                return None  # رئيس المجلس أحد خصوم فلان
            if not _named_in_role(between):
                return m
        return None

    def _is_title(self, m: Mention) -> bool:
        """وكالة «دوغان»: a surname alone in marks is a body's name."""
        start = m.span_start
        return start > 0 and " " not in m.text and self.document.text[start - 1] in _OPENING

    def _named_behind(self, stretch: Stretch, phrase: Stretch) -> Mention | None:
        """المسؤول الإعلامي للحزب، فلان: the person whose name stands right behind the comma."""
        tokens = self.document.tokens
        if phrase.last + 1 >= stretch.last or tokens[phrase.last].text not in "،,":
            return None
        start = tokens[phrase.last + 1].start
        return next((m for m in self.within(start, start + 1) if m.kind == "person"), None)

    def _apposed_name(self, stretch: Stretch, phrase: Stretch) -> str | None:
        """The name between commas behind a role: رئيس اللجنة، نضال رضوان، ... where nobody knows it."""
        tokens = self.document.tokens
        if phrase.last >= stretch.last or tokens[phrase.last].text not in "،,":
            return None
        if without_article(tokens[phrase.first].folded) not in speech_words("role-head"):
            return None
        first = last = phrase.last + 1
        while (
            last < stretch.last
            and tokens[last].kind == "w"
            and not stops_subject(self.document, last, stretch.last, None)
        ):
            last += 1
        words = [t.folded for t in tokens[first:last]]
        if not 2 <= len(words) <= 4 or words[0].startswith("ال"):
            return None
        if words[0][0] in "بل" and words[1].startswith("ال"):
            return None  # بمنطقة المدينة
        return self.document.text[tokens[first].start : tokens[last - 1].end]

    def _full(self, phrase: Stretch, surface: str, source: Source | None) -> str:
        tokens = self.document.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        inside = self.within(start, end)
        head = next((m for m in inside if m.span_start <= start + 3), None)
        words = words_of(surface)
        if source and source.source_class != "media":
            return self._earlier_source(source, words, surface)
        if _on_behalf([t.folded for t in tokens[phrase.first : phrase.last]]):
            return surface
        if head and head.kind == "organisation":
            return name_of(head)
        return self._by_words(surface, words, start) or surface

    def _earlier_source(self, source: Source, words: frozenset[str], surface: str) -> str:
        """المصدر and المصادر are those described before; البيان speaks for its issuer."""
        if source.source_class == "document" and len(words) == 1:
            return self.issuer or surface
        for earlier in reversed(self.spoken[-_MEMORY:]):
            alike = earlier.source and earlier.source.lemma == source.lemma
            if (
                alike
                and surface.startswith("ال")
                and set(word_list(surface)[1:]) <= words_of(earlier.name)
            ):
                return earlier.name
        if surface.startswith("ال") and source.source_class == "unnamed":
            alone = len(word_list(surface)) == 1
            described = self._brought_in(source) if alone else None
            return described or self._by_words(surface, words, self._offset(source)) or surface
        return surface

    def _offset(self, source: Source) -> int:
        return self.document.tokens[source.behind - 1].start

    def _brought_in(self, source: Source) -> str | None:
        """The description with which an unnamed source was brought in, told by a formula."""
        tokens = self.document.tokens
        for j in range(source.behind - 2, max(-1, source.behind - 400), -1):
            if tokens[j].kind != "w" or tokens[j].folded.startswith("ال"):
                continue
            earlier = head_of(self.document, j)
            if earlier and earlier.lemma == source.lemma and tokens[j].folded[0] not in "بل":
                phrase = noun_phrase(self.document, j, min(len(tokens), j + 12))
                if tokens[phrase.last - 1].folded.startswith("لل") and phrase.last > j + 1:
                    phrase = Stretch(j, phrase.last - 1)  # قال مصدر مطلع للسارية
                start = tokens[phrase.first].start + tokens[j].folded.startswith("وم")
                return self.document.text[start : tokens[phrase.last - 1].end]
        return None

    def _by_words(self, surface: str, words: frozenset[str], offset: int) -> str | None:
        """The person or organisation whose name or role holds all these words, the latest before
        the offset first."""
        if not words:
            return None
        short = word_list(surface)
        for earlier in reversed(self.spoken[-_MEMORY:]) if 1 <= len(short) <= 2 else ():
            if not earlier.source and _is_part(short, word_list(earlier.name)):
                return earlier.name
        return self.described(surface, offset)

    def by_surname(self, words: Iterable[str]) -> Speaker | None:
        """Whoever of this article bears one of these words as the last of the name."""
        surnames = self.roster.surnames
        found = next((word for word in words if word in surnames), None)
        return Speaker(surnames[found], None, "") if found else None

    def ending(self, end: int) -> Speaker | None:
        """The person whose name ends at a character offset; an organisation may end a role."""
        near = [m for m in self.within(max(0, end - 80), end) if m.span_end == end]
        named = next((m for m in near if m.kind == "person"), None)
        return self.known(named) if named else None

    def row(self, end: int) -> list[Mention]:
        """The people whose names stand in a row, joined by و or commas, the last ending at an offset."""
        row: list[Mention] = []
        for m in reversed(self.within(max(0, end - _ROW), end)):
            if m.kind != "person" or m.span_end > end:
                continue
            joint = self.document.text[m.span_end : row[-1].span_start] if row else ""
            if m.span_end != end and joint.strip(" ،,") not in ("و", ""):
                break
            row.append(m)
        return row[::-1]

    def known(self, m: Mention) -> Speaker:
        """A mention as a speaker."""
        return Speaker(name_of(m), None, "")

    def may_speak(self, phrase: Stretch, speaker: Speaker) -> bool:
        """Whether a name before a colon is one that speaks: a person, an organisation, or one whose
        words are quoted elsewhere."""
        tokens = self.document.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        inside = self.within(start, end)
        if any(m.kind != "place" for m in inside):
            return True
        if speaker.source and fold(speaker.name) != "شاهد":
            return True  # شاهد: watch, in a headline
        if any(m.span_start == start for m in inside):
            return False  # a place in front of a colon says where, not who
        return any(s.name == speaker.name and s is not speaker for s in self.spoken) or (
            speaker.name != speaker.surface
        )

    def may_be(self, speaker: Speaker, gender: str) -> bool:
        """Whether a verb of this gender (m, f or p, "" where it tells none) can have a speaker: أكدت is no
        prince's, قالوا no company's."""
        if gender == "p":
            return speaker.name not in self.roster.organisations or " و" in speaker.name
        named = (s for s in self.spoken if s.name == speaker.name and s.surface)
        told = {s.gender for s in named} & {"m", "f"}
        if gender in ("m", "f") and told and gender not in told:
            return False
        return gender != "f" or speaker.name not in self.roster.men

    def last(self, gender: str) -> Speaker | None:
        """The last speaker whose gender fits a verb without a subject; several are no one person."""
        if gender == "p":
            return next((s for s in reversed(self.spoken[-6:]) if not self.is_person(s.name)), None)
        for earlier in reversed(self.spoken[-6:]):
            if not gender or not earlier.gender or earlier.gender == gender:
                return earlier
        return self.spoken[-1] if self.spoken else None


def _without_offices(words: list[str]) -> list[str]:
    """The words without the عن that belongs to an office: النائب عن بيروت."""
    offices = speech_words("office-for")
    return [
        w
        for k, w in enumerate(words)
        if w != "عن" or not k or without_article(words[k - 1]) not in offices
    ]


def _named_in_role(between: list[str]) -> bool:
    """Whether the words before a name make it part of a role: باسم الرئيس ..., مدينة الملك ...."""
    if _on_behalf(between):
        return True
    near = between[-2:]
    if any(w in speech_words("speaks-not") for w in near):
        return True
    bare = [without_article(w.lstrip("وبل")) for w in near]
    if len(bare) == 2 and bare[1] == "رئيس" and bare[0] in speech_words("led-by"):
        return True
    titled = len(bare) == 2 and bare[1] in ("ملك", "امير", "شيخ", "امام")
    if not bare:
        return False
    at = 0 if titled else -1
    # المشرف على البرنامج فلان: what is definite bears no name
    return not near[at].startswith("ال") and bare[at] in speech_words("named-after")


def _on_behalf(words: list[str]) -> bool:
    """باسم المدعي العام في ...: the name that follows is his for whom somebody speaks."""
    whose = words.index("باسم") + 1 if "باسم" in words else len(words)
    if whose >= len(words) or not words[whose].startswith("ال"):
        return False
    return without_article(words[whose]) in speech_words("role-head")


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether one or two words are the end of a name (the surname, after a title) or its start."""
    if len(short) >= len(full):
        return False
    return short[-1] == full[-1] or short == full[: len(short)]


def _without_marks(text: str) -> str:
    text = text.strip(" :،,")
    inner = text.strip('«»“”"″')
    if inner == text:
        return text
    return inner if inner in text[1:-1] or not any(c in inner for c in '«“"') else text
