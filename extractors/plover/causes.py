"""Cause and casualties of one sentence, told as one: مقتل 9 جنود في هجوم شنه مسلحون."""

from __future__ import annotations

from dataclasses import replace

from extractors.plover.sentence.violence import is_casualty
from extractors.plover.tellings import Telling
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant
from extractors.text import folded_words

_OF_LAND = folded_words("سيطر استولى بسط استعاد استعادة سيطرة استيلاء احتل احتلال")


def united(tellings: list[Telling]) -> list[Telling]:
    """Cause and casualties of one sentence share actor, recipient and status: مقتل 9 جنود في هجوم شنه مسلحون."""
    causes = [t for t in tellings if t.event.event_type == "ASSAULT" and _is_cause(t.trigger)]
    casualties = [t for t in tellings if is_casualty(t.trigger)]
    tellings = [_completed(t, causes) for t in tellings]
    if not causes or not casualties:
        return tellings
    return [_shared(t, causes, casualties) for t in tellings]


def _is_cause(trigger: Trigger) -> bool:
    """Whether people can die of it: not of land that changes hands, nor of deaths themselves."""
    return not is_casualty(trigger) and trigger.lemma not in _OF_LAND


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
        if actors == telling.event.recipients:
            actors = ()
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
