"""A document as the symbols that the rules for people read: one a word, clitics apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.lookups import remembered
from extractors.naming import names
from extractors.naming.person_phrases import KIN, ROLE, ROLE_HEAD, TITLE, TITLE_OR_WORD, phrases
from extractors.records import Mention
from extractors.rules import clitic_length
from extractors.text import Document, Token, fold, fold_word, folded_words

ORGANISATION = "o"
ONE_WORD_PLACE = "1"  # a place, where the word is no name

_NAME_SYMBOLS = tuple("GASsEKB")
_GIVEN_OR_PART = tuple("GAEKB")
_NOUN_SYMBOLS = tuple("nNMpeUul")
_FAMILIES = (names.FAMILY, names.NISBA)
_GIVEN = (names.GIVEN, names.GIVEN_AND_FAMILY)
_NAMES = (names.GIVEN, names.GIVEN_OR_WORD, names.FAMILY)
# What may be a name of its own behind a given name.
_CLITIC_AND_WORD = frozenset(names.CLITIC + symbol for symbol in (*_NAMES, *"unsvz"))
_SO_AND_WORD = frozenset(names.CONJUNCTION + symbol for symbol in "uUsS")
_GLUED = _CLITIC_AND_WORD | _SO_AND_WORD
_TEAMS = folded_words("الفريق للفريق")  # also a general
_HELP = ("مساعدة", "حرفية")  # also a woman's office, but hardly behind ب
_AND_TO = "وإلى"  # no governor (والي)
_TURK = "تركي"
_DEPUTY = "مساعد"
_TO_ALI = ("لعلي", "بعلي", "فعلي")  # rather "perhaps I", "my husband" where no name follows
_BY_KUNYA = ("بابو", "بابي", "لابو", "لابي")  # المعروف بأبو جاسم; Babu where no name follows
_SON = fold("ابن")  # within a name, and after a whole one of kinship: سليمان الأسد ابن هلال الأسد
_CLOSING = (names.FAMILY, names.FAMILY_OR_WORD, names.NISBA)
DOUBTFUL = frozenset(("علي", "-", _TURK, _SON, *_TO_ALI, *_BY_KUNYA))
_CALLED = (names.GIVEN, names.GIVEN_AND_FAMILY, names.GIVEN_OR_WORD)
_ALSO_FAMILIES = folded_words("الخطيب القاضي المدرس النقيب الشاعر التاجر الكاتب")
_TATWEEL = re.compile("ـ+")


@dataclass(slots=True)
class Symbols:
    """The symbols of a document (``text``), each with its folded word and the characters and the
    token it was read from; ``named`` are the organisations and places found earlier, in order."""

    document: Document
    named: list[Mention]
    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    tokens: list[int]

    def folded(self, i: int) -> str:
        """The folded word of a symbol."""
        return self.words[i]


def read_symbols(document: Document, found: Sequence[Mention]) -> Symbols:
    """The document's symbols; organisations and places found earlier have symbols of their own."""
    named = [m for m in found if m.kind in ("organisation", "place")]
    named.sort(key=lambda m: m.span_start)
    dated = [m for m in found if m.kind == "date" and " " in m.text]
    reader = _Reader(document, _special(document, named, dated))
    reader.look_again()
    return reader.symbols(named)


def is_doubtful(folded: str) -> bool:
    """Whether a token's symbol hangs on what stands beside it: Ali or على, Turki or Turkish, a hyphen
    or a dash."""
    return folded in DOUBTFUL


