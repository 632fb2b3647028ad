"""Is it an event at all? What a trigger's sentence must show besides the word itself.

Each row of the trigger lexicon names what it needs (``force``, ``armed``, ``state`` ...); figures of
speech, sports, films and deaths by accident are told apart by ``lexicons/non_events.tsv``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from extractors.lookups import remembered
from extractors.plover.phrases import PREPOSITIONS, Phrase
from extractors.plover.scene import Scene
from extractors.plover.triggers import Trigger
from extractors.records import Participant, Quantity
from extractors.rules import load_rows
from extractors.text import Document, folded_words, readings, tokenize

Words = tuple[str, ...]
ARMED = frozenset(("MIL", "REB", "UAF", "COP", "CRM", "SPY", "PRM"))
POLITICAL = frozenset(
    ("GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "COP", "IGO", "SPY", "ELI", "UAF")
)
AUTHORITIES = frozenset(("GOV", "COP", "MIL", "JUD", "REB", "LEG", "SPY", "UAF"))
CROWDS = frozenset(("CVL", "OPP", "EDU", "LAB", "PTY", "REL", "REF", "JRN", "SOC", "MED", "REB"))
_UNIONS = frozenset(("LAB", "MED", "EDU"))
_CASUALTY_LEMMAS = folded_words("قتل مقتل مصرع لقي استشهد استشهاد سقط اصيب جرح اصابه اودي اوقع")
# From so many words of sport on, and one in a hundred, an article is about sport.
_SPORT_WORDS, _SPORT_SHARE = 4, 0.01

# What breaks out by itself: خرجت مظاهرات has no subject but the event.
INTRANSITIVE = folded_words("خرج اندلع انطلق عم تجدد امتد انفجر اجتاح")

_CAUSES = folded_words("جراء إثر نتيجة بسبب")
_NOBODY = frozenset(("target", "place", "country", "igo"))
_DIRECTIONS = folded_words("نحو باتجاه صوب إلى جنوبا شمالا شرقا غربا في على")
_DIRECTION_REACH = 9

Side = Sequence[Phrase | Participant]


def participant(side: Phrase | Participant) -> Participant:
    """The participant of a phrase, or itself."""
    return side.participant if isinstance(side, Phrase) else side


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


def _stands(document: Document, scope: str, first: int, last: int) -> bool:
    places = document.once(_non_events).get(scope, [])
    place = bisect_left(places, first)
    return place < len(places) and places[place] < last


def _non_events(document: Document) -> dict[str, list[int]]:
    """The tokens where what tells no event stands, for each scope in order."""
    printed = document.words
    found: dict[str, list[int]] = {}
    for k in document.where(non_event):
        for scope, words in non_event(printed[k]):
            if len(words) == 1 or tuple(printed[k + 1 : k + len(words)]) == words[1:]:
                found.setdefault(scope, []).append(k)
    return found


def is_sport(document: Document) -> bool:
    """Whether the whole article is about sport."""
    told = (non_event(document.words[k]) for k in document.where(non_event))
    count = sum(any(scope == "sport" for scope, _ in phrases) for phrases in told)
    return count >= _SPORT_WORDS and count > _SPORT_SHARE * len(document.tokens)


def is_casualty(trigger: Trigger) -> bool:
    """Whether the trigger tells deaths or injuries rather than what caused them."""
    return trigger.sense.event_type == "ASSAULT" and trigger.lemma.split()[0] in _CASUALTY_LEMMAS


def has_force(scene: Scene, trigger: Trigger) -> bool:
    """Weapons, armed people or another violent event in the sentence."""
    return (
        bool(scene.modes)
        or any(p.participant.sector in ARMED for p in scene.phrases)
        or any(
            t is not trigger and t.sense.event_type == "ASSAULT" and t.sense.needs in ("", "attack")
            for t in scene.triggers
        )
    )


def admits(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Whether the sentence shows what the trigger needs."""
    document = scene.document
    if _stands(document, "after", trigger.last, _object_end(scene, trigger)):
        return False
    if _is_art(scene, trigger):
        return False
    if _is_other_word(scene, trigger) or _stands(document, "scripture", scene.first, scene.last):
        return False
    if _stands(document, "sport", scene.first, scene.last) and not scene.modes:
        return False
    if (
        is_casualty(trigger)
        and not scene.modes
        and _stands(document, "accident", scene.first, scene.last)
    ):
        return False
    hurt = is_casualty(trigger) or trigger.lemma == "انفجار"
    if hurt and not actors and _by_accident(scene, trigger):
        return False
    if trigger.sense.event_type == "ASSAULT" and not _hurts(scene, trigger, actors, recipients):
        return False
    needs = trigger.sense.needs
    return not needs or _NEEDS[needs](scene, trigger, actors, recipients)


