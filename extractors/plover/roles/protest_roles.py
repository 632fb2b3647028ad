"""The two sides of a protest: the crowd, and whom it is against or asks (ضد, مطالبين, أمام السفارة)."""

from __future__ import annotations

from dataclasses import replace

from extractors.countries import demonym_at, is_joined
from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase
from extractors.plover.noun_phrases.sectors import CROWDS, participant
from extractors.plover.roles.masdar_roles import masdar_roles
from extractors.plover.sentence.clauses import bare_noun, with_joined
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Roles, Side
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant
from extractors.text import folded_words, without_article

_REACH, _HEAD, _FLAG_REACH, _ASIDE_REACH, _THING = 45, 2, 6, 4, 5
_AGAINST = folded_words("ضد بوجه")
_DOWN = folded_words("يسقط فليسقط تسقط فلتسقط")
_ON = folded_words("على ب من")
_TOWARDS = frozenset(("", "ل", "لل", "ب", "ضد", "علي", "ازاء", "تجاه", "بحق"))
_NEAR = _TOWARDS | folded_words("من قرب أمام خارج")
_WHERE = folded_words("في من داخل ل لل")
_RULE = folded_words("الحكم للحكم")
_AFFAIRS = folded_words("حرب أوضاع وضع أحداث قضية أزمة")
_VIOLENT = frozenset(("ASSAULT", "COERCE", "SANCTION"))
_HOSTILE = folded_words(
    "مناهضة مناهضين مناوئة مناوئين معادية معادين منددة منددين مندداً تندد ينددون ينددن للتنديد تنديدا رافضة "
    "رافضين مناهضا مستنكرين منددين تندد مناوئا معاديا رافضا معارضين معارضون مناهضون مناوئون المعارضين المعارضون "
    "المناهضين المناهضون المناوئين المناوئون المناهضة المناوئة"
)
_PROTESTING = folded_words(
    "احتجاجا للاحتجاج بالاحتجاج احتجاجهم احتجاجاتهم رفضا رفضهم استنكارا يحتجون اعتراضا اعتراضهم تنديدا للتنديد غضب غضبا "
    "غضبهم سخطا استياء"
)
_ASKING = folded_words(
    "مطالبين مطالبون مطالبات مطالبة يطالبون يطالبن طالبوا وطالبوا طالبو تطالب تطالبان تدعو يدعون وتدعو للمطالبة لمطالبة ويطالبون داعين "
    "مناشدين لدعوة لحث لمناشدة"
)
_ANSWERING = folded_words("تلبية استجابة بناء")
_CALLS = folded_words("دعوة نداء دعوات طلب")
_FALL = folded_words(
    "برحيل باستقالة بإسقاط بإقالة بتنحي بمحاكمة بعزل بمحاسبة بسقوط بتنحية لرحيل لإسقاط لاستقالة"
)
_VENUE = folded_words(
    "أمام نحو باتجاه صوب قرب خارج إلى بالقرب قبالة حتى حول المقابلة المقابل المواجهة المواجه"
)
_ADDRESSED = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY", "ELI", "OPP", "REB"))
_BURNING = folded_words("أحرق إحراق حرق مزق داس")
_FLAGS = folded_words("علم أعلام أعلاما علما صور صورا")
_CROWD = ("متظاهر", "محتج", "معتصم", "مضرب")
_THROW_REACH = 6
_AT = folded_words("على نحو باتجاه صوب")
# What a crowd does to others, with what marks whom: nothing where it is the object.
_HITTING = {
    word: marks
    for marks, forms in (
        (_AT, "ألقوا يلقون إلقاء القاء بإلقاء رموا يرمون رمي برمي قذفوا"),
        (frozenset(("",)), "رشقوا يرشقون رشق برشق هاجموا يهاجمون"),
        (frozenset(("مع", "ب")), "اشتبكوا يشتبكون اصطدموا اشتباكات مواجهات صدامات"),
    )
    for word in folded_words(forms)
}
_PLAIN = frozenset(("group", "neutral"))


