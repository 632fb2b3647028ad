"""The roles of a verb: its subject before or behind it, carried or left out, its object, its voice."""

from __future__ import annotations

from extractors.plover.conditions.protest_conditions import INTRANSITIVE
from extractors.plover.noun_phrases.phrases import PREPOSITIONS, Phrase
from extractors.plover.roles.masdar_roles import adjectives, masdar_roles
from extractors.plover.roles.objects import (
    GUNMEN,
    OBJECT_REACH,
    far_object,
    object_of,
    recipients_of,
    seizes,
    thing_before,
)
from extractors.plover.roles.subjects import (
    beside,
    is_within_that,
    main_subject,
    subject_before,
    topic,
)
from extractors.plover.sentence.agreement import agrees
from extractors.plover.sentence.clauses import (
    RELATIVES,
    SUBORDINATORS,
    behind_approximation,
    behind_aside,
    by_whom,
    clause_start,
    headed_phrase,
    with_joined,
)
from extractors.plover.sentence.scene import Scene
from extractors.plover.sentence.sides import VERBAL, Roles, Side, antecedent, reciprocal, side_end
from extractors.plover.sentence.violence import is_casualty
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.trigger_words import is_trigger_word
from extractors.text import fold, fold_word, folded_words, without_article
from extractors.verbs import Form

_SPOKEN = VERBAL | {"THREATEN"}
_NONE: frozenset[str] = frozenset()
_RESUMED_REACH = 4
_RESUMED = folded_words("عليه عليها عليهم عليهما عنه عنها عنهم")
_SUBJECT_REACH = 6
_BY_REACH = 6
_BUILDINGS = folded_words("مبنى مقر منزل بيت موقع مدينة بلدة قرية منطقة مطار ميناء محيط")
_COSTING = folded_words("أوقع أودى خلف حصد")
_TOLL = folded_words("قتلى جرحى ضحايا")
_CHARGING = folded_words("اتهم")
_HITTING = folded_words("استهدف قتل أوقع أودى")
_TO_IT = folded_words("إليه إليها إليهما")
_MARKING = folded_words("على إلى عن ضد")
_ARMED_DEEDS = frozenset(("ASSAULT", "MOBILIZE"))
_WITHIN = [[w] for w in folded_words("فيها فيه خلالها خلاله إثرها")]
_OF_THEM = folded_words("منهم منهما منهن منها")


def verb_roles(scene: Scene, trigger: Trigger, carried: Side) -> Roles:
    """The roles of a finite verb; ``carried`` is the subject of the verb before."""
    form = trigger.form
    assert form is not None
    deed = _deed(scene, trigger)
    if deed:
        return deed
    goes_on = trigger.clitic or scene.tokens[trigger.first - 1].folded == "ثم"
    happens_in = scene.document.words[trigger.last : trigger.last + 1] in _WITHIN
    before = () if goes_on else subject_before(scene, trigger)
    if happens_in:
        goes_back = bool(_fitting(scene, form, carried))
        before = beside(scene, trigger, ("", "من")) or (() if goes_back else before)
    rest = behind_aside(scene, trigger.last, _NONE)
    after, unknown = headed_phrase(scene, rest, _SUBJECT_REACH)
    if after is not None and _some_of_them(scene, trigger, after):
        doers = before or (carried if goes_on else ())
        rule = "subject-carried" if doers else "passive"
        return Roles(doers if doers != (after,) else (), (after,), rule)
    if happens_in and after is not None and after.counted and trigger.sense.subject == "either":
        return Roles((), with_joined(scene, after), "passive")  # معارك قتل فيها ثلاثون
    if before and after is not None and _resumes(scene, trigger, after):
        return Roles(with_joined(scene, after), before, "object-pronoun")
    subject: Side
    if _is_its_own_subject(scene, trigger):
        return Roles((), recipients_of(scene, trigger, trigger.end, ()), "verb-subject")
    if after is not None and _is_subject_behind(scene, trigger, rest, after, before, carried):
        subject = with_joined(scene, after)
        rest, rule = side_end(subject), "verb-subject"
    else:
        subject, rest = (
            before or (() if unknown else _fitting(scene, form, carried)) or topic(scene, trigger),
            trigger.last,
        )
        spoken = trigger.sense.event_type in _SPOKEN and not is_within_that(scene, trigger)
        if not subject and spoken:
            subject = main_subject(scene, trigger)
        if _is_relative(scene, trigger):
            subject = tuple(
                p for p in subject if isinstance(p, Phrase) and trigger.first - p.last <= 3
            )
        elif not before and _is_one_of_many(form, subject):
            subject = ()
        rule = "subject-verb" if before else "subject-carried"
    return reciprocal(trigger, _voiced(scene, trigger, subject, rest, rule))


