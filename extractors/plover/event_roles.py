"""Who acts and who undergoes: actor and recipient of a trigger from where the phrases stand.

Verb first (قصفت الطائرات المدينة), subject first (الطائرات قصفت), relative (الهجمات التي شنتها
الطائرات), passive with من قبل or without, masdar with its genitive and prepositions, light verbs
(شن الجيش هجوماً على), coordinated verbs that share a subject, and subjects left out.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.countries import demonym_at
from extractors.plover.agreement import agrees
from extractors.plover.clauses import (
    SUBORDINATORS,
    bare_noun,
    barrier,
    behind_aside,
    by_whom,
    clause_start,
    next_phrase,
    with_joined,
)
from extractors.plover.event_conditions import INTRANSITIVE
from extractors.plover.participants import Phrase
from extractors.plover.scene import Scene
from extractors.plover.triggers import Trigger, is_trigger_word
from extractors.records import Participant
from extractors.rules import clitic_length, load_rows
from extractors.text import folded_words, without_article
from extractors.verbs import Form, conjugate

# Adjectives of bodies that are no countries, with PLOVER's codes.
_BODIES = {"اوروبي": "EUR", "اوروبيه": "EUR", "اممي": "UNO", "امميه": "UNO", "اطلسي": "IGO"}
_FIELD = frozenset(("ASSAULT", "MOBILIZE", "RETREAT"))
_VERBAL = frozenset(("REJECT", "ACCUSE", "SUPPORT", "AGREE", "REQUEST"))
# What breaks out by itself: خرجت مظاهرات has no subject but the event.
_PLANNING = folded_words(
    "يعتزم تعتزم ينوي تنوي قرر قررت يقرر بدأ بدأت يواصل تواصل واصل واصلت تبنى تبنت"
)
_INTRANSITIVE = folded_words("خرج اندلع انطلق عم تجدد امتد انفجر اجتاح")
_SPOKEN = _VERBAL | {"THREATEN"}
_MUTUAL = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE"))
_NONE: frozenset[str] = frozenset()
_MAIN_REACH = 6
_SUBJECT_REACH = 6
_OBJECT_REACH = 4
_PREPOSITION_REACH = 16
_LIGHT_REACH = 7
_ARMED_SECTORS = frozenset(("MIL", "REB", "UAF", "COP", "CRM", "SPY", "PRM"))
# Masdars whose nationality adjective tells an army: غارة إسرائيلية, قصف تركي.
_ARMY_MODES = frozenset(("aerial", "heavy-weapons"))


class Roles(NamedTuple):
    """Actors and recipients, the construction they were read from, and the subject to carry on."""

    actors: tuple[Phrase | Participant, ...]
    recipients: tuple[Phrase | Participant, ...]
    rule: str


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


def roles(scene: Scene, trigger: Trigger, carried: tuple[Phrase | Participant, ...]) -> Roles:
    """The roles of a trigger; ``carried`` is the subject of the verb before, for subjects left out."""
    if trigger.form is None:
        return _masdar(scene, trigger, carried)
    if trigger.form.tense == "participle":
        subject = _main_subject(scene, trigger)
        actors = subject or _subject_before(scene, trigger) or carried
        return Roles(actors, _recipients(scene, trigger, trigger.end, ()), "participle")
    return _verb(scene, trigger, carried)


def _subject_before(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """The subject in front of a verb: a relative's antecedent, else the clause's first bare phrase."""
    start, relative = clause_start(scene, trigger.first)
    beside = next((p for p in scene.phrases if p.last == trigger.first), None)
    if beside and trigger.form and trigger.form.number != "s" and beside.klass != "place":
        return _whole(scene, beside)  # شاهد مسلحين يطلقون: who does it stands right before the verb
    if relative:
        before = [p for p in scene.phrases if p.last <= start and start - p.last <= 2]
        return with_joined(scene, before[-1]) if before else ()
    bare = [
        p for p in scene.phrases
        if start <= p.first and p.last <= trigger.first and not p.preposition and not p.joined
        and p.klass not in ("place", "target")
    ]  # fmt: skip
    if len(bare) > 1 and _in_apposition(scene, bare[-1]):
        office, person = bare[0].participant, bare[-1].participant
        merged = Participant(
            person.text, person.country or office.country, office.sector or person.sector
        )
        return (bare[-1]._replace(klass="role", participant=merged),)
    return with_joined(scene, bare[0]) if bare else ()


def _whole(scene: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """A phrase with those that it is joined to."""
    head = phrase
    for other in reversed(scene.phrases):
        if head.joined and other.last == head.first:
            head = other
    return with_joined(scene, head)


def _main_subject(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """قال الوزير إن ...، داعياً: who says goes on acting; the first phrase near the sentence's start."""
    form = trigger.form
    for phrase in scene.phrases:
        if phrase.last > trigger.first or (
            phrase.first - scene.first > _MAIN_REACH
            and (phrase.klass != "person" or barrier(scene, scene.first, phrase.first))
        ):
            return ()
        if phrase.preposition or phrase.joined or phrase.klass in ("place", "target"):
            continue
        known = phrase.participant.sector or phrase.participant.country
        if phrase.klass == "neutral" and not (phrase.definite and known):
            continue
        return with_joined(scene, phrase) if form and agrees(scene, form, phrase) else ()
    return ()


