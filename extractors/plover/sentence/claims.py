"""Who is said to have done it, elsewhere in the sentence: claims of responsibility and what was planted.

أعلنت حركة الشباب مسؤوليتها عن الهجوم, هجوم تبنته الحركة, هجوم نسب إلى المتمردين, ألغام زرعها المتمردون.
"""

from __future__ import annotations

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.clauses import next_phrase, with_joined
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Side
from extractors.plover.trigger.triggers import Trigger
from extractors.text import fold, folded_words

_RESPONSIBILITY = folded_words(
    "مسؤوليته مسؤوليتها مسؤوليتهم المسؤولية مسئوليته مسئوليتها مسئوليتهم المسئولية بمسؤوليته بمسؤوليتها"
)
_RESPONSIBILITY_FOR = fold("مسؤولية")
_CLAIMING = folded_words(
    "أعلن أعلنت تبنى تبنت وأعلن وأعلنت وتبنى وتبنت أعلنوا تبنوا ادعى ادعت زعم زعمت أقر أقرت"
)
_CLAIMED = folded_words("تبناه تبناها تبنته تبنتها وتبناه وتبناها وتبنته وتبنتها تبناهما تبنتهما")
_ASCRIBED = folded_words("نسب نسبت ينسب تنسب المنسوب المنسوبة ونسب ونسبت")
_ASCRIBED_TO = frozenset(("الي", "ل", "لل"))
_PLANTED = folded_words(
    "زرعها زرعه زرعتها زرعته أطلقها أطلقه أطلقتها أطلقته ألقاها ألقاه ألقتها وضعها وضعه وضعتها فجرها فجره نصبها نصبه"
)
_TELLING = _RESPONSIBILITY | _CLAIMED | _PLANTED | _ASCRIBED
_NOT = folded_words("لم لن لا ما نفى نفت ينفي تنفي أي يعلن")
_CLAIM_REACH, _NEAR = 8, 3
_ACTING = frozenset(("armed", "group", "state", "person", "role", "igo", "neutral"))


def claimant(scene: Scene, trigger: Trigger) -> Side:
    """Who is told behind an attack or death to have done it; nobody where another attack stands between."""
    if trigger.sense.event_type != "ASSAULT":
        return ()
    phrase = claiming_before(scene, trigger)
    if phrase:
        return with_joined(scene, phrase)
    for k, word in enumerate(scene.words[trigger.last : scene.last - 1], trigger.last):
        phrase = _named_at(scene, k, word) if word in _TELLING else None
        if phrase and not _denied(scene, k):
            return with_joined(scene, phrase)
    return ()


def claiming_before(scene: Scene, trigger: Trigger) -> Phrase | None:
    """أعلنت الحركة مسؤوليتها عن الهجوم: who claims the deed that a noun tells behind it."""
    words, k = scene.document.words, trigger.first - 1
    if trigger.form is not None or k <= scene.first:
        return None
    if words[k] == "عن":
        k -= 1
    elif words[k] != _RESPONSIBILITY_FOR:
        return None
    claims = words[k] in _RESPONSIBILITY or words[k] == _RESPONSIBILITY_FOR
    if not claims or _denied(scene, k) or _claiming_verb(scene, k) in scene.verbs:
        return None  # أقر بمسؤوليته is told by itself
    return _claiming(scene, k)


def _named_at(scene: Scene, k: int, word: str) -> Phrase | None:
    if word in _RESPONSIBILITY:
        return _claiming(scene, k)
    if word in _CLAIMED or word in _PLANTED:
        return _acting(next_phrase(scene, k + 1, _NEAR))
    if word in _ASCRIBED:
        near = (p for p in scene.phrases if k < p.first <= k + _NEAR)
        return _acting(next((p for p in near if p.preposition in _ASCRIBED_TO), None))
    return None


def _claiming(scene: Scene, k: int) -> Phrase | None:
    """أعلنت الحركة مسؤوليتها: who stands between the verb and what is claimed, or right before the verb."""
    verb = _claiming_verb(scene, k)
    if verb is None:
        return None
    behind = next((p for p in scene.phrases if verb < p.first < k and not p.preposition), None)
    before = next((p for p in scene.phrases if p.last == verb and not p.preposition), None)
    return _acting(behind or before)


def _claiming_verb(scene: Scene, k: int) -> int | None:
    reach = range(k - 1, max(scene.first, k - _CLAIM_REACH) - 1, -1)
    return next((i for i in reach if scene.document.words[i] in _CLAIMING), None)


def _acting(phrase: Phrase | None) -> Phrase | None:
    return phrase if phrase and phrase.klass in _ACTING else None


def _denied(scene: Scene, k: int) -> bool:
    """لم تعلن أي جهة مسؤوليتها."""
    return not _NOT.isdisjoint(scene.words[max(scene.first, k - _CLAIM_REACH) : k])
