"""Reads mentions of kind event: who did what to whom, after PLOVER, each telling of each event.

``triggers`` finds the words, ``scene`` prepares their sentence, ``event_roles`` reads actor and
recipient, ``event_conditions`` refuses what is no event, ``event_status`` says whether it happened,
``event_settings`` adds place, date and numbers, ``tellings`` counts the events.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.countries import demonym
from extractors.lookups import Look
from extractors.plover.agreement import agrees
from extractors.plover.assertion import told
from extractors.plover.event_conditions import (
    admits,
    is_casualty,
    is_sport,
    non_event,
    participant,
)
from extractors.plover.event_roles import roles
from extractors.plover.event_settings import (
    claimed_by,
    context_entries,
    context_of,
    count,
    counted,
    date_of,
    place_of,
)
from extractors.plover.home_countries import HomeCountries, own_citizens
from extractors.plover.light_verbs import opening_form
from extractors.plover.names import names_of
from extractors.plover.outlook import outlook
from extractors.plover.participants import is_head
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene, mode_entries, scene
from extractors.plover.sides import Roles, without_ground
from extractors.plover.tellings import Telling, number
from extractors.plover.trigger_words import needed
from extractors.plover.triggers import Trigger, find_triggers, may_be_trigger
from extractors.records import Event, Mention, Participant, Quote
from extractors.rules import mention
from extractors.text import Document

RULE_IDS = (
    "verb-subject", "subject-verb", "subject-carried", "passive", "object-pronoun", "participle",
    "masdar", "light-verb",
)  # fmt: skip
_LONGEST = 250
_ACTING = frozenset(("armed", "state", "role", "person", "country", "igo"))
_ON_CITIZENS = frozenset(("COERCE", "SANCTION"))
_LOUD = frozenset(("ASSAULT", "PROTEST"))
_CITED = _LOUD | {"THREATEN"}
_COOPERATIVE = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))


def looks() -> tuple[Look, ...]:
    """What words are looked up by."""
    return (
        may_be_trigger, needed, is_head, mode_entries, context_entries, non_event, demonym,
    )  # fmt: skip


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The event mentions of a document; ``found`` holds what earlier extractors read."""
    tellings = _Reader(document, found).tellings()
    if not tellings or is_sport(document):
        return []
    return [
        _mention(document, telling, event_id)
        for telling, event_id in zip(tellings, number(tellings), strict=True)
    ]


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences as ranges of tokens, in pieces where one has no end: the cost stays linear."""
    for first, last in sentences:
        for start in range(first, last, _LONGEST):
            yield start, min(last, start + _LONGEST)


def _mention(document: Document, telling: Telling, event_id: str) -> Mention:
    trigger = telling.trigger
    end = document.tokens[trigger.last - 1].end
    event = replace(telling.event, event_id=event_id)
    return mention(document, "event", trigger.span_start, end, telling.rule, event)


class _Reader:
    """Goes through a document's sentences; remembers the last subject and the last places."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.found = sorted(found, key=lambda m: m.span_start)
        self.starts = [m.span_start for m in self.found]
        self.quotes = [m.fact for m in self.found if isinstance(m.fact, Quote)]
        self.names = names_of(document, self.found)
        self.homes = HomeCountries(document, self.found)
        self.carried: tuple[Phrase | Participant, ...] = ()
        self.earlier: tuple[int, tuple[Phrase | Participant, ...]] = (-1, ())
        self.places: list[Mention] = []

    def tellings(self) -> list[Telling]:
        """All tellings of events, in order of the text."""
        found: list[Telling] = []
        named = frozenset(self.names.tokens())
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
        mentions = self._within(tokens[first].start, tokens[last - 1].end)
        here = scene(self.document, self.names, triggers, first, last, mentions)
        self.carried = ()
        triggers = [t for t in triggers if not _is_hit(here, t)]
        asserted = told(here)
        found = [
            t
            for trigger in triggers
            if (t := self._telling(index, here, trigger, trigger in asserted))
        ]
        self.places = [m for m in mentions if m.kind == "place"] or self.places
        if self.carried:
            self.earlier = index, self.carried
        return _united(here, found)

    def _telling(self, index: int, here: Scene, trigger: Trigger, asserted: bool) -> Telling | None:
        read = self._resumed(index, here, trigger, roles(here, trigger, self.carried))
        if read.actors and (trigger.form is not None or read.rule == "light-verb"):
            self.carried = read.actors
        if not admits(here, trigger, read.actors, read.recipients):
            return None
        said = outlook(here, trigger)
        if said in ("actual", "historical") and not asserted:
            if _is_habit(trigger) or not _worth_telling(trigger, read):
                return None
            said = said if _is_ongoing(here, trigger) else "historical"
        if _is_purpose(trigger, said, asserted) or _is_rejected(here, trigger):
            return None
        if _is_named_accord(trigger, read):
            return None
        unreal = said in ("hypothetical", "demand") and trigger.sense.event_type in _LOUD
        if unreal and trigger.form is None and not read.actors:
            return None
        event = self._event(here, trigger, read.actors, read.recipients, said)
        if _is_empty(trigger, event):
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
        actors: tuple[Phrase | Participant, ...],
        recipients: tuple[Phrase | Participant, ...],
        said: str,
    ) -> Event:
        kind = trigger.sense.event_type
        place = place_of(here, trigger, recipients, self.places)
        doers = tuple(map(self.homes.settle, actors))
        undergoing = tuple(map(self.homes.settle, without_ground(trigger, recipients)))
        if doers and kind in _ON_CITIZENS:
            undergoing = tuple(own_citizens(doers[0], p) for p in undergoing)
        day = date_of(here, trigger)
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
            dead=count(here, trigger, "killed") if kind == "ASSAULT" else None,
            injured=count(here, trigger, "injured") if kind == "ASSAULT" else None,
            arrested=_arrested(here, trigger, recipients),
            claimed_by=claimed_by(here, trigger, self.quotes),
        )