def _in_apposition(scene: Scene, phrase: Phrase) -> bool:
    """المدير العام ...، الفريق إلكاي ألتنداغ، زار: the name between commas is who the office is."""
    named = any(k in scene.people for k in range(phrase.first, phrase.last))
    return named and phrase.first > scene.first and scene.tokens[phrase.first - 1].text == "،"


def _verb(scene: Scene, trigger: Trigger, carried: tuple[Phrase | Participant, ...]) -> Roles:
    form = trigger.form
    assert form is not None
    deed = _deed(scene, trigger)
    if deed:
        return deed
    goes_on = trigger.clitic or scene.tokens[trigger.first - 1].folded == "ثم"
    before = () if goes_on else _subject_before(scene, trigger)
    after = next_phrase(scene, behind_aside(scene, trigger.last, _NONE), _SUBJECT_REACH)
    adjacent = (
        after is not None
        and after.case != "oblique"
        and form.number == "s"
        and agrees(scene, form, after)
    )
    if (
        before
        and not trigger.pronoun
        and after is not None
        and scene.tokens[trigger.last - 1].folded not in SUBORDINATORS
    ):
        adjacent = adjacent and before[0].first > trigger.last
    subject: tuple[Phrase | Participant, ...]
    rest: int
    if trigger.lemma in INTRANSITIVE and is_trigger_word(scene.tokens[trigger.end - 1]):
        return Roles((), _recipients(scene, trigger, trigger.end, ()), "verb-subject")
    if adjacent and after is not None:
        subject = with_joined(scene, after)
        rest, rule = scene_end(subject), "verb-subject"
    else:
        subject, rest = before or carried or _topic(scene, trigger), trigger.last
        if not subject and trigger.sense.event_type in _SPOKEN:
            subject = _main_subject(scene, trigger)
        rule = "subject-verb" if before else "subject-carried"
    return _reciprocal(trigger, _voiced(scene, trigger, subject, rest, rule))


def _deed(scene: Scene, trigger: Trigger) -> Roles | None:
    """قتلت غارة إسرائيلية خمسة: the subject is itself an attack, its nation acts."""
    if trigger.sense.event_type != "ASSAULT":
        return None
    for deed in scene.triggers:
        if deed.first == trigger.last and deed.form is None and deed.sense.event_type == "ASSAULT":
            rest, nation = _adjectives(scene, deed)
            if nation:
                return Roles((nation,), _object(scene, trigger, rest), "verb-subject")
    return None


def _reciprocal(trigger: Trigger, read: Roles) -> Roles:
    """وقّع لبنان وقبرص اتفاقاً: what takes مع is done to one another; the first acts with the others."""
    mutual = trigger.sense.event_type in _MUTUAL and "مع" in trigger.sense.recipient
    if not mutual or read.recipients or len(read.actors) < 2:
        return read
    return Roles(read.actors[:1], read.actors[1:], read.rule)


