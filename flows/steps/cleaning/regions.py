"""The named parts of a page, by tag, role, microdata and the class names that papers' themes use.

A region's kind is the kind its lines have (``share_prompt``, ``caption`` ...), or one of: ``chrome`` (menus, bars,
footers: not looked at), ``body``, ``lede``, ``title``. Absorbing regions keep their kind for all they hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

ABSORBING = frozenset(
    (
        "chrome",
        "related_link",
        "comment",
        "share_prompt",
        "newsletter_prompt",
        "author_note",
        "embed",
        "advert",
    )
)
_BY_WEIGHT = sorted(ABSORBING)
_ALONE = frozenset(
    ("byline", "dateline", "section", "tag_tail", "counter", "share_prompt", "caption")
)


class Region(NamedTuple):
    """A named part of the page: its kind and the element that opens it."""

    kind: str
    element: Any

    @property
    def alone(self) -> bool:
        """Whether even an inline element of this kind makes a line of its own."""
        return self.kind in _ALONE

    @property
    def absorbing(self) -> bool:
        """Whether nothing within can belong to the story."""
        return self.kind in ABSORBING


_TAGS = {"nav": "chrome", "footer": "chrome", "aside": "related_link", "figcaption": "caption", "time": "dateline",
         "menu": "chrome", "amp-sidebar": "chrome", "amp-ad": "advert", "amp-social-share": "share_prompt",
         "amp-consent": "chrome", "address": "byline", "form": ""}  # fmt: skip
_ROLES = {"navigation": "chrome", "banner": "chrome", "contentinfo": "chrome", "complementary": "related_link",
          "search": "chrome", "menu": "chrome", "menubar": "chrome", "dialog": "chrome", "alertdialog": "chrome",
          "tablist": "chrome", "toolbar": "share_prompt"}  # fmt: skip
_PROPERTIES = {"articlebody": "body", "author": "byline", "creator": "byline", "datepublished": "dateline",
               "datecreated": "dateline", "datemodified": "dateline", "headline": "title", "description": "lede",
               "keywords": "tag_tail", "caption": "caption", "articlesection": "section", "comment": "comment",
               "publisher": "meta"}  # fmt: skip

_PREFIX = r"(?:^|.*[-_ ])"
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("", r"^(?:no|has|with|without|is|not|hide|show|enable|disable|js|col|row|lg|md|sm|xs)-.*$|^(?:entry|post|article|story|node|card|single|news|amp-wp-article)-footer(?:-.*)?$|.*-(?:enabled|disabled|open|closed|active)$"),
        ("body", r"^(?:(?:td-|tie-|mvp-|jeg-|the-|c-|o-|m-|js-|single-|inner-|full-|main-|page-)*(?:entry|post|article|story|news|single|details?|node|blog|art|topic|item|report|mag|amp|wp)(?:-+(?:single|full|inner|main|page|the|item|article|text|news|wp))*-*(?:content|contents|body|text|txt|details?|description|fulltext|paragraphs?)(?:-(?:inner|wrap|wrapper|area|container|main|text|block))?|article-?body|articlebody-?\w*|story-?text|wysiwyg(?:-.*)?|rich-?text(?:-.*)?|texte|texte-?article|contenu-?article|field-+name-(?:field-)?body|node-?body|the-?content|news-?text|text-?body|text-?editor|body-?(?:text|content)|full-?(?:text|story|article)|article-?detail-?\w*|paragraphs?-?(?:list|wrap\w*|container)|cms-content|ck-?content|fr-view|content-?(?:body|text|article|inner-text)|artical-?\w*|main-?text|(?:main-)?article-?content-?\w*|(?:[a-z]{1,4}-)?content-body|main-article-text|wsw|bodytext|body-text|bodyp|news-?story|artx|detay-icerik|elementor-widget-theme-post-content)$"),
        ("related_link", _PREFIX + r"(?:related|relate|relateds|releated|similar|recommend(?:ed|ation|ations)?|more-?(?:news|stories|from|articles|on|posts|in)|most-?(?:read|viewed|popular|commented|shared|recent|watched)|mostread|popular|trending|trend|latest(?:-?(?:news|posts))?|recent-?(?:news|posts)|read-?(?:more|also|next|too)|readmore|see-?also|also-?read|also|you-?may|youmay\w*|next-?(?:prev|post|article|news)|prev-?(?:next|post|article|news)|prevnext|post-?navigation|nav-?(?:links|single|previous|next)|suggest(?:ed|ion|ions)?|editor-?picks?|top-?(?:news|stories)|outbrain|taboola|teads|mgid|promo|promos|teaser|teasers|onward|in-?other-?news|same-?(?:section|category)|other-?(?:news|articles|posts|stories)|crp|yarpp|jp-relatedposts|lire-?aussi|articles?-?lies|a-lire|autres-?articles|inline-?(?:related|story|box)|linked-?(?:news|articles)|card-?list|news-?list|stories-?list|article-?list|posts-?list|list-?news|slider|carousel|swiper|owl|slick)(?:[-_ ].*)?$"),
        ("comment", _PREFIX + r"(?:comments?|commentlist|respond|disqus|reply|fb-comments|discussion|feedback|forum|commentaires?)(?:-?(?:area|list|section|box|form|wrap\w*|container|block|body|rules|policy|content|respond|thread|template|s))*$|^comments?(?:[-_].*)?$"),
        ("share_prompt", _PREFIX + r"(?:partager?|partage|share|shares|sharing|sharer|social|socials|sharedaddy|addthis|addtoany|a2a|sharethis|shareaholic|follow|print|printer|toolbar|tools|toolbox|font-?(?:size|resize\w*)|fontsize|text-?(?:size|resize\w*)|resizer|copy-?link|short-?(?:link|url)|shortlink|listen|audio-?player|tts|readspeaker|bookmark|whatsapp|telegram|facebook|twitter|googlenews|google-?news|emotion\w*|reactions?|rating|vote|like|likes)(?:[-_ ].*)?$"),
        ("newsletter_prompt", _PREFIX + r"(?:newsletters?|subscribe|subscription|subscriber|mailing-?list|mailchimp|mc4wp|signup|sign-?up|paywall|piano|app-?(?:download|banner|promo)|download-?app|push-?notification|notification|join-?(?:us|channel))(?:[-_ ].*)?$"),
        ("advert", _PREFIX + r"(?:ads?|advert\w*|adv|adsbygoogle|adsense|dfp|gpt|banner|banners|sponsor\w*|promotion|ad-?(?:slot|unit|container|wrap\w*|block|box|label)|google-?ads?|publicite|code-block|ezoic\w*)(?:[-_ ].*)?$"),
        ("embed", _PREFIX + r"(?:twitter-tweet|instagram-media|fb-post|tiktok-embed|telegram-post|wp-embedded-content|embed-?responsive|social-?embed|tweet|wp-block-embed)(?:[-_ ].*)?$"),
        ("author_note", _PREFIX + r"(?:author-?(?:bio|box|desc\w*|about|card|profile|info-box|widget|details)|about-?(?:the-?)?author|authorbox|writer-?(?:bio|desc\w*|info|about)|abh|saboxplugin\w*|guest-author|bio)(?:[-_ ].*)?$"),
        ("chrome", _PREFIX + r"(?:nav|navbar|navigation|menu|menus|submenu|footer|sidebar|side-?bar|side-?(?:col\w*|content|panel|menu|nav)|widget|widgets|cookie|cookies|consent|gdpr|popup|pop-?up|pied|pied-de-page|modal|lightbox|overlay|login|register|search|search-?(?:form|box)|topbar|top-?bar|bottom-?bar|ticker|breaking|breaking-?news|newsticker|urgent|live-?ticker|masthead|site-?header|site-?footer|skip|skip-?link|screen-?reader\w*|sr-only|visually-?hidden|offscreen|off-?canvas|copyright|copyrights|pagination|pager|page-?links|language-?switcher|weather|prayer|currency|stock-?ticker|poll|quiz|calendar|back-?to-?top|gotop|scroll-?top|loader|preloader|toast|noprint|no-print|(?:ez-?|lwp-?|rb)?toc|(?:ez-?)?toc-?(?:container|wrap\w*|list|title|box)|table-?(?:of-?)?contents?)$|^(?:hidden|loading|archive|footer|sidebar|widget|menu|nav|navbar|cookie|modal|popup)[-_].*$"),
        ("tag_tail", _PREFIX + r"(?:tags?|tagcloud|tag-?(?:list|links|cloud|s-?links|items?)|tags-?(?:list|links|wrap\w*|container|box|items?)|keywords?|hashtags?|mots|mots-?cles|topics?-?(?:list|tags|links)?|post-?tags?|entry-?tags?|article-?tags?|labels)$|^tags?[-_].*$"),
        ("caption", _PREFIX + r"(?:captions?|caption-?text|(?:photo|image|media|picture)-?copyrights?|wp-caption-text|fig-?caption|figcaption|image-?(?:caption|desc\w*|credits?|title|info|source|text)|img-?(?:caption|desc\w*|title|credits?|text)|photo-?(?:caption|credits?|desc\w*|by|title|source)|pic-?(?:caption|desc\w*|title)|media-?(?:caption|credits?|desc\w*)|picture-?(?:caption|desc\w*)|credits?|legende|img-?cap|cap|cutline|legend|copyright-?holder|photographer|gallery-?(?:caption|desc\w*))(?:[-_ ](?:text|wrap|wrapper|inner|container))?$"),
        ("dateline", _PREFIX + r"(?:date|dates|datetime|date-?time|time|times|timestamp|time-?stamp|pub-?date|pubdate|publish(?:ed)?(?:-?(?:date|time|on|at))?|posted-?on|post-?date|entry-?date|article-?date|news-?date|story-?date|updated?(?:-?(?:date|time|on|at))?|modified|date-?(?:header|line|info|text|simple|wrap\w*)|last-?(?:update\w*|modified)|createdate|create-?date|created|relativetime|timeago|time-?ago|ago|byline-?date|info-?publi|date-?publication|publie)$"),
        ("byline", _PREFIX + r"(?:auteurs?|write-?by|written-?by|publish-?by|author|authors|byline|by-line|writer|writers|author-?(?:name|link|s)|writer-?name|editor|editors|editor-?name|reporter|reporters|journalist|correspondent|contributor|vcard|posted-?by|post-?author|entry-?author|article-?author|publisher-?name|created-?by|dc-creator|signature|source|news-?source|article-?source|agency|provider|source-?name)$"),
        ("section", _PREFIX + r"(?:bread-?c\w{0,4}bs?|crumbs?|category|categories|cat|cats|cat-?(?:name|links?|title|label)|section-?(?:name|title|label|link)|kicker|overline|eyebrow|channel-?name|rubric|post-?cat\w*|entry-?cat\w*|article-?(?:category|section)|post-?category|news-?category|category-?(?:name|link|title|label)|parent-?category|rubrique|trail)(?:[-_ ](?:link|list|item|items|wrap\w*|container))?$|^breadcrumbs?[-_].*$"),
        ("counter", _PREFIX + r"(?:views?|view-?count|views-?count|hits|read-?(?:time|ing-?time)|reading-?time|readtime|visits|counter|count|comments?-?(?:count|number|link)|number-?of-?\w+|article-?id|news-?id|share-?count)$"),
        ("lede", _PREFIX + r"(?:lede|lead|leads|standfirst|stand-?first|intro|introtext|intro-?text|summary|excerpt|abstract|article-?(?:summary|subtitle|lead|intro|desc\w*)|sub-?(?:title|heading|headline|head)|subtitle|deck|dek|chapo|chapeau|synopsis|chapo|teaser-?text|sapo)$"),
        ("title", _PREFIX + r"(?:(?:entry|post|article|story|news|single|page|main|detail|details|item|node|content|topic|blog|td-post)-?(?:title|headline|heading|head-title)|headline|main-?title|title-?(?:article|news|post))$"),
    )
)  # fmt: skip
# Page builders call every box a widget; what kind it is follows.
_BUILDERS = re.compile(r"^elementor-(?:widget|element)-?(?!theme-post-content)|^(?:jet|uael|eael)-")
# CSS modules: Block_part__hash.
_HASHED = re.compile(r"(?<=[A-Za-z])__(?=[a-z]*[A-Z\d])[\w+-]{1,8}$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=16_384)
def _by_name(name: str) -> str | None:
    """The kind that one class name or id tells, None where it tells none."""
    name = _HASHED.sub("", name)
    plain = re.sub(r"[-_]+", "-", _CAMEL.sub("-", name)).lower().strip("-")
    plain = _BUILDERS.sub("", plain)
    if len(plain) > 60:
        return None
    for kind, pattern in _CLASSES:
        if pattern.match(plain):
            return kind or None
    return None


@lru_cache(maxsize=16_384)
def _by_names(names: str) -> str | None:
    """Of several class names the most telling: a body's, then what nothing of a story can be in."""
    kinds = [kind for name in names.split() if (kind := _by_name(name))]
    for wanted in ("caption", "body", *_BY_WEIGHT):
        if wanted in kinds:
            return wanted
    return kinds[0] if kinds else None


