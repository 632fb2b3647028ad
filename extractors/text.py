"""Arabic text as the rules see it: folded, cut into tokens and sentences, clitics told apart.

Everything here keeps offsets into the unfolded text, in code points, half open.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import accumulate, compress, count
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from extractors.lookups import Look, Looks, asked, remembered
from extractors.records import Article

# Marks a reader does not miss: tashkeel, Quranic marks, tatweel, zero-width and bidi controls.
_INVISIBLE = (
    *range(0x0610, 0x061B),
    0x061C,
    0x0640,
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    0x00AD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    # Tashkeel as letters of their own, alone or on a tatweel.
    *range(0xFC5E, 0xFC64),
    *range(0xFCF2, 0xFCF5),
    *range(0xFE70, 0xFE73),
    0xFE74,
    *range(0xFE76, 0xFE80),
    0xFEFF,
)
_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ک": "ك", "ګ": "ك",
    "٫": ".", "٬": ",", "٪": "%", "\u00a0": " ",
}  # fmt: skip
_DIGITS = {chr(zero + d): str(d) for zero in (0x0660, 0x06F0) for d in range(10)}


def _presentation_forms() -> Iterator[tuple[str, str]]:
    """Positional letter shapes and ligatures, as the letters they stand for (Unicode NFKC)."""
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code)).strip()
        if plain != chr(code):
            yield chr(code), "".join(_LETTERS.get(c, c) for c in plain if ord(c) not in _INVISIBLE)


_FOLD: dict[str, str] = {
    **dict(_presentation_forms()),
    **_LETTERS,
    **_DIGITS,
    **{chr(code): "" for code in _INVISIBLE},
}
_FOLD_TABLE = str.maketrans(_FOLD)
_CHANGES_LENGTH = re.compile("[" + "".join(c for c, to in _FOLD.items() if len(to) != 1) + "]")


def fold(text: str) -> str:
    """The spelling under which words are compared: no tashkeel or tatweel, أإآٱ as ا, ى as ي,
    ة as ه, digits and marks in ASCII, presentation forms as letters. ؤ and ئ stay."""
    # Six times as fast on Arabic prose as one translate: nearly all it folds are these five letters.
    for letter, plain in _OFTEN:
        text = text.replace(letter, plain)
    return _FOLDED_ELSE.sub(_fold_run, text)


_OFTEN = tuple((letter, _FOLD[letter]) for letter in "أإآىة")
_FOLDED_ELSE = re.compile("[" + "".join(c for c in _FOLD if c not in "أإآىة") + "]+")


def _fold_run(match: re.Match[str]) -> str:
    return match[0].translate(_FOLD_TABLE)


def folded_words(text: str) -> frozenset[str]:
    """The folded words of a line divided by spaces: small closed classes of grammar."""
    return frozenset(fold(text).split())


class Folded:
    """A text folded as a whole, with the way back to the offsets of the unfolded one."""

    def __init__(self, original: str) -> None:
        self.text = fold(original)
        # The characters that folding drops or opens into several: where each stands in the unfolded
        # text, where it ends in the folded one, and how far the two are apart behind it.
        self._places, self._ends, self._shifts = [0], [0], [0]
        shift = 0
        for match in _CHANGES_LENGTH.finditer(original):
            shift += len(_FOLD[match[0]]) - 1
            self._places.append(match.start())
            self._ends.append(match.end() + shift)
            self._shifts.append(shift)
        self._places.append(len(original))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the unfolded text that a span of the folded one was made from."""
        first = self._unfolded(start)
        return (first, first) if start >= end else (first, self._unfolded(end - 1) + 1)

    def _unfolded(self, position: int) -> int:
        behind = bisect_right(self._ends, position)
        place = position - self._shifts[behind - 1]
        return min(place, self._places[behind])


class Token(NamedTuple):
    """A word, a number, a mark or a line break (``kind`` w, n, p, b) and where it stands."""

    start: int
    end: int
    text: str
    folded: str
    kind: str


