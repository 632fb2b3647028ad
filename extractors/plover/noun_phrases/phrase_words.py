"""What single words tell of a phrase: verbs in the plural, sound plurals, agreement, forms of address."""

from __future__ import annotations

from extractors.lookups import remembered
from extractors.plover.words.actor_nouns import nouns
from extractors.text import folded_words, readings, without_article

# Forms of address and ranks in front of an office or a name.
_ADDRESS = folded_words(
    "صاحب صاحبة السمو الملكي سمو معالي سعادة فخامة جلالة فضيلة سماحة غبطة نيافة الدكتور الدكتورة المهندس "
    "الأستاذ اللواء الفريق العميد العقيد الركن الشيخ السيد السيدة"
)

_COUNTED = folded_words(
    "الثلاثة الأربعة الخمسة الستة السبعة الثمانية التسعة العشرة الثلاث الأربع الخمس الست السبع الثماني"
)
# Nouns that verbs take: استعاد الثوار السيطرة, حملت الوزارة الشركة المسؤولية.
_OBJECTS = folded_words("السيطرة النار المسؤولية المسئولية")


def is_imperfect(word: str) -> bool:
    """المتظاهرون يهتفون, but يساريون: a verb in the plural."""
    return word[0] in "يت" and word.endswith("ون") and not word.endswith("يون")


@remembered
def is_sound_plural(folded: str) -> bool:
    """Whether a noun is a sound plural of the lexicon: its form without ن, or the singular, is there too."""
    stems = [without_article(rest)[:-2] for _, rest in readings(folded)]
    return any(stem + end in nouns() for stem in stems for end in ("", "و", "ي"))


@remembered
def ends_as_object(folded: str) -> bool:
    """Whether a word is a noun of the lexicon with the alif of an object: شرطيا, جنديا."""
    return folded.endswith("ا") and folded[:-1] in nouns() and folded[:-1] + "ا" in nouns()


def agree(before: str, word: str) -> bool:
    """المتظاهرون الغاضبون, but المتظاهرون العلم: sound plurals are qualified by their like, and counted."""
    if word in _COUNTED:
        return True
    if word in _OBJECTS:
        return False
    for ending in ("ون", "ات"):
        if before.endswith(ending) and len(before) > 4 and ending == "ون":
            return word.endswith(ending)
        if word.endswith(ending) and len(word) > 4 and before.startswith("ال"):
            return before.endswith(ending)
    return True


@remembered
def address(folded: str) -> str | None:
    """The clitics of a word of address, None for other words."""
    return next((clitic for clitic, rest in readings(folded) if rest in _ADDRESS), None)
