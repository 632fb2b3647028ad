"""The roles of a noun: nationality adjective, genitive, light verb, prepositions (قصف الطائرات لـ)."""

from __future__ import annotations

from extractors.countries import demonym_at, is_joined, names
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.clauses import (
    bare_noun,
    barrier,
    behind_approximation,
    by_whom,
    clause_start,
    is_where,
    next_phrase,
    with_joined,
)
from extractors.plover.sentence.light_verbs import LIGHT_REACH, carrier, hit
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import Roles, Side, antecedent, can_be, reciprocal, side_end
from extractors.plover.trigger.triggers import ON_WHOM, Trigger
from extractors.records import Participant
from extractors.rules import clitic_length
from extractors.text import fold, folded_words, without_article

# Adjectives of bodies that are no countries, with PLOVER's codes.
_BODIES = {"اوروبي": "EUR", "اوروبيه": "EUR", "اممي": "UNO", "امميه": "UNO", "اطلسي": "IGO"}
_PLANNING = folded_words(
    "يعتزم تعتزم ينوي تنوي قرر قررت يقرر بدأ بدأت يواصل تواصل واصل واصلت تبنى تبنت"
)
# Masdars whose nationality adjective tells an army: غارة إسرائيلية, قصف تركي.
_ATTACKERS = frozenset(("MIL", "REB", "UAF", "COP", "CRM", "PRM"))
_MEANWHILE = folded_words("خلال في بعد أثناء وسط عقب إثر")
_ACTING = frozenset(("armed", "state", "role", "country", "igo", "group"))
_UNDERGOING = frozenset(("group", "target", "armed", "place"))
_DONE = folded_words("تم تمت يتم تتم سيتم ستتم جرى جرت يجري تجري")  # تمت إدانته
# محاولات اغتيال خطيرة: how it was.
_QUALITIES = folded_words(
    "خطيرة خطير فاشلة فاشل جديدة جديد متعددة كبيرة واسعة عنيفة أخرى سابقة مماثلة متكررة متفرقة"
)
_FIGHT = folded_words("قتال محاربة مقاتلة")
_SUCCESS = fold("نجاح")
_AIMS = folded_words("حتى بغية بهدف")
# Attacks that are named by where they were: هجمات باريس.
_LEVIES = folded_words("تسليح تدريب حشد نشر إرسال تعزيز تعبئة تجنيد")
_STRUCK = folded_words("هجوم هجمات هجمة اعتداءات تفجيرات")
_ARMY_MODES = frozenset(("aerial", "heavy-weapons"))


def masdar_roles(scene: Scene, trigger: Trigger, carried: Side) -> Roles:
    """A noun's roles: nationality adjective, genitive, light verb, prepositions."""
    sense = trigger.sense
    actors: Side = by_whom(scene, trigger)
    recipients: Side = ()
    rest, adjective = adjectives(scene, trigger)
    chained = behind_approximation(scene, _chain_end(scene, trigger))
    if chained > trigger.last:
        rest = chained
    genitive = next_phrase(scene, chained, 1 if rest == chained else 0)
    role, subject, behind = carrier(scene, trigger)
    if trigger.lemma.split()[-1] in ON_WHOM:
        recipients = _seized(scene, trigger)
    elif trigger.pronoun:
        known = all(isinstance(p, Phrase) and can_be(scene, p, trigger) for p in carried)
        several = trigger.pronoun in ("ه", "ها") and len(carried) > 1
        owner = (carried if known and not several else ()) or antecedent(scene, trigger, ())
        undergone = sense.genitive == "recipient" or scene.words[trigger.first - 1] in _DONE
        if undergone and sense.mode != "visit":
            recipients = owner
        else:
            actors = actors or owner
    elif genitive and rest == chained and not trigger.definite:
        joined = with_joined(scene, genitive)
        rest = side_end(joined)
        if _is_actor(scene, trigger, genitive, rest) or _undergone_behind(scene, genitive, rest):
            actors = actors or joined
        elif trigger.sense.genitive != "actor":
            recipients = joined
    elif sense.genitive == "recipient" and not trigger.definite and rest == chained:
        weapon = any(i == rest for i, _ in scene.modes)  # انفجار قنبلة
        bare = None if weapon or _qualifies(scene, rest) else bare_noun(scene, rest)
        named = bare is not None and fold(bare.text.split()[0]) not in _QUALITIES
        recipients = (bare,) if bare and named else ()
    if subject and role == "perform":
        actors = actors or subject
    elif subject:
        recipients = recipients or _on_whom(scene, trigger) or subject
    actors = actors or ((adjective,) if adjective else ()) or _planner(scene, trigger)
    actors = actors or _achiever(scene, trigger) or _aiming(scene, trigger)
    actors = actors or _attacker(scene, trigger, rest)
    recipients = recipients or _undergoing(scene, trigger, max(rest, behind), actors)
    actors = actors or _other_side(scene, trigger, recipients, carried)
    return reciprocal(trigger, Roles(actors, recipients, "light-verb" if subject else "masdar"))


