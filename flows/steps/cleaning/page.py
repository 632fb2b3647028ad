"""One parsed page: its lines, what it states of itself, and the article both make."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from extractors.lines import Line, PageLine, classify
from extractors.page_lines.datelines import is_update
from extractors.page_lines.headlines import words
from extractors.records import Article
from flows.steps.cleaning import metadata, published
from flows.steps.cleaning.charset import Decoded
from flows.steps.cleaning.cleaned import Cleaned, PublisherLike, body_of, removed_from
from flows.steps.cleaning.judge import dateline_section, judged, printed_candidates, tags_of_tail
from flows.steps.cleaning.language import detect
from flows.steps.cleaning.markup import FoundLine
from flows.steps.cleaning.markup import lines as lines_of
from flows.steps.cleaning.reader import trafilatura_text, votes
from flows.steps.cleaning.story import misnamed, read_story
from flows.steps.cleaning.structured import read_json_ld, read_meta
from flows.steps.cleaning.tree import Element, tidy

_MOST_RENAMINGS = 5
_NEAR_END = 3  # lines below the story that may still tell its date
_LIST_LINKS = 40
_LIST_TITLES = 6


def _told(when: published.Published) -> tuple[tuple[str, str], ...]:
    return tuple((c.evidence, (c.clock or c.day).isoformat()) for c in when.candidates)


class Page:
    """A parsed page on its way to an article: what it states, its lines, and who asked."""

    def __init__(
        self,
        tree: Element,
        decoded: Decoded,
        url: str,
        fetched_at: datetime | None,
        publisher: PublisherLike,
        article_id: str,
        feed_title: str,
        feed_published: datetime | None,
    ) -> None:
        self.tree, self.decoded, self.url = tree, decoded, url
        self.fetched_at, self.publisher, self.article_id = fetched_at, publisher, article_id
        self.feed_title, self.feed_published = feed_title, feed_published
        self.stated = (read_json_ld(tree), read_meta(tree))
        self.found = lines_of(tree)
        self.outlets = self._outlets()

    def _outlets(self) -> tuple[str, ...]:
        names = [name for statement in self.stated for name in statement.outlet]
        headings = [f.text for f in self.found if f.h1 or f.form == "heading"][:40]
        stated = [text for statement in self.stated for text in statement.headline]
        titled = [metadata.outlet_in_title(text, [*headings, *stated]) for text in stated]
        return tuple(dict.fromkeys(n for n in (self.publisher.name, *names, *titled) if n))

    def clean(self) -> Cleaned:
        """The page's article, or why there is none."""
        stated = [text for s in self.stated for text in s.headline]
        headline = metadata.find_headline(self.found, [*stated, self.feed_title], self.outlets)
        readings = (trafilatura_text(self.tree, self.found), self.stated[0].body)
        voted = votes(self.found, readings)
        freed: frozenset[Element] = frozenset()
        for _ in range(_MOST_RENAMINGS):
            wrong = misnamed(self.found, voted, headline)
            if not wrong:
                break
            freed |= wrong
            self.found = lines_of(self.tree, freed)
            voted = votes(self.found, readings)
        lines = read_story(self.found, voted, headline)
        if not any(line.is_body for line in lines) and self.stated[0].body:
            lines = self._from_json_ld(headline)
        if self._is_list(lines):
            return self._none("list_page", "The page lists stories and tells none.")
        if not lines:
            return self._none("empty", "No line of the page belongs to a story.")
        when = self._when(lines)
        article = self._article(headline, lines, when)
        judgement = judged(article, lines, self.decoded, self.stated[0].free)
        return replace(judgement, date_candidates=_told(when))

    def _none(self, status: str, reason: str) -> Cleaned:
        return Cleaned(status, reason, None, (), self.decoded.charset, self.decoded.evidence)

    def _from_json_ld(self, headline: str) -> list[Line]:
        """A page that scripts fill may still hold its story in JSON-LD."""
        texts = [tidy(t) for t in self.stated[0].body.splitlines()]
        return classify([PageLine(t) for t in texts if t], headline)

    def _is_list(self, lines: Sequence[Line]) -> bool:
        """A home page or section: it says so, it is nearly all links, or linked titles part its paragraphs."""
        kinds = {kind.lower() for statement in self.stated for kind in statement.kinds}
        if any("article" in kind or "posting" in kind for kind in kinds):
            return False
        told = [i for i, line in enumerate(lines) if line.is_body]
        count = sum(len(words(lines[i].text)) for i in told)
        if kinds & {"collectionpage", "searchresultspage"} and count < 150:
            return True
        links = sum(line.linked > 0.8 and len(words(line.text)) >= 4 for line in self.found)
        if count < 60 and links >= _LIST_LINKS and not self.stated[0].body:
            return not self._names_one_body({lines[i].text for i in told})
        between = lines[told[0] : told[-1]] if told else ()
        # A box of links within a story is one part, however many it has; a list parts all it tells.
        parts = sum(
            line.kind == "related_link" and above.kind != "related_link"
            for above, line in pairwise(between)
        )
        return parts >= _LIST_TITLES and parts >= 0.6 * len(told)

    def _names_one_body(self, told: Collection[str]) -> bool:
        """Whether all that is told stands in one part that the page names a story's body: short news have
        many links around them too."""
        regions = [found.region for found in self.found if found.text in told]
        named = {region.element for region in regions if region and region.kind == "body"}
        return len(named) == 1 and all(region and region.kind == "body" for region in regions)

    def _article(self, headline: str, lines: Sequence[Line], when: published.Published) -> Article:
        story, blocks = body_of(lines)
        authors = [name for s in self.stated for name in s.authors]
        canonical = [text for s in reversed(self.stated) for text in s.canonical]
        return Article(
            id=self.article_id,
            text=story,
            headline=headline,
            publisher=self.publisher.id,
            country=self.publisher.country,
            timezone=self.publisher.timezone,
            canonical_url=metadata.canonical_url(self.url, canonical),
            published=when.day,
            published_at=when.at,
            published_precision=when.precision,
            published_evidence=when.evidence,
            modified_at=self._modified(),
            byline=metadata.find_byline(lines, authors, self.outlets),
            agency=metadata.find_agency(lines, authors, self.outlets),
            section=metadata.find_section(self.found, self.stated, headline, self.outlets)
            or dateline_section(lines),
            tags=metadata.find_tags(self.found, self.stated, headline, self.outlets)
            or tags_of_tail(lines, story),
            language=detect(story or headline),
            blocks=blocks,
            removed_lines=removed_from(lines),
        )

    def _when(self, lines: Sequence[Line]) -> published.Published:
        candidates = [
            published.read_stated(text, evidence, 10 + 10 * i)
            for i, statement in enumerate(self.stated)
            for text, evidence in statement.published
        ]
        candidates += [
            published.read_stated(f.moment, "time datetime", rank + i)
            for i, (rank, f) in enumerate(self._shown_moments(lines))
        ]
        candidates += printed_candidates(lines, self.fetched_at)
        candidates.append(
            published.read_url(self.url or next(iter(self.stated[1].canonical), ""), 58)
        )
        if self.feed_published:
            at = self.feed_published
            candidates.append(published.Candidate(at.date(), at, "second", "feed", 75))
        return published.choose(candidates, self.publisher.timezone, self.fetched_at)

    def _shown_moments(self, lines: Sequence[Line]) -> list[tuple[int, FoundLine]]:
        """The first lines that state their moment beside its words, with the rank of what they state:
        that of a change stands back, that of other stories below this one stands last."""
        told = {line.text for line in lines if line.is_body}
        end = max((i for i, f in enumerate(self.found) if f.text in told), default=0)
        shown = [
            (54 if is_update(f.text) else 40 if i <= end + _NEAR_END else 66, f)
            for i, f in enumerate(self.found)
            if f.moment and (f.region is None or not f.region.absorbing)
        ]
        return sorted(shown[:5], key=lambda ranked: ranked[0])[:3]

    def _modified(self) -> datetime | None:
        stated = [published.read_stated(t, e, 0) for s in self.stated for t, e in s.modified]
        return (
            published.choose(stated, self.publisher.timezone, self.fetched_at).at
            if stated
            else None
        )