def _arrested(
    here: Scene, trigger: Trigger, people: tuple[Phrase | Participant, ...]
) -> int | None:
    """How many were arrested: as their own number says, or where the verb of arrest counts them."""
    if trigger.sense.event_type != "COERCE":
        return None
    told = count(here, trigger, "arrested")
    return counted(here, people) if told is None and trigger.sense.mode == "arrest" else told


def _worth_telling(trigger: Trigger, read: Roles) -> bool:
    """An event only referred to is kept, short of violence, where somebody is named in it; violence
    where a verb carries it (الهجمات التي شنتها الطائرات), nations do it to nations, or land changes hands."""
    if trigger.sense.event_type == "AGREE" and trigger.form is None:
        return bool(read.actors)
    if trigger.sense.event_type not in _CITED or trigger.sense.needs == "clash":
        return bool(read.actors or read.recipients)
    carried = read.rule == "light-verb" and trigger.definite and bool(read.actors)
    nations = [any(participant(p).country for p in side) for side in (read.actors, read.recipients)]
    land = trigger.sense.needs == "armed" and bool(read.actors and read.recipients)
    return carried or (trigger.form is None and (land or all(nations)))


def _is_party(side: tuple[Phrase | Participant, ...]) -> bool:
    """A nation, an office or a body, not the town where something was signed."""
    return any(
        not isinstance(p, Phrase) or p.klass in ("country", "igo") or p.participant.sector
        for p in side
    )


def _is_named_accord(trigger: Trigger, read: Roles) -> bool:
    """اتفاق فيينا: an accord by the town where it was signed."""
    noun = trigger.sense.event_type == "AGREE" and trigger.form is None
    return noun and bool(read.actors) and not _is_party(read.actors)


def _is_purpose(trigger: Trigger, said: str, asserted: bool) -> bool:
    """لمنع الهرب, لنقل المساعدات, تنفيذ اتفاق: what a noun names as a purpose or by its name only."""
    if trigger.form is not None or asserted or said not in ("hypothetical", "future"):
        return False
    return trigger.clitic.endswith("ل") or trigger.sense.event_type == "AGREE"


def _is_rejected(here: Scene, trigger: Trigger) -> bool:
    """رفضت طهران الوساطة الباكستانية: what is rejected does not take place."""
    return trigger.form is None and any(
        t.form is not None and t.sense.event_type == "REJECT" and 0 < trigger.first - t.last <= 3
        for t in here.triggers
    )


def _is_habit(trigger: Trigger) -> bool:
    """يحارب, يمنع: an imperfect that tells no single event."""
    kind = trigger.sense.event_type in _LOUD or trigger.sense.event_type == "COERCE"
    return kind and trigger.form is not None and trigger.form.tense == "imperfect"


