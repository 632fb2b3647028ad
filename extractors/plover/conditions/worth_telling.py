"""Of the events a sentence holds, which are worth telling: not what is only named, a habit or a purpose."""

from __future__ import annotations

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import participant
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Roles, Side
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Event
from extractors.text import folded_words

_LOUD = frozenset(("ASSAULT", "PROTEST"))
_ACCORDS = frozenset(("AGREE", "SUPPORT"))
_CITED = _LOUD | {"THREATEN"}
# Told by whom they befall as well as by who does them.
_UNDERGONE = frozenset(("ASSAULT", "COERCE", "RETREAT", "CONSULT", "COOPERATE", "PROTEST"))
_PEOPLE = frozenset(("person", "role", "group"))
_TAKEN = folded_words("استعادة تحرير استيلاء احتلال اجتياح غزو اقتحام استرداد")
_HIT_REACH, _TARGET_REACH = 12, 4
_SINCE = folded_words("منذ بعد عقب قبل بسبب عملية حادثة قضية")


def worth_telling(trigger: Trigger, read: Roles) -> bool:
    """An event only referred to is kept, short of violence, where who did it is named, or who was
    arrested, freed or met; violence
    where a verb carries it (الهجمات التي شنتها الطائرات), nations do it to nations, or land changes hands."""
    if trigger.sense.event_type == "AGREE" and trigger.form is None:
        return bool(read.actors)
    if trigger.sense.event_type not in _CITED or trigger.sense.needs == "clash":
        seized = trigger.form is not None or trigger.sense.event_type in _UNDERGONE
        sides = (*read.actors, *read.recipients) if seized else read.actors
        return any(isinstance(p, Phrase) or p.country for p in sides)
    linked = trigger.clitic.endswith("ب")  # صلتهم بالهجوم الذي نفذته الحركة
    carried = read.rule == "light-verb" and trigger.definite and bool(read.actors) and not linked
    nations = [any(participant(p).country for p in side) for side in (read.actors, read.recipients)]
    land = trigger.sense.needs == "armed" and (
        _is_land(trigger, read) or bool(read.actors and _are_things(read.recipients))
    )
    return carried or land or (trigger.form is None and all(nations))


def _is_land(trigger: Trigger, read: Roles) -> bool:
    """عملية تحرير المدينة, بعد استعادة الميناء: a town by its name that changed hands, whoever took it."""
    taken = trigger.form is None and trigger.lemma in _TAKEN and not trigger.clitic.strip("وف")
    return taken and any(
        isinstance(p, Phrase) and p.participant.country and p.klass in ("place", "country")
        for p in read.recipients
    )


def _are_things(side: Side) -> bool:
    """أضرحة دمرها متشددون; not الرجل الذي دهسته الدبابة, which says who he is."""
    return any(not isinstance(p, Phrase) or p.klass not in _PEOPLE for p in side)


def _is_party(side: Side) -> bool:
    """A nation, an office or a body, not the town where something was signed."""
    return any(
        not isinstance(p, Phrase) or p.klass in ("country", "igo") or p.participant.sector
        for p in side
    )


def is_named_accord(trigger: Trigger, read: Roles) -> bool:
    """اتفاق فيينا: an accord by the town where it was signed."""
    noun = trigger.sense.event_type == "AGREE" and trigger.form is None
    return noun and bool(read.actors) and not _is_party(read.actors)


def is_purpose(trigger: Trigger, said: str, asserted: bool) -> bool:
    """لمنع الهرب, لنقل المساعدات, تنفيذ اتفاق: what a noun names as a purpose or by its name only."""
    if trigger.form is not None or asserted or said not in ("hypothetical", "future"):
        return False
    return trigger.clitic.endswith("ل") or trigger.sense.event_type == "AGREE"


def is_rejected(here: Scene, trigger: Trigger) -> bool:
    """رفضت طهران الوساطة الباكستانية: what is rejected does not take place."""
    return trigger.form is None and any(
        t.form is not None and t.sense.event_type == "REJECT" and 0 < trigger.first - t.last <= 3
        for t in here.triggers
    )


def is_habit(trigger: Trigger) -> bool:
    """يحارب, يمنع: an imperfect that tells no single event."""
    kind = trigger.sense.event_type in _LOUD or trigger.sense.event_type == "COERCE"
    return kind and trigger.form is not None and trigger.form.tense == "imperfect"


def is_empty(trigger: Trigger, event: Event) -> bool:
    """Violence without anybody in it tells no event: "كثرة التفجيرات"; nor does what is only thought of."""
    if trigger.form is None and event.status == "hypothetical":
        return not (event.actors or event.recipients)
    nobody = not (event.actors or event.recipients or event.dead or event.injured)
    blast = trigger.sense.needs == "weapon" and trigger.form is not None
    return trigger.sense.event_type == "ASSAULT" and nobody and not blast


def is_background(here: Scene, trigger: Trigger, read: Roles) -> bool:
    """منذ سقوط, بعد تحرير المدينة, اتفاق الطائف: what a noun dates or explains the story by. What a verb
    carries (الغارات التي شنتها الطائرات) and what goes on meanwhile (خلال الاشتباكات) is of the story."""
    if trigger.form is not None and trigger.form.pronoun and not trigger.pronoun:
        return trigger.sense.event_type in _ACCORDS  # الاتفاق الذي وقعته
    if trigger.form is not None or read.rule == "light-verb":
        return False
    if trigger.sense.event_type == "COOPERATE":
        return False
    before = here.tokens[trigger.first - 1].folded if trigger.first > here.first else ""
    return trigger.sense.event_type == "AGREE" or before.removeprefix("و") in _SINCE


def is_hit(here: Scene, trigger: Trigger, asserted: frozenset[int]) -> bool:
    """هجوم استهدف دورية: the verb tells whom the attack hit, and no second event where the attack is told."""
    if trigger.lemma != "استهدف" or trigger.form is None:
        return False
    return any(
        t.form is None
        and t.sense.event_type == "ASSAULT"
        and (
            0 < trigger.first - t.last < _HIT_REACH
            or (t.last == trigger.first and t.first in asserted)
        )
        for t in here.triggers
    )


def is_target(here: Scene, trigger: Trigger) -> bool:
    """قصف الطيران تعزيزات عسكرية: what is attacked is named, and told by nothing else."""
    if trigger.form is not None or trigger.sense.event_type != "MOBILIZE":
        return False
    return any(
        t.form is not None
        and t.sense.event_type == "ASSAULT"
        and 0 <= trigger.first - t.last <= _TARGET_REACH
        for t in here.triggers
    )
