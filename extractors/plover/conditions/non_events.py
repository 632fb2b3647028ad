"""Words that show that a trigger tells no event: figures of speech, sports, works of art, accidents.

They stand in ``lexicons/non_events.tsv``, each with where it is looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import cache

from extractors.lookups import remembered
from extractors.plover.conditions.other_senses import has_other_sense
from extractors.plover.conditions.other_words import is_other_word
from extractors.plover.noun_phrases.phrases import PREPOSITIONS
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.violence import has_weapons, is_casualty
from extractors.plover.trigger.triggers import Trigger
from extractors.rules import load_rows
from extractors.text import Document, folded_words, readings, tokenize

Words = tuple[str, ...]
# From so many words of sport on, and one in a hundred, an article is about sport.
_SPORT_WORDS, _SPORT_SHARE = 4, 0.01
_ART_REACH = 8
# احتجاز عائلة في السيول: water and rocks hold people too.
_RESCUE = frozenset(("rescue", "industry", "accident"))
# What states do with each other, and bodies of one state every day.
_QUIET = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "REQUEST", "AGREE", "REJECT"))
_TRAPPED = folded_words("احتجز احتجاز")
_CAUSES = folded_words("جراء إثر نتيجة بسبب وجراء وإثر ونتيجة وبسبب")


@cache
def _phrases() -> dict[str, tuple[tuple[str, Words], ...]]:
    """The lexicon's phrases with their scopes, by first word."""
    found: dict[str, list[tuple[str, Words]]] = {}
    for row in load_rows("non_events"):
        for surface in row["surface"].split("|"):
            words = tuple(t.folded for t in tokenize(surface))
            found.setdefault(words[0], []).append((row["scope"], words))
    return {k: tuple(v) for k, v in found.items()}


@remembered
def non_event(folded: str) -> tuple[tuple[str, Words], ...]:
    """What tells no event and may start with a folded word, each phrase with its scope."""
    table = _phrases()
    told: dict[str, str] = {}  # for each scope the first reading that it knows
    for _, rest in readings(folded):
        for scope, _ in table.get(rest, ()):
            told.setdefault(scope, rest)
    rests = dict.fromkeys(told.values())
    return tuple([phrase for rest in rests for phrase in table[rest] if told[phrase[0]] == rest])


def non_event_stems() -> Set[str]:
    """The folded first words of what tells no event, without clitics."""
    return _phrases().keys()


def _standing(scene: Scene) -> dict[str, list[int]]:
    """The tokens of a sentence where what tells no event stands, by scope; most sentences have none."""
    places = scene.document.once(_non_events)
    found: dict[str, list[int]] = {}
    for k, scope in places[
        bisect_left(places, (scene.first,)) : bisect_left(places, (scene.last,))
    ]:
        found.setdefault(scope, []).append(k)
    return found


def _non_events(document: Document) -> list[tuple[int, str]]:
    """The tokens where what tells no event stands, in order, with their scopes."""
    printed = document.words
    found: list[tuple[int, str]] = []
    for k in document.where(non_event):
        following = printed[k + 1] if k + 1 < len(printed) else ""
        for scope, words in non_event(printed[k]):
            if len(words) == 1 or (
                words[1] == following and tuple(printed[k + 2 : k + len(words)]) == words[2:]
            ):
                found.append((k, scope))
    return found


def is_sport(document: Document) -> bool:
    """Whether the whole article is about sport."""
    words = document.words
    count = sum([_is_of_sport(words[k]) for k in document.where(non_event)])
    return count >= _SPORT_WORDS and count > _SPORT_SHARE * len(document.tokens)


@remembered
def _is_of_sport(folded: str) -> bool:
    return any(scope == "sport" for scope, _ in non_event(folded))