def _is_subject_behind(
    scene: Scene,
    trigger: Trigger,
    rest: int,
    after: Phrase,
    before: tuple[Phrase, ...],
    carried: Side,
) -> bool:
    """وصل الوزير: whether the phrase behind a verb is its subject, not its object, place or toll."""
    form = trigger.form
    assert form is not None
    if after.case == "oblique" or form.number != "s" or not agrees(scene, form, after):
        return False
    if _is_marked(scene, rest, after):
        return False
    if before and not form.pronoun and scene.tokens[trigger.last - 1].folded not in SUBORDINATORS:
        told = after.case == "nominative" and after.first == trigger.last  # حين هاجم مستوطنون
        told = told or scene.document.words[trigger.last] in _TO_IT  # اتفاق توصلت إليه طهران
        told = told or _gathers(trigger, after)
        if not told and before[0].first <= trigger.last:
            return False
    if _goes_on_with(scene, trigger, after, carried) or _is_ground_of(trigger, after, before):
        return False
    return trigger.lemma not in _COSTING or not _is_toll(trigger, after)


def _is_relative(scene: Scene, trigger: Trigger) -> bool:
    """إلى أسرة فلان والذي قتل أمس: somebody that no phrase names, and nobody else."""
    return trigger.first > scene.first and scene.words[trigger.first - 1].lstrip("و") in RELATIVES


def _is_one_of_many(form: Form, subject: Side) -> bool:
    """ورفضوا الشروط: a verb in the plural has no single man for subject."""
    first = subject[0] if len(subject) == 1 else None
    if not isinstance(first, Phrase) or form.person != 3 or form.number not in ("p", "d"):
        return False
    one = first.klass == "armed" and first.participant.text.split()[0].endswith("ة")
    return first.named or (one and not first.counted)


def _fitting(scene: Scene, form: Form, carried: Side) -> Side:
    """The subject of the verb before, where this one agrees with it: أطلق ثلاثة النار وأصيبت tells of a woman."""
    first = carried[0] if carried else None
    fits = not isinstance(first, Phrase) or agrees(scene, form, first)
    return carried if fits else ()


def _is_marked(scene: Scene, rest: int, after: Phrase) -> bool:
    """فرضت حظرا على دخول 16 ألفا: a preposition in front of another word marks what stands behind that."""
    marked = any(w in _MARKING for w in scene.document.words[rest : after.first - 1])
    return marked and behind_approximation(scene, rest) == rest


def _is_its_own_subject(scene: Scene, trigger: Trigger) -> bool:
    """خرجت مظاهرة; not خرج الطلاب في مظاهرة."""
    needed = trigger.end - 1
    told = trigger.lemma in INTRANSITIVE and is_trigger_word(scene.tokens[needed])
    return told and scene.words[needed - 1] not in PREPOSITIONS


def _goes_on_with(scene: Scene, trigger: Trigger, after: Phrase | None, carried: Side) -> bool:
    """هاجمت الحركة الفندق واحتجزت 68 رهينة: who acted goes on, and whom a number counts undergoes it."""
    form, before = trigger.form, carried[0] if carried else None
    if not isinstance(before, Phrase) or form is None or form.gender != "f" or not trigger.clitic:
        return False
    counted = after is not None and after.counted and trigger.sense.subject == "either"
    acting = before.klass in ("armed", "state") or before.participant.sector in GUNMEN
    return counted and acting and agrees(scene, form, before)


