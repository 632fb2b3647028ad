"""Who is the subject of a verb that none stands behind: in front, of the sentence, or behind إن."""

from __future__ import annotations

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.agreement import agrees, are_many_men
from extractors.plover.sentence.clauses import barrier, clause_start, with_joined, within_marks
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Participant
from extractors.text import fold, folded_words
from extractors.verbs import Form

_MAIN_REACH = 6
_THAT = folded_words("أن أنه أنها أنهم إن إنه إنها إنهم بأن بأنه بأنها")
_THAT_REACH = 24
_WHICH = folded_words("ما مما وما ومما")
_BEHIND = fold("وراء")
_CLOSING = [['"'], ["»"], ["”"]]
_FIELD = frozenset(("ASSAULT", "MOBILIZE", "RETREAT"))


def beside(scene: Scene, trigger: Trigger, prepositions: tuple[str, ...]) -> tuple[Phrase, ...]:
    """شكوى مواطن يتهم فيها, اتصالا من الملك أعرب فيه: who stands right before a verb that tells what a
    writing or a call holds."""
    phrase = next((p for p in scene.phrases if p.last == trigger.first), None)
    told = phrase is not None and phrase.preposition in prepositions and phrase.klass != "place"
    return _whole(scene, phrase) if phrase and told else ()


def subject_before(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """The subject in front of a verb: a relative's antecedent, else the clause's first bare phrase."""
    start, relative = clause_start(scene, trigger.first)
    near = beside(scene, trigger, ("",))
    if near and trigger.form is not None:
        several = trigger.form.number != "s"
        if several or _tells_of(scene, trigger.form, near[-1]):
            return near  # شاهد مسلحين يطلقون: who does it stands right before the verb
    if relative:
        before = [p for p in scene.phrases if p.last <= start and start - p.last <= 2]
        return with_joined(scene, before[-1]) if before else ()
    bare = [
        p for p in scene.phrases
        if start <= p.first and p.last <= trigger.first and not p.preposition and not p.joined
        and not p.governed and p.klass not in ("place", "target") and not _is_quoted(scene, p, trigger)
    ]  # fmt: skip
    if bare and _is_other_subject(scene, trigger, bare[0]):
        return ()
    if len(bare) > 1 and _in_apposition(scene, bare[-1]):
        office, person = bare[0].participant, bare[-1].participant
        merged = Participant(
            person.text, person.country or office.country, office.sector or person.sector
        )
        return (bare[-1]._replace(klass="role", participant=merged),)
    return with_joined(scene, bare[0]) if bare else ()


def _is_other_subject(scene: Scene, trigger: Trigger, phrase: Phrase) -> bool:
    """واجه الرئيس انتقادات تتهمه: a feminine verb has another subject; ما أوقع, مما أدى tell what it led to."""
    led_to = trigger.first > scene.first and scene.words[trigger.first - 1] in _WHICH
    if trigger.form is None or led_to:
        return False
    responsible = scene.words[phrase.last] == _BEHIND  # كان المسلحون وراء أعمال منها خطف عمال
    single = trigger.form.number == "s" and trigger.form.person == 3 and not responsible
    return (single and are_many_men(scene, phrase)) or not agrees(scene, trigger.form, phrase)


def _tells_of(scene: Scene, form: Form, near: Phrase) -> bool:
    """قتل رجلا يتهم الشرطة: an imperfect right behind somebody not known yet tells of him."""
    known = near.definite or near.named or near.counted
    return not known and form.tense == "imperfect" and agrees(scene, form, near)


def _whole(scene: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """A phrase with those that it is joined to."""
    head = phrase
    for other in reversed(scene.phrases):
        if head.joined and other.last == head.first:
            head = other
    return with_joined(scene, head)


def main_subject(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """قال الوزير إن ...، داعياً: who says goes on acting; the first phrase near the sentence's start."""
    form = trigger.form
    for phrase in scene.phrases:
        if phrase.last > trigger.first or (
            phrase.first - scene.first > _MAIN_REACH
            and (phrase.klass != "person" or barrier(scene, scene.first, phrase.first))
        ):
            return ()
        aside = phrase.preposition or phrase.joined or phrase.governed
        if aside or phrase.klass in ("place", "target"):
            continue
        known = phrase.participant.sector or phrase.participant.country
        if phrase.klass == "neutral" and not (phrase.definite and known):
            continue
        told = form and agrees(scene, form, phrase) and not _is_quoted(scene, phrase, trigger)
        return with_joined(scene, phrase) if told else ()
    return ()


def _is_quoted(scene: Scene, speaker: Phrase, trigger: Trigger) -> bool:
    """قال فلان: «الأزمة تتفاقم وتهدد المدن»: what is told within the marks is not the speaker's deed."""
    between = scene.words[speaker.last : trigger.first]
    if (
        between
        and between[-1] in '"«“'
        and scene.words[trigger.last : trigger.last + 1] in _CLOSING
    ):
        return False  # الحراس «اختطفوا» الشاب
    return within_marks(scene, speaker.last, trigger.first)


def _in_apposition(scene: Scene, phrase: Phrase) -> bool:
    """المدير العام ...، الفريق إلكاي ألتنداغ، زار: the name between commas is who the office is."""
    named = any(k in scene.people for k in range(phrase.first, phrase.last))
    return named and phrase.first > scene.first and scene.tokens[phrase.first - 1].text == "،"


def is_within_that(scene: Scene, trigger: Trigger) -> bool:
    """قال الوزير إن بلاده تعمل على كذا ودعم كذا: without a mark before it, what is joined on stays in the
    clause of إن and is no deed of the speaker's."""
    if trigger.first > scene.first and scene.document.kinds[trigger.first - 1] == "p":
        return False
    return not _THAT.isdisjoint(scene.words[scene.first : trigger.first])


def topic(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """حققت القوات تقدماً، إذ سيطرت على: the first acting phrase of the sentence goes on acting; أحبطت
    الدوريات ... وقبضت: the subject of the sentence's first verb does so too."""
    opening = next((p for p in scene.phrases if p.first >= scene.first), None)
    form = trigger.form
    goes_back = not is_within_that(scene, trigger)
    if (
        form
        and opening
        and trigger.clitic == "و"
        and opening.first == scene.first + 1
        and goes_back
    ):
        acting = opening.klass not in ("place", "target") and not opening.preposition
        if acting and opening.last < trigger.first and agrees(scene, form, opening):
            return with_joined(scene, opening)
    if not goes_back and trigger.clitic == "و":
        return _topic_of_that(scene, trigger)
    undergone = trigger.sense.subject != "actor"
    if trigger.sense.event_type not in _FIELD or trigger.pronoun or undergone or not goes_back:
        return ()
    for phrase in scene.phrases:
        if phrase.last <= trigger.first and not phrase.preposition and phrase.klass == "armed":
            return (phrase,)
    return ()


def _topic_of_that(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """قالت المصادر إن الحركة رفضت كذا واحتجزت كذا: who stands behind the last إن goes on acting."""
    words, form = scene.document.words, trigger.form
    reach = range(trigger.first - 1, max(scene.first, trigger.first - _THAT_REACH), -1)
    k = next((k for k in reach if words[k] in _THAT), 0)
    phrase = next((p for p in scene.phrases if p.first == k + 1), None) if k else None
    if phrase is None or form is None or phrase.preposition or phrase.klass in ("place", "target"):
        return ()
    return with_joined(scene, phrase) if agrees(scene, form, phrase) else ()