class _Reader:
    """Reads each token of a document by itself, as its symbol with those of its clitics in front;
    then looks again at the few that mean something else beside their neighbours."""

    def __init__(self, document: Document, special: dict[int, tuple[str, str]]) -> None:
        self.document = document
        self.tokens = document.tokens
        self.special = special
        self.pieces = list(map(names.word, document.printed))
        self.dashed = frozenset(_dashed(document))

    def look_again(self) -> None:
        """Puts right what a token's neighbours or earlier extractors tell, from left to right."""
        pieces = self.pieces
        glued = [i for i, piece in enumerate(pieces) if piece in _GLUED]
        doubtful = self.document.where(is_doubtful)
        for i in sorted({*self.special, *glued, *doubtful, *self.dashed}):
            previous = "~" if i in self.dashed else pieces[i - 1][-1] if i else ""
            if self.tokens[i].kind == "w":
                pieces[i] = self._piece(i, self.tokens[i], previous)
            elif self.tokens[i].text == "-":
                before = self.tokens[i - 1].end if i else 0
                pieces[i] = "-" if self.tokens[i].start == before else "~"
            if i in self.dashed:
                pieces[i] = "~" + pieces[i]

    def symbols(self, named: list[Mention]) -> Symbols:
        """The symbols with the characters and the token each was read from."""
        document = self.document
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        tokens: list[int] = []
        done = 0
        for i in [i for i, piece in enumerate(self.pieces) if len(piece) > 1]:
            words += document.words[done:i]
            starts += document.starts[done:i]
            ends += document.ends[done:i]
            tokens += range(done, i)
            for start, end in pairwise(self._borders(i)):
                words.append(fold_word(document.text[start:end]))
                starts.append(start)
                ends.append(end)
                tokens.append(i)
            done = i + 1
        words += document.words[done:]
        starts += document.starts[done:]
        ends += document.ends[done:]
        tokens += range(done, len(self.pieces))
        return Symbols(document, named, "".join(self.pieces), words, starts, ends, tokens)

    def _borders(self, i: int) -> list[int]:
        """Where the symbols of a token begin, and where the last one ends."""
        token, dashes = self.tokens[i], int(i in self.dashed)
        borders = [token.start] * (dashes + 1)
        for n in range(1, len(self.pieces[i]) - dashes):
            borders.append(token.start + clitic_length(token, token.folded[:n]))
        borders.append(token.end)
        return borders

    def _piece(self, i: int, token: Token, previous: str) -> str:
        """The symbols of a word and of its clitics."""
        word = names.word(token.text)
        symbol = word[-1]
        special = self.special.get(i)
        if special is None:
            if token.text == "علي" and self._is_ali(i):
                return names.GIVEN
            if token.folded in _TO_ALI and self._plain(i + 1) in _GIVEN_OR_PART:
                return _clitics(token.folded[0]) + names.GIVEN
            if token.folded in _BY_KUNYA and self._plain(i + 1) in _GIVEN_OR_PART:
                return names.CLITIC + names.KUNYA
            if token.folded == _SON and previous in _CLOSING:
                return KIN
            if token.folded == _TURK and self._is_turkish(i, previous):
                return names.NATIONALITY
            to_family = symbol == names.FAMILY and token.text[0] == "ل"  # معاد لبوش
            glued = word in _CLITIC_AND_WORD and previous in _GIVEN and not to_family
            if glued and self._is_whole(i, symbol):
                return names.UNKNOWN  # إيزابيل بريم, محمد برك الجابري: no preposition
            if word in _SO_AND_WORD and previous in _GIVEN and token.text[0] == "ف":
                return names.UNKNOWN  # جيروم فالك
            return word
        if special[0] == ONE_WORD_PLACE:
            known = symbol in (*_GIVEN, names.FAMILY)
            known = known or (previous in _GIVEN and symbol in (names.NISBA, names.FAMILY_OR_WORD))
            return word if known else special[1] + names.PLACE
        if token.folded in _TEAMS and special[0] == TITLE_OR_WORD and self._is_team(i, previous):
            return names.COMMON  # طبيب الفريق, المشرف على الفريق
        if special[0] == ROLE and previous in _CALLED and token.folded in _ALSO_FAMILIES:
            return names.FAMILY_OR_WORD  # محمد القاضي
        if special[0] == ROLE_HEAD and symbol in (names.GIVEN, names.GIVEN_OR_WORD):
            following = self._plain(i + 1)
            after_title = previous in (TITLE, TITLE_OR_WORD) and following in _NAME_SYMBOLS
            after_title = after_title or following in _FAMILIES  # سلطان الحربي
            after_title = after_title or (
                previous in ("/", "\n") and following in _GIVEN
            )  # / سلطان محمد
            closed = following == names.THAT or self.special.get(i + 1, ("",))[0] == ROLE_HEAD
            closed = closed and token.folded != _DEPUTY  # مساعد وزير ...
            closed = (closed and previous == names.GIVEN) or (
                previous in _CALLED and self._ends(i + 1)
            )
            if after_title or closed:
                return word  # الأمير سلطان بن ..., رشاد نجم أن ..., صفاء سلطان، وفلان
        return special[1] + special[0]

    def _is_ali(self, i: int) -> bool:
        """Whether علي is the name and not على spelt without dots: names stand beside it."""
        before, after = self._plain(i - 1), self._plain(i + 1)
        return after in _NAME_SYMBOLS or (before in _NAME_SYMBOLS and after not in _NOUN_SYMBOLS)

    def _ends(self, i: int) -> bool:
        """Whether no word stands here that a noun before it may lean on."""
        return i >= len(self.tokens) or self.tokens[i].kind != "w" or self.tokens[i].folded == "و"

    def _is_team(self, i: int, previous: str) -> bool:
        """Whether الفريق is what an office is over, no general."""
        if previous != names.ROLE_PREPOSITION and self.tokens[i].folded[0] != "ل":
            return previous == ROLE_HEAD
        return any(piece[-1] in (ROLE, ROLE_HEAD) for piece in self.pieces[max(0, i - 3) : i - 1])

    def _is_whole(self, i: int, symbol: str) -> bool:
        """Whether what looks like a preposition before a word, behind a given name, is a name's letter."""
        return symbol in _NAMES or (symbol != names.PLACE and self._plain(i + 1) == names.NISBA)

    def _is_turkish(self, i: int, previous: str) -> bool:
        """Whether تركي is an adjective: behind a noun without the article (مسؤول تركي)."""
        bare = previous in (ROLE_HEAD, names.COMMON) and not self.tokens[i - 1].folded.startswith(
            "ال"
        )
        return bare and self.tokens[i - 1].kind == "w" and self._plain(i + 1) != names.LINK

    def _plain(self, i: int) -> str:
        tokens = self.tokens
        inside = 0 <= i < len(tokens) and tokens[i].kind == "w"
        return names.word(tokens[i].text)[-1] if inside else ""


