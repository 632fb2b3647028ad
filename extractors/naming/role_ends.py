"""How far the phrase for a person's office goes: where a circumstance or another phrase begins behind it.

"وزير الدفاع في تصريح ...", "أمير المنطقة لإقامة الملتقى": behind a closed construct only what says where or
over what an office is held goes on with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from operator import attrgetter

from extractors.naming.names import CLITIC, COMMON, CONJUNCTION, PLACE, given_names, is_masdar
from extractors.naming.person_phrases import ROLE_HEAD
from extractors.naming.person_symbols import ORGANISATION, Symbols
from extractors.naming.vocabulary import is_adjective, is_noun, is_word_itself
from extractors.records import Organisation
from extractors.rules import load_rows
from extractors.text import fold, folded_words, readings, without_article

# Offices that take على.
_OVER = folded_words(
    "مشرف مشرفة المشرف المشرفة قائم القائم قائمة مطلع أمين الأمين وصي المسؤول المسئول مسؤول مسئول الرقابة "
    "الإشراف رقابة إشراف"
)
_TAKING_BI = folded_words("المعني المعنية المكلف المكلفة القائم المختص المختصة الخبير الخبيرة")
# Offices and bodies that a task says the name of: رئيس اللجنة العليا لمهرجان ...
_WITH_TASKS = folded_words(
    "لجنة برنامج حملة مركز تحالف هيئة مجلس اتحاد مبادرة فريق مشروع صندوق مدير مسؤول منسق مقرر خبير "
    "باحث رئيس التنفيذي رابطة جمعية منظمة مؤسسة شركة مجموعة جائزة"
)
# What an office's field may be behind في, and where behind ب, beside bodies and places.
_FIELDS = folded_words(
    "شؤون شئون علوم طب مجال مجالات قضايا ملف ملفات تخصص حكومة حرب بعثة وفد منتخب دوري كرة قسم برنامج مشروع قطاع "
    "مختبر معمل العالم الخارج الداخل البلاد الوطن مكتب صفوف عهد نظام لجنة لجان جهة سوق مهرجان حملة "
    "وحدة إدارات مجالس شمال جنوب شرق غرب وسط رابطة بطولة نيابة إنابة وكالة أعمال ديوان فئات كلية حرم "
    "مجمع عيادات عيادة مكتبة مسرح معرض متحف مخيم مدرسة ثانوية حملات تعليم صحة شعبة فصيل لواء كتيبة"
)
_JOINED = folded_words(
    "أصحاب أعضاء عدد بقية جميع كذلك أهل أهالي الملقب المقرب المواساة الدعم لقاء حضور بحضور كبار رؤساء"
)
_TO = "ل"
_PRONOUNS = ("ها", "هم", "هما", "نا")
_GOVERNING = folded_words("التنفيذي العام المؤسس")
_DEFINITE = re.compile("[وف]?[بك]?ال|[وف]?لل")
# Where a body is, or when an office was held: مدير شرطة نجران جنوب السعودية.
_GOING_ON = folded_words("شمال جنوب شرق غرب وسط سابقا حاليا")
_PLAIN = folded_words("العام الأصل الأول الثاني الثالث العليا الكبرى العرب الرشيدة")
# Nouns built like participles: مدير المتحف في حائل المعرض.
_THINGS = folded_words(
    "المعرض المهرجان الملتقى المؤتمر المنتدى المركز المشروع المبنى المسجد المجمع المستشفى المجلس"
)
_RELATING = ("ي", "يه")
_HIS = folded_words("سموه معاليه فضيلته سعادته جلالته فخامته دولته سموها معاليها")  # في مكتب سموه
_PRESS = "JRN"
_QUOTED = 8  # symbols: a body's name in quote marks


def trimmed(symbols: Symbols, first: int, last: int, behind: bool) -> tuple[int, int]:
    """The phrase up to where a circumstance ("في تصريح") or another noun phrase begins, and
    without a preposition or an opening quote mark left at its end. ``behind`` tells that it stands
    behind the name, so that nothing but itself closes it."""
    for i in range(first + 1, last):
        if symbols.text[i - 1] in "ic" and symbols.folded(i) in _circumstances():
            last = i - 1
            break
        if (
            _closed(symbols, i - 1) and _leads_out(symbols, first, i, behind)
        ) or _is_strange_to_office(symbols, i):
            last = i
            break
    while last > first + 1 and (
        symbols.text[last - 1] in "icw"
        or symbols.folded(last - 1) == _TO
        or (symbols.text[last - 1] == '"' and symbols.text.count('"', first, last) % 2)
    ):
        last -= 1
    return first, last


def completed(symbols: Symbols, first: int, last: int) -> tuple[int, int]:
    """A phrase that ends on a body's or a place's noun, or is an office's noun alone, with the name
    behind the noun, where one stands: رئيس مجلس إدارة «...», لاعب فريق كياجنا."""
    alone = last - first == 1 and symbols.text[first] == ROLE_HEAD
    if alone and symbols.folded(first) not in given_names():
        return first, _strange_end(symbols, last)  # سائق فورس انديا, مهاجم يونيون
    if symbols.folded(last - 1) in _GOVERNING and _is_to_quoted(symbols, last):
        return first, _quoted_end(symbols, last + 1)
    named = symbols.text[last - 1] in "lo"
    nouns = (rest for _, rest in readings(symbols.folded(last - 1)))
    if last - first < 2 or named or _seats().isdisjoint(nouns):
        return first, last
    if symbols.text[last : last + 1] == '"':
        return first, _quoted_end(symbols, last)
    return first, _strange_end(symbols, last)


def _is_to_quoted(symbols: Symbols, last: int) -> bool:
    """Whether ل and a name in quote marks stand here, no paper's: الرئيس التنفيذي لـ«أوراس»."""
    quoted = symbols.words[last : last + 1] == [_TO] and symbols.text[last + 1 : last + 2] == '"'
    return quoted and not _is_press(symbols, symbols.starts[last + 2 : last + 3])


