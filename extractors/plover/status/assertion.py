"""Is an event told, or only referred to? "أعلن مقتل تسعة في هجوم" tells; "منذ اغتيال الحريري" refers.

A finite verb tells its event unless it stands in a relative clause or behind عندما. A noun tells its
event at the start of a clause, beside a verb that asserts it, or where deaths are told with it.
"""

from __future__ import annotations

from functools import cache

from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase
from extractors.plover.sentence.claims import claiming_before
from extractors.plover.sentence.clauses import clause_start
from extractors.plover.sentence.light_verbs import light_verbs
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.violence import is_casualty
from extractors.plover.status.governors import GOING_ON, NO_CAUSES, RELATIVE_PRONOUNS, governor
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.asserting_verbs import asserting
from extractors.records import Kind
from extractors.text import fold, folded_words

_AFTER_REACH = 14
_RELATIVE_REACH, _DEATHS_REACH, _JOINED_REACH = 6, 22, 12
_HEADLINE_REACH, _SINCE_REACH = 4, 8
_VIOLENT = frozenset(("ASSAULT", "COERCE"))
_NAMED: tuple[Kind, ...] = ("organisation", "person")
_QUESTIONS = frozenset("؟?")
_OPENERS = frozenset((":", "-", "–", "ـ", "..", "…", "*"))
# Behind these stands what is known already.
_BEFORE_KNOWN = folded_words("أعقاب ذكرى قضية تهمة")
_LINKS = folded_words("في جراء اثر نتيجه خلال ب بسبب بعد")
_PAST_CLAUSES = frozenset(
    joined + word for word in folded_words("عندما حين حينما منذ يوم") for joined in ("", "و", "ف")
)
_JUDGED_REACH = 7
_AT = fold("على")
_ENDS = frozenset('،,؛;»”"')
_JUDGING = folded_words(
    "جريمة أمر عمل لا ليس ليست لم لن يعد تعد يعتبر تعتبر يشكل تشكل يمثل تمثل يبقى تبقى يجب ينبغي هو هي"
)
_THAT = folded_words("أن إن بأن")
_DONE = folded_words("تم تمت يتم تتم جرى جرت يجري تجري")


def told(scene: Scene) -> frozenset[int]:
    """The first tokens of the triggers whose events the sentence asserts; the others refer to events as
    known."""
    if scene.tokens[scene.last - 1].text in _QUESTIONS:
        return frozenset()
    found: list[Trigger] = []
    others: list[Trigger] = []
    for trigger in scene.triggers:
        (found if _tells_alone(scene, trigger) else others).append(trigger)
    for trigger in others:
        if _tells_with(scene, trigger, found):
            found.append(trigger)
    return frozenset([t.first for t in found])


def _tells_alone(scene: Scene, trigger: Trigger) -> bool:
    if trigger.form is None:
        return not (_is_general(scene, trigger) or _is_attribute(scene, trigger)) and (
            _starts_clause(scene, trigger)
            or _asserted_before(scene, trigger)
            or _asserted_after(scene, trigger)
        )
    if _is_next_step(scene, trigger):
        return True
    if trigger.sense.event_type in _VIOLENT and _is_known(scene, trigger):
        return False
    behind = scene.words[max(scene.first, trigger.first - 3) : trigger.first]
    if not _PAST_CLAUSES.isdisjoint(behind):
        return _is_new(scene, trigger)
    return _opens_clause(scene, trigger) or not _in_relative_clause(scene, trigger.first)


def _opens_clause(scene: Scene, trigger: Trigger) -> bool:
    """، وعقد, ، داعيا: a verb behind a comma with و, and a participle, go on with the sentence."""
    if trigger.first == scene.first or scene.tokens[trigger.first - 1].text not in _ENDS:
        return False
    joined = trigger.clitic.startswith(("و", "ف"))
    return trigger.form is not None and (joined or trigger.form.tense == "participle")


def _in_relative_clause(scene: Scene, i: int) -> bool:
    """الهجوم الذي شنه; not في الوقت الذي, الأمر الذي, مما, which go on with the story."""
    start, relative = clause_start(scene, i)
    if not relative or scene.words[start] == "مما":
        return False
    return start == scene.first or scene.words[start - 1] not in GOING_ON


def _is_new(scene: Scene, trigger: Trigger) -> bool:
    """عندما فجر انتحاري نفسه, حين احتشد متظاهرون: whom nobody knows yet; not عندما قتل الرئيس."""
    if trigger.form is None or trigger.form.tense != "perfect":
        return False
    behind = (p for p in scene.phrases if p.first == trigger.last and not p.preposition)
    first = next(behind, None)
    if first is None:
        return trigger.sense.needs == "weapon"
    return not _is_known_phrase(scene, first) and first.klass not in ("person", "role", "country")


def _is_general(scene: Scene, trigger: Trigger) -> bool:
    """قتل المدنيين جريمة, خطف السفن لا يخدم أحدا: a noun that opens its sentence and is judged in it."""
    if trigger.span_start < scene.document.headline_end:
        return False
    words, first = scene.words, trigger.first
    behind = words[trigger.last : min(scene.last, trigger.last + _JUDGED_REACH)]
    if _JUDGING.isdisjoint(behind):
        return False
    before = words[max(scene.first, first - 2) : first]
    return _starts_clause(scene, trigger) or not _THAT.isdisjoint(before)


