"""Gender of subjects: "اتهم إسرائيل" accuses Israel, for a masculine verb has no feminine subject behind it."""

from __future__ import annotations

from extractors.countries import country_of
from extractors.lookups import remembered
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.sentence.scene import Scene
from extractors.plover.words.actor_nouns import noun_at, nouns
from extractors.text import fold, folded_words, without_article
from extractors.verbs import Form

_MASCULINE_COUNTRIES = folded_words("لبنان العراق المغرب اليمن الأردن السودان")
_MASCULINE = folded_words(
    "رئيس وزير نائب ملك عاهل أمير محافظ قائد متحدث ناطق مدير سفير مندوب مبعوث نظير أمين زعيم "
    "جيش مجلس برلمان حزب وفد اتحاد تنظيم نظام تحالف قضاء كونغرس كرملين بنتاغون"
)
_FEMININE = folded_words("دول قوى فصائل ميليشيا مليشيا أجهزة شركات نقابات")

_SCORES = folded_words("عشرات مئات آلاف ملايين مجموعة")
_COUNTED = frozenset(("group", "armed"))
_MANY_MEN = ("ون", "ين")
_MEN = folded_words(
    "شخص شخصا أشخاص جندي جنديا جنود مدني مدنيا مسلح مسلحا مواطن مواطنا رجل رجلا رجال شرطي شرطيا طالب طالبا طلاب "
    "متظاهر متظاهرا ثوار جناة محتج محتجا متهم متهما أطفال طفلا ضابط ضابطا ضباط عامل عاملا عمال ناشط ناشطا صحفي صحفيا صحافيا"
)


def may_be_meant(scene: Scene, pronoun: str, phrase: Phrase) -> bool:
    """Whether a pronoun can stand for a phrase: ها for no man and no men, ه for nobody feminine."""
    if pronoun == "ها":
        return _gender(scene, phrase) != "m" and not _are_men(scene, phrase)
    return pronoun != "ه" or (_gender(scene, phrase) != "f" and not _are_men(scene, phrase))


def _are_men(scene: Scene, phrase: Phrase) -> bool:
    """الثوار, المتظاهرين, ثلاثة جنود: people told in the plural."""
    head = without_article(scene.document.words[phrase.first])
    people = phrase.klass in _COUNTED and not phrase.named
    return people and (phrase.counted or head in _MEN or head.endswith(_MANY_MEN))


def are_many_men(scene: Scene, phrase: Phrase) -> bool:
    """المقاتلون, مسلحي التنظيم: a sound plural, behind which the verb is plural too."""
    if phrase.klass not in _COUNTED or phrase.named or phrase.counted:
        return False
    head = without_article(scene.document.words[phrase.first])
    construct = head[-1:] in ("و", "ي") and head[:-1] + "ون" in nouns()
    return construct or (head.endswith(_MANY_MEN) and head[:-2] + "ون" in nouns())


def agrees(scene: Scene, form: Form, phrase: Phrase) -> bool:
    """Whether a phrase right behind a verb can be its subject; open where the gender is not told."""
    gender = _gender(scene, phrase) if form.number == "s" else ""
    return gender in ("", form.gender)


def _gender(scene: Scene, phrase: Phrase) -> str:
    """Gender as the verb shows it (m, f): plurals of things are feminine; names of people are open."""
    token = scene.tokens[phrase.first]
    if phrase.counted:
        return _gender_of_counted(scene, phrase)
    if phrase.klass == "person" or token.kind != "w":
        return ""
    if country_of(phrase.participant.text):
        return "m" if fold(phrase.participant.text) in _MASCULINE_COUNTRIES else "f"
    head = _head(scene.document.text[phrase.span_start : token.end])
    if head in _MASCULINE:
        return "m"
    counted = phrase.klass in ("group", "neutral")
    ending = head.endswith(("ات", "ه")) and len(head) > 3 and not counted
    return "f" if ending or head in _FEMININE else ""


@remembered
def _head(printed: str) -> str:
    return without_article(fold(printed))


def _gender_of_counted(scene: Scene, phrase: Phrase) -> str:
    """ثلاثة جنود, 12 شخصا: m by the noun that is counted, for "قتلت 12 شخصا" has another subject; else open."""
    words = scene.document.words
    if without_article(words[phrase.first]) in _SCORES:
        return ""  # قتلت عشرات
    found = (noun_at(scene.document, k) for k in range(phrase.first, phrase.last))
    noun = next((n for n in found if n and n[1].klass in _COUNTED), None)
    head = noun[1].words[0] if noun else ""
    return "m" if head.endswith(_MANY_MEN) or head in _MEN else ""