def _object_end(scene: Scene, trigger: Trigger) -> int:
    """The token behind what a verb may take for its object: خطف الفنان الأضواء, not قتل في وقت مبكر."""
    words, last = scene.document.words, min(scene.last, trigger.last + 3)
    preposition = (k + 1 for k in range(trigger.last, last) if words[k] in PREPOSITIONS)
    return next(preposition, last)


def _is_art(scene: Scene, trigger: Trigger) -> bool:
    """فيلم عن, مسرحية: what a work tells; its word stands near, or twice in the sentence."""
    document = scene.document
    if _stands(document, "art", max(scene.first, trigger.first - 8), trigger.first):
        return True
    words = document.where(non_event, scene.first, scene.last)
    return sum(any(s == "art" for s, _ in non_event(document.words[k])) for k in words) > 1


def _is_other_word(scene: Scene, trigger: Trigger) -> bool:
    """أيدها الله, رئيس تحرير, يتفق مع القانون: a prayer, a set phrase, an opinion."""
    words = scene.document.words
    if trigger.last < scene.last and words[trigger.last] == "الله" and trigger.form:
        return True
    if trigger.lemma == "اتفق" and trigger.form and trigger.form.tense == "imperfect":
        return not words[trigger.first].lstrip("وف").startswith("س")
    first = max(scene.first, trigger.first - 1)
    return _stands(scene.document, "phrase", first, trigger.first + 1)


def _by_accident(scene: Scene, trigger: Trigger) -> bool:
    """قُتل تسعة جراء تدهور حافلة, في انفجار مستودع للوقود: a cause is told, and it is no violence."""
    if scene.modes or any(p.participant.sector in ARMED for p in scene.phrases):
        return False
    blast = any(t.lemma == "انفجار" for t in scene.triggers)
    violent = any(
        t.sense.event_type == "ASSAULT" and not is_casualty(t) and t.lemma != "انفجار"
        for t in scene.triggers
    )
    behind = scene.tokens[trigger.last : scene.last]
    caused = blast or any(t.folded.removeprefix("و") in _CAUSES for t in behind)
    industrial = _stands(scene.document, "industry", scene.first, scene.last)
    return caused and not violent and (industrial or not blast)