def _is_empty(trigger: Trigger, event: Event) -> bool:
    """Violence without anybody in it tells no event: "كثرة التفجيرات"; nor does what is only thought of."""
    if trigger.form is None and event.status == "hypothetical":
        return not (event.actors or event.recipients)
    nobody = not (event.actors or event.recipients or event.dead or event.injured)
    blast = trigger.sense.needs == "weapon" and trigger.form is not None
    return trigger.sense.event_type == "ASSAULT" and nobody and not blast


def _is_ongoing(here: Scene, trigger: Trigger) -> bool:
    """خلال الاشتباكات, بالتنسيق مع: what goes on while the sentence's event happens."""
    before = here.tokens[trigger.first - 1].folded if trigger.first > here.first else ""
    clash = trigger.sense.event_type not in _LOUD or trigger.sense.needs == "clash"
    return (clash and before in ("خلال", "وسط", "اثناء")) or trigger.sense.event_type == "COOPERATE"


def _is_hit(here: Scene, trigger: Trigger) -> bool:
    """هجوم استهدف دورية: the verb tells whom the attack hit, and no second event."""
    return (
        trigger.lemma == "استهدف"
        and trigger.form is not None
        and any(
            t.form is None and t.sense.event_type == "ASSAULT" and 0 < trigger.first - t.last < 12
            for t in here.triggers
        )
    )


def _mode(here: Scene, trigger: Trigger) -> str | None:
    """The lexicon's mode, else for violence the one that the nearest weapon word tells."""
    if trigger.sense.mode or trigger.sense.event_type != "ASSAULT":
        return trigger.sense.mode or None
    near = min(here.modes, key=lambda m: abs(m[0] - trigger.first), default=None)
    return near[1] if near else None


def _united(here: Scene, tellings: list[Telling]) -> list[Telling]:
    """Cause and casualties of one sentence share actor, recipient and status: مقتل 9 جنود في هجوم شنه مسلحون."""
    causes = [t for t in tellings if t.event.event_type == "ASSAULT" and not is_casualty(t.trigger)]
    casualties = [t for t in tellings if is_casualty(t.trigger)]
    tellings = [_completed(t, causes) for t in tellings]
    if not causes or not casualties:
        return tellings
    return [_shared(t, causes, casualties) for t in tellings]


def _completed(telling: Telling, causes: list[Telling]) -> Telling:
    """والهجمات على دمشق ... الهجمات التي شنتها الطائرات: told twice in a sentence, whom it hit once."""
    if telling.event.recipients or telling.trigger.form is not None:
        return telling
    twin = next(
        (
            c
            for c in causes
            if c.trigger.sense == telling.trigger.sense
            and c.event.recipients
            and c.event.actor_country == telling.event.actor_country
        ),
        None,
    )
    return (
        replace(telling, event=replace(telling.event, recipients=twin.event.recipients))
        if twin
        else telling
    )


def _shared(telling: Telling, causes: list[Telling], casualties: list[Telling]) -> Telling:
    if telling in casualties:
        cause = min(causes, key=lambda c: abs(c.trigger.first - telling.trigger.first))
        actors = cause.event.actors or _killers(cause, telling)
        event = replace(telling.event, actors=telling.event.actors or actors, mode=cause.event.mode)
        return replace(telling, event=event)
    if telling in causes:
        victim = min(casualties, key=lambda c: abs(c.trigger.first - telling.trigger.first))
        if _killers(telling, victim):
            return replace(telling, event=replace(telling.event, actors=victim.event.recipients))
        people = victim.event.recipients or telling.event.recipients
        actors = telling.event.actors or victim.event.actors
        return replace(telling, event=replace(telling.event, actors=actors, recipients=people))
    return telling


def _killers(clash: Telling, victims: Telling) -> tuple[Participant, ...]:
    """قتل ثلاثون متمردا في مواجهات مع قوات الأمن: the one side of a clash, where the dead are of the other."""
    if clash.trigger.sense.needs != "clash" or clash.event.actors or not victims.event.recipients:
        return ()
    dead, others = victims.event.recipients[0], clash.event.recipients
    armed = dead.sector is not None and dead.sector != "CVL"
    apart = bool(others) and (dead.country, dead.sector) != (others[0].country, others[0].sector)
    return others if armed and apart else ()