def is_none(scene: Scene, trigger: Trigger, acted: bool) -> bool:
    """Whether the words around a trigger show that it tells no event; ``acted``: somebody acts in it."""
    standing = _standing(scene)
    if "after" in standing and _is_idiom(scene, trigger, standing["after"]):
        return True
    if "art" in standing and _is_art(scene, trigger, standing["art"]):
        return True
    phrase = standing.get("phrase", [])
    if trigger.first in phrase or trigger.first - 1 in phrase or "scripture" in standing:
        return True  # رئيس تحرير, عقوبة الإعدام
    if is_other_word(scene, trigger) or has_other_sense(scene, trigger):
        return True
    crash = "crash" in standing and is_casualty(trigger)
    if crash and all(mode == "aerial" for _, mode in scene.modes):
        return True  # لقي شرطيون حتفهم إثر تحطم مروحية
    if not acted and trigger.lemma in _TRAPPED and not _RESCUE.isdisjoint(standing):
        return True
    loud = trigger.sense.event_type == "ASSAULT" and not scene.armed
    if loud and "fireworks" in standing:
        return True
    if "industry" in standing and not acted and _bursts_by_itself(scene, trigger, standing):
        return True
    if has_weapons(scene, trigger):
        return False
    if "sport" in standing:
        return True
    attacked = bool(scene.modes) and any(_is_attack(t) for t in scene.triggers)
    burnt = not acted and (
        trigger.sense.mode == "destroy" or trigger.lemma == "شرد"
    )  # تدمير عشرين سيارة في حريق غابات
    if "accident" in standing and (is_casualty(trigger) or burnt) and not attacked:
        return True
    hurt = not acted and (is_casualty(trigger) or trigger.lemma == "انفجار")
    return hurt and _by_accident(scene, trigger, "industry" in standing)


def is_local(scene: Scene, trigger: Trigger) -> bool:
    """جامعة توقع اتفاقية, مجلس الإدارة يجتمع: boards, charities, courses and suits between people; where
    no nation takes part, what they do with each other is no event of politics."""
    return trigger.sense.event_type in _QUIET and "local" in _standing(scene)


def _is_idiom(scene: Scene, trigger: Trigger, places: list[int]) -> bool:
    """خطف الفنان الأضواء, not قتل في وقت مبكر: a word stands where a verb may take its object."""
    words, last = scene.words, min(scene.last, trigger.last + 3)
    preposition = (k + 1 for k in range(trigger.last, last) if words[k] in PREPOSITIONS)
    end = next(preposition, last)
    return any(trigger.last <= k < end for k in places)


def _is_art(scene: Scene, trigger: Trigger, places: list[int]) -> bool:
    """فيلم عن, مسرحية: what a work tells; its word stands near, first, or twice in the sentence."""
    first = scene.first + 2
    near = (k < first or trigger.first - _ART_REACH <= k < trigger.first for k in places)
    return len(places) > 1 or any(near)


def _is_attack(trigger: Trigger) -> bool:
    """Violence that somebody does, not what it causes nor what may happen by itself."""
    own = not is_casualty(trigger) and trigger.lemma != "انفجار"
    return trigger.sense.event_type == "ASSAULT" and own


def _bursts_by_itself(scene: Scene, trigger: Trigger, standing: dict[str, list[int]]) -> bool:
    """انفجار أسطوانة غاز: what explodes by itself stands right behind the blast that told the weapon."""
    blasts = [t for t in scene.triggers if t.lemma == "انفجار" and t.form is None]
    first = min((t.last for t in blasts), default=-1)
    near = any(first <= k <= first + 2 for k in standing["industry"])
    hurt = is_casualty(trigger) or trigger.lemma == "انفجار"
    other = any(_is_attack(t) for t in scene.triggers)
    return hurt and first >= 0 and near and not scene.armed and not other


def _by_accident(scene: Scene, trigger: Trigger, industrial: bool) -> bool:
    """قُتل تسعة جراء تدهور حافلة, في انفجار مستودع للوقود: a cause is told, and it is no violence."""
    if scene.armed:
        return False
    blast = any(t.lemma == "انفجار" for t in scene.triggers)
    violent = any(_is_attack(t) for t in scene.triggers)
    caused = blast or not _CAUSES.isdisjoint(scene.words[trigger.last : scene.last])
    return caused and not violent and (industrial or not blast)
