"""What shows that people protest: a crowd that can, or nobody where the words say it themselves."""

from __future__ import annotations

from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.plover.sectors import CROWDS, Side, participant, sectors
from extractors.plover.triggers import Trigger
from extractors.text import fold, folded_words

# What breaks out by itself: خرجت مظاهرات has no subject but the event.
INTRANSITIVE = folded_words("خرج اندلع انطلق عم تجدد امتد انفجر اجتاح")
_PROTESTING = tuple(folded_words("متظاهر محتج معتصم مضرب مشاغب"))
_AIMS = folded_words(
    "ضد احتجاجا تنديدا تضامنا رفضا استنكارا للمطالبة مطالبة مطالبين للتنديد للاحتجاج احتجاجية تضامنية نصرة دعما منددة "
    "منددين غاضبة حاشدة مؤيدة مناهضة"
)
_GATHERING = frozenset(("تجمع", "تجمهر"))


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


def _protesters(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """ردد المتظاهرون هتافات: those who act are called protesters; citizens with flags may celebrate."""
    called = (word for p in actors for word in fold(participant(p).text).split())
    return any(word.removeprefix("ال").startswith(_PROTESTING) for word in called)


def _march(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """انطلقت مسيرة تنديدا بـ: a march is against or for something; a career (مسيرة) is not."""
    words = scene.document.words[scene.first : scene.last]
    return _protesters(scene, trigger, actors, recipients) or not _AIMS.isdisjoint(words)


def _protest(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return True


OF_PROTEST = {
    "crowd": _crowd,
    "protesters": _protesters,
    "march": _march,
    "protest": _protest,
}
