"""The two sides of an event: who acts, who undergoes, and the construction that told it."""

from __future__ import annotations

from typing import NamedTuple

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.agreement import may_be_meant
from extractors.plover.sentence.clauses import clause_start, is_where
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant
from extractors.text import fold_word, folded_words

Side = tuple[Phrase | Participant, ...]


_OFFICES = folded_words("وزارة هيئة إدارة مديرية محكمة لجنة منظمة شركة مؤسسة وكالة جمعية")
_MOVING = frozenset(("MOBILIZE", "RETREAT"))
# What is done to people alone: اختطافها is no market's.
_OF_PEOPLE = frozenset(("abduct", "arrest", "release", "torture", "sexual", "deport", "expel"))
VERBAL = frozenset(("REJECT", "ACCUSE", "SUPPORT", "AGREE", "REQUEST"))
_MANY = ("ين", "ون")
_NOBODY = folded_words(
    "عدد عددا العديد الكثير كثير عديد غير كلا كلتا بضعة بضع نصف ثلث ربع واحد واحدا واحدة ثلاث أربع خمس ست سبع ثماني "
    "تسع عشر سلسلة هذا هذه ذلك تلك غدرا عمدا خطأ ظلما جماعية متتالية شديد بالغ واسع أثناء"
)
_OF = " من "  # عدد من العاملين
_MUTUAL = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE"))
_MEANT_REACH, _SPOKEN_REACH = 25, 10
_BESIDE = 2  # words between a phrase and the relative pronoun that goes on with it


class Roles(NamedTuple):
    """Actors and recipients, and the construction they were read from."""

    actors: Side
    recipients: Side
    rule: str


def reciprocal(trigger: Trigger, read: Roles) -> Roles:
    """وقّع لبنان وقبرص اتفاقاً, لقاء الوزيرين التركي واليوناني: what takes مع is done to one another; the
    first acts with the others."""
    kind = trigger.sense.event_type
    mutual = kind in _MUTUAL and "مع" in trigger.sense.recipient
    backed = trigger.form is None and kind == "SUPPORT"  # دعم لبنان وقبرص
    if not mutual or backed or read.recipients or len(read.actors) < 2:
        return read
    return Roles(read.actors[:1], read.actors[1:], read.rule)


def side_end(side: Side) -> int:
    """The token behind the last phrase of a side, 0 where it has none."""
    return max((p.last for p in side if isinstance(p, Phrase)), default=0)


def who_undergoes(trigger: Trigger, side: Side) -> Side:
    """Those of a side who undergo something, without the ground and what no one can be meant by."""
    return tuple(p for p in _without_ground(trigger, side) if not _is_nobody(trigger, p))


def _without_ground(trigger: Trigger, side: Side) -> Side:
    """تقدم نحو المطار, انسحب من البلدة: the ground is where it happens, and nobody undergoes it."""
    if trigger.sense.event_type not in _MOVING:
        return side
    first = side[0] if side else None
    if not isinstance(first, Phrase) or first.preposition == "ضد":
        return side
    return () if first.klass in ("place", "target") else side


def _is_nobody(trigger: Trigger, side: Phrase | Participant) -> bool:
    """مقتل عدد, قتلوا غدرا, رفض هذا الاتفاق: a count of what is not named, an adverb, what is only spoken of."""
    if isinstance(side, Phrase):
        ground = side.klass in ("place", "target") and side.preposition in ("ب", "في")
        return ground and trigger.sense.event_type in VERBAL
    if side.country or side.sector:
        return False
    first = fold_word(side.text.split()[0])
    kind, mode = trigger.sense.event_type, trigger.sense.mode
    topic = kind in VERBAL or (kind == "COERCE" and mode not in _OF_PEOPLE)
    alone = first.endswith("يه") and not first.startswith("ال") and " " not in side.text
    counted = first in _NOBODY and _OF not in side.text
    return (topic and not first.endswith(_MANY)) or alone or counted


def antecedent(scene: Scene, trigger: Trigger, subject: Side) -> tuple[Phrase, ...]:
    """Who a pronoun on the trigger means: the nearest phrase before it that is not the subject, in a
    relative clause (الذين تم ضبطهم) the phrase that this one belongs to."""
    start, relative = clause_start(scene, trigger.first)
    for phrase in reversed(scene.phrases):
        if phrase.last > trigger.first or is_where(phrase) or _is_seat(phrase):
            continue
        reach = _SPOKEN_REACH if trigger.sense.event_type in VERBAL else _MEANT_REACH
        if trigger.first - phrase.last > reach:
            return ()
        if phrase not in subject and can_be(scene, phrase, trigger):
            beside = not relative or start - phrase.last <= _BESIDE
            return (phrase,) if beside else ()
    return ()


def _is_seat(phrase: Phrase) -> bool:
    """بمقر الأمانة بالرياض: a capital behind ب is a place."""
    return phrase.klass == "country" and phrase.preposition == "ب"


def can_be(scene: Scene, phrase: Phrase, trigger: Trigger) -> bool:
    """Whether a trigger's pronoun can mean a phrase: هم no office or land."""
    if trigger.pronoun == "هم":
        office = scene.document.words[phrase.first].removeprefix("و") in _OFFICES
        return not office and phrase.klass in ("group", "armed", "neutral", "person")
    if trigger.sense.mode in _OF_PEOPLE and phrase.klass in ("target", "country", "state", "igo"):
        return False
    if trigger.sense.mode == "censor" and (phrase.named or phrase.klass == "role"):
        return False  # تعهد الرئيس بإغلاقه
    matter = scene.words[trigger.first - 1] == "ما"  # وهو ما رفضته
    return phrase.klass != "place" and (matter or may_be_meant(scene, trigger.pronoun, phrase))
