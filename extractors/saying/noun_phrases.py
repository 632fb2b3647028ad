"""Noun phrases as they stand: a speaker's description up to its end."""

from __future__ import annotations

from typing import NamedTuple

from extractors.reporting import announced, cue
from extractors.saying.quote_marks import marked
from extractors.saying.sources import Source, agencies, head_of, led_by_l, organisation_heads
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import (
    APPOSED,
    ASSISTANT,
    everyday_verbs,
    has_tanwin,
    imperfects,
    may_end_subject,
    stops_subject,
)
from extractors.text import Document, without_article

_NAME = 6  # tokens in marks that may be a name


class Stretch(NamedTuple):
    """A range of tokens, half open."""

    first: int
    last: int


def noun_phrase(document: Document, first: int, last: int) -> Stretch:
    """The noun phrase that starts a stretch: a speaker's description as it stands."""
    tokens, words, kinds = document.tokens, document.words, document.kinds
    ends_subject = speech_words("ends-subject")
    while first < last and _before_subject(document, first):
        first += 1
    while first < last and kinds[first] == "p" and tokens[first].text not in '«“"”':
        first += 1
    unnamed = _unnamed(document, first, last)
    accusative = unnamed is not None and has_tanwin(document, first)  # لكن مصدراً أمنياً
    j = first
    while j < last:
        token = tokens[j]
        plain = kinds[j] == "w" and not (may_end_subject(words[j]) or has_tanwin(document, j))
        if plain and unnamed is None:
            j += 1
            continue
        if token.kind == "b" or (token.kind == "p" and _divides(document, j)):
            break
        if token.kind == "p" and _holds_name(document, j, last):
            j = document.once(marked)[j].closing
            token = tokens[j]
        if unnamed and unnamed.source_class == "document" and token.text in "»”":
            j += 1
            break  # تقرير «صحارى» ends with its name
        stops = token.kind == "w" and stops_subject(document, j, last, unnamed)
        stops = stops and not (j == first and _plural_participle(token.folded))
        if stops and not (accusative and has_tanwin(document, j) and not cue(token.folded)):
            break
        if j > first and (
            (not unnamed and token.folded in imperfects())
            or _somebodys(document, first, j)
            or (unnamed and (_acts(unnamed, token.folded) or _to_whom(document, first, j)))
            or _does_something(document, j)
            or _to_medium(document, j)
            or _to_body(document, first, j)
            or (_behind_definite(document, first, j) if unnamed else _apposed(document, first, j))
            or (unnamed and _behind_adjective(document, first, j))
        ):
            break
        j += 1
    while j > first and kinds[j - 1] == "w" and words[j - 1] in ends_subject:
        j -= 1
    return Stretch(first, j)


def _before_subject(document: Document, j: int) -> bool:
    """وأعلن أمس الاثنين متحدثون: what may stand between a verb and its subject; اليوم السابع is a paper."""
    word = document.words[j]
    if word in speech_words("early-adverb"):
        return document.words[j + 1 : j + 2] != ["السابع"]
    return word in speech_words("before-subject")


def _somebodys(document: Document, first: int, j: int) -> bool:
    """ختم المدرب | حديثه: a noun with a pronoun behind a definite one is no part of who it is."""
    token = document.tokens[j]
    if j > first and token.folded in speech_words("feelings"):
        return True
    if not document.words[j - 1].startswith("ال") or not token.text.endswith(("ه", "ها", "هم")):
        return False
    return token.folded in speech_words("his-words") or announced(token.folded) == ""


def _acts(unnamed: Source, folded: str) -> bool:
    """مسؤول رفيع | شارك في المفاوضات: a verb behind somebody without a name is no part of who it is."""
    if unnamed.source_class == "document":
        found = cue(folded)
        return bool(found and found.form == "verb" and found.tense == "imperfect")
    if unnamed.source_class != "unnamed" or len(folded) < 4:
        return False
    return folded in everyday_verbs() and folded not in speech_words("issued")


def _to_whom(document: Document, first: int, j: int) -> bool:
    """ثمن مسؤولون لحكومة فلان: behind a plural without a name, the body to which."""
    plural = document.words[first].endswith(("ون", "ين"))
    return j > first and plural and document.words[j].startswith("ل") and led_by_l(document, j)


