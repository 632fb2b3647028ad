"""Which tellings are of one event: headline and lede, cause and casualties, a later "الهجوم".

A telling joins an earlier event of its type when nothing contradicts (countries, numbers, mode) and
something ties them: the same words in the same roles, a definite noun, or the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extractors.lookups import remembered
from extractors.plover.triggers import Trigger
from extractors.plover.violence import is_casualty
from extractors.records import Event, Participant
from extractors.text import fold, folded_words, without_article

_Value = TypeVar("_Value")
_BOMBS = frozenset(("explosives", "suicide-attack"))
# What is done in a protest that is told already: رفع المحتجون لافتات.
_CHANTS = folded_words("رفع ردد هتف")
_DOZENS = folded_words("العشرات عشرات المئات مئات الآلاف آلاف")
_EMPTY_WORDS = frozenset(("من", "في", "شخص", "شخصا", "اشخاص", "اخر", "اخرين", "عدد", "احد", "بعض"))


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one sentence tells it; ``sentence`` counts from 0, ``rule`` is the construction."""

    trigger: Trigger
    event: Event
    rule: str
    sentence: int
    headline: bool


def number(tellings: Iterable[Telling]) -> list[str]:
    """An event_id for each telling, in order: e1, e2 ... as events first appear."""
    events: list[list[Telling]] = []
    ids = []
    for telling in tellings:
        place = next(
            (i for i in range(len(events) - 1, -1, -1) if _joins(telling, events[i])), None
        )
        if place is None:
            events.append([])
            place = len(events) - 1
        events[place].append(telling)
        ids.append(f"e{place + 1}")
    return ids


def _joins(telling: Telling, event: list[Telling]) -> bool:
    # The last tellings stand for the whole: looking at each would cost the square of their number.
    known = [event[0], *event[-2:]]
    return all(_compatible(telling, other) for other in known) and any(
        _tied(telling, other) for other in known
    )