_MARKS = "".join(chr(code) for code in _INVISIBLE)
_WORD_MARKS = "".join(c for c in _MARKS if c not in "\u200e\u200f\u061c\ufeff")
# 4ر19 is a decimal printed fraction first; digits never stick to letters: "و630" is two tokens.
_TOKEN = re.compile(
    # Plain Arabic letters first: nearly all words are read by that one class.
    rf"((?:[ء-غف-ي]+|[^\W\d_{_WORD_MARKS}])[^\W\d_{_WORD_MARKS}]*(?:[{_WORD_MARKS}]+[^\W\d_]*)*"
    rf"|\d+(?:ر\d+|(?:[.,٫٬]\d+)+)?|\n\s*|[^\s{_MARKS}])"
)


class Tokens(NamedTuple):
    """The tokens of a text, and what all of them hold one by one: where they start and end, as they
    stand and folded, and their kinds, a character each."""

    all: list[Token]
    starts: list[int]
    ends: list[int]
    printed: tuple[str, ...]
    words: list[str]
    kinds: str


def read_tokens(text: str) -> Tokens:
    """Words, numbers, marks and line breaks of a text, in order; spaces are left out."""
    pieces = _TOKEN.split(text)  # in turns what stands between tokens, and a token
    borders = list(accumulate(map(len, pieces)))
    starts, ends = borders[:-1:2], borders[1::2]
    printed, words, kinds = zip(*map(_read, pieces[1::2]), strict=True) if starts else ((),) * 3
    tokens = list(map(_token, zip(starts, ends, printed, words, kinds, strict=True)))
    return Tokens(tokens, starts, ends, printed, list(words), "".join(kinds))


def tokenize(text: str) -> list[Token]:
    """The tokens alone."""
    return read_tokens(text).all


# Token(...) would run Python for each word.
_token: Callable[[tuple[int, int, str, str, str]], Token] = partial(tuple.__new__, Token)
fold_word = remembered(fold)  # for words and names, which come again


@remembered
def _read(printed: str) -> tuple[str, str, str]:
    """A token itself, so that equal ones are one string and soon looked up, folded, and its kind."""
    return printed, fold(printed), _kind(printed[0])


def _kind(first: str) -> str:
    """A token's kind, told by its first character."""
    if first == "\n":
        return "b"
    return "n" if first.isdecimal() else "w" if first.isalnum() else "p"


@remembered
def readings(folded: str) -> tuple[tuple[str, str], ...]:
    """The ways to split a folded word into proclitics and the rest, whole word first.

    و and ف (and, so), then ب ك ل (in, like, to). The article stays with the rest: "وبالبلد" gives
    ("وب", "البلد"); "للبلد" gives ("لل", "البلد"). Rests are at least two letters long.
    """
    if len(folded) > 2 and folded[0] in "وف":
        conjunction, rest = folded[0], folded[1:]
        return (("", folded), (conjunction, rest), *_behind_preposition(conjunction, rest))
    return (("", folded), *_behind_preposition("", folded))


def _behind_preposition(conjunction: str, word: str) -> tuple[tuple[str, str], ...]:
    if word.startswith("لل"):
        definite = (conjunction + "لل", "ال" + word[2:])
        return (definite, (conjunction + "ل", word[1:])) if len(word) > 2 else (definite,)
    if len(word) > 2 and word[0] in "بكل":
        return ((conjunction + word[0], word[1:]),)
    return ()


@remembered
def bare_readings(folded: str) -> tuple[tuple[str, str], ...]:
    """The readings of a folded word, each followed by itself without the article where it has one."""
    found = []
    for reading in readings(folded):
        found.append(reading)
        clitic, rest = reading
        if (bare := without_article(rest)) != rest:
            found.append((clitic, bare))
    return tuple(found)


def without_article(folded: str) -> str:
    """The word without ال."""
    return folded[2:] if folded.startswith("ال") and len(folded) > 3 else folded


_Made = TypeVar("_Made")
_Given = ParamSpec("_Given")
_ENDS = frozenset(".!?؟…")
_CLOSERS = frozenset("”»\"“’'″)]")


