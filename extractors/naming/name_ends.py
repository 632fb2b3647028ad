"""Where a name begins and ends that a pattern read: everyday words at its ends belong to it under conditions only."""

from __future__ import annotations

import re
from functools import cache

from extractors.naming.names import (
    COMMON,
    CONJUNCTION,
    CREDIT,
    FAMILY,
    FAMILY_LINK,
    GIVEN_OR_WORD,
    KUNYA,
    LINK,
    NISBA,
    SERVANT,
    is_arab_family,
    is_foreign_given,
)
from extractors.naming.person_phrases import KIN, TITLE
from extractors.naming.person_symbols import Symbols
from extractors.naming.vocabulary import is_adjective, is_common, is_noun, is_verb, is_word_itself
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
_ROYALS = _KINGS | folded_words("الأمير الأميرة السلطان")
_OF_THINGS = folded_words(
    "الدولي الدولية الطبي الطبية الجامعي التخصصي التعليمي التعليمية الصناعية الاقتصادية الرياضية الخيرية "
    "الاجتماعية الثقافي الثقافية العسكرية البحرية الجوية العلمية"
)
_SON = "ابن"
_BORN_AS_VERB = "ولد"  # Mauritanian "son of", but "was born" before a preposition
_AFTER_VERB = tuple("ipmae")
_CLOSING = tuple("Rr,(a:")
_NEXT = tuple("RrTtGA")
_OFFICE = re.compile("[Rra]|w[RrTt]")
_TWO_OF_THREE = re.compile("[GA][GASsku]+$")
_THIRD = re.compile(r"[uj](?=[,:Rr(.\"])")
_GIVEN_WORD_FAMILY = re.compile("[GAg]n[sS]")
_BORN = folded_words("الأمير الأميرة سمو الشريف الملا الطفل الطفلة")  # families untold
_FOND = folded_words("الحبيب العزيز الغالي الكريم الفاضل")
_MARTYR = fold("الشهيد")
_PLURALS = ("يه", "ين", "ون", "ات")
_CLITICS = "وفبلك"
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
    if folded in _FOND and symbols.text[first - 1] == KIN and following in tuple("GAgKE"):
        return first + 1  # أخي الحبيب فلان
    if symbol == NISBA and last - first > 1 and folded.startswith("ال"):
        return last if following in tuple("GA") else first  # الدكتور الشمري تهاني ...
    if bare and last - first == 1 and _is_no_name_alone(symbols, first):
        return last
    if symbol == GIVEN_OR_WORD and last - first == 1 and symbols.text[first - 1] == KIN:
        of_noun = symbols.folded(last).startswith("ال") if last < len(symbols.words) else False
        return (
            last if of_noun or folded.startswith("ال") else first
        )  # والده الطيب, أبنائه نعمة الأمن
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
    """The end of the name read from ``first`` to ``last``, without words that are none of its own;
    ``first`` where a word within can be none."""
    if _GIVEN_WORD_FAMILY.fullmatch(symbols.text, first, last) and not _is_between(symbols, first):
        return first
    last = next((i for i in range(first + 1, last) if _closes(symbols, i)), last)
    while last - first > 1 and not _belongs(symbols, first, last - 1):
        last -= 1
    return last + 1 if _goes_on(symbols, first, last) else last


def _closes(symbols: Symbols, i: int) -> bool:
    """Whether a name ends before a word that is mostly no part of one: أم, and ولد before a preposition
    (عبد العزيز ولد في بشار)."""
    folded = symbols.folded(i)
    return folded == _OR or (folded == _BORN_AS_VERB and symbols.text[i + 1 : i + 2] in _AFTER_VERB)


def _goes_on(symbols: Symbols, first: int, last: int) -> bool:
    """Whether an unknown word before a mark or an office closes a foreign name: رفائيل كوريا دلغادو رئيس."""
    foreign = _TWO_OF_THREE.match(symbols.text, first, last) and is_foreign_given(
        symbols.folded(first)
    )
    return bool(foreign and _THIRD.match(symbols.text, last))


