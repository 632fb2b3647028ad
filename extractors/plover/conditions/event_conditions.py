"""Is it an event at all? What a trigger's sentence must show besides the word itself.

Each row of the trigger lexicon names what it needs (``force``, ``crowd``, ``state`` ...), told by
``force_conditions``, ``protest_conditions`` and ``political_conditions``; what the words around a
trigger rule out is told by ``non_events``.
"""

from __future__ import annotations

from extractors.plover.conditions.force_conditions import OF_FORCE
from extractors.plover.conditions.non_events import is_local, is_none
from extractors.plover.conditions.political_conditions import OF_POLITICS, is_foreign
from extractors.plover.conditions.protest_conditions import OF_PROTEST
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import Side
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.violence import has_force
from extractors.plover.trigger.triggers import Trigger

_NEEDS = {**OF_FORCE, **OF_PROTEST, **OF_POLITICS}


def admits(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Whether the sentence shows what the trigger needs."""
    if is_none(scene, trigger, bool(actors)):
        return False
    if is_local(scene, trigger) and not is_foreign((*actors, *recipients)):
        return False
    if trigger.sense.event_type == "ASSAULT" and not _hurts(scene, trigger, actors, recipients):
        return False
    needs = trigger.sense.needs
    return not needs or _NEEDS[needs](scene, trigger, actors, recipients)


def _hurts(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """خطف الأضواء: where only an unknown noun undergoes, something else must speak of violence."""
    known = any(isinstance(p, Phrase) for p in (*actors, *recipients))
    return known or not (actors or recipients) or has_force(scene, trigger)
