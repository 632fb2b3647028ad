"""Whether a surface of the gazetteer is a place where it stands: the witnesses it needs, what speaks against it."""

from __future__ import annotations

import re
from collections import Counter

from extractors import countries
from extractors.naming.gazetteer import Hit
from extractors.naming.names import (
    FAMILY,
    GIVEN,
    GIVEN_AND_FAMILY,
    NISBA,
    UNKNOWN,
    given_names,
    word,
)
from extractors.naming.place_text import PlaceText
from extractors.naming.vocabulary import is_adjective, is_noun
from extractors.text import Document, fold, folded_words

_PREPOSITIONS = folded_words("في إلى الى من قرب داخل نحو باتجاه بين عبر صوب خارج")
_KIN = folded_words("بن ابن أبو أبي أبا آل بنت أم")
_PRAYERS = folded_words("صلاة صلاتي أذان بعد قبل وقت لصلاة قبيل حتى عقب وصلاة")
_TRIBES = folded_words("بني بنو وبني لبني")  # بني إسرائيل
_PRAISED = folded_words("أحب أقدس أطهر بعض تلك هذه كل مختلف جميع")  # أحب البقاع
_NOWHERE: Counter[str] = Counter()
_BEFORE_NO_PLACE = _KIN | _TRIBES | _PRAISED
_OTHER_WORDS = ("ينبع", "المغرب", "مسقط", "مصر", "الرباط", "سوريه", "السعوديه", "كابل", "صباح", "العقبه",
                "المعادي", "حجه", "لحج", "سيول", "بعقوبه", "حماه", "كوبا", "القصرين")  # fmt: skip
_TEAMS = folded_words("فريق لفريق وفريق بفريق نادي لنادي مدرب لاعب مهاجم حارس مدافع هداف")
_OF_CABLES = folded_words("بحري كهربائي ضوئي شحن كهرباء إنترنت نحاسي معدني أرضي هوائي ألياف أرضى")
_RAIN = folded_words("أمطار الأمطار السيول والسيول السيل للسيول بالسيول وسيول")
_CITY = fold("مدينة")
_CUP = fold("كوبا")
_CUPS = folded_words("ليبرتادوريس ليبرتادورس ليبرتادورز أمريكا أميركا امريكا سودأمريكانا")
_CLOSED = ("»", "”")
_POINTING = folded_words("هو هي هذه تلك كانت يعد تعد ويعد وتعد يمثل تمثل لولا")
_TIMES = folded_words("يوم اليوم أمس غد الغد باكر ذلك كل هذا")
_UPHEAVALS = folded_words("الثورة السلطة الوحدة الفتح النصر السلام")  # الثورة السورية
_INSISTING = folded_words("هو وهو أنه إنه لكنه كان زال يزال أنا ما غير")  # هو مصر على
_OF_KNEES = folded_words("الصليبي الداخلي الخارجي الجانبي الأمامي الخلفي")  # ligaments
# Companies, channels and clubs named after places: أسمنت الجوف, سما دبي, الخليج للتدريب.
_MAKERS = folded_words("أسمنت إسمنت سما أتليتيكو أتلتيكو اتليتكو ريال إنتر بايرن جوز")
_OF_BRANDS = folded_words(
    "سيتي مول سنترال سنتر هايبر بلازا شو كابيتال كابتال تاور"
)  # القطيف سيتي مول
_TRADES = folded_words("للتدريب للتأمين للبتروكيماويات للتكرير للاستثمار للأسمدة")
_DEFINITE = re.compile("[وف]?[بك]?ال..|[وف]?لل..")
_FAMILIES = (FAMILY, NISBA, UNKNOWN, GIVEN, GIVEN_AND_FAMILY)
WORDS = ("geonames", "word")  # kinds whose names may be any word of the language


def evidence(text: PlaceText, hit: Hit) -> str | None:
    """The rule by which a hit is a place, None where it is none."""
    rule = _witness(text, hit)
    return None if rule is None or _blocked(text, hit) else rule


