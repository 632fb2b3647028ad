"""Where a name ends that a pattern read: everyday words at its end belong to it under conditions only."""

from __future__ import annotations

from extractors.naming.names import FAMILY_LINK, KUNYA, LINK, SERVANT
from extractors.naming.person_symbols import Symbols
from extractors.naming.vocabulary import is_adjective, is_noun
from extractors.text import folded_words

_LINKS = (LINK, FAMILY_LINK, KUNYA, SERVANT)
_WORDS = "nNMdvUt"
_KINGS = folded_words("الملك الملكة")  # of whom things are named: مدينة الملك فهد الطبية
_SON = "ابن"
_AGES = folded_words(
    "العام السنة العامين السنتين الأعوام السنوات الثلاث الأربع الخمس الست السبع الثماني التسع العشر"
)
# Definite words behind "son of X" that are no family's.
_NO_FAMILY = folded_words(
    "البالغ الجميع الموقع الدولة الفئات التاريخية السابق الحالي المعروف الملقب المكنى الشهير المتواصل الكبير الدائم"
)


def name_end(symbols: Symbols, first: int, last: int) -> int:
    """The end of the name read from ``first`` to ``last``, without words that are none of its own."""
    while last - first > 1 and not _belongs(symbols, first, last - 1):
        last -= 1
    return last


def _belongs(symbols: Symbols, first: int, i: int) -> bool:
    """Whether the last word of a name is one: with the article or behind بن where it is an everyday one."""
    symbol, folded = symbols.text[i], symbols.folded(i)
    if symbols.text[i - 1] == LINK and symbols.folded(i - 1) == _SON and folded in _AGES:
        return False
    if folded == _SON and symbol == LINK:
        return False
    if symbol not in _WORDS:
        return True
    if symbols.text[i - 1] in _LINKS:
        return True
    if _is_of_king(symbols, first):
        return False
    if i - first == 1:
        return not _is_accusative(symbols, i)
    return _is_family(symbols, i)


def _is_family(symbols: Symbols, i: int) -> bool:
    """Whether an everyday word behind several words of a name is its family: with the article, and no
    plain noun that may be a verb's object (حضر سعود بن فهد الحفل) unless something closes the name."""
    folded = symbols.folded(i)
    if not folded.startswith("ال"):
        return symbols.text[i] not in "nd" or _closes_son(symbols, i)
    if folded in _NO_FAMILY:
        return False
    closed = symbols.text[i] in "MN" or symbols.text[i + 1 : i + 2] in tuple(",a:(Rr")
    return closed or not is_noun(folded) or is_adjective(folded)


def _closes_son(symbols: Symbols, i: int) -> bool:
    """محمد طه بن إبراهيم فقيه مدير ...: an indefinite word between "son of X" and an office."""
    return symbols.text[i - 2] == LINK and symbols.text[i + 1 : i + 2] in tuple("Rra")


def _is_accusative(symbols: Symbols, i: int) -> bool:
    """قال كاميرون موضحاً: a circumstance with its ending."""
    return "\u064b" in symbols.document.text[symbols.starts[i] : symbols.ends[i] + 1]


def _is_of_king(symbols: Symbols, first: int) -> bool:
    """Whether a king's given name stands before the word: kings have no family names in print."""
    return first > 0 and symbols.folded(first - 1) in _KINGS
