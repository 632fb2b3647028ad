"""Sectors by what they can do: bear arms, govern, crowd the streets; and whose side shows which."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.plover.noun_phrases.phrases import Phrase
from extractors.records import Participant

ARMED = frozenset(("MIL", "REB", "UAF", "COP", "CRM", "SPY", "PRM"))
POLITICAL = frozenset(
    ("GOV", "MIL", "LEG", "JUD", "PTY", "OPP", "REB", "COP", "IGO", "SPY", "ELI", "UAF")
)
AUTHORITIES = frozenset(("GOV", "COP", "MIL", "JUD", "REB", "LEG", "SPY", "UAF"))
CROWDS = frozenset(("CVL", "OPP", "EDU", "LAB", "PTY", "REL", "REF", "JRN", "SOC", "MED", "REB"))
UNIONS = frozenset(("LAB", "MED", "EDU"))

Side = Sequence[Phrase | Participant]


def participant(side: Phrase | Participant) -> Participant:
    """The participant of a phrase, or itself."""
    return side.participant if isinstance(side, Phrase) else side


def sectors(side: Side) -> set[str]:
    """The sectors of a side's participants."""
    return {s for p in side if (s := participant(p).sector)}


def is_state(side: Side) -> bool:
    """Whether a side has a nation, an office or a political body in it."""
    return any(
        participant(p).country
        or participant(p).sector in POLITICAL
        or (isinstance(p, Phrase) and p.klass == "state")
        for p in side
    )
