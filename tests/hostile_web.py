"""Servers that err, lie, stall or attack: what each does, and how a visit to it must end."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib
from dataclasses import dataclass, field

import brotli
import zstandard
from loopback import Behaviour, answer, rss

from flows.records import Feed, FeedKind, Outcome, Purpose


@dataclass(frozen=True)
class Case:
    """One site: what stands at /page (and elsewhere), and the outcomes of its attempts in order.

    ``resolves`` is what a resolver says of the name, where the site is no local one.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    page: Behaviour = b""
    purpose: Purpose = "page"
    robots: Behaviour | None = None
    feed: Behaviour | None = None
    kind: FeedKind = "rss"
    others: dict[str, Behaviour] = field(default_factory=dict)
    resolves: tuple[str, ...] | None = None
    scheme: str = "http"

    @property
    def host(self) -> str:
        """The site's own host."""
        return f"{self.name}.test"

    @property
    def site(self) -> dict[str, Behaviour]:
        """What stands where."""
        site: dict[str, Behaviour] = {"/page": self.page, "/feed": self.feed or rss("/page")}
        return site | ({"/robots.txt": self.robots} if self.robots else {}) | self.others

    @property
    def source(self) -> Feed:
        """The feed of this case."""
        return Feed(self.kind, f"{self.scheme}://{self.host}/feed")


PAGE = answer("<html><p>خبر</p></html>")
MEGABYTE = 1_000_000


def _bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def _brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.finish()


def _zstd_bomb(megabytes: int) -> bytes:
    packer = zstandard.ZstdCompressor().compressobj()
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def _to(place: str, status: int = 302) -> bytes:
    return answer(b"", status, phrase="Found", Location=place)


def _packed(body: bytes, encoding: str) -> bytes:
    return answer(body, Content_Encoding=encoding)


