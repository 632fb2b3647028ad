"""Headline, byline, section, tags and canonical address of a story, from what its page states and shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from urllib.parse import urljoin, urlsplit

from extractors.page_lines.bylines import (
    agencies_in,
    is_personal,
    names,
    read_byline,
    within,
    wrote,
)
from extractors.page_lines.datelines import read_moment
from extractors.page_lines.headlines import repeats, split_title, without_outlet, words
from extractors.page_lines.line_words import Line, is_place
from extractors.page_lines.prompts import read_prompt
from flows.steps.cleaning.markup import FoundLine
from flows.steps.cleaning.structured import Statement

_TAG_DIVIDER = re.compile(r"\s*[,،;؛|#\n]\s*")
_GENERIC = frozenset(
    [
        "news",
        "breaking",
        "أخبار",
        "اخبار",
        "الأخبار",
        "الاخبار",
        "خبر",
        "عاجل",
        "article",
        "articles",
        "مقال",
        "مقالات",
        "الرئيسية",
        "home",
        "صحيفة",
        "جريدة",
        "موقع",
        "tags",
        "وسوم",
        "الوسوم",
        "sports",
        "رياضة",
        "uncategorized",
        "عام",
        "أخرى",
    ]
)
_CRUMB_DIVIDER = re.compile(r"\s*(?:[/|›»>«<‹•·]|\s[-–—]\s)\s*")
_SECTION_LABEL = re.compile(
    r"^\s*(?:القسم|التصنيف|التصنيفات|المجموعة|الفئة|قسم|الباب|في|نُ?شرت? في|أنت هنا)\s*[:：]\s*|^\s*نُ?شرت? في\s+"
)
_HOMES = frozenset(words(name)[0] for name in ("الرئيسية", "الرئيسة", "home", "البداية"))
_MOST_TAG_WORDS = 9
_LONGEST_LABEL = 30  # letters


def find_headline(
    lines: Sequence[FoundLine], stated: Sequence[str], outlets: tuple[str, ...]
) -> str:
    """The headline as the page prints it, else as its metadata state it, the outlet's name taken off."""
    told = [
        t for text in stated if (t := without_outlet(text, outlets)) and not _is_name(t, outlets)
    ]
    shown = [line for line in lines if line.h1 and len(words(line.text)) > 1]
    shown += [line for line in lines if not line.h1 and (line.form == "heading" or _is_title(line))]
    shown += [line for line in lines[:200] if not line.h1 and not line.form and line.linked < 0.5]
    known = {words(t) for t in told}
    texts = []
    for line in shown:
        text = without_outlet(line.text, outlets)
        if words(text) in known:
            return text
        texts.append(text)
    for text in texts:
        if any(repeats(text, t) or (len(words(text)) > 2 and repeats(t, text)) for t in told):
            return text
    if told:
        return told[0]
    first = next((line.text for line in lines if line.h1 and not _is_name(line.text, outlets)), "")
    return without_outlet(first, outlets)


def outlet_in_title(title: str, headlines: Sequence[str]) -> str:
    """The outlet's name, which <title> carries beside the headline."""
    parts = [part for part in split_title(title) if words(part)]
    if len(parts) < 2:
        return ""
    known = [words(h) for h in headlines]
    joined = [" ".join(words(" ".join(p))) for p in (parts[:-1], parts[1:])]
    for rest, outlet in zip(joined, (parts[-1], parts[0]), strict=True):
        if any(" ".join(h) == rest for h in known) and len(words(outlet)) <= 5:
            return outlet.strip()
    return ""


def _is_title(line: FoundLine) -> bool:
    return line.region is not None and line.region.kind == "title"


def _is_name(text: str, outlets: tuple[str, ...]) -> bool:
    return any(words(text) == words(name) for name in outlets if name)


