"""Where, when, how many and who says so: what an event's sentence or its neighbours tell besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.countries import country_of
from extractors.lookups import remembered
from extractors.plover.event_status import nearest_date
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.plover.telling_words import Entries, entries_of
from extractors.plover.triggers import Trigger
from extractors.records import Attribution, Date, Mention, Participant, Place, Quantity, Quote
from extractors.text import without_article


class Setting(NamedTuple):
    """A value and where it was found: sentence or neighbour."""

    value: str
    country: str | None
    evidence: str


def place_of(
    scene: Scene,
    trigger: Trigger,
    recipients: Sequence[Phrase | Participant],
    before: Sequence[Mention],
) -> Setting | None:
    """The place that was attacked, else the one of the sentence nearest to the trigger, behind it first;
    else the neighbour's."""
    places = [m for m in scene.mentions if m.kind == "place" and isinstance(m.fact, Place)]
    plain = [m for m in places if isinstance(m.fact, Place) and not m.fact.acts_as] or places
    start = scene.tokens[trigger.first].start
    targets = {p.span_start for p in recipients if isinstance(p, Phrase)}
    attacked = trigger.sense.event_type == "ASSAULT"
    near = min(
        plain,
        key=lambda m: (not (attacked and m.span_start in targets), _distance(m, start)),
        default=None,
    )
    if near and isinstance(near.fact, Place):
        return Setting(near.fact.name, near.fact.country, "sentence")
    for m in reversed(before):
        if isinstance(m.fact, Place) and not m.fact.acts_as:
            return Setting(m.fact.name, m.fact.country, "neighbour")
    return None


def _distance(place: Mention, start: int) -> int:
    """Characters to the trigger; what stands before it or is a whole country counts as farther."""
    country = isinstance(place.fact, Place) and country_of(place.fact.name) is not None
    return abs(place.span_start - start) + 40 * (place.span_start < start) + 40 * country


def date_of(scene: Scene, trigger: Trigger) -> Setting | None:
    """The date of the sentence nearest to the trigger."""
    mention = nearest_date(scene.document, trigger, [m for m in scene.mentions if m.kind == "date"])
    if mention and isinstance(mention.fact, Date) and mention.fact.value:
        return Setting(mention.fact.value.split("T")[0], None, "sentence")
    return None


def count(scene: Scene, trigger: Trigger, role: str) -> int | None:
    """How many were killed, injured or arrested (``role``) in the sentence: the nearest number, those
    that stand nearer to another event of the type last."""
    rivals = [
        scene.tokens[t.first].start
        for t in scene.triggers
        if t.sense.event_type == trigger.sense.event_type
    ]
    here = scene.tokens[trigger.first].start
    numbers = []
    for m in scene.mentions:
        if isinstance(m.fact, Quantity) and m.fact.role == role:
            distance = abs(m.span_start - here)
            rivalled = any(abs(m.span_start - at) < distance for at in rivals)
            numbers.append((rivalled, distance, int(m.fact.value)))
    return min(numbers)[2] if numbers else None


def counted(scene: Scene, side: Sequence[Phrase | Participant]) -> int | None:
    """How many people a side counts: اعتقلت أربعة متهمين."""
    starts = {p.span_start for p in side if isinstance(p, Phrase)}
    for m in scene.mentions:
        if isinstance(m.fact, Quantity) and m.fact.unit == "person" and m.span_start in starts:
            return int(m.fact.value)
    return None


def claimed_by(scene: Scene, trigger: Trigger, quotes: Sequence[Quote]) -> str | None:
    """The speaker in whose words the trigger stands, else the ultimate source of its sentence."""
    place = trigger.span_start
    for quote in quotes:
        if quote.content_start <= place < quote.content_end:
            return quote.speaker
    for m in scene.mentions:
        if isinstance(m.fact, Attribution) and m.fact.chain:
            return m.fact.chain[-1]
    return None


@remembered
def context_entries(folded: str) -> Entries:
    """The phrases that tell a context and start with this word; empty for nearly all."""
    return entries_of("event_contexts", "context", folded)


def context_of(scene: Scene) -> str | None:
    """The PLOVER context that most words of the sentence tell, the first of equals."""
    tokens = scene.tokens
    seen = [
        context
        for i in scene.document.where(context_entries, scene.first, scene.last)
        for words, context in context_entries(tokens[i].folded)
        if all(
            i + n < scene.last and without_article(tokens[i + n].folded) == w
            for n, w in enumerate(words[1:], start=1)
        )
    ]
    return max(seen, key=seen.count, default=None)
