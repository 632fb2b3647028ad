"""Verbs that carry an event told by a noun: شن الجيش هجوماً, هجوم شنه الجيش, هجوم استهدف دورية."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase
from extractors.plover.sentence.agreement import are_many_men
from extractors.plover.sentence.clauses import (
    SUBORDINATORS,
    bare_noun,
    clause_start,
    next_phrase,
    with_joined,
    within_marks,
)
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Side, side_end
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.asserting_verbs import forms
from extractors.rules import load_rows
from extractors.text import fold, folded_words
from extractors.verbs import Form, conjugate

# How many words may stand between such a verb and its noun.
LIGHT_REACH = 7
# What stands between another deed and the noun: no verb before it carries the noun.
_APART = folded_words("عقب بعد قبل خلال منذ إثر جراء بسبب رغم حول بشأن وقوع حدوث غداة قبيل بعيد")
_CROWDS = ("شخاص", "مئات", "عشرات", "آلاف", "الآلاف", "ناس", "أفراد", "عناصر")
# Verbs behind these have men told before for their subject: لكنهم كثفوا هجماتهم.
_THEY = folded_words("لكنهم ولكنهم أنهم بأنهم لأنهم فإنهم إنهم وأنهم")
_DANGERS = folded_words("خطر مخاطر احتمال احتمالات إمكانية مخاوف خشية")
_ABOUT = folded_words("على عن إلى في")
_BROKEN = folded_words("معارك كمائن مجازر مذابح محادثات")
_SIGNED = frozenset(("SUPPORT", "AGREE", "COOPERATE", "RETREAT"))
_GOES_ON = folded_words("يجري تجري")
_THIS = folded_words("هذا هذه ذلك تلك")


class LightVerb(NamedTuple):
    """A form of such a verb; ``preposition`` is the word by which it takes its noun, "" where none."""

    role: str
    form: Form
    preposition: str


@cache
def light_verbs() -> dict[str, LightVerb]:
    """Folded verb form to role, form and preposition, of ``lexicons/light_verbs.tsv``."""
    found: dict[str, LightVerb] = {}
    for row in load_rows("light_verbs"):
        for pair in row["verbs"].split("|"):
            perfect, imperfect = pair.split("/")
            for surface, form in conjugate(perfect, imperfect).items():
                if form.person == 3:
                    light = LightVerb(row["role"], form, fold(row["preposition"]))
                    found.setdefault(surface, light)
                    found.setdefault("و" + surface, light)
    return found


def _takes(scene: Scene, light: LightVerb, trigger: Trigger) -> bool:
    """شن هجوماً, تمكن من قتل; not أطلق السائق بعد ساعتين من الاختطاف, whose noun hangs on another word,
    nor وقعت الاشتباكات, which signs nothing."""
    if light.role == "sign" and trigger.sense.event_type not in _SIGNED:
        return False
    k = trigger.first - 1
    while k > scene.first and scene.tokens[k].folded in _THIS:
        k -= 1
    before = scene.tokens[k].folded
    return before not in PREPOSITIONS or before == light.preposition


def joins_known(trigger: Trigger, verb: str) -> bool:
    """شارك في الهجوم: an event that is known where it is definite."""
    return trigger.definite and verb in forms("join")


def carrier(scene: Scene, trigger: Trigger) -> tuple[str, tuple[Phrase, ...], int]:
    """The subject of a light verb in front of a noun (شن الجيش هجوماً) or behind it (هجوم شنه الجيش)."""
    verbs, words = light_verbs(), scene.words
    opening = trigger.first - 1
    if words[opening] in _APART and opening > scene.first:
        opening = scene.first - 1  # وفرض حظرا عقب وقوع هجوم
    for k in range(opening, max(scene.first, trigger.first - LIGHT_REACH) - 1, -1):
        found = verbs.get(words[k])
        if found and not found.form.pronoun and found.role != "hit":
            if not _takes(scene, found, trigger) or joins_known(trigger, words[k]):
                break
            before = words[k - 1] if k > scene.first else ""
            if before.lstrip("ولب") in _DANGERS or (words[k] == "شن" and before in _ABOUT):
                return "perform", (), 0  # خطر شن هجمات, تشجيع الأفراد على شن هجمات
            if (
                trigger.pronoun
                and k == trigger.first - 1
                and words[k].removeprefix("و") in _GOES_ON
            ):
                break  # جيوب يجري تصفيتها
            role = "perform" if found.role == "sign" else found.role
            between = [
                p for p in scene.phrases
                if k < p.first and p.last <= trigger.first and not p.preposition and p.case != "oblique"
                and _is_somebody(p)
            ]  # fmt: skip
            if between:
                return role, with_joined(scene, between[0]), 0
            start, relative = clause_start(scene, k)
            earlier = [
                p for p in scene.phrases
                if (p.last <= start if relative else p.first >= start)
                and p.last <= k and (relative or not p.preposition) and _is_somebody(p)
                and not within_marks(scene, p.last, k)
            ]  # fmt: skip
            if words[k - 1] in _THEY and not relative:
                earlier = [p for p in earlier if are_many_men(scene, p)][-1:]
            if earlier:
                return role, with_joined(scene, earlier[-1] if relative else earlier[0]), 0
            return role, (), 0
        if words[k] in SUBORDINATORS:
            break
    for k in range(trigger.last, min(scene.last, trigger.last + LIGHT_REACH + 2)):
        found = verbs.get(words[k])
        if found and found.role == "perform" and _means(scene, trigger, found.form.pronoun):
            phrase = next_phrase(scene, k + 1, 3)
            joined = with_joined(scene, phrase) if phrase else ()
            return found.role, joined, side_end(joined)
    return "", (), 0


def _is_somebody(phrase: Phrase) -> bool:
    """Not واجهت بعض الأزمات, العضو المتحفظ: of whom nothing is told."""
    known = phrase.participant.sector or phrase.participant.country
    people = any(word in phrase.participant.text for word in _CROWDS)
    return phrase.klass != "neutral" or bool(known) or people


def _means(scene: Scene, trigger: Trigger, pronoun: str) -> bool:
    """Whether a verb's pronoun can mean the noun: هجوم شنه, هجمات شنتها, not مقتله ... العمليات التي ينفذها."""
    head = scene.tokens[trigger.first].folded
    many = trigger.lemma.split()[0].endswith(("ه", "ات")) or trigger.lemma in _BROKEN
    dual = head.endswith(("ان", "ين")) and not many
    return pronoun in (("هما",) if dual else ("ها",) if many else ("ه",)) or (
        many and pronoun == "هما"
    )


