"""Bylines and credits: who wrote a story, who took its picture, which agency it came from."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import NamedTuple

from extractors.page_lines.headlines import words
from extractors.rules import load_rows

_MARK = re.compile(r"^\s*[:：\-–—/|ـ]+\s*")
_COMMA = re.compile(r"^\s*,\s*")  # "Author, ..." as screen readers are told it
_DIVIDER = re.compile(r"\s*(?:[:：،,;|/+()]|\s[\-–—]\s|\s(?:و|and|&)\s)\s*")
_EDGE = " \t\u00a0\"'«»“”()[]{}*•●.:،,/|-–—_ـ\u200f\u200e"
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0640\u0670]+[^\W_]*)*")
_HANDLE = re.compile(r"@\w+|[A-Za-z]\w+@")
# "هالة المنصوري اترك تعليقاً": a theme's link to the comments, on the line of the byline.
_COMMENT_LINK = re.compile(r"\s+(?:[اأ]ترك|[اأ]ضف|لا (?:توجد|يوجد)|لا)\s+(?:تعليق|رد)\S*.*$")
_MOST_WORDS = 9
_NO_NAME = re.compile(r"https?:|www\.|@|\.(?:png|jpe?g|svg|com|net)\b|\d{3,}|[<>{}\\=]", re.I)
_JUNK = {
    "super user", "admin", "administrator", "editor", "author", "user", "root", "unknown", "null", "none", "undefined",
    "logo", "staff", "webmaster", "news", "superadmin", "user1", "test", "مدير", "الادمن", "ادمن", "المدير",
    "مدير الموقع", "المشرف", "الكاتب", "كاتب", "by", "بقلم", "المحرر", "محرر", "ناشر",
}  # fmt: skip


class Byline(NamedTuple):
    """A credit line: its role (author, photo, source) and the names it gives, as printed."""

    role: str
    names: tuple[str, ...]


@cache
def _markers() -> dict[tuple[str, ...], str]:
    return {
        words(surface): row["role"]
        for row in reversed(load_rows("bylines"))
        for surface in row["surface"].split("|")
    }


@cache
def _weak_markers() -> frozenset[tuple[str, ...]]:
    """Words that open headlines as often as credits."""
    return frozenset(
        words(surface)
        for row in load_rows("bylines")
        if row["needs"] == "name"
        for surface in row["surface"].split("|")
    )


@cache
def _bare_markers() -> dict[tuple[str, ...], str]:
    return {
        words(surface): row["role"]
        for row in load_rows("bylines")
        if row["needs"] == "none"
        for surface in row["surface"].split("|")
    }


@cache
def _agencies() -> dict[tuple[str, ...], str]:
    return {
        words(surface): row["name"]
        for lexicon in ("credits", "agencies")
        for row in load_rows(lexicon)
        for surface in row["surface"].split("|")
    }


def agency(text: str) -> str | None:
    """The agency that this credit names, under its usual name; None where it is no agency."""
    found = words(text)
    known = _agencies()
    if found in known:
        return known[found]
    if found[:1] in (("وكاله",), ("agency",)) and found[1:] in known:
        return known[found[1:]]
    return None


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies of a credit that may name several: "أ ف ب، رويترز"."""
    found: list[str] = []
    for part in (text, *_CREDIT_DIVIDER.split(text)):
        name = agency(part)
        # "رويترز والأناضول" are two, "واس" is one.
        found += [name] if name else filter(None, map(agency, _AND.split(part.strip())))
    return tuple(dict.fromkeys(found))


_CREDIT_DIVIDER = re.compile(r"[،,/+|\-–—()«»:\[\]*.]+(?=\s|$)|[،,/+|\-–—()«»:\[\]*]+")
_AND = re.compile(r"\sو(?=\w)")