def _compatible(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    if x.event_type != y.event_type:
        return False
    if _group(a.trigger) != _group(b.trigger):
        return False
    if _differ(x.mode, y.mode) and not _same_sentence(a, b):
        return False
    return (
        _agree(_countries(x.actors), _countries(y.actors))
        and _agree(_countries(x.recipients), _countries(y.recipients))
        and (x.dead is None or y.dead is None or x.dead == y.dead or _is_vague(x) or _is_vague(y))
    )


def _differ(one: str | None, other: str | None) -> bool:
    """A bombing may be told as a suicide attack later."""
    return bool(one and other and one != other) and not {one, other} <= _BOMBS


def _is_vague(event: Event) -> bool:
    """مقتل وإصابة العشرات: no count that another could contradict."""
    return any(fold(p.text).split()[0] in _DOZENS for p in event.recipients[:1])


def _group(trigger: Trigger) -> str:
    """Abductions are no bombings: modes that never tell one event together."""
    mode = trigger.sense.mode
    return (
        mode
        if mode in ("abduct", "arrest", "release", "visit", "phone", "torture", "sexual")
        else ""
    )


def _same_sentence(a: Telling, b: Telling) -> bool:
    return a.sentence == b.sentence


def _countries(side: tuple[Participant, ...]) -> set[str]:
    return {p.country for p in side if p.country}


def _agree(a: set[str], b: set[str]) -> bool:
    return not a or not b or bool(a & b)


def _tied(a: Telling, b: Telling) -> bool:
    if _same_sentence(a, b):
        if a.event.event_type == "PROTEST":
            return True
        return (
            _is_result(a.trigger)
            or _is_result(b.trigger)
            or (a.trigger.sense == b.trigger.sense and a.trigger.definite)
        )
    if a.trigger.lemma in _CHANTS and a.event.event_type == "PROTEST":
        return True
    if a.event.status != b.event.status and "negated" in (a.event.status, b.event.status):
        return False
    if _is_violent_pair(a, b) and (_same_place(a, b) or _same_story(a, b)):
        return True
    shared = _words(a.event.recipients) & _words(b.event.recipients) or _words(
        a.event.actors
    ) & _words(b.event.actors)
    if (
        a.trigger.form is None
        and a.trigger.definite
        and (a.trigger.sense.event_type == "ASSAULT" or shared)
    ):
        return bool(shared) or not (a.event.actors or a.event.recipients)
    if a.trigger.sense != b.trigger.sense and not (_is_violent_pair(a, b)):
        return False
    return bool(shared) or (not (a.event.recipients and b.event.recipients) and b.headline)


def _is_result(trigger: Trigger) -> bool:
    """كمين أدى إلى تدمير ثلاث آليات ومقتل خمسة: what came of an attack in its own sentence."""
    destroyed = trigger.form is None and trigger.sense.mode == "destroy"
    return is_casualty(trigger) or destroyed


def _is_violent_pair(a: Telling, b: Telling) -> bool:
    """Deaths and what caused them, or an attack told again in other words."""
    return a.event.event_type == "ASSAULT" and not (_group(a.trigger) or _group(b.trigger))


def _same_place(a: Telling, b: Telling) -> bool:
    x, y = a.event, b.event
    return x.place is not None and x.place == y.place and x.place_evidence == y.place_evidence


def _same_story(a: Telling, b: Telling) -> bool:
    """Two bombings of one country in one article, with no other place or victims between them."""
    x, y = a.event, b.event
    return (
        x.mode in _BOMBS
        and y.mode in _BOMBS
        and x.place_country == y.place_country
        and (x.dead is None or y.dead is None or x.dead == y.dead)
    )


def _words(side: tuple[Participant, ...]) -> frozenset[str]:
    return frozenset().union(*[_telling_words(p.text) for p in side])


@remembered
def _telling_words(text: str) -> frozenset[str]:
    words = {without_article(word) for word in fold(text).split()}
    return frozenset(word for word in words if len(word) > 2) - _EMPTY_WORDS


def shared(tellings: Sequence[Telling], ids: Sequence[str]) -> list[Event]:
    """The event of each telling under its id, with what its other tellings alone tell of day, place, people
    and numbers; where they disagree, each keeps its own."""
    told: dict[tuple[str, str], list[Event]] = {}
    for telling, event_id in zip(tellings, ids, strict=True):
        told.setdefault((event_id, telling.event.status), []).append(telling.event)
    known = {key: _known(events) for key, events in told.items()}
    return [
        _filled(replace(telling.event, event_id=event_id), known[event_id, telling.event.status])
        for telling, event_id in zip(tellings, ids, strict=True)
    ]


def _known(events: Sequence[Event]) -> Event:
    """What the tellings of one event agree on, the rest left out."""
    place = _only((e.place, e.place_country) for e in events if e.place_evidence == "sentence")
    return replace(
        events[0],
        date=_only(e.date for e in events if e.date),
        place=place[0] if place else None,
        place_country=place[1] if place else None,
        actors=_only(e.actors[:1] for e in events if e.actors) or (),
        recipients=_only(e.recipients[:1] for e in events if e.recipients) or (),
        dead=_only(e.dead for e in events if e.dead is not None),
        injured=_only(e.injured for e in events if e.injured is not None),
        arrested=_only(e.arrested for e in events if e.arrested is not None),
    )


def _filled(event: Event, known: Event) -> Event:
    if event.date is None and known.date:
        event = replace(event, date=known.date, date_evidence="neighbour")
    if event.place_evidence != "sentence" and known.place:
        event = replace(
            event, place=known.place, place_country=known.place_country, place_evidence="neighbour"
        )
    return replace(
        event,
        actors=event.actors or known.actors,
        recipients=event.recipients or known.recipients,
        dead=known.dead if event.dead is None else event.dead,
        injured=known.injured if event.injured is None else event.injured,
        arrested=known.arrested if event.arrested is None else event.arrested,
    )


def _only(told: Iterable[_Value]) -> _Value | None:
    """The one value that is told, None where there are several or none."""
    values = set(told)
    return values.pop() if len(values) == 1 else None