def _witness(text: PlaceText, hit: Hit) -> str | None:
    """The rule by which a hit is a place where nothing speaks against it."""
    best = hit.entries[0]
    if best.trusted:
        return "country-name" if best.kind == "country" else "known-place"
    head = text.heads.get(hit.first)
    plain = best.kind not in WORDS
    if head and head.noun == _CITY and _is_nickname(text, hit):
        return None
    if head and (head.settlement or plain) and not hit.clitic and not _is_of_people(text, hit):
        return "place-after-head"
    if _nationality_after(text, hit):
        return "place-before-nationality"
    if not _after_preposition(text, hit) or not _rare(text, hit):
        return None
    sentence = text.told_in.get(text.document.sentence_of(hit.first)[0], _NOWHERE)
    near = any(e.country in sentence for e in hit.entries if e.kind != "geonames" or e.population)
    if near and not _is_club(text, hit):
        return "place-beside-place-of-its-country"
    return None


def _is_nickname(text: PlaceText, hit: Hit) -> bool:
    """مدينة الورد: a noun that a town somewhere else is called too."""
    noun = hit.last == hit.first + 1 and is_noun(text.document.words[hit.first])
    elsewhere = not any(text.told[e.country] for e in hit.entries)
    return noun and elsewhere and hit.entries[0].kind == "geonames"


def _is_of_people(text: PlaceText, hit: Hit) -> bool:
    """بلدات سويدية: an adjective without the article that tells whose towns they are."""
    told = countries.demonym(text.document.words[hit.first])
    return bool(told and not told.definite and hit.last == hit.first + 1)


def _is_club(text: PlaceText, hit: Hit) -> bool:
    """الريان القطري: a town is feminine, the club of its name is not."""
    words = text.document.words
    told = countries.demonym(words[hit.last]) if hit.last < len(words) else None
    return bool(told and told.definite and told.gender == "m")


def _rare(text: PlaceText, hit: Hit) -> bool:
    """A word of the lexicon, or one of GeoNames' that can hardly be another word."""
    return any(e.kind not in WORDS for e in hit.entries) or hit.last - hit.first > 1


def _blocked(text: PlaceText, hit: Hit) -> bool:
    words = text.document.words
    before = words[hit.first - 1] if hit.first else ""
    after = words[hit.last] if hit.last < len(words) else ""
    if not hit.clitic and (
        before in _BEFORE_NO_PLACE
        or after in _OF_BRANDS
        or (before == _CUP and words[hit.first] in _CUPS)
        or before in _MAKERS
        or (before in _TEAMS and not any(e.kind == "country" for e in hit.entries))
        or _is_of_person(text, hit)
        or (after in _TRADES and before not in _PREPOSITIONS)
    ):
        return True
    return (
        _is_counted(text, hit)
        or after == "بن"  # الشيخ عثمان بن محمد
        or not _spelled(text, hit)
        or text.document.text[hit.span_end - 1] == "\u064b"
        or (words[hit.first].endswith(_OTHER_WORDS) and _is_other_word(text, hit))
    )


def _is_of_person(text: PlaceText, hit: Hit) -> bool:
    """الخبير أورلاندو أوشوا: a town whose name people bear too, before a word that can only be a family's."""
    words = text.document.words
    if hit.last - hit.first > 1 or hit.last >= len(words) or words[hit.first] not in given_names():
        return False
    before = words[hit.first - 1] if hit.first else ""
    after = text.tokens[hit.last]
    return after.kind == "w" and before not in _PREPOSITIONS and word(after.text) in _FAMILIES


def _is_counted(text: PlaceText, hit: Hit) -> bool:
    """مقتل 90 استراليا: people of a country, counted; printed without a tanwin like the country itself."""
    if not hit.first or hit.clitic or not text.document.words[hit.first].endswith("يا"):
        return False
    before = text.tokens[hit.first - 1]
    return before.kind == "n" and before.text.isdecimal() and 10 < int(before.text) < 1000


