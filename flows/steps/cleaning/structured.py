"""What a page says of itself to machines: JSON-LD, Open Graph, Dublin Core and other meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flows.steps.cleaning.tree import tidy

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report$|NewsItem", re.IGNORECASE)
_LIST_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ItemList"))
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING = re.compile(r",\s*(?=[}\]])")
_MOST_JSON = 1_000_000


@dataclass(slots=True)
class Statement:
    """What one source of a page's metadata states; empty where it says nothing."""

    headline: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)  # (text, evidence)
    modified: list[tuple[str, str]] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    outlet: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    crumbs: list[str] = field(default_factory=list)
    body: str = ""
    kinds: set[str] = field(default_factory=set)
    free: bool = True


_META: dict[str, tuple[str, str]] = {
    "og:title": ("headline", ""), "twitter:title": ("headline", ""), "dc.title": ("headline", ""),
    "parsely-title": ("headline", ""), "sailthru.title": ("headline", ""),
    "og:site_name": ("outlet", ""), "application-name": ("outlet", ""), "apple-mobile-web-app-title": ("outlet", ""),
    "author": ("authors", ""), "article:author": ("authors", ""), "dc.creator": ("authors", ""),
    "parsely-author": ("authors", ""), "sailthru.author": ("authors", ""), "byl": ("authors", ""),
    "article:section": ("section", ""), "parsely-section": ("section", ""),
    "article:tag": ("tags", ""), "og:article:tag": ("tags", ""), "news_keywords": ("tags", ""), "keywords": ("tags", ""),
    "parsely-tags": ("tags", ""), "sailthru.tags": ("tags", ""),
    "og:url": ("canonical", ""),
    "article:published_time": ("published", "meta article:published_time"),
    "og:article:published_time": ("published", "meta article:published_time"),
    "datepublished": ("published", "meta datePublished"), "pubdate": ("published", "meta pubdate"),
    "publishdate": ("published", "meta publishdate"), "publish-date": ("published", "meta publish-date"),
    "publish_date": ("published", "meta publish_date"), "parsely-pub-date": ("published", "meta parsely-pub-date"),
    "sailthru.date": ("published", "meta sailthru.date"), "dc.date.issued": ("published", "meta dc.date.issued"),
    "dc.date.created": ("published", "meta dc.date.created"), "dcterms.created": ("published", "meta dcterms.created"),
    "dcterms.issued": ("published", "meta dcterms.issued"), "dc.date": ("published", "meta dc.date"),
    "cxenseparse:recs:publishtime": ("published", "meta cxense"), "date": ("published", "meta date"),
    "article.published": ("published", "meta article.published"), "created": ("published", "meta created"),
    "article_date_original": ("published", "meta article_date_original"), "og:pubdate": ("published", "meta og:pubdate"),
    "article:modified_time": ("modified", "meta article:modified_time"),
    "og:updated_time": ("modified", "meta og:updated_time"), "datemodified": ("modified", "meta dateModified"),
    "lastmod": ("modified", "meta lastmod"), "last-modified": ("modified", "meta last-modified"),
    "dcterms.modified": ("modified", "meta dcterms.modified"),
}  # fmt: skip


def read_meta(tree: Any) -> Statement:
    """What the page's meta tags, links and title state."""
    found = Statement()
    for meta in tree.iter("meta"):
        name = (
            (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        )
        content = tidy(unescape(meta.get("content") or ""))
        if not name or not content:
            continue
        if name == "og:type":
            found.kinds.add(content.lower())
        target = _META.get(name)
        if not target:
            continue
        values = getattr(found, target[0])
        values.append((content, target[1]) if target[1] else content)
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            found.canonical.insert(0, link.get("href").strip())
    title = tree.find(".//title")
    if title is not None:
        found.headline.append(tidy("".join(title.itertext())))
    return found


def read_json_ld(tree: Any) -> Statement:
    """What the page's JSON-LD states of its article. Broken JSON is mended where that is safe, else skipped."""
    found = Statement()
    for node in _nodes(tree):
        kinds = {str(kind) for kind in _as_list(node.get("@type"))}
        found.kinds |= kinds
        if not any(_ARTICLE_TYPES.search(kind) for kind in kinds):
            if kinds & {"WebSite", "NewsMediaOrganization", "Organization"}:
                found.outlet += _texts(node.get("name"))
            if "BreadcrumbList" in kinds:
                found.crumbs += _crumbs(node)
            continue
        found.headline += _texts(node.get("headline")) or _texts(node.get("name"))
        found.authors += _names(node.get("author")) or _names(node.get("creator"))
        found.published += [(t, "JSON-LD datePublished") for t in _texts(node.get("datePublished"))]
        found.published += [(t, "JSON-LD dateCreated") for t in _texts(node.get("dateCreated"))]
        found.modified += [(t, "JSON-LD dateModified") for t in _texts(node.get("dateModified"))]
        found.section += _texts(node.get("articleSection"))
        found.tags += _texts(node.get("keywords"))
        found.outlet += _names(node.get("publisher"))
        body = next(iter(_texts(node.get("articleBody"), tidied=False)), "")
        found.body = max(found.body, body, key=len)
        if str(node.get("isAccessibleForFree", "")).lower() == "false":
            found.free = False
    return found


def _crumbs(node: dict[str, Any]) -> list[str]:
    """The names of a breadcrumb's steps, in their order."""
    found = []
    for step in _as_list(node.get("itemListElement")):
        if isinstance(step, dict):
            item = step.get("item")
            found += _texts(step.get("name")) or (
                _texts(item.get("name")) if isinstance(item, dict) else []
            )
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text or len(script.text) > _MOST_JSON:
            continue
        yield from _flatten(_loads(script.text), 0)


def _loads(text: str) -> Any:
    text = (
        text.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    for mend in (lambda t: t, lambda t: _TRAILING.sub("", _CONTROL.sub(" ", t))):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(value: Any, level: int) -> Iterator[dict[str, Any]]:
    if level > 6:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _flatten(item, level + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _flatten(value[key], level + 1)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: Any, tidied: bool = True) -> list[str]:
    found = []
    for item in _as_list(value):
        if isinstance(item, dict):
            item = item.get("@value") or item.get("name")
        if isinstance(item, str) and item.strip():
            found.append(tidy(unescape(item)) if tidied else unescape(item))
    return found


def _names(value: Any) -> list[str]:
    found = []
    for item in _as_list(value):
        name = item.get("name") if isinstance(item, dict) else item
        found += _texts(name)
    return found
