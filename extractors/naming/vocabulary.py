"""Everyday Arabic words, so that a word which is none of them can be taken for a part of a name.

Stems stand in ``lexicons/common_words.tsv``, ``common_verbs.tsv`` and ``rarer_verbs.tsv``; endings and clitics are cut here.
"""

from __future__ import annotations

from functools import cache

from extractors.rules import load_rows
from extractors.text import fold, readings, without_article
from extractors.verbs import conjugate

# After Arabic stems, folded: pronouns, numbers, the nisba of a noun with its feminine and plurals.
_ENDINGS = frozenset((
    "اتهم", "اتها", "اتنا", "اته", "تهم", "تها", "تنا", "تين", "تان", "هما", "يات", "ييه", "يتي",
    "يون", "يين", "ات", "ان", "ته", "تي", "كم", "نا", "ني", "ها", "هم", "هن", "وا", "ون", "يا", "يه",
    "ين", "تا", "ا", "ك", "ه", "و", "ي",
))  # fmt: skip
_LONGEST_ENDING = max(map(len, _ENDINGS))
_PLURALS = frozenset(("ات", "ان", "ون", "ين", "يه", "وا", "تان", "تين"))
# Stems III, V, VI, VIII and X and their participles begin like this, names hardly ever.
_DERIVED = (
    "است",
    "مست",
    "يست",
    "تست",
    "سيت",
    "ستت",
    "يتم",
    "يتو",
    "يتح",
    "يتع",
    "مت",
    "الت",
    "الاست",
    "المت",
)


def is_function_word(folded: str) -> bool:
    """Whether the word is, just as it stands, a preposition, pronoun, number word or the like."""
    return folded in _stems("particle")


def particles() -> frozenset[str]:
    """The prepositions, pronouns, number words and the like, without clitics."""
    return _stems("particle")


def is_particle(folded: str) -> bool:
    """Whether the word is a preposition, pronoun, number word or the like, clitics allowed."""
    return any(rest in _stems("particle") for _, rest in readings(folded))


def is_verb(folded: str) -> bool:
    """Whether the word looks like a form of a verb; no preposition stands before one."""
    return any(
        rest in _verb_forms()
        for clitic, rest in readings(folded)
        if not clitic or (clitic != "لل" and clitic[-1] not in "بك")
    )


def is_common(folded: str) -> bool:
    """Whether the word is an everyday noun or adjective, in any form and with any clitics."""
    return folded.startswith(_DERIVED) or any(_known(rest) for _, rest in readings(folded))


def is_word_itself(folded: str) -> bool:
    """Whether the word is an everyday noun, adjective, verb or particle, no clitic taken off."""
    return folded in _stems("particle") or folded in _verb_forms() or _known(folded)


def is_also_word(folded: str) -> bool:
    """Whether a name is, just as it stands, an everyday word too: "كريم", "الأسد", "شكر"."""
    bare = without_article(folded)
    stems = _stems("noun"), _stems("adjective")
    feminine = folded.endswith("ه") and folded[:-1] in _stems("adjective")
    return (
        feminine
        or any(bare in s for s in stems)
        or folded in _stems("particle")
        or folded in _third_person()
    )


def is_noun(folded: str) -> bool:
    """Whether a word is, but for its article, an everyday noun as the lexicon has it, or its plural."""
    bare, stems = without_article(folded), _stems("noun")
    plural = bare.removesuffix("ات")
    return bare in stems or (plural != bare and (plural in stems or plural + "ه" in stems))


def is_adjective(folded: str) -> bool:
    """Whether a word is an adjective or a participle, its feminine or plural too."""
    bare = without_article(folded)
    stems = _stems("adjective") | _derived()
    return any(
        bare.removesuffix(ending) in stems
        for ending in ("", "ه", "ين", "ون")
        if bare.endswith(ending)
    )


def is_participle(folded: str) -> bool:
    """Whether the word is definite and known only as a participle of a common verb: "المفرج"."""
    bare = without_article(folded)
    if bare == folded or bare[0] != "م" or bare not in _derived():
        return False
    return bare not in _stems("noun") and bare not in _stems("adjective")


def _known(word: str) -> bool:
    definite = word.startswith("ال") and len(word) > 4
    bare = word[2:] if definite else word
    stems = _bare_stems()
    if word in stems or bare in stems or bare in _stems("particle"):
        return True
    for length in range(1, min(_LONGEST_ENDING, len(bare) - 2) + 1):
        ending = bare[-length:]
        if ending in _ENDINGS and _is_form(bare[:-length], ending, definite):
            return True
    return False


def _is_form(stem: str, ending: str, definite: bool) -> bool:
    """Whether a stem that an ending leaves is known."""
    if ending in _PLURALS and len(stem) < 3:
        return False
    if definite and ending in ("ي", "ك", "ا", "ني"):
        return False  # الحربي is a family, not "my war"
    stems = _bare_stems()
    if stem[-1] in "ؤئ":
        stem = stem[:-1] + "ء"  # أسماؤهم
    if stem in stems:
        return True
    opens = ending[0] == "ت" or ending in ("ات", "ي", "يه", "ين", "ان")
    return opens and stem + "ه" in stems


@cache
def _stems(kind: str) -> frozenset[str]:
    return frozenset(fold(r["surface"]) for r in load_rows("common_words") if r["class"] == kind)


@cache
def _bare_stems() -> frozenset[str]:
    return _stems("noun") | _stems("adjective") | _derived()


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(
        form
        for row in (*load_rows("common_verbs"), *load_rows("rarer_verbs"))
        for form in conjugate(row["perfect"], row["imperfect"])
        if len(form) > 2
    )


@cache
def _third_person() -> frozenset[str]:
    return frozenset(
        surface
        for row in load_rows("common_verbs")
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items()
        if form.person == 3 and form.number == "s" and not form.pronoun and surface[0] != "س"
    )


@cache
def _derived() -> frozenset[str]:
    """Verbal nouns and participles by their patterns: where the spelling leaves the stem open
    (درب: درس or درّب), those of each."""
    return frozenset(
        form
        for row in load_rows("common_verbs")
        for form in _nouns_of(fold(row["perfect"]), fold(row["imperfect"]))
    )


def _nouns_of(perfect: str, imperfect: str) -> list[str]:
    nouns = ["م" + imperfect[1:]]
    if perfect[0] == "ت" and len(perfect) > 3:
        nouns.append(perfect)
    elif len(perfect) == 3 and perfect[1] not in "اوي" and perfect[2] not in "اوي":
        nouns += ["ت" + perfect[:2] + "ي" + perfect[2], "م" + perfect[:2] + "و" + perfect[2]]
        nouns.append(perfect[0] + "ا" + perfect[1:])
    elif len(perfect) == 4 and perfect[1] == "ا":
        nouns += ["م" + perfect + "ه", perfect[0] + perfect[2] + "ا" + perfect[3]]
    elif perfect[0] == "ا" and len(perfect) in (4, 5) and perfect[-1] not in "اي":
        nouns.append(perfect[:-1] + "ا" + perfect[-1])
    return nouns