def protest_roles(scene: Scene, trigger: Trigger, read: Roles) -> Roles:
    """The roles of a protest whose verb or noun gave ``read``: the sentence's crowd acts where no other
    actor stands, and what the crowd turns against or asks stands before what the words themselves mark."""
    actors = tuple(
        _civil(p) for p in read.actors or _whose(scene, trigger) or _crowd(scene, trigger)
    )
    turned = _turned_against(scene, trigger) or _asked(scene, trigger) or _flag(scene, trigger)
    recipients = turned or _addressable(scene, read.recipients) or _venue(scene, trigger)
    recipients = recipients or _hit(scene, trigger)
    return Roles(actors, tuple(p for p in recipients if p not in read.actors), read.rule)


def _whose(scene: Scene, trigger: Trigger) -> Side:
    """اعتصام لأهالي المفقودين, وقفة احتجاجية للعمال: whose protest it is."""
    if trigger.form is not None:
        return ()
    near = (p for p in scene.phrases if 0 <= p.first - trigger.end <= 1)
    whose = next((p for p in near if p.preposition in ("ل", "لل") and p.klass in _PLAIN), None)
    return with_joined(scene, whose) if whose else ()


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
    crowds = crowds or _gone_on_with(scene, trigger)
    return tuple(sorted(crowds, key=lambda p: abs(p.first - trigger.first))[:1])


def _gone_on_with(scene: Scene, trigger: Trigger) -> list[Phrase]:
    """خرج الطلاب من الجامعة وساروا نحو السفارة: those of a crowd before a verb in the plural."""
    if trigger.form is None or trigger.form.number != "p":
        return []
    return [
        p for p in scene.phrases
        if p.last <= trigger.first and not p.preposition
        and p.klass == "group" and p.participant.sector in CROWDS
    ]  # fmt: skip


def _words(scene: Scene, phrase: Phrase) -> list[str]:
    return [w.lstrip("وبل") for w in scene.document.words[phrase.first : phrase.last]]


def _turned_against(scene: Scene, trigger: Trigger) -> Side:
    for k in range(trigger.first, min(scene.last - 1, trigger.last + _REACH)):
        start = _names_opponent(scene, trigger, k)
        found = _opponent(scene, start) if start else ()
        if found:
            return found
    return ()


def _names_opponent(scene: Scene, trigger: Trigger, k: int) -> int:
    """The token where the opponent is named, if the word at token k announces one; else 0."""
    words = scene.document.words
    word = words[k].removeprefix("و")
    death = word == "الموت" and words[k + 1][0] == "ل"
    if word in _AGAINST or word in _HOSTILE or word in _DOWN or death:
        return k + 1
    if word in _ON and _is_protesting(scene, trigger, k):
        return k + 1
    of_what = word.startswith("ل") and words[k - 1].removeprefix("و") in _PROTESTING
    return k if of_what else 0


def _is_protesting(scene: Scene, trigger: Trigger, k: int) -> bool:
    """احتجاجا على, غضب متزايد من, احتجوا أمس على: whether the preposition at token k tells what the protest
    is about."""
    before = scene.document.words[max(scene.first, k - 2) : k]
    if any(word.removeprefix("و") in _PROTESTING for word in before):
        return True
    return trigger.lemma.startswith("احتج") and 0 <= k - trigger.last <= _ASIDE_REACH


def _opponent(scene: Scene, i: int) -> Side:
    """Who is meant by what stands at token i: a phrase (ضد الحكومة), the owner of a thing (قرار الوزير), who
    did a deed (الغارات الإسرائيلية, مقتل فتى برصاص الشرطة), else the nation of an adjective."""
    deed = next((t for t in scene.triggers if t.form is None and t.first == i), None)
    if deed:
        read = masdar_roles(scene, deed, ())
        return read.actors or (() if deed.sense.event_type in _VIOLENT else read.recipients)
    if scene.document.words[i] in _RULE:
        return (Participant(scene.tokens[i].text, None, "GOV"),)
    return _behind(scene, i) or _nation(scene, i)


def _nation(scene: Scene, i: int) -> Side:
    """الحرب الأميركية, المستوطنات اليهودية والسياسة الإسرائيلية: the nationality of a thing."""
    for k in range(i, min(scene.last, i + _THING)):
        word = scene.document.words[k]
        found = demonym_at(scene.document, k)
        if found and found[0].number == "s" and not is_joined(word) and k > i:
            return (Participant(scene.tokens[k].text, found[0].country, None),)
        if word in PREPOSITIONS or scene.tokens[k].kind != "w" or k in scene.verbs:
            break
    return ()


