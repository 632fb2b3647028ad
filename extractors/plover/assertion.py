"""Is an event told, or only referred to? "أعلن مقتل تسعة في هجوم" tells; "منذ اغتيال الحريري" refers.

A finite verb tells its event unless it stands in a relative clause or behind عندما. A noun tells its
event at the start of a clause, beside a verb that asserts it, or where deaths are told with it.
"""

from __future__ import annotations

from functools import cache

from extractors.plover.actor_nouns import is_name_start
from extractors.plover.clauses import clause_start
from extractors.plover.light_verbs import light_verbs
from extractors.plover.phrases import PREPOSITIONS, Phrase
from extractors.plover.scene import Scene
from extractors.plover.triggers import Trigger
from extractors.plover.violence import is_casualty
from extractors.rules import load_rows
from extractors.text import folded_words
from extractors.verbs import conjugate

_BEFORE_REACH, _AFTER_REACH, _DEFINITE_REACH, _SUFFERED_REACH = 9, 14, 2, 24
_RELATIVE_REACH, _DEATHS_REACH, _JOINED_REACH = 6, 22, 12
_HEADLINE_REACH, _SINCE_REACH = 4, 8
_VIOLENT = frozenset(("ASSAULT", "COERCE"))
# Modes that cause no other deaths than the one they name.
_NO_CAUSES = frozenset(("targeted", "abduct", "sexual", "torture", "beat"))
_QUESTIONS = frozenset("؟?")
# Verbs whose object ب marks: قام بقصف, أفاد بمقتل.
_BI_VERBS = (
    ("قام", "يقوم"), ("أفاد", "يفيد"), ("تسبب", "يتسبب"), ("بدأ", "يبدأ"), ("أبلغ", "يبلغ"), ("أمر", "يأمر"),
    ("قضى", "يقضي"), ("تمثل", "يتمثل"), ("شرع", "يشرع"),
)  # fmt: skip
_TARGETED_REACH = 5
_MORE_OR_LESS = folded_words("أكثر أقل عدد")
_OPENERS = frozenset((":", "-", "–", "ـ", "..", "…", "*"))
_LINKS = folded_words("في جراء اثر نتيجه خلال ب بسبب بعد")
_PAST_CLAUSES = folded_words("عندما حين حينما منذ يوم")
_JUDGED_REACH, _REPORT_REACH = 7, 24
_BINDING = folded_words("من على في إلى")
_ENDS = frozenset('،,؛;»”"')
_COMMAS = frozenset("،,")
_JUDGING = folded_words(
    "جريمة أمر عمل لا ليس ليست لم لن يعد تعد يعتبر تعتبر يشكل تشكل يمثل تمثل يبقى تبقى يجب ينبغي هو هي"
)
_THAT = folded_words("أن إن بأن")
_GOING_ON = folded_words("الوقت الأمر الشيء")
_RELATIVES = folded_words("الذي التي الذين اللذين اللذان اللتان اللتين من ما")


@cache
def _asserting() -> frozenset[str]:
    return _forms("report") | _forms("cause") | _forms("occur") | _forms("join")


@cache
def _announcing() -> frozenset[str]:
    return frozenset(p + f for p in ("", "و") for f in conjugate("أعلن", "يعلن"))


@cache
def _joining() -> frozenset[str]:
    """شارك في: an event that is known where it is definite."""
    return _forms("join")


@cache
def _causing() -> frozenset[str]:
    return _forms("cause")


def _forms(kind: str) -> frozenset[str]:
    return frozenset(
        prefix + surface
        for row in load_rows("assertion_words")
        if row["kind"] == kind
        for pair in row["verbs"].split("|")
        for surface, form in conjugate(*pair.split("/")).items()
        if not form.pronoun
        for prefix in ("", "و", "ف")
    )


def told(scene: Scene) -> frozenset[Trigger]:
    """The triggers whose events the sentence asserts; the others refer to events as known."""
    if scene.tokens[scene.last - 1].text in _QUESTIONS:
        return frozenset()
    found = {t for t in scene.triggers if _tells_alone(scene, t)}
    for trigger in scene.triggers:
        if trigger not in found and _tells_with(scene, trigger, found):
            found.add(trigger)
    return frozenset(found)