def find_byline(
    lines: Sequence[Line], stated: Sequence[str], outlets: tuple[str, ...]
) -> tuple[str, ...]:
    """Who wrote the story: the credit that the page prints, else what its metadata state."""
    printed: list[str] = []
    shown: list[str] = []
    for line in lines:
        if line.kind == "dateline":
            printed += within(line.text)
        if line.kind != "byline":
            continue
        credit = read_byline(line.text)
        if credit and credit.role == "author":
            printed += credit.names
        elif line.rule == "wrote-and-name":
            printed += wrote(line.text)
        elif not credit:
            shown += [n for n in names(line.text) if not agencies_in(n)]
    for group in (printed, shown, [n for text in stated for n in names(text)]):
        kept = tuple(dict.fromkeys(n for n in group if _is_person_or_team(n, outlets)))
        people = tuple(name for name in kept if is_personal(name))
        if kept:
            return people or kept
    return ()


_AGENCY_WORDS = frozenset(words(name)[0] for name in ("وكالة", "وكالات", "صحيفة", "مواقع"))


def _is_person_or_team(name: str, outlets: tuple[str, ...]) -> bool:
    found = words(name)
    if is_place(name) or found[0] in _AGENCY_WORDS or name in ("خاص", "متابعات", "متابعة"):
        return False
    latin_account = len(found) == 1 and found[0].isascii() and name.islower()
    return not (
        _is_name(name, outlets)
        or latin_account
        or any(c.isdigit() for c in name)
        or read_moment(name)
    )


def find_agency(
    lines: Sequence[Line], authors: Iterable[str], outlets: tuple[str, ...] = ()
) -> str | None:
    """The wire that the story's credits name: in a line of their own, at the head of the first
    paragraph ("دمشق - سانا: ...") or at the end of the last ("... (رويترز)")."""
    credits = [line.text for line in lines if line.kind in ("byline", "dateline")]
    body = [line.text for line in lines if line.is_body]
    if body:
        opening, closing = _OPENING_CREDIT.match(body[0]), _CLOSING_CREDIT.search(body[-1])
        credits += [match[1] for match in (opening, closing) if match]
    for text in (*credits, *authors):
        wires = [name for name in agencies_in(text) if name != "وكالات"]
        if wires and not any(agencies_in(outlet) for outlet in outlets):
            return wires[0]
    return _unlisted_agency(lines, outlets)


_OPENING_CREDIT = re.compile(r"^([^.،]{3,45}?)\s*(?::|\s[-–—]\s(?=\S+\s\S+\s\S+)|[)]\s*[-–—:]*\s)")
_CLOSING_CREDIT = re.compile(r"[(\[]\s*([^()\[\]]{2,30})\s*[)\]]\W*$")


def _unlisted_agency(lines: Sequence[Line], outlets: tuple[str, ...]) -> str | None:
    """An agency that no list knows: what "المصدر:" names, or a byline that begins with وكالة."""
    for line in lines:
        if line.kind not in ("byline", "dateline"):
            continue
        credit = read_byline(line.text)
        told = credit.names if credit and credit.role == "source" else names(line.text)
        for name in told:
            by_word = words(name)[0] == words("وكالة")[0]
            named = credit is not None and credit.role == "source" and len(words(name)) <= 4
            if (by_word or named) and not _is_name(name, outlets) and not agencies_in(name):
                return name
    return None


def find_tags(
    lines: Sequence[FoundLine],
    statements: Sequence[Statement],
    headline: str,
    outlets: tuple[str, ...],
) -> tuple[str, ...]:
    """The story's tags: those the page shows, else those its metadata state, generic words left out."""
    titled = next((i for i, line in enumerate(lines) if repeats(line.text, headline)), 0)
    below = lines[titled:]
    marked = [line for line in below if _is_kind(line, "tag_tail") and line.linked > 0.5]
    shown = [text for line in marked or _labelled(below) for text in line.links or (line.text,)]
    stated = [text for statement in statements for text in statement.tags]
    for group in (shown, stated):
        kept = tags_of(group, headline, outlets)
        if kept:
            return kept
    return ()