def hit(scene: Scene, trigger: Trigger, rest: int) -> Side:
    """هجوم استهدف دورية, هز هجوم العاصمة: what stands behind a verb of hitting, or behind its subject."""
    opening = (
        light_verbs().get(scene.words[trigger.first - 1]) if trigger.first > scene.first else None
    )
    if opening and opening.role == "hit" and not opening.form.pronoun:
        phrase = next_phrase(scene, rest, 3)
        return with_joined(scene, phrase) if phrase else ()
    for k in range(rest, min(scene.last, rest + LIGHT_REACH + 3)):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and found.role == "hit" and not found.form.pronoun:
            phrase = next_phrase(scene, k + 1, 3)
            if phrase:
                return with_joined(scene, phrase)
            bare = bare_noun(scene, k + 1)
            return (bare,) if bare else ()
    return ()


def opening_form(scene: Scene, trigger: Trigger) -> Form | None:
    """The form of the verb that opens the sentence and is the trigger or carries it (كما شن ست غارات),
    where no phrase without a preposition stands between; None for others and for plurals."""
    if trigger.form is not None:
        opens = trigger.first <= scene.first + 1 and trigger.form.tense != "participle"
        return trigger.form if opens and trigger.form.number == "s" else None
    for k in range(scene.first, min(trigger.first, scene.first + 2)):
        found = light_verbs().get(scene.tokens[k].folded)
        form = found.form if found and found.role == "perform" else None
        if form and not form.pronoun and form.number == "s":
            near = trigger.first - k <= LIGHT_REACH
            between = any(k < p.first < trigger.first and not p.preposition for p in scene.phrases)
            return form if near and not between else None
    return None
