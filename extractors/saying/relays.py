"""Who carries a statement to the reader: لـ«عكاظ», في حديث لقناة ..., نقلت وكالة ... عن ...."""

from __future__ import annotations

from typing import NamedTuple

from extractors.lookups import remembered
from extractors.reporting import announced
from extractors.saying.complements import Complements
from extractors.saying.sources import agencies, head_of, media, source_nouns
from extractors.saying.speech_words import speech_words
from extractors.text import readings

_NAME_REACH = 6
_ADJECTIVE = 4  # letters of the shortest nisba; صحيفة ديلي, قناة سي are names
_AGENCY_LETTERS = 5  # shorter names (بنا، وام، إفي) need وكالة or brackets


class Relay(NamedTuple):
    """A medium that carries a statement: its name and its tokens, half open."""

    name: str
    first: int
    last: int


def relay_in(speech: Complements, first: int, last: int) -> Relay | None:
    """The medium to which a speaker spoke, named between a verb and what it introduces."""
    for j in speech.document.where(may_relay, first, last):
        relay = _relay_at(speech, j, last) or _bare_outlet(speech, first, j)
        if relay:
            return relay
    return None


_RELAYING = frozenset({
    "عنه", "عنها", "عنهم", "ابلغ", "ابلغت", "ابلغوا", "اخبر", "اخبرت", "مع", "في", "الي", "عبر", "من",
})  # fmt: skip


@remembered
def may_relay(folded: str) -> bool:
    """Whether a medium may be named at a folded word: verbs of telling, prepositions, ل and its like."""
    return any(
        word.startswith("ل") or word in _RELAYING or word in speech_words("correspondent")
        for word in (folded, folded.removeprefix("و"))
    )


def _relay_at(speech: Complements, j: int, last: int) -> Relay | None:
    word = speech.word(j).removeprefix("و") if speech.kinds[j] == "V" else speech.word(j)
    if word in ("عنه", "عنها", "عنهم") and speech.kinds[j - 1] == "V":
        return medium_at(speech, j + 1)
    if word == "ل" and _part_of_role(speech, j):
        return None
    if word == "في" and not _occasion(speech, j) and _part_of_role(speech, j):
        return None  # مدير البرامج في قناة ...
    if word == "ل" and speech.word(j + 1) == "(":
        return _in_brackets(speech, j + 1)
    if word in ("ل", "ابلغ", "ابلغت", "ابلغوا", "اخبر", "اخبرت") and speech.kinds[
        j + 1 : j + 2
    ] == ["<"]:
        return in_marks(speech, j + 1)
    if word in ("ابلغ", "ابلغت", "ابلغوا"):
        k = next((k for k in range(j + 1, min(j + 8, last)) if speech.kinds[k] == "<"), None)
        return in_marks(speech, k) if k else None
    if word in ("مع", "في", "ل", "الي", "عبر", "من") and (word == "في" or _occasion(speech, j)):
        marks = speech.kinds[j + 1 : j + 2] == ["<"]
        named = marks and (word in ("الي", "ل") or (word == "مع" and _interview(speech, j)))
        return in_marks(speech, j + 1) if named else medium_at(speech, j + 1)
    if word in speech_words("correspondent"):
        marks = speech.kinds[j + 1 : j + 2] == ["<"]
        return in_marks(speech, j + 1) if marks else medium_at(speech, j + 1)
    if word.startswith("ل") and any(c.endswith("ل") for c, _ in readings(word)[1:]):
        return medium_at(speech, j)
    return None


def _part_of_role(speech: Complements, j: int) -> bool:
    """الرئيس التنفيذي لـ«...»: the role is at a company which nobody knows as a medium."""
    if media().at(speech.document, j + 2):
        return False
    roles = (speech.word(k).removeprefix("وال").removeprefix("ال") for k in range(j - 3, j))
    named = speech.ends_person(j - 1) or speech.kinds[j - 1] == ","
    return not named and any(role in speech_words("role-head") for role in roles)


def _bare_outlet(speech: Complements, first: int, j: int) -> Relay | None:
    """قال مصدر أمني للمنارة إن: a paper's own name, right before what is said."""
    word = speech.word(j)
    if not word.startswith("لل") or len(word) < 5 or speech.kinds[j + 1 : j + 2] not in _INTRODUCES:
        return None
    name = "ال" + word[2:]
    known = media().at(speech.document, j)
    if name in speech_words("no-medium") or not (known or name.endswith("ه")):
        return None
    unnamed = head_of(speech.document, first + 1)
    told = unnamed is not None and unnamed.source_class == "unnamed"
    if not (told and not speech.word(first + 1).startswith("ال")) and not speech.ends_person(j - 1):
        return None
    return Relay("ال" + speech.tokens[j].text[2:], j, j + 1)


_INTRODUCES = (["A"], [":"], ["<"])


def _occasion(speech: Complements, j: int) -> bool:
    return any(speech.word(k) in speech_words("told-to-medium") for k in range(j - 3, j))


def _interview(speech: Complements, j: int) -> bool:
    return any(speech.word(k) in speech_words("interview") for k in range(j - 3, j))