_MOST_LABELLED = 15


def _labelled(lines: Sequence[FoundLine]) -> list[FoundLine]:
    """The links below a line that says that tags follow: "الوسوم", "مواضيع:"."""
    for i, line in enumerate(lines):
        prompt = read_prompt(line.text) if len(line.text) <= _LONGEST_LABEL else None
        if prompt is None or prompt.kind != "tag_tail" or prompt.rest:
            continue
        behind = lines[i + 1 : i + 1 + _MOST_LABELLED]
        links = list(takewhile(lambda found: found.linked > 0.85, behind))
        if links and all(
            len(words(t)) <= 5 for found in links for t in found.links or (found.text,)
        ):
            return links
    return []


def tags_of(texts: Iterable[str], headline: str, outlets: tuple[str, ...]) -> tuple[str, ...]:
    """The tags that lists of them hold, divided by commas or hash signs."""
    parts = (
        part.strip(" .:#\"'«»“”*•").replace("_", " ")
        for text in texts
        for part in _TAG_DIVIDER.split(text)
    )
    return tuple(dict.fromkeys(p for p in parts if _is_tag(p, headline, outlets)))


def _is_kind(line: FoundLine, kind: str) -> bool:
    return line.region is not None and line.region.kind == kind


def _is_tag(text: str, headline: str, outlets: tuple[str, ...]) -> bool:
    found = words(text)
    return (
        0 < len(found) <= _MOST_TAG_WORDS
        and not all(w in _GENERIC or w.isdigit() for w in (*found, text.lower()))
        and found != words(headline)
        and not any(w in _GENERIC for w in (text.lower(),))
        and not any(set(found) <= set(words(name)) for name in outlets if name)
    )


def find_section(
    lines: Sequence[FoundLine],
    statements: Sequence[Statement],
    headline: str,
    outlets: tuple[str, ...],
) -> str | None:
    """The paper's section: what the metadata state, else the breadcrumb's last step above the headline."""
    for statement in statements:
        for text in statement.section:
            if text and not _is_name(text, outlets) and len(words(text)) <= 6:
                return text
    steps = [text for statement in statements for text in statement.crumbs]
    named = [s for s in steps if _is_section(s, headline, outlets)]
    if named:
        return named[-1]
    steps = []
    for line in lines:
        if _is_kind(line, "section") and not read_moment(line.text):
            crumbs = line.links if len(line.links) > 1 else _CRUMB_DIVIDER.split(line.text)
            steps += [s for crumb in crumbs if (s := _SECTION_LABEL.sub("", crumb).strip(" :/"))]
        elif steps and (line.h1 or repeats(line.text, headline)):
            break
    named = [s for s in steps if _is_section(s, headline, outlets)]
    return named[-1] if named else None


def _is_section(text: str, headline: str, outlets: tuple[str, ...]) -> bool:
    found = words(text)
    return (
        0 < len(found) <= 5
        and found[0] not in _HOMES
        and not found[0].isdigit()
        and not repeats(headline, text)
        and not _is_name(text, outlets)
    )


def canonical_url(url: str, stated: Sequence[str]) -> str:
    """The address the page calls its own, if that lies within the same site; else the one it was fetched from."""
    for text in stated:
        try:
            found = urljoin(url, text) if url else text
            parts = urlsplit(found)
        except ValueError:  # no address: "http://[a", a port of letters
            continue
        if parts.scheme not in ("http", "https") or not parts.netloc:
            continue
        deep = parts.path.strip("/") or parts.query
        if not url or (same_site(url, found) and (deep or not urlsplit(url).path.strip("/"))):
            return found
    return url


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one site: equal hosts, www, m and amp prefixes and subdomains aside."""
    first, second = (_host(address) for address in (one, other))
    return bool(first) and (
        first == second or first.endswith("." + second) or second.endswith("." + first)
    )


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(prefix)
    return host