def _gathers(trigger: Trigger, after: Phrase) -> bool:
    """تلبية لدعوة الأحزاب، تظاهر الآلاف: who protests stands right behind, for such a verb has no object."""
    return trigger.sense.event_type == "PROTEST" and after.first == trigger.last


def _is_ground_of(trigger: Trigger, after: Phrase | None, before: Side) -> bool:
    """سيطرت القوات على البلدة وهددت المدينة: a place behind a verb that somebody must do undergoes it; سيارات
    أحرقت في دونيتسك معقل المقاتلين: behind another place it only says which that is."""
    going = trigger.sense.event_type == "PROTEST"
    if going or after is None or after.klass not in ("place", "target"):
        return False
    head = without_article(fold_word(after.participant.text.split()[0]))
    thing = after.participant.sector is None or head in _BUILDINGS
    undergone = trigger.sense.subject == "actor" and ("obj" in trigger.sense.recipient or thing)
    return undergone or (bool(before) and after.first > trigger.last)


def _is_toll(trigger: Trigger, after: Phrase | None) -> bool:
    """أوقع 32 قتيلا, أودى بحياة سبعة أفغان: who was killed is no subject."""
    if after is None:
        return False
    lost = trigger.lemma == "اودي" and after.first >= trigger.end
    return lost or after.counted or fold(after.participant.text) in _TOLL


def _some_of_them(scene: Scene, trigger: Trigger, after: Phrase) -> bool:
    """قتل 29 منهم, وقتلت اثنين منهم: some of those named before undergo it."""
    undergone = trigger.sense.subject == "either" and not trigger.pronoun
    near = after.counted and after.first - trigger.last <= 1 and after.last < scene.last
    return undergone and near and scene.document.words[after.last] in _OF_THEM


def _resumes(scene: Scene, trigger: Trigger, after: Phrase) -> bool:
    """القذافي الذي ألقى مسلحون القبض عليه: a relative whose pronoun stands behind the verb's own subject."""
    form = trigger.form
    if form is None or trigger.pronoun or after.first > trigger.last or after.case == "oblique":
        return False
    relative = clause_start(scene, trigger.first)[1]
    behind = scene.document.words[after.last : min(scene.last, after.last + _RESUMED_REACH)]
    return relative and agrees(scene, form, after) and any(w in _RESUMED for w in behind)


def _qualified(scene: Scene, deed: Trigger) -> int:
    """The token behind a deed's adjectives, also those that no list knows: هجوما انتحاريا داميا."""
    end = adjectives(scene, deed)[0]
    while end < scene.last and end - deed.last < OBJECT_REACH and end not in scene.verbs:
        token = scene.tokens[end]
        if token.kind != "w" or token.folded in PREPOSITIONS or not token.folded.endswith("ا"):
            break
        end += 1
    return end


def _deed(scene: Scene, trigger: Trigger) -> Roles | None:
    """قتلت غارة إسرائيلية خمسة, هجوم مسلح استهدف دورية: the subject is itself an attack, whose doers act."""
    if trigger.sense.event_type != "ASSAULT":
        return None
    for deed in scene.triggers:
        if deed.first == trigger.last and deed.form is None and deed.sense.event_type == "ASSAULT":
            rest, nation = adjectives(scene, deed)
            if nation:
                return Roles((nation,), object_of(scene, trigger, rest), "verb-subject")
        beside = deed.last <= trigger.first and _qualified(scene, deed) == trigger.first
        violent = deed.form is None and deed.sense.event_type in _ARMED_DEEDS
        if beside and violent and not is_casualty(deed) and trigger.lemma in _HITTING:
            doers = masdar_roles(scene, deed, ()).actors
            return Roles(doers, object_of(scene, trigger, trigger.last), "subject-verb")
    return None


