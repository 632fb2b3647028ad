"""Nouns before the names of places (مدينة, مطار, قرية), and names that only their noun tells.

A gazetteer knows few villages, quarters and valleys. Behind قرية or حي a word counts as a name where
neither its shape nor what follows speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors import countries
from extractors.naming.vocabulary import is_common, is_particle, is_verb
from extractors.rules import Lexicon, load_rows
from extractors.text import Document, fold, folded_words

# Adjectives that belong to a facility's name: مطار عدن الدولي.
FACILITY_ENDINGS = folded_words(
    "الدولي الدولية العسكري العسكرية الإسلامي الحدودي الحدودية الجوي الجوية البري البرية البحرية التجاري "
    "الصناعي المركزي النفطي النفطية الإقليمي الاقتصادية الصناعية الكبير الشمالي الجنوبي الشرقي الغربي"
)
_FUNCTION_WORDS = folded_words("في إلى من قرب داخل نحو باتجاه بين عبر صوب خارج عن على مع أن إن")
# First halves of village names.
_COMPOUND_STARTS = folded_words(
    "بيت دير عين تل كفر خان أبو أم بني رأس خربة بئر الشيخ جب حوش مزرعة آل أبي باب ذي ذات"
)
_SIDE = fold("ناحية")
_PAUSES = frozenset('،,.؛:()[]«»"“”!؟-–\n')
_LOCATED = tuple(
    folded_words(
        "شمال جنوب شرق غرب قرب وسط في على التابع الواقع المجاور القريب من إلى بعد الحدودي خلال أمس اليوم "
        "عند بريف بمحافظ بمنطق بمدين بولاي بمديري بقضاء بإقليم"
    )
)


class Head(NamedTuple):
    """A noun before a name: its tokens (half open), where its span begins without clitics, and
    what the lexicon says of it: whether it is part of the name (``inside``), which unknown names
    are believed behind it ("yes": any, "rare": such as are no everyday words, "": none), whether it is a settlement's or a province's."""

    first: int
    last: int
    span_start: int
    noun: str
    inside: bool
    unknown: str
    settlement: bool


def heads(document: Document) -> Iterator[Head]:
    """The nouns of places in a document, in order."""
    for hit in place_heads().find(document):
        token = document.tokens[hit.first]
        if "أ" in token.text and token.folded.endswith("وادي"):
            continue  # وأدى, "and led"
        yield Head(
            hit.first,
            hit.last,
            hit.span_start,
            token.folded.removeprefix(hit.clitic),
            hit.row["span"] == "inside",
            hit.row["unknown"],
            hit.row["settlement"] == "yes",
        )


def unknown_end(document: Document, head: Head) -> int:
    """The token after a name behind this noun that no gazetteer need hold; ``head.last`` for none."""
    tokens, first = document.tokens, head.last
    if first >= len(tokens) or tokens[first].kind != "w":
        return first
    word = tokens[first].folded
    last = first + 1
    if head.noun == _SIDE and head.first and tokens[head.first - 1].folded == "من":
        return first  # من ناحية التكلفة
    if not head.unknown:
        told = countries.demonym(tokens[last].folded) if last < len(tokens) else None
        country = told and told.definite and told.gender == "f"
        return last if country and _is_no_word(word) else first  # ولاية مالاطيا التركية
    if word in _COMPOUND_STARTS and last < len(tokens) and tokens[last].kind == "w":
        last += 1
    elif not (
        (head.unknown == "yes" and _looks_like_a_name(word))
        or ((head.settlement or head.unknown == "rare") and _is_no_word(word))
    ) or (word.startswith("ال") and head.noun == "مدينه"):
        return first
    after = tokens[last].folded if last < len(tokens) else "."
    settled = after[:1] in _PAUSES or after.startswith(_LOCATED) or after[:2] in ("با", "وا")
    return last if settled or countries.demonym(after) else first


def _looks_like_a_name(word: str) -> bool:
    """Whether a word is no verb, no function word and no indefinite adjective, as far as shape tells."""
    if word in _FUNCTION_WORDS or word in _head_words() or countries.demonym(word):
        return False
    if word.startswith("ال"):
        return len(word) > 4 and not word.startswith(("الت", "الم", "الذ"))
    return len(word) >= 3 and word[0] not in "يتنبلكوسا" and word[-1] not in "هاين"


def _is_no_word(word: str) -> bool:
    """Whether a word is none of everyday Arabic: behind بلدة it is a name, whatever its first letter."""
    known = is_common(word) or is_verb(word) or is_particle(word) or word in _head_words()
    clitic = word[0] in "وفبلك" and not word.startswith("كفر")
    return len(word) > 3 and not clitic and not known and not countries.demonym(word)


@cache
def place_heads() -> Lexicon:
    """The lexicon of nouns before the names of places."""
    return Lexicon(load_rows("place_heads"))


@cache
def _head_words() -> frozenset[str]:
    return frozenset(fold(w) for row in load_rows("place_heads") for w in row["surface"].split("|"))
