"""What shows that force is used or ready: weapons, armed people, somebody who undergoes it."""

from __future__ import annotations

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import (
    ARMED,
    AUTHORITIES,
    Side,
    is_state,
    participant,
    sectors,
)
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.violence import has_force, is_casualty
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant, Quantity
from extractors.text import fold, folded_words, without_article

_PEOPLE = frozenset(("group", "armed", "person", "role", "neutral"))
_COUNTERS = folded_words(
    "مكتب مكتبا مكاتب مكتبين منشأة منشآت محل محلا محلات موقع مواقع حساب حسابات رخصة رخص خدمة خدمات"
)
_FIRMS = folded_words("شركة شركات مصرف مصارف بنك بنوك مؤسسة")
NOBODY = frozenset(("target", "place", "country", "igo"))
_DIRECTIONS = folded_words("نحو باتجاه صوب إلى جنوبا شمالا شرقا غربا في على")
_DIRECTION_REACH = 9


def _force(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return has_force(scene, trigger)


def _attack(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    hurt = any(is_casualty(t) for t in scene.triggers)
    return (
        hurt or has_force(scene, trigger) or (bool(recipients) and is_state([*actors, *recipients]))
    )


def _weapon(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    other = [mode for i, mode in scene.modes if not trigger.first <= i < trigger.last]
    return bool(other) or any(t is not trigger and is_casualty(t) for t in scene.triggers)


def _clash(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return has_force(scene, trigger)


def _armed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if sectors(actors) & ARMED:
        return True
    named = [p for p in actors if participant(p).country and not _is_town(p)]
    if trigger.sense.event_type == "MOBILIZE" and any(
        isinstance(p, Phrase) and p.klass in ("state", "country") for p in named
    ):
        return True
    return bool(named and (scene.modes or sectors(recipients) & ARMED)) or (
        not actors
        and trigger.form is None
        and (
            has_force(scene, trigger) or (trigger.sense.mode == "destroy" and is_target(recipients))
        )
    )


def is_target(recipients: Side) -> bool:
    """Whether what undergoes is a thing that is hit: a building, a vehicle."""
    return any(isinstance(p, Phrase) and p.klass == "target" for p in recipients)


def _blast(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(sectors(actors) & ARMED) or (bool(scene.modes) and bool(actors or recipients))


def _doer(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    done = bool(actors) or trigger.form is None
    return done and _person(scene, trigger, actors, recipients)


def _person(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if trigger.sense.mode == "sexual" and any(_is_land(p) for p in recipients):
        return False
    suffered = trigger.clitic.endswith("ل") and not recipients
    if suffered and sectors(actors) & AUTHORITIES:
        return True  # تعرض السجناء للضرب على يد الشرطة
    return any(isinstance(p, Phrase) and p.klass not in NOBODY for p in recipients) or (
        bool(recipients) and bool(sectors(actors) & AUTHORITIES)
    )


def _detained(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who is detained is somebody: أوقفت الوزارة الخدمة, توقيف البنك tell no arrest."""
    somebody = [p for p in recipients if not _is_firm(participant(p))]
    if any(isinstance(p, Phrase) and p.klass in _PEOPLE for p in somebody):
        return True
    unnamed = bool(recipients) and not any(isinstance(p, Phrase) for p in recipients)
    return unnamed and bool(sectors(actors) & (ARMED | {"JUD"}))


def _is_firm(side: Participant) -> bool:
    """البنك, شركات, عشرون مكتبا, but تاجرا, أربعة سائقين: a firm is meant and not who works there."""
    words = {without_article(word) for word in fold(side.text).split()}
    firm = side.sector == "BUS" and not _FIRMS.isdisjoint(words)
    return firm or not _COUNTERS.isdisjoint(words)


def _expelled(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """طرد السفير, not طرد المسلحين من البلدة, which is war."""
    at_war = bool(sectors(recipients) & {"REB", "UAF", "CRM"})
    return not at_war and _person(scene, trigger, actors, recipients)


def _foes(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """القضاء على ثلاثة إرهابيين: armed people counted; القضاء على الإرهاب is a wish."""
    return any(
        isinstance(p, Phrase) and p.counted and p.participant.sector in ("REB", "UAF", "CRM")
        for p in recipients
    )


def _is_town(side: Phrase | Participant) -> bool:
    return isinstance(side, Phrase) and side.klass in ("place", "target")


def _is_land(side: Phrase | Participant) -> bool:
    return isinstance(side, Phrase) and side.klass in ("place", "country", "target")


def _people(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("group", "armed", "person") or bool(p.participant.sector))
        and p.klass not in NOBODY
        and p.participant.sector not in ("MIL", "COP", "GOV")
        for p in recipients
    )


def _committed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Massacre and the like often judge: somebody must have done it, or deaths be counted."""
    return bool(actors) or any(
        isinstance(m.fact, Quantity) and m.fact.role == "killed"
        for m in scene.mentions.get("quantity", ())
    )


def _troops(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + _DIRECTION_REACH)]
    moves = trigger.lemma != "تقدم" or any(t.folded in _DIRECTIONS for t in near)
    return moves and bool(sectors(actors) & (ARMED - {"CRM"}))


def _proclaimed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """الجهاز المركزي للتعبئة العامة: an office for it mobilises nobody."""
    return bool(actors) or "ل" not in trigger.clitic


def _dispatched(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who sends troops is a state or an armed movement; in وصلت تعزيزات the troops come by themselves."""
    by_itself = trigger.form is None or trigger.lemma == "وصل"
    return by_itself or is_state(actors) or bool(sectors(actors) & ARMED)


OF_FORCE = {
    "force": _force,
    "attack": _attack,
    "weapon": _weapon,
    "clash": _clash,
    "armed": _armed,
    "person": _person,
    "people": _people,
    "committed": _committed,
    "troops": _troops,
    "dispatched": _dispatched,
    "proclaimed": _proclaimed,
    "foes": _foes,
    "blast": _blast,
    "doer": _doer,
    "detained": _detained,
    "expelled": _expelled,
}
