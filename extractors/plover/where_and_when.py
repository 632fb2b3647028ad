"""Where and when: of the places and dates around an event, those that are told of it.

A date or a place belongs to an event of its own clause: "قصفت الطائرات البلدة، وأعلن المتحدث أمس" dates what
was said. What is only said, asked or condemned happens where the speaker is, not where the matter is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.countries import names
from extractors.lookups import remembered
from extractors.plover.noun_phrases.phrase_words import is_imperfect
from extractors.plover.noun_phrases.phrases import CAPITAL, PREPOSITIONS, Phrase
from extractors.plover.sentence.clauses import RELATIVES, SUBORDINATORS
from extractors.plover.sentence.event_days import is_day
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.records import Date, Mention, Participant, Place
from extractors.text import folded_words

_SAID = frozenset(("ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AGREE"))
_CLAUSES = SUBORDINATORS - folded_words("« “ ـ :")
# Behind these another event is told, which what stands behind it belongs to.
_BEFORE_OTHERS = folded_words("عقب بعد قبل منذ غداة قبيل بعيد")
_PARTIES = folded_words("مع ضد عن بين")
_NOT_ON = folded_words("منذ حتى لغاية")
_LOCATED = folded_words("في قرب وسط شمال جنوب شرق غرب داخل قبالة بالقرب غربي شرقي جنوبي شمالي")
# Characters by which a place counts as farther: in another clause, before the trigger, a whole country.
_ELSEWHERE, _BEFORE, _COUNTRY, _UNLOCATED = 300, 40, 40, 20


class Setting(NamedTuple):
    """A value and where it was found: sentence or neighbour; ``apart`` in another clause of the sentence."""

    value: str
    country: str | None
    evidence: str
    apart: bool = False


def place_of(
    scene: Scene,
    trigger: Trigger,
    recipients: Sequence[Phrase | Participant],
    before: Sequence[Mention],
    home: str | None,
) -> Setting | None:
    """The place that was attacked, else the one of the sentence nearest to the trigger, in its clause and
    behind it first; else the neighbour's, whole countries only where the article is of them (``home``)."""
    places = [(m, m.fact) for m in scene.mentions.get("place", ()) if isinstance(m.fact, Place)]
    if trigger.sense.event_type in _SAID:
        places = [(m, place) for m, place in places if _is_said_there(scene, trigger, m)]
        return _setting(places[0][1], "sentence") if places else None
    struck = trigger.sense.event_type == "ASSAULT" or trigger.sense.mode == "visit"
    targets = {p.span_start for p in recipients if isinstance(p, Phrase) and struck}
    plain = [
        (m, place)
        for m, place in places
        if m.span_start in targets
        or _is_located(scene, m)
        or not (place.acts_as or _is_land(place) or _is_party(scene, m))
    ]
    if plain:
        alone = len(plain) == 1
        near = (
            plain[0]
            if alone
            else min(
                plain, key=lambda p: (p[0].span_start not in targets, _distance(scene, trigger, *p))
            )
        )
        k = scene.document.token_at(near[0].span_start)
        apart = _is_apart(scene, trigger, k, k + 1) or _is_told_of_others(scene, trigger, k)
        return _setting(near[1], "sentence")._replace(apart=apart)
    for m in reversed(before):
        if not isinstance(m.fact, Place) or m.fact.acts_as:
            continue
        if not _is_land(m.fact) or m.fact.country == home:
            return _setting(m.fact, "neighbour")
    return None


def _is_party(scene: Scene, mention: Mention) -> bool:
    """الهدنة مع أنقرة: with whom, not where."""
    k = scene.document.token_at(mention.span_start)
    return k > scene.first and scene.words[k - 1] in _PARTIES


def _is_land(place: Place) -> bool:
    """Whether a place is a whole country."""
    return _names_land(place.name)


@remembered
def _names_land(name: str) -> bool:
    row = names().get(name)
    return row is not None and row["kind"] == "name"


def _setting(place: Place, evidence: str) -> Setting:
    return Setting(place.name, place.country, evidence)


def _distance(scene: Scene, trigger: Trigger, mention: Mention, place: Place) -> int:
    """Characters to the trigger, and more for what is less likely to be the place."""
    start, k = scene.tokens[trigger.first].start, scene.document.token_at(mention.span_start)
    return (
        abs(mention.span_start - start)
        + _BEFORE * (mention.span_start < start)
        + _COUNTRY * _is_land(place)
        + _UNLOCATED * (not _is_located(scene, mention))
        + _ELSEWHERE * _is_apart(scene, trigger, k, k + 1)
    )


