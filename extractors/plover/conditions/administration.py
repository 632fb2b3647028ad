"""What shows that an office deals with its own or with the public, which is administration, not politics."""

from __future__ import annotations

from extractors.countries import demonym
from extractors.plover.noun_phrases.names import MANAGING
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import POLITICAL, Side, participant, sectors
from extractors.plover.sentence.scene import Scene
from extractors.records import Participant
from extractors.text import fold, folded_words, without_article

_OFFICES = folded_words(
    "المديرية مديرية البلدية بلدية الأمانة أمانة الهيئة هيئة الإدارة إدارة الجامعة جامعة المؤسسة مؤسسة "
    "المركز مركز الجمعية جمعية الدفاع مصلحة الوزارة"
)
_STAFF = folded_words(
    "منسوبي منسوبو موظفي موظفو أقسام طلاب طالبات مهنئين معايدين مهنئون وكلاء مواطنين مراجعين متقاعدين"
)


def are_private(actors: Side, recipients: Side) -> bool:
    """زار السياح تركيا, لقاء مع فتى عراقي: citizens who travel, or whom no office meets."""
    if recipients and is_staff(participant(recipients[0])):
        return True
    travels = bool(actors) and all(participant(p).sector in ("CVL", "EDU") for p in actors)
    received = bool(recipients) and all(participant(p).sector in ("CVL", "EDU") for p in recipients)
    return travels or (received and not sectors(actors) & {"GOV", "IGO", "LEG"})


def are_clerks(scene: Scene, actors: Side, recipients: Side) -> bool:
    """عقد مدير الفرع اجتماعا مع مدير المرور: heads of offices meet every day."""
    both = [participant(p) for p in (*actors, *recipients)]
    return bool(actors and recipients) and all(_is_office(scene, p) for p in both)


def is_staff(side: Participant) -> bool:
    """وكلاء الإمارة, منسوبي الأمانة, المهنئين: whom an office receives or exhorts as its own."""
    return without_article(fold(side.text).split()[0]) in _STAFF


def is_notice(scene: Scene, actors: Side, recipients: Side) -> bool:
    """دعت المديرية المراجعين إلى, دعا المدير المراجعين: what an office asks of the public is administration."""
    if recipients and is_staff(participant(recipients[0])):
        return True
    offices = all(_is_office(scene, participant(p)) for p in actors)
    answered = sectors(recipients) & POLITICAL or any(
        isinstance(p, Phrase) and p.klass in ("country", "igo", "state") for p in recipients
    )
    return bool(actors) and offices and not answered


def _is_office(scene: Scene, actor: Participant) -> bool:
    """A body that serves the public, and who runs one."""
    words = fold(actor.text).split()[:2]
    if len(words) > 1 and demonym(words[1]):
        return False  # الإدارة الأميركية
    serving = words[0] in _OFFICES or not MANAGING.isdisjoint(words)
    return serving or actor.text in scene.managers
