"""Violence in a sentence: casualties told by their trigger, and what else shows that force was used."""

from __future__ import annotations

from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.text import folded_words

_CASUALTY_LEMMAS = folded_words("قتل مقتل مصرع لقي استشهد استشهاد سقط اصيب جرح اصابه اودي اوقع")


def is_casualty(trigger: Trigger) -> bool:
    """Whether the trigger tells deaths or injuries rather than what caused them."""
    return trigger.sense.event_type == "ASSAULT" and trigger.lemma.split()[0] in _CASUALTY_LEMMAS


def has_weapons(scene: Scene, trigger: Trigger) -> bool:
    """Words of weapons in the sentence; for deaths and injuries aircraft are none by themselves."""
    return any(mode != "aerial" or not is_casualty(trigger) for _, mode in scene.modes)


def has_force(scene: Scene, trigger: Trigger) -> bool:
    """Weapons, armed people or another violent event in the sentence; aircraft alone hurt nobody."""
    return (
        has_weapons(scene, trigger)
        or scene.armed
        or any(
            t is not trigger and t.sense.event_type == "ASSAULT" and t.sense.needs in ("", "attack")
            for t in scene.triggers
        )
    )