def _is_other_word(text: PlaceText, hit: Hit) -> bool:
    """ينبع من, صلاة المغرب, مسقط رأس, هو مصر على, قوات سورية: what stands beside makes it another word."""
    before = text.tokens[hit.first - 1].folded if hit.first else ""
    after = text.tokens[hit.last].folded if hit.last < len(text.tokens) else ""
    here = text.tokens[hit.first].folded
    return (
        (here.endswith("ينبع") and after == "من")
        or (here.endswith("المغرب") and before in _PRAYERS)
        or (here.endswith("مسقط") and after.startswith("راس"))
        or (here.endswith("مصر") and after in ("علي", "ان") and before in _INSISTING)
        or (here.endswith("الرباط") and after in _OF_KNEES)
        or (here in ("سوريه", "وسوريه") and (before == "غير" or _is_adjective(text, hit)))
        or (here.endswith("كابل") and (after in _OF_CABLES or _is_described(after)))
        or (here == "العقبه" and (before in _POINTING or _is_told_of(after)))
        or (here == "المعادي" and (after.startswith("لل") or _follows_definite(text, hit)))
        or (here == "القصرين" and before == "بين")
        or (here == "لحج" and (after == "هذا" or after.startswith("عام")))
        or (here.endswith("سيول") and text.document.once(_is_of_rain))
        or (here == "السعوديه" and before == "اتصالات")
        or (here.endswith("حماه") and before not in _PREPOSITIONS and _is_told_of(after))
        or (here.endswith(_CUP) and after in _CUPS)
        or (here == "بحجه" and after.startswith("ان"))
        or (here == "بعقوبه" and before not in _PREPOSITIONS and _is_told_of(after))
        or (here.endswith("صباح") and _is_morning(text, hit))
        or (here == "السعوديه" and _follows_definite(text, hit))
    )


def _is_of_rain(document: Document) -> bool:
    """Whether an article tells of floods (سيول), not of Seoul."""
    return not _RAIN.isdisjoint(document.words)


def _is_described(after: str) -> bool:
    """كابل مخصص: a noun with an adjective, no city."""
    return not after.startswith("ال") and not after.endswith("ون") and is_adjective(after)


def _is_told_of(after: str) -> bool:
    """العقبة الرئيسية, العقبة التي: an obstacle."""
    return after == "امام" or (after.startswith("ال") and not countries.demonym(after))


def _is_morning(text: PlaceText, hit: Hit) -> bool:
    """من صباح يوم الخميس."""
    after = text.document.words[hit.last] if hit.last < len(text.document.words) else ""
    return after in _TIMES or after.startswith("ال")


def _spelled(text: PlaceText, hit: Hit) -> bool:
    """Words of two letters (إب) are many things: they count as printed only."""
    letters = len(text.document.words[hit.first]) - len(hit.clitic)
    if hit.last - hit.first > 1 or letters > 2:
        return True
    return text.document.text[hit.span_start : hit.span_end] in {e.name for e in hit.entries}


def _is_adjective(text: PlaceText, hit: Hit) -> bool:
    """قوات سورية: an adjective behind a noun without the article, not the country."""
    if not hit.first or hit.clitic:
        return False
    before = text.tokens[hit.first - 1]
    return (
        before.kind == "w" and before.folded.endswith(("ه", "ات")) and hit.first not in text.heads
    )


def _follows_definite(text: PlaceText, hit: Hit) -> bool:
    """سوق الأسهم السعودية, مدينة جدة السعودية: an adjective behind a definite noun or a name."""
    before = text.tokens[hit.first - 1].folded if hit.first else ""
    quoted = before in _CLOSED and not hit.clitic  # «أرامكو» السعودية
    return quoted or hit.first in text.by_last or _DEFINITE.match(before) is not None


def _nationality_after(text: PlaceText, hit: Hit) -> bool:
    words = text.document.words
    if hit.last >= len(words) or words[hit.first] in _UPHEAVALS:
        return False
    told = countries.demonym(words[hit.last])
    feminine = told and told.definite and told.gender == "f"  # a club is masculine
    return bool(feminine and told and any(e.country == told.country for e in hit.entries))


def _after_preposition(text: PlaceText, hit: Hit) -> bool:
    if hit.clitic.strip("وف") or (hit.clitic == "و" and hit.first in text.by_last):
        return True  # also what a place before it carries over: في صور وصيدا
    return bool(hit.first) and text.document.words[hit.first - 1] in _PREPOSITIONS