def _raw(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8", "surrogateescape")


def _closing(raw: bytes) -> Behaviour:
    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        await writer.drain()

    return behave


def _endless(start: bytes, more: bytes, pause: float = 0.0) -> Behaviour:
    async def behave(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            await writer.drain()
            await asyncio.sleep(pause)

    return behave


async def _silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
LOL = (
    "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><rss><channel><item><title>&i;</title><link>/page</link></item></channel></rss>"
)
FILE = (
    "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    "<rss><channel><item><title>&f;</title><link>/page</link></item></channel></rss>"
)


def _feed(body: bytes | str, kind: str = "application/rss+xml") -> bytes:
    return answer(body, kind=kind)


def statuses() -> list[Case]:
    """Answers whose status says that there is nothing to read."""
    named: list[tuple[int, Outcome]] = [
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "not_found"),
        (410, "gone"),
        (418, "http_error"),
        (451, "forbidden"),
        (204, "http_error"),
        (206, "http_error"),
        (304, "http_error"),
        (999, "http_error"),
    ]
    cases = [Case(f"s{code}", (outcome,), answer(b"", code)) for code, outcome in named]
    again: list[Behaviour] = [answer("أعطال", 500), PAGE]
    return [
        *cases,
        Case("fails-once", ("server_error", "ok"), again),
        Case("always-fails", ("server_error",) * 3, answer("أعطال", 503)),
        Case("busy-once", ("busy", "ok"), [answer(b"", 429, Retry_After="0"), PAGE]),
        Case("timeout-once", ("busy", "ok"), [answer(b"", 408), PAGE]),
        Case("busy-for-days", ("busy",), answer(b"", 429, Retry_After="200000")),
        Case("big-error", ("not_found",), answer(b"x" * MEGABYTE, 404)),
        Case("upgrades", ("broken",) * 3, answer(b"", 101, Upgrade="h2c", Content_Length="")),
    ]


def redirects() -> list[Case]:
    """Answers that lead elsewhere."""
    chain: dict[str, Behaviour] = {f"/{n}": _to(f"/{n + 1}") for n in range(9)}
    inside = {
        "to-loopback": "http://127.0.0.1/",
        "to-loopback6": "http://[::1]/",
        "to-private": "http://10.0.0.1/",
        "to-metadata": "http://169.254.169.254/latest/meta-data/",
        "to-mapped": "http://[::ffff:127.0.0.1]/",
        "to-nat64": "http://[64:ff9b::7f00:1]/",
        "to-zero": "http://0.0.0.0/",
        "to-decimal": "http://2130706433/",
        "to-localhost": "http://localhost/",
        "to-file": "file:///etc/passwd",
        "to-script": "javascript:alert(1)",
        "to-user": "http://user:secret@to-user.test/",
        "to-mail-port": "http://to-mail-port.example:25/",
        "to-port-0": "http://to-port-0.test:0/",
        "to-nonsense": "http://[half/",
        "to-broken-punycode": "http://xn--a.test/",
    }
    return [
        *(Case(name, ("refused_address",), _to(place)) for name, place in inside.items()),
        Case("moved", ("ok",), _to("/new", 301), others={"/new": PAGE}),
        Case(
            "moved-for-good", ("ok",), _to("//moved-for-good.test/new", 308), others={"/new": PAGE}
        ),
        Case("loop", ("refused_redirect",), _to("/page")),
        Case("to-arabic-host", ("unresolved",), _to("http://مثال.إختبار/")),
        Case("to-arabic-path", ("ok",), _to("/خبر"), others={"/%D8%AE%D8%A8%D8%B1": PAGE}),
        Case("chain", ("refused_redirect",), _to("/0"), others=chain),
        Case("nowhere", ("refused_redirect",), answer(b"", 302)),
        Case(
            "to-forbidden",
            ("refused_robots",),
            _to("/secret/1"),
            robots=answer("User-agent: *\nDisallow: /secret/", kind="text/plain"),
        ),
    ]


def names() -> list[Case]:
    """Hosts that lie where they must not, or nowhere."""
    private = {
        "lies-private": "192.168.1.1",
        "lies-loopback": "127.0.0.1",
        "lies-link-local": "169.254.169.254",
        "lies-shared": "100.100.100.200",
        "lies-multicast": "224.0.0.1",
        "lies-nat64": "64:ff9b::a00:1",
        "lies-6to4": "2002:7f00:1::",
        "lies-ula": "fd00:ec2::254",
    }
    refused: tuple[Outcome, ...] = ("refused_address",)
    return [
        *(Case(n, refused, purpose="feed", resolves=(a,)) for n, a in private.items()),
        Case("unknown-name", ("unresolved",), purpose="feed", resolves=()),
    ]


def bodies() -> list[Case]:
    """Bodies that are too much, too slow, broken, or no pages."""
    page = "<html><p>خبر</p></html>".encode()
    return [
        Case("gzip-bomb", ("too_large",), _packed(_bomb(60), "gzip")),
        Case("brotli-bomb", ("too_large",), _packed(_brotli_bomb(60), "br")),
        Case("zstd-bomb", ("too_large",), _packed(_zstd_bomb(60), "zstd")),
        Case("nested-bomb", ("too_large",), _packed(gzip.compress(_bomb(60)), "gzip, gzip")),
        Case("three-encodings", ("broken",) * 3, _packed(b"x", "gzip, br, gzip")),
        Case("many-members", ("broken",) * 3, _packed(gzip.compress(b"") * 500, "gzip")),
        Case("torn-gzip", ("broken",) * 3, _packed(gzip.compress(page * 99)[:-20], "gzip")),
        Case("torn-brotli", ("broken",) * 3, _packed(brotli.compress(page * 99)[:-4], "br")),
        Case("unknown-encoding", ("broken",) * 3, _packed(page, "rot13")),
        Case("unpacked-gzip", ("ok",), _packed(page, "gzip")),
        Case("two-encodings", ("ok",), _packed(brotli.compress(gzip.compress(page)), "gzip, br")),
        Case("endless", ("too_large",), _endless(HEAD + b"\r\n", bytes(65536))),
        Case("endless-chunks", ("too_large",), _endless(CHUNKED, b"FFFF\r\n" + bytes(65535) + b"\r\n")),
        Case("announces-much", ("too_large",), answer(b"x", Content_Length="99999999999")),
        Case("a-byte-a-time", ("too_slow",), _endless(HEAD + b"\r\n", b"x", 0.1)),
        Case("slow-header", ("too_slow",), _endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.1)),
        Case("silent", ("too_slow",), _silent),
        Case("continues-for-ever", ("too_slow",), _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05)),
        Case("ends-early", ("broken",) * 3, _closing(answer(page, Content_Length="5000"))),
        Case("broken-chunks", ("broken",) * 3, _closing(CHUNKED + b"ZZ\r\nhello\r\n0\r\n\r\n")),
        Case("torn-chunk", ("broken",) * 3, _closing(CHUNKED + b"FF\r\nhello")),
        Case("two-lengths", ("broken",) * 3, _closing(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")),
        Case("hangs-up", ("broken",) * 3, _closing(b"")),
        Case("hangs-up-in-header", ("broken",) * 3, _closing(b"HTTP/1.1 200 OK\r\nContent-")),
        Case("no-http", ("broken",) * 3, _closing(b"220 smtp ready\r\n\r\n")),
        Case("header-flood", ("broken",) * 3, _endless(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 999 + b"\r\n")),
        Case("one-long-header", ("broken",) * 3, _closing(answer(page, X_A="b" * 200_000))),
        Case("cookie-flood", ("ok",), answer(page, Set_Cookie="\r\nSet-Cookie: ".join(f"c{n}=1" for n in range(3000)))),
        Case("image", ("refused_type",), answer(b"\xff\xd8", kind="image/jpeg")),
        Case("pdf", ("refused_type",), _endless(HEAD.replace(b"text/html", b"application/pdf") + b"\r\n", bytes(65536))),
        Case("no-type", ("ok",), answer(page, kind=None)),
        Case("http-1-0", ("ok",), _closing(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page)),
        Case("trailers", ("ok",), CHUNKED + b"5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"),
        Case("two-members", ("ok",), _packed(gzip.compress(page) + gzip.compress(page), "gzip")),
        Case("padded-gzip", ("ok",), _packed(gzip.compress(page) + bytes(99), "gzip")),
        Case("secretly-packed", ("ok",), answer(gzip.compress(page))),
        Case("packed-twice", ("ok",), _packed(gzip.compress(gzip.compress(page)), "gzip")),
        Case("early-hints", ("ok",), b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(page)),
        Case("body-after-204", ("http_error",), _closing(answer(page, 204))),
        Case("answers-twice", ("ok",), answer(page) + answer(b"smuggled", 404)),
        Case("length-and-chunks", ("ok",), CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\n\r\n") + b"5\r\nhello\r\n0\r\n\r\n"),
        Case("negative-length", ("broken",) * 3, _closing(answer(page, Content_Length="-5"))),
        Case("folded-header", ("ok",), answer(page, X_A="b\r\n c")),
        Case("odd-etag", ("ok",), answer(page, ETag='"خبر"')),
        Case("empty", ("ok",), answer(b"")),
        Case("arabic-phrase", ("not_found",), answer(page, 404, phrase="\u202eغير موجود\x1b[31m")),
        Case("huge-etag", ("ok",), answer(page, ETag='"' + "x" * 5000 + '"')),
        Case("tls-that-is-none", ("robots_unreachable",), PAGE, purpose="feed", scheme="https"),
    ]  # fmt: skip


def robots() -> list[Case]:
    """robots.txt files, good and bad."""
    text = "text/plain"
    no = answer("User-agent: *\nDisallow: /page", kind=text)
    return [
        Case("disallowed", ("refused_robots",), PAGE, robots=no),
        Case("others-disallowed", ("ok",), PAGE, robots=answer("User-agent: x\nDisallow: /", kind=text)),
        Case("we-disallowed", ("refused_robots",), PAGE, "feed", robots=answer("User-agent: Marsad\nDisallow: /", kind=text)),
        Case("robots-404", ("ok",), PAGE, robots=answer(b"", 404)),
        Case("robots-403", ("ok",), PAGE, robots=answer(b"", 403)),
        Case("robots-500", ("robots_unreachable",), PAGE, "feed", robots=answer(b"", 500)),
        Case("robots-429", ("robots_unreachable",), PAGE, "feed", robots=answer(b"", 429)),
        Case("robots-silent", ("robots_unreachable",), PAGE, "feed", robots=_silent),
        Case("robots-moved", ("refused_robots",), PAGE, robots=_to("/r"), others={"/r": no}),
        Case("robots-inside", ("refused_address",), PAGE, "feed", robots=_to("http://10.0.0.1/robots.txt")),
        Case("robots-endless", ("ok",), PAGE, robots=_endless(HEAD + b"\r\n", b"Disallow: /x\n" * 5000)),
        Case("robots-binary", ("ok",), PAGE, robots=answer(bytes(range(256)) * 99, kind=text)),
        Case("robots-with-mark", ("refused_robots",), PAGE, robots=answer("\ufeffUser-agent: *\nDisallow: /page", kind=text)),
        Case("robots-in-utf-16", ("refused_robots",), PAGE, robots=answer("User-agent: *\nDisallow: /page".encode("utf-16"), kind=text)),
        Case("robots-of-old-mac", ("refused_robots",), PAGE, robots=answer("User-agent: *\rDisallow: /page", kind=text)),
        Case("robots-big", ("refused_robots",), PAGE, robots=answer("User-agent: *\nDisallow: /page\n" + "#" * 700_000, kind=text)),
        Case("robots-one-line", ("ok",), PAGE, robots=answer("Disallow: /page " * 30_000, kind=text)),
        Case("robots-html", ("ok",), PAGE, robots=answer("<html>" * 999)),
    ]  # fmt: skip


def feeds() -> list[Case]:
    """Feeds that are none, or are made to hurt."""
    many = "<item><title>خبر</title><link>/page</link></item>" * 100_000
    deep = '{"version": ' + "[" * 100_000
    sitemap = b"<urlset>" + b"<url><loc>/page</loc></url>" * 9 + b"</urlset>"
    json_feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/page"}]}
    refused: tuple[Outcome, ...] = ("refused_feed",)
    bad = ("http://[bad", "//[", "http://[bad]/x", "http://x\u2100.test/")
    alternate = "<link rel='alternate' type='application/rss+xml' href='{}'>"
    bad_home = "".join(map(alternate.format, (*bad, "/rss")))
    bad_base = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{bad[0]}'><entry><link href='/page'/></entry></feed>"
    return [
        Case("entity-bomb", refused, feed=_feed(LOL), purpose="feed"),
        Case("entity-file", refused, feed=_feed(FILE), purpose="feed"),
        Case("feed-is-page", refused, feed=PAGE, purpose="feed"),
        Case("feed-empty", refused, feed=_feed(b""), purpose="feed"),
        Case("feed-deep-json", refused, feed=_feed(deep), purpose="feed"),
        Case("feed-gzip-bomb", refused, feed=_feed(_bomb(60), "application/gzip"), purpose="feed", kind="sitemap"),
        Case("feed-image", ("refused_type",), feed=_feed(b"x", "image/png"), purpose="feed"),
        Case("feed-gone", ("gone",), feed=answer(b"", 410), purpose="feed"),
        Case("feed-endless", ("too_large",), feed=_endless(HEAD + b"\r\n", b"<item></item>" * 5000), purpose="feed"),
        Case("feed-of-100000", ("ok",), feed=_feed(f"<rss><channel>{many}</channel></rss>"), purpose="feed"),
        Case("feed-torn", ("ok",), PAGE, feed=_feed("<rss><channel><item><link>/page</link></item><item><tit")),
        Case("feed-deep", ("ok",), feed=_feed(f"<rss>{'<a>' * 100_000}"), purpose="feed"),
        Case("feed-elsewhere", ("ok",), feed=rss("http://elsewhere.example/1", "javascript:1", "file:///x"), purpose="feed"),
        Case("sitemap-packed", ("ok",), PAGE, feed=_feed(gzip.compress(sitemap), "application/x-gzip"), kind="sitemap"),
        Case("feed-half-a-pair", ("ok",), PAGE, feed=_feed("<rss><channel><item><title>خبر&#xD800;&#55296;</title><link>/page</link></item></channel></rss>")),
        Case("feed-json", ("ok",), PAGE, feed=_feed(json.dumps(json_feed), "application/feed+json"), kind="json"),
        Case("home-without-feeds", ("ok",), feed=PAGE, purpose="feed", kind="home"),
        Case("home-of-bad-addresses", ("ok",), PAGE, feed=answer(bad_home), kind="home", others={"/rss": rss("/page")}),
        Case("feed-of-bad-addresses", ("ok",), PAGE, feed=rss(*bad, "/page")),
        Case("feed-on-bad-base", ("ok",), PAGE, feed=_feed(bad_base, "application/atom+xml"), kind="atom"),
    ]  # fmt: skip


CASES = (*statuses(), *redirects(), *names(), *bodies(), *robots(), *feeds())
