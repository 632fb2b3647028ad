"""Gender of subjects: "اتهم إسرائيل" accuses Israel, for a masculine verb has no feminine subject behind it."""

from __future__ import annotations

from extractors.countries import country_of
from extractors.plover.phrases import Phrase
from extractors.plover.scene import Scene
from extractors.text import fold, folded_words, without_article
from extractors.verbs import Form

_MASCULINE_COUNTRIES = folded_words("لبنان العراق المغرب اليمن الأردن السودان")
_MASCULINE = folded_words(
    "رئيس وزير نائب ملك عاهل أمير محافظ قائد متحدث ناطق مدير سفير مندوب مبعوث نظير أمين زعيم "
    "جيش مجلس برلمان حزب وفد اتحاد تنظيم نظام تحالف قضاء كونغرس كرملين بنتاغون"
)
_FEMININE = folded_words("دول قوى فصائل ميليشيا مليشيا أجهزة شركات نقابات")


def agrees(scene: Scene, form: Form, phrase: Phrase) -> bool:
    """Whether a phrase right behind a verb can be its subject; open where the gender is not told."""
    gender = _gender(scene, phrase) if form.number == "s" else ""
    return gender in ("", form.gender)


def _gender(scene: Scene, phrase: Phrase) -> str:
    """Gender as the verb shows it (m, f): plurals of things are feminine; names of people are open."""
    token = scene.tokens[phrase.first]
    if phrase.klass == "person" or token.kind != "w" or phrase.counted:
        return ""  # ثلاثة جنود: the number's ending is not the soldiers'
    if country_of(phrase.participant.text):
        return "m" if fold(phrase.participant.text) in _MASCULINE_COUNTRIES else "f"
    head = without_article(fold(scene.document.text[phrase.span_start : token.end]))
    if head in _MASCULINE:
        return "m"
    counted = phrase.klass in ("group", "neutral")
    ending = head.endswith(("ات", "ه")) and len(head) > 3 and not counted
    return "f" if ending or head in _FEMININE else ""