def medium_at(speech: Complements, j: int) -> Relay | None:
    """The medium whose name starts at a token: صحيفة «...», وكالة ..., an agency's own name."""
    if not _may_name_medium(speech.word(j)):
        return None
    hit = agencies().at(speech.document, j)
    if (
        hit
        and hit.clitic in ("", "ل", "و", "ب")
        and hit.span_end - hit.span_start >= _AGENCY_LETTERS
    ):
        return Relay(hit.row["name"], j, hit.last)
    head = source_nouns().at(speech.document, j)
    if not head or head.row["class"] != "media" or head.clitic not in ("", "ل", "و", "ب"):
        return None
    if speech.kinds[head.last : head.last + 1] == ["<"]:
        everybodys = speech.word(head.last + 1) in speech_words("no-outlet")  # موقع «تويتر»
        return None if everybodys else in_marks(speech, head.last)
    bracketed = in_brackets(speech, head.last)
    if bracketed:
        return bracketed
    if speech.word(j).startswith("ال"):
        return None
    second = source_nouns().at(speech.document, head.last)
    if second and second.row["class"] == "media" and in_brackets(speech, second.last):
        return in_brackets(speech, second.last)  # موقع قناة (...)
    agency = agencies().at(speech.document, head.last)
    stop = agency.last if agency else _name_end(speech, head.last)
    if stop == head.last:
        return None
    text = speech.document.text[head.span_start : speech.tokens[stop - 1].end]
    if speech.word(head.last) in speech_words("no-outlet"):
        return None  # موقع الحادث, موقع التواصل الاجتماعي
    return Relay(text.strip("ـ "), j, stop)


@remembered
def _may_name_medium(folded: str) -> bool:
    return bool(agencies().starts(folded) or source_nouns().starts(folded))


def nameless(speech: Complements, relay: Relay) -> bool:
    """Whether a medium is only described: موقع صيني, إذاعة محلية."""
    words = [speech.word(k) for k in range(relay.first, relay.last) if speech.kinds[k] == "w"]
    head = source_nouns().at(speech.document, relay.first)
    described = (
        words[head.last - head.first] if head and len(words) > head.last - head.first else ""
    )
    if not described or any(w.startswith("ال") for w in words) or len(described) < _ADJECTIVE:
        return False
    feminine = words[0].endswith("ه") or words[0] in ("صحف", "قناه")
    return described.endswith("يه" if feminine else "ي")


def _name_end(speech: Complements, j: int) -> int:
    """Where a medium's name ends: at a mark, a preposition, a verb, أن; a known one where it does,
    with adjectives."""
    known = media().at(speech.document, j)
    for k in range(j, min(j + _NAME_REACH, len(speech.tokens))):
        if k > j and speech.tokens[k - 1].text.isascii() and not speech.tokens[k].text.isascii():
            return k  # موقع Alpha صورا
        if speech.kinds[k] not in "wn" or speech.word(k) in speech_words("ends-medium"):
            return k
        if known and not known.clitic and k >= known.last and not speech.word(k).startswith("ال"):
            return k
        if k > j and announced(speech.word(k).removeprefix("ال")) == "":
            return k
    return min(j + _NAME_REACH, len(speech.tokens))


def source_behind_from(speech: Complements, i: int, stop: int) -> int | None:
    """The عن behind the verb at token i whose source is the ultimate one: عن وكالة ... عن."""
    on = (j for j in range(i + 1, stop) if speech.word(j) in ("عن", "عنه"))
    told = [j for j in on if speech.word(j + 1) != "طريق"]
    while len(told) > 1 and medium_at(speech, told[0] + 1):
        told.pop(0)
    return told[0] if told else None


def owner_at(speech: Complements, j: int) -> Relay | None:
    """مصادر «عكاظ», مصادر (عكاظ): the medium whose sources they are, named right behind them."""
    if speech.kinds[j : j + 1] == ["<"]:
        return in_marks(speech, j)
    if speech.word(j) != "(" or speech.word(j + 2) != ")":
        return None
    token = speech.tokens[j + 1]
    outlet = token.kind == "w" and token.folded not in speech_words("no-medium")
    return Relay(token.text, j, j + 3) if outlet and token.folded.startswith("ال") else None


def _in_brackets(speech: Complements, k: int) -> Relay | None:
    """لـ(اليوم): a known medium in brackets."""
    known = media().at(speech.document, k + 1)
    if not known or known.clitic or speech.word(known.last) != ")":
        return None
    return Relay(speech.document.text[known.span_start : known.span_end], k, known.last + 1)


def in_brackets(speech: Complements, k: int) -> Relay | None:
    """صحيفة (سبورت): the medium whose name stands in the brackets that open at a token."""
    if speech.word(k) != "(":
        return None
    end = next((j for j in range(k + 2, k + 6) if speech.word(j) == ")"), None)
    inside = speech.kinds[k + 1 : end]
    if end is None or not {"w"}.issuperset(inside):
        return None
    start, stop = speech.tokens[k + 1].start, speech.tokens[end - 1].end
    return Relay(speech.document.text[start:stop], k, end + 1)


def in_marks(speech: Complements, k: int) -> Relay | None:
    """The medium whose name stands in the quote marks that open at a token."""
    quoted = speech.marked.get(k)
    if not quoted or not quoted.closed or not 1 <= quoted.words <= 5:
        return None
    start, end = speech.tokens[k + 1].start, speech.tokens[quoted.closing - 1].end
    return Relay(speech.document.text[start:end], k, quoted.behind)
