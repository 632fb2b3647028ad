"""Whose army is "الجيش"? The country of participants that the article has named before or all along.

An article names a country once and then says the army, the police, the authorities. Such a phrase
takes the country last told with its sector, else the one that most of the article's names tell, else
the paper's own where the article names no other more often; the last never for rebels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.countries import country_of, demonyms
from extractors.lookups import remembered
from extractors.plover.noun_phrases.phrases import Phrase
from extractors.plover.noun_phrases.sectors import CROWDS
from extractors.records import Mention, Organisation, Participant, Person, Place
from extractors.text import Document, fold, folded_words, without_article

_NAMED = (Place, Organisation, Person)
STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
_ORGANISED = frozenset(("state", "armed", "role", "group"))
_PEOPLE = frozenset(("group", "neutral", "person"))
# How many names must tell a country, and which share of all, before it stands for the unnamed.
_TOLD, _SHARE = 3, 0.5
_PEOPLE_SHARE = 0.7
_NO_COUNTRIES = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))
# Militants across borders, and where each has a branch of the country's own.
_BRANCHES = {
    "القاعدة": frozenset(("YEM", "IRQ", "DZA", "MLI")),
    "طالبان": frozenset(("AFG", "PAK")),
}
# An unnamed army in their news is another's.
_WITHOUT_ARMY = frozenset(("PSE",))
_CITIZENS = folded_words("مواطن مواطنا مواطنون مواطنين مواطنيه مواطنيها مواطنو مواطني")
_ABROAD = ("تحالف", "اجنب", "اجانب", "دولي")
_EMBASSIES = ("سفار", "سفير", "قنصل", "بعثه")
_MANY = folded_words("دول حكومات قوى جيوش شعوب بلدان عواصم وزراء سفراء")


class HomeCountries:
    """Remembers which country was told with which sector, while an article is read."""

    def __init__(self, document: Document, found: Sequence[Mention]) -> None:
        told = Counter(
            [
                m.fact.country
                for m in found
                if isinstance(m.fact, _NAMED)
                and m.fact.country
                and m.fact.country not in _NO_COUNTRIES
            ]
        )
        told.update([nation.country for nation in document.once(demonyms).values()])
        self._sectors: dict[str, str] = {}
        self._home: str | None = None
        self._own: str | None = None
        self._share = 0.0
        for country, count in told.most_common(1):
            self._share = count / told.total()
            if count >= _TOLD and self._share >= _SHARE and len(country) == 3:
                self._home = country
        own = document.article.country
        if self._home is None and own and told[own] == max(told.values(), default=0):
            self._own = own
        self._nameless = "داعش" in document.words

    @property
    def home(self) -> str | None:
        """The country that most of the article's names tell, None where none stands out."""
        return self._home

    def settle(self, side: Phrase | Participant, where: str | None = None) -> Participant:
        """The participant with its country, where the article settles it; ``where`` is the country of the
        place of what was done to people ("" for one only near by): the dead of Kabul are no citizens of the
        paper's own."""
        person = side.participant if isinstance(side, Phrase) else side
        if person.country == "IMG" and any(
            name in person.text and self._home in lands for name, lands in _BRANCHES.items()
        ):
            person = replace(person, country=self._home)
        if person.country:
            if person.sector:
                self._sectors[person.sector] = person.country
            return person
        if not isinstance(side, Phrase) or _is_abroad(person.text):
            return person  # a coalition has many countries, foreigners have others
        country = self._country(side, person.sector, where)
        return Participant(person.text, country, person.sector) if country else person

    def _country(self, phrase: Phrase, sector: str | None, where: str | None) -> str | None:
        if _means_many(phrase):
            return None
        located = where is not None and self._home is not None
        local = where if located else self._home
        if sector == "COP" and local != self._home:
            return local or None
        if sector == "MIL" and self._home in _WITHOUT_ARMY:
            return None
        if sector in STATE_SECTORS and phrase.klass in _ORGANISED:
            told = self._sectors.get(sector) if phrase.klass != "role" else None
            return told or self._home or self._own
        if sector == "REB" and phrase.definite and phrase.klass == "armed":
            return None if self._is_nameless(phrase) else self._sectors.get(sector) or self._home
        people = phrase.klass in _PEOPLE and sector != "UAF"
        people = people or (phrase.klass == "target" and sector not in ("REB", "UAF"))
        people = people and not _is_number(phrase)
        if located:
            return local or None if people else None
        return self._home if people and self._share >= _PEOPLE_SHARE else None

    def _is_nameless(self, phrase: Phrase) -> bool:
        """التنظيم, where the Islamic State is spoken of: its country stays open."""
        return self._nameless and without_article(fold(phrase.participant.text)) == "تنظيم"


@remembered
def _is_abroad(text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in _ABROAD)


def _is_number(phrase: Phrase) -> bool:
    """قتل 29 منهم: a number alone says nothing of who they are."""
    return phrase.participant.text.strip().isdecimal()


def _means_many(phrase: Phrase) -> bool:
    """دول الخليج, حكومات المنطقة: more than one country, whichever the article names most."""
    return _opens_with_many(phrase.participant.text)


@remembered
def _opens_with_many(text: str) -> bool:
    return any(without_article(word) in _MANY for word in fold(text).split()[:2])


def is_anybody(side: Phrase | Participant) -> bool:
    """فتح رجل النار: a man of whatever country."""
    person = side.participant if isinstance(side, Phrase) else side
    return person.sector in (None, "CVL")


def of_the_place(crowd: Participant, where: str | None) -> Participant:
    """تظاهر الآلاف في روما ضد الحكومة: those who protest somewhere are of there, and so is the government
    that they mean, where no other nation is told; embassies are never."""
    abroad = any(word in fold(crowd.text) for word in (*_ABROAD, *_EMBASSIES))
    local = crowd.sector in CROWDS or (crowd.sector in STATE_SECTORS and where not in _WITHOUT_ARMY)
    unknown = crowd.country is None and local and not abroad
    return replace(crowd, country=where) if unknown and where else crowd


def own_citizens(actor: Participant, people: Participant) -> Participant:
    """احتجزت السلطات المصرية عشرات المواطنين: a state's hand is on its own citizens where no other is told."""
    told = people.country or actor.sector not in STATE_SECTORS
    if told or not any(without_article(w) in _CITIZENS for w in fold(people.text).split()):
        return people
    return replace(people, country=actor.country)


def from_elsewhere(
    named: Sequence[Phrase | Participant],
    visitors: Sequence[Participant],
    hosts: Sequence[Participant],
) -> tuple[Participant, ...]:
    """زار الوزير تونس: who is of a country by nothing but the article is not of the one he visits."""
    lands = {p.country for p in hosts if country_of(p.text)}
    return tuple(
        replace(visitor, country=None) if visitor.country in lands and not _told(side) else visitor
        for side, visitor in zip(named, visitors, strict=True)
    )


def _told(side: Phrase | Participant) -> bool:
    return bool((side.participant if isinstance(side, Phrase) else side).country)