def _quoted_end(symbols: Symbols, opening: int) -> int:
    """The end of a name in the quote marks that open here; where they open if none close near."""
    return symbols.text.find('"', opening + 1, opening + _QUOTED) + 1 or opening


def _strange_end(symbols: Symbols, last: int) -> int:
    """The end of at most two words no lexicon knows, and of the nationality behind them."""
    end = last
    while end < last + 2 and symbols.text[end : end + 1] in tuple("uUjxsSGA"):
        end += 1
    told = end > last and symbols.text[end : end + 1] in tuple("dD")
    return end + 1 if told and symbols.folded(end).startswith("ال") else end


def _leads_out(symbols: Symbols, first: int, i: int, behind: bool) -> bool:
    """Whether a word behind a closed construct begins another phrase."""
    folded, symbol = symbols.folded(i), symbols.text[i]
    if symbol == "i":
        return _is_circumstance(symbols, first, i, behind)
    if symbol == CONJUNCTION:
        return behind and symbols.folded(i + 1) in _JOINED
    if symbol in (CLITIC, ORGANISATION):
        return behind and _is_told_press(symbols, first, i)
    if symbol not in "nNMO" or folded in _GOING_ON:
        return False
    if folded.startswith("ال"):
        return behind and _is_no_adjective_of(symbols.text[i - 1], folded)
    if folded[0] not in "وفبلك" or is_word_itself(folded):
        return symbol == "n"
    if folded[0] == "ب":
        return not _is_seat(symbols, i, folded[1:])
    if behind and folded[0] == "و":
        return _is_joined(symbols, i, folded[1:])
    return behind and folded[0] == "ل" and not _is_task(symbols, first, i, folded[1:])


def _is_strange_to_office(symbols: Symbols, i: int) -> bool:
    """Whether a bare noun, or "and" with the members of a body, stands right behind a definite office,
    which no noun completes: المدير الفني قائمة, رئيس مجلس الإدارة وأعضاء المجلس."""
    folded = symbols.folded(i)
    office = symbols.text[i - 1] in "Rr" and symbols.folded(i - 1).startswith("ال")
    if not office or symbols.text[i] != COMMON or _DEFINITE.match(folded):
        return False
    if folded[0] == "و" and folded[1:] in _JOINED:
        return True
    accusative = symbols.document.text[symbols.ends[i] - 1] in "اً"  # سابقا
    return not accusative and (folded[0] not in "وفبلكا" or is_noun(folded))


def _is_told_press(symbols: Symbols, first: int, i: int) -> bool:
    """Whether a paper or an agency that somebody spoke to stands here: رئيس الاتحاد رويترز, المتحدث باسم
    الشركة لوكالة ...; not the one an office is of (المدير العام لقناة ...)."""
    spoken_to = symbols.text[i] == CLITIC
    if spoken_to and (symbols.folded(i) != _TO or ORGANISATION not in symbols.text[first:i]):
        return False
    return _is_press(symbols, symbols.starts[i + spoken_to : i + spoken_to + 1])


