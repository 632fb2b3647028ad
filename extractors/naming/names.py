"""What a word is to the grammar of personal names: one symbol for each word, by lexicon and shape."""

from __future__ import annotations

import re
from functools import cache

from extractors.countries import demonym, demonym_stems, name_words
from extractors.lookups import remembered
from extractors.naming.vocabulary import (
    is_also_word,
    is_common,
    is_function_word,
    is_participle,
    is_particle,
    is_verb,
    is_word_itself,
    particles,
)
from extractors.reporting import cue, cue_stems
from extractors.rules import load_rows
from extractors.text import bare_readings, fold, readings, without_article

# The symbols. Words that may stand in a name:
GIVEN = "G"  # a given name and no other word: جورج
GIVEN_AND_FAMILY = "A"  # also a family name known enough to stand alone: باراك
GIVEN_OR_WORD = "g"  # also an everyday word: كريم
FAMILY = "S"  # a family name known enough to stand alone: نتنياهو
FAMILY_OR_WORD = "z"  # also an everyday word: الأسد
NISBA = "s"  # another family name, or shaped like one: القرني
UNKNOWN_DEFINITE = "U"
UNKNOWN = "u"
UNKNOWN_OR_CLITIC = "j"  # begins with ب or ل: a second name (بركات), hardly a third
LINK = "B"  # بن, ابن
FAMILY_LINK = "b"  # آل
KUNYA = "K"  # أبو
SERVANT = "E"  # عبد
FOREIGN_LINK = "P"  # فان, دي
CLOSING_WORD = "k"  # خان, باشا behind a name
OF_GOD = "y"  # الله, الدين: the second half of a given name
# Words that may not:
NATIONALITY = "d"
NATIONALITY_OR_FAMILY = "D"  # المصري
PLACE = "l"
VERB = "v"
SPEECH = "V"  # a verb of speech
COMMON = "n"
PARTICIPLE_OR_FAMILY = "M"  # المفرج
COMMON_OR_FAMILY = "N"  # an adjective shaped like a family name: الجبلي
NAMING_HEAD = "H"  # a thing that bears a person's name: شارع, كأس
ORDINAL = "O"  # الثاني, of kings
PARTICLE = "p"
THAT = "a"  # أن, إن
FROM = "m"  # عن
TO = "e"  # إلى
CREDIT = "W"  # what comes with an author's name: تأليف, بقلم
ROLE_PREPOSITION = "i"  # joins a role to its field: في, باسم
CONJUNCTION = "w"  # و and ف split off
FOR_THE = "L"  # للتعليم
CLITIC = "c"  # ب, ك, ل split off
SPLIT_OR_NAME = "q"  # بالاسيوس: begins like a clitic with the article
INITIAL = "I"  # a foreign letter: إف
STRAY = "x"  # starts like a conjunction and is known as nothing

_CLASSES = {
    "link": LINK, "family link": FAMILY_LINK, "foreign link": FOREIGN_LINK, "kunya": KUNYA,
    "of god": OF_GOD, "closing word": CLOSING_WORD, "ordinal": ORDINAL, "naming head": NAMING_HEAD,
    "role preposition": ROLE_PREPOSITION, "that": THAT, "from": FROM, "to": TO, "credit": CREDIT,
    "initial": INITIAL,
}  # fmt: skip