def _holds_name(document: Document, j: int, last: int) -> bool:
    """Whether a short name in marks opens at token j: قناة «إن في»."""
    quoted = document.once(marked).get(j)
    return bool(quoted and quoted.closed and quoted.words <= _NAME and quoted.closing < last)


def _does_something(document: Document, j: int) -> bool:
    """أمر رئيس الوزراء بتشكيل: what is ordered is no part of who orders; المكلف بتشكيل is."""
    before = document.tokens[j - 1].folded
    return announced(document.tokens[j].folded) == "ب" and before not in speech_words(
        "charged-with"
    )


def _plural_participle(folded: str) -> bool:
    """منتقدين يقولون: critics, and not how something is said."""
    found = cue(folded)
    return bool(found and found.form == "participle" and found.gender == "p")


def _behind_definite(document: Document, first: int, j: int) -> bool:
    """المسؤولون الروس | دول الخليج: behind a definite noun a bare one belongs to something else."""
    word, before = document.tokens[j], document.tokens[j - 1]
    definite = document.tokens[first].folded.startswith("ال") and before.folded.startswith("ال")
    if not definite or word.kind != "w" or document.tokens[first].folded in _named_singly():
        return False
    return not word.folded.startswith(("ال", "و", "ب", "ل")) and word.folded not in _LINKS


def _behind_adjective(document: Document, first: int, j: int) -> bool:
    """استغربت مصادر اتحادية | الشائعات: nothing definite belongs to an indefinite noun with its adjective."""
    before, word = document.words[j - 1], document.words[j]
    if document.words[first] != "مصادر":  # أهالي قرية العين
        return False
    nisba = before.endswith("يه") and not before.startswith("ال") and j > first + 1
    return nisba and word.startswith("ال") and organisation_heads().at(document, j - 1) is None


def _named_singly() -> frozenset[str]:
    return speech_words("single-source")


_LINKS = frozenset(
    {"في", "من", "لدي", "داخل", "عن", "غير", "ذات", "رفيع", "رفيعه", "نفسه", "نفسها"}
)


def _apposed(document: Document, first: int, j: int) -> bool:
    """A role behind a name: "يوسف الثويني المدير العام"."""
    roles, word = speech_words("role-head"), without_article(document.words[j])
    if j < first + 2:
        return False
    if word in APPOSED:
        return True  # سمير الحاج أحد سكان الحي
    if word == ASSISTANT:  # سمير الحاج مساعد أمين المدينة
        return without_article("".join(document.words[j + 1 : j + 2])) in roles
    if word not in roles:
        return False
    before = [without_article(w) for w in document.words[first:j]]
    return roles.isdisjoint(before) and before[0] not in ("نائب", "مساعد", "وكيل", "مكتب")


def _divides(document: Document, j: int) -> bool:
    """A mark at which the phrase ends; the dots within إتش.إس.بي.سي do not."""
    token, text = document.tokens[j], document.text
    if token.text == ".":
        if len(document.tokens[j - 1].folded) == 1:
            return False  # م. السالم
        return not (text[token.start - 1].isalpha() and text[token.end : token.end + 1].isalpha())
    if token.text in "،," and document.words[j + 1 : j + 2] == ["باسم"]:
        return False  # المتحدث الرسمي، باسم الهيئة
    return token.text in "،,؛;:-–—()"


def _unnamed(document: Document, first: int, last: int) -> Source | None:
    return head_of(document, first) if first < last else None


def _to_medium(document: Document, j: int) -> bool:
    """لصحيفة, لوكالة: whom it is said to."""
    if not document.words[j].startswith("ل"):
        return False
    source = head_of(document, j)
    if source is not None and source.source_class == "media":
        return True
    agency = agencies().at(document, j)
    return agency is not None and agency.clitic == "ل"


def _to_body(document: Document, first: int, j: int) -> bool:
    """سامي الراوي | لإدارة النادي: behind a bare name the body to which something is said."""
    if j < first + 2 or not document.words[j].startswith("ل") or not led_by_l(document, j):
        return False
    words = document.words[first:j]
    roles = speech_words("role-head")
    if any(w.startswith("ال") for w in words[-2:]) or organisation_heads().at(document, first):
        return False
    return roles.isdisjoint(map(without_article, words)) and _unnamed(document, first, j) is None
