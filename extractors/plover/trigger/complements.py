"""The words a verb needs to tell an event: أطلق ... النار, فرض ... عقوبات."""

from __future__ import annotations

from extractors.countries import demonym
from extractors.plover.noun_phrases.phrases import PREPOSITIONS
from extractors.plover.trigger.verb_or_masdar import BEFORE_VERBS
from extractors.plover.words.actor_nouns import noun_starts
from extractors.plover.words.trigger_words import Sense, Verb, Words, entries, needed
from extractors.text import Document, folded_words

# How far behind its verb a needed word may stand, names, dates and marks not counted, which take the
# same again at most: "أطلق مسلحون مجهولون في المدينة النار".
_COMPLEMENT_REACH = 12
_THAT = folded_words("أن إن أنه أنها")
# اتفاقية وقعتها, العقوبات الاقتصادية التي فرضتها: how far a word that a verb needs may stand before it.
_BEFORE_REACH = 5
_FOR_THINGS = ("ه", "ها", "هما")
# Told by nouns: الهجوم الذي شنه, الألغام التي زرعها.
_BY_NOUNS = frozenset(("ASSAULT", "PROTEST"))
_TO_IT = folded_words("إليه إليها عليه عليها")
_SEVERAL = folded_words("عدة بضع بضعة عشرات مئات عدد وابل")
_THIS = folded_words("هذه هذا تلك")
_OBJECT_TYPES = frozenset(
    ("SUPPORT", "CONCEDE", "AID", "SANCTION", "AGREE", "REJECT", "RETREAT", "COOPERATE")
)


def has_other_object(
    document: Document, i: int, verb: Verb, needed_at: int, named: frozenset[int]
) -> bool:
    """أعادت التقنية تشكيل علاقات: another noun is what the verb does something to, the needed word its
    genitive; تحمل مسؤولية: bearing is no blaming."""
    before, words = needed_at - 1, document.words
    if verb.lemma == "حمل" and not verb.form.pronoun and (before == i or words[before] in _THIS):
        return True
    if words[i] == "قبل" and before > i:
        return True  # قررت قبل فترة: a preposition in print like a verb
    if verb.sense.event_type == "SUPPORT" and not _THAT.isdisjoint(words[i + 1 : needed_at]):
        return True  # أكد أن ... ودعمه
    takes = verb.sense.event_type in _OBJECT_TYPES or verb.sense.mode == "obstruct"
    if not takes or before <= i or before in named:
        return False
    token, word = document.tokens[before], words[before]
    clitic = "" if words[needed_at] in verb.sense.openings else words[needed_at][0]
    if clitic and clitic in "بل":
        return True  # افتتح المدير معرضا بسفارة بلاده
    if clitic == "و" and needed_at > i + 3:
        return True  # لن يقطع شره إلا الحزم والتعاون
    if token.kind != "w" or word in BEFORE_VERBS or word in PREPOSITIONS:
        return False
    if word.startswith("ال") or word[0] in "وفبلك":
        return False
    if word in _SEVERAL:
        return False
    return not (word.endswith(("ا", "ان", "ون")) or noun_starts(word) or demonym(word))


def complement(
    document: Document,
    i: int,
    last: int,
    sense: Sense,
    named: frozenset[int],
) -> tuple[int, int] | None:
    """Where the first of the words that a sense needs stands (the longest of those that start there),
    None where none stands."""
    if sense.openings.isdisjoint(document.once(_needed_words)):
        return None
    printed, complements = document.words, sense.complements
    for k in document.where(needed, i + 1, min(last, i + 1 + 2 * _COMPLEMENT_REACH)):
        rests = needed(printed[k])
        if sense.openings.isdisjoint(rests):
            continue
        ends = [
            k + len(words)
            for rest in rests
            for words in complements
            if words[0] == rest
            and k + len(words) <= last
            and tuple(printed[k + 1 : k + len(words)]) == words[1:]
        ]
        ends = ends or _marked(document, k, last, complements)
        if ends:
            return (k, max(ends)) if _within_reach(document, i, k, named) else None
    return None


def _needed_words(document: Document) -> frozenset[str]:
    """What stands anywhere in a document of the words that verbs need."""
    return frozenset(rest for k in document.where(needed) for rest in needed(document.words[k]))


def stands_before(document: Document, i: int, verb: Verb) -> bool:
    """العقوبات التي فرضتها واشنطن, اتفاق توصلت إليه: the needed word stands in front of the verb, a pronoun
    for it on the verb or behind it. Nouns that tell the event themselves are left to do so."""
    words, openings = document.words, verb.sense.openings
    if verb.sense.event_type in _BY_NOUNS or verb.sense.mode == "release":
        return False  # حملة أطلقتها, though سراح stands in front
    behind = words[i + 1] if i + 1 < len(words) else ""
    if verb.form.pronoun not in _FOR_THINGS and (verb.form.pronoun or behind not in _TO_IT):
        return False
    for k in range(i - 1, max(-1, i - 1 - _BEFORE_REACH), -1):
        if document.kinds[k] == "p":
            return False
        told = openings.intersection(needed(words[k])) - PREPOSITIONS
        if any((word,) in verb.sense.complements for word in told):
            read = (noun for _, _, nouns in entries(words[k]) for noun in nouns)
            return not any(n.sense == verb.sense and len(n.words) == 1 for n in read)
    return False


def _marked(document: Document, k: int, last: int, complements: frozenset[Words]) -> list[int]:
    """بأنها «أكاذيب»: needed words with a quote mark between them."""
    if k + 2 >= last or document.tokens[k + 1].kind != "p":
        return []
    pair = document.words[k].removeprefix("و"), document.words[k + 2]
    return [k + 3] if pair in complements else []


def _within_reach(document: Document, i: int, k: int, named: frozenset[int]) -> bool:
    """Whether few words stand between a verb and the word it needs, names, dates and marks left out."""
    if k - i <= _COMPLEMENT_REACH:
        return True
    between = range(i + 1, k + 1)
    return sum(j not in named and document.kinds[j] != "p" for j in between) <= _COMPLEMENT_REACH
