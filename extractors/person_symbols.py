"""A document as the symbols that the rules for people read: one a word, clitics apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import names
from extractors.person_phrases import ROLE, ROLE_HEAD, TITLE, TITLE_OR_WORD, phrases
from extractors.records import Mention
from extractors.text import Document, Token

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
    "_": "|",
    "#": "|",
}
_NAME_SYMBOLS = tuple("GASsEKB")
_NOUN_SYMBOLS = tuple("nNMpUul")
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
    for i, token in enumerate(document.tokens):
        if token.start - end > 1 and "ـ" in document.text[end : token.start]:
            add("~", token.start, token.start, i)  # tatweel between spaces is a dash
        tight = token.start == end
        end = token.end
        if token.kind == "w":
            symbol, clitics = _word(
                token, special.get(i), text[-1] if text else "", i + 1 in special
            )
            start = token.start
            for clitic in clitics:
                add(clitic, start, start + 1, i)
                start += 1
            if token.text == "علي" and _is_name(document, i):
                symbol = names.GIVEN
            add(symbol, start, token.end, i)
        elif token.kind != "p":
            add("#" if token.kind == "n" else "\n", token.start, token.end, i)
        else:
            dash = token.text == "-" and not tight
            mark = '"' if token.text in _QUOTES else _MARKS.get(token.text, ".")
            add("~" if dash else mark, token.start, token.end, i)
    return Symbols(document, found, "".join(text), starts, ends, tokens)


def _is_name(document: Document, i: int) -> bool:
    """Whether علي is the name and not على in a spelling without dots: names stand beside it."""
    before, after = (_plain_symbol(document, k) for k in (i - 1, i + 1))
    return after in _NAME_SYMBOLS or (before in _NAME_SYMBOLS and after not in _NOUN_SYMBOLS)


def _plain_symbol(document: Document, i: int) -> str:
    tokens = document.tokens
    return (
        names.word(tokens[i].text).symbol if 0 <= i < len(tokens) and tokens[i].kind == "w" else ""
    )


def _word(
    token: Token, special: tuple[str, str] | None, previous: str, following: str
) -> tuple[str, str]:
    """The symbols of a word and of its clitics."""
    word = names.word(token.text)
    if special is None:
        if word.clitics == "c" and previous in ("G", "A") and word.symbol in _NAMES:
            return names.UNKNOWN, ""  # إيزابيل بريم: no preposition
        return word.symbol, word.clitics
    if special[0] == ONE_WORD_PLACE:
        known = word.symbol in (names.GIVEN, names.GIVEN_AND_FAMILY, names.FAMILY)
        return (word.symbol, word.clitics) if known else (names.PLACE, special[1])
    if special[0] == ROLE_HEAD and word.symbol in (names.GIVEN, names.GIVEN_OR_WORD):
        after_title = previous in (TITLE, TITLE_OR_WORD) and following in _NAME_SYMBOLS
        if after_title or (previous == names.GIVEN and following == names.THAT):
            return word.symbol, word.clitics  # الأمير سلطان بن ..., رشاد نجم أن ...
    return special


def _special(document: Document, found: Sequence[Mention]) -> dict[int, tuple[str, str]]:
    """Token to the symbols of itself and of its clitics, for phrases of the lexicons and for the
    organisations and places found."""
    special: dict[int, tuple[str, str]] = {}
    for hit in phrases().find(document):
        special[hit.first] = (hit.row["symbol"], _clitics(hit.clitic.removesuffix("لل")))
        for i in range(hit.first + 1, hit.last):
            special[i] = (hit.row["symbol"], "")
    for m in found:
        if m.kind == "organisation" or m.kind == "place":
            _mark(document, m, special)
    return special


def _mark(document: Document, m: Mention, special: dict[int, tuple[str, str]]) -> None:
    first, last = document.token_at(m.span_start), document.token_at(m.span_end - 1)
    symbol = ORGANISATION if m.kind == "organisation" else names.PLACE
    if symbol == names.PLACE and first == last:
        symbol = ONE_WORD_PLACE
    for i in range(first, last + 1):
        if special.get(i, ("",))[0] not in (ROLE, ROLE_HEAD, TITLE):
            glued = document.text[document.tokens[i].start : m.span_start]
            special[i] = (symbol, _clitics(glued))


def _clitics(letters: str) -> str:
    return "".join(names.CONJUNCTION if c in "وف" else names.CLITIC for c in letters)
