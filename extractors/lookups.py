"""Look-ups by folded words whose answers are kept: what a word is to the rules is asked once.

A look-up is a function of a folded word; what it tells is true where it finds something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache
from typing import TypeVar

_Told = TypeVar("_Told")
_REMEMBERED = 65_536  # words: more than a day's papers print


def remembered(tell: Callable[[str], _Told]) -> Callable[[str], _Told]:
    """The function with its answers kept, so that each word is asked about once.

    What comes back runs no Python for a word met before, four times faster than an ``lru_cache``;
    it forgets everything where it holds too much, so that memory stays bounded.
    """
    return _Memory(tell).__getitem__


class _Memory(dict[str, _Told]):
    def __init__(self, tell: Callable[[str], _Told]) -> None:
        super().__init__()
        self.tell = tell

    def __missing__(self, word: str) -> _Told:
        told = self.tell(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = told
        return told


Look = Callable[[str], object]
# Look-ups, each with its stems: it finds something only for words of letters that are, or of which
# clitics and the article leave, one of them. None where no such list can be given.
Stems = Mapping[Look, Set[str] | None]


@cache
def asked(look: Look) -> Look:
    """The look-up with its answers kept; the same for the same look-up."""
    return remembered(look)


def _plain(look: Look) -> Look:
    """The function whose answers a look-up keeps: words that interest nobody need not be kept twice."""
    memory = getattr(look, "__self__", None)
    return memory.tell if isinstance(memory, _Memory) else look


class Looks:
    """Look-ups by folded words, asked together: a word tells at once which of them find something.

    Most words interest nobody, so that a text is gone through once instead of once a look-up, and a
    word not met before asks only the look-ups that know a stem of it. ``split`` tells a word's clitics
    and stems.
    """

    def __init__(self, looks: Stems, split: Callable[[str], Iterable[tuple[str, str]]]) -> None:
        self._looks = tuple(looks)
        self._plain = tuple(map(_plain, looks))
        self._split = split
        self._told = remembered(self._tell)
        # Which look-ups know a stem, as the bits of a number; and those that know no stems.
        self._knowing: dict[str, int] = {}
        self._always = 0
        for k, stems in enumerate(looks.values()):
            if stems is None:
                self._always |= 1 << k
            for stem in stems or ():
                self._knowing[stem] = self._knowing.get(stem, 0) | 1 << k

    def _tell(self, word: str) -> tuple[int, ...]:
        plain = self._plain
        return tuple([k for k in self._concerned(word) if plain[k](word)])

    def _concerned(self, word: str) -> Sequence[int]:
        """The look-ups that may find something for a word."""
        if not word.isalpha():
            return range(len(self._looks))
        knowing, bits = self._knowing, self._always
        for _, stem in self._split(word):
            bits |= knowing.get(stem, 0)
        return _places_of(bits)

    def places(self, words: Iterable[str]) -> dict[Look, list[int]]:
        """For each look-up the places of the words for which it finds something."""
        found: list[list[int]] = [[] for _ in self._looks]
        for i, told in enumerate(map(self._told, words)):
            for k in told:
                found[k].append(i)
        return dict(zip(self._looks, found, strict=True))


@cache
def _places_of(bits: int) -> tuple[int, ...]:
    """The places at which a number has a bit, from the lowest on."""
    return tuple(k for k in range(bits.bit_length()) if bits >> k & 1)
