"""Which tellings are of one event: headline and lede, cause and casualties, a later "الهجوم".

A telling joins an earlier event of its type when nothing contradicts (countries, numbers, mode) and
something ties them: the same words in the same roles, a definite noun, or the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import NamedTuple, TypeVar

from extractors.lookups import remembered
from extractors.plover.sentence.violence import is_casualty
from extractors.plover.trigger.triggers import ON_WHOM, Trigger
from extractors.records import Event, Participant
from extractors.text import fold, folded_words, without_article

_Value = TypeVar("_Value")
_APART = frozenset(("abduct", "arrest", "release", "visit", "phone", "torture", "sexual"))
_BOMBS = frozenset(("explosives", "suicide-attack"))
# What is done in a protest that is told already: رفع المحتجون لافتات.
_CHANTS = folded_words("رفع ردد هتف")
_DOZENS = folded_words("العشرات عشرات المئات مئات الآلاف آلاف")
# What one side wins back the other had taken.
_RETAKEN = folded_words("تحرير استعادة استرداد حرر استعاد استرد")
_FORCES = frozenset(("MIL", "COP", "SPY"))
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
    alike: dict[tuple[str, str], list[tuple[str, list[Telling]]]] = {}
    ids: list[str] = []
    known = 0
    for telling in tellings:
        kind = telling.event.event_type, _group(telling.trigger)
        events = alike.setdefault(kind, [])
        event = next((e for e in reversed(events) if _joins(telling, e[1])), None)
        if event is None:
            known += 1
            event = f"e{known}", []
            events.append(event)
        event[1].append(telling)
        ids.append(event[0])
    return ids


def _joins(telling: Telling, event: list[Telling]) -> bool:
    # The last tellings stand for the whole: looking at each would cost the square of their number.
    known = event if len(event) < 3 else [event[0], *event[-2:]]
    return all(_compatible(telling, other) for other in known) and any(
        _tied(telling, other) for other in known
    )


def _compatible(a: Telling, b: Telling) -> bool:
    """Whether nothing contradicts that two tellings of one type and group are of one event."""
    x, y = a.event, b.event
    if _differ(x.mode, y.mode) and not _same_sentence(a, b):
        return False
    if _of_others(a.trigger, b.trigger):
        return False
    if not (x.dead is None or y.dead is None or x.dead == y.dead or _is_vague(x) or _is_vague(y)):
        return False
    return _agree(x.actors, y.actors) and _agree(x.recipients, y.recipients)


def _differ(one: str | None, other: str | None) -> bool:
    """A bombing may be told as a suicide attack later."""
    return bool(one and other and one != other) and not {one, other} <= _BOMBS


def _of_others(a: Trigger, b: Trigger) -> bool:
    """القبض عليه ... القبض عليهم: one who is seized is not those who are."""
    one, other = a.lemma.split()[-1], b.lemma.split()[-1]
    return one != other and one in ON_WHOM and other in ON_WHOM


def _is_vague(event: Event) -> bool:
    """مقتل وإصابة العشرات: no count that another could contradict."""
    return any(fold(p.text).split()[0] in _DOZENS for p in event.recipients[:1])


def _group(trigger: Trigger) -> str:
    """Abductions are no bombings: modes that never tell one event together."""
    mode = trigger.sense.mode
    if trigger.lemma in _RETAKEN:
        return "retake"
    return mode if mode in _APART else ""


def _same_sentence(a: Telling, b: Telling) -> bool:
    return a.sentence == b.sentence


def _agree(a: tuple[Participant, ...], b: tuple[Participant, ...]) -> bool:
    """Whether two sides share a country, or one of them tells none."""
    if not a or not b:
        return True
    lands = {p.country for p in a if p.country}
    others = {p.country for p in b if p.country}
    return not lands or not others or not lands.isdisjoint(others)


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
    """Two bombings of one country in one article, with no other place or victims between them; the
    first sentence may leave the place out."""
    x, y = a.event, b.event
    return (
        x.mode in _BOMBS
        and y.mode in _BOMBS
        and (x.place_country == y.place_country or (b.sentence == 0 and y.place_country is None))
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
    known = {key: _known(events) for key, events in told.items() if len(events) > 1}
    return [
        _filled(telling.event, event_id, known.get((event_id, telling.event.status)))
        for telling, event_id in zip(tellings, ids, strict=True)
    ]


class _Known(NamedTuple):
    """What several tellings of one event agree on."""

    date: str | None
    place: tuple[str | None, str | None] | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    dead: int | None
    injured: int | None
    arrested: int | None


def _known(events: Sequence[Event]) -> _Known:
    return _Known(
        date=_only(e.date for e in events if e.date),
        place=_only((e.place, e.place_country) for e in events if e.place_evidence == "sentence"),
        actors=_only(e.actors[:1] for e in events if e.actors) or (),
        recipients=_only(e.recipients[:1] for e in events if e.recipients) or (),
        dead=_only(e.dead for e in events if e.dead is not None),
        injured=_only(e.injured for e in events if e.injured is not None),
        arrested=_only(e.arrested for e in events if e.arrested is not None),
    )


_all_but_id = attrgetter(*(field.name for field in fields(Event) if field.name != "event_id"))


def _filled(event: Event, event_id: str, known: _Known | None) -> Event:
    if known is None:
        return Event(event_id, *_all_but_id(event))  # twice as fast as replacing it
    dated = event.date is None and known.date is not None
    place, country, evidence = event.place, event.place_country, event.place_evidence
    if evidence != "sentence" and known.place and known.place[0]:
        (place, country), evidence = known.place, "neighbour"
    return replace(
        event,
        event_id=event_id,
        date=known.date if dated else event.date,
        date_evidence="neighbour" if dated else event.date_evidence,
        place=place,
        place_country=country,
        place_evidence=evidence,
        actors=event.actors or _others(known.actors, event.recipients),
        recipients=event.recipients or _others(known.recipients, event.actors),
        dead=known.dead if event.dead is None else event.dead,
        injured=known.injured if event.injured is None else event.injured,
        arrested=known.arrested if event.arrested is None else event.arrested,
    )


def _others(
    side: tuple[Participant, ...], opposite: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Those told elsewhere, unless they are of the other side: police killed by police."""
    codes = {(p.country, p.sector) for p in opposite if p.sector in _FORCES}
    return () if any((p.country, p.sector) in codes for p in side) else side


def _only(told: Iterable[_Value]) -> _Value | None:
    """The one value that is told, None where there are several or none."""
    values = set(told)
    return values.pop() if len(values) == 1 else None
