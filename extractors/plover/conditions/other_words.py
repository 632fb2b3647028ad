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

_BEHIND_REACH = 12
_FIRES = folded_words("حريق الحريق النيران حرائق الحرائق ألسنة")
_WRITINGS = folded_words("تويتر تغريدة تغريدات تغريداته حسابه حسابها مقال مقاله مقالة قصيدة")
_TERMS = folded_words("سنة سنوات أعوام عاما أشهر شهرا المؤبد المشدد مدى لمدة")
_PLAIN = folded_words("أفرج أوقف أقدم أطلق أحرق أسقط أنقذ أدان أعدم أفاد أخلى أغلق")
_MONEY = folded_words(
    "مليار مليارا مليارات مليون مليونا ملايين أموال الأموال أموالها أرصدة الأرصدة أرصدتها أصول ودائع نتائج شحنة"
)
_APPEALED = folded_words("في على بالحكم بالقرار أمام المقدم بعدم")
_GATHERING = folded_words("تجمع تجمهر احتشد")
_DUTIES, _DUTY_REACH = folded_words("مسؤولية واجب واجبنا ضرورة مطلب"), 6
_WITH_BI = frozenset(("اقر", "قابل", "استشهد"))
_SHOTS = folded_words(
    "برصاص بالرصاص برصاصة بنيران بقذيفة بقصف بانفجار بغارة بطلق بعبوة بتفجير بيد به بها"
)
_NEEDING = folded_words("الأمر الوضع الموقف العمل ذلك منك منكم")
_WHERE = ("بشا", "بسا", "بمي", "بمد", "بمح", "بوس")
_JUDGED = folded_words("القرار قرار الحكم حكم القانون قانون صحة نتائج النتائج دستورية شرعية")
_CITED = folded_words(
    "خبير خبراء دراسة دراسات تقرير تقارير آراء رأي قول أقوال مقولة آية حديث كلام أرقام بيانات إحصاءات"
)
_OWN_HAND, _SELF = folded_words("شنق قتل ذبح"), folded_words("نفسه نفسها أنفسهم")
_LOSSES = folded_words("لفقدان لوفاة لرحيل لمصرع")
_FATHERS = folded_words("أبي أبو أبا")
_RANKS = folded_words("المركز المرتبة الصدارة مركزا مرتبة مكانة موقعا")
_ON_IT = folded_words("عليه عليها")
_UTILITIES = folded_words(
    "بالكهرباء بالتيار ميغاوات ميجاوات ميغاواط ميجاواط بالمياه بمياه بالطاقة بالإنترنت"
)
_STOPPING = frozenset(("اوقف", "توقيف", "ايقاف"))
_WORKS = folded_words(
    "استخدام عمل بث إنتاج تصدير استيراد بيع توزيع تمويل دعم رحلات دراسة مشروع مشاريع خدمة خدمات تعامل تداول نشر صرف برنامج قرار تنفيذ "
    "نشاط أنشطة ضخ حملة حسابه حسابها مسلسل سباق مباراة"
)
_KILLING = folded_words("ذبح قتل نحر أعدم إعدام")
_ANIMALS = folded_words(
    "بقرة أبقار أغنام خروف خروفا خراف ماعز إبل ناقة جمال جملا ماشية مواش مواشي دواجن دجاج كلب كلبا كلاب قطة قطط ذئب ذئبا أضحية "
    "أضاحي حيوان حيوانا حيوانات طيور أسماك عجول ثعبان أفعى تمساح غزال غزلان حصان خيول قرش أفيال فيل"
)
_SHADDA = "\u0651"
_STUDIES = folded_words(
    "في من علم العلم دكتوراه الدكتوراه ماجستير الماجستير دراسات الدراسات طب الطب هندسة جامعي ثانوي مبتعث سعودي "
    "بجامعة بكلية بقسم بالجامعة بالكلية بالمرحلة بالصف بمدرسة لجوء اللجوء وظيفة الوظيفة عمل العمل"
)
_BY_WHOM = folded_words("عن من في بحق ضد أمس اليوم حديثا مؤخرا بتاريخ بموجب قبل يوم")


