"""What one document says of places: the gazetteer's surfaces in it, its nouns of places, the countries it tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractors import countries
from extractors.naming import gazetteer
from extractors.naming.gazetteer import Entry, Hit
from extractors.naming.place_nouns import heads
from extractors.records import Mention, Organisation
from extractors.rules import of_kind
from extractors.text import Document, folded_words

# Streets and houses are called after places of other countries.
NAMED_AFTER = folded_words("حي حيي شارع ميدان ساحة دوار ملعب استاد برج قصر مسجد جامع جسر")
_COMMAS = ("،", ",")


class PlaceText:
    """``hits`` are the surfaces outside organisations' names, ``heads`` the nouns by the token behind them;
    ``told`` and ``told_in`` count the countries told in the article and in each sentence."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.taken: set[int] = set()
        self._seats: set[int] = set()
        for m in of_kind(found, "organisation"):
            first, last = document.tokens_of(m.span_start, m.span_end)
            (self._seats if _has_seat(m) else self.taken).update(range(first, last))
        self.heads = {head.last: head for head in heads(document)}
        self.hits = list(self._hits())
        self.by_first = {hit.first: hit for hit in self.hits}
        self.by_last = {hit.last: hit for hit in self.hits}
        self.told, self.told_in = self._countries_told()

    def _hits(self) -> Iterator[Hit]:
        last = 0
        for position in self.document.where(gazetteer.starts):
            hit = gazetteer.at(self.document, position) if position >= last else None
            if not hit:
                continue
            span = range(hit.first, hit.last)
            inside = not self._seats.isdisjoint(span) and not hit.entries[0].trusted
            if not inside and self.taken.isdisjoint(span):
                yield hit
                last = hit.last

    def _countries_told(self) -> tuple[Counter[str], dict[int, Counter[str]]]:
        """How often each country is told, by places without doubt and by adjectives: in the whole
        article, and by the first token of each sentence."""
        told: Counter[str] = Counter()
        told_in: defaultdict[int, Counter[str]] = defaultdict(Counter)
        adjectives = self.document.once(countries.demonyms)
        here = {i: adjective.country for i, adjective in adjectives.items()}
        for hit in self.hits:
            head = self.heads.get(hit.first)
            if not head or head.noun not in NAMED_AFTER:
                here[hit.first] = _sure_country(hit.entries)
        for i, country in sorted(here.items()):
            if country:
                told[country] += 1
                sentence = self.document.sentence_of(i)[0]
                told_in[sentence][country] += 1
        if self.document.article.country:
            told[self.document.article.country] += 1
        return told, told_in

    def entry(self, hit: Hit) -> Entry:
        """Which place a surface means: of the country named behind it, of one named in the sentence,
        of the one the article speaks of most, else the likeliest."""
        entries = hit.entries
        if len(entries) == 1 or len({e.country for e in entries}) == 1:
            return entries[0]
        if hit.last < len(self.tokens):
            told = countries.demonym(self.tokens[hit.last].folded)
            for entry in entries:
                if told and entry.country == told.country:
                    return entry
        listed = next((e for e in entries if e.kind == "country"), None)
        if listed and self._is_among_countries(hit):
            return listed  # السعودية والكويت وعمان: not Amman
        sure = (
            [e for e in entries if e.trusted]
            or [e for e in entries if e.kind != "geonames"]
            or entries
        )
        sentence = self.told_in.get(self.document.sentence_of(hit.first)[0], Counter())
        scores = [(sentence[e.country], self.told[e.country], -i) for i, e in enumerate(sure)]
        return sure[-max(scores)[2]]

    def _is_among_countries(self, hit: Hit) -> bool:
        """Whether a country's name stands before it in a list, or behind it."""
        comma = hit.first > 0 and self.tokens[hit.first - 1].text in _COMMAS
        before = self.by_last.get(hit.first - comma) if comma or hit.clitic == "و" else None
        behind = self.by_first.get(hit.last) if before is None else None
        if behind and behind.clitic != "و":
            return False
        beside = before or behind
        return beside is not None and any(e.kind == "country" for e in beside.entries)

    def country_behind(self, hit: Hit) -> str | None:
        """The country of a feminine adjective behind a name, as cities have it."""
        if hit.last >= len(self.tokens):
            return None
        told = countries.demonym(self.tokens[hit.last].folded)
        return told.country if told and told.definite and told.gender == "f" else None

    def country_near(self, token: int) -> str | None:
        """The only country told in the sentence, else the one that prevails in the article."""
        at = min(token, len(self.tokens) - 1)
        sentence = self.told_in.get(self.document.sentence_of(at)[0], Counter())
        if len(sentence) == 1:
            return next(iter(sentence))
        ranked = (sentence or self.told).most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]):
            return ranked[0][0]
        return None


def _sure_country(entries: tuple[Entry, ...]) -> str:
    """The only country that a surface stands for without evidence, "" where there is none."""
    if not entries[0].trusted:
        return ""  # trusted ones stand first
    told = {e.country for e in entries if e.trusted}
    return told.pop() if len(told) == 1 else ""


def _has_seat(m: Mention) -> bool:
    """An office whose name says where it sits (شرطة دبي, أمانة جدة): the place is one of its own."""
    offices = ("GOV", "COP", "JUD")
    fact = m.fact
    return (
        isinstance(fact, Organisation)
        and fact.sector in offices
        and m.rule == "noun-with-complement"
    )
