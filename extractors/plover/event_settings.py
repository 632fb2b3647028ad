"""How many, in what context and who says so: what an event's sentence tells besides."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractors.lookups import remembered
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.telling_words import Entries, entries_of, stems_of, told_at
from extractors.records import Attribution, Participant, Quantity, Quote


def count(scene: Scene, trigger: Trigger, role: str) -> int | None:
    """How many were killed, injured or arrested (``role``) in the sentence: the nearest number, those
    that stand nearer to another event of the type last."""
    told = [
        (m.span_start, int(m.fact.value))
        for m in scene.mentions.get("quantity", ())
        if isinstance(m.fact, Quantity) and m.fact.role == role
    ]
    if not told:
        return None
    rivals = [
        scene.tokens[t.first].start
        for t in scene.triggers
        if t.sense.event_type == trigger.sense.event_type
    ]
    here = scene.tokens[trigger.first].start
    numbers = []
    for start, value in told:
        distance = abs(start - here)
        rivalled = any(abs(start - at) < distance for at in rivals)
        numbers.append((rivalled, distance, value))
    return min(numbers)[2]


def counted(scene: Scene, side: Sequence[Phrase | Participant]) -> int | None:
    """How many people a side counts: اعتقلت أربعة متهمين."""
    starts = {p.span_start for p in side if isinstance(p, Phrase)}
    for m in scene.mentions.get("quantity", ()):
        if isinstance(m.fact, Quantity) and m.fact.unit == "person" and m.span_start in starts:
            return int(m.fact.value)
    return None


def claimed_by(scene: Scene, trigger: Trigger, quotes: Sequence[Quote]) -> str | None:
    """The speaker in whose words the trigger stands, else the ultimate source of its sentence."""
    place = trigger.span_start
    for quote in quotes:
        if quote.content_start <= place < quote.content_end:
            return quote.speaker
    for m in scene.mentions.get("attribution", ()):
        if isinstance(m.fact, Attribution) and m.fact.chain:
            return m.fact.chain[-1]
    return None


@remembered
def context_entries(folded: str) -> Entries:
    """The phrases that tell a context and start with this word; empty for nearly all."""
    return entries_of("event_contexts", "context", folded)


def context_stems() -> Set[str]:
    """The folded words that tell a context, without clitics and article."""
    return stems_of("event_contexts", "context")


def context_of(scene: Scene) -> str | None:
    """The PLOVER context that most words of the sentence tell, the first of equals."""
    words = scene.words
    seen = [
        context
        for i in scene.document.where(context_entries, scene.first, scene.last)
        for context in told_at(context_entries(words[i]), words, i, scene.last)
    ]
    return max(seen, key=seen.count, default=None)