def _tells_alone(scene: Scene, trigger: Trigger) -> bool:
    if trigger.form is None:
        return not _is_general(scene, trigger) and (
            _starts_clause(scene, trigger)
            or _asserted_before(scene, trigger)
            or _asserted_after(scene, trigger)
        )
    if _is_next_step(scene, trigger):
        return True
    if trigger.sense.event_type in _VIOLENT and _is_known(scene, trigger):
        return False
    behind = range(max(scene.first, trigger.first - 3), trigger.first)
    if any(scene.tokens[k].folded.lstrip("وف") in _PAST_CLAUSES for k in behind):
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
    if not relative or scene.tokens[start].folded == "مما":
        return False
    return start == scene.first or scene.tokens[start - 1].folded not in _GOING_ON


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
    before = scene.tokens[trigger.first - 1].folded if trigger.first > scene.first else ""
    if not (_starts_clause(scene, trigger) or before in _THAT):
        return False
    reach = range(trigger.last, min(scene.last, trigger.last + _JUDGED_REACH))
    return any(scene.tokens[k].folded in _JUDGING for k in reach)


def _is_next_step(scene: Scene, trigger: Trigger) -> bool:
    """تظاهروا قبل أن تفرقهم الشرطة: what happened next."""
    i = trigger.first
    before = [scene.tokens[k].folded for k in range(max(scene.first, i - 2), i)]
    return before == ["قبل", "ان"]


def _is_known(scene: Scene, trigger: Trigger) -> bool:
    """What is known or counted up: على يمنيين خطفا سياحا, قتل ألفان منذ الغزو; outside headlines, whom a pronoun means is known (قتلته الشرطة), and an imperfect tells a habit."""
    form = trigger.form
    if form is None or trigger.span_start < scene.document.headline_end:
        return False
    attached = any(
        p.last == trigger.first and p.preposition and not _is_known_phrase(scene, p)
        for p in scene.phrases
    )
    if attached or any(
        scene.tokens[k].folded == "منذ"
        for k in range(trigger.last, min(scene.last, trigger.last + _SINCE_REACH))
    ):
        return True
    habit = form.tense == "imperfect" and trigger.first - scene.first > _HEADLINE_REACH
    return habit or bool(form.pronoun)


def _is_known_phrase(scene: Scene, phrase: Phrase) -> bool:
    """من رجال الشرطة, لحركة طالبان: definite by a name or by the noun behind it."""
    last = scene.tokens[phrase.last - 1].folded
    return phrase.definite or phrase.named or last.startswith("ال")


def _tells_with(scene: Scene, trigger: Trigger, known: set[Trigger]) -> bool:
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
    return governor(scene, trigger) is not None


def governor(scene: Scene, trigger: Trigger) -> int | None:
    """The token of the verb in front of a noun that carries or asserts its event."""
    if trigger.clitic.endswith("ل"):
        return _sufferance(scene, trigger)
    reach = range(trigger.first - 1, max(scene.first - 1, trigger.first - 1 - _BEFORE_REACH), -1)
    inside = {
        k
        for p in scene.phrases
        if reach.stop < p.last and p.last <= trigger.first
        for k in range(p.first - 1, p.last)
    }
    inside |= {k for k in reach if k in scene.dated or k + 1 in scene.dated}
    bound = _bound(scene, trigger)
    if bound is not None:
        return bound
    if scene.tokens[reach.start].text in _COMMAS and _is_reported(scene, trigger):
        return scene.first
    for k in reach:
        word = scene.tokens[k].folded
        if _asserts(scene, k):
            near = trigger.first - k <= _reach(trigger) and _takes(scene, trigger, k)
            near = near and not (trigger.definite and scene.tokens[k].folded in _joining())
            near = near and (trigger.sense.event_type == "ASSAULT" or not _hits(scene, k))
            return k if near and not _is_relative(scene, k) else None
        if word in _RELATIVES and word not in ("من", "ما"):
            return None
        if k in inside or _asserts(scene, k - 1) or scene.tokens[k - 1].folded in _MORE_OR_LESS:
            continue
        if word == "عن" and (trigger.pronoun or not trigger.definite):
            continue  # أعلن المتحدث عن مقتل
        if word in PREPOSITIONS or (word[0] in "بل" and not is_name_start(word)):
            return None
    return None


def _bound(scene: Scene, trigger: Trigger) -> int | None:
    """تمكن الحراس من قتل, أقدم على خطف: a verb that takes its noun by a preposition of its own."""
    preposition = scene.tokens[trigger.first - 1].folded
    if preposition not in _BINDING or trigger.clitic:
        return None
    for k in range(trigger.first - 2, max(scene.first - 1, trigger.first - _BEFORE_REACH), -1):
        light = light_verbs().get(scene.tokens[k].folded)
        if light and light.preposition == preposition and not light.form.pronoun:
            return None if _is_relative(scene, k) else k
    return None