def _qualifies(scene: Scene, i: int) -> bool:
    """قصف شنيع, هجوم مباغت: one word without the article behind a noun, with nothing of its own, may be an
    adjective."""
    words = scene.document.words
    alone = i + 1 >= scene.last or not words[i + 1].startswith("ال")
    return (
        i < scene.last
        and alone
        and len(words[i]) > 2
        and words[i][-2] == "ي"
        and len(words[i]) == 4
    )


def _other_side(scene: Scene, trigger: Trigger, recipients: Side, carried: Side) -> Side:
    """أسرت المقاومة جنديا خلال الاشتباكات مع الميليشيا, تقدم الجيش بالتنسيق مع: who acts in the clause is
    the one side of what is done مع the other."""
    mutual = trigger.sense.needs == "clash" or trigger.sense.event_type == "COOPERATE"
    other = recipients[0] if recipients else None
    if not mutual or not isinstance(other, Phrase) or other.preposition != "مع" or other in carried:
        return ()
    meanwhile = scene.tokens[trigger.first - 1].folded in _MEANWHILE or trigger.clitic.endswith("ب")
    acting = all(isinstance(p, Phrase) and p.klass in _ACTING for p in carried)
    return carried if meanwhile and acting else ()


def _attacker(scene: Scene, trigger: Trigger, rest: int) -> Side:
    """هجوم لتنظيم, غارات للتحالف: whose attack it is, where no genitive says so."""
    if trigger.sense.event_type != "ASSAULT" or trigger.sense.genitive == "recipient":
        return ()
    for phrase in scene.phrases:
        if phrase.first >= rest and phrase.preposition in ("ل", "لل"):
            armed = phrase.participant.sector in _ATTACKERS
            return with_joined(scene, phrase) if armed and phrase.first - rest <= 1 else ()
    return ()


def _undergone_behind(scene: Scene, genitive: Phrase, rest: int) -> bool:
    """قتل الحوثيين لمدنيين, استهداف الحوثيين مطار عدن: ل or an object tells who undergoes, so the genitive
    acts."""
    armed = genitive.participant.sector in _ATTACKERS
    marks = ("ل", "لل", "") if armed and genitive.definite else ("ل", "لل")
    known = genitive.named or genitive.definite or genitive.klass in ("role", "country", "state")
    undergoing = _UNDERGOING | _ACTING if known else _UNDERGOING
    return any(
        p.first == rest and p.preposition in marks and not p.joined and p.klass in undergoing
        for p in scene.phrases
    )


def _on_whom(scene: Scene, trigger: Trigger) -> Side:
    """واجهت الشركة أزمات منها القبض على مديرها: whom the noun's own preposition marks."""
    if not trigger.lemma.endswith(" علي"):
        return ()
    behind = next((p for p in scene.phrases if p.first == trigger.last), None)
    return with_joined(scene, behind) if behind else ()


def _seized(scene: Scene, trigger: Trigger) -> Side:
    """تم القبض عليه: the person named last in front of it."""
    for phrase in reversed(scene.phrases):
        if phrase.last <= trigger.first and phrase.klass in ("person", "group", "armed", "role"):
            return (phrase,) if phrase.participant.sector not in ("COP", "MIL", "GOV") else ()
    return ()


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


