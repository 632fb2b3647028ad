"""What a word is to the grammar of personal names: one symbol for each word, by lexicon and shape."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from extractors.countries import demonym, names
from extractors.rules import load_rows
from extractors.text import fold, readings, without_article
from extractors.verbs import conjugate
from extractors.vocabulary import is_common, is_function_word, is_particle, is_verb

# The symbols. Words that may stand in a name:
GIVEN = "G"  # a given name and no other word: جورج
GIVEN_AND_FAMILY = "A"  # also a family name known enough to stand alone: باراك
GIVEN_OR_WORD = "g"  # also an everyday word: كريم
FAMILY = "S"  # a family name known enough to stand alone: نتنياهو
FAMILY_OR_WORD = "z"  # also an everyday word: الأسد
NISBA = "s"  # another family name, or shaped like one: القرني
UNKNOWN_DEFINITE = "U"
UNKNOWN = "u"
LINK = "B"  # بن, ابن, آل
KUNYA = "K"  # أبو
SERVANT = "E"  # عبد
FOREIGN_LINK = "P"  # فان, دي
OF_GOD = "y"  # الله, الدين: the second half of a given name
# Words that may not:
NATIONALITY = "d"
NATIONALITY_OR_FAMILY = "D"  # المصري
VERB = "v"
SPEECH = "V"  # a verb of speech
COMMON = "n"
PARTICLE = "p"
THAT = "a"  # أن, إن
ROLE_PREPOSITION = "i"  # joins a role to its field: في, باسم
CONJUNCTION = "w"  # و and ف split off
CLITIC = "c"  # ب, ك, ل split off
STRAY = "x"  # starts like a conjunction and is known as nothing

_CLASSES = {
    "link": LINK, "kunya": KUNYA, "foreign link": FOREIGN_LINK, "of god": OF_GOD, "that": THAT,
    "role preposition": ROLE_PREPOSITION,
}  # fmt: skip

_SPEECH = (
    "قال يقول|أضاف يضيف|أكد يؤكد|أوضح يوضح|ذكر يذكر|أشار يشير|صرح يصرح|كشف يكشف|شدد يشدد|أفاد يفيد|تابع يتابع"
    "|اعتبر يعتبر|رأى يرى|لفت يلفت|نفى ينفي|زعم يزعم|حذر يحذر|هدد يهدد|دعا يدعو|طالب يطالب|اتهم يتهم|انتقد ينتقد"
    "|أعرب يعرب|وصف يصف|بين يبين|علق يعلق|صرح يصرح|اعترف يعترف|رد يرد|أجاب يجيب|قاله يقوله|كتب يكتب|نوه ينوه|أعلن يعلن"
)  # fmt: skip


class Word(NamedTuple):
    """A word's symbol, the symbols of the clitics in front and how many letters these take."""

    symbol: str
    clitics: str = ""
    length: int = 0


@lru_cache(maxsize=131_072)
def word(text: str) -> Word:
    """The word as it stands in the text (unfolded: على is no علي, a tanwin is no name)."""
    folded = fold(text)
    whole = _symbol(text, folded)
    if whole not in (UNKNOWN, UNKNOWN_DEFINITE):
        return Word(whole)
    for clitic, rest in readings(folded)[1:]:
        if "لل" in clitic:
            continue
        symbol = _symbol(text, rest)
        if symbol in (UNKNOWN, UNKNOWN_DEFINITE, NISBA) and not rest.startswith("ال"):
            continue  # too little to know that the letter is a clitic
        if symbol != PARTICLE:
            return Word(symbol, "".join("w" if c in "وف" else "c" for c in clitic), len(clitic))
    if folded[0] in "وف" and whole == UNKNOWN:
        return Word(STRAY if folded[0] == "و" else UNKNOWN)
    return Word(whole)


def _symbol(text: str, folded: str) -> str:
    if "ً" in text[-2:] or folded.startswith("لل"):
        return COMMON
    if folded == "عبد":
        return SERVANT
    small = _small_words().get(folded)
    if small:
        return GIVEN_OR_WORD if text == "آن" else small
    if is_function_word(folded) and folded != "علي":
        return PARTICLE
    if folded in given_names():
        return _given(text, folded)
    if folded in _family_names():
        return FAMILY_OR_WORD if _is_word(folded) else _family_names()[folded]
    if is_particle(folded):
        return PARTICLE
    if any(rest in _speech() for _, rest in readings(folded)):
        return SPEECH
    nationality = demonym(folded)
    if nationality:
        family = nationality.definite and folded.endswith("ي") and folded.startswith("ال")
        return NATIONALITY_OR_FAMILY if family else NATIONALITY
    if is_common(folded):
        return COMMON
    if is_verb(folded):
        return VERB
    return _shape(text, folded)


def _given(text: str, folded: str) -> str:
    if folded == "علي" and text.endswith("ى"):
        return PARTICLE
    if folded.startswith("عبدال") or folded.endswith("الله"):
        return GIVEN
    if folded == "علي" or _is_word(folded):
        return GIVEN_OR_WORD
    return GIVEN_AND_FAMILY if _family_names().get(folded) == FAMILY else GIVEN


def _is_word(folded: str) -> bool:
    return (
        is_particle(folded)
        or is_common(folded)
        or is_verb(folded)
        or names().get(folded) is not None
    )


def _shape(text: str, folded: str) -> str:
    if folded.startswith("عبدال"):
        return GIVEN
    if len(folded) < 3:
        return COMMON
    if without_article(folded) != folded:
        if folded.endswith("ي") and len(folded) > 4:
            return NISBA
        return COMMON if folded.endswith(("ون", "ين", "يه")) else UNKNOWN_DEFINITE
    return UNKNOWN


@cache
def given_names() -> frozenset[str]:
    """Folded given names of one word."""
    return frozenset(fold(row["surface"]) for row in load_rows("given_names"))


@cache
def _family_names() -> dict[str, str]:
    return {
        fold(row["surface"]): FAMILY if row["alone"] else NISBA for row in load_rows("surnames")
    }


@cache
def _small_words() -> dict[str, str]:
    return {
        fold(row["surface"]): _CLASSES[row["class"]]
        for row in load_rows("person_words")
        if row["class"] in _CLASSES
    }


@cache
def _speech() -> frozenset[str]:
    forms = {}
    for pair in _SPEECH.split("|"):
        forms.update(conjugate(*pair.split()))
    return frozenset(
        f
        for f, form in forms.items()
        if form.number == "s" and form.person == 3 and not form.pronoun
    )
