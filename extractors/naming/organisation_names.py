"""How far an organisation's name goes: from its noun over what it is for, adjectives, and branches.

Grammar only: which tokens belong to the name. Arabic builds such names as a construct chain
(وزارة الشؤون الاجتماعية, لجنة حقوق الإنسان) or as a noun with adjectives (المجلس الأعلى للقضاء); the verb
behind it never belongs to it, nor does a title or a word of time.
"""

from __future__ import annotations

import re
from functools import cache

from extractors import countries
from extractors.lookups import remembered
from extractors.naming import gazetteer
from extractors.naming.organisation_ends import bearer_end, is_strange
from extractors.naming.vocabulary import is_particle
from extractors.rules import Row, load_rows
from extractors.text import Document, Token, fold, folded_words, readings

REGIONS = folded_words("منطقة محافظة مدينة ولاية إقليم")
_PERSONS = folded_words("الملك الملكة الأمير الأميرة الشيخ السلطان الإمام")
_ROYAL_FAMILIES = folded_words("الفيصل السديري الأحمد الصباح الجابر الخالد السالم المبارك")
_WORLDWIDE = folded_words("الدولي العالمي الأوروبي الآسيوي الأفريقي الإفريقي")
_OF_STATE = ("GOV", "COP", "MIL", "LEG", "OPP")
_OFFICES = ("GOV", "BUS")  # of a place: غرفة الرياض, with no task behind it
_FROM_AFAR = [fold("التعليم"), fold("عن"), fold("بعد")]
_AFFAIRS = folded_words("الشؤون الشئون العلاقات")
_MINISTRY = fold("وزارة")
# Active participles that end like an adjective of relation: الساعية, المؤدية, المنتمية.
_DOING = re.compile("ال[^اوي]ا[^اوي]يه$|الم(?:[تؤ]|ست|[نعكقحرش]ت|نق)")
_LONGEST = 12  # words: no name in the news is longer, and scanning stays linear


def body_end(document: Document, token: int, head: Row, definite: bool) -> int:
    """Where a name ends whose noun stands just before ``token``; ``token`` where nothing follows
    that would make the noun a name."""
    if head["form"] == "state":
        last = _after_state(document, token, definite, bool(head["place"]))
    elif head["form"] == "place":
        last = _place_end(document, token)
    elif definite:
        last = _after_definite(
            document, token, 1 if head["form"] == "bank" or head["sector"] == "JUD" else 2
        )
    else:
        last = _complement(document, token, head)
    if last == token:
        return token
    purpose = fold(head["surface"].split("|")[0]) != _MINISTRY
    purpose &= head["form"] not in ("state", "place")  # وكيل إمارة منطقة حائل للشؤون ...
    if head["sector"] in _OFFICES and _place_end(document, token) == last:
        purpose &= last < len(document.words) and _role(document.words[last]) != "for-link"
    last = tail_end(document, last, bool(head["branch"]), purpose)
    return last - 1 if is_of_next(document.words, token, last) else last


def is_of_next(words: list[str], token: int, last: int) -> bool:
    """Whether a nationality that closes a name of a feminine noun, which stands before ``token``, is somebody
    else's: الحركة الكشفية الإنجليزي, رئيس هيئة الأركان العامة اليمني."""
    told = countries.demonym(words[last - 1]) if last - token > 1 else None
    if told is None or told.gender != "m" or told.number != "s":
        return False
    feminine = words[token - 1].endswith("ه") and words[last - 2].endswith("ه")
    return feminine or words[last - 2] in _WORLDWIDE  # الاتحاد الدولي السويسري فلان


def tail_end(document: Document, token: int, branch: bool = False, purpose: bool = True) -> int:
    """Where a name ends that goes on from ``token``: adjectives, و and ل with fields, branches.

    ``purpose`` False leaves ل out: in وكيل وزارة الداخلية للشؤون الأمنية it goes with the person.
    """
    tokens = document.tokens
    last = token
    while last < min(len(tokens), token + _LONGEST) and tokens[last].kind == "w":
        following = _step(document, last, branch, purpose)
        if following == last:
            break
        last = following
    return last


