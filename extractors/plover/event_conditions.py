"""Is it an event at all? What a trigger's sentence must show besides the word itself.

Each row of the trigger lexicon names what it needs (``force``, ``armed``, ``state`` ...); what the
words around a trigger rule out is told by ``non_events``.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.plover.non_events import is_none
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.plover.sectors import (
    ARMED,
    AUTHORITIES,
    CROWDS,
    POLITICAL,
    UNIONS,
    Side,
    is_state,
    participant,
    sectors,
)
from extractors.plover.triggers import Trigger
from extractors.plover.violence import has_force, is_casualty
from extractors.records import Participant, Quantity
from extractors.text import fold, folded_words

# What breaks out by itself: خرجت مظاهرات has no subject but the event.
INTRANSITIVE = folded_words("خرج اندلع انطلق عم تجدد امتد انفجر اجتاح")

_PEOPLE = frozenset(("group", "armed", "person", "role", "neutral"))
_NOBODY = frozenset(("target", "place", "country", "igo"))
_GATHERING = frozenset(("تجمع", "تجمهر"))
_OFFICES = folded_words(
    "المديرية مديرية البلدية بلدية الأمانة أمانة الهيئة هيئة الإدارة إدارة الجامعة جامعة المؤسسة مؤسسة "
    "المركز مركز الجمعية جمعية الدفاع مصلحة الوزارة"
)
_SHOPS = folded_words(
    "منشأة منشآت محل محلات محال مطعم مطاعم ورشة ورش مستودع مستودعات مصنع مصانع صيدلية صيدليات عيادة عيادات "
    "متجر متاجر بقالة مقهى مقاهي فرع فروع حساب حسابات ملف باب"
)
_DIRECTIONS = folded_words("نحو باتجاه صوب إلى جنوبا شمالا شرقا غربا في على")
_DIRECTION_REACH = 9


def admits(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Whether the sentence shows what the trigger needs."""
    if is_none(scene, trigger, bool(actors)):
        return False
    if trigger.sense.event_type == "ASSAULT" and not _hurts(scene, trigger, actors, recipients):
        return False
    needs = trigger.sense.needs
    return not needs or _NEEDS[needs](scene, trigger, actors, recipients)


