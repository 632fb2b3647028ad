"""Reads mentions of kind event: who did what to whom, after PLOVER, each telling of each event.

``triggers`` finds the words, ``scene`` prepares their sentence, ``event_roles`` reads actor and
recipient, ``event_conditions`` refuses what is no event, ``event_status`` says whether it happened,
``event_settings`` adds place, date and numbers, ``tellings`` counts the events.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter

from extractors.countries import demonym, demonym_stems
from extractors.lookups import Stems
from extractors.plover.causes import united
from extractors.plover.conditions.event_conditions import admits
from extractors.plover.conditions.non_events import is_sport, non_event, non_event_stems
from extractors.plover.conditions.worth_telling import (
    is_background,
    is_empty,
    is_habit,
    is_hit,
    is_named_accord,
    is_purpose,
    is_rejected,
    is_target,
    worth_telling,
)
from extractors.plover.event_settings import (
    claimed_by,
    context_entries,
    context_of,
    context_stems,
    count,
    counted,
)
from extractors.plover.noun_phrases.home_countries import (
    HomeCountries,
    from_elsewhere,
    is_anybody,
    of_the_place,
    own_citizens,
)
from extractors.plover.noun_phrases.names import names_of
from extractors.plover.noun_phrases.participants import head_stems, is_head
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.roles.event_roles import roles
from extractors.plover.sentence.agreement import agrees
from extractors.plover.sentence.light_verbs import opening_form
from extractors.plover.sentence.scene import Scene, mode_entries, mode_stems, scene
from extractors.plover.sentence.sides import Roles, who_undergoes
from extractors.plover.status.assertion import told
from extractors.plover.status.event_status import status_phrases, status_stems
from extractors.plover.status.outlook import outlook
from extractors.plover.tellings import Telling, number, shared
from extractors.plover.trigger.triggers import Trigger, find_triggers, may_be_trigger
from extractors.plover.where_and_when import date_of, place_of
from extractors.plover.words.trigger_words import needed, needed_stems, trigger_stems
from extractors.records import Event, Kind, Mention, Participant, Quote
from extractors.rules import mention
from extractors.text import Document, folded_words

RULE_IDS = (
    "verb-subject", "subject-verb", "subject-carried", "passive", "object-pronoun", "participle",
    "masdar", "light-verb",
)  # fmt: skip
_LONGEST = 250
_ACTING = frozenset(("armed", "state", "role", "person", "country", "igo"))
_ON_CITIZENS = frozenset(("COERCE", "SANCTION"))
_KILLING = folded_words("قتل مقتل مصرع أعدم إعدام ذبح اغتال اغتيال")
# What only who rules does: اعتقال ناشط, حظر الصحيفة.
_BY_AUTHORITIES = frozenset(("arrest", "restrict", "censor", "deport", "curfew", "martial-law"))
_BODILY = frozenset(("ASSAULT", "COERCE", "PROTEST"))
_HARMING = _BODILY | {"SANCTION", "RETREAT"}
_LOUD = frozenset(("ASSAULT", "PROTEST"))
_COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))


def looks() -> Stems:
    """What words are looked up by."""
    return {
        may_be_trigger: trigger_stems(),
        needed: needed_stems(),
        is_head: head_stems(),
        mode_entries: mode_stems(),
        context_entries: context_stems(),
        non_event: non_event_stems(),
        demonym: demonym_stems(),
        status_phrases: status_stems(),
    }


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The event mentions of a document; ``found`` holds what earlier extractors read."""
    if is_sport(document):
        return []
    tellings = _Reader(document, found).tellings()
    told = shared(tellings, number(tellings))
    return [_mention(document, *pair) for pair in zip(tellings, told, strict=True)]


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences as ranges of tokens, in pieces where one has no end: the cost stays linear."""
    for first, last in sentences:
        for start in range(first, last, _LONGEST):
            yield start, min(last, start + _LONGEST)


def _mention(document: Document, telling: Telling, event: Event) -> Mention:
    trigger = telling.trigger
    end = document.tokens[trigger.last - 1].end
    return mention(document, "event", trigger.span_start, end, telling.rule, event)


class _Reader:
    """Goes through a document's sentences; remembers the last subject and the last places."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.found = sorted(found, key=attrgetter("span_start"))
        self.starts = [m.span_start for m in self.found]
        self.quotes = [m.fact for m in self.found if isinstance(m.fact, Quote)]
        self.names = names_of(document, self.found)
        self.carried: tuple[Phrase | Participant, ...] = ()
        self.earlier: tuple[int, tuple[Phrase | Participant, ...]] = (-1, ())
        self.places: list[Mention] = []

    @cached_property
    def homes(self) -> HomeCountries:
        """Whose the unnamed are."""
        return HomeCountries(self.document, self.found)

    def tellings(self) -> list[Telling]:
        """All tellings of events, in order of the text."""
        found: list[Telling] = []
        named = self.names.tokens()
        words = [i for i in self.document.where(may_be_trigger) if i not in named]
        for index, (first, last) in enumerate(_pieces(self.document.sentences)):
            here = words[bisect_left(words, first) : bisect_left(words, last)]
            triggers = find_triggers(self.document, here, last, named) if here else []
            if triggers:
                found.extend(self._sentence(index, first, last, triggers))
        return found

    def _within(self, start: int, end: int) -> list[Mention]:
        return self.found[bisect_left(self.starts, start) : bisect_right(self.starts, end)]

    def _sentence(
        self, index: int, first: int, last: int, triggers: list[Trigger]
    ) -> list[Telling]:
        tokens = self.document.tokens
        mentions: dict[Kind, list[Mention]] = {}
        for m in self._within(tokens[first].start, tokens[last - 1].end):
            mentions.setdefault(m.kind, []).append(m)
        here = scene(self.document, self.names, triggers, first, last, mentions)
        self.carried = ()
        asserted = told(here)
        triggers = [t for t in triggers if not (is_hit(here, t, asserted) or is_target(here, t))]
        found = [
            t
            for trigger in triggers
            if (t := self._telling(index, here, trigger, trigger.first in asserted))
        ]
        self.places = mentions.get("place") or self.places
        if self.carried:
            self.earlier = index, self.carried
        return united(found)

    def _telling(self, index: int, here: Scene, trigger: Trigger, asserted: bool) -> Telling | None:
        read = self._resumed(index, here, trigger, roles(here, trigger, self.carried))
        if read.actors and (trigger.form is not None or read.rule == "light-verb"):
            self.carried = read.actors
        if not admits(here, trigger, read.actors, read.recipients):
            return None
        said = outlook(here, trigger)
        if said in ("actual", "historical") and not asserted:
            if is_habit(trigger) or not worth_telling(trigger, read):
                return None
            said = "historical" if is_background(here, trigger, read) else said
        if is_purpose(trigger, said, asserted) or is_rejected(here, trigger):
            return None
        if is_named_accord(trigger, read):
            return None
        unreal = said in ("hypothetical", "demand") and trigger.sense.event_type in _LOUD
        if unreal and trigger.form is None and not read.actors:
            return None
        event = self._event(here, trigger, read, said)
        if is_empty(trigger, event):
            return None
        headline = trigger.span_start < self.document.headline_end
        return Telling(trigger, event, read.rule, index, headline)

    def _resumed(self, index: int, here: Scene, trigger: Trigger, read: Roles) -> Roles:
        """وشن ست غارات: a verb that opens its sentence without a subject goes on with that of the
        sentence before."""
        sentence, subject = self.earlier
        form = opening_form(here, trigger)
        if read.actors or form is None or sentence != index - 1 or read.rule == "passive":
            return read
        told = [p for p in subject if isinstance(p, Phrase)]
        fits = bool(told) and told[0].klass in _ACTING and agrees(here, form, told[0])
        return read._replace(actors=subject) if fits else read

    def _event(
        self,
        here: Scene,
        trigger: Trigger,
        read: Roles,
        said: str,
    ) -> Event:
        kind = trigger.sense.event_type
        place = place_of(here, trigger, read.recipients, self.places, self.homes.home)
        where = None
        if place and kind in _BODILY:
            told_here = place.evidence == "sentence" and not place.apart
            elsewhere = place.country != self.homes.home
            where = place.country if told_here else "" if elsewhere else None
        doers, undergoing = self._sides(trigger, read, where)
        unnamed = None if doers else _unnamed(trigger, where, self.homes.home)
        day = date_of(here, trigger, read.rule == "subject-carried")
        told = "hypothetical" if said == "demand" else said
        return Event(
            event_id="",
            event_type=kind,
            plover_type="AGREE" if told == "future" and kind in _COOPERATIVE else kind,
            mode=_mode(here, trigger),
            context=context_of(here),
            status=told,
            actors=doers,
            recipients=undergoing,
            place=place.value if place else None,
            place_country=place.country if place else None,
            place_evidence=place.evidence if place else None,
            date=day.value if day else None,
            date_evidence=day.evidence if day else None,
            dead=_dead(here, trigger, read.recipients),
            injured=count(here, trigger, "injured") if kind == "ASSAULT" else None,
            arrested=_arrested(here, trigger, read.recipients),
            claimed_by=claimed_by(here, trigger, self.quotes),
            unnamed_actor_country=unnamed,
        )

    def _sides(
        self, trigger: Trigger, read: Roles, where: str | None
    ) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        """Who acts and who undergoes, with their countries; ``where`` it happened: "" for elsewhere than
        the article's country, None where nobody's country is told by that."""
        kind = trigger.sense.event_type
        doers = tuple(
            self.homes.settle(p, "" if kind == "ASSAULT" and is_anybody(p) else None)
            for p in read.actors
        )
        undergoing = tuple(
            self.homes.settle(p, where)
            for p in who_undergoes(trigger, read.recipients)
            if p not in read.actors
        )
        if trigger.sense.mode == "visit":
            doers = from_elsewhere(read.actors, doers, undergoing)
        if kind in _HARMING:  # nobody harms himself; nor does he deal with himself
            doers = tuple(p for p in doers if p not in undergoing)
        else:
            undergoing = tuple(p for p in undergoing if p not in doers)
        if kind == "PROTEST":
            doers = tuple(of_the_place(p, where) for p in doers)
            undergoing = tuple(of_the_place(p, where) for p in undergoing)
        if doers and kind in _ON_CITIZENS:
            undergoing = tuple(own_citizens(doers[0], p) for p in undergoing)
        return doers, undergoing


