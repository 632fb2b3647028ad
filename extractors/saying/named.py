"""Who and what an article names, to look up by place, by name, and by the words of a description."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from extractors.records import Mention, Organisation, Person
from extractors.saying.descriptions import word_list, words_of
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.sources import head_of
from extractors.saying.speech_words import speech_words
from extractors.text import Document, fold, folded_words, without_article

_BEHIND = 30  # characters
_REMEMBERED = 150  # mentions
_TITLES = 3  # tokens before a name
_MENS_TITLES = folded_words(
    "الأمير الشيخ الملك السيد الجنرال اللواء الفريق العميد العقيد المقدم الرائد النقيب الملازم"
)
_HONOURED = {
    "سموه": frozenset({"الامير", "امير", "سمو", "الملكي"}),
    "سموها": frozenset({"الاميره", "اميره", "سمو"}),
    "معاليه": frozenset({"معالي", "لمعالي", "ومعالي", "وزير", "الوزير"}),
    "معاليها": frozenset({"معالي", "وزيره"}),
    "سماحته": frozenset({"سماحه", "الشيخ", "المفتي", "مفتي"}),
    "فضيلته": frozenset({"فضيله", "الشيخ", "شيخ"}),
    "سعادته": frozenset({"سعاده", "السفير", "سفير"}),
    "فخامته": frozenset({"فخامه", "الرئيس", "رئيس"}),
    "جلالته": frozenset({"الملك", "ملك", "السلطان", "جلاله"}),
}


class Roster:
    """Those whom an article names, in order, with ``starts`` the characters at which they stand."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.span_start, -m.span_end))
        self.starts = [m.span_start for m in self.mentions]

    @cached_property
    def known(self) -> tuple[dict[str, list[Known]], ...]:
        """The people, and the organisations, by each word of their names and roles."""
        return tuple(
            _by_words(_distinct(m for m in self.mentions if m.kind == kind))
            for kind in ("person", "organisation")
        )

    @cached_property
    def people(self) -> frozenset[str]:
        """The full names of the people."""
        return frozenset(name_of(m) for m in self.mentions if m.kind == "person")

    @cached_property
    def men(self) -> frozenset[str]:
        """The full names of those whose title is a man's."""
        return frozenset(
            name_of(m)
            for m in self.mentions
            if isinstance(m.fact, Person) and _is_mans(m.fact.role or m.fact.rank or "")
        )

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The full names of the organisations."""
        return frozenset(name_of(m) for m in self.mentions if m.kind == "organisation")

    @cached_property
    def surnames(self) -> dict[str, str]:
        """The full name by the folded last one, the first in the order of names where two share it."""
        full = (name for name in sorted(self.people, reverse=True) if " " in name)
        return {fold(name.split()[-1]): name for name in full}


def _roster(document: Document, found: Iterable[Mention]) -> Roster:
    return Roster(
        m
        for m in found
        if m.kind in ("organisation", "place") or (m.kind == "person" and not _nobody(document, m))
    )


def _is_mans(title: str) -> bool:
    """الأمير, اللواء الركن: a title that no woman bears in this form."""
    return next(iter(fold(title).split()), "") in _MENS_TITLES


class Named:
    """The people and organisations of an article, to look up by any part of their names."""

    def __init__(self, document: Document, found: Iterable[Mention]) -> None:
        self.document = document
        self.roster = document.once(_roster, found)
        self.mentions, self._starts = self.roster.mentions, self.roster.starts

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that start within a stretch of characters."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's of this article."""
        return name in self.roster.people

    def names(self, phrase: Stretch) -> bool:
        """Whether a phrase opens with an organisation or holds a person."""
        tokens = self.document.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        return any(
            m.kind == "person" or (m.kind == "organisation" and m.span_start <= start + 3)
            for m in self.within(start, end)
        )

    def names_somebody(self, first: int, last: int) -> bool:
        """Whether a stretch opens with a person, an organisation, a role or a source."""
        phrase = noun_phrase(self.document, first, last)
        if phrase.first >= phrase.last:
            return False
        role = without_article(self.document.words[phrase.first]) in speech_words("role-head")
        return role or self.names(phrase) or head_of(self.document, phrase.first) is not None

    def honoured(self, title: str, offset: int) -> list[str]:
        """Those named before an offset with what a title of respect stands for, latest first:
        princes for سموه, ministers for معاليه."""
        marks = _HONOURED.get(title, frozenset())
        names: dict[str, None] = {}
        behind = bisect_left(self._starts, offset)
        for m in reversed(self.mentions[max(0, behind - _REMEMBERED) : behind]):
            if isinstance(m.fact, Person):
                start = self.document.token_at(m.span_start)
                around = {*self.document.words[max(0, start - _TITLES) : start]}
                around |= words_of(f"{m.fact.role or ''} {m.fact.rank or ''}")
                if not marks.isdisjoint(around):
                    names.setdefault(m.fact.name)
        return list(names)

    def starting(self, start: int) -> bool:
        """Whether a person or organisation starts at a character offset."""
        return any(
            m.kind != "place" and m.span_start == start for m in self.within(start, start + 1)
        )

    def is_surname(self, folded: str) -> bool:
        """Whether a folded word is the last of the name of somebody of this article."""
        return folded in self.roster.surnames

    def is_known(self, name: str) -> bool:
        """Whether a name is a person's or an organisation's of this article."""
        return name in self.roster.people or name in self.roster.organisations

    def body_at(self, start: int) -> bool:
        """Whether a place or an organisation starts at a character offset."""
        return any(
            m.kind != "person" and m.span_start == start for m in self.within(start, start + 1)
        )

    def ends_place(self, i: int) -> bool:
        """Whether a place's name ends with token i."""
        token = self.document.tokens[i]
        near = self.within(token.start - _BEHIND, token.end)
        return any(m.kind == "place" and m.span_end == token.end for m in near)

    def place_at(self, start: int) -> bool:
        """Whether a place stands at a character offset: a government may speak."""
        return any(m.kind == "place" for m in self.within(start, start + 2))

    def described(self, surface: str, offset: int) -> str | None:
        """The person or organisation whose name or role holds all words of a description, the latest
        before the offset first; nobody who is named right behind the description, as what is said."""
        behind = offset + len(surface)
        said = {name_of(m) for m in self.within(behind, behind + _BEHIND) if m.kind == "person"}
        told = word_list(surface)
        revered = bool(told) and told[0] in speech_words("honorific")
        told = told[1:] if revered else told
        words, head = frozenset(told), next(iter(told), "")
        if not words:
            return None
        president = surface.startswith("الرئيس ") and surface.endswith("ي")
        for known in self.roster.known:
            fitting = [
                k.mention
                for k in known.get(head, ())
                if k.fits(head, words, president=president)
                and (words <= k.name or name_of(k.mention) not in said)
                and not (revered and k.serves_abroad(words))
            ]
            if fitting:
                before = [m for m in fitting if m.span_start < offset]
                return name_of(before[-1] if before else fitting[0])
        return None


