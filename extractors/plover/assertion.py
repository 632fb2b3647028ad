"""Is an event told, or only referred to? "أعلن مقتل تسعة في هجوم" tells; "منذ اغتيال الحريري" refers.

A finite verb tells its event unless it stands in a relative clause or behind عندما. A noun tells its
event at the start of a clause, beside a verb that asserts it, or where deaths are told with it.
"""

from __future__ import annotations

from functools import cache

from extractors.plover.actor_nouns import is_name_start
from extractors.plover.clauses import clause_start
from extractors.plover.event_conditions import is_casualty
from extractors.plover.light_verbs import light_verbs
from extractors.plover.phrases import PREPOSITIONS
from extractors.plover.scene import Scene
from extractors.plover.triggers import Trigger
from extractors.rules import load_rows
from extractors.text import folded_words
from extractors.verbs import conjugate

_BEFORE_REACH, _AFTER_REACH, _DEFINITE_REACH = 9, 14, 2
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
_RELATIVES = folded_words("الذي التي الذين اللذين اللذان اللتان اللتين من ما")


@cache
def _asserting() -> frozenset[str]:
    return frozenset(
        prefix + surface
        for row in load_rows("assertion_words")
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
        return (
            _starts_clause(scene, trigger)
            or _asserted_before(scene, trigger)
            or _asserted_after(scene, trigger)
        )
    if _is_next_step(scene, trigger):
        return True
    if trigger.sense.event_type in _VIOLENT and _is_known(scene, trigger):
        return False
    behind = range(max(scene.first, trigger.first - 3), trigger.first)
    return not clause_start(scene, trigger.first)[1] and not any(
        scene.tokens[k].folded.lstrip("وف") in _PAST_CLAUSES for k in behind
    )


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
        p.last == trigger.first and p.preposition and not p.definite for p in scene.phrases
    )
    if attached or any(
        scene.tokens[k].folded == "منذ"
        for k in range(trigger.last, min(scene.last, trigger.last + _SINCE_REACH))
    ):
        return True
    habit = form.tense == "imperfect" and trigger.first - scene.first > _HEADLINE_REACH
    return habit or bool(form.pronoun)


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
    for k in reach:
        word = scene.tokens[k].folded
        if _asserts(scene, k):
            near = trigger.first - k <= _reach(trigger) and _takes(scene, trigger, k)
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


def _reach(trigger: Trigger) -> int:
    """How far in front of a noun the verb that asserts it may stand."""
    if trigger.definite and not trigger.pronoun and "قبض" not in trigger.lemma:
        return _DEFINITE_REACH  # القبض على is definite by its wording, whether known or new
    return _TARGETED_REACH if trigger.sense.mode in _NO_CAUSES else _BEFORE_REACH


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
    for k in range(trigger.first - 1, max(scene.first - 1, trigger.first - 1 - _AFTER_REACH), -1):
        light = light_verbs().get(scene.tokens[k].folded)
        if light and light[0] == "suffer":
            return k
    return None


def _asserts(scene: Scene, k: int) -> bool:
    word = scene.tokens[k].folded
    if k < scene.first:
        return False
    light = light_verbs().get(word)
    return word in _asserting() or (light is not None and not light[1].pronoun)


def _is_relative(scene: Scene, k: int) -> bool:
    return k > scene.first and scene.tokens[k - 1].folded in _RELATIVES


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
