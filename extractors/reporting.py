"""The words by which speech is reported: verbs in all their forms, participles, verbal nouns.

``cue`` reads one folded word, clitics in front allowed, and remembers it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.rules import Row, load_rows
from extractors.text import fold, readings
from extractors.verbs import conjugate

FREE_PREPOSITIONS = frozenset({"الي", "علي", "عن", "من"})
# Spelt like ف and a verb, but an individual, between, a stage ...
_NO_AND_SO = frozenset(
    {"فرد", "فردا", "فبين", "فعلم", "فقدر", "فحمل", "فختم", "فسر", "فجدد", "فكذب", "فورد", "فجاء"}
)
_VERBAL_NOUNS = frozenset({"متابعه", "مواصله", "ملاحظات"})
# must, carries, fewer: spelt like the jussives of أجاب and قال, which say that nothing was said
_OTHER_VERBS = frozenset({"يجب", "تجب", "يقل", "تقل", "يقولا", "تقولا"})
_PRONOUNS = {"ه": "m", "ها": "f", "هم": "p", "هما": "p", "هن": "p"}


class Cue(NamedTuple):
    """A reporting word: ``form`` verb, participle or masdar; ``takes`` what may follow it,
    ``takes_folded`` the prepositions among that, folded like ``lemma_folded``.

    ``gender`` m, f or p (plural) is the speaker's; ``tense`` a verb's; ``clitic`` what stands glued
    in front; ``homograph`` says that the word is a cue only at the head of a clause.
    """

    form: str
    lemma: str
    stance: str
    takes: frozenset[str]
    takes_folded: frozenset[str]
    homograph: bool
    gender: str
    tense: str
    clitic: str
    lemma_folded: str


@remembered
def cue(folded: str) -> Cue | None:
    """The reporting word that this folded word may be, None where it is none."""
    words = _words()
    for clitic, rest in readings(folded):
        found = words.get(rest)
        if found and found.homograph and clitic == "ف" and folded in _NO_AND_SO:
            continue
        if found and clitic in _CLITICS[found.form]:
            return found._replace(clitic=clitic)
    return None


@cache
def cue_stems() -> frozenset[str]:
    """The folded reporting words without clitics, and أن with its kin."""
    return _THAT.union(_words())


_CLITICS = {
    "verb": ("", "و", "ف"),
    "participle": ("", "و"),
    "masdar": ("", "و", "ف", "ب", "وب", "ل", "ك"),
}


@cache
def _words() -> dict[str, Cue]:
    words: dict[str, Cue] = {}
    for row in load_rows("reporting_verbs"):
        for surface, found in (*_verbs(row), *_participles(row), *_masdars(row)):
            words.setdefault(surface, found)
    return words


def _cue(row: Row, form: str, gender: str, tense: str = "") -> Cue:
    return Cue(
        form=form,
        lemma=row["perfect"],
        stance=row["stance"],
        takes=frozenset(row["takes"].split()),
        takes_folded=frozenset(fold(word) for word in row["takes"].split()) & FREE_PREPOSITIONS,
        homograph=row["where"] == "clause",
        gender=gender,
        tense=tense,
        clitic="",
        lemma_folded=fold(row["perfect"]),
    )


def _verbs(row: Row) -> list[tuple[str, Cue]]:
    forms = conjugate(row["perfect"], row["imperfect"]).items()
    base_as = "as" in row["takes"].split()  # وصفته بأنه
    return [
        (surface, _cue(row, "verb", "p" if form.number == "p" else form.gender, form.tense))
        for surface, form in forms
        if not form.pronoun or (base_as and form.pronoun in _PRONOUNS and form.tense == "perfect")
        if form.person == 3
        if not surface.startswith(("سي", "ست")) and surface not in _OTHER_VERBS
    ]


def _participles(row: Row) -> list[tuple[str, Cue]]:
    base = fold(row["participle"])
    if not base:
        return []
    stem = base[:-1]
    # داعيا, but داعين
    plural = stem[:-1] if stem.endswith("ي") else stem
    forms = ((stem + "ا", "m"), (stem + "ه", "f"), (plural + "ين", "p"), (stem + "ات", "p"))
    # مطالبة, متابعة are read as verbal nouns, not as participles.
    return [
        (surface, _cue(row, "participle", gender))
        for surface, gender in forms
        if surface != fold(row["masdar"]) and surface not in _VERBAL_NOUNS
    ]


def _masdars(row: Row) -> list[tuple[str, Cue]]:
    base = fold(row["masdar"])
    if not base or row["where"] == "clause":
        return []  # نشره is spelt like نشرة
    stem = base[:-1] + "ت" if base.endswith("ه") else base
    found = [(stem + p, _cue(row, "masdar", gender)) for p, gender in _PRONOUNS.items()]
    return [*found, ("بالقول", _cue(row, "masdar", ""))] if base == "قول" else found


@cache
def _announced() -> frozenset[str]:
    return frozenset(fold(row["surface"]) for row in load_rows("announced_nouns"))


@remembered
def announced(folded: str) -> str | None:
    """The clitic (ب, ل or none) before a verbal noun that may be what is announced, else None."""
    nouns = _announced()
    for stem in (folded, *(folded.removesuffix(p) for p in _PRONOUNS if folded.endswith(p))):
        if stem in nouns:
            return ""
        if stem[:1] in "بل" and stem[1:] in nouns:
            return stem[0]
    return None


_THAT = frozenset(
    [
        "ان",
        "انه",
        "انها",
        "انهم",
        "انهما",
        "انهن",
        "انني",
        "اني",
        "اننا",
        "انك",
        "انكم",
        "بان",
        "بانه",
        "بانها",
        "بانهم",
        "بانهما",
        "بانني",
        "باننا",
        "وان",
        "وانه",
        "وانها",
        "وانهم",
    ]
)


def is_that(folded: str) -> bool:
    """أن, إن and their kin with pronouns, with ب or و in front."""
    return folded in _THAT