def _belongs(symbols: Symbols, first: int, i: int) -> bool:
    """Whether the last word of a name is one: with the article or behind بن where it is an everyday one."""
    symbol, folded = symbols.text[i], symbols.folded(i)
    if symbols.text[i - 1] == LINK and symbols.folded(i - 1) == _SON and folded in _AGES:
        return False
    if folded == _SON and symbol == LINK:
        return False
    linked = LINK in symbols.text[first : i - 1]
    if symbol == GIVEN_OR_WORD and linked and _governs(symbols, i):
        return False
    if symbol not in _WORDS:
        return True
    if symbol == COMMON and folded[0] in "يست" and is_verb(folded):
        return False  # عبدالله بن زايد يستقبل
    if symbols.text[i - 1] in _LINKS:
        glued = folded[0] in "بل" and symbols.text[i - 1] == KUNYA and symbol == COMMON
        return not glued or is_word_itself(folded)  # شينزو أبي بشكل ...
    if _is_of_king(symbols, first):
        return False
    if i - first == 1:
        built = _is_closed(symbols, first, i) or _is_built(symbols, first, i)
        return built and not _is_accusative(symbols, i) and not _is_joined(symbols, i)
    return _is_family(symbols, i)


def _governs(symbols: Symbols, i: int) -> bool:
    """Whether a word that is a name too leans on a definite noun: ضيف الأمسية."""
    if symbols.folded(i) not in _words("governing name") or symbols.text[i + 1 : i + 2] != COMMON:
        return False
    return symbols.folded(i + 1).startswith("ال")


def _is_family(symbols: Symbols, i: int) -> bool:
    """Whether an everyday word behind several words of a name is its family: with the article, and no
    plain noun that may be a verb's object (حضر سعود بن فهد الحفل) unless something closes the name."""
    folded = symbols.folded(i)
    if not folded.startswith("ال"):
        return symbols.text[i] not in "nd" or _closes_son(symbols, i) or _is_nisba(symbols, i)
    if folded in _NO_FAMILY:
        return False
    closed = symbols.text[i] in "MN" or symbols.text[i + 1 : i + 2] in tuple(",a:(Rr")
    return closed or not is_noun(folded) or is_adjective(folded)


def _is_closed(symbols: Symbols, first: int, i: int) -> bool:
    """Whether what stands behind a noun right behind a given name tells that both are a name."""
    following = symbols.text[i + 1 : i + 2]
    if following == CONJUNCTION:
        return symbols.text[i + 2 : i + 3] in _NEXT or symbols.text[first - 1] == CREDIT
    return following in _CLOSING or (following == "." and symbols.folded(i)[-1] != "ا")


def _is_between(symbols: Symbols, first: int) -> bool:
    """Whether an everyday noun between given name and family is a name too: indefinite, with no clitic
    or ending of its own (فهد بتال الدوسري), the given name rather no word."""
    folded = symbols.folded(first + 1)
    clitic = folded[0] in _CLITICS and not is_word_itself(folded)
    ending = folded.startswith("ال") or folded.endswith(("ها", "هم"))
    given = symbols.folded(first)
    rather = given in _words("rather a word") | _words("governing name") or given.startswith("ال")
    return not (clitic or ending or rather or _is_accusative(symbols, first + 1))


def _is_built(symbols: Symbols, first: int, i: int) -> bool:
    """Whether an everyday noun right behind a given name is built like a family's name: definite behind a
    calling's title (الدكتور نبيل العربي), else a nisba of an indefinite word (ناصر مباركي)."""
    symbol, folded = symbols.text[i], symbols.folded(i)
    if symbol != COMMON:
        return True
    if folded.startswith("ال"):
        told = symbols.text[first - 1] == TITLE or symbols.folded(first - 1) == _MARTYR
        titled = told and symbols.folded(first - 1) not in _BORN
        return titled and not folded.endswith(_PLURALS)
    return _is_nisba(symbols, i)


def _is_nisba(symbols: Symbols, i: int) -> bool:
    """Whether a word without the article is built like a nisba (مباركي, حريصي) and leans on no other one
    (طياري التحالف)."""
    folded = symbols.folded(i)
    if symbols.text[i + 1 : i + 2] == COMMON and symbols.folded(i + 1).startswith("ال"):
        return False
    nisba = symbols.document.text[symbols.ends[i] - 1] == "ي" and not is_noun(folded)
    return nisba and len(folded) > 3 and (folded[0] not in _CLITICS or is_word_itself(folded))


def _closes_son(symbols: Symbols, i: int) -> bool:
    """محمد طه بن إبراهيم فقيه مدير ...: an indefinite word between "son of X" and an office."""
    return symbols.text[i - 2] == LINK and _OFFICE.match(symbols.text, i + 1) is not None


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


def bears_name(symbols: Symbols, first: int, last: int) -> bool:
    """Whether the adjective behind a king's name is that of a thing called after him: الملك خالد الدولي."""
    royal = symbols.folded(first - 1) in _ROYALS if first else False
    behind = symbols.words[max(first + 1, last - 1) : last + 1]
    return royal and not _OF_THINGS.isdisjoint(behind)
