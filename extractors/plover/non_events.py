"""Words that show that a trigger tells no event: figures of speech, sports, works of art, accidents.

They stand in ``lexicons/non_events.tsv``, each with where it is looked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import cache

from extractors.lookups import remembered
from extractors.plover.other_words import is_other_word
from extractors.plover.phrases import PREPOSITIONS
from extractors.plover.scene import Scene
from extractors.plover.sectors import ARMED
from extractors.plover.triggers import Trigger
from extractors.plover.violence import has_weapons, is_casualty
from extractors.rules import load_rows
from extractors.text import Document, folded_words, readings, tokenize

Words = tuple[str, ...]
# From so many words of sport on, and one in a hundred, an article is about sport.
_SPORT_WORDS, _SPORT_SHARE = 4, 0.01
_CAUSES = folded_words("جراء إثر نتيجة بسبب")


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


def _stands(document: Document, scope: str, first: int, last: int) -> bool:
    places = document.once(_non_events).get(scope, [])
    place = bisect_left(places, first)
    return place < len(places) and places[place] < last


def _non_events(document: Document) -> dict[str, list[int]]:
    """The tokens where what tells no event stands, for each scope in order."""
    printed = document.words
    found: dict[str, list[int]] = {}
    for k in document.where(non_event):
        following = tuple(printed[k + 1 : k + 2])
        for scope, words in non_event(printed[k]):
            goes_on = words[1:2] in ((), following)
            if goes_on and tuple(printed[k + 1 : k + len(words)]) == words[1:]:
                found.setdefault(scope, []).append(k)
    return found


def is_sport(document: Document) -> bool:
    """Whether the whole article is about sport."""
    told = (non_event(document.words[k]) for k in document.where(non_event))
    count = sum(any(scope == "sport" for scope, _ in phrases) for phrases in told)
    return count >= _SPORT_WORDS and count > _SPORT_SHARE * len(document.tokens)


def is_none(scene: Scene, trigger: Trigger, acted: bool) -> bool:
    """Whether the words around a trigger show that it tells no event; ``acted``: somebody acts in it."""
    document = scene.document
    if _stands(document, "after", trigger.last, _object_end(scene, trigger)):
        return True
    if _is_art(scene, trigger) or is_other_word(scene, trigger) or _is_named(scene, trigger):
        return True
    if _stands(document, "scripture", scene.first, scene.last):
        return True
    crash = is_casualty(trigger) and _stands(document, "crash", scene.first, scene.last)
    if crash and all(mode == "aerial" for _, mode in scene.modes):
        return True  # لقي شرطيون حتفهم إثر تحطم مروحية
    if has_weapons(scene, trigger):
        return False
    if _stands(document, "sport", scene.first, scene.last):
        return True
    attacked = bool(scene.modes) and any(_is_attack(t) for t in scene.triggers)
    accident = _stands(document, "accident", scene.first, scene.last)
    if is_casualty(trigger) and accident and not attacked:
        return True
    hurt = is_casualty(trigger) or trigger.lemma == "انفجار"
    return hurt and not acted and _by_accident(scene, trigger)


def _object_end(scene: Scene, trigger: Trigger) -> int:
    """The token behind what a verb may take for its object: خطف الفنان الأضواء, not قتل في وقت مبكر."""
    words, last = scene.document.words, min(scene.last, trigger.last + 3)
    preposition = (k + 1 for k in range(trigger.last, last) if words[k] in PREPOSITIONS)
    return next(preposition, last)


def _is_named(scene: Scene, trigger: Trigger) -> bool:
    """رئيس تحرير, عقوبة الإعدام: a set phrase with the word in front of it."""
    first = max(scene.first, trigger.first - 1)
    return _stands(scene.document, "phrase", first, trigger.first + 1)


def _is_art(scene: Scene, trigger: Trigger) -> bool:
    """فيلم عن, مسرحية: what a work tells; its word stands near, first, or twice in the sentence."""
    document = scene.document
    if _stands(document, "art", max(scene.first, trigger.first - 8), trigger.first):
        return True
    if _stands(document, "art", scene.first, scene.first + 2):
        return True
    places = document.once(_non_events).get("art", [])
    return bisect_left(places, scene.last) - bisect_left(places, scene.first) > 1


def _is_attack(trigger: Trigger) -> bool:
    """Violence that somebody does, not what it causes nor what may happen by itself."""
    own = not is_casualty(trigger) and trigger.lemma != "انفجار"
    return trigger.sense.event_type == "ASSAULT" and own


def _by_accident(scene: Scene, trigger: Trigger) -> bool:
    """قُتل تسعة جراء تدهور حافلة, في انفجار مستودع للوقود: a cause is told, and it is no violence."""
    if any(p.participant.sector in ARMED for p in scene.phrases):
        return False
    blast = any(t.lemma == "انفجار" for t in scene.triggers)
    violent = any(_is_attack(t) for t in scene.triggers)
    behind = scene.tokens[trigger.last : scene.last]
    caused = blast or any(t.folded.removeprefix("و") in _CAUSES for t in behind)
    industrial = _stands(scene.document, "industry", scene.first, scene.last)
    return caused and not violent and (industrial or not blast)
