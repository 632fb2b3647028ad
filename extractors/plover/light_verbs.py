"""Verbs that carry an event told by a noun: شن الجيش هجوماً, هجوم شنه الجيش, هجوم استهدف دورية."""

from __future__ import annotations

from functools import cache

from extractors.plover.clauses import (
    SUBORDINATORS,
    bare_noun,
    clause_start,
    next_phrase,
    with_joined,
)
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.plover.sides import Side, side_end
from extractors.plover.triggers import Trigger
from extractors.rules import load_rows
from extractors.verbs import Form, conjugate

# How many words may stand between such a verb and its noun.
LIGHT_REACH = 7


@cache
def light_verbs() -> dict[str, tuple[str, Form]]:
    """Folded verb form to role and form, of ``lexicons/light_verbs.tsv``."""
    found: dict[str, tuple[str, Form]] = {}
    for row in load_rows("light_verbs"):
        for pair in row["verbs"].split("|"):
            perfect, imperfect = pair.split("/")
            for surface, form in conjugate(perfect, imperfect).items():
                if form.person == 3:
                    found.setdefault(surface, (row["role"], form))
                    found.setdefault("و" + surface, (row["role"], form))
    return found


def carrier(scene: Scene, trigger: Trigger) -> tuple[str, tuple[Phrase, ...], int]:
    """The subject of a light verb in front of a noun (شن الجيش هجوماً) or behind it (هجوم شنه الجيش)."""
    for k in range(trigger.first - 1, max(scene.first, trigger.first - LIGHT_REACH) - 1, -1):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and not found[1].pronoun and found[0] != "hit":
            between = [
                p for p in scene.phrases
                if k < p.first and p.last <= trigger.first and not p.preposition and p.case != "oblique"
            ]  # fmt: skip
            if between:
                return found[0], with_joined(scene, between[0]), 0
            start, relative = clause_start(scene, k)
            earlier = [
                p for p in scene.phrases
                if (p.last <= start if relative else p.first >= start)
                and p.last <= k and (relative or not p.preposition)
            ]  # fmt: skip
            if earlier:
                return found[0], with_joined(scene, earlier[-1] if relative else earlier[0]), 0
            return found[0], (), 0
        if scene.tokens[k].folded in SUBORDINATORS:
            break
    for k in range(trigger.last, min(scene.last, trigger.last + LIGHT_REACH + 2)):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and found[1].pronoun and found[0] == "perform":
            phrase = next_phrase(scene, k + 1, 3)
            joined = with_joined(scene, phrase) if phrase else ()
            return found[0], joined, side_end(joined)
    return "", (), 0


def hit(scene: Scene, rest: int) -> Side:
    """هجوم استهدف دورية: what stands behind a verb of hitting."""
    for k in range(rest, min(scene.last, rest + LIGHT_REACH + 3)):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and found[0] == "hit" and not found[1].pronoun:
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
        if found and found[0] == "perform" and not found[1].pronoun and found[1].number == "s":
            near = trigger.first - k <= LIGHT_REACH
            between = any(k < p.first < trigger.first and not p.preposition for p in scene.phrases)
            return found[1] if near and not between else None
    return None