def _voiced(
    scene: Scene,
    trigger: Trigger,
    subject: Side,
    rest: int,
    rule: str,
) -> Roles:
    """Subject to actor or recipient: by the verb's own voice, or by whether an object stands there."""
    sense = trigger.sense
    by = by_whom(scene, trigger)
    if by and subject and sense.subject == "actor" and by[0].first - trigger.last > _BY_REACH:
        by = ()  # استدعت البحرين سفيرها بعد تصريحات من قبل المسؤولين
    if by and rule == "verb-subject" and _has_own_object(scene, trigger, rest, by[0]):
        by = ()
    if sense.subject == "recipient" or by:
        return Roles(by, subject, "passive")
    if trigger.pronoun and sense.subject in ("actor", "either"):
        thing = thing_before(scene, trigger)
        owner = (thing,) if thing else antecedent(scene, trigger, subject)
        return Roles(subject, owner, "object-pronoun")
    objects = recipients_of(scene, trigger, max(rest, trigger.last), subject)
    if not objects and seizes(trigger, subject):
        objects = far_object(scene, max(rest, trigger.last))
    if rule != "verb-subject" and _is_printed_passive(scene, trigger):
        return Roles((), objects or subject, "passive")
    if sense.subject == "either" and "obj" not in sense.recipient:
        impersonal = _is_impersonal(trigger, rule)
        return Roles((), objects, "passive") if impersonal else Roles(subject, objects, rule)
    charged = trigger.lemma in _CHARGING and rule == "verb-subject"  # يتهم فلان بأنه
    if not objects and (sense.subject == "either" or charged):
        charging = _charging(scene, trigger, subject) if charged else ()
        return Roles(charging, subject, "subject-carried" if charging else "passive")
    if sense.subject == "host":
        return Roles(objects, subject, rule)
    if sense.subject == "either" and _is_ground(subject):
        return Roles((), subject, "passive")
    return Roles(subject, objects, rule)


def _is_printed_passive(scene: Scene, trigger: Trigger) -> bool:
    """ألقي القبض عليه, not ألقى: folded they are one."""
    return trigger.lemma.startswith("القي") and scene.tokens[trigger.first].text.endswith("لقي")


def _is_ground(subject: Side) -> bool:
    """قصفت مواقع المقاتلين أمس: places undergo, and do nothing."""
    first = subject[0] if subject else None
    return isinstance(first, Phrase) and first.klass in ("place", "target")


def _has_own_object(scene: Scene, trigger: Trigger, rest: int, by: Phrase) -> bool:
    """قتل مسلحون رجل أمن، وأصيب آخر برصاص الشرطة: who has an object acts, and the other verb's doers do not."""
    other = next((t.first for t in scene.triggers if trigger.first < t.first < by.first), None)
    behind = next((p for p in scene.phrases if p.first >= rest), None) if other else None
    return behind is not None and not behind.preposition and behind.first == rest


def _charging(scene: Scene, trigger: Trigger, charged: Side) -> Side:
    """قالت الحكومة إن ...، واتهمت المعارضة بكذا: who speaks goes on, and charges whom the verb names."""
    if trigger.clitic != "و" or is_within_that(scene, trigger):
        return ()
    speaker = main_subject(scene, trigger)
    return () if set(speaker) & set(charged) else speaker


def _is_impersonal(trigger: Trigger, rule: str) -> bool:
    """أفرج عن السجين: a passive without subject, when nobody stands there and none is gone on with."""
    form = trigger.form
    alone = rule == "subject-carried" and not trigger.clitic
    return alone and form is not None and (form.gender, form.number) == ("m", "s")


def participle_roles(scene: Scene, trigger: Trigger, carried: Side) -> Roles:
    """قال الوزير ...، داعياً: who speaks acts."""
    actors = main_subject(scene, trigger) or subject_before(scene, trigger) or carried
    asked = recipients_of(scene, trigger, trigger.last, ())
    return Roles(actors, asked, "participle")