def _nobody(document: Document, m: Mention) -> bool:
    """A person read from a noun that names nobody: وقال دبلوماسيون."""
    source = head_of(document, document.token_at(m.span_start))
    return bool(source and source.source_class == "unnamed")


class Known(NamedTuple):
    """A person or organisation of the article: the words of its name, and of its roles or acronym."""

    mention: Mention
    name: frozenset[str]
    role: frozenset[str]
    heads: frozenset[str]
    presides: bool

    def fits(self, head: str, words: frozenset[str], *, president: bool) -> bool:
        """Whether a description may mean this one: by words of the name, or a role by its first word.

        ``president``: the description is of a country's president, "الرئيس اليمني".
        """
        if president and not self.presides and self.role:
            return False
        return words <= self.name or (head in self.heads and words <= self.name | self.role)

    def serves_abroad(self, words: frozenset[str]) -> bool:
        """Whether a role says of which nation it is beyond these words: معالي الوزير is one's own."""
        return any(w.endswith(("ي", "يه")) for w in self.role - words - {"ملكي"})


def _by_words(known: Iterable[Known]) -> dict[str, list[Known]]:
    """Those known by each word of their names and roles, in order."""
    found: dict[str, list[Known]] = {}
    for one in known:
        for word in one.name | one.role:
            found.setdefault(word, []).append(one)
    return found


def _distinct(mentions: Iterable[Mention]) -> list[Known]:
    known: dict[str, Known] = {}
    for m in mentions:
        name = name_of(m)
        role = m.fact.role or "" if isinstance(m.fact, Person) else ""
        short = (m.fact.short or "") if isinstance(m.fact, Organisation) else ""
        heads = frozenset(word_list(role)[:1] + word_list(name)[:1])
        presides = role.startswith(("الرئيس", "رئيس الجمهورية", "رئيس الدولة", "رئيس البلاد"))
        found = Known(m, words_of(f"{name} {short}"), words_of(role), heads, presides)
        if name in known:
            old = known[name]
            presides = presides or old.presides
            found = Known(old.mention, old.name, old.role | found.role, old.heads | heads, presides)
        known[name] = found
    return list(known.values())


def name_of(m: Mention) -> str:
    """The full name of whom or what a mention names."""
    return m.fact.name if isinstance(m.fact, (Person, Organisation)) else m.text