def _achiever(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """نجاح المقاومة في استعادة البلدة: whose success it is."""
    words = scene.words
    if trigger.first == scene.first or words[trigger.first - 1] != "في":
        return ()
    reach = range(trigger.first - 2, max(scene.first, trigger.first - LIGHT_REACH) - 1, -1)
    k = next((k for k in reach if words[k].lstrip("وبل") == _SUCCESS), None)
    phrase = next_phrase(scene, k + 1, 0) if k is not None else None
    return with_joined(scene, phrase) if phrase and phrase.klass in _ACTING else ()


def _aiming(scene: Scene, trigger: Trigger) -> tuple[Phrase, ...]:
    """تقدم الجيش بغية استعادة البلدة: the armed subject of the clause aims at what it fights for."""
    i = trigger.first - 1
    if trigger.sense.event_type != "ASSAULT" or scene.words[i] not in _AIMS:
        return ()
    start, relative = clause_start(scene, i)
    fighting = (
        p for p in scene.phrases
        if start <= p.first and p.last <= i and not p.preposition and p.participant.sector in _ATTACKERS
    )  # fmt: skip
    first = None if relative else next(fighting, None)
    return with_joined(scene, first) if first else ()


def _undergoing(scene: Scene, trigger: Trigger, rest: int, actors: Side) -> Side:
    """Whom a preposition marks or a verb of hitting names, whichever stands first."""
    marked = _recipients_of_noun(scene, trigger, rest, actors)
    struck = hit(scene, trigger, rest) if trigger.sense.event_type == "ASSAULT" else ()
    first = [side[0].first for side in (marked, struck) if side and isinstance(side[0], Phrase)]
    if marked and struck and first:
        return marked if isinstance(marked[0], Phrase) and marked[0].first == min(first) else struck
    return struck or marked


def _is_actor(scene: Scene, trigger: Trigger, genitive: Phrase, rest: int) -> bool:
    """قصف الطائرات لـ: who bombs; قصف المدينة: who is bombed."""
    if genitive.klass == "country" and trigger.lemma in _STRUCK and not _is_aimed(scene, rest):
        return False  # هجمات باريس
    if trigger.lemma in _FIGHT and not _is_fought(scene, rest):
        return False  # قتال المتمردين
    if trigger.sense.event_type == "AGREE" and genitive.klass in ("country", "place"):
        return not _is_capital(scene, genitive)
    if trigger.sense.event_type == "MOBILIZE" and not genitive.definite:
        return trigger.lemma not in _LEVIES  # حشد مقاتلين
    if trigger.sense.genitive != "auto":
        return trigger.sense.genitive == "actor" and genitive.klass not in ("place", "target")
    if genitive.klass in ("target", "place") or genitive.participant.sector == "CVL":
        return False
    return genitive.participant.sector is not None or genitive.klass in ("state", "igo")


def _is_fought(scene: Scene, rest: int) -> bool:
    """قتال الجيش ضد: whether it is told whom one fights, right behind."""
    return any(
        p.preposition in ("ضد", "مع", "علي") and 0 <= p.first - rest <= 2 for p in scene.phrases
    )


def _is_capital(scene: Scene, genitive: Phrase) -> bool:
    """اتفاق فيينا, مباحثات جنيف: named by where it was made."""
    row = names().get(genitive.participant.text)
    return row is None or row["kind"] == "capital"


def _is_aimed(scene: Scene, rest: int) -> bool:
    """هجوم إسرائيل على: whether it is told on whom, right behind."""
    return any(p.preposition in ("علي", "ضد") and 0 <= p.first - rest <= 2 for p in scene.phrases)


def _recipients_of_noun(scene: Scene, trigger: Trigger, rest: int, actors: Side) -> Side:
    marks = trigger.sense.recipient - ({"obj"} if trigger.definite or not actors else set())
    for phrase in scene.phrases:
        if phrase.first < rest or phrase in actors or phrase.joined:
            continue
        if phrase.first - rest > LIGHT_REACH + 3 or barrier(scene, rest, phrase.first):
            break
        seat = phrase.preposition == "ب" and phrase.klass == "target"
        if seat and trigger.sense.event_type == "CONSULT":
            continue  # اجتماع بمقر الأمانة
        if is_where(phrase) and trigger.sense.mode != "withdraw":
            continue
        if phrase.preposition in marks or (phrase.preposition == "لل" and "ل" in marks):
            return with_joined(scene, phrase)
        either = (
            phrase.first > rest and scene.words[phrase.first - 1] == "او"
        )  # هجمات الجيش أو المتمردين
        if not phrase.preposition and "obj" in marks and phrase.first - rest <= 1 and not either:
            return with_joined(scene, phrase)
    return ()


def adjectives(scene: Scene, trigger: Trigger) -> tuple[int, Participant | None]:
    """Where a noun's adjectives end, and the nation one of them tells (غارة جوية إسرائيلية)."""
    k, nation = trigger.last, None
    while k < min(scene.last, trigger.last + 4):
        found = demonym_at(scene.document, k)
        word = scene.tokens[k].folded
        if found and any(p.first == k for p in scene.phrases):
            break  # مقتل فلسطيني: a person
        if found and found[0].definite and not trigger.definite:
            break  # مقتل النمساوية
        if found and found[0].number == "s" and not is_joined(word):
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