def read_byline(line: str) -> Byline | None:
    """The credit a line consists of, None where it is none: "الكاتب: فريق العمل", "كتب - أحمد سالم:",
    "المصدر: وكالات". A sentence that begins with the same word is none."""
    text = line.strip()
    if len(text) > 160:
        return None
    found = words(text)
    for length in range(min(3, len(found)), 0, -1):
        role = _markers().get(found[:length])
        if not role:
            continue
        rest = _behind(text, length)
        marked = _MARK.match(rest) or (_COMMA.match(rest) if text[0].isascii() else None)
        bare = _bare_markers().get(found[:length])
        if not marked and not bare:
            continue
        told = rest[marked.end() :] if marked else rest
        weak = found[:length] in _weak_markers()
        if _is_sentence(told, role) or (weak and not _is_surely_a_name(told)):
            continue
        return Byline(role if marked else bare or role, names(told))
    return None


def _is_surely_a_name(told: str) -> bool:
    return len(words(told)) <= 5 and (is_personal(told) or bool(agencies_in(told)))


def _behind(text: str, count: int) -> str:
    ends = [match.end() for match in islice(_WORD.finditer(text), count)]
    return text[ends[-1] :] if ends else text


def _is_sentence(told: str, role: str) -> bool:
    limit = 25 if role == "photo" else _MOST_WORDS
    return len(words(told)) > limit or (
        len(words(told)) > 4 and told.rstrip().endswith((".", "؟", "!"))
    )


_WROTE = re.compile(r"^(?:كتب|كتبت|حرر|حررت|أعد|أعدت)\s+")


def wrote(line: str) -> tuple[str, ...]:
    """The names of a line like "كتبت سلمى الحاج"; empty where it has none."""
    match = _WROTE.match(line)
    return names(line[match.end() :]) if match else ()


_WITHIN = re.compile(
    r"(?:^|[\s\d|\-–])(?:بقلم|بواسطة|كتب|كتبت|إعداد|تحرير|تأليف)\s*[:：]\s*([^\d:|]{4,60}?)\s*(?:$|[|\d])"
)


def within(line: str) -> tuple[str, ...]:
    """The names of a byline that shares its line with a date: "٩ آب ٢٠٢٢ بقلم: ياسين"."""
    match = _WITHIN.search(line)
    return names(match[1]) if match else ()


def is_credit(line: str) -> bool:
    """Whether a line is nothing but an agency's credit: "(أ ف ب)", "--(بترا)", "رويترز - الأناضول"."""
    if len(line) > 60:
        return False
    parts = [part for part in _CREDIT_DIVIDER.split(line) if words(part)]
    return bool(agency(line)) or (
        bool(parts) and all(agency(p) or all(map(agency, _AND.split(p.strip()))) for p in parts)
    )


def names(told: str) -> tuple[str, ...]:
    """The people or teams of a byline, one each, junk left out."""
    told = _COMMENT_LINK.sub("", _HANDLE.sub(" ", told))
    parts = (part.strip(_EDGE) for part in _DIVIDER.split(told))
    return tuple(dict.fromkeys(p for p in parts if is_name(p)))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(
        words(surface)[0]
        for row in load_rows("given_names")
        for surface in row["surface"].split("|")
        if len(words(surface)) == 1
    )


_TEAMS = frozenset(
    words(name)[0]
    for name in (
        "فريق",
        "هيئة",
        "وحدة",
        "قسم",
        "مراسل",
        "مراسلة",
        "مراسلو",
        "محرر",
        "غرفة",
        "أسرة",
        "المحرر",
    )
)


def is_personal(text: str) -> bool:
    """Whether a byline's part is surely a person or a team: a given name first, or a desk's word."""
    found = words(text)
    return 2 <= len(found) <= 5 and (found[0] in _given_names() or found[0] in _TEAMS)


def is_name(text: str) -> bool:
    """Whether this may stand in a byline: words, no address, no file, no account name of a system."""
    found = words(text)
    return (
        bool(found)
        and len(found) <= _MOST_WORDS
        and len(text) <= 80
        and not _NO_NAME.search(text)
        and not all(w.isdigit() for w in found)
        and " ".join(found) not in _JUNK
        and any(len(w) > 1 for w in found)
    )
