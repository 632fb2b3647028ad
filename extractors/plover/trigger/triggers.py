"""Triggers: where words that can tell an event stand in a sentence, with what stands beside them.

``verb_or_masdar`` says how a word is read that may be either; a verb that needs another word
(أطلق ... النار) is a trigger only where ``complements`` finds that word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.plover.trigger.complements import complement, has_other_object, stands_before
from extractors.plover.trigger.verb_or_masdar import in_construct, reads_as_noun
from extractors.plover.words.trigger_words import Noun, Sense, Verb, entries
from extractors.rules import clitic_length, load_rows
from extractors.text import Document, fold, folded_words
from extractors.verbs import Form

# How far behind a masdar a noun joined to it may stand.
_JOINED_REACH = 5
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
_CROWD = (*_PEOPLE[:4], "تظاهر", "احتج")
_TOLD_REACH = 40
_COUNTING = folded_words("من مئات آلاف الآلاف عشرات بعض عدة")
_CROWD_ACTS = frozenset(("crowd-acts", "chant"))
# How the lemma of القبض عليه ends: on whom it is done.
ON_WHOM = folded_words("عليه عليها عليهم عليهما")


class Trigger(NamedTuple):
    """A trigger in a document: tokens ``first`` to ``last`` (half open), ``end`` behind the word its
    verb needs; ``pronoun`` who it means, not the word it needs (عقوبات فرضتها); ``form`` is None for nouns; ``span_start`` leaves clitics out."""

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


def may_be_trigger(folded: str) -> bool:
    """Whether a word may be a trigger, whatever stands beside it."""
    return bool(entries(folded)) and not _is_trap(folded)


def _is_trap(folded: str) -> bool:
    return folded in _traps() or (folded[0] in "وف" and folded[1:] in _traps())


@cache
def _traps() -> frozenset[str]:
    """Forms that are nearly always another word."""
    return frozenset(fold(row["surface"]) for row in load_rows("trigger_traps"))


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
        noun = _noun(document, i, last, clitic, nouns) if nouns else None
        if noun and (not verbs or noun.last - noun.first > 1):
            return noun
        if not verbs:
            continue
        noun_first = not _is_clear(clitic, verbs, nouns) and (
            reads_as_noun(document, i, clitic, named)
            or _goes_on(found, i, clitic)
            or (bool(nouns and not clitic) and in_construct(document.words, i, named))
        )
        verb = None if noun_first else _verb(document, i, last, clitic, verbs, named)
        if verb or noun:
            return verb or noun
        if not clitic:
            return None  # وصفته is a verb as it stands, no و before صفته
    return None


def _is_clear(clitic: str, verbs: tuple[Verb, ...], nouns: tuple[Noun, ...]) -> bool:
    """إلى ذلك قتلت القوات, رفضت العرض واحتجزت: no masdar ends like a perfect's feminine."""
    return not (nouns or clitic.strip("وف")) and all(
        v.form.tense == "perfect" and v.form.gender == "f" and not v.form.pronoun for v in verbs
    )


def _noun(
    document: Document, i: int, last: int, clitic: str, nouns: tuple[Noun, ...]
) -> Trigger | None:
    token, words = document.tokens[i], document.words
    following = words[i + 1] if i + 1 < last else ""
    feminine = token.text.endswith("ة")
    for noun in nouns:
        if feminine and noun.pronoun == "ه":
            continue  # عزلة ends like عزله only when folded
        needed = noun.words
        end = i + len(needed)
        if len(needed) == 1 or (
            needed[1] == following and end <= last and tuple(words[i + 2 : end]) == needed[2:]
        ):
            start = token.start + clitic_length(token, clitic)
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
    means_word = False
    token = document.tokens[i]
    printed, behind_mark = token.text, i > 0 and document.kinds[i - 1] == "p"
    feminine, tanween = "ة" in printed, "\u064b" in printed
    for verb in verbs:
        form, sense = verb.form, verb.sense
        if sense.complements and stands_before(document, i, verb):
            chosen, means_word = ((i + 1, 0), i + 1, verb), True
            break
        if form.pronoun and ("obj" not in sense.recipient or (feminine and form.pronoun == "ه")):
            continue  # سيطرة ends like a verb with its object only when folded
        if form.tense != "participle":
            if tanween:
                continue  # تجمعاً is a noun
        elif not behind_mark and (form.gender == "f" or _means_accused(verb)):
            continue  # معارضة is a participle only behind a comma
        reach: tuple[int, int] | None = (i + 1, i + 1)
        if sense.complements and not _may_mean_people(document, i, verb):
            reach = complement(document, i, last, sense, named)
        if reach and sense.needs in _CROWD_ACTS and _is_object_crowd(document, reach[0]):
            continue
        if reach is None or has_other_object(document, i, verb, reach[0], named):
            continue
        start, end = reach
        rank = (start, -end) if sense.complements else (last + 1, 0)
        if chosen is None or rank < chosen[0]:
            chosen = rank, end, verb
    if chosen is None:
        return None
    _, end, verb = chosen
    start = token.start + clitic_length(token, clitic)
    joined = end - i == 2 and not document.words[i + 1].startswith(_PEOPLE)
    whole = end if joined else i + 1
    pronoun = "" if means_word else verb.form.pronoun
    return Trigger(verb.sense, i, whole, end, start, clitic, verb.form, False, pronoun, verb.lemma)


def _is_object_crowd(document: Document, needed_at: int) -> bool:
    """حاصرت الشرطة المتظاهرين, unlike حاصر مئات المتظاهرين: what ends like an object is none only behind
    its number."""
    word, before = document.words[needed_at], document.words[needed_at - 1]
    oblique = word.startswith(_CROWD) and word.endswith("ين")
    counted = before in _COUNTING or document.kinds[needed_at - 1] == "n"
    return oblique and not counted


def _may_mean_people(document: Document, i: int, verb: Verb) -> bool:
    """تفرقهم: the pronoun stands for the people that the verb needs, told before."""
    sense = verb.sense
    if verb.form.pronoun != "هم" or sense.subject != "actor":
        return False
    before = document.words[max(0, i - _TOLD_REACH) : i]
    return any(w.startswith(_CROWD) for w in sense.openings) and any(
        w.removeprefix("و").startswith(_CROWD) for w in before
    )


def _means_accused(verb: Verb) -> bool:
    """أربعة متهمين: those accused, not those who accuse."""
    return verb.form.number == "p" and verb.lemma == "اتهم"
