"""A document as the symbols that the rules for people read: one a word, clitics apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors import names
from extractors.records import Mention
from extractors.rules import Lexicon, load_rows
from extractors.text import Document, fold

TITLE = "T"
TITLE_OR_WORD = "t"  # also an everyday word: الفريق, the team
ROLE = "R"
KIN = "F"
ORGANISATION = "o"

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
    for i, token in enumerate(document.tokens):
        if token.start - end > 1 and "ـ" in document.text[end : token.start]:
            add("~", token.start, token.start, i)  # tatweel between spaces is a dash
        tight = token.start == end
        end = token.end
        if token.kind == "w":
            word = names.word(token.text)
            start = token.start
            symbol = special.get(i)
            for clitic in word.clitics if symbol is None else symbol[1]:
                add(clitic, start, start + 1, i)
                start += 1
            if symbol is None or (symbol[0] == names.PLACE and word.symbol in "GAS"):
                add(word.symbol, start, token.end, i)
            else:
                add(symbol[0], start, token.end, i)
        elif token.kind == "n":
            add("#", token.start, token.end, i)
        elif token.kind == "b":
            add("\n", token.start, token.end, i)
        elif token.text == "-" and not tight:
            add("~", token.start, token.end, i)
        else:
            add(
                '"' if token.text in _QUOTES else _MARKS.get(token.text, "."),
                token.start,
                token.end,
                i,
            )
    return Symbols(document, found, "".join(text), starts, ends, tokens)


def _special(document: Document, found: Sequence[Mention]) -> dict[int, tuple[str, str]]:
    special: dict[int, tuple[str, str]] = {}
    for lexicon, symbol in ((_kin(), KIN), (_roles(), ROLE), (_titles(), TITLE)):
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
            for i in range(document.token_at(m.span_start), document.token_at(m.span_end - 1) + 1):
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