def _is_press(symbols: Symbols, starts: list[int]) -> bool:
    """Whether the name of a paper or an agency begins at a character offset."""
    place = bisect_left(symbols.named, starts[0], key=attrgetter("span_start")) if starts else 0
    named = [m for m in symbols.named[place : place + 1] if [m.span_start] == starts]
    return any(isinstance(m.fact, Organisation) and m.fact.sector == _PRESS for m in named)


def _is_no_adjective_of(before: str, folded: str) -> bool:
    """Whether a definite word behind a name goes on with none: not سفير مصر السابق, but أمير جدة الأهالي,
    الرئيس العام لرعاية الشباب العمل الإرهابي."""
    if before == PLACE and folded.endswith(("ين", "ون")):
        return True
    of_body = before in (PLACE, ORGANISATION)
    if is_adjective(folded):
        return of_body and folded in _THINGS
    noun = is_noun(folded) and (of_body or not (folded in _PLAIN or folded.endswith(_RELATING)))
    return noun or is_masdar(folded[2:])  # محافظ البنك التأكيد


def _is_seat(symbols: Symbols, i: int, rest: str) -> bool:
    """Whether ب says where an office is held, or what somebody is charged with."""
    seat = without_article(rest) in _seats() | _FIELDS
    return seat or symbols.folded(i - 1) in _TAKING_BI


def _is_circumstance(symbols: Symbols, first: int, i: int, behind: bool) -> bool:
    """Whether على stands behind other offices than مشرف, or في leads to no body, place or field."""
    preposition = symbols.folded(i)
    if preposition == "علي":
        over = [k for k in range(first, i) if symbols.folded(k) in _OVER]
        # مشرفة في الإدارة ... على الدور
        return not over or not {"i", "c"}.isdisjoint(symbols.text[over[-1] : i])
    if not behind or preposition != "في" or symbols.text[i + 1 : i + 2] not in tuple("nNM"):
        return False
    if i + 2 < len(symbols.words) and symbols.folded(i + 2) in _HIS:
        return True
    return without_article(symbols.folded(i + 1)) not in _seats() | _FIELDS


def _is_joined(symbols: Symbols, i: int, rest: str) -> bool:
    """Whether an "and" goes on with something else: واجتماعه, وأصحاب السمو."""
    own = symbols.document.text[symbols.ends[i] - 1] == "ه" or rest.endswith(_PRONOUNS)
    return rest in _JOINED or (own and not rest.startswith("ال"))


def _is_task(symbols: Symbols, first: int, i: int, rest: str) -> bool:
    """Whether what stands behind ل says what an office or its body is for."""
    told = symbols.text[first:i]
    if rest.startswith("ل") or rest in _media():
        return rest.startswith("ل") or ORGANISATION not in told  # a paper somebody spoke to
    if rest in _links() or rest in _seats() or rest in _FIELDS:
        return True
    heads = (without_article(symbols.folded(k)) for k in range(first, i))
    return PLACE not in told and any(head in _WITH_TASKS for head in heads)


def _closed(symbols: Symbols, i: int) -> bool:
    """Whether a construct ends with this word, so that a bare noun behind it begins another phrase."""
    return symbols.text[i] in "loL" or (
        symbols.text[i] in "nNMdDU" and _DEFINITE.match(symbols.folded(i)) is not None
    )


@cache
def _seats() -> frozenset[str]:
    """Nouns of bodies and places: behind ب they tell where an office is held."""
    rows = (*load_rows("organisation_heads"), *load_rows("place_heads"))
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))


@cache
def _media() -> frozenset[str]:
    rows = (r for r in load_rows("organisation_heads") if r["sector"] == "JRN")
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))


@cache
def _links() -> frozenset[str]:
    """Indefinite nouns in the middle of a body's name: شؤون, رعاية, كرة."""
    rows = (r for r in load_rows("organisation_words") if r["role"] == "link")
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))


@cache
def _circumstances() -> frozenset[str]:
    """What follows في where a statement's circumstance begins, not the field of an office."""
    return frozenset(
        fold(r["surface"]) for r in load_rows("person_words") if r["class"] == "circumstance"
    )