def nationality(document: Document, first: int, last: int) -> str | None:
    """The country an adjective or a place within a name tells."""
    for i in range(first, last):
        told = countries.demonym(document.tokens[i].folded)
        word = document.tokens[i].folded
        split = i > first and word[0] == "ب" and word[1:3] != "ال"  # وارنر بروس is no Russian
        if told and not split and _roles().get(word) != "field":  # الألبان is dairy
            return told.country
    for i in range(first, last):
        hit = gazetteer.at(document, i)
        if hit and hit.entries[0].trusted and hit.last <= last:
            return hit.entries[0].country or None
    return None


def royal_name_end(tokens: list[Token], token: int) -> int:
    """Where the name of a ruler ends that a place or a house is called after, from its title on:
    الملك سعود, الأمير محمد بن عبد العزيز. ``token`` where no title stands there."""
    if token + 1 >= len(tokens) or tokens[token].folded not in _PERSONS:
        return token
    if is_particle(tokens[token + 1].folded) and tokens[token + 1].folded != "علي":
        return token + 1  # جامعة الإمام خلال ...
    last = _given_name_end(tokens, token + 1)
    while last + 1 < min(len(tokens), token + _LONGEST) and tokens[last].folded == "بن":
        last = _given_name_end(tokens, last + 1)
    if last < len(tokens) and tokens[last].folded in _ROYAL_FAMILIES:
        return last + 1
    return last


def _given_name_end(tokens: list[Token], token: int) -> int:
    last = token + (2 if tokens[token].folded in ("عبد", "ال", "ابي", "ابو") else 1)
    return min(last, len(tokens))


def _step(document: Document, token: int, branch: bool, purpose: bool = True) -> int:
    """The token after the piece of a name that starts here; ``token`` where none does."""
    tokens = document.tokens
    role = _role(tokens[token].folded)
    if role == "field" and _is_of_affairs(document.words, token):
        return token + 1
    if document.words[token - 1 : token + 2] == _FROM_AFAR:
        return token + 2
    if role in ("adjective", "and-field") or (not purpose and _is_joint_field(document, token)):
        return token + 1
    if role == "and-link" and _is_task(document.words, token):
        return _chain(document, token)
    if role in ("for-field", "for-link") and purpose:
        return _chain(document, token) if role == "for-link" else token + 1
    if role == "link" and token + 1 < len(tokens) and _role(tokens[token + 1].folded) == "field":
        return token + 2
    if branch:
        return _branch_end(document, token)
    return token


def _is_task(words: list[str], token: int) -> bool:
    """Whether a task stands before that "and" with another goes on: للدعوة والإرشاد وتوعية الجاليات."""
    before = words[token - 1]
    return before.startswith("لل") or (before[:3] == "وال" and words[token - 2].startswith("لل"))


def _is_of_affairs(words: list[str], token: int) -> bool:
    """الشؤون الخارجية: a field that is an adjective behind "affairs"."""
    return token > 0 and words[token].endswith("يه") and words[token - 1] in _AFFAIRS


def _is_joint_field(document: Document, token: int) -> bool:
    """A ministry's second field, whatever it is, where its country closes the name: والسكان المصرية."""
    words = document.words
    if not words[token].startswith("وال") or token + 1 >= len(words):
        return False
    country = countries.demonym(words[token + 1])
    return bool(country and country.definite and words[token + 1].endswith("ه"))


def _chain(document: Document, token: int) -> int:
    """لحقوق الإنسان, لكرة القدم: an indefinite noun behind ل with the definite one it leans on."""
    tokens = document.tokens
    last = token + 1
    while last < min(len(tokens), token + 4) and _role(tokens[last].folded) == "link":
        last += 1
    if last < len(tokens) and _is_definite(tokens[last].folded):
        return token if _role(tokens[last].folded) == "end" else last + 1
    place = _place_end(document, last)
    return place if place > last else token


def _branch_end(document: Document, token: int) -> int:
    """بمنطقة حائل, في بيشة, منطقة القصيم: the place a branch is of."""
    tokens = document.tokens
    word = tokens[token].folded
    if word == "في":
        place = _place_end(document, token + 1)
        return place if place > token + 1 else token
    if word[0] == "ب" and word[1:] in REGIONS:
        place = _place_end(document, token + 1)
        return place if place > token + 1 else token
    hit = gazetteer.at(document, token)
    if hit and hit.clitic in ("", "ب") and hit.entries[0].trusted:
        return hit.last
    return _place_end(document, token)


