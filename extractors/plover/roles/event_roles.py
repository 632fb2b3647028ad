"""Who acts and who undergoes: actor and recipient of a trigger from where the phrases stand.

Verb first (قصفت الطائرات المدينة), subject first (الطائرات قصفت), relative (الهجمات التي شنتها
الطائرات), passive with من قبل or without, masdar with its genitive and prepositions, light verbs
(شن الجيش هجوماً على), coordinated verbs that share a subject, and subjects left out.
"""

from __future__ import annotations

from extractors.plover.roles.masdar_roles import masdar_roles
from extractors.plover.roles.protest_roles import protest_roles
from extractors.plover.roles.verb_roles import participle_roles, verb_roles
from extractors.plover.sentence.claims import claimant
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Roles, Side
from extractors.plover.trigger.triggers import Trigger


def roles(scene: Scene, trigger: Trigger, carried: Side) -> Roles:
    """The roles of a trigger; ``carried`` is the subject of the verb before, for subjects left out."""
    read = _of_construction(scene, trigger, carried)
    if trigger.sense.event_type == "PROTEST":
        return protest_roles(scene, trigger, read)
    claimed = () if read.actors else claimant(scene, trigger)
    told = tuple(p for p in claimed if p not in read.recipients)
    return read._replace(actors=told) if told else read


def _of_construction(scene: Scene, trigger: Trigger, carried: Side) -> Roles:
    if trigger.form is None:
        return masdar_roles(scene, trigger, carried)
    if trigger.form.tense == "participle":
        return participle_roles(scene, trigger, carried)
    return verb_roles(scene, trigger, carried)