def _dashed(document: Document) -> Iterator[int]:
    """The tokens with a tatweel between spaces in front: it is a dash."""
    for match in _TATWEEL.finditer(document.text):
        i = document.token_at(match.start())
        if i < len(document.tokens) and document.tokens[i].start > match.start():
            before = document.tokens[i - 1].end if i else 0
            if document.tokens[i].start - before > 1:
                yield i


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
        if hit.clitic.endswith("ب") and hit.row["surface"] in _HELP and hit.last == hit.first + 1:
            continue
        if document.tokens[hit.first].text == _AND_TO:
            continue
        if hit.row["symbol"] == names.GIVEN and document.tokens[hit.first].text.endswith("على"):
            continue  # على أكبر عدد, not علي أكبر
        special[hit.first] = (hit.row["symbol"], _clitics(hit.clitic.removesuffix("لل")))
        for i in range(hit.first + 1, hit.last):
            special[i] = (hit.row["symbol"], "")
    for m in named:
        _cover(document, m, special)
    return special


def _cover(document: Document, m: Mention, special: dict[int, tuple[str, str]]) -> None:
    first, last = document.tokens_of(m.span_start, m.span_end)
    symbol = ORGANISATION if m.kind == "organisation" else names.PLACE
    if symbol == names.PLACE and last == first + 1:
        symbol = ONE_WORD_PLACE
    for i in range(first, last):
        if special.get(i, ("",))[0] not in (ROLE, ROLE_HEAD, TITLE):
            glued = document.text[document.tokens[i].start : m.span_start]
            special[i] = (symbol, _clitics(glued))


@remembered
def _clitics(letters: str) -> str:
    return "".join(names.CONJUNCTION if c in "وف" else names.CLITIC for c in letters)