class Document:
    """An article's text analysed once for all extractors.

    ``tokens`` are in order; ``starts`` tells where each begins, ``ends`` where it ends, ``printed`` how
    it stands, ``words`` its folded text, by which words are looked up, ``kinds`` its kind in a
    character. ``sentences`` are half-open ranges of token indices.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        tokens = read_tokens(article.text)
        self.tokens, self.starts, self.ends, self.printed, self.words, self.kinds = tokens
        self._places: dict[Look, list[int]] = {}
        self._made: dict[Callable[..., object], object] = {}

    def once(
        self,
        make: Callable[Concatenate[Document, _Given], _Made],
        *given: _Given.args,
        **no: _Given.kwargs,
    ) -> _Made:
        """What a function makes of the document, made once for all extractors that ask.

        ``given`` is what the function needs besides, of which each asker gives the same. What is made
        must not hold the document: the ring would keep every text until a full collection.
        """
        if make not in self._made:
            self._made[make] = make(self, *given, **no)
        return cast(_Made, self._made[make])

    def look_for(self, looks: Looks) -> None:
        """Finds the places of several look-ups at once, for ``where`` to tell them."""
        self._places.update(looks.places(self.words))

    def where(self, look: Look, first: int = 0, last: int | None = None) -> Iterator[int]:
        """The tokens from ``first`` to ``last`` whose folded word a look-up finds something for."""
        places = self._places.get(look)
        if places is None:
            places = list(compress(count(), map(asked(look), self.words)))
            self._places[look] = places
        if not first and last is None:
            return iter(places)
        end = len(places) if last is None else bisect_left(places, last)
        return iter(places[bisect_left(places, first) : end])

    @cached_property
    def marks(self) -> list[int]:
        """The tokens that are no words: numbers, marks and line breaks."""
        return [i for i, kind in enumerate(self.kinds) if kind != "w"]

    @cached_property
    def folded(self) -> Folded:
        """The whole text folded, with its offset map."""
        return Folded(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Sentences as ranges of token indices: they end at . ! ? … and at line breaks."""
        printed, kinds = self.printed, self.kinds
        ends = [i for i in self.marks if kinds[i] == "b" or printed[i] in _ENDS]
        return list(_sentences(self.tokens, ends))

    @cached_property
    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """Sentences as spans of the text, without the line breaks between them."""
        words = ([t for t in self.tokens[a:b] if t.kind != "b"] for a, b in self.sentences)
        return tuple((kept[0].start, kept[-1].end) for kept in words if kept)

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token, as a range of token indices."""
        place = bisect_right(self._sentence_starts, token) - 1
        return self.sentences[place]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [first for first, _ in self.sentences]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that a span beginning and ending within tokens covers, half open."""
        return bisect_right(self.starts, start) - 1, bisect_left(self.starts, end)

    def token_at(self, offset: int) -> int:
        """The index of the token that holds or follows a character offset."""
        place = bisect_right(self.starts, offset) - 1
        inside = place >= 0 and offset < self.ends[place]
        return place if inside else place + 1

    @cached_property
    def headline_end(self) -> int:
        """Where the headline ends that stands in the text as a block of its own; 0 where none does."""
        return next((b.span_end for b in self.article.blocks if b.kind == "headline"), 0)


def _sentences(tokens: list[Token], ends: list[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in ends:
        if i < first or not _ends_sentence(tokens, i):
            continue
        last = i + 1
        while tokens[i].kind != "b" and last < len(tokens) and tokens[last].text in _CLOSERS:
            last += 1
        yield first, last
        first = last
    if first < len(tokens):
        yield first, len(tokens)


def _ends_sentence(tokens: list[Token], i: int) -> bool:
    """Whether a line break or a mark that may end a sentence does."""
    token = tokens[i]
    # "د. محمد", "أ.ف.ب": a dot after a single letter shortens a word.
    return not (
        token.text == "." and i and tokens[i - 1].kind == "w" and len(tokens[i - 1].folded) == 1
    )
