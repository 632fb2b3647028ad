"""The verb that carries or asserts the event of a noun: أعلن مقتل, تمكن من قتل, تعرض لهجوم."""

from __future__ import annotations

from functools import cache

from extractors.plover.noun_phrases.phrases import PREPOSITIONS
from extractors.plover.sentence.light_verbs import joins_known, light_verbs
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.actor_nouns import is_name_start
from extractors.plover.words.asserting_verbs import asserting, forms
from extractors.text import folded_words
from extractors.verbs import conjugate

RELATIVES = folded_words("الذي التي الذين اللذين اللذان اللتان اللتين من ما")
RELATIVE_PRONOUNS = RELATIVES - folded_words("من ما")
# الأمر الذي, في الوقت الذي: no clause about a noun, the story goes on.
GOING_ON = folded_words("الوقت الأمر الشيء")
# Modes that cause no other deaths than the one they name.
NO_CAUSES = frozenset(("targeted", "abduct", "sexual", "torture", "beat"))
_BEFORE_REACH, _DEFINITE_REACH, _SUFFERED_REACH, _TARGETED_REACH = 9, 2, 24, 5
_REPORT_REACH = 24
# Verbs whose object ب marks: قام بقصف, أفاد بمقتل.
_BI_VERBS = (
    ("قام", "يقوم"), ("أفاد", "يفيد"), ("تسبب", "يتسبب"), ("بدأ", "يبدأ"), ("أبلغ", "يبلغ"), ("أمر", "يأمر"),
    ("قضى", "يقضي"), ("تمثل", "يتمثل"), ("شرع", "يشرع"),
)  # fmt: skip
_MORE_OR_LESS = folded_words("أكثر أقل عدد")
_BINDING = folded_words("من على في إلى")
_COMMAS = frozenset("،,")


@cache
def _announcing() -> frozenset[str]:
    return frozenset(p + f for p in ("", "و") for f in conjugate("أعلن", "يعلن"))


def governor(scene: Scene, trigger: Trigger) -> int | None:
    """The token of the verb in front of a noun that carries or asserts its event."""
    if trigger.clitic.endswith("ل"):
        return _sufferance(scene, trigger)
    words = scene.words
    bound = _bound(scene, trigger)
    if bound is not None:
        return bound
    if words[trigger.first - 1] in _COMMAS and _is_reported(scene, trigger):
        return scene.first
    reach = range(trigger.first - 1, max(scene.first - 1, trigger.first - 1 - _BEFORE_REACH), -1)
    inside = {
        k
        for p in scene.phrases
        if reach.stop < p.last and p.last <= trigger.first
        for k in range(p.first - 1, p.last)
    }
    if not scene.dated.isdisjoint(range(reach.stop + 1, trigger.first + 1)):
        inside |= {k for k in reach if k in scene.dated or k + 1 in scene.dated}
    carrying = _carrying()
    for k in reach:
        word = words[k]
        if word in carrying:
            near = trigger.first - k <= _reach(trigger) and _takes(scene, trigger, k)
            near = near and not joins_known(trigger, word)
            near = near and (trigger.sense.event_type == "ASSAULT" or not _hits(scene, k))
            return k if near and not _is_relative(scene, k) else None
        if word in RELATIVE_PRONOUNS:
            return None
        if k in inside or words[k - 1] in _MORE_OR_LESS:
            continue
        if k > scene.first and words[k - 1] in carrying:
            continue
        if word == "عن" and (trigger.pronoun or not trigger.definite):
            continue  # أعلن المتحدث عن مقتل
        if word in PREPOSITIONS or (word[0] in "بل" and not is_name_start(word)):
            return None
    return None


def _bound(scene: Scene, trigger: Trigger) -> int | None:
    """تمكن الحراس من قتل, أقدم على خطف: a verb that takes its noun by a preposition of its own."""
    preposition = scene.words[trigger.first - 1]
    if preposition not in _BINDING or trigger.clitic:
        return None
    for k in range(trigger.first - 2, max(scene.first - 1, trigger.first - _BEFORE_REACH), -1):
        light = light_verbs().get(scene.words[k])
        if light and light.preposition == preposition and not light.form.pronoun:
            known = joins_known(trigger, scene.words[k]) or _is_relative(scene, k)
            return None if known else k
    return None


def _is_reported(scene: Scene, trigger: Trigger) -> bool:
    """أعلن الناطق باسم الجيش، الذي زار المنطقة، مقتل: said at the sentence's start, of whom aside."""
    opening = scene.words[scene.first]
    near = trigger.first - scene.first <= _REPORT_REACH and not trigger.clitic
    return near and not trigger.definite and opening in _announcing()


def _reach(trigger: Trigger) -> int:
    """How far in front of a noun the verb that asserts it may stand."""
    if trigger.definite and not trigger.pronoun and "قبض" not in trigger.lemma:
        return _DEFINITE_REACH  # القبض على is definite by its wording, whether known or new
    targeted = trigger.sense.mode in NO_CAUSES and not trigger.clitic.endswith("ب")
    return _TARGETED_REACH if targeted else _BEFORE_REACH


def _takes(scene: Scene, trigger: Trigger, k: int) -> bool:
    """Whether the verb takes its noun as it stands: قام بـ and أفاد بـ, but not وقع بـ."""
    return not trigger.clitic.endswith("ب") or scene.words[k] in _with_bi()


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
    verbs, words = light_verbs(), scene.words
    for k in range(
        trigger.first - 1, max(scene.first - 1, trigger.first - 1 - _SUFFERED_REACH), -1
    ):
        light = verbs.get(words[k])
        if light and light.role == "suffer" and not light.preposition:
            return k
    return None


@cache
def _carrying() -> frozenset[str]:
    """The verbs that assert or carry the event of a noun behind them."""
    return asserting() | {word for word, light in light_verbs().items() if not light.form.pronoun}


def _hits(scene: Scene, k: int) -> bool:
    """استهدفت الطائرات تعزيزات: what is hit is told by nothing but its name; هز انفجار المدينة tells."""
    light = light_verbs().get(scene.words[k])
    return light is not None and light.role == "hit"


def _is_relative(scene: Scene, k: int) -> bool:
    """الذي أعلن, من شهد; not ما أدى إلى, الأمر الذي أسفر عن, which tell what came of it."""
    words = scene.words
    if k <= scene.first or words[k - 1] not in RELATIVES:
        return False
    if words[k - 1] == "ما" and words[k] in forms("cause"):
        return False
    return k < scene.first + 2 or words[k - 2] not in GOING_ON
