"""The two sides of a protest: the crowd, and whom it is against or asks (ضد, مطالبين, أمام السفارة)."""

from __future__ import annotations

from extractors.countries import demonym_at
from extractors.plover.masdar_roles import masdar_roles
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.plover.sides import Roles, Side
from extractors.plover.triggers import Trigger
from extractors.records import Participant
from extractors.text import folded_words, without_article

_REACH, _HEAD, _FLAG_REACH = 28, 2, 6
_AGAINST = folded_words("ضد")
_HOSTILE = folded_words(
    "مناهضة مناهضين مناوئة مناوئين معادية معادين منددة منددين مندداً تندد ينددون ينددن للتنديد تنديدا رافضة "
    "رافضين مناهضا مستنكرين"
)
_PROTESTING = folded_words("احتجاجا للاحتجاج وللاحتجاج احتجاجهم رفضا استنكارا يحتجون اعتراضا")
_ASKING = folded_words(
    "مطالبين مطالبون مطالبات مطالبة يطالبون يطالبن طالبوا وطالبوا تطالب تطالبان للمطالبة لمطالبة ويطالبون داعين "
    "مناشدين"
)
_FALL = folded_words(
    "برحيل باستقالة بإسقاط بإقالة بتنحي بمحاكمة بعزل بمحاسبة بسقوط بتنحية لرحيل لإسقاط لاستقالة"
)
_VENUE = folded_words("أمام نحو باتجاه صوب قرب خارج إلى بالقرب قبالة")
_ADDRESSED = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "ELI", "OPP", "REB"))
_BURNING = folded_words("أحرق إحراق حرق مزق داس")
_FLAGS = folded_words("علم أعلام أعلاما علما صور صورا")
_CROWD = ("متظاهر", "محتج", "معتصم", "مضرب")
_PLAIN = frozenset(("group", "neutral"))


def protest_roles(scene: Scene, trigger: Trigger, read: Roles) -> Roles:
    """The roles of a protest whose verb or noun gave ``read``: the sentence's crowd acts where no other
    actor stands, and what the crowd turns against or asks stands before what the words themselves mark."""
    actors = tuple(_civil(p) for p in read.actors or _crowd(scene, trigger))
    turned = _turned_against(scene, trigger) or _asked(scene, trigger) or _flag(scene, trigger)
    recipients = turned or _addressable(read.recipients) or _venue(scene, trigger)
    return Roles(actors, tuple(p for p in recipients if p not in read.actors), read.rule)


def _civil(side: Phrase | Participant) -> Phrase | Participant:
    """خرج الآلاف: who protests and is nothing else is a civilian."""
    if isinstance(side, Phrase) and side.klass in _PLAIN and side.participant.sector is None:
        return side._replace(
            participant=Participant(side.participant.text, side.participant.country, "CVL")
        )
    return side


def _crowd(scene: Scene, trigger: Trigger) -> Side:
    """The protesters of the sentence, nearest first."""
    crowds = [
        p for p in scene.phrases
        if any(w.startswith(_CROWD) for w in map(without_article, _words(scene, p)))
    ]  # fmt: skip
    return tuple(sorted(crowds, key=lambda p: abs(p.first - trigger.first))[:1])


def _words(scene: Scene, phrase: Phrase) -> list[str]:
    return [w.lstrip("وبل") for w in scene.document.words[phrase.first : phrase.last]]


def _turned_against(scene: Scene, trigger: Trigger) -> Side:
    words = scene.document.words
    for k in range(trigger.first, min(scene.last, trigger.last + _REACH)):
        word = words[k].removeprefix("و")
        if word in _AGAINST or word in _HOSTILE:
            found = _behind(scene, k + 1)
            if found:
                return found
        elif word in _PROTESTING and k + 2 < scene.last and words[k + 1] in ("علي", "ل"):
            deed = next((t for t in scene.triggers if t.form is None and t.first == k + 2), None)
            found = masdar_roles(scene, deed, ()).actors if deed else _behind(scene, k + 2)
            if found:
                return found
    return ()


def _asked(scene: Scene, trigger: Trigger) -> Side:
    words = scene.document.words
    for k in range(trigger.first, min(scene.last, trigger.last + _REACH)):
        if words[k] in _ASKING or words[k].removeprefix("و") in _ASKING:
            asked = _addressable(_behind(scene, k + 1, 0))
            if asked:
                return asked
        elif words[k] in _FALL:
            asked = _behind(scene, k + 1, 0)
            if asked:
                return asked
    return ()


def _flag(scene: Scene, trigger: Trigger) -> Side:
    """أحرقوا العلم الأمريكي, أعلام إسرائيل: whose flag it is."""
    words = scene.document.words
    near = range(trigger.last, min(scene.last - 1, trigger.last + _FLAG_REACH))
    k = next((k for k in near if without_article(words[k]) in _FLAGS), None)
    if trigger.lemma not in _BURNING or k is None:
        return ()
    nation = demonym_at(scene.document, k + 1)
    if nation is None:
        return _behind(scene, k + 1, 0)
    token = scene.tokens[k + 1]
    return (Participant(token.text, nation[0].country, None),)


def _venue(scene: Scene, trigger: Trigger) -> Side:
    """أمام السفارة التونسية, نحو مقر الحكومة: a building of the state stands for the state."""
    for k in range(trigger.last, min(scene.last, trigger.last + _REACH)):
        if scene.document.words[k] in _VENUE:
            found = _addressable(_behind(scene, k + 1, 1))
            if found:
                return found
    return ()


def _behind(scene: Scene, i: int, head: int = _HEAD) -> Side:
    """The phrase that starts at token i, or behind so many unknown words (ضد سياسات الحكومة)."""
    for phrase in scene.phrases:
        if phrase.first > i + head:
            break
        if phrase.first >= i and phrase.klass != "place":
            return (phrase,)
    return ()


def _addressable(side: Side) -> Side:
    """Those of a side that are offices, forces or nations."""
    return tuple(
        p for p in side
        if isinstance(p, Phrase)
        and (p.participant.sector in _ADDRESSED or p.klass in ("country", "igo", "person"))
    )  # fmt: skip
