"""Words in print like triggers that are other words: a student (طالب), issued by (صادر عن), may God free (يفرّج)."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.actor_nouns import noun_starts
from extractors.rules import load_rows
from extractors.text import folded_words
from extractors.verbs import conjugate

_BEHIND_REACH = 6
_PLAIN = folded_words("أفرج أوقف أقدم أطلق أحرق أسقط أنقذ أدان أعدم أفاد أخلى أغلق")
_DUTIES, _DUTY_REACH = folded_words("مسؤولية واجب واجبنا ضرورة مطلب"), 6
_NOT = folded_words("لن لم ولن ولم ألا كي لكي لا ولا")
_BEFORE_THAT = folded_words("بعد منذ إلى حتى قبل سبق")
_LOSSES = folded_words("لفقدان لوفاة لرحيل لمصرع")
_FATHERS = folded_words("أبي أبو أبا")
_SHADDA = "\u0651"
_STUDIES = folded_words(
    "في من علم العلم دكتوراه الدكتوراه ماجستير الماجستير دراسات الدراسات طب الطب هندسة جامعي ثانوي مبتعث سعودي "
    "بجامعة بكلية بقسم بالجامعة بالكلية بالمرحلة بالصف بمدرسة لجوء اللجوء وظيفة الوظيفة عمل العمل"
)
_BY_WHOM = folded_words("عن من في بحق ضد أمس اليوم حديثا مؤخرا بتاريخ بموجب قبل يوم")


def is_other_word(scene: Scene, trigger: Trigger) -> bool:
    """رئيس تحرير, يتفق مع القانون, الأمر الذي دعا: a set phrase, an opinion."""
    words, form = scene.document.words, trigger.form
    if trigger.lemma == "اتفق" and form and form.tense == "imperfect":
        return not words[trigger.first].lstrip("وف").startswith("س")
    before = words[max(scene.first, trigger.first - 2) : trigger.first]
    if trigger.lemma == "دعا" and before == ["الامر", "الذي"]:
        return True
    behind = words[trigger.last : min(scene.last, trigger.last + _BEHIND_REACH)]
    if trigger.lemma == "تجمع" and form and ("علي", "ان") in pairwise(behind):
        return True  # تجمع الأطراف على أن
    if trigger.sense.event_type == "ACCUSE" and not _LOSSES.isdisjoint(behind):
        return True  # أسفه لوفاة
    return (
        _is_imperfect(scene, trigger)
        or _is_duty(scene, trigger, behind)
        or _is_noun(scene, trigger)
        or _is_doubled(scene, trigger)
    )


def _is_imperfect(scene: Scene, trigger: Trigger) -> bool:
    """يجب أن تحفظ, لن تقدم: behind these no perfect stands, but another verb's imperfect; بعد أن تقدم is one."""
    form, words = trigger.form, scene.document.words
    if form is None or form.tense != "perfect" or trigger.clitic or trigger.first <= scene.first:
        return False
    before = words[max(0, trigger.first - 2) : trigger.first]
    behind_that = before[-1] == "ان" and before[0] not in _BEFORE_THAT
    return words[trigger.first].startswith("ت") and (before[-1] in _NOT or behind_that)


def _is_duty(scene: Scene, trigger: Trigger, behind: list[str]) -> bool:
    """محاصرة الإرهاب مسؤولية الجميع: a noun that opens its clause and is called a duty."""
    opens = trigger.first == scene.first or scene.tokens[trigger.first - 1].kind == "p"
    return opens and trigger.form is None and not _DUTIES.isdisjoint(behind[:_DUTY_REACH])


def _is_noun(scene: Scene, trigger: Trigger) -> bool:
    """طالب بجامعة, طالب ورئيس نادٍ: a student; توجيه صادر عن: issued by somebody."""
    form = trigger.form
    if form is None or form.tense != "perfect" or (form.gender, form.number) != ("m", "s"):
        return False
    behind = scene.document.words[trigger.last : min(scene.last, trigger.last + 1)]
    following = behind[0] if behind else ""
    if trigger.lemma == "صادر":
        return following in _BY_WHOM
    somebody = any(p.first == trigger.last for p in scene.phrases)
    joined = following.startswith("و") and not somebody and not noun_starts(following)
    student = joined or following in _STUDIES
    before = scene.document.words[trigger.first - 1] if trigger.first > scene.first else ""
    if trigger.lemma == "طالب" and (before in _FATHERS or (not form.pronoun and student)):
        return True
    return not trigger.clitic and before.lstrip("وف") in _imperfects()


@cache
def _imperfects() -> frozenset[str]:
    """تتيح, يقدم: behind them no perfect stands, but what they do it to; behind يكون one may."""
    return frozenset(
        surface
        for lexicon in ("common_verbs", "rarer_verbs")
        for row in load_rows(lexicon)
        for surface, form in conjugate(row["perfect"], row["imperfect"]).items()
        if form.tense == "imperfect" and form.number == "s" and form.person == 3
    ) - folded_words("يكون تكون يعود تعود يبدو تبدو")


def _is_doubled(scene: Scene, trigger: Trigger) -> bool:
    """يفرّج is no يفرج: what is printed with a doubled middle letter is another verb than أفرج."""
    printed = scene.tokens[trigger.first].text
    place = printed.find(_SHADDA)
    within = 0 < place < len(printed) - 1
    return trigger.form is not None and within and trigger.lemma in _PLAIN