def _is_located(scene: Scene, mention: Mention) -> bool:
    """في عدن, بصنعاء, بالعاصمة تونس, داخل الأراضي السورية: a place that a preposition marks as such."""
    k = scene.document.token_at(mention.span_start)
    token = scene.tokens[k]
    joined = mention.span_start > token.start and token.folded.lstrip("وف")[:1] == "ب"
    if k > scene.first and scene.words[k - 1].endswith(CAPITAL):
        k -= 1
        joined = scene.words[k].removesuffix(CAPITAL).strip("وف") == "ب"
    return joined or (k > scene.first and scene.words[k - 1] in _LOCATED)


def _is_said_there(scene: Scene, trigger: Trigger, mention: Mention) -> bool:
    """دعا الوزير في القاهرة إلى: with its preposition right behind the verb and its subject, or in front."""
    k = scene.document.token_at(mention.span_start)
    if not _is_located(scene, mention) or _is_apart(scene, trigger, k, k + 1):
        return False
    between = range(trigger.last, k - 1) if k > trigger.first else range(k + 1, trigger.first)
    return not any(
        i in scene.nouns or (scene.words[i] in PREPOSITIONS and i + 1 not in scene.dated)
        for i in between
    )


def date_of(scene: Scene, trigger: Trigger, goes_on: bool) -> Setting | None:
    """The date nearest to the trigger of those told in its clause, or in the one that it goes on from with
    the same subject (``goes_on``: زار الوزير البلدة أمس، والتقى)."""
    start = scene.tokens[trigger.first].start
    days = [
        (abs(m.span_start - start), m.fact.value)
        for m in scene.mentions.get("date", ())
        if isinstance(m.fact, Date)
        and m.fact.value
        and is_day(m.fact)
        and _is_on(scene, trigger, m, goes_on)
    ]
    return Setting(min(days)[1].split("T")[0], None, "sentence") if days else None


def _is_on(scene: Scene, trigger: Trigger, mention: Mention, goes_on: bool) -> bool:
    """Whether a date is the day of the event: not منذ the date, and no other clause's."""
    first, last = scene.document.tokens_of(mention.span_start, mention.span_end)
    if first > scene.first and scene.words[first - 1] in _NOT_ON:
        return False
    return not _is_apart(scene, trigger, first, last, goes_on)


def _is_apart(scene: Scene, trigger: Trigger, first: int, last: int, goes_on: bool = False) -> bool:
    """Whether another clause starts between a trigger and the tokens ``first`` to ``last``. What attacks
    and what they cost is told together (قتل ثلاثة في الهجوم الذي وقع أمس)."""
    start, end = (trigger.last, first) if first > trigger.first else (last, trigger.first)
    words, dated = scene.words[start:end], scene.dated
    together = trigger.sense.event_type == "ASSAULT" and all(
        t.sense.event_type == "ASSAULT" for t in scene.triggers if start <= t.first < end
    )
    if not together and not (
        RELATIVES.isdisjoint(words) and scene.verbs.isdisjoint(range(start, end))
    ):
        return True
    if not (_CLAUSES_APART if together or goes_on else _CLAUSES).isdisjoint(words):
        return True
    if not _BEFORE_OTHERS.isdisjoint(words) and any(
        word in _BEFORE_OTHERS and k + 1 not in dated and k not in dated
        for k, word in enumerate(words, start)
    ):
        return True
    resumed = trigger.first - 1 if goes_on else -1
    marks = [k for k, word in enumerate(words, start) if word in _MARKS and k != resumed]
    return any(_starts_on(scene, k) for k in marks)


def _is_told_of_others(scene: Scene, trigger: Trigger, k: int) -> bool:
    """احتجزت شخصين كانا على اتصال مع من يحاربون في سوريا: a verb of its own between trigger and place."""
    return any(map(_is_of_others, scene.words[trigger.last : k]))


@remembered
def _is_of_others(folded: str) -> bool:
    return folded in _BEING or (len(folded) > 4 and is_imperfect(folded))


_BEING = folded_words("كانا كانوا كانتا كن")
_CLAUSES_APART = _CLAUSES - folded_words("عندما حيث لما حين")
_MARKS = frozenset("،,؛;")


def _starts_on(scene: Scene, k: int) -> bool:
    """، وأعلن المتحدث: a mark and a joined word that goes on with no name, number or date."""
    if k + 1 >= scene.last:
        return False
    token = scene.tokens[k + 1]
    named = k + 1 in scene.dated or any(p.first == k + 1 for p in scene.phrases)
    return token.kind == "w" and token.folded[0] in "وف" and len(token.folded) > 3 and not named
