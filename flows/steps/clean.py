"""From a page's bytes to its article: decode, read the lines, find the story, say what each line is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from extractors.datelines import read_moment
from extractors.headlines import words
from extractors.lines import Line, PageLine, classify, guess_headline
from extractors.prompts import read_prompt
from extractors.records import Article
from extractors.tag_tails import split as split_tags
from flows.steps import metadata, published
from flows.steps.charset import Decoded, decode
from flows.steps.cleaned import Cleaned, NoPublisher, PublisherLike, body_of, removed_from
from flows.steps.language import detect
from flows.steps.markup import Element, parse, tidy
from flows.steps.markup import lines as lines_of
from flows.steps.page_pool import Lost, PagePool
from flows.steps.reader import trafilatura_text, votes
from flows.steps.story import misnamed, read_story
from flows.steps.structured import read_json_ld, read_meta

MOST_BYTES = 5_000_000
_STUB_WORDS = 20
_PAYWALL_WORDS = 150
_MOST_RENAMINGS = 5
_LIST_LINKS = 40
_LIST_TITLES = 6
_NOBODY = NoPublisher()


def clean_page(
    body: bytes,
    url: str = "",
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    publisher: PublisherLike = _NOBODY,
    *,
    article_id: str = "",
    feed_title: str = "",
    feed_published: datetime | None = None,
) -> Cleaned:
    """Read the article out of a fetched page. Pure: the same arguments give the same result.

    ``fetched_at`` is the clock for "two hours ago" and rules out days that had not come; ``feed_title``
    and ``feed_published`` are what the paper's feed says of the page, used where the page is silent.
    Never raises on any bytes: the status says what was wrong with them.
    """
    if len(body) > MOST_BYTES:
        return Cleaned("too_large", f"The page has {len(body):,} bytes, more than {MOST_BYTES:,}.")
    if not body.strip():
        return Cleaned("empty", "The page has no bytes.")
    decoded = decode(body, content_type)
    if _is_binary(body, decoded.text):
        return Cleaned("unreadable", "The body is no text.")
    tree = parse(decoded.text)
    if tree is None:
        return Cleaned(
            "unreadable",
            "The body holds no markup.",
            charset=decoded.charset,
            charset_evidence=decoded.evidence,
        )
    page = _Page(tree, decoded, url, fetched_at, publisher, article_id, feed_title, feed_published)
    return page.clean()


def clean_file(body: bytes, name: str) -> Cleaned:
    """Read the article out of a file: a page where it holds markup, plain text where it does not."""
    suffix = PurePath(name).suffix.lower()
    if suffix == ".txt" or (not suffix.startswith(".htm") and b"<" not in body[:1000]):
        return clean_text(decode(body, None).text, name) if body.strip() else clean_page(body)
    return clean_page(body, article_id=PurePath(name).name)


def clean_text(text: str, name: str, *, fetched_at: datetime | None = None) -> Cleaned:
    """Read the article out of plain text, a line of the page a line. ``name`` (a file's) becomes its id."""
    page_lines = []
    gap = False
    for raw in text.splitlines():
        line = tidy(raw)
        if line:
            page_lines.append(PageLine(line, gap=gap))
        gap = not line
    if not page_lines:
        return Cleaned("empty", "The text has no words.")
    headline = guess_headline(page_lines)
    lines = classify(page_lines, headline)
    story, blocks = body_of(lines)
    when = published.choose(_printed_candidates(lines, fetched_at), None, fetched_at)
    article = Article(
        id=PurePath(name).name,
        text=story,
        headline=headline,
        published=when.day,
        published_at=when.at,
        published_precision=when.precision,
        published_evidence=when.evidence,
        byline=metadata.find_byline(lines, (), ()),
        agency=metadata.find_agency(lines, ()),
        section=_dateline_section(lines),
        tags=_tags_of_tail(lines, story),
        language=detect(story or text),
        blocks=blocks,
        removed_lines=removed_from(lines),
    )
    return _judged(article, lines, Decoded("", "", ""), True)


_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x01\x00",
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _is_binary(body: bytes, text: str) -> bool:
    """An image, a document, compressed or random bytes: known by their first bytes or by control codes."""
    head = text[:4000]
    return body.startswith(_MAGIC) or len(_CONTROLS.findall(head)) * 20 > len(head)


def _printed_candidates(
    lines: Sequence[Line], fetched_at: datetime | None
) -> list[published.Candidate | None]:
    """The moments that datelines print. Best is one between headline and story; above the headline
    papers also print the day of the visit, below the story that of other stories."""
    titled = next((i for i, line in enumerate(lines) if line.kind == "headline"), 0)
    told = next((i for i, line in enumerate(lines) if line.is_body), len(lines))
    found = []
    for i, line in enumerate(lines):
        if line.kind != "dateline":
            continue
        printed = read_moment(line.text)
        late = printed is not None and printed.label == "updated"
        place = min(66 + titled - i, 90) if i < titled else 65 if i > told else 50
        found.append(
            published.read_printed(line.text, "printed line", place + 10 * late, fetched_at)
        )
    return found


def _dateline_section(lines: Sequence[Line]) -> str | None:
    """The words that share a line with the date ("● أخبار سورية ٢٤ أكتوبر ٢٠٢٥"), or stand beside it
    above the headline."""
    for i, line in enumerate(lines):
        if line.is_body:
            return None
        beside = any(other.kind in ("dateline", "headline") for other in lines[i + 1 : i + 2])
        if line.rule == "above-headline" and beside and len(words(line.text)) <= 3:
            return line.text
        moment = read_moment(line.text) if line.kind == "dateline" else None
        if moment and moment.rest and len(words(moment.rest)) <= 4:
            return moment.rest
        if line.kind == "section":
            return line.text
    return None


def _tags_of_tail(lines: Sequence[Line], story: str) -> tuple[str, ...]:
    headlines = [line.text for line in lines if line.kind in ("headline", "subhead")]
    found: list[str] = []
    for line in lines:
        if line.kind != "tag_tail":
            continue
        if line.rule == "glued-words":
            found += split_tags(line.text, (story, *headlines))
        else:
            prompt = read_prompt(line.text)
            for tag in metadata.tags_of([prompt.rest if prompt else line.text], "", ()):
                found += split_tags(tag, (story, *headlines)) or (tag,)
    return tuple(dict.fromkeys(found))


def _judged(article: Article, lines: Sequence[Line], decoded: Decoded, free: bool) -> Cleaned:
    status, reason = "article", "The page tells a story."
    count = len(words(article.text))
    if article.language not in ("ar", None):
        status, reason = "not_arabic", f"The text is in another language ({article.language})."
    elif not count:
        status, reason = "empty", "No line of the page belongs to a story."
    elif count < _STUB_WORDS or (count < _PAYWALL_WORDS and (not free or _is_walled(lines))):
        status, reason = "stub", "Only the beginning of a story is there."
    return Cleaned(
        status,
        reason,
        article if status in ("article", "stub") else None,
        tuple((line.kind, line.text) for line in lines),
        decoded.charset,
        decoded.evidence,
        article.language,
    )


def _is_walled(lines: Sequence[Line]) -> bool:
    """Whether the page asks for a subscription to read on."""
    return any(line.kind == "paywall_prompt" for line in lines)


class _Page:
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
        readings = (trafilatura_text(self.tree), self.stated[0].body)
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
        return _judged(self._article(headline, lines), lines, self.decoded, self.stated[0].free)

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
            return True
        between = lines[told[0] : told[-1]] if told else ()
        titles = sum(line.kind == "related_link" for line in between)
        return titles >= _LIST_TITLES and titles >= 0.6 * len(told)

    def _article(self, headline: str, lines: Sequence[Line]) -> Article:
        story, blocks = body_of(lines)
        when = self._when(lines)
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
            or _dateline_section(lines),
            tags=metadata.find_tags(self.found, self.stated, headline, self.outlets)
            or _tags_of_tail(lines, story),
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
        head = [f for f in self.found if f.moment and (f.region is None or not f.region.absorbing)]
        candidates += [
            published.read_stated(f.moment, "time datetime", 40 + min(i, 9))
            for i, f in enumerate(head[:3])
        ]
        candidates += _printed_candidates(lines, self.fetched_at)
        candidates.append(
            published.read_url(self.url or next(iter(self.stated[1].canonical), ""), 58)
        )
        if self.feed_published:
            at = self.feed_published
            candidates.append(published.Candidate(at.date(), at, "second", "feed", 75))
        return published.choose(candidates, self.publisher.timezone, self.fetched_at)

    def _modified(self) -> datetime | None:
        stated = [published.read_stated(t, e, 0) for s in self.stated for t, e in s.modified]
        return (
            published.choose(stated, self.publisher.timezone, self.fetched_at).at
            if stated
            else None
        )


@dataclass(frozen=True, slots=True)
class PageToClean:
    """What `clean_page` is called with, for one page of a batch."""

    body: bytes
    url: str = ""
    content_type: str | None = None
    fetched_at: datetime | None = None
    publisher: PublisherLike = _NOBODY
    article_id: str = ""
    feed_title: str = ""
    feed_published: datetime | None = None


def clean_item(item: PageToClean) -> Cleaned:
    """Clean one page of a batch."""
    return clean_page(
        item.body,
        item.url,
        item.content_type,
        item.fetched_at,
        item.publisher,
        article_id=item.article_id,
        feed_title=item.feed_title,
        feed_published=item.feed_published,
    )


def clean_batch(
    items: Iterable[PageToClean], workers: int = 2, *, seconds: float = 30.0, megabytes: int = 3000
) -> Iterator[Cleaned]:
    """Clean pages in worker processes, results in the order of the input.

    A page that takes longer than ``seconds``, needs more than ``megabytes`` or kills its worker comes back
    with that status; the others are not touched. With ``workers`` 0 all is done in this process.
    """
    if workers < 1:
        yield from map(clean_item, items)
        return
    with PagePool(clean_item, workers, seconds, megabytes) as pool:
        for result in pool.map(items):
            yield Cleaned(*result) if isinstance(result, Lost) else result