_EVERYDAY = (COMMON, COMMON_OR_FAMILY, PARTICIPLE_OR_FAMILY, VERB, PARTICLE)
_STRONG = (GIVEN, GIVEN_AND_FAMILY, FAMILY)
_WEAK = (GIVEN_OR_WORD, FAMILY_OR_WORD)
_LEADING = {"و": STRAY, "ب": UNKNOWN_OR_CLITIC, "ل": UNKNOWN_OR_CLITIC}
_BEFORE_HAMZA = ("لأ", "لإ", "بأ", "بإ")  # no name begins so: لأوفيد is "to Ovid"
_QUOTES = frozenset("\"“”«»'’‘″")
_MARKS = {
    "،": ",", ",": ",", "؛": ";", "-": "-", "–": "~", "—": "~", "ـ": "~", "(": "(", ")": ")", ":": ":",
    "/": "/", "_": "|", "#": "|",
}  # fmt: skip
_PRONOUNS = ("ها", "هما", "هم", "هن", "ته", "وه", "ناه")  # حينها, تهنئته, أخطروه
_NAMES_NOT_PARTICLES = ("آنا", "لآنا", "وآنا")
_OF_ME = "مني"  # also Mona, where final letters go without their dots
# Verbal nouns by their pattern (انتخاب, انفجار, تفعيل, تباكي): the given names are asked before.
_MASDAR = re.compile(
    "ا[^اويل]ت[^اوي]ا[^اوي]|ان[^اوي]{2}ا[^اوي]|ت[^اوي]{2}ي[^اويت]|ت[^اويه]ا[^اوي]ي"
)
# Perfects of stems V, VII, VIII and X with their feminine ending: اصطدمت, انفجرت, استقبلت.
_FEMININE_PERFECT = re.compile("ت[^اوي]{3}ت|ا(?:ن[^اوي]{3}|[^اوي][تطد][^اوي]{2}|ست[^اوي]{3})ت")
_NOT = ("لان", "لاي", "لات")  # "not" glued to an imperfect
_TANWIN = "ًٍ"
_HAMZA = re.compile("[أإ]")
_UNKNOWNS = (UNKNOWN, UNKNOWN_DEFINITE, NISBA)


@remembered
def word(text: str) -> str:
    """The symbols of a token as it stands in the text (unfolded: على is no علي, a tanwin is no name):
    its own stands last, those of the clitics in front before it, one a letter."""
    if text[0].isdecimal() or not text[0].isalnum():
        return _mark(text)
    folded = fold(text)
    if folded == "وابو" or text == "وأبي":
        return CONJUNCTION + KUNYA
    whole = _symbol(text, folded)
    if whole in _EVERYDAY and folded[0] == "و" and not is_function_word(folded):
        behind = _name_behind(text, folded)
        if behind:
            return behind
    if whole not in _UNKNOWNS or folded in _family_names():
        return whole
    for clitic, rest in readings(folded)[1:]:
        if "لل" in clitic:
            continue
        symbol = _symbol(text, rest)
        if symbol in _UNKNOWNS and not rest.startswith("ال"):
            if text[:2] in _BEFORE_HAMZA:
                return CLITIC + symbol
            continue  # too little to know that the letter is a clitic
        if symbol == UNKNOWN_DEFINITE and clitic != "و":
            return SPLIT_OR_NAME
        if symbol == VERB and clitic[-1] in "بك":
            continue  # a preposition stands before no verb
        if clitic[-1] in "بلك" and rest[0] in "وف" and not is_word_itself(rest):
            continue  # nor before an "and": بوعزيزي
        if symbol != PARTICLE:
            return "".join(CONJUNCTION if c in "وف" else CLITIC for c in clitic) + symbol
    if whole == UNKNOWN and not folded.startswith("وو"):  # وولف
        return _LEADING.get(folded[0], UNKNOWN)
    return whole


def _mark(text: str) -> str:
    """The symbol of a number, a mark or a line break."""
    if text[0].isdecimal():
        return "#"
    if text[0] == "\n":
        return "\n"
    return '"' if text in _QUOTES else _MARKS.get(text, ".")


def _name_behind(text: str, folded: str) -> str:
    """The name behind an "and", where the whole looks like an everyday word: "وسالمان"."""
    rest = folded[1:]
    if len(rest) < 3 or (rest not in given_names() and rest not in _family_names()):
        return ""
    symbol = _symbol(text, rest)
    return CONJUNCTION + symbol if symbol in _STRONG + _WEAK else ""


