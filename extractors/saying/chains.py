"""What all readers of attributions share: the media named in marks, where a source's name ends, the mention."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.records import Attribution, Mention, Quote
from extractors.rules import mention, of_kind
from extractors.saying.complements import Complements
from extractors.saying.relays import Relay
from extractors.saying.sources import agencies, media
from extractors.saying.speakers import People
from extractors.text import Document

_NAME_IN_MARKS = 6  # tokens; more are no name


class Chains:
    """A document's sources, as read for its quotes."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.speech = Complements(document, found)
        self.people = People(document, found)
        self.quotes = of_kind(found, "quote")
        self.told = {m.fact.via for m in self.quotes if isinstance(m.fact, Quote)}

    def marked_medium(self, at: int) -> Relay | None:
        """A name in marks that is a medium's: a known one, or one that somebody spoke to here."""
        quoted = self.speech.marked.get(at) or self.speech.marked.get(at - 1)
        if not quoted or not quoted.closed or not 1 <= quoted.words <= 4:
            return None
        known = media().at(self.document, quoted.opening + 1)
        agency = agencies().at(self.document, quoted.opening + 1)
        if agency and not agency.clitic and agency.last == quoted.closing:
            return Relay(agency.row["name"], at, quoted.behind)
        start, end = (
            self.speech.tokens[quoted.opening + 1].start,
            self.speech.tokens[quoted.closing - 1].end,
        )
        name = self.document.text[start:end]
        if (known and known.last == quoted.closing) or name in self.told:
            return Relay(name, at, quoted.behind)
        return None

    def behind_name(self, i: int) -> int:
        """The token behind the word at i, or behind the marks that hold a name there."""
        opens = i if self.speech.kinds[i] == "<" else i - 1
        quoted = self.speech.marked.get(opens)
        short = quoted is not None and quoted.closed and quoted.words <= _NAME_IN_MARKS
        return quoted.behind if quoted and short else i + 1

    def built(
        self,
        first: int,
        last: int,
        chain: tuple[str, ...],
        source_class: str,
        kind: str | None,
        rule: str,
    ) -> Mention:
        tokens = self.speech.tokens
        start, end = tokens[first].start, tokens[max(last, first + 1) - 1].end
        fact = Attribution(
            chain=chain, cue=tokens[first].text, source_class=source_class, source_kind=kind
        )
        return mention(self.document, "attribution", start, end, rule, fact)
