"""Verb or masdar? قتل and قصف are both in print; what stands in front of them tells which."""

from __future__ import annotations

from functools import cache

from extractors.countries import demonym
from extractors.lookups import remembered
from extractors.plover.words.actor_nouns import noun_starts
from extractors.plover.words.trigger_words import entries
from extractors.rules import load_rows
from extractors.text import Document, fold, folded_words

_SAYING = folded_words(
    "طلب طلبت يطلب تطلب نفى نفت أعلن أعلنت أكد أكدت تبنى تبنت استنكر استنكرت أدان أدانت واصل واصلت شهد شهدت "
    "رفض رفضت يرفض ترفض بحث بحثت يبحث تبحث يبحثون بحثا ناقش ناقشت يناقش تناقش ناقشوا قدم قدمت تلقى تلقت كرر كررت "
    "استأنف استأنفت أوقف أوقفت علق علقت حاول حاولت يحاول تحاول قرر قررت بدأ بدأت يواصل تواصل اعتبر اعتبرت يعتبر تعتبر"
)
_WHAT_IS_SAID = frozenset(("ان", "انه", "انها", "انهم"))
# Behind these a word that may be verb or masdar is a verb, though they are no names.
BEFORE_VERBS = folded_words(
    "أن إن بأن لأن فإن وإن حيث إذ إذا لو لما لم لن لا ولم ولن ولا ما وما مما ومما قد وقد لقد فقد كان كانت "
    "كانوا وكان وكانت ثم كما بينما فيما عندما وعندما فعندما حينما حين بعدما كلما لكن ولكن لكنه لكنها لكنهم "
    "أنه أنها أنهم إنه إنها إنهم بأنه بأنها بأنهم الذي التي والذي والتي من ومن أيضا وأيضا عندها جهته جهتها "
    "به بها بهم له لها لهم منه منها منهم فيه فيها عليه عليها عليهم بينهم عنه عنها وهو وهي هو هي هم أخرى وأخرى "
    "اثنان هل ألا أمس اليوم مؤخرا"
)
_WITHIN = folded_words("فيه فيها خلاله خلالها")
_INTENTS, _INTENT_REACH = folded_words("عزم اعتزام نية محاولة"), 4
# Behind these, where not themselves behind words of time, stands a noun.
_THAT = folded_words("أن إن بأن وأن وإن")
_BEFORE_THAT = folded_words("إلى بعد منذ قبل سبق لبث لبثت يلبث حتى ما لولا")


@cache
def _noun_governors() -> frozenset[str]:
    return frozenset(fold(row["surface"]) for row in load_rows("noun_governors"))


def reads_as_noun(document: Document, i: int, clitic: str, named: frozenset[int]) -> bool:
    """قتل and قصف are verbs or masdars: behind a preposition, a counter or a verb of saying, masdars."""
    words = document.words
    if clitic.strip("وف"):
        return True
    if i == 0:
        return document.headline_end > 0
    before = words[i - 1]
    if _follows_saying(words, document.kinds, i):
        return True
    if clitic:
        return _is_masdar_alone(before)
    if not _INTENTS.isdisjoint(words[max(0, i - _INTENT_REACH) : i]) and before not in BEFORE_VERBS:
        return True  # عزم عناصر الحركة خطف السفير
    if document.kinds[i - 1] == "n":
        return i - 1 not in named  # ستمئة طالب, but في عام 2006 أطلقت
    if before == "حتي" and words[i].endswith(("تهم", "تها", "ته")):
        return False  # حتى هاجمتهم قوة
    if before.startswith(("لت", "للت", "بت")) and len(before) > 4:
        return True  # لتبرير قتل
    return before in _noun_governors() or (before[:1] in "وف" and before[1:] in _noun_governors())


def in_construct(words: list[str], i: int, named: frozenset[int]) -> bool:
    """سيناريو خطف, كيفية قتل, أرادوا خطف: behind a bare noun or another verb stands a masdar; a verb
    stands behind particles, names, adjectives and what takes part in events."""
    if i == 0:
        return False
    before = words[i - 1]
    if not _WITHIN.isdisjoint(words[i + 1 : i + 2]):
        return False  # منتجع قتل فيه سائحان
    if before in '«“"' and i > 1 and words[i - 2] in _THAT:
        return True  # إن «خطف السفن جريمة»
    if before.endswith("وا"):
        return True  # أرادوا خطف
    if before in _THAT:
        return i < 2 or words[i - 2] not in _BEFORE_THAT  # إن قتل المدنيين جريمة
    if i - 1 in named or before in BEFORE_VERBS or not before.isalpha():
        return False
    if before.startswith(("ال", "وال", "لل")) or before.endswith("ا"):
        return False
    return not (noun_starts(before) or demonym(before) or noun_starts(words[max(0, i - 2)]))


def _follows_saying(words: list[str], kinds: str, i: int) -> bool:
    """نفى الجيش قصف: behind a verb of saying and its subject, without أن, stands a masdar."""
    if kinds[i - 1] != "w":
        return False
    for k in range(i - 2, max(-1, i - 6), -1):
        word = words[k]
        if kinds[k] != "w" or word in _WHAT_IS_SAID:
            return False
        if word in _SAYING or word.removeprefix("و") in _SAYING:
            return True
    return False


@remembered
def _is_masdar_alone(folded: str) -> bool:
    """Whether a word is a noun trigger and no verb: what و joins to it is a noun too."""
    read = entries(folded)
    return any(nouns for _, _, nouns in read) and not any(
        verbs and not clitic.strip("وف") for clitic, verbs, _ in read
    )
