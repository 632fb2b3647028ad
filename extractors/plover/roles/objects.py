"""Whom a verb's deed befalls: its object, or who stands behind a preposition that the verb takes."""

from __future__ import annotations

from extractors.plover.noun_phrases.home_countries import STATE_SECTORS
from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase
from extractors.plover.roles.masdar_roles import masdar_roles
from extractors.plover.sentence.clauses import (
    SUBORDINATORS,
    bare_noun,
    barrier,
    behind_aside,
    headed_phrase,
    is_where,
    marks_head,
    with_joined,
)
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import VERBAL, Side
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.actor_nouns import is_name_start
from extractors.records import Participant
from extractors.text import fold, folded_words

# Prepositions with a pronoun, which mean somebody named before: أفرج عنها, اعتدوا عليهم.
_WITH_PRONOUN = {
    form: mark
    for mark, forms in (
        ("عن", "عنه عنها عنهم عنهما"),
        ("علي", "عليه عليها عليهم عليهما"),
        ("ضد", "ضده ضدها ضدهم"),
    )
    for form in folded_words(forms)
}
_UNDERGOING = frozenset(("person", "group", "armed", "role", "neutral"))
OBJECT_REACH = 4
_PREPOSITION_REACH = 16
_THREAT_REACH = 6
_CONTROL = folded_words("السيطرة سيطرته سيطرتها سيطرتهم")
_AT_WHOM = folded_words("مع على ضد عن")
_THAT = folded_words("بأنه بأنها بأنهم بأن أنه أنها أنهم")
# قتل أربعة بينهم ضابط, طالب بتوفير ممرضين: one of those told before, what is asked.
_AMONG = folded_words("بينهم بينهما بينهن بينها منهم ضمنهم")
_HARMING = frozenset(("ASSAULT", "COERCE"))
GUNMEN = frozenset(("UAF", "REB"))


def recipients_of(scene: Scene, trigger: Trigger, rest: int, subject: Side) -> Side:
    marks = trigger.sense.recipient
    if "obj" in marks:
        found = object_of(scene, trigger, rest)
        if found and not _is_control(found):
            return found
        marks = marks | {"علي"} if found else marks
    if trigger.sense.mode == "convict":
        convicted = _convicted(scene, trigger)
        if convicted:
            return convicted
    if "ب" not in marks:
        rest = _behind_means(scene, rest)
    meant = _meant(scene, trigger, rest, subject)
    if meant:
        return meant
    if trigger.sense.event_type == "THREATEN":
        threatened = _threatened(scene, trigger, rest)
        if threatened:
            return threatened
    for phrase in scene.phrases:
        if phrase.first < rest or phrase in subject or phrase.joined:
            continue
        if phrase.first - rest > _PREPOSITION_REACH or barrier(scene, rest, phrase.first):
            break
        where = is_where(phrase) and trigger.sense.mode != "withdraw"
        where = where or _is_seat(trigger, phrase)
        marked = phrase.preposition in marks or (phrase.preposition == "لل" and "ل" in marks)
        if marked and not where:
            return with_joined(scene, phrase)
        agreed = trigger.sense.event_type in ("AGREE", "REQUEST")  # اتفقتا على تشكيل لجنة
        if not phrase.preposition and not agreed and marks_head(scene, phrase.first - 1, marks):
            return with_joined(scene, phrase)
    return ()


def _convicted(scene: Scene, trigger: Trigger) -> Side:
    """قضت بسجن الوزير: who owns the punishment."""
    phrase = next((p for p in scene.phrases if p.first == trigger.end), None)
    told = phrase and not phrase.preposition and phrase.klass in _UNDERGOING
    return with_joined(scene, phrase) if phrase and told else ()


def _behind_means(scene: Scene, rest: int) -> int:
    """اعتدى بالضرب على: the token behind a deed that only tells how."""
    means = next((t for t in scene.triggers if t.first == rest and t.form is None), None)
    return means.last if means and means.clitic.endswith("ب") else rest


def _is_seat(trigger: Trigger, phrase: Phrase) -> bool:
    """اجتمع في مكتبه بمقر الأمانة مع: where they meet."""
    seat = phrase.preposition in ("ب", "في") and phrase.klass == "target"
    return seat and trigger.sense.event_type == "CONSULT"


def _is_control(side: Side) -> bool:
    """استعادوا السيطرة على البلدة: what is taken stands behind the preposition."""
    first = side[0]
    return not isinstance(first, Phrase) and fold(first.text) in _CONTROL


def _meant(scene: Scene, trigger: Trigger, rest: int, subject: Side) -> Side:
    """أفرج عنها, اعتدوا عليهم: whom the pronoun behind the verb's preposition means."""
    for k in range(trigger.last, min(scene.last, rest + 1)):
        if _WITH_PRONOUN.get(scene.tokens[k].folded) in trigger.sense.recipient:
            before = [
                p for p in scene.phrases
                if p.last <= trigger.first and p not in subject and not p.joined
                and p.klass in _UNDERGOING and p.preposition not in ("في", "من", "الي")
                and p.participant.sector not in STATE_SECTORS
            ]  # fmt: skip
            return tuple(before[-1:])
    return ()


