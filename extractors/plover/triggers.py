"""Triggers: where words that can tell an event stand in a sentence, with what stands beside them.

A word may be verb or masdar (قتل, قصف) by what is in front of it; a verb that needs another word
(أطلق ... النار) is a trigger only where that word follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.countries import demonym
from extractors.lookups import remembered
from extractors.plover.actor_nouns import noun_starts
from extractors.plover.phrases import PREPOSITIONS
from extractors.plover.trigger_words import Noun, Sense, Verb, Words, entries, needed
from extractors.rules import clitic_length, load_rows
from extractors.text import Document, Token, fold, folded_words
from extractors.verbs import Form

# How far behind its verb a needed word may stand, names, dates and marks not counted, which take the
# same again at most: "أطلق مسلحون مجهولون في المدينة النار".
_COMPLEMENT_REACH = 12
_JOINED_REACH = 5
_SAYING = folded_words(
    "طلب طلبت يطلب تطلب نفى نفت أعلن أعلنت أكد أكدت تبنى تبنت استنكر استنكرت أدان أدانت واصل واصلت شهد شهدت"
)
_THIS = folded_words("هذه هذا تلك")
_OBJECT_TYPES = frozenset(("SUPPORT", "CONCEDE", "AID", "SANCTION", "AGREE", "REJECT", "RETREAT"))
# Behind these a word that may be verb or masdar is a verb, though they are no names.
_BEFORE_VERBS = folded_words(
    "أن إن بأن لأن فإن وإن حيث إذ إذا لو لما لم لن لا ولم ولن ولا ما وما مما ومما قد وقد لقد فقد كان كانت "
    "كانوا وكان وكانت ثم كما بينما فيما عندما وعندما فعندما حينما حين بعدما كلما لكن ولكن لكنه لكنها لكنهم "
    "أنه أنها أنهم إنه إنها إنهم بأنه بأنها بأنهم الذي التي والذي والتي من ومن أيضا وأيضا عندها جهته جهتها "
    "به بها بهم له لها لهم منه منها منهم فيه فيها عليه عليها عليهم بينهم عنه عنها وهو وهي هو هي هم أخرى وأخرى "
    "اثنان هل ألا أمس اليوم مؤخرا"
)
# Behind these, where not themselves behind words of time, stands a noun.
_THAT = folded_words("أن إن بأن وأن وإن")
_BEFORE_THAT = folded_words("إلى بعد منذ قبل سبق لبث لبثت يلبث حتى ما لولا")
# Needed words that are people stay outside the trigger: خرج المتظاهرون.
_PEOPLE = (
    "متظاهر",
    "المتظاهر",
    "محتج",
    "المحتج",
    "معتصم",
    "المعتصم",
    "قوات",
    "القوات",
    "قوه",
    "جنود",
    "الجيش",
    "وفد",
    "سفير",
)
# Forms that are nearly always another word: ما لا يقل عن, يجب.
_OTHER_WORDS = folded_words(
    "تجمعا يقابله يقابلها تقابله تقابلها ويقابله ويقابلها وتقابله وتقابلها تقاطع وتقاطع تستعد يستعد وتستعد ويستعد توقف وتوقف يقال تقال ويقال وأسر تدع يدع وزارته وزارتها وزارتهم رحلته رحلتها رحلتهم رحلاته رحلاتها رحلاتهم رحلتنا رحلاتنا تقله تقلها تقلهم يقل تقل يجب تجب يعد تعد يصف تصف يزعم تزعم أسر أسره أسرها أسرهم أسرته أسرتها أسرتهم هجرها هجرته وأسرهم وأسرته وأسرتها وأسرها وأسره"
)


class Trigger(NamedTuple):
    """A trigger in a document: tokens ``first`` to ``last`` (half open), ``end`` behind the word its
    verb needs; ``form`` is None for nouns; ``span_start`` leaves clitics out."""

    sense: Sense
    first: int
    last: int
    end: int
    span_start: int
    clitic: str
    form: Form | None
    definite: bool
    pronoun: str
    lemma: str


@cache
def _noun_governors() -> frozenset[str]:
    return frozenset(fold(row["surface"]) for row in load_rows("noun_governors"))


def may_be_trigger(folded: str) -> bool:
    """Whether a word may be a trigger, whatever stands beside it."""
    return bool(entries(folded)) and folded not in _OTHER_WORDS


def find_triggers(
    document: Document, places: Sequence[int], last: int, named: frozenset[int]
) -> list[Trigger]:
    """The triggers of a sentence, longest first choice: ``places`` are its tokens that may be one,
    ``last`` is the token behind it.

    ``named`` are tokens of names and dates, which tell no event: تدمر is a city, فجر an hour.
    """
    found: list[Trigger] = []
    behind = 0
    for i in places:
        trigger = _best(document, i, last, named, found) if i >= behind else None
        if trigger:
            behind = trigger.last
            if not (found and _completes(trigger, found[-1])):
                found.append(trigger)
    return found


def _completes(noun: Trigger, verb: Trigger) -> bool:
    """Whether a noun is the word that its verb needs: وقع اتفاقاً tells one event."""
    return (
        verb.form is not None
        and bool(verb.sense.complements)
        and noun.first < verb.end <= noun.last
    )


def _goes_on(found: list[Trigger], i: int, clitic: str) -> bool:
    """لاغتيال الوزير وخطف ابنه: joined to a masdar behind a preposition of its own."""
    if clitic != "و" or not found or i - found[-1].last > _JOINED_REACH:
        return False
    masdar = found[-1].form is None and found[-1].sense.genitive != "actor"
    return masdar and found[-1].clitic.strip("وف") in ("ل", "ب")


def _best(
    document: Document, i: int, last: int, named: frozenset[int], found: list[Trigger]
) -> Trigger | None:
    for clitic, verbs, nouns in entries(document.words[i]):
        noun_first = _reads_as_noun(document, i, clitic, named)
        noun_first = noun_first or _goes_on(found, i, clitic)
        noun_first = noun_first or (
            bool(verbs and nouns and not clitic) and _in_construct(document.words, i, named)
        )
        noun = _noun(document, i, last, clitic, nouns)
        if noun and (noun_first or not verbs or noun.last - noun.first > 1):
            return noun
        verb = None if noun_first else _verb(document, i, last, clitic, verbs, named)
        if verb or noun:
            return verb or noun
        if verbs and not clitic:
            return None  # وصفته is a verb as it stands, no و before صفته
    return None


def _reads_as_noun(document: Document, i: int, clitic: str, named: frozenset[int]) -> bool:
    """قتل and قصف are verbs or masdars: behind a preposition, a counter or a verb of saying, masdars."""
    tokens = document.tokens
    if clitic.strip("وف"):
        return True
    if i == 0:
        return document.headline_end > 0
    before = tokens[i - 1].folded
    if _follows_saying(tokens, i):
        return True
    if clitic:
        return _is_masdar_alone(before)
    if tokens[i - 1].kind == "n":
        return i - 1 not in named  # ستمئة طالب, but في عام 2006 أطلقت
    if before == "حتي" and tokens[i].folded.endswith(("تهم", "تها", "ته")):
        return False  # حتى هاجمتهم قوة
    if before.startswith(("لت", "للت", "بت")) and len(before) > 4:
        return True  # لتبرير قتل
    return before in _noun_governors() or (before[:1] in "وف" and before[1:] in _noun_governors())


def _in_construct(words: list[str], i: int, named: frozenset[int]) -> bool:
    """سيناريو خطف, كيفية قتل, أرادوا خطف: behind a bare noun or another verb stands a masdar; a verb
    stands behind particles, names, adjectives and what takes part in events."""
    before = words[i - 1]
    if before in '«“"' and i > 1 and words[i - 2] in _THAT:
        return True  # إن «خطف السفن جريمة»
    if before.endswith("وا"):
        return True  # أرادوا خطف
    if before in _THAT:
        return i < 2 or words[i - 2] not in _BEFORE_THAT  # إن قتل المدنيين جريمة
    if i - 1 in named or before in _BEFORE_VERBS or not before.isalpha():
        return False
    if before.startswith(("ال", "وال", "لل")) or before.endswith("ا"):
        return False
    return not (noun_starts(before) or demonym(before) or noun_starts(words[i - 2]))


def _follows_saying(tokens: list[Token], i: int) -> bool:
    """نفى الجيش قصف: behind a verb of saying and its subject, without أن, stands a masdar."""
    if tokens[i - 1].kind != "w":
        return False
    for k in range(i - 2, max(-1, i - 6), -1):
        token = tokens[k]
        if token.kind != "w" or token.folded in ("ان", "انه", "انها", "انهم"):
            return False
        if token.folded.removeprefix("و") in _SAYING:
            return True
    return False


@remembered
def _is_masdar_alone(folded: str) -> bool:
    """Whether a word is a noun trigger and no verb: what و joins to it is a noun too."""
    read = entries(folded)
    return any(nouns for _, _, nouns in read) and not any(
        verbs and not clitic.strip("وف") for clitic, verbs, _ in read
    )


def _noun(
    document: Document, i: int, last: int, clitic: str, nouns: tuple[Noun, ...]
) -> Trigger | None:
    tokens = document.tokens
    for noun in nouns:
        end = i + len(noun.words)
        goes_on = end == i + 1 or tuple(document.words[i + 1 : end]) == noun.words[1:]
        if end <= last and goes_on:
            start = tokens[i].start + clitic_length(tokens[i], clitic)
            return Trigger(
                noun.sense,
                i,
                end,
                end,
                start,
                clitic,
                None,
                noun.definite,
                noun.pronoun,
                noun.lemma,
            )
    return None


def _verb(
    document: Document,
    i: int,
    last: int,
    clitic: str,
    verbs: tuple[Verb, ...],
    named: frozenset[int],
) -> Trigger | None:
    chosen: tuple[tuple[int, int], int, Verb] | None = None
    printed = document.tokens[i].text
    feminine, tanween = "ة" in printed, "\u064b" in printed
    for verb in verbs:
        if feminine and verb.form.pronoun == "ه":
            continue  # سيطرة ends like a verb with its object only when folded
        if verb.form[:2] == ("participle", "f") and not _behind_mark(document.tokens, i):
            continue  # معارضة is a participle only behind a comma
        if verb.form.pronoun and "obj" not in verb.sense.recipient:
            continue
        accused = verb.form.tense == "participle" and verb.form.number == "p"
        if accused and verb.lemma == "اتهم" and not _behind_mark(document.tokens, i):
            continue  # أربعة متهمين: those accused, not those who accuse
        if tanween and verb.form.tense != "participle":
            continue  # تجمعاً is a noun
        reach = (
            (i + 1, i + 1)
            if _means_people(verb)
            else _complement(document, i, last, verb.sense.complements, named)
        )
        if reach is None or _has_other_object(document, i, verb, reach[0], named):
            continue
        start, end = reach
        rank = (start, -end) if verb.sense.complements else (last + 1, 0)
        if chosen is None or rank < chosen[0]:
            chosen = rank, end, verb
    if chosen is None:
        return None
    _, end, verb = chosen
    start = document.tokens[i].start + clitic_length(document.tokens[i], clitic)
    joined = end - i == 2 and not document.tokens[i + 1].folded.startswith(_PEOPLE)
    whole = end if joined else i + 1
    return Trigger(
        verb.sense, i, whole, end, start, clitic, verb.form, False, verb.form.pronoun, verb.lemma
    )


def _has_other_object(
    document: Document, i: int, verb: Verb, needed_at: int, named: frozenset[int]
) -> bool:
    """أعادت التقنية تشكيل علاقات: another noun is what the verb does something to, the needed word its
    genitive; تحمل مسؤولية: bearing is no blaming."""
    before, words = needed_at - 1, document.words
    if verb.lemma == "حمل" and not verb.form.pronoun and (before == i or words[before] in _THIS):
        return True
    takes = verb.sense.event_type in _OBJECT_TYPES or verb.sense.mode == "obstruct"
    if not takes or before <= i or before in named:
        return False
    token, word = document.tokens[before], words[before]
    if token.kind != "w" or word in _BEFORE_VERBS or word in PREPOSITIONS:
        return False
    if word.startswith("ال") or word[0] in "وفبلك":
        return False
    return not (word.endswith(("ا", "ان", "ون")) or noun_starts(word) or demonym(word))


def _means_people(verb: Verb) -> bool:
    """تفرقهم: the pronoun stands for the people that the verb needs."""
    if verb.form.pronoun != "هم" or verb.sense.subject != "actor":
        return False
    return any(words[0].startswith(_PEOPLE[:4]) for words in verb.sense.complements)


def _behind_mark(tokens: list[Token], i: int) -> bool:
    return i > 0 and tokens[i - 1].kind == "p"


def _complement(
    document: Document,
    i: int,
    last: int,
    complements: frozenset[Words],
    named: frozenset[int],
) -> tuple[int, int] | None:
    """Where the first of the needed words stands (the longest of those that start there); an empty
    range behind the verb where none is needed, None where none stands."""
    if not complements:
        return i + 1, i + 1
    printed = document.words
    for k in document.where(needed, i + 1, min(last, i + 1 + 2 * _COMPLEMENT_REACH)):
        ends = [
            k + len(words)
            for rest in needed(printed[k])
            for words in complements
            if words[0] == rest
            and k + len(words) <= last
            and tuple(printed[k + 1 : k + len(words)]) == words[1:]
        ]
        ends = ends or _marked(document, k, last, complements)
        if ends:
            return (k, max(ends)) if _within_reach(document, i, k, named) else None
    return None


def _marked(document: Document, k: int, last: int, complements: frozenset[Words]) -> list[int]:
    """بأنها «أكاذيب»: needed words with a quote mark between them."""
    if k + 2 >= last or document.tokens[k + 1].kind != "p":
        return []
    pair = document.words[k].removeprefix("و"), document.words[k + 2]
    return [k + 3] if pair in complements else []


def _within_reach(document: Document, i: int, k: int, named: frozenset[int]) -> bool:
    """Whether few words stand between a verb and the word it needs, names, dates and marks left out."""
    between = range(i + 1, k + 1)
    return (
        sum(j not in named and document.tokens[j].kind != "p" for j in between) <= _COMPLEMENT_REACH
    )
