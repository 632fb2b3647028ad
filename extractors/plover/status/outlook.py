"""The status of an event within its sentence: its own words', else that of what it is joined to.

"خطط لضرب الوزارة واغتيال قادتها": the second noun is planned like the first; "اتهم الجيش بقصف القرية":
what somebody is accused of is no fact.
"""

from __future__ import annotations

from extractors.plover.sentence.scene import Scene
from extractors.plover.status.event_status import status
from extractors.plover.status.governors import governor
from extractors.plover.trigger.triggers import Trigger
from extractors.text import folded_words

_JOINED_REACH, _JOINED_MOST, _ACCUSED_REACH, _ASKED_REACH = 14, 3, 12, 16
_CHARGED = folded_words("بأن بأنه بأنها بأنهم بأنهما")
# اتهم ... بارتكاب مجزرة: the deed that a charge names stands behind the doing of it.
_DOING = folded_words("بارتكاب بتنفيذ بتدبير بشن بالتورط بالضلوع بالمشاركة بالوقوف بتمويل بدعم")
_UNREAL = frozenset(("hypothetical", "negated", "future", "demand"))
_ALLEGED = frozenset(("ASSAULT", "COERCE"))


def outlook(scene: Scene, trigger: Trigger) -> str:
    """Actual, negated, future, hypothetical, historical; ``demand`` where somebody asks for it."""
    said = _alone(scene, trigger)
    if said in _UNREAL:
        return said
    if _is_alleged(scene, trigger):
        return "hypothetical"
    if trigger.form is not None:
        return said
    if _is_asked(scene, trigger):
        return "demand"
    joined: Trigger | None = trigger
    for _ in range(_JOINED_MOST):
        joined = joined and _joined_to(scene, joined)
        told = _alone(scene, joined) if joined else said
        if joined and told not in _UNREAL and _is_alleged(scene, joined):
            told = "hypothetical"
        if joined and told not in _UNREAL and _is_asked(scene, joined):
            told = "demand"
        if joined and told in _UNREAL:
            return told
    return said


def _alone(scene: Scene, trigger: Trigger) -> str:
    dates = scene.mentions.get("date", ())
    verb = governor(scene, trigger) if trigger.form is None else None
    return status(scene.document, trigger, (scene.first, scene.last), dates, verb)


def _joined_to(scene: Scene, trigger: Trigger) -> Trigger | None:
    """The noun that a noun with و or أو goes on from, no verb between them."""
    if not trigger.clitic.startswith("و") and scene.words[trigger.first - 1] != "او":
        return None
    for other in reversed(scene.triggers):
        near = 0 < trigger.first - other.last <= _JOINED_REACH
        if near and other.first < trigger.first:
            return other if other.form is None else None
    return None


def _is_asked(scene: Scene, trigger: Trigger) -> bool:
    """طالب رئيس المجلس رئيس الوزراء بإقالة: by its ب what the verb of asking in front of it takes."""
    if not trigger.clitic.endswith("ب"):
        return False
    before = [t for t in scene.triggers if t.last <= trigger.first]
    asked = before[-1] if before else None
    return (
        asked is not None
        and asked.lemma == "طالب"
        and asked.form is not None
        and trigger.first - asked.last <= _ASKED_REACH
    )


def _is_alleged(scene: Scene, trigger: Trigger) -> bool:
    """اتهم ... بقصف, اتهم ... بأنهم قصفوا: what the verb of accusing in front of it takes by ب."""
    if trigger.sense.event_type not in _ALLEGED:
        return False
    accused = [t for t in scene.triggers if t.lemma == "اتهم" and t.last < trigger.first]
    if not accused:
        return False
    between = scene.document.words[accused[-1].last : trigger.first]
    charged = trigger.clitic.endswith("ب") or between[-2:] == ["ب", "«"]
    charged = charged or not _DOING.isdisjoint(between[-3:])
    noun = charged and len(between) <= _ACCUSED_REACH
    return noun or any(word in _CHARGED for word in between)
