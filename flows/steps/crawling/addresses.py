"""Canonical addresses: one article, one address, however it is linked.

The base is w3lib's canonical form (after RFC 3986). On top of it: https for http, no ``www.``, mobile
and AMP twins folded, parameters that only track the reader dropped, no fragment, no trailing slash.
A canonical address is a key, not always an address that answers: requests go to the address as found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from tld import get_fld
from w3lib.url import canonicalize_url, safe_url_string

LONGEST = 4096

_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|igsh(id)?|mc_[ce]id|_g[al]"
    r"|ref_(src|url)|at_(medium|campaign|custom\d?|link_\w+)|ns_(mchannel|source|campaign|linkname|fee)"
    r"|xtor|cmpid|ocid|ito|wt[._]mc(_\w+)?|smid|smtyp|maca|traffic_source|__twitter_impression|amp"
    r"|outputtype|feed(name|type)?|mibextid|spm|_x_tr_\w+|fb_\w+|sfnsn|rss",
    re.IGNORECASE,
)
_CARRIER_KEYS = frozenset(
    {"source", "src", "ref", "from", "via", "referrer", "medium", "s", "share"}
)
_CARRIERS = frozenset(
    [
        "rss",
        "feed",
        "feeds",
        "twitter",
        "x",
        "facebook",
        "fb",
        "whatsapp",
        "telegram",
        "instagram",
        "email",
        "share",
        "social",
        "push",
        "newsletter",
        "google",
        "googlenews",
        "nabd",
        "home",
        "homepage",
        "amp",
        "mobile",
        "app",
    ]
)
_TWIN_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
_TWIN_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|[./]amp(?:\.html)?$", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
# An ending taken off may bare another, and what stands behind a semicolon is quoted only when read again.
_UNSETTLED = re.compile(r";|/\.|amp", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?|\[[0-9a-f:.]+\]")


def requestable(url: str, base: str = "") -> str | None:
    """The address as it can be asked for, made absolute with ``base``; None where it cannot.

    Refused: other schemes than http and https, names and passwords, hosts that are none, more than
    4096 characters. The fragment is dropped.
    """
    cleaned = _CONTROL.sub(lambda m: "%20" if m[0] == " " else "", unescape(url.strip()))
    if not cleaned or len(cleaned) > LONGEST:
        return None
    try:
        parts = urlsplit(safe_url_string(urljoin(base, cleaned) if base else cleaned))
        host, port = (parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc or port == 0:
        return None
    if not _HOST.fullmatch(f"[{host}]" if ":" in host else host):
        return None
    address = urlunsplit(
        parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/", fragment="")
    )
    return address if len(address) <= LONGEST else None


@lru_cache(maxsize=65536)
def canonical(url: str) -> str:
    """The key under which an address is known; ValueError where it is not one that can be asked.

    A key's key is the key itself.
    """
    key = _key(url)
    while _UNSETTLED.search(key) and (settled := _key(key)) != key:
        key = settled
    return key


def _key(url: str) -> str:
    asked = requestable(url)
    if asked is None:
        raise ValueError(f"not an http address: {url[:200]!r}")
    parts = urlsplit(canonicalize_url(asked))
    parts = parts._replace(
        scheme="https",
        netloc=_key_host(parts),
        path=_key_path(parts.path),
        query=_key_query(parts.query),
    )
    return urlunsplit(parts)


def _key_host(parts: SplitResult) -> str:
    host = _TWIN_HOST.sub("", (parts.hostname or "").rstrip("."))
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _key_path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", _ESCAPE.sub(lambda m: m[0].upper(), path))
    return (_TWIN_PATH.sub("", path) or "/").rstrip("/") or "/"


def _key_query(query: str) -> str:
    kept = [
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True, encoding="latin-1")
        if not _TRACKERS.fullmatch(key)
        and not (key.lower() in _CARRIER_KEYS and value.lower() in _CARRIERS)
    ]
    return urlencode(sorted(kept), encoding="latin-1")


def host_of(url: str) -> str:
    """The host an address names, in lower case, without brackets."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin_of(url: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


@lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable domain of a host after the public suffix list; for unknown suffixes its last
    two labels, for a bare address the address itself."""
    known = get_fld(f"https://{host}/", fail_silently=True) if ":" not in host else None
    if known:
        return str(known)
    labels = host.split(".")
    return host if ":" in host or labels[-1].isdigit() else ".".join(labels[-2:])


_REL = re.compile(rb"\brel\s*=\s*[\"']?canonical\b", re.IGNORECASE)
_CAPITALS_UNTIL = 20_000  # pages written so are old, and their heads short
_HREF = re.compile(rb"\bhref\s*=\s*[\"']?([^\"'\s>]{1,3000})", re.IGNORECASE)


def page_canonical(body: bytes, final_url: str) -> str:
    """The canonical address of a page that was served at ``final_url``.

    Its ``rel=canonical`` counts only within the same site, and never where it points at the front
    page, at a section above the page, or drops a number from the query: some papers put one link
    into the template of every page.
    """
    own = canonical(final_url)
    declared = declared_canonical(body)
    target = requestable(declared, final_url) if declared else None
    if target is None or site_of(host_of(target)) != site_of(host_of(final_url)):
        return own
    wished = canonical(target)
    above = own.startswith(wished.rstrip("/") + "/")
    numbered = own.startswith(wished + "?") and re.search(r"=\d+(&|$)", own)
    return own if above or numbered else wished


def declared_canonical(body: bytes) -> str | None:
    """The target of a page's first ``<link rel="canonical">``, as it stands there."""
    # From the word outwards: a pattern over whole tags can be made to take seconds.
    head = body[:300_000]
    for word in islice(_canonicals(head), 20):
        start = head.rfind(b"<", max(0, word - 2000), word)
        tag = head[start : word + 4000].partition(b">")[0]
        href = _HREF.search(tag)
        if start >= 0 and tag[:5].lower() == b"<link" and _REL.search(tag) and href:
            return unescape(href[1].decode("utf-8", "replace"))
    return None


def _canonicals(head: bytes) -> Iterator[int]:
    """Where the word stands, its first letter or all of it capital; to fold the whole head costs more."""
    for word, end in ((b"anonical", len(head)), (b"ANONICAL", _CAPITALS_UNTIL)):
        place = head.find(word, 0, end)
        while place >= 0:
            yield place
            place = head.find(word, place + 1, end)
