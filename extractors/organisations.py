"""Reads mentions of kind organisation."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import Mention
from extractors.text import Document

RULE_IDS: tuple[str, ...] = ()


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The organisation mentions of a document; ``found`` holds what earlier extractors read."""
    return []