def _is_reported(scene: Scene, trigger: Trigger) -> bool:
    """أعلن الناطق باسم الجيش، الذي زار المنطقة، مقتل: said at the sentence's start, of whom aside."""
    opening = scene.tokens[scene.first].folded
    near = trigger.first - scene.first <= _REPORT_REACH and not trigger.clitic
    return near and not trigger.definite and opening in _announcing()


def _reach(trigger: Trigger) -> int:
    """How far in front of a noun the verb that asserts it may stand."""
    if trigger.definite and not trigger.pronoun and "قبض" not in trigger.lemma:
        return _DEFINITE_REACH  # القبض على is definite by its wording, whether known or new
    targeted = trigger.sense.mode in _NO_CAUSES and not trigger.clitic.endswith("ب")
    return _TARGETED_REACH if targeted else _BEFORE_REACH


def _takes(scene: Scene, trigger: Trigger, k: int) -> bool:
    """Whether the verb takes its noun as it stands: قام بـ and أفاد بـ, but not وقع بـ."""
    return not trigger.clitic.endswith("ب") or scene.tokens[k].folded in _with_bi()


@cache
def _with_bi() -> frozenset[str]:
    return frozenset(
        prefix + surface
        for pair in _BI_VERBS
        for surface in conjugate(*pair)
        for prefix in ("", "و", "ف")
    )


def _sufferance(scene: Scene, trigger: Trigger) -> int | None:
    """تعرضت ثكنة في الشمال لهجوم: the verb whose object ل marks, however far."""
    for k in range(
        trigger.first - 1, max(scene.first - 1, trigger.first - 1 - _SUFFERED_REACH), -1
    ):
        light = light_verbs().get(scene.tokens[k].folded)
        if light and light.role == "suffer" and not light.preposition:
            return k
    return None


def _asserts(scene: Scene, k: int) -> bool:
    word = scene.tokens[k].folded
    if k < scene.first:
        return False
    light = light_verbs().get(word)
    return word in _asserting() or (light is not None and not light.form.pronoun)


def _hits(scene: Scene, k: int) -> bool:
    """استهدفت الطائرات تعزيزات: what is hit is told by nothing but its name; هز انفجار المدينة tells."""
    light = light_verbs().get(scene.tokens[k].folded)
    return light is not None and light.role == "hit"


def _is_relative(scene: Scene, k: int) -> bool:
    """الذي أعلن, من شهد; not ما أدى إلى, الأمر الذي أسفر عن, which tell what came of it."""
    if k <= scene.first or scene.tokens[k - 1].folded not in _RELATIVES:
        return False
    if scene.tokens[k - 1].folded == "ما" and scene.tokens[k].folded in _causing():
        return False
    return k < scene.first + 2 or scene.tokens[k - 2].folded not in _GOING_ON


def _asserted_after(scene: Scene, trigger: Trigger) -> bool:
    """وأن هجوماً انتحارياً وقع: the noun is the subject of a verb of happening; not of a relative one."""
    if trigger.clitic.strip("وف") or trigger.definite:
        return False
    before = scene.tokens[trigger.first - 1].folded if trigger.first > scene.first else ""
    before = before.removeprefix("و")
    if before in PREPOSITIONS or before in (
        "اعقاب",
        "منذ",
        "بعد",
        "عقب",
        "قبل",
        "علي",
        "حول",
        "بشان",
        "ذكري",
        "قضيه",
        "تهمه",
    ):
        return False
    for k in range(trigger.last, min(scene.last, trigger.last + _AFTER_REACH)):
        word = scene.tokens[k].folded
        if word in _RELATIVES and word not in ("من", "ما"):
            return False
        if word in _asserting() or (word in light_verbs() and word[-1] == "ه"):
            return True
    return False


def _with_deaths(scene: Scene, trigger: Trigger, known: set[Trigger]) -> bool:
    """قتل تسعة في هجوم: the cause of deaths that the sentence tells."""
    if is_casualty(trigger) or trigger.sense.mode in _NO_CAUSES:
        return False
    before = scene.tokens[trigger.first - 1].folded if trigger.first > scene.first else ""
    linked = before in _LINKS or trigger.clitic.strip("وف") == "ب" or not trigger.definite
    return linked and any(
        is_casualty(t) and abs(t.first - trigger.first) < _DEATHS_REACH for t in known
    )


def _goes_on(scene: Scene, trigger: Trigger, known: set[Trigger]) -> bool:
    """مقتل ... وإصابة: joined to a noun that is told."""
    return trigger.clitic.startswith("و") and any(
        t.form is None and 0 < trigger.first - t.first < _JOINED_REACH for t in known
    )