def is_other_word(scene: Scene, trigger: Trigger) -> bool:
    """أيدها الله, رئيس تحرير, يتفق مع القانون: a prayer, a set phrase, an opinion."""
    words = scene.document.words
    if trigger.last < scene.last and words[trigger.last] == "الله" and trigger.form:
        return True
    if trigger.lemma == "اتفق" and trigger.form and trigger.form.tense == "imperfect":
        return not words[trigger.first].lstrip("وف").startswith("س")
    before = words[trigger.first - 1] if trigger.first > scene.first else ""
    matter = before == "الذي" and words[trigger.first - 2] == "الامر"
    if trigger.lemma == "دعا" and (matter or before in ("مما", "ما")):
        return True  # مما دعا الشركة إلى, الأمر الذي دعا
    behind = words[trigger.last : min(scene.last, trigger.last + _BEHIND_REACH)]
    if trigger.lemma == "سيطر" and any(w in _FIRES for w in behind):
        return True
    if trigger.lemma == "هاجم" and any(w in _WRITINGS for w in words[scene.first : scene.last]):
        return True
    if trigger.lemma == "سجن" and trigger.form is None and any(_is_term(w) for w in behind[:3]):
        return True  # السجن ست سنوات: a sentence, no arrest
    if trigger.lemma in ("افرج", "افراج") and not _MONEY.isdisjoint(behind[:4]):
        return True  # الإفراج عن الأموال
    if trigger.lemma == "طعن" and trigger.form is None and (behind[:1] or [""])[0] in _APPEALED:
        return True  # الطعن في الحكم
    if trigger.lemma.startswith("حشد") and (behind[:1] or [""])[0].endswith("شعبي"):
        return True  # الحشد الشعبي is who it is
    if trigger.lemma in _GATHERING and any(w.startswith("حول") for w in behind[:3]):
        return True  # تجمع الناس حولها
    if trigger.lemma in ("علق", "اجتمع") and any(
        w.startswith("علي") for w in words[trigger.first + 1 : trigger.first + 3]
    ):
        return True  # علق على التصريحات, يجتمع عليها الناس
    following = (behind[:1] or [""])[0]
    if trigger.form and trigger.lemma in _WITH_BI and following.startswith("ب"):
        return following not in _SHOTS  # أقرت بأهمية, يستشهد بتجربة, قوبل بالرفض
    if _is_said_otherwise(trigger, behind):
        return True
    if trigger.lemma == "احتل" and any(w in _RANKS for w in behind[:7]):
        return True  # احتلت الشركة الوطنية المركز الأول
    if trigger.lemma == "ابعد" and trigger.form and trigger.form.tense == "imperfect":
        return "عن" in behind  # تبعد البلدة عن العاصمة
    if trigger.lemma == "حث" and trigger.form and following in _ON_IT:
        return True  # ما يحث عليه الدين
    if trigger.lemma == "زود" and any(w in _UTILITIES for w in behind):
        return True  # محطة تزود المدينة بالكهرباء
    if trigger.lemma in _STOPPING and any(w.removeprefix("ال") in _WORKS for w in behind[:2]):
        return True  # سيوقف استخدام الشعار
    if trigger.lemma in _KILLING and any(w.removeprefix("ال") in _ANIMALS for w in behind[:5]):
        return True  # ذبح ثلاثين من الأبقار
    return (
        _is_duty(scene, trigger, behind) or _is_noun(scene, trigger) or _is_doubled(scene, trigger)
    )


def _is_said_otherwise(trigger: Trigger, behind: list[str]) -> bool:
    """تطلب الأمر, يطلب منك, تظاهر بالمرض, طعنوا على القرار, أسفه لوفاة: what the word behind makes another verb of."""
    following, form = (behind[:1] or [""])[0], trigger.form
    if trigger.lemma == "طلب":
        return following in _NEEDING
    if trigger.lemma == "تظاهر" and form and (form.gender, form.number) == ("m", "s"):
        return following.startswith("ب") and not following.startswith(_WHERE)
    if trigger.lemma == "تجمع" and form:
        return any(pair == ("علي", "ان") for pair in pairwise(behind[:6]))  # تجمع الأطراف على أن
    if trigger.lemma == "استشهد" and following in ("به", "بها", "بهم"):
        return True
    if trigger.lemma == "استشهد" and form:
        return any(w.startswith("ب") and w[1:].removeprefix("ال") in _CITED for w in behind[:5])
    if trigger.lemma in _OWN_HAND and following in _SELF:
        return True
    if trigger.lemma == "طعن" and form:
        return any(
            w in _JUDGED and behind[k - 1] in ("في", "علي") for k, w in enumerate(behind[:6])
        )
    return trigger.sense.event_type == "ACCUSE" and not _LOSSES.isdisjoint(behind[:4])


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


def _is_term(folded: str) -> bool:
    return folded.isdigit() or folded in _TERMS
