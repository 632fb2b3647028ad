"""What shows that states, bodies and movements deal with each other, not an office with the public."""

from __future__ import annotations

from extractors.plover.conditions.administration import are_clerks, are_private, is_notice
from extractors.plover.conditions.force_conditions import NOBODY, is_target
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import (
    ARMED,
    AUTHORITIES,
    POLITICAL,
    UNIONS,
    Side,
    is_state,
    participant,
    sectors,
)
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant
from extractors.text import fold, folded_words

_SHOPS = folded_words(
    "منشأة منشآت محل محلات محال مطعم مطاعم ورشة ورش مستودع مستودعات مصنع مصانع صيدلية صيدليات عيادة عيادات "
    "متجر متاجر بقالة مقهى مقاهي فرع فروع حساب حسابات ملف باب"
)

_SO_THAT = folded_words("مما بما ما وبما ومما أدلة")
# What dangers threaten, and what they are called.
_IN_DANGER, _DANGER_REACH = (
    folded_words(
        "للأمن للسلم لأمن لسلم للاستقرار لاستقرار لحياة للصحة للبيئة للحقوق الحقوق لوجود لسلامة للسلامة للاقتصاد لمستقبل حقيقيا خطيرا"
    ),
    5,
)
_WHAT = folded_words("بما ما")
_WHICH = folded_words("مما ومما")
_ABSTRACT = folded_words(
    "مخالفات مخالفة أمراض تلوث أضرار ظاهرة جفاف نفايات عادات سلوكيات فيضانات سيول أمطار حرائق أوبئة فيروس "
    "أزمة أزمات الأزمة الأزمات مخاطر خطر مشكلة ديون انقسام حرب صراع فقر بطالة انهيار تراجع غياب نقص خسائر سياسة"
)
# What states and movements back.
_CAUSES = folded_words(
    "قرار قرارات موقف مواقف جهود جهد حل حلا حكومة شرعية عملية عمليات خطة خطط مبادرة مبادرات اتفاق اتفاقية تحالف مشروع ثورة "
    "مطالب مطلب قضية شعب حق حقوق سيادة استقلال وحدة مفاوضات حوار محادثات ترشيح ترشح مرشح إجراءات ضربات حملة حرب تحرك "
    "تحركات إقامة رفع فرض انضمام مسار مهمة بعثة مساعي سياسة سياسات مقترح توصيات دعوة بيان إعلان مقاومة انتفاضة إصلاحات"
)


