"""What shows that people protest: a crowd that can, or nobody where the words say it themselves."""

from __future__ import annotations

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import CROWDS, Side, participant, sectors
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.text import fold, folded_words, without_article

# What breaks out by itself: خرجت مظاهرات has no subject but the event.
INTRANSITIVE = folded_words("خرج اندلع انطلق عم تجدد امتد انفجر اجتاح")
PROTESTERS = ("متظاهر", "محتج", "معتصم", "مضرب")
_PLURALS = ("ون", "ين", "طلاب", "عمال", "طلبه", "اهالي", "سكان")
_AIMS = folded_words(
    "ضد احتجاجا تنديدا تضامنا رفضا استنكارا للمطالبة مطالبة مطالبين للتنديد للاحتجاج احتجاجية تضامنية نصرة دعما منددة "
    "أمام منددين غاضبة حاشدة مؤيدة مناهضة"
)
_LOOKING, _LOOKING_REACH = (
    folded_words("المتفرجين الفضوليين لمشاهدة لمتابعة للتسوق للاحتفال للصلاة للتهنئة"),
    10,
)
_COMING, _POLICE_REACH = folded_words("احتشد تجمع تجمهر خرج نزل تدفق"), 4
_GATHERING = frozenset(("تجمع", "تجمهر"))


def _crowd(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if _is_idle(scene, trigger) or _is_of_police(scene, trigger) or _looks_on(scene, trigger):
        return False
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


def _looks_on(scene: Scene, trigger: Trigger) -> bool:
    """تجمع العشرات من المتفرجين لمشاهدة رجل: people come together, and demand nothing."""
    behind = scene.words[trigger.last : min(scene.last, trigger.last + _LOOKING_REACH)]
    return trigger.lemma in _COMING and not _LOOKING.isdisjoint(behind)


def _is_of_police(scene: Scene, trigger: Trigger) -> bool:
    """احتشدت أعداد كبيرة من الشرطة: armed people come together right behind the verb, and no crowd."""
    behind = scene.words[trigger.last : min(scene.last, trigger.last + _POLICE_REACH)]
    if trigger.lemma not in _COMING or trigger.form is None or "من" not in behind:
        return False
    of = trigger.last + behind.index("من") + 1
    return any(
        p.first in (of - 1, of) and participant(p).sector in ("COP", "MIL") for p in scene.phrases
    )


def _is_idle(scene: Scene, trigger: Trigger) -> bool:
    """تتجمع النساء للغزل: those who use to come together, with no word of what for or before whom."""
    habit = trigger.form is not None and trigger.form.tense == "imperfect"
    return (
        habit
        and trigger.lemma == "تجمع"
        and _AIMS.isdisjoint(scene.words[scene.first : scene.last])
    )


def _follows_crowd(scene: Scene, trigger: Trigger) -> bool:
    """احتشد المتظاهرون: the crowd right behind the verb, whoever else stands in the sentence."""
    return trigger.form is not None and any(
        p.first == trigger.last and p.klass == "group" and participant(p).sector in CROWDS
        for p in scene.phrases
    )


def _crowd_acts(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """اشتبك المتظاهرون مع الشرطة, not قوات الأمن حاصرت المتظاهرين: the subject is a crowd that protests."""
    return any(
        isinstance(p, Phrase) and without_article(w).startswith(PROTESTERS)
        for p in actors
        for w in fold(participant(p).text).split()
    )


def _chant(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """ردد المتظاهرون هتافات ضد الحكومة: against whom; what they shout else is part of a protest told already."""
    return bool(recipients) and _crowd_acts(scene, trigger, actors, recipients)


def _march(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """ساروا نحو السفارة: a crowd, and an office that it goes to."""
    several = trigger.form is not None and trigger.form.number == "p"
    several = several or any(fold(participant(p).text).endswith(_PLURALS) for p in actors)
    return several and bool(recipients) and bool(sectors(actors) & CROWDS)


def _aimed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """انطلقت مسيرة تنديدا بـ: a march is against or for something; a career (مسيرة) is not."""
    aimed = not _AIMS.isdisjoint(scene.words[scene.first : scene.last])
    return aimed or _crowd_acts(scene, trigger, actors, recipients)


def _protest(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return True


OF_PROTEST = {
    "crowd": _crowd,
    "crowd-acts": _crowd_acts,
    "chant": _chant,
    "march": _march,
    "aimed": _aimed,
    "protest": _protest,
}
