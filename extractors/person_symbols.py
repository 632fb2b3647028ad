"""A document as the symbols that the rules for people read: one a word, clitics apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors import names
from extractors.records import Mention
from extractors.rules import Lexicon, load_rows
from extractors.text import Document, Token, fold

TITLE = "T"
TITLE_OR_WORD = "t"  # also an everyday word: الفريق, the team
ROLE = "R"
KIN = "F"
ORGANISATION = "o"
ONE_WORD_PLACE = "1"  # a place, where the word is no name

_MARKS = {
    "،": ",",
    ",": ",",
    "؛": ";",
    "-": "-",
    "–": "~",
    "—": "~",
    "ـ": "~",
    "(": "(",
    ")": ")",
    ":": ":",
    "/": "/",
}
_NAMES = (names.GIVEN, names.GIVEN_OR_WORD, names.FAMILY)
_QUOTES = frozenset("\"“”«»'’‘″")


@dataclass(slots=True)
class Symbols:
    """The symbols of a document (``text``), each with the characters and the token it was read from."""

    document: Document
    found: Sequence[Mention]
    text: str
    starts: list[int]
    ends: list[int]
    tokens: list[int]


def read_symbols(document: Document, found: Sequence[Mention]) -> Symbols:
    """The document's symbols; organisations and places found earlier have symbols of their own."""
    special = _special(document, found)
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []

    def add(symbol: str, start: int, end: int, token: int) -> None:
        text.append(symbol)
        starts.append(start)
        ends.append(end)
        tokens.append(token)

    end = 0
    plain = "على" in document.text  # ي and ى told apart, so that علي is the name
    for i, token in enumerate(document.tokens):
        if token.start - end > 1 and "ـ" in document.text[end : token.start]:
            add("~", token.start, token.start, i)  # tatweel between spaces is a dash
        tight = token.start == end
        end = token.end
        if token.kind == "w":
            symbol, clitics = _word(token, special.get(i), text[-1] if text else "")
            start = token.start
            for clitic in clitics:
                add(clitic, start, start + 1, i)
                start += 1
            if plain and token.text == "علي" and _beside_name(document, i):
                symbol = names.GIVEN
            add(symbol, start, token.end, i)
        elif token.kind != "p":
            add("#" if token.kind == "n" else "\n", token.start, token.end, i)
        else:
            dash = token.text == "-" and not tight
            mark = '"' if token.text in _QUOTES else _MARKS.get(token.text, ".")
            add("~" if dash else mark, token.start, token.end, i)
    return Symbols(document, found, "".join(text), starts, ends, tokens)


def _beside_name(document: Document, i: int) -> bool:
    beside = (*document.tokens[i - 1 : i], *document.tokens[i + 1 : i + 2])
    return any(t.kind == "w" and names.word(t.text).symbol in "GASsUuEKB" for t in beside)


def _word(token: Token, special: tuple[str, str] | None, previous: str) -> tuple[str, str]:
    """The symbols of a word and of its clitics."""
    word = names.word(token.text)
    if special is None:
        if word.clitics == "c" and previous in ("G", "A") and word.symbol in _NAMES:
            return names.UNKNOWN, ""  # إيزابيل بريم: no preposition
        return word.symbol, word.clitics
    if special[0] == ONE_WORD_PLACE:
        known = word.symbol in (names.GIVEN, names.GIVEN_AND_FAMILY, names.FAMILY)
        return (word.symbol, word.clitics) if known else (names.PLACE, special[1])
    if special[0] == ROLE and previous in (names.GIVEN, TITLE) and word.symbol in "Gg":
        return word.symbol, word.clitics  # الدكتور ماجد نجم
    return special


def _special(document: Document, found: Sequence[Mention]) -> dict[int, tuple[str, str]]:
    special: dict[int, tuple[str, str]] = {}
    for lexicon, symbol in (
        (_kin(), KIN),
        (_roles(), ROLE),
        (_titles(), TITLE),
        (_formulas(), names.PARTICLE),
    ):
        for hit in lexicon.find(document):
            clitics = "".join("w" if c in "وف" else "c" for c in hit.clitic.removesuffix("لل"))
            for i in range(hit.first, hit.last):
                doubtful = (
                    symbol == TITLE
                    and hit.last - hit.first == 1
                    and fold(hit.row["surface"]) in _doubtful_titles()
                )
                special[i] = (
                    TITLE_OR_WORD if doubtful else symbol,
                    clitics if i == hit.first else "",
                )
    for m in found:
        if m.kind in ("organisation", "place"):
            symbol = ORGANISATION if m.kind == "organisation" else names.PLACE
            first, last = document.token_at(m.span_start), document.token_at(m.span_end - 1)
            symbol = symbol if last > first or m.kind == "organisation" else ONE_WORD_PLACE
            for i in range(first, last + 1):
                split = max(0, m.span_start - document.tokens[i].start)
                if special.get(i, ("",))[0] not in (ROLE, TITLE):
                    special[i] = (symbol, "c" * split)
    return special


@cache
def _titles() -> Lexicon:
    return Lexicon(load_rows("titles"))


@cache
def _roles() -> Lexicon:
    return Lexicon(load_rows("role_heads"))


@cache
def _kin() -> Lexicon:
    return Lexicon(load_rows("kinship"))


@cache
def _doubtful_titles() -> frozenset[str]:
    return frozenset(
        fold(r["surface"]) for r in load_rows("person_words") if r["class"] == "doubtful title"
    )


@cache
def _formulas() -> Lexicon:
    return Lexicon(row for row in load_rows("person_words") if row["class"] == "formula")
