"""The records that travel through Marsad: Article, its Blocks, and the Mentions read out of it.

Plain frozen data; this module imports nothing of ours. Offsets are code points of the stored,
unfolded text, half open: ``article.text[m.span_start:m.span_end] == m.text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BODY_KINDS = ("paragraph", "subhead", "list_item", "pull_quote")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text with the kind of line it is (``headline`` or one of BODY_KINDS)."""

    kind: str
    span_start: int
    span_end: int


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line of the page that is no part of the story, why it was removed and where it stood.

    ``position`` counts the page's lines from 0, kept ones included.
    """

    kind: str
    text: str
    rule: str
    position: int


@dataclass(frozen=True, slots=True)
class Article:
    """One story as it was read from one page.

    ``published`` is the day of publication in the publisher's own timezone: the anchor of relative
    dates. None leaves them open. ``published_at`` is the moment, as exact as ``published_precision``
    (``second``, ``minute``, ``day`` or None) says. ``country`` is the publisher's, ISO 3166 alpha-3.
    """

    id: str
    text: str
    headline: str = ""
    publisher: str = ""
    country: str | None = None
    timezone: str | None = None
    canonical_url: str = ""
    published: date | None = None
    published_at: datetime | None = None
    published_precision: str | None = None
    published_evidence: str | None = None
    modified_at: datetime | None = None
    byline: tuple[str, ...] = ()
    agency: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    removed_lines: tuple[RemovedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed. ``number_type``: cardinal, ordinal, fraction or percent.

    ``value_max`` closes a range; ``approximation`` is about, more_than, less_than, at_least, up_to or None.
    """

    value: float
    number_type: str = "cardinal"
    value_max: float | None = None
    approximation: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A time expression after TIMEX3: ``timex_type`` DATE, TIME, DURATION or SET, ``value`` in ISO 8601.

    ``anchor`` is the ISO date it was resolved against, None where it needed none or none was known.
    ``mod`` is TIMEX3's (START, MID, END, APPROX, MORE_THAN ...). ``weekday_conflict`` is the weekday
    printed with the day where it is another day's: a numbered day then stands as numbered, while
    "today" and "yesterday" move to the weekday; None where nothing contradicts.
    """

    timex_type: str
    value: str | None
    anchor: str | None = None
    mod: str | None = None
    weekday_conflict: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what. Units and roles are those of the README's table."""

    value: float
    unit: str
    counted: str | None = None
    value_max: float | None = None
    approximation: str | None = None
    role: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. ``acts_as`` is ``government`` where a capital or a country acts."""

    name: str
    country: str | None = None
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    acts_as: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: its fullest name in the article, acronym, country and PLOVER sector."""

    name: str
    short: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the fullest name in the article, the role as it stands, and what the role belongs to."""

    name: str
    role: str | None = None
    role_organisation: str | None = None
    rank: str | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Who said what. Offsets of the content are code points of the article's text.

    ``quote_type``: direct, indirect or mixed. ``speaker`` is the fullest name or description the
    article gives of who is meant, ``speaker_surface`` what stands at the quote, ``via`` who relays it.
    ``stance`` is the reporting verb's, from its lexicon.
    """

    quote_type: str
    content_start: int
    content_end: int
    content: str
    cue: str | None = None
    speaker: str | None = None
    speaker_surface: str | None = None
    via: str | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Through whom a statement reached us: nearest publisher or agency first, ultimate source last.

    ``source_class`` named or unnamed is the ultimate source's; ``source_kind`` of an unnamed one is
    official, military, diplomatic, local, media or None.
    """

    chain: tuple[str, ...]
    cue: str
    source_class: str
    source_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event, with ISO 3166 alpha-3 country and PLOVER sector where known."""

    text: str
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, after PLOVER's 2024 manual. ``status``: actual, negated, future,
    hypothetical or historical. ``claimed_by`` is the speaker or source whose words hold the event.
    ``place_evidence`` and ``date_evidence`` say where the value was found: sentence, neighbour, dateline.
    ``unnamed_actor_country``: where nobody is told to have acted, the country of who alone can have: its
    authorities, its crowds.
    """

    event_id: str
    event_type: str
    plover_type: str
    mode: str | None = None
    context: str | None = None
    status: str = "actual"
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: str | None = None
    place_country: str | None = None
    place_evidence: str | None = None
    date: str | None = None
    date_evidence: str | None = None
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None
    claimed_by: str | None = None
    unnamed_actor_country: str | None = None

    @property
    def actor_country(self) -> str | None:
        """The first actor's country, where nobody is told that of who alone can have acted."""
        return self.actors[0].country if self.actors else self.unnamed_actor_country

    @property
    def recipient_country(self) -> str | None:
        """The first recipient's country."""
        return self.recipients[0].country if self.recipients else None


Fact = Person | Organisation | Place | Quote | Attribution | Quantity | Date | Event | Number
Kind = Literal[
    "person", "organisation", "place", "quote", "attribution", "quantity", "date", "event", "number"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact, the characters it was read from, and the rule that read it."""

    kind: Kind
    span_start: int
    span_end: int
    text: str
    rule: str
    fact: Fact
