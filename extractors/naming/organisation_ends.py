"""Where names end that are closed by a word of their own, or built on a name no lexicon holds.

وكالة هاوار للأنباء ends with what an agency deals in, شركة النور القابضة with the form of a company; a
university's or a hospital's name may be any name (جامعة ريكو, مستشفى الشهيد كمال عدوان).
"""

from __future__ import annotations

from extractors.naming import names
from extractors.naming.vocabulary import is_common, is_particle, is_verb
from extractors.text import Token, fold, folded_words

NEWS = fold("للأنباء")
_FORMS = folded_words("القابضة المحدودة المساهمة جروب غروب انترناشيونال إنترناشونال")
_REACH = 6  # words between the noun and what closes the name
_BEARERS = folded_words("الشهيد القاضي الرئيس العلامة القديس المهندس الدكتور")
_PARTS_OF_NAMES = "GAgSszuUON"  # symbols of extractors.naming.names


def closed_end(tokens: list[Token], token: int, sector: str) -> int:
    """The end of an agency's or company's name that begins at ``token``; ``token`` where no closing
    word stands near."""
    for last in range(token + 1, min(token + _REACH, len(tokens))):
        word = tokens[last].folded
        if tokens[last].kind != "w" or is_verb(word):
            break
        if (sector == "JRN" and word == NEWS) or (sector == "BUS" and word in _FORMS):
            return last + 1
    return token


def bearer_end(tokens: list[Token], token: int) -> int:
    """The end of a person's or another strange name that a house is called after."""
    if token >= len(tokens) or tokens[token].kind != "w":
        return token
    if tokens[token].folded in _BEARERS:
        last = token + 1
        while last < min(token + 4, len(tokens)) and _is_part(tokens[last]):
            last += 1
        return last if last > token + 1 else token
    if tokens[token].folded in names.given_names() and token + 1 < len(tokens):
        return token + 2 if _is_part(tokens[token + 1]) else token
    return token + 1 if is_strange(tokens[token].folded) else token


def is_strange(word: str) -> bool:
    """Whether a word is none of everyday Arabic, with no letter in front that may be a clitic."""
    known = is_common(word) or is_verb(word) or is_particle(word)
    return len(word) > 3 and word[0] not in "وفبلك" and word[:2] != "ال" and not known


def _is_part(token: Token) -> bool:
    return token.kind == "w" and names.word(token.text) in tuple(_PARTS_OF_NAMES)