def _is_attribute(scene: Scene, trigger: Trigger) -> bool:
    """تحدث عن سفن تم اختطافها: what was done to them tells which ones are meant."""
    verb = trigger.first - 1
    if not trigger.pronoun or verb <= scene.first or scene.words[verb] not in _DONE:
        return False
    return any(
        p.last == verb and p.preposition and not _is_known_phrase(scene, p) for p in scene.phrases
    )


def _is_next_step(scene: Scene, trigger: Trigger) -> bool:
    """تظاهروا قبل أن تفرقهم الشرطة: what happened next."""
    i = trigger.first
    return scene.words[max(scene.first, i - 2) : i] == ["قبل", "ان"]


def _is_known(scene: Scene, trigger: Trigger) -> bool:
    """What is known or counted up: على يمنيين خطفا سياحا, قتل ألفان منذ الغزو; outside headlines, whom a pronoun means is known (قتلته الشرطة), and an imperfect tells a habit."""
    form = trigger.form
    if form is None or trigger.span_start < scene.document.headline_end:
        return False
    attached = any(
        p.last == trigger.first
        and p.preposition
        and not _is_known_phrase(scene, p)
        and not _counts_some(scene, p)
        for p in scene.phrases
    )
    behind = scene.words[trigger.last : min(scene.last, trigger.last + _SINCE_REACH)]
    if attached or "منذ" in behind:
        return True
    habit = form.tense == "imperfect" and trigger.first - scene.first > _HEADLINE_REACH
    return habit or bool(form.pronoun)


def _counts_some(scene: Scene, phrase: Phrase) -> bool:
    """خمسة من 13 سائحا خطفوا: some of them are the subject, no relative clause tells of all."""
    counting = phrase.counted and phrase.preposition == "من" and phrase.first - 2 >= scene.first
    before = scene.tokens[phrase.first - 2].end if counting else -1
    return any(m.span_end == before for m in scene.mentions.get("number", ()))


def _is_known_phrase(scene: Scene, phrase: Phrase) -> bool:
    """من رجال الشرطة, لحركة طالبان: definite by a name or by the noun behind it."""
    last = scene.tokens[phrase.last - 1]
    if phrase.definite or phrase.named or last.folded.startswith("ال"):
        return True
    return any(
        m.span_start < last.end <= m.span_end
        for kind in _NAMED
        for m in scene.mentions.get(kind, ())
    )


def _tells_with(scene: Scene, trigger: Trigger, known: list[Trigger]) -> bool:
    """Told through another: هجوم شنه, قتل تسعة في هجوم, مقتل وإصابة."""
    if trigger.form is None:
        return _with_deaths(scene, trigger, known) or _goes_on(scene, trigger, known)
    start, relative = clause_start(scene, trigger.first)
    return relative and any(
        t.form is None and t.last <= start and start - t.last <= _RELATIVE_REACH for t in known
    )


def _starts_clause(scene: Scene, trigger: Trigger) -> bool:
    if trigger.first == scene.first:
        return not trigger.clitic.strip("وف") and not trigger.definite
    before = scene.tokens[trigger.first - 1]
    return before.text in _OPENERS and not trigger.clitic.strip("وف") and not trigger.definite


def _asserted_before(scene: Scene, trigger: Trigger) -> bool:
    """أعلن مقتل, أسفر عن مقتل, شن هجوماً: no other preposition between the verb and the noun."""
    return governor(scene, trigger) is not None or _is_claimed(scene, trigger)


def _is_claimed(scene: Scene, trigger: Trigger) -> bool:
    """أعلنت الحركة مسؤوليتها عن خطف السائح; الهجوم alone is one that was told before."""
    behind = scene.words[trigger.last] if trigger.last < scene.last else ""
    told = not trigger.definite or behind in RELATIVE_PRONOUNS or behind == _AT
    return told and claiming_before(scene, trigger) is not None


def _asserted_after(scene: Scene, trigger: Trigger) -> bool:
    """وأن هجوماً انتحارياً وقع: the noun is the subject of a verb of happening; not of a relative one."""
    if trigger.clitic.strip("وف") or trigger.definite:
        return False
    before = scene.words[trigger.first - 1] if trigger.first > scene.first else ""
    before = before.removeprefix("و")
    if before in PREPOSITIONS or before in _BEFORE_KNOWN:
        return False
    telling = _telling_verbs()
    for word in scene.words[trigger.last : min(scene.last, trigger.last + _AFTER_REACH)]:
        if word in RELATIVE_PRONOUNS:
            return False
        if word in telling:
            return True
    return False


@cache
def _telling_verbs() -> frozenset[str]:
    """Verbs that tell of the noun in front of them: وقع, and those that bear it as a pronoun, شنه."""
    return asserting() | {word for word in light_verbs() if word.endswith("ه")}


def _with_deaths(scene: Scene, trigger: Trigger, known: list[Trigger]) -> bool:
    """قتل تسعة في هجوم: the cause of deaths that the sentence tells."""
    if is_casualty(trigger) or trigger.sense.mode in NO_CAUSES:
        return False
    before = scene.words[trigger.first - 1] if trigger.first > scene.first else ""
    linked = before in _LINKS or trigger.clitic.strip("وف") == "ب" or not trigger.definite
    return linked and any(
        is_casualty(t) and abs(t.first - trigger.first) < _DEATHS_REACH for t in known
    )


def _goes_on(scene: Scene, trigger: Trigger, known: list[Trigger]) -> bool:
    """مقتل ... وإصابة: joined to a noun that is told."""
    return trigger.clitic.startswith("و") and any(
        t.form is None and 0 < trigger.first - t.first < _JOINED_REACH for t in known
    )