def _threatened(scene: Scene, trigger: Trigger, rest: int) -> Side:
    """هدد بإعدام رهينة, هددت بقطع العلاقات مع أنقرة: who would undergo what is threatened."""
    deed = next((t for t in scene.triggers if t.form is None and rest <= t.first <= rest + 1), None)
    if deed and deed.clitic.endswith("ب"):
        read = masdar_roles(scene, deed, ())
        if read.recipients:
            return read.recipients
    if rest >= scene.last or scene.tokens[rest].folded[:1] != "ب":
        return ()
    for phrase in scene.phrases:
        near = rest < phrase.first <= rest + _THREAT_REACH and phrase.preposition in _AT_WHOM
        words = scene.document.words[rest + 1 : phrase.first]
        if near and not any(w in SUBORDINATORS for w in words):
            told = phrase.participant.country or phrase.participant.sector
            return (phrase,) if told and phrase.klass != "place" else ()
    return ()


def object_of(scene: Scene, trigger: Trigger, rest: int) -> Side:
    rest = behind_aside(scene, rest, trigger.sense.recipient)
    if trigger.sense.event_type == "ACCUSE" and rest in scene.nouns:
        return _doers(scene, rest)
    phrase, _ = headed_phrase(scene, rest, OBJECT_REACH)
    if trigger.sense.event_type == "REQUEST" and scene.words[rest - 1] == "الي":
        phrase = next((p for p in scene.phrases if p.first == rest), None)  # إلى منح الشركات قروضا
    if phrase and _is_object(scene, trigger, phrase, rest):
        return with_joined(scene, phrase)
    if trigger.sense.event_type == "REQUEST" and scene.words[rest - 1] == "الي":
        return ()  # داعيا إلى الوقوف: what is asked, not who
    bare = bare_noun(scene, rest, trigger.sense.event_type in VERBAL)
    return (bare,) if bare else ()


def _is_object(scene: Scene, trigger: Trigger, phrase: Phrase, rest: int) -> bool:
    """Not بسبب ألغام زرعها المتمردون: who stands behind a preposition or ends like a subject undergoes no harm."""
    between = scene.document.words[rest : phrase.first]
    harmed = trigger.sense.event_type in _HARMING and not phrase.counted
    apart = harmed and any(w in PREPOSITIONS for w in between)
    apart = apart or any(w in _THAT or w in _AMONG for w in between)
    accompanied = between and between[0][0] == "ي" and between[0].endswith(("ه", "ها", "هم"))
    apart = apart or bool(accompanied)  # زار المدير يرافقه المساعد
    if trigger.sense.event_type == "REQUEST" and between:
        asked = between[0] == "الي" or between[0][0] == "ب"  # إلى منح الشركات, بتوفير قوات
        apart = apart or (asked and not is_name_start(between[0]))
    return not (phrase.first > rest and (apart or phrase.case == "nominative"))


def _doers(scene: Scene, i: int) -> Side:
    """أدان الغارة الإسرائيلية, الهجوم الذي شنه مسلحون: who did what is condemned."""
    deed = next(t for t in scene.triggers if t.first == i)
    return masdar_roles(scene, deed, ()).actors


def far_object(scene: Scene, rest: int) -> Side:
    """اختطف مسلحون في العاصمة صنعاء 10 من قياديي الحزب: whom a number counts, behind all that is said of where
    and when."""
    for phrase in scene.phrases:
        if phrase.first < rest or phrase.preposition or not phrase.counted:
            continue
        near = phrase.first - rest <= _PREPOSITION_REACH
        return (phrase,) if near and not barrier(scene, rest, phrase.first) else ()
    return ()


def seizes(trigger: Trigger, subject: Side) -> bool:
    """الشرطة اعتقلت منذ الجمعة, اختطف مسلحون: police arrest and gunmen abduct, whomever it is told far behind."""
    first = subject[0] if subject else None
    if not isinstance(first, Phrase) or first.counted:
        return False
    arrested = (
        trigger.sense.mode == "arrest" and first.definite and first.participant.sector == "COP"
    )
    return arrested or (trigger.sense.mode == "abduct" and first.participant.sector in GUNMEN)


def thing_before(scene: Scene, trigger: Trigger) -> Participant | None:
    """أضرحة دمرها متشددون: a noun that no lexicon knows, right before a verb whose pronoun means it."""
    i = trigger.first - 1
    if (
        i < scene.first
        or trigger.pronoun == "هم"
        or trigger.clitic
        or any(p.first <= i < p.last for p in scene.phrases)
    ):
        return None
    token = scene.tokens[i]
    if i in scene.dated or i in scene.people or token.folded.startswith("ال"):
        return None
    return bare_noun(scene, i) if token.kind == "w" else None
