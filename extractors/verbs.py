"""Arabic verbs from two principal parts: the forms a newspaper prints of them, folded.

A verb is given as its perfect and its imperfect in the third person masculine singular
(طالب يطالب, نفى ينفي, زار يزور). Voweling is not printed, so active and passive often look alike.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from extractors.text import fold

_OBJECTS = ("ه", "ها", "هما", "هم", "هن", "نا", "ني", "ك", "كم")


class Form(NamedTuple):
    """A verb form: tense (perfect, imperfect), gender (m, f), number (s, d, p), person 1 or 3,
    and the object pronoun attached, "" where there is none."""

    tense: str
    gender: str
    number: str
    person: int
    pronoun: str


@lru_cache(maxsize=4096)
def conjugate(perfect: str, imperfect: str) -> dict[str, Form]:
    """Folded surface to form, for all forms of the third person and the first ones (قلنا, نقول).

    Where two forms look alike the more frequent in news stands (third person, singular first).
    """
    forms: dict[str, Form] = {}
    past = _perfect_with_hamza if perfect.endswith("أ") else _perfect
    for surface, form in (*past(fold(perfect)), *_imperfect(fold(imperfect))):
        forms.setdefault(surface, _with_object(form, ""))
    for surface, form in list(forms.items()):
        stem = surface[:-1] if surface.endswith("وا") else surface
        stem = stem[:-1] + "ا" if stem.endswith("ي") and form.tense == "perfect" else stem
        for pronoun in _OBJECTS:
            forms.setdefault(stem + pronoun, _with_object(form, pronoun))
    return forms


@cache
def _with_object(form: Form, pronoun: str) -> Form:
    """The form with a pronoun, kept once: thousands of verbs share a few hundred forms."""
    return form._replace(pronoun=pronoun)


def _perfect(verb: str) -> list[tuple[str, Form]]:
    weak = verb[-1] in "اي" and len(verb) > 2
    stem = verb[:-1] if weak else verb
    dual = verb if verb[-1] == "ي" else stem + "و"
    return [
        (verb, Form("perfect", "m", "s", 3, "")),
        (stem + "ت", Form("perfect", "f", "s", 3, "")),
        (stem + "وا", Form("perfect", "m", "p", 3, "")),
        ((dual if weak else verb) + "ا", Form("perfect", "m", "d", 3, "")),
        (stem + "تا", Form("perfect", "f", "d", 3, "")),
        *([] if weak else [(_shortened(verb) + "ن", Form("perfect", "f", "p", 3, ""))]),
        (_first_person(verb) + "نا", Form("perfect", "m", "p", 1, "")),
    ]


def _perfect_with_hamza(verb: str) -> list[tuple[str, Form]]:
    """بدأ: the last letter folds to ا but is no weak one: بدأت, بدأوا or بدؤوا."""
    return [
        (verb, Form("perfect", "m", "s", 3, "")),
        (verb + "ت", Form("perfect", "f", "s", 3, "")),
        (verb + "وا", Form("perfect", "m", "p", 3, "")),
        (verb[:-1] + "ؤوا", Form("perfect", "m", "p", 3, "")),
        (verb + "ن", Form("perfect", "f", "p", 3, "")),
        (verb + "نا", Form("perfect", "m", "p", 1, "")),
    ]


def _imperfect(verb: str) -> list[tuple[str, Form]]:
    rest = verb[1:]
    weak = rest[-1:] in ("و", "ي", "ا")
    stem = rest[:-1] if weak else rest
    forms = []
    for future in ("", "س"):
        forms += [
            (future + "ي" + rest, Form("imperfect", "m", "s", 3, "")),
            (future + "ت" + rest, Form("imperfect", "f", "s", 3, "")),
            (future + "ي" + stem + "ون", Form("imperfect", "m", "p", 3, "")),
            (future + "ي" + stem + "وا", Form("imperfect", "m", "p", 3, "")),
            (future + "ي" + (rest if weak else stem) + "ان", Form("imperfect", "m", "d", 3, "")),
            (future + "ت" + (rest if weak else stem) + "ان", Form("imperfect", "f", "d", 3, "")),
            (future + "ن" + rest, Form("imperfect", "m", "p", 1, "")),
            (future + "ا" + rest, Form("imperfect", "m", "s", 1, "")),
        ]
    # The jussive after لم drops a final weak letter or a long vowel in the middle: لم ينف, لم يزر.
    short = rest[:-1] if weak else _shortened(rest)
    if len(short) >= 2 and short != rest:
        forms += [
            ("ي" + short, Form("imperfect", "m", "s", 3, "")),
            ("ت" + short, Form("imperfect", "f", "s", 3, "")),
        ]
    return forms


def _first_person(verb: str) -> str:
    """The stem before consonant endings: قال -> قل, نفي -> نفي, دعا -> دعو."""
    if verb[-1] == "ا" and len(verb) > 2:
        return verb[:-1] + ("و" if len(verb) == 3 else "ي")
    return _shortened(verb)


def _shortened(verb: str) -> str:
    """A hollow verb without its long vowel (قال -> قل, يزور -> يزر); others unchanged."""
    if len(verb) >= 3 and verb[-2] in "اوي" and verb[-1] not in "اوي":
        return verb[:-2] + verb[-1]
    return verb