def _hurts(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """خطف الأضواء: where only an unknown noun undergoes, something else must speak of violence."""
    known = any(isinstance(p, Phrase) for p in (*actors, *recipients))
    return known or not (actors or recipients) or has_force(scene, trigger)


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
    named = [p for p in actors if participant(p).country]
    if trigger.sense.event_type == "MOBILIZE" and any(
        isinstance(p, Phrase) and p.klass in ("state", "country") for p in named
    ):
        return True
    return bool(named and (scene.modes or sectors(recipients) & ARMED)) or (
        not actors
        and trigger.form is None
        and (
            has_force(scene, trigger)
            or (trigger.sense.mode == "destroy" and _is_target(recipients))
        )
    )


def _is_target(recipients: Side) -> bool:
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
    return any(isinstance(p, Phrase) and p.klass not in _NOBODY for p in recipients) or (
        bool(recipients) and bool(sectors(actors) & AUTHORITIES)
    )


def _detained(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who is detained is somebody: أوقفت الوزارة الخدمة, توقيف البنك tell no arrest."""
    somebody = [p for p in recipients if participant(p).sector != "BUS"]
    if any(isinstance(p, Phrase) and p.klass in _PEOPLE for p in somebody):
        return True
    unnamed = bool(recipients) and not any(isinstance(p, Phrase) for p in recipients)
    return unnamed and bool(sectors(actors) & (ARMED | {"JUD"}))


def _expelled(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """طرد السفير, not طرد المسلحين من البلدة, which is war."""
    at_war = bool(sectors(recipients) & {"REB", "UAF"})
    return not at_war and _person(scene, trigger, actors, recipients)


def _supplied(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """تمويل الحكومة, تزويد الجيش; not تمويل المشاريع."""
    return is_state(_settled(actors)) and any(
        isinstance(p, Phrase) and p.klass not in ("neutral", "target") for p in recipients
    )


def _praised(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and movements praise and welcome each other; officials of one state do so out of courtesy."""
    if not _political(scene, trigger, actors, recipients):
        return False
    lands = [{participant(p).country for p in side} for side in (actors, recipients)]
    if all(None not in land for land in lands):
        return not lands[0] & lands[1]
    return _is_foreign(actors) or _is_foreign(recipients)


def _partners(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and armed movements work together; offices of one state do so every day."""
    lands = [{participant(p).country for p in side} - {None} for side in (actors, recipients)]
    abroad = bool(lands[0] and lands[1]) and lands[0] != lands[1]
    return abroad or _is_foreign(actors) or _is_foreign(recipients)


def _is_foreign(side: Side) -> bool:
    """A nation, a body of nations or armed people."""
    return any(
        participant(p).sector in ARMED - {"COP", "CRM"}
        or participant(p).sector in ("IGO", "OPP", "PTY")
        or (isinstance(p, Phrase) and p.klass in ("country", "igo"))
        for p in side
    )


def _is_land(side: Phrase | Participant) -> bool:
    return isinstance(side, Phrase) and side.klass in ("place", "country", "target")


def _official(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who is dismissed held an office."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("role", "person") or p.participant.sector in POLITICAL)
        and p.klass not in _NOBODY
        for p in recipients
    )


def _people(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return any(
        isinstance(p, Phrase) and p.klass in ("group", "armed", "person", "neutral")
        for p in recipients
    )


def _authority(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    told_first = trigger.form is None and trigger.first == scene.first
    return (
        bool(sectors(actors) & AUTHORITIES)
        or any(participant(p).country for p in actors)
        or (told_first and bool(recipients))
    )


def _crowd(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if trigger.lemma in _GATHERING and not actors and trigger.form is None:
        return False  # تسبب التجمهر في تأخر الإسعاف
    if trigger.lemma in _GATHERING and scene.document.words[trigger.first].lstrip("وف") == "تجمع":
        behind = [p for p in actors if isinstance(p, Phrase) and p.first >= trigger.last]
        if not behind:
            return False  # مباحثات تجمع الدول
    return (
        bool(sectors(actors) & CROWDS)
        or (not actors and (trigger.form is None or trigger.lemma in INTRANSITIVE))
        or any(isinstance(p, Phrase) and p.klass in ("group", "neutral") for p in actors)
        or _follows_crowd(scene, trigger)
    )


def _follows_crowd(scene: Scene, trigger: Trigger) -> bool:
    """احتشد المتظاهرون: the crowd right behind the verb, whoever else stands in the sentence."""
    return trigger.form is not None and any(
        p.first == trigger.last and p.klass == "group" and participant(p).sector in CROWDS
        for p in scene.phrases
    )


def _committed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Massacre and the like often judge: somebody must have done it, or deaths be counted."""
    return bool(actors) or any(
        isinstance(m.fact, Quantity) and m.fact.role == "killed" for m in scene.mentions
    )


def _protest(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return True


def _troops(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + _DIRECTION_REACH)]
    moves = trigger.lemma != "تقدم" or any(t.folded in _DIRECTIONS for t in near)
    return moves and bool(sectors(actors) & (ARMED - {"CRM"}))


def _settled(actors: Side) -> Side:
    """Those that can act for a state: towns and landscapes do not (تتصل البلدة شرقاً بالحدود), nor do firms."""
    return [
        p
        for p in actors
        if not (isinstance(p, Phrase) and p.klass == "place") and participant(p).sector != "BUS"
    ]


def _state(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return is_state(_settled(actors))


def _political(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return is_state(_settled(actors)) and is_state(recipients)


def _addressee(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return is_state(_settled(actors)) and bool(recipients) and not _is_notice(actors, recipients)


def _is_notice(actors: Side, recipients: Side) -> bool:
    """دعت المديرية المراجعين إلى: what an office asks of the public is administration."""
    offices = all(fold(participant(p).text).split()[0] in _OFFICES for p in actors)
    return bool(actors) and offices and not is_state(recipients)


def _object(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """دعم موقف الوزير, not ودعم قوي, which is a noun with its adjective."""
    bare = [p for p in recipients if not isinstance(p, Phrase)]
    noun = trigger.sense.event_type == "SUPPORT" and any(" " not in p.text for p in bare)
    return is_state(_settled(actors)) and bool(recipients) and not noun


def _accord(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and movements agree; that an office grants a request is administration."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("country", "igo") or p.participant.sector in ("LEG", "REB", "OPP", "GOV"))
        and p.klass not in ("role", "person", "neutral")
        for p in actors
    )


def _proclaimed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """الجهاز المركزي للتعبئة العامة: an office for it mobilises nobody."""
    return bool(actors) or "ل" not in trigger.clitic


def _governed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Banks ease terms, states ease sanctions; a noun may leave open who does."""
    return is_state(actors) or (trigger.form is None and not actors)


def _dispatched(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who sends troops is a state or an armed movement; in وصلت تعزيزات the troops come by themselves."""
    by_itself = trigger.form is None or trigger.lemma == "وصل"
    return by_itself or is_state(actors) or bool(sectors(actors) & ARMED)


def _either(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return is_state(actors) or is_state(recipients)


def _closed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.document.words[trigger.last : min(scene.last, trigger.last + 3)]
    if any(word.removeprefix("ال") in _SHOPS for word in near):
        return False
    by_somebody = bool(actors) and _is_target(recipients)
    return by_somebody or bool(sectors(recipients) & (POLITICAL | {"JRN", "REL", "NGO"}))


def _threat(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    suffered = trigger.form is None and trigger.clitic.endswith("ل") and not actors
    unions = bool(sectors(actors) & UNIONS)
    return is_state(actors) or unions or (suffered and bool(recipients))


def _media(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    words = ("موقع", "مواقع", "حساب", "صحيف", "انترنت", "الانترنت", "قناه", "صفح")
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + 4)]
    return any(t.folded.removeprefix("ال").startswith(words) for t in near)


def _legislature(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(sectors(actors) & {"LEG", "GOV", "PTY", "JUD"}) or any(
        participant(p).country for p in actors
    )


_NEEDS: dict[str, Callable[[Scene, Trigger, Side, Side], bool]] = {
    "force": _force, "attack": _attack, "weapon": _weapon, "clash": _clash, "armed": _armed,
    "person": _person, "people": _people, "authority": _authority, "crowd": _crowd,
    "protest": _protest, "committed": _committed, "troops": _troops, "state": _state, "political": _political,
    "addressee": _addressee, "media": _media, "legislature": _legislature, "threat": _threat,
    "object": _object, "either": _either, "governed": _governed, "dispatched": _dispatched, "closed": _closed, "proclaimed": _proclaimed, "blast": _blast, "doer": _doer,
    "detained": _detained, "expelled": _expelled, "supplied": _supplied, "praised": _praised, "partners": _partners,
    "accord": _accord, "official": _official,
}  # fmt: skip
