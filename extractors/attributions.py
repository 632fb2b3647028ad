"""Reads through whom a statement reached us: formulas, relays, unnamed sources, wire credits.

A named source that speaks for itself is a quote only. Chains run from the nearest publisher or
agency to the ultimate source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.records import Attribution, Mention, Quote
from extractors.relays import Relay, medium_at
from extractors.reporting import cue
from extractors.rules import mention, of_kind, without_overlap
from extractors.sources import agencies, head_of
from extractors.speakers import People, Speaker, Stretch, noun_phrase
from extractors.speech import Speech
from extractors.text import Document

RULE_IDS: tuple[str, ...] = (
    "quote-by-unnamed",
    "quote-by-medium",
    "quote-through-medium",
    "formula",
    "formula-verb",
    "credit-in-brackets",
    "credit-at-line-end",
    "dateline-agency",
)


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The attribution mentions of a document; ``found`` holds what earlier extractors read."""
    reader = _Reader(document, found)
    return without_overlap([*reader.of_quotes(), *reader.formulas(), *reader.credits()])


class _Reader:
    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.found = found
        self.speech = Speech(document, found)
        self.people = People(document, found)
        self.quotes = of_kind(found, "quote")

    # Quotes that have a source to be told

    def of_quotes(self) -> Iterator[Mention]:
        """An attribution for each quote whose printed source is unnamed or a medium, or that came
        through one."""
        for m in self.quotes:
            fact = m.fact
            if not isinstance(fact, Quote) or not fact.speaker_surface or not fact.speaker:
                continue
            at = self._surface_at(m, fact.speaker_surface)
            if at is None:
                continue
            yield from self._of_quote(m, fact, at, fact.via)

    def _surface_at(self, m: Mention, surface: str) -> int | None:
        """The token at which the speaker of a quote stands, near its cue."""
        text = self.document.text
        place = text.find(surface, m.span_start, m.span_end)
        if place < 0:
            place = text.rfind(surface, max(0, m.span_start - 200), m.span_end)
        if place < 0:
            place = text.find(surface, m.span_end, m.span_end + 200)
        return self.document.token_at(place) if place >= 0 else None

    def _of_quote(self, m: Mention, fact: Quote, at: int, via: str | None) -> Iterator[Mention]:
        source = head_of(self.document, at)
        medium = medium_at(self.speech, at) or self._marked_medium(at)
        unnamed = source is not None and source.source_class == "unnamed"
        speaker = fact.speaker or ""
        cue_first = self.document.token_at(m.span_start)
        first, last = (cue_first, at) if cue_first <= at else (at, at)
        last = source.behind if source else last + 1
        if unnamed or via or medium:
            chain = tuple(dict.fromkeys(n for n in (via, speaker) if n))
            rule = (
                "quote-through-medium"
                if via
                else "quote-by-unnamed"
                if unnamed
                else "quote-by-medium"
            )
            kind = source.source_kind if unnamed and source else None
            yield self._built(
                first, max(last, first + 1), chain, "unnamed" if unnamed else "named", kind, rule
            )

    def _marked_medium(self, at: int) -> Relay | None:
        quoted = self.speech.marked.get(at) or self.speech.marked.get(at - 1)
        if not quoted or not 1 <= quoted.words <= 3:
            return None
        return Relay("", at, quoted.behind)

    # Formulas: بحسب، وفقا لـ، نقلا عن، على ما أفاد

    def formulas(self) -> Iterator[Mention]:
        """Attributions told by a formula before a source, and chains of them."""
        for i, token in enumerate(self.speech.tokens):
            if token.kind != "w":
                continue
            behind = self._formula(i)
            if behind:
                yield from self._by_formula(i, *behind)

    def _formula(self, i: int) -> tuple[int, str] | None:
        """The token behind a formula that starts here, with its rule."""
        word = self.speech.word(i)
        bare = (
            word.removeprefix("و") if word.startswith("وو") or word not in ("وفق", "وفقا") else word
        )
        following = self.speech.word(i + 1)
        if bare in ("نقلا",) and following == "عن":
            return i + 2, "formula"
        if bare in ("بحسب", "حسب", "وفق", "وبحسب", "وحسب") or (
            bare in ("علي", "كما", "حسبما", "وفقما")
        ):
            start = i + 1
            if bare in ("بحسب", "حسب", "وفق", "علي") and following == "ما":
                start = i + 2
            if start > i + 1 or bare in ("كما", "حسبما", "وفقما"):
                return self._formula_verb(start, bare)
            return None if bare in ("علي",) else (start, "formula")
        if bare in ("وفقا", "طبقا", "تبعا", "استنادا"):
            return (i + 2, "formula") if following in ("ل", "الي") else (i + 1, "formula")
        return None

    def _formula_verb(self, i: int, bare: str) -> tuple[int, str] | None:
        found = cue(self.speech.word(i))
        if not found or found.form != "verb" or self.speech.complement(i, found):
            return None
        behind = i + 1
        if self.speech.word(behind) in ("به", "عنه", "ذلك"):
            behind += 1
        return behind, "formula-verb"

    def _by_formula(self, i: int, j: int, rule: str) -> Iterator[Mention]:
        if (rule == "formula" and self.speech.word(j).startswith("لما")) or self.speech.word(
            j
        ) == "ما":
            j += 2
        relay = medium_at(self.speech, j) or self._marked_medium(j)
        source = head_of(self.document, j)
        stop = self._stretch_end(j)
        phrase = noun_phrase(self.document, j, stop)
        speaker = self.people.speaker(Stretch(j, stop), phrase, "")
        if not speaker or not (relay or source or self._is_source(phrase, speaker)):
            return
        farther = self._farther(j, stop)
        names = [
            relay.name if relay and relay.name else speaker.name,
            *([farther.name] if farther else []),
        ]
        ultimate = farther.source if farther else (source if source else None)
        unnamed = ultimate is not None and ultimate.source_class == "unnamed"
        last = source.behind if source else phrase.first + 1
        kind = ultimate.source_kind if ultimate and unnamed else None
        yield self._built(
            i, last, tuple(dict.fromkeys(names)), "unnamed" if unnamed else "named", kind, rule
        )

    def _stretch_end(self, j: int) -> int:
        stop = j
        while (
            stop < min(len(self.speech.tokens), j + 25) and self.speech.kinds[stop] not in ",.b:A"
        ):
            stop += 1
        return stop

    def _farther(self, j: int, stop: int) -> Speaker | None:
        """The source behind the nearest one: نقلا عن، عن."""
        for k in range(j + 1, stop):
            if self.speech.word(k) == "عن" and self.speech.word(k - 1) in ("نقلا",):
                phrase = noun_phrase(self.document, k + 1, stop)
                return self.people.speaker(Stretch(k + 1, stop), phrase, "")
        return None

    def _is_source(self, phrase: Stretch, speaker: Speaker) -> bool:
        """Whether a noun phrase behind a formula names somebody who can say something."""
        tokens = self.speech.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        named = self.people.within(start, end)
        head = [m for m in named if m.kind != "place" and m.span_start <= start + 3]
        person = any(m.kind == "person" for m in named)
        return bool(head) or person or speaker.name != speaker.surface

    # Credits and datelines

    def credits(self) -> Iterator[Mention]:
        """Wire credits: (أ ف ب), رويترز at a line's end, "دمشق - سانا:"."""
        for hit in agencies().find(self.document):
            rule = self._credit(hit.first, hit.last)
            if rule and not hit.clitic:
                name = hit.row["name"]
                yield self._built(hit.first, hit.last, (name,), "named", None, rule)

    def _credit(self, first: int, last: int) -> str | None:
        kinds, tokens = self.speech.kinds, self.speech.tokens
        before = tokens[first - 1].text if first else "\n"
        after = tokens[last].text if last < len(tokens) else "\n"
        if before == "(" and after == ")":
            return "credit-in-brackets"
        line_end = "\n" in after
        if line_end and ("\n" in before or before in ".،-–—/"):
            return "credit-at-line-end"
        near_start = any(k == "b" for k in kinds[max(0, first - 4) : first]) or first <= 4
        if near_start and before in "-–—/،" and (after in ":-–—" or line_end):
            return "dateline-agency"
        return None

    def _built(
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