def _hurts(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """خطف الأضواء: where only an unknown noun undergoes, something else must speak of violence."""
    known = any(isinstance(p, Phrase) for p in (*actors, *recipients))
    return known or not (actors or recipients) or has_force(scene, trigger)


def _sectors(side: Side) -> set[str]:
    return {s for p in side if (s := participant(p).sector)}


def _is_state(side: Side) -> bool:
    return any(
        participant(p).country
        or participant(p).sector in POLITICAL
        or (isinstance(p, Phrase) and p.klass == "state")
        for p in side
    )


def _force(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return has_force(scene, trigger)


def _attack(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    hurt = any(is_casualty(t) for t in scene.triggers)
    return (
        hurt
        or has_force(scene, trigger)
        or (bool(recipients) and _is_state([*actors, *recipients]))
    )


def _weapon(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    other = [mode for i, mode in scene.modes if not trigger.first <= i < trigger.last]
    return bool(other) or any(t is not trigger and is_casualty(t) for t in scene.triggers)


def _clash(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return has_force(scene, trigger)


def _armed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if _sectors(actors) & ARMED:
        return True
    named = [p for p in actors if participant(p).country]
    if trigger.sense.event_type == "MOBILIZE" and any(
        isinstance(p, Phrase) and p.klass in ("state", "country") for p in named
    ):
        return True
    return bool(named and (scene.modes or _sectors(recipients) & ARMED)) or (
        not actors
        and trigger.form is None
        and (
            has_force(scene, trigger)
            or (trigger.sense.mode == "destroy" and _is_target(recipients))
        )
    )


def _is_target(recipients: Side) -> bool:
    return any(isinstance(p, Phrase) and p.klass == "target" for p in recipients)


def _blast(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(_sectors(actors) & ARMED) or (bool(scene.modes) and bool(actors or recipients))


def _doer(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    done = bool(actors) or trigger.form is None
    return done and _person(scene, trigger, actors, recipients)


def _person(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    if trigger.sense.mode == "sexual" and any(_is_land(p) for p in recipients):
        return False
    suffered = trigger.clitic.endswith("ل") and not recipients
    if suffered and _sectors(actors) & AUTHORITIES:
        return True  # تعرض السجناء للضرب على يد الشرطة
    return any(isinstance(p, Phrase) and p.klass not in _NOBODY for p in recipients) or (
        bool(recipients) and bool(_sectors(actors) & AUTHORITIES)
    )


def _is_land(side: Phrase | Participant) -> bool:
    return isinstance(side, Phrase) and side.klass in ("place", "country", "target")


def _official(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who is dismissed held an office."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("role", "person") or p.participant.sector in POLITICAL)
        and p.klass not in _NOBODY
        for p in recipients
    )


def _people(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return any(
        isinstance(p, Phrase) and p.klass in ("group", "armed", "person", "neutral")
        for p in recipients
    )


def _authority(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    told_first = trigger.form is None and trigger.first == scene.first
    return (
        bool(_sectors(actors) & AUTHORITIES)
        or any(participant(p).country for p in actors)
        or (told_first and bool(recipients))
    )


def _crowd(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return (
        bool(_sectors(actors) & CROWDS)
        or (not actors and (trigger.form is None or trigger.lemma in INTRANSITIVE))
        or any(isinstance(p, Phrase) and p.klass in ("group", "neutral") for p in actors)
    )


def _committed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Massacre and the like often judge: somebody must have done it, or deaths be counted."""
    return bool(actors) or any(
        isinstance(m.fact, Quantity) and m.fact.role == "killed" for m in scene.mentions
    )


def _protest(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return True


def _troops(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + _DIRECTION_REACH)]
    moves = trigger.lemma != "تقدم" or any(t.folded in _DIRECTIONS for t in near)
    return moves and bool(_sectors(actors) & (ARMED - {"CRM"}))


def _settled(actors: Side) -> Side:
    """Those that can act for a state: towns and landscapes do not (تتصل البلدة شرقاً بالحدود)."""
    return [p for p in actors if not isinstance(p, Phrase) or p.klass != "place"]


def _state(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return _is_state(_settled(actors))


def _political(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return _is_state(_settled(actors)) and _is_state(recipients)


def _addressee(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return _is_state(_settled(actors)) and bool(recipients)


def _object(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return _is_state(_settled(actors)) and bool(recipients)


def _accord(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """States and movements agree; that an office grants a request is administration."""
    return any(
        isinstance(p, Phrase)
        and (p.klass in ("country", "igo") or p.participant.sector in ("LEG", "REB", "OPP", "GOV"))
        and p.klass not in ("role", "person", "neutral")
        for p in actors
    )


def _proclaimed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """الجهاز المركزي للتعبئة العامة: an office for it mobilises nobody."""
    return bool(actors) or "ل" not in trigger.clitic


def _governed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Banks ease terms, states ease sanctions; a noun may leave open who does."""
    return _is_state(actors) or (trigger.form is None and not actors)


def _dispatched(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    """Who sends troops is a state or an armed movement; in وصلت تعزيزات the troops come by themselves."""
    by_itself = trigger.form is None or trigger.lemma == "وصل"
    return by_itself or _is_state(actors) or bool(_sectors(actors) & ARMED)


def _either(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return _is_state(actors) or _is_state(recipients)


def _closed(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(_sectors(actors) & AUTHORITIES) or any(
        isinstance(p, Phrase) and p.klass == "target" for p in recipients
    )


def _threat(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    suffered = trigger.form is None and trigger.clitic.endswith("ل") and not actors
    unions = bool(_sectors(actors) & _UNIONS)
    return _is_state(actors) or unions or (suffered and bool(recipients))


def _media(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    words = ("موقع", "مواقع", "حساب", "صحيف", "انترنت", "الانترنت", "قناه", "صفح")
    near = scene.tokens[trigger.last : min(scene.last, trigger.last + 4)]
    return any(t.folded.removeprefix("ال").startswith(words) for t in near)


def _legislature(scene: Scene, trigger: Trigger, actors: Side, recipients: Side) -> bool:
    return bool(_sectors(actors) & {"LEG", "GOV", "PTY", "JUD"}) or any(
        participant(p).country for p in actors
    )


_NEEDS: dict[str, Callable[[Scene, Trigger, Side, Side], bool]] = {
    "force": _force, "attack": _attack, "weapon": _weapon, "clash": _clash, "armed": _armed,
    "person": _person, "people": _people, "authority": _authority, "crowd": _crowd,
    "protest": _protest, "committed": _committed, "troops": _troops, "state": _state, "political": _political,
    "addressee": _addressee, "media": _media, "legislature": _legislature, "threat": _threat,
    "object": _object, "either": _either, "governed": _governed, "dispatched": _dispatched, "closed": _closed, "proclaimed": _proclaimed, "blast": _blast, "doer": _doer,
    "accord": _accord, "official": _official,
}  # fmt: skip
