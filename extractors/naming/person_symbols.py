"""A document as the symbols that the rules for people read: one a word, clitics apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.naming import names
from extractors.naming.person_phrases import ROLE, ROLE_HEAD, TITLE, TITLE_OR_WORD, phrases
from extractors.records import Mention
from extractors.rules import clitic_length
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
_NOUN_SYMBOLS = tuple("nNMpeUul")
_FAMILIES = (names.FAMILY, names.NISBA)
_GIVEN = (names.GIVEN, names.GIVEN_AND_FAMILY)
_NAMES = (names.GIVEN, names.GIVEN_OR_WORD, names.FAMILY)
_QUOTES = frozenset("\"“”«»'’‘″")


@dataclass(slots=True)
class Symbols:
    """The symbols of a document (``text``), each with the characters and the token it was read from;
    ``named`` are the organisations and places found earlier, in order."""

    document: Document
    named: list[Mention]
    text: str
    starts: list[int]
    ends: list[int]
    tokens: list[int]


def read_symbols(document: Document, found: Sequence[Mention]) -> Symbols:
    """The document's symbols; organisations and places found earlier have symbols of their own."""
    named = [m for m in found if m.kind in ("organisation", "place")]
    named.sort(key=lambda m: m.span_start)
    dated = [m for m in found if m.kind == "date" and " " in m.text]
    reader = _Reader(document, _special(document, named, dated))
    for i, token in enumerate(document.tokens):
        reader.read(i, token)
    return Symbols(document, named, "".join(reader.text), reader.starts, reader.ends, reader.tokens)


class _Reader:
    """Reads the tokens of a document in order, one symbol for a word, its clitics in front."""

    def __init__(self, document: Document, special: dict[int, tuple[str, str]]) -> None:
        self.document = document
        self.special = special
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tokens: list[int] = []
        self._end = 0  # of the token before

    def read(self, i: int, token: Token) -> None:
        if token.start - self._end > 1 and "ـ" in self.document.text[self._end : token.start]:
            self._add("~", token.start, token.start, i)  # tatweel between spaces is a dash
        if token.kind == "w":
            self._read_word(i, token)
        elif token.kind != "p":
            self._add("#" if token.kind == "n" else "\n", token.start, token.end, i)
        elif token.text == "-" and token.start != self._end:
            self._add("~", token.start, token.end, i)
        else:
            mark = '"' if token.text in _QUOTES else _MARKS.get(token.text, ".")
            self._add(mark, token.start, token.end, i)
        self._end = token.end

    def _add(self, symbol: str, start: int, end: int, token: int) -> None:
        self.text.append(symbol)
        self.starts.append(start)
        self.ends.append(end)
        self.tokens.append(token)

    def _read_word(self, i: int, token: Token) -> None:
        symbol, clitics = self._symbol(i, token)
        start = token.start
        for letters, clitic in enumerate(clitics, start=1):
            end = token.start + clitic_length(token, token.folded[:letters])
            self._add(clitic, start, end, i)
            start = end
        self._add(symbol, start, token.end, i)

    def _symbol(self, i: int, token: Token) -> tuple[str, str]:
        """The symbols of a word and of its clitics."""
        word = names.word(token.text)
        special = self.special.get(i)
        if special is None and not word.clitics and token.text != "علي":
            return word  # most words
        previous = self.text[-1] if self.text else ""
        if special is None:
            if token.text == "علي" and self._is_ali(i):
                return names.GIVEN, ""
            if word.clitics == "c" and previous in _GIVEN and word.symbol in _NAMES:
                return names.UNKNOWN, ""  # إيزابيل بريم: no preposition
            return word.symbol, word.clitics
        if special[0] == ONE_WORD_PLACE:
            known = word.symbol in (*_GIVEN, names.FAMILY)
            known = known or (
                previous in _GIVEN and word.symbol in (names.NISBA, names.FAMILY_OR_WORD)
            )
            return (word.symbol, word.clitics) if known else (names.PLACE, special[1])
        if special[0] == ROLE_HEAD and word.symbol in (names.GIVEN, names.GIVEN_OR_WORD):
            following = self._plain(i + 1)
            after_title = previous in (TITLE, TITLE_OR_WORD) and following in _NAME_SYMBOLS
            after_title = after_title or following in _FAMILIES  # سلطان الحربي
            closed = following == names.THAT or self.special.get(i + 1, ("",))[0] == ROLE_HEAD
            if after_title or (previous == names.GIVEN and closed):
                return word.symbol, word.clitics  # الأمير سلطان بن ..., رشاد نجم أن ...
        return special

    def _is_ali(self, i: int) -> bool:
        """Whether علي is the name and not على spelt without dots: names stand beside it."""
        before, after = self._plain(i - 1), self._plain(i + 1)
        return after in _NAME_SYMBOLS or (before in _NAME_SYMBOLS and after not in _NOUN_SYMBOLS)

    def _plain(self, i: int) -> str:
        tokens = self.document.tokens
        inside = 0 <= i < len(tokens) and tokens[i].kind == "w"
        return names.word(tokens[i].text).symbol if inside else ""


def _special(
    document: Document, named: Sequence[Mention], dated: Sequence[Mention]
) -> dict[int, tuple[str, str]]:
    """Token to the symbols of itself and of its clitics, for phrases of the lexicons and for the
    dates of several words (كل خميس), organisations and places found."""
    special: dict[int, tuple[str, str]] = {}
    for m in dated:
        last = document.token_at(m.span_end - 1)
        special.update(
            (i, (names.PARTICLE, "")) for i in range(document.token_at(m.span_start), last + 1)
        )
    for hit in phrases().find(document):
        special[hit.first] = (hit.row["symbol"], _clitics(hit.clitic.removesuffix("لل")))
        for i in range(hit.first + 1, hit.last):
            special[i] = (hit.row["symbol"], "")
    for m in named:
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
