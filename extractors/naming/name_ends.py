"""Where a name begins and ends that a pattern read: everyday words at its ends belong to it under conditions only."""

from __future__ import annotations

from functools import cache

from extractors.naming.names import (
    COMMON,
    FAMILY,
    FAMILY_LINK,
    GIVEN_OR_WORD,
    KUNYA,
    LINK,
    NISBA,
    SERVANT,
    is_arab_family,
)
from extractors.naming.person_phrases import KIN
from extractors.naming.person_symbols import Symbols
from extractors.naming.vocabulary import is_adjective, is_common, is_noun, is_word_itself
from extractors.rules import load_rows
from extractors.text import fold, folded_words

_LINKS = (LINK, FAMILY_LINK, KUNYA, SERVANT)
_WORDS = "nNMdvUt"
_NEGATIONS = folded_words("لا ولا بلا غير وغير دون ودون")
_RULERS = folded_words("الأسد صالح صدام مبارك")
_OF_RULERS = folded_words(
    "قوات لقوات وقوات نظام ونظام لنظام بنظام حكومة جيش حكم سقوط إسقاط رحيل تنحي مصير بقاء عهد ميليشيات "
    "مليشيات شبيحة كتائب المخلوع والمخلوع للمخلوع إطاحة إعدام محاكمة"
)
_DUE = "dDRrTtFV"  # what tells that a name comes
_KINGS = folded_words("الملك الملكة")  # of whom things are named: مدينة الملك فهد الطبية
_SON = "ابن"
_OR = "ام"
_AGES = folded_words(
    "العام السنة العامين السنتين الأعوام السنوات الثلاث الأربع الخمس الست السبع الثماني التسع العشر"
)
# Definite words behind "son of X" that are no family's.
_NO_FAMILY = folded_words(
    "البالغ الجميع الموقع الدولة الفئات التاريخية السابق الحالي المعروف الملقب المكنى الشهير المتواصل الكبير الدائم"
)


def name_start(symbols: Symbols, first: int, last: int, bare: bool) -> int:
    """The start of the name read from ``first`` to ``last``; ``last`` where it is none: a noun stands before
    "the son" (قصة ابن سينا) or, ``bare`` of what tells that a name is due, its first word is rather a verb
    or a noun (طالب الرميحي, حياة ميسي)."""
    symbol, following = symbols.text[first], symbols.text[first + 1 : first + 2]
    folded = symbols.folded(first)
    if symbol == COMMON and following == LINK:
        definite = folded.startswith("ال")
        return last if definite or symbols.folded(first + 1) == _SON else first
    if symbol == NISBA and last - first > 1 and folded.startswith("ال"):
        return last if following in tuple("GA") else first  # الدكتور الشمري تهاني ...
    if bare and last - first == 1 and _is_no_name_alone(symbols, first):
        return last
    if symbol == GIVEN_OR_WORD and last - first == 1 and symbols.text[first - 1] == KIN:
        return last if folded.startswith("ال") else first  # والده الطيب
    if symbol != GIVEN_OR_WORD or not bare or (first and symbols.text[first - 1] in _DUE):
        return first
    if folded in _words("rather a word"):
        return first + 1 if following in tuple("GAKE") and last - first > 2 else last
    if following == FAMILY:
        arab = is_arab_family(symbols.folded(first + 1))
        return first if arab and folded not in _words("governing name") else last
    return first


def is_of_regime(symbols: Symbols, i: int) -> bool:
    """Whether a family name that is a word too stands behind what such a ruler has: قوات الأسد, نظام صدام."""
    return symbols.folded(i) in _RULERS and symbols.folded(i - 1) in _OF_RULERS


def _is_no_name_alone(symbols: Symbols, i: int) -> bool:
    """Whether a given name without a family's is an adjective or a noun: متعب من, لا رابح, غير محمود."""
    denied = i > 0 and symbols.folded(i - 1) in _NEGATIONS
    return denied or symbols.folded(i) in _words("no name alone")


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(fold(r["surface"]) for r in load_rows("person_words") if r["class"] == kind)


def name_end(symbols: Symbols, first: int, last: int) -> int:
    """The end of the name read from ``first`` to ``last``, without words that are none of its own: within
    a name أم is rather "or" than "mother of"."""
    last = next((i for i in range(first + 1, last) if symbols.folded(i) == _OR), last)
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
        return not _is_accusative(symbols, i) and not _is_joined(symbols, i)
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


def _is_joined(symbols: Symbols, i: int) -> bool:
    """علي ورجاله: an "and" with a word that is known without it."""
    folded = symbols.folded(i)
    return folded[0] == "و" and not is_word_itself(folded) and is_common(folded[1:])


def _is_of_king(symbols: Symbols, first: int) -> bool:
    """Whether a king's given name stands before the word: kings have no family names in print."""
    return first > 0 and symbols.folded(first - 1) in _KINGS