def _supplied(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """تمويل الحكومة, تزويد الجيش; not تمويل المشاريع."""
    return is_state(_settled(actors)) and any(
        isinstance(p, Phrase) and p.klass not in ("neutral", "target") for p in recipients
    )


def _praised(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and movements praise and welcome each other; officials of one state do so out of courtesy."""
    following = scene.words[trigger.last : min(scene.last, trigger.last + 2)]
    if not _WHAT.isdisjoint(following) or not _political(scene, trigger, actors, recipients):
        return False  # أشاد بما يحظى به القطاع: whom it names is not whom he praises
    lands = [{participant(p).country for p in side} for side in (actors, recipients)]
    if all(None not in land for land in lands):
        return not lands[0] & lands[1]
    return is_foreign(actors) or is_foreign(recipients)


def _partners(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and armed movements work together; offices of one state do so every day."""
    lands = [{participant(p).country for p in side} - {None} for side in (actors, recipients)]
    abroad = bool(lands[0] and lands[1]) and lands[0] != lands[1]
    own = all(participant(p).country for p in recipients) and sectors(recipients) <= ARMED
    alone = own and not actors  # وبالتنسيق مع القوات البرية: branches of one army
    return abroad or (not alone and (is_foreign(actors) or is_foreign(recipients)))


def is_foreign(side: Side) -> bool:
    """Whether one of them is a nation, a body of nations or armed people."""
    return any(
        participant(p).sector in ARMED - {"COP", "CRM"}
        or participant(p).sector in ("IGO", "OPP", "PTY")
        or (isinstance(p, Phrase) and p.klass in ("country", "igo"))
        for p in side
    )


def _official(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who is dismissed held an office."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("role", "person") or p.participant.sector in POLITICAL)
        and p.klass not in NOBODY
        for p in recipients
    )


def _authority(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    told_first = trigger.form is None and trigger.first == scene.first
    return (
        bool(sectors(actors) & AUTHORITIES)
        or any(participant(p).country for p in actors)
        or (told_first and bool(recipients))
    )


def _settled(actors: Side) -> Side:
    """Those that can act for a state: towns and landscapes do not (تتصل البلدة شرقاً بالحدود), nor do firms."""
    return [
        p
        for p in actors
        if not (isinstance(p, Phrase) and p.klass == "place") and participant(p).sector != "BUS"
    ]


def _state(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    asked = trigger.sense.event_type in ("REQUEST", "AGREE")
    return is_state(_settled(actors)) and not (asked and is_notice(scene, actors, recipients))


def _political(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    meeting = trigger.sense.event_type == "CONSULT"
    if meeting and (are_private(actors, recipients) or are_clerks(scene, actors, recipients)):
        return False
    return is_state(_settled(actors)) and is_state(recipients)


def _addressee(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return (
        is_state(_settled(actors)) and bool(recipients) and not is_notice(scene, actors, recipients)
    )


def _object(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """دعم موقف الوزير, not ودعم قوي, which is a noun with its adjective."""
    if not (is_state(_settled(actors)) and recipients):
        return False
    return trigger.sense.event_type != "SUPPORT" or _is_cause(scene, trigger, recipients)


def _is_cause(scene: Scene, trigger: Trigger, recipients: Side) -> bool:
    """دعم موقف الوزير, دعم المعارضة; not دعم المهرجان, nor مما يدعم الاقتصاد, which is an effect."""
    before = scene.document.words[trigger.first - 1] if trigger.first > scene.first else ""
    if before in _SO_THAT:
        return False
    bare = [p.text for p in recipients if not isinstance(p, Phrase)]
    cause = any(fold(w).removeprefix("ال") in _CAUSES for text in bare for w in text.split()[:2])
    return (cause and all(" " in text for text in bare)) or is_state(
        [p for p in recipients if isinstance(p, Phrase) and p.klass not in ("target", "place")]
    )


def _accord(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and movements agree; that an office grants a request is administration."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("country", "igo") or p.participant.sector in ("LEG", "REB", "OPP", "GOV"))
        and p.klass not in ("role", "person", "neutral")
        for p in actors
    )


def _governed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Banks ease terms, states ease sanctions; a noun may leave open who does."""
    return is_state(actors) or (trigger.form is None and not actors)


def _either(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return is_state(actors) or is_state(recipients)


def _closed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.document.words[trigger.last : min(scene.last, trigger.last + 3)]
    if any(word.removeprefix("ال") in _SHOPS for word in near):
        return False
    by_somebody = bool(actors) and is_target(recipients)
    return by_somebody or bool(sectors(recipients) & (POLITICAL | {"JRN", "REL", "NGO"}))


def _threat(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.words[max(scene.first, trigger.first - 3) : trigger.first]
    if not _ABSTRACT.isdisjoint(near) or any(_is_of_abstract(scene, p) for p in actors):
        return False
    habit = trigger.form is not None and trigger.form.tense == "imperfect"
    if habit and not _WHICH.isdisjoint(scene.words[scene.first : trigger.first]):
        return False  # مما يهدد عملها
    behind = scene.words[trigger.last : min(scene.last, trigger.last + _DANGER_REACH)]
    if trigger.form is None and not _IN_DANGER.isdisjoint(behind):
        return False  # تهديد خطير للأمن
    suffered = trigger.form is None and trigger.clitic.endswith("ل") and not actors
    unions = bool(sectors(actors) & UNIONS)
    return is_state(actors) or unions or (suffered and bool(recipients))


def _is_of_abstract(scene: Scene, actor: Phrase | Participant) -> bool:
    """أزمة الوكالة تهدد التعليم: what threatens is the crisis, not whose it is."""
    if not isinstance(actor, Phrase) or actor.first - scene.first < 1:
        return False
    return not _ABSTRACT.isdisjoint(scene.words[max(scene.first, actor.first - 2) : actor.first])


def _media(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    words = ("موقع", "مواقع", "حساب", "صحيف", "انترنت", "الانترنت", "قناه", "صفح")
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + 4)]
    return any(t.folded.removeprefix("ال").startswith(words) for t in near)


def _legislature(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(sectors(actors) & {"LEG", "GOV", "PTY", "JUD"}) or any(
        participant(p).country for p in actors
    )


OF_POLITICS = {
    "authority": _authority,
    "state": _state,
    "political": _political,
    "addressee": _addressee,
    "media": _media,
    "legislature": _legislature,
    "threat": _threat,
    "object": _object,
    "either": _either,
    "governed": _governed,
    "closed": _closed,
    "supplied": _supplied,
    "praised": _praised,
    "partners": _partners,
    "accord": _accord,
    "official": _official,
}
