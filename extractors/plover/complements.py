"""The words a verb needs to tell an event: أطلق ... النار, فرض ... عقوبات."""

from __future__ import annotations

from extractors.countries import demonym
from extractors.plover.actor_nouns import noun_starts
from extractors.plover.phrases import PREPOSITIONS
from extractors.plover.trigger_words import Sense, Verb, Words, needed
from extractors.plover.verb_or_masdar import BEFORE_VERBS
from extractors.text import Document, folded_words

# How far behind its verb a needed word may stand, names, dates and marks not counted, which take the
# same again at most: "أطلق مسلحون مجهولون في المدينة النار".
_COMPLEMENT_REACH = 12
_THAT = folded_words("أن إن أنه أنها")
_THIS = folded_words("هذه هذا تلك")
_OBJECT_TYPES = frozenset(("SUPPORT", "CONCEDE", "AID", "SANCTION", "AGREE", "REJECT", "RETREAT"))


def has_other_object(
    document: Document, i: int, verb: Verb, needed_at: int, named: frozenset[int]
) -> bool:
    """أعادت التقنية تشكيل علاقات: another noun is what the verb does something to, the needed word its
    genitive; تحمل مسؤولية: bearing is no blaming."""
    before, words = needed_at - 1, document.words
    if verb.lemma == "حمل" and not verb.form.pronoun and (before == i or words[before] in _THIS):
        return True
    if verb.sense.event_type == "SUPPORT" and not _THAT.isdisjoint(words[i + 1 : needed_at]):
        return True  # أكد أن ... ودعمه
    takes = verb.sense.event_type in _OBJECT_TYPES or verb.sense.mode == "obstruct"
    if not takes or before <= i or before in named:
        return False
    token, word = document.tokens[before], words[before]
    if token.kind != "w" or word in BEFORE_VERBS or word in PREPOSITIONS:
        return False
    if word.startswith("ال") or word[0] in "وفبلك":
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