def opened_region(element: Any, tag: str, attributes: Mapping[str, str]) -> Region | None:
    """The region that an element opens, None where it opens none."""
    kind = _kind(element, tag, attributes)
    return Region(kind, element) if kind and kind != "meta" else None


_ENTRY_FOOTER = re.compile(r"entry|post|article|story|submitted|meta|node|news", re.IGNORECASE)


def _is_articles_own(footer: Any) -> bool:
    """An article's own footer may hold its date, tags and byline; the site's holds nothing of it."""
    names = f"{footer.get('class', '')} {footer.get('id', '')}"
    return (
        bool(_ENTRY_FOOTER.search(names)) or next(footer.iterancestors("article"), None) is not None
    )


def _kind(element: Any, tag: str, attributes: Mapping[str, str]) -> str | None:
    if tag in ("body", "html", "main", "article"):
        return "body" if attributes.get("itemprop", "").lower() == "articlebody" else None
    if attributes:
        for name in attributes.get("itemprop", "").lower().split():
            if name in _PROPERTIES:
                return _PROPERTIES[name]
        role = _ROLES.get(attributes.get("role", ""))
        if role:
            return role
        if tag == "a":
            rel = attributes.get("rel", "").split()
            if "tag" in rel:
                return "section" if "category" in rel else "tag_tail"
            if "author" in rel:
                return "byline"
    if tag == "footer" and _is_articles_own(element):
        return None
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if tag in _TAGS:
        crumbs = tag == "nav" and _by_names(names) == "section"
        return "section" if crumbs else _TAGS[tag] or None
    if tag in ("h1", "p", "b", "strong", "em", "i") and not attributes.get("class"):
        return None
    kind = _by_names(names) if names != " " else None
    if tag == "h1" and kind in ABSORBING:
        return None
    return kind