def _symbol(text: str, folded: str) -> str:
    if folded.startswith("لل"):
        return FOR_THE
    small = _small_words().get(folded)
    if any(mark in text[-2:] for mark in _TANWIN):
        return COMMON
    if not small and text[-1] == "ّ" and not folded.startswith("ال"):
        return COMMON
    if folded == "عبد":
        return SERVANT
    if small:
        if small in (THAT, FAMILY_LINK) and text[0] == "آ":
            return FAMILY_LINK if folded == "ال" else GIVEN
        if (small == FOREIGN_LINK and "إ" in text) or (small == INITIAL and text[0] in "اأآ"):
            return PARTICLE  # فإن; آية
        return small if small != FAMILY_LINK or text == "ال" else COMMON
    if is_function_word(folded) and folded != "علي" and text not in _NAMES_NOT_PARTICLES:
        return PARTICLE
    if folded in given_names() and _is_spelled(text, folded):
        return _given(text, folded)
    if folded.startswith(("عبدال", "عبدلل")) and len(folded) > 6:
        return GIVEN
    if folded in _family_names() and not (text[-1] == "ة" and folded in _families_in_ha()):
        if demonym(folded):
            return NATIONALITY_OR_FAMILY
        return FAMILY_OR_WORD if _is_word(folded) else _family_names()[folded]
    listed = _listed(folded)
    if listed:
        return listed
    if is_common(folded):
        shaped = len(folded) > 5 and folded.startswith("ال") and folded.endswith("ي")
        if shaped:
            return COMMON_OR_FAMILY
        return PARTICIPLE_OR_FAMILY if is_participle(folded) else COMMON
    if is_verb(folded):
        return VERB
    return _shape(text, folded)


def _listed(folded: str) -> str:
    """The symbol of a particle, a verb of speech, a country, a nationality or of what stands before
    names, clitics allowed; "" for other words, most of which one look tells."""
    if _listed_stems().isdisjoint([stem for _, stem in bare_readings(folded)]):
        return ""
    if is_particle(folded):
        return PARTICLE
    speech = cue(folded)
    if speech and speech.form == "verb" and "that" in speech.takes:
        return SPEECH
    if folded in name_words():
        return PLACE
    if demonym(folded):
        return NATIONALITY
    for _, rest in readings(folded):
        if _small_words().get(rest) in (NAMING_HEAD, CREDIT):
            return _small_words()[rest]
    return ""


@cache
def _listed_stems() -> frozenset[str]:
    listed = (cue_stems(), name_words(), demonym_stems(), _small_words())
    return particles().union(*listed)


def _given(text: str, folded: str) -> str:
    if folded == "علي" and text.endswith("ى"):
        return ROLE_PREPOSITION
    if folded.startswith("عبدال") or folded.endswith("الله"):
        return GIVEN
    if text[-1] == "ه" and folded not in _names_in_ha() and is_common(folded):
        return COMMON  # باسمه is rather "in his name" than باسمة
    if folded == "علي" or text == _OF_ME or folded in _rather_words() or _is_word(folded):
        return GIVEN_OR_WORD
    return GIVEN_AND_FAMILY if _family_names().get(folded) == FAMILY else GIVEN


def _is_spelled(text: str, folded: str) -> bool:
    """Whether the hamzas a word prints are a given name's: رأيا is no Raya; one at the beginning tells
    an everyday word only (أيما is no Emma), foreign names are spelt with any."""
    if not _HAMZA.search(text):
        return True
    first = 0 if is_common(folded) or is_verb(folded) or is_particle(folded) else 1
    printed = _letters(text)[-len(folded) :][first:]
    return any(
        all(a not in "أإ" or a == b for a, b in zip(printed, name[first:], strict=False))
        for name in _spellings()[folded]
    )


def _letters(text: str) -> str:
    """A word's letters without the marks that folding drops."""
    return "".join(letter for letter in text if fold(letter))


def _is_word(folded: str) -> bool:
    return is_also_word(folded) or folded in name_words()