def _topic(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """حققت القوات تقدماً، إذ سيطرت على: the first acting phrase of the sentence goes on acting."""
    if trigger.sense.event_type not in _FIELD or trigger.pronoun:
        return ()
    for phrase in scene.phrases:
        if phrase.last <= trigger.first and not phrase.preposition and phrase.klass == "armed":
            return (phrase,)
    return ()


def scene_end(phrases: tuple[Phrase | Participant, ...]) -> int:
    """The token behind the last of some phrases."""
    return max((p.last for p in phrases if isinstance(p, Phrase)), default=0)


def _voiced(
    scene: Scene,
    trigger: Trigger,
    subject: tuple[Phrase | Participant, ...],
    rest: int,
    rule: str,
) -> Roles:
    """Subject to actor or recipient: by the verb's own voice, or by whether an object stands there."""
    sense = trigger.sense
    by = by_whom(scene, trigger.last)
    if sense.subject == "recipient" or by:
        return Roles(by, subject, "passive")
    if trigger.pronoun and sense.subject in ("actor", "either"):
        owner = _antecedent(scene, trigger, subject)
        return Roles(subject, owner, "object-pronoun")
    objects = _recipients(scene, trigger, max(rest, trigger.last), subject)
    if sense.subject == "either" and not objects:
        return Roles((), subject, "passive")
    if sense.subject == "host":
        return Roles(objects, subject, rule)
    return Roles(subject, objects, rule)


def _antecedent(
    scene: Scene, trigger: Trigger, subject: tuple[Phrase | Participant, ...]
) -> tuple[Phrase, ...]:
    """Who a pronoun on the trigger means: the nearest phrase before it that is not the subject."""
    for phrase in reversed(scene.phrases):
        if phrase.last <= trigger.first and phrase not in subject and phrase.klass != "place":
            return (phrase,)
    return ()


def _recipients(
    scene: Scene, trigger: Trigger, rest: int, subject: tuple[Phrase | Participant, ...]
) -> tuple[Phrase | Participant, ...]:
    marks = trigger.sense.recipient
    if "obj" in marks:
        found = _object(scene, trigger, rest)
        if found:
            return found
    for phrase in scene.phrases:
        if phrase.first < rest or phrase in subject or phrase.joined:
            continue
        if phrase.first - rest > _PREPOSITION_REACH or barrier(scene, rest, phrase.first):
            break
        if phrase.preposition in marks or (phrase.preposition == "لل" and "ل" in marks):
            return with_joined(scene, phrase)
    return ()


def _object(scene: Scene, trigger: Trigger, rest: int) -> tuple[Phrase | Participant, ...]:
    rest = behind_aside(scene, rest, trigger.sense.recipient)
    phrase = next_phrase(scene, rest, _OBJECT_REACH)
    if phrase:
        return with_joined(scene, phrase)
    bare = bare_noun(scene, rest, trigger.sense.event_type in _VERBAL)
    return (bare,) if bare else ()


def _masdar(scene: Scene, trigger: Trigger, carried: tuple[Phrase | Participant, ...]) -> Roles:
    """A noun's roles: nationality adjective, genitive, light verb, prepositions."""
    sense = trigger.sense
    actors: tuple[Phrase | Participant, ...] = by_whom(scene, trigger.last)
    recipients: tuple[Phrase | Participant, ...] = ()
    rest, adjective = _adjectives(scene, trigger)
    chained = _chain_end(scene, trigger)
    if chained > trigger.last:
        rest = chained
    genitive = next_phrase(scene, chained, 1 if rest == chained else 0)
    role, subject, behind = _light(scene, trigger)
    if trigger.pronoun:
        owner = carried or _antecedent(scene, trigger, ())
        if sense.genitive == "recipient":
            recipients = owner
        else:
            actors = actors or owner
    elif genitive and rest == chained and not trigger.definite:
        joined = with_joined(scene, genitive)
        rest = scene_end(joined)
        if _is_actor(scene, trigger, genitive, rest):
            actors = actors or joined
        elif trigger.sense.genitive != "actor":
            recipients = joined
    elif sense.genitive == "recipient" and not trigger.definite and rest == chained:
        bare = bare_noun(scene, rest)
        recipients = (bare,) if bare else ()
    if subject and role == "perform":
        actors = actors or subject
    elif subject:
        recipients = recipients or subject
    actors = actors or ((adjective,) if adjective else ()) or _planner(scene, trigger)
    recipients = recipients or _undergoing(scene, trigger, max(rest, behind), actors)
    return Roles(actors, recipients, "light-verb" if subject else "masdar")


def _chain_end(scene: Scene, trigger: Trigger) -> int:
    """إغلاق ونهب ومصادرة مقرات: the token behind masdars that share a genitive."""
    end = trigger.last
    for other in scene.triggers:
        if other.form is None and other.first == end and other.clitic.startswith("و"):
            end = other.last
    return end


def _planner(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """تعتزم أنقرة تزويد, أنقرة تعتزم تزويد: who stands between a verb of planning and the noun."""
    for phrase in scene.phrases:
        before = scene.tokens[trigger.first - 1].folded
        if phrase.last == trigger.first - 1 and not phrase.preposition and before in _PLANNING:
            return (phrase,)
        if phrase.last == trigger.first and phrase.first > scene.first and not phrase.preposition:
            planned = scene.tokens[phrase.first - 1].folded.removeprefix("و") in _PLANNING
            return (phrase,) if planned else ()
    return ()


def _undergoing(
    scene: Scene, trigger: Trigger, rest: int, actors: tuple[Phrase | Participant, ...]
) -> tuple[Phrase | Participant, ...]:
    """Whom a preposition marks or a verb of hitting names, whichever stands first."""
    marked = _recipients_of_noun(scene, trigger, rest, actors)
    hit = _hit(scene, rest)
    first = [side[0].first for side in (marked, hit) if side and isinstance(side[0], Phrase)]
    if marked and hit and first:
        return marked if isinstance(marked[0], Phrase) and marked[0].first == min(first) else hit
    return hit or marked


def _is_actor(scene: Scene, trigger: Trigger, genitive: Phrase, rest: int) -> bool:
    """قصف الطائرات لـ: who bombs; قصف المدينة: who is bombed."""
    if trigger.sense.genitive != "auto":
        return trigger.sense.genitive == "actor" and genitive.klass not in ("place", "target")
    if genitive.klass in ("target", "place") or genitive.participant.sector == "CVL":
        return False
    return genitive.participant.sector is not None or genitive.klass in ("state", "igo")


def _recipients_of_noun(
    scene: Scene, trigger: Trigger, rest: int, actors: tuple[Phrase | Participant, ...]
) -> tuple[Phrase | Participant, ...]:
    marks = trigger.sense.recipient - ({"obj"} if trigger.definite or not actors else set())
    for phrase in scene.phrases:
        if phrase.first < rest or phrase in actors or phrase.joined:
            continue
        if phrase.first - rest > _LIGHT_REACH + 3 or barrier(scene, rest, phrase.first):
            break
        if phrase.preposition in marks or (phrase.preposition == "لل" and "ل" in marks):
            return with_joined(scene, phrase)
        if not phrase.preposition and "obj" in marks and phrase.first - rest <= 1:
            return with_joined(scene, phrase)
    return ()


def _adjectives(scene: Scene, trigger: Trigger) -> tuple[int, Participant | None]:
    """Where a noun's adjectives end, and the nation one of them tells (غارة جوية إسرائيلية)."""
    k, nation = trigger.last, None
    while k < min(scene.last, trigger.last + 4):
        found = demonym_at(scene.document, k)
        word = scene.tokens[k].folded
        if found and found[0].number == "s" and word[0] not in "وفبل":
            text = scene.document.text[
                scene.tokens[k].start + clitic_length(scene.tokens[k], "") : scene.tokens[
                    found[1] - 1
                ].end
            ]
            army = trigger.sense.mode in _ARMY_MODES
            nation = nation or Participant(text, found[0].country, "MIL" if army else None)
            k = found[1]
        elif without_article(word) in _BODIES:
            text = scene.tokens[k].text
            nation = nation or Participant(text, _BODIES[without_article(word)], None)
            k += 1
        elif word in scene.qualifiers:
            k += 1
        else:
            break
    return k, nation


def _light(scene: Scene, trigger: Trigger) -> tuple[str, tuple[Phrase, ...], int]:
    """The subject of a light verb in front of a noun (شن الجيش هجوماً) or behind it (هجوم شنه الجيش)."""
    for k in range(trigger.first - 1, max(scene.first, trigger.first - _LIGHT_REACH) - 1, -1):
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
    for k in range(trigger.last, min(scene.last, trigger.last + _LIGHT_REACH + 2)):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and found[1].pronoun and found[0] == "perform":
            phrase = next_phrase(scene, k + 1, 3)
            joined = with_joined(scene, phrase) if phrase else ()
            return found[0], joined, scene_end(joined)
    return "", (), 0


def _hit(scene: Scene, rest: int) -> tuple[Phrase | Participant, ...]:
    """هجوم استهدف دورية: what stands behind a verb of hitting."""
    for k in range(rest, min(scene.last, rest + _LIGHT_REACH + 3)):
        found = light_verbs().get(scene.tokens[k].folded)
        if found and found[0] == "hit" and not found[1].pronoun:
            phrase = next_phrase(scene, k + 1, 3)
            if phrase:
                return with_joined(scene, phrase)
            bare = bare_noun(scene, k + 1)
            return (bare,) if bare else ()
    return ()