def _place_end(document: Document, token: int) -> int:
    """The end of a place's name, a region's noun in front of it allowed."""
    tokens = document.tokens
    at = token + 1 if token < len(tokens) and tokens[token].folded in REGIONS else token
    if at >= len(tokens):
        return token
    hit = gazetteer.at(document, at)
    if hit and not hit.clitic and (hit.entries[0].trusted or at > token):
        return hit.last
    return token


def _after_state(document: Document, token: int, definite: bool, place: bool) -> int:
    """الحكومة السورية, الحكومة الشرعية اليمنية, شرطة دبي."""
    tokens = document.tokens
    if not definite:
        return _place_end(document, token) if place else token
    last = token
    while last < min(len(tokens), token + 3) and _is_definite(tokens[last].folded):
        told = countries.demonym_at(document, last)
        if told and told[0].definite:
            return told[1]
        if _role(tokens[last].folded) != "adjective":
            break
        last += 1
    return token


def _after_definite(document: Document, token: int, enough: int) -> int:
    """الهيئة العامة للشباب, المجلس الأعلى للقضاء: adjectives and what it is for, both or two adjectives."""
    tokens = document.tokens
    last = token
    while last < min(len(tokens), token + _LONGEST) and _role(tokens[last].folded) == "adjective":
        last += 1
    if last >= len(tokens):
        return last if last - token >= enough else token
    word = tokens[last].folded
    if last > token and word.startswith("لل") and word.endswith("ات") and _role(word) != "end":
        return last + 1  # الهيئة الوطنية للاستعلامات
    purpose = _role(word) in ("for-field", "for-link")
    return (
        last
        if last - token >= enough or (purpose and _step(document, last, False) > last)
        else token
    )


def _complement(document: Document, token: int, head: Row) -> int:
    """The first thing a noun in construct leans on."""
    tokens = document.tokens
    if token >= len(tokens) or tokens[token].kind != "w":
        return token
    royal = royal_name_end(tokens, token)
    if royal > token:
        return token if head["sector"] in _OF_STATE else royal  # إدارة الأمير فلان
    named = bearer_end(tokens, token) if head["sector"] in ("EDU", "HLT") else token
    if named > token + 1:
        return named  # جامعة القاضي عياض
    word = tokens[token].folded
    role = _role(word)
    hit = gazetteer.at(document, token)
    if hit and not hit.clitic and hit.entries[0].trusted:
        return hit.last if head["place"] else token
    if role == "field" or (head["open"] and role != "end" and _is_definite(word)):
        return token + 1
    if role == "link":
        return _chain(document, token)
    place = _place_end(document, token) if head["place"] else token
    if place > token or role:
        return place
    if hit and not hit.clitic and head["place"] and is_strange(word):
        return hit.last  # نادي بوردو: a town that the noun makes sure of
    return named


def _is_definite(word: str) -> bool:
    return len(word) > 4 and word.startswith("ال")


@remembered
def _role(word: str) -> str:
    """What a word does in a name: field, link, end, with and- or for- in front; "" for none."""
    roles = _roles()
    if word in roles:
        return roles[word]
    told = countries.demonym(word)
    if told and told.definite and word.startswith("ال"):
        return "adjective"
    if len(word) > 6 and word.startswith("ال") and word.endswith("يه") and not _DOING.match(word):
        return "adjective"  # one of relation, feminine as such names mostly are: السياحية
    for clitic, rest in readings(word):
        if rest not in roles:
            continue
        if clitic == "و" and roles[rest] in ("field", "adjective"):
            return "and-field"
        if clitic == "و" and roles[rest] == "link":
            return "and-link"
        if clitic in ("ل", "لل", "ولل", "ول") and roles[rest] in ("field", "link"):
            return f"for-{roles[rest]}"
    return ""


@cache
def _roles() -> dict[str, str]:
    return {
        fold(word): row["role"]
        for row in load_rows("organisation_words")
        for word in row["surface"].split("|")
    }


@remembered
def head_of(folded: str) -> Row | None:
    """The row of the noun a word is, clitics in front allowed; None where it is none."""
    return next((heads()[rest] for _, rest in readings(folded) if rest in heads()), None)


@cache
def heads() -> dict[str, Row]:
    """The nouns that begin organisations' names, by folded word."""
    return {
        fold(word): row
        for row in load_rows("organisation_heads")
        for word in row["surface"].split("|")
    }