def _dead(here: Scene, trigger: Trigger, people: tuple[Phrase | Participant, ...]) -> int | None:
    """How many were killed: as their own number says, or where the verb itself kills whom it counts."""
    if trigger.sense.event_type != "ASSAULT":
        return None
    told = count(here, trigger, "killed")
    return counted(here, people) if told is None and trigger.lemma in _KILLING else told


def _arrested(
    here: Scene, trigger: Trigger, people: tuple[Phrase | Participant, ...]
) -> int | None:
    """How many were arrested: as their own number says, or where the verb of arrest counts them."""
    if trigger.sense.event_type != "COERCE":
        return None
    told = count(here, trigger, "arrested")
    return counted(here, people) if told is None and trigger.sense.mode == "arrest" else told


def _unnamed(trigger: Trigger, where: str | None, home: str | None) -> str | None:
    """Whose authorities or crowds alone can have done it, by where it was done (``where``: "" for elsewhere),
    else by the country that the article tells of (``home``); who holds whom in Palestine stays open."""
    crowd = trigger.sense.event_type == "PROTEST" and bool(where)
    authorities = trigger.sense.event_type == "COERCE" and trigger.sense.mode in _BY_AUTHORITIES
    if not (crowd or authorities):
        return None
    country = where or (home if where is None else None)
    return country if crowd or country != "PSE" else None


def _mode(here: Scene, trigger: Trigger) -> str | None:
    """The lexicon's mode, else for violence the one that the nearest weapon word tells."""
    if trigger.sense.mode or trigger.sense.event_type != "ASSAULT":
        return trigger.sense.mode or None
    near = min(here.modes, key=lambda m: abs(m[0] - trigger.first), default=None)
    return near[1] if near else None
