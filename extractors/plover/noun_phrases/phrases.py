"""A noun phrase: who is meant, and what its preposition and its ending say of its part in the clause."""

from __future__ import annotations

from typing import NamedTuple

from extractors.countries import demonym
from extractors.lookups import remembered
from extractors.plover.words.actor_nouns import nouns
from extractors.records import Participant
from extractors.text import Document, fold, folded_words, without_article

PREPOSITIONS = folded_words(
    "على علي في من عن الى مع ضد بين نحو باتجاه صوب امام لدى لدي بحق حول بشان خلال بعد قبل "
    "منذ حتى حتي تجاه وسط قرب داخل خارج شمال جنوب شرق غرب عبر اثر جراء رغم دون بدون تحت فوق "
    "برفقه بحضور بمشاركه عقب بقياده برئاسه مثل كما حسب وفق بحسب ازاء عند ضمن بسبب بدعم "
    "معه معها معهم معهما بالقرب لصالح بعيد قبيل غداة عشية إبان"
)
_BY = (("من", "قبل"), ("من", "جانب"), ("علي", "يد"), ("علي", "ايدي"), ("علي", "يدي"))
_BY_SECOND = frozenset(second for _, second in _BY)
_BY_WORDS = folded_words("بيد بأيدي بواسطة برصاص بنيران")
CAPITAL = fold("العاصمة")
# أكثر من ثلاثين, ما لا يقل عن ثلاثين, أكثر من مركز: the preposition belongs to the number.
_THOUSANDS = folded_words("ألف ألفا ألفي ألفان ألفين آلاف آلافا")
_MORE_OR_LESS = folded_words("أكثر اكثر أقل ازيد يقل يزيد")
# Behind these stands no genitive: مكتبه الرئيس, من جديد الجيش.
_OWN = ("ه", "ها", "هم", "هما")
_NO_HEADS = folded_words(
    "جديد ذلك هذا هذه تلك هنا هناك الآن ثم غير أجل أخرى آخر أن وقت حين حيث اليوم أمس قريب جانب غرار خلاف صعيد سبيل"
)


class Phrase(NamedTuple):
    """A noun phrase: tokens ``first`` to ``last`` (half open), the preposition in front ("" where none,
    ``by`` for من قبل and the like), whether it goes on from the phrase before (``joined``), whether its
    ending says object (``oblique``) or subject (``nominative``), and who is meant, by name where
    ``named``; ``counted`` where a number heads it; ``governed`` where it owns what a preposition governs.
    Forms of address in front (معالي الوزير) belong to it."""

    first: int
    last: int
    span_start: int
    preposition: str
    joined: bool
    case: str
    klass: str
    definite: bool
    named: bool
    counted: bool
    participant: Participant
    governed: bool


def is_definite_word(folded: str) -> bool:
    """Whether a word has the article: آلاف is folded so that it only seems to."""
    return folded.startswith(("ال", "لل")) and folded not in _THOUSANDS


def preposition_at(document: Document, start: int, counted: bool) -> str:
    """The preposition in front of the token ``start``; ``by`` for من قبل and the like, "" where none.

    ``counted``: the phrase is a number of people, whose نحو and أكثر من are part of the number.
    """
    if start == 0:
        return ""
    word = document.words[start - 1]
    if word.endswith(CAPITAL):  # بالعاصمة تونس, في العاصمة تونس
        joined = word.removesuffix(CAPITAL).strip("وف")
        return joined or preposition_at(document, start - 1, counted)
    before = document.words[start - 2] if start > 1 else ""
    if word in _BY_SECOND and (before.removeprefix("و"), word) in _BY:
        return "by"
    found = _preposition(word)
    if found != "by" and (before in _MORE_OR_LESS or (counted and word == "نحو")):
        return ""
    return found


def owns_governed(document: Document, start: int) -> bool:
    """في مكتب الوزير: whether what starts at token ``start`` is the genitive of a noun behind a preposition."""
    if start < 2 or document.kinds[start - 1] != "w":
        return False
    word, printed = document.words[start - 1], document.tokens[start - 1].text
    if len(word) < 3 or word.startswith("ال") or printed.endswith(_OWN) or word in _NO_HEADS:
        return False
    if word in PREPOSITIONS:
        return False
    return preposition_at(document, start - 1, False) not in ("", "بين")


@remembered
def _preposition(folded: str) -> str:
    """The preposition that a word is, و in front left out; ``by`` for بيد and the like, "" for others."""
    if folded in _BY_WORDS:
        return "by"
    bare = folded.removeprefix("و")
    return folded if folded in PREPOSITIONS else bare if bare in PREPOSITIONS else ""


def case_of(document: Document, start: int, is_name: bool) -> str:
    """What the ending of the token ``start`` says: ون a subject (nominative), ين (of two letters
    more) or tanwin an object (oblique). ``is_name``: only the first can be told."""
    case = _case(document.words[start])
    if is_name and case != "nominative":
        return ""
    if case == "tanwin":
        return "oblique" if "\u064b" in document.tokens[start].text else ""
    return case


@remembered
def _case(folded: str) -> str:
    """The case that a word's ending tells; ``tanwin`` where it is oblique only if that is printed."""
    if folded.endswith(("ون", "ان")) and len(folded) > 4:
        return "" if folded.endswith("ان") and demonym(folded) else "nominative"  # أفغان, ألمان
    bare = without_article(folded)
    if folded.endswith("ين") and (bare[:-2] + "ون" in nouns() or demonym(folded)):
        return "oblique"
    if not folded.endswith("ا"):
        return ""
    if bare[:-1] in nouns():
        return "oblique"
    return "tanwin" if len(folded) > 3 and not folded.startswith("ال") else ""


def open_country(country: str | None, text: str) -> str | None:
    """Militants across borders are PLOVER's IMG; whose the Islamic State is stays open, and a coalition
    has many countries."""
    if country == "IGO" and "تحالف" in text:
        return None
    if country not in ("ISM", "IMG"):
        return country
    return None if "داعش" in text or "الدولة الإسلامية" in text else "IMG"