def _shape(text: str, folded: str) -> str:
    if folded.startswith("عبدال") or (folded.startswith("ابو") and len(folded) > 5):
        return GIVEN
    if len(folded) < 3 or (len(folded) > 4 and text.endswith(_PRONOUNS)):
        return COMMON
    if without_article(folded) != folded:
        if _MASDAR.fullmatch(folded[2:]) and folded[2] == "ا":
            return COMMON  # الانزعاج
        if folded.endswith("ي") and len(folded) > 4:
            return COMMON_OR_FAMILY if _MASDAR.fullmatch(folded[2:-1]) else NISBA
        plural = folded.startswith("الم") and folded.endswith(("ون", "ين"))
        return COMMON if plural or folded.endswith("يه") else UNKNOWN_DEFINITE
    if (
        folded.startswith(("با", "بو"))
        and len(folded) > 5
        and folded[-1] > "z"
        and not _MASDAR.fullmatch(folded[1:])
    ):
        return NISBA  # a family of Hadramawt or the Gulf: باحبيل, بوخمسين
    if _MASDAR.fullmatch(folded) or _MASDAR.fullmatch(folded.removesuffix("ه")):
        return COMMON
    if len(text) > 3 and text.endswith("ية"):
        return COMMON  # حاشية
    if _FEMININE_PERFECT.fullmatch(folded):
        return VERB
    if folded[0] == "م" and len(folded) > 4 and text[-1] == "ة":
        return COMMON  # a feminine participle: مبتسمة
    if folded[0] == "ي" and len(folded) > 3 and folded[1] not in "اوي" and fold(text)[0] in "يو":
        return VERB
    if folded.startswith(_NOT) and len(folded) > 5 and is_verb(folded[2:]):
        return VERB  # لانستغرب
    return UNKNOWN


@cache
def _spellings() -> dict[str, list[str]]:
    """Each folded given name as the lexicon prints it."""
    spelled: dict[str, list[str]] = {}
    for row in load_rows("given_names"):
        spelled.setdefault(fold(row["surface"]), []).append(_letters(row["surface"]))
    return spelled


@cache
def given_names() -> frozenset[str]:
    """Folded given names of one word."""
    return frozenset(fold(row["surface"]) for row in load_rows("given_names"))


def is_masdar(folded: str) -> bool:
    """Whether a word without the article is a verbal noun by its pattern."""
    return _MASDAR.fullmatch(folded) is not None


def is_foreign_given(folded: str) -> bool:
    """Whether a word is a given name, and none that Arabs bear."""
    return folded in _foreign_given()


@cache
def _foreign_given() -> frozenset[str]:
    rows = load_rows("given_names")
    arab = {fold(row["surface"]) for row in rows if row["origin"] == "arab"}
    return given_names() - arab


@cache
def _rather_words() -> frozenset[str]:
    """Given names that are rather words than names, but for Mona (see ``_OF_ME``)."""
    rows = load_rows("person_words")
    words = {fold(row["surface"]) for row in rows if row["class"] == "rather a word"}
    return frozenset(words - {fold(_OF_ME)})


@cache
def _names_in_ha() -> frozenset[str]:
    """Given names that end in ه and not in ة: طه, عبده."""
    return frozenset(
        fold(s) for row in load_rows("given_names") if (s := row["surface"])[-1] == "ه"
    )


@cache
def _family_names() -> dict[str, str]:
    return {
        fold(row["surface"]): FAMILY if row["alone"] else NISBA for row in load_rows("surnames")
    }


@cache
def _families_in_ha() -> frozenset[str]:
    """Family names that end in ه and not in ة: توريه is no تورية."""
    surfaces = [row["surface"] for row in load_rows("surnames")]
    return frozenset(map(fold, (s for s in surfaces if s[-1] == "ه"))) - frozenset(
        map(fold, (s for s in surfaces if s[-1] == "ة"))
    )


def is_arab_family(folded: str) -> bool:
    """Whether a family name known enough to stand alone is an Arab or a Persian one."""
    return folded.startswith("ال") or folded in _arab_families()


@cache
def _arab_families() -> frozenset[str]:
    return frozenset(fold(r["surface"]) for r in load_rows("surnames") if r["alone"] == "arab")


@cache
def _small_words() -> dict[str, str]:
    return {
        fold(row["surface"]): _CLASSES[row["class"]]
        for row in load_rows("person_words")
        if row["class"] in _CLASSES
    }
