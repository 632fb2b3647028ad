"""A sentence prepared for reading events: its tokens, noun phrases, triggers and what is at hand in it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from extractors.lookups import remembered
from extractors.plover.noun_phrases.names import Names
from extractors.plover.noun_phrases.participants import phrases
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import ARMED
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.actor_nouns import noun_at
from extractors.plover.words.telling_words import Entries, entries_of, stems_of, told_at
from extractors.records import Kind, Mention
from extractors.text import Document, Token, folded_words

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: tokens ``first`` to ``last`` (half open), phrases and triggers in order.

    ``verbs`` and ``nouns`` are the tokens of triggers; ``qualifiers`` folded adjectives that may stand
    between a noun and its nationality; ``modes`` the ASSAULT modes that its words tell, in order; ``people`` the tokens where names of
    persons start; ``mentions`` what was read in it before, by kind; ``dated`` those of dates; ``managers`` the names of those
    who run offices; ``armed`` says whether anybody in it bears arms.
    """

    document: Document
    tokens: list[Token]
    words: list[str]
    first: int
    last: int
    phrases: list[Phrase]
    triggers: list[Trigger]
    verbs: frozenset[int]
    nouns: frozenset[int]
    qualifiers: frozenset[str]
    modes: tuple[tuple[int, str], ...]
    mentions: dict[Kind, list[Mention]]
    people: Set[int]
    dated: set[int]
    managers: set[str]
    armed: bool

    @property
    def offsets(self) -> tuple[int, int]:
        """The sentence's first and last character offset."""
        return self.tokens[self.first].start, self.tokens[self.last - 1].end


_QUALIFIERS = folded_words(
    "جويه جوي مدفعي صاروخي صاروخيه عنيف عنيفه انتحاري انتحاريه ارهابي ارهابيه مسلح مسلحه "
    "جديد جديده واسع واسعه مكثف مكثفه دامي داميه مزدوج كبير كبيره عده رسمي رسميه عسكري "
    "عسكريه بري بريه متبادل حاشده شعبيه سلميه عنيفا مسلحا جويا انتحاريا واسعا رسميا كبيرا "
    "الجويه الجوي المسلح المسلحه الانتحاري الارهابي الاخير الاخيره العسكريه الارهابيه "
    "الانتحاريه المكثفه الدامي العنيف العنيفه المدفعي الصاروخي مشترك مشتركه هاتفي ثنائيه"
)


def scene(
    document: Document,
    names: Names,
    triggers: list[Trigger],
    first: int,
    last: int,
    mentions: dict[Kind, list[Mention]],
) -> Scene:
    """The sentence from token ``first`` to ``last``; ``mentions`` are those that lie in it, by kind."""
    verbs: set[int] = set()
    nouns: set[int] = set()
    taken: set[int] = set()
    for trigger in triggers:
        if trigger.form is None:
            nouns.add(trigger.first)
            taken.update(_noun_words(document, trigger, last))
        else:
            verbs.add(trigger.first)
            taken.update((trigger.first, *_complement(document, trigger)))
    told = phrases(document, names, first, last, taken)
    armed = not ARMED.isdisjoint([p.participant.sector or "" for p in told])
    return Scene(
        document, document.tokens, document.words, first, last, told, triggers,
        frozenset(verbs), frozenset(nouns), _QUALIFIERS, _modes(document, first, last), mentions,
        names.people.keys(), names.dated, names.managers, armed,
    )  # fmt: skip


def _noun_words(document: Document, trigger: Trigger, last: int) -> Sequence[int]:
    """A noun trigger's words and its adjectives: هجوم انتحاري is no man with a bomb."""
    if noun_at(document, trigger.first):
        return []
    end = trigger.last
    while end < last and document.words[end] in _QUALIFIERS:
        end += 1
    return range(trigger.first, end)


def _complement(document: Document, trigger: Trigger) -> list[int]:
    """The last word that a verb needs beside it, unless it names people (خرج المتظاهرون)."""
    if not trigger.sense.complements:
        return []
    k = trigger.end - 1
    if trigger.sense.event_type == "AID" and "obj" not in trigger.sense.recipient:
        return [k]
    noun = noun_at(document, k)
    return [] if noun and noun[1].klass in ("armed", "group", "state", "role", "target") else [k]


@remembered
def mode_entries(folded: str) -> Entries:
    """The words that tell a mode of ASSAULT and start with this one; empty for nearly all."""
    return entries_of("assault_modes", "mode", folded)


def mode_stems() -> Set[str]:
    """The folded words that tell a mode, without clitics and article."""
    return stems_of("assault_modes", "mode")


def _modes(document: Document, first: int, last: int) -> tuple[tuple[int, str], ...]:
    words, found = document.words, []
    for i in document.where(mode_entries, first, last):
        mode = next(told_at(mode_entries(words[i]), words, i, last), None)
        if mode is not None:
            found.append((i, mode))
    return tuple(found)