def _asked(scene: Scene, trigger: Trigger) -> Side:
    words = scene.document.words
    for k in range(trigger.first, min(scene.last - 1, trigger.last + _REACH)):
        if words[k - 1] in _ANSWERING:
            continue
        if words[k] in _ASKING or words[k].removeprefix("و") in _ASKING:
            asked = _addressable(scene, _behind(scene, k + 1, 0), called=False)
            if asked:
                return asked
        elif words[k].removeprefix("و") in _FALL:
            name = bare_noun(scene, k + 1)
            asked = _behind(scene, k + 1, 0) or ((replace(name, sector="GOV"),) if name else ())
            if asked:
                return asked
    return ()


def _flag(scene: Scene, trigger: Trigger) -> Side:
    """أحرقوا العلم الأمريكي, أعلام إسرائيل: whose flag it is."""
    words = scene.document.words
    near = range(trigger.first, min(scene.last - 1, trigger.last + _FLAG_REACH))
    k = next((k for k in near if without_article(words[k]) in _FLAGS), None)
    if trigger.lemma.split()[0] not in _BURNING or k is None:
        return ()
    nation = demonym_at(scene.document, k + 1)
    if nation is None:
        return _behind(scene, k + 1, 0)
    token = scene.tokens[k + 1]
    return (Participant(token.text, nation[0].country, None),)


def _venue(scene: Scene, trigger: Trigger) -> Side:
    """أمام السفارة التونسية, نحو مقر الحكومة: a building of the state stands for the state."""
    for k in range(trigger.first + 1, min(scene.last - 1, trigger.last + _REACH)):
        word = scene.document.words[k]
        if word in _VENUE or word == "محيط":
            start = k if word == "محيط" else k + 1
            found = _official(_behind(scene, start, 2, _NEAR))
            if found and participant(found[0]).sector:
                return found
    return ()


def _hit(scene: Scene, trigger: Trigger) -> Side:
    """ألقوا الحجارة على الشرطة, رشقوا مقر الحزب, اشتبكوا مع الجنود: at whom the crowd throws things, or with
    whom it fights."""
    words = scene.document.words
    for k in range(trigger.last, min(scene.last - 1, trigger.last + _REACH)):
        marks = _HITTING.get(words[k].removeprefix("و"))
        if marks is None:
            continue
        behind = (p for p in scene.phrases if k < p.first <= k + _THROW_REACH)
        found = next((p for p in behind if p.preposition in marks), None)
        return _official((found,)) if found else ()
    return ()


def _behind(
    scene: Scene, i: int, head: int = _HEAD, marks: frozenset[str] = _TOWARDS
) -> tuple[Phrase, ...]:
    """The phrase that starts at token i, or behind so many unknown words (ضد سياسات الحكومة), with one of
    the prepositions ``marks`` or none; of the lands behind an unknown word none where it names a war."""
    for phrase in scene.phrases:
        if phrase.first > i + head:
            break
        if phrase.first < i or phrase.klass == "place":
            continue
        if phrase.first > i and phrase.preposition not in marks:
            return ()
        between = scene.document.words[i : phrase.first]
        if any(scene.tokens[k].kind != "w" for k in range(i, phrase.first)):
            return ()
        affairs = phrase.klass == "country" and any(without_article(w) in _AFFAIRS for w in between)
        return () if affairs else (phrase,)
    return ()


def _addressable(scene: Scene, side: Side, called: bool = True) -> Side:
    """Those of a side that are offices, forces or nations, and neither where it takes place nor, where a
    call can be followed (``called``), who called for it (تلبية لدعوة الأحزاب)."""
    return tuple(
        p for p in _official(side)
        if isinstance(p, Phrase) and p.preposition not in _WHERE
        and not (called and scene.document.words[p.first - 1].lstrip("لب") in _CALLS)
    )  # fmt: skip


def _official(side: Side) -> Side:
    """Those of a side that are offices, forces or nations."""
    return tuple(
        p for p in side
        if isinstance(p, Phrase)
        and (p.participant.sector in _ADDRESSED or p.klass in ("country", "igo", "person"))
    )  # fmt: skip
