"""Who can take part in an event: the noun phrases of a sentence with country and sector.

A phrase starts at a name read earlier, at a word of ``lexicons/actor_nouns.tsv``, at a nationality
or at a number of people, and runs over genitives, adjectives and what stands in apposition.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.countries import country_of, demonym, demonym_at, starts_nationality
from extractors.plover.actor_nouns import Noun, is_name_start, noun_at, noun_starts, nouns
from extractors.plover.triggers import is_trigger_word
from extractors.records import Mention, Organisation, Participant, Person, Place, Quantity
from extractors.rules import clitic_length
from extractors.text import Document, fold, folded_words, readings, without_article

Words = tuple[str, ...]
PREPOSITIONS = folded_words(
    "على علي في من عن الى مع ضد بين نحو باتجاه صوب امام لدى لدي بحق حول بشان خلال بعد قبل "
    "منذ حتى حتي تجاه وسط قرب داخل خارج شمال جنوب شرق غرب عبر اثر جراء رغم دون بدون تحت فوق "
    "برفقه بحضور بمشاركه عقب بقياده برئاسه مثل كما حسب وفق بحسب ازاء عند ضمن بسبب بدعم "
    "بالقرب لصالح"
)
_BY = (("من", "قبل"), ("من", "جانب"), ("علي", "يد"), ("علي", "ايدي"), ("علي", "يدي"))
_BY_WORDS = frozenset(("بيد", "بايدي", "بواسطه"))
# A chief takes the sector of what he is chief of: رئيس حزب is a party's, رئيس المحكمة a court's.
_CHIEFS = folded_words(
    "رئيس رئيسه رئيسا قائد قاده قائدا مسؤول مسؤولا مسؤولون مسؤولين مسؤولو مسؤولي ممثل ممثلو "
    "ممثلي ممثلون ممثلين مدير مستشار زعيم مندوب محافظ امير"
)
_BELONGING = folded_words("تابع تابعة تابعين تابعون")
_BRIDGES = frozenset(("باسم", "لشؤون", "لدي"))
_STOPS = folded_words(
    "ان الذي التي الذين اللذين اللتين وهو وهي حيث فيما بينما لكن اذ قد لم لن لا كان كانت"
)
_QUANTIFIERS = folded_words(
    "كل عدد بعض معظم جميع أحد احدى عديد مجموعة طرف جهة أفراد مكتب مجلس لجنة"
)
# أكثر من ثلاثين, ما لا يقل عن ثلاثين: the preposition belongs to the number.
_MORE_OR_LESS = folded_words("أكثر اكثر أقل ازيد يقل يزيد")
_MAX_ADJECTIVES = 3


class Phrase(NamedTuple):
    """A noun phrase: tokens ``first`` to ``last`` (half open), the preposition in front ("" where none,
    ``by`` for من قبل and the like), whether it goes on from the phrase before (``joined``), whether its
    ending says object (``oblique``) or subject (``nominative``), and who is meant."""

    first: int
    last: int
    span_start: int
    preposition: str
    joined: bool
    case: str
    klass: str
    definite: bool
    participant: Participant


class Names(NamedTuple):
    """The mentions of a document that can stand in a phrase, by the token they start at."""

    people: dict[int, tuple[int, Person]]
    organisations: dict[int, tuple[int, Organisation]]
    places: dict[int, tuple[int, Place]]
    counts: dict[int, tuple[int, Quantity]]
    countries: dict[str, str]
    dated: set[int]
    starts: dict[int, int]


def names_of(document: Document, found: Sequence[Mention]) -> Names:
    """People, organisations, places and counted people by first token, and countries by known name."""
    names = Names({}, {}, {}, {}, {}, set(), {})
    for m in found:
        first, last = document.token_at(m.span_start), document.token_at(m.span_end - 1) + 1
        if isinstance(m.fact, Person | Organisation | Place):
            names.starts[first] = m.span_start
        if isinstance(m.fact, Person):
            names.people[first] = (last, m.fact)
            if m.fact.country:
                names.countries.setdefault(m.fact.name, m.fact.country)
        elif isinstance(m.fact, Organisation):
            names.organisations[first] = (last, m.fact)
        elif isinstance(m.fact, Place):
            names.places[first] = (last, m.fact)
        elif m.kind == "date":
            names.dated.update(range(first, last))
        elif isinstance(m.fact, Quantity) and m.fact.unit == "person":
            names.counts[first] = (last, m.fact)
    return names


def phrases(
    document: Document, names: Names, first: int, last: int, taken: frozenset[int]
) -> list[Phrase]:
    """The noun phrases among the tokens from ``first`` to ``last`` (half open), in order.

    ``taken`` are tokens that stand in no phrase: verbs and the words that go with them.
    """
    found: list[Phrase] = []
    words, position = document.words, first
    stops = [*sorted(taken), last]
    while position < last:
        may_start = (
            _is_head(words[position]) or position in names.starts or position in names.counts
        )
        if position in taken or not may_start:
            position += 1
            continue
        end = stops[bisect_right(stops, position)]
        phrase = _Reader(document, names, position, end).read(found[-1] if found else None)
        if phrase:
            found.append(phrase)
        position = phrase.last if phrase else position + 1
    return found


@lru_cache(maxsize=65_536)
def _is_head(folded: str) -> bool:
    """Whether a word can start a phrase by itself: a number, a noun of the lexicon or a nationality."""
    number = folded[:1].isdecimal()
    return number or bool(noun_starts(folded)) or starts_nationality(folded)


class _Reader:
    """Reads one phrase, token after token; ``position`` is the next token to look at."""

    def __init__(self, document: Document, names: Names, start: int, last: int) -> None:
        self.document, self.tokens, self.names = document, document.tokens, names
        self.start = self.position = start
        self.limit = last
        self.clitic = self.klass = ""
        self.country: str | None = None
        self.sector: str | None = None
        self.name: str | None = None
        self.chief = False
        self.counted = False
        self.closed = False

    def read(self, before: Phrase | None) -> Phrase | None:
        if self.tokens[self.start].kind not in "wn" or not self._head():
            return None
        self.closed = self._is_definite(self.position - 1)
        while self.position < self.limit and self._extend():
            pass
        if self.position == self.start + 1 and self._is_quantifier():
            return None
        return self._phrase(before)

    def _head(self) -> bool:
        i, token = self.start, self.tokens[self.start]
        if i in self.names.counts:
            return self._counted(self.names.counts[i][0])
        if token.kind == "n":
            return i + 1 < self.limit and self._counted(i + 1)
        if self._name(i):
            return True
        noun = None if token.folded in PREPOSITIONS else noun_at(self.document, i)
        if noun:
            self.clitic = noun[0]
            self._take(noun[1], noun[2])
            return True
        return self._people_of_a_country(i) or self._place(i)

    def _counted(self, end: int) -> bool:
        """A number and who is counted: the noun stands in the number's mention or right behind it."""
        for k in range(self.start, min(end + 1, self.limit)):
            noun = noun_at(self.document, k)
            if noun and not noun[0].strip("وف") and self.tokens[k].kind == "w":
                self._take(noun[1], noun[2])
                self.counted = True
                return True
            found = demonym(self.tokens[k].folded) if k > self.start else None
            if found:
                self.country, self.klass, self.position = found.country, "group", k + 1
                self.counted = True
                return True
        if self.start in self.names.counts:
            self.klass, self.position, self.counted = "group", end, True
            return True
        return False

    def _take(self, noun: Noun, end: int) -> None:
        if not self.klass:
            self.klass, self.sector = noun.klass, noun.sector
            self.chief = noun.words[0] in _CHIEFS and len(noun.words) == 1
        elif noun.sector and (self.chief or self.klass in ("neutral", "target") or not self.sector):
            if self.klass != "target":
                self.klass = noun.klass if not self.chief else "role"
            self.sector, self.chief = noun.sector, False
        self.country = self.country or noun.country
        if noun.klass == "igo":
            self.country, self.sector = (
                self.country or "IGO",
                self.sector if self.sector != "IGO" else None,
            )
        self.position = end

    def _name(self, i: int) -> bool:
        """A person or an organisation named here."""
        if i in self.names.people:
            end, person = self.names.people[i]
            self.klass = self.klass or "person"
            self.name = person.name
            self.country = self.country or person.country or self.names.countries.get(person.name)
            self.sector = self.sector or person.sector
        elif i in self.names.organisations:
            end, organisation = self.names.organisations[i]
            noun = noun_at(self.document, i)
            if noun and noun[2] <= end:
                self._take(noun[1], noun[2])
            sector = organisation.sector or self.sector
            self.klass = self.klass or "state"
            self.sector = self.sector if self.klass in ("role", "group") and self.sector else sector
            nation = next((d for k in range(i, end) if (d := demonym(self.tokens[k].folded))), None)
            told = organisation.country or (nation.country if nation else None)
            self.country = self.country or told
        else:
            return False
        self.clitic = self.clitic or self._prefix(i)
        self.position = end
        return True

    def _prefix(self, i: int) -> str:
        """The clitic of a name's first token, told from where the mention starts."""
        if i != self.start or i not in self.names.starts:
            return ""
        return fold(self.document.text[self.tokens[i].start : self.names.starts[i]])

    def _people_of_a_country(self, i: int) -> bool:
        found = demonym_at(self.document, i)
        if not found or (found[0].number == "s" and not found[0].definite):
            return False
        nationality, end = found
        if nationality.number == "s" and nationality.gender == "f":
            return False
        self.klass, self.country, self.position = "group", nationality.country, end
        word = self.tokens[i].folded
        self.clitic = next((c for c, rest in readings(word)[1:] if demonym(rest)), "")
        return True

    def _place(self, i: int) -> bool:
        if i not in self.names.places:
            return False
        end, place = self.names.places[i]
        self.klass, self.country = "place", place.country
        if place.acts_as:
            self.klass, self.sector = "state", "GOV"
        elif country_of(place.name):
            self.klass = "country"
        self.name, self.position = None, end
        self.clitic = self._prefix(i)
        return True

    def _extend(self) -> bool:
        i = self.position
        token = self.tokens[i]
        if i + 1 in self.names.people and not self.name and self.klass in ("role", "neutral"):
            return token.kind == "w" and self._name(i + 1)  # a rank before the name
        if token.text in ("،", ",") and self.klass in ("role", "neutral"):
            return self._apposition(i + 1)
        if (
            token.text in '«“"('
            and i + 1 < self.limit
            and self.klass in ("armed", "group", "neutral")
        ):
            return self._quoted_name(i + 1)
        if token.kind != "w" or token.folded in _STOPS or i in self.names.dated:
            return False
        country = i in self.names.places and country_of(self.names.places[i][1].name)
        if country and self.name:
            return False  # الوزير جواد تركيا: whom he asks, though Turkey looks like a nationality
        nationality = demonym_at(self.document, i)
        if nationality and token.folded[0] not in "وف" and self.klass != "person":
            self.country = self.country or nationality[0].country
            self.position, self.closed = nationality[1], True
            return True
        if (i in self.names.people or not self.closed) and self._genitive(i):
            named = i in self.names.places or i in self.names.organisations
            self.closed = named or self._is_definite(self.position - 1)
            return True
        if self._before_nationality(i) and not is_trigger_word(token):
            self.position = i + 1
            return True
        return self._bridge(i) or self._adjective(i)

    def _is_quantifier(self) -> bool:
        """كل, عدد: of whom, nothing tells."""
        word = without_article(self.tokens[self.start].folded.lstrip("وبل"))
        return self.klass == "neutral" and word in _QUANTIFIERS

    def _is_definite(self, i: int) -> bool:
        """Whether a phrase that ends at this token takes no more genitives: after ال and after names."""
        return self.klass in ("person", "place", "country") or self.tokens[i].folded.startswith(
            ("ال", "لل")
        )

    def _apposition(self, i: int) -> bool:
        """المدير العام ...، الفريق إلكاي ألتنداغ: a name, with or without a rank, behind a comma."""
        for k in (i, i + 1):
            if k < self.limit and k in self.names.people and not self.name:
                return self._name(k)
        return False

    def _quoted_name(self, i: int) -> bool:
        """تنظيم «داعش»: a name in marks behind its kind."""
        end = i
        if i in self.names.organisations:
            end = self.names.organisations[i][0]
            self._name(i)
        else:
            noun = noun_at(self.document, i)
            if noun:
                end = noun[2]
                self._take(noun[1], noun[2])
        if end == i or end >= self.limit or self.tokens[end].text not in '»”")':
            return False
        self.position = end + 1
        return True

    def _genitive(self, i: int) -> bool:
        if self.klass == "person" and i not in self.names.organisations:
            return False
        if self.klass in ("place", "country") and i not in self.names.places:
            return False
        if i in self.names.people and self.klass in (
            "role",
            "neutral",
            "group",
            "armed",
            "target",
            "state",
        ):
            return self._name(i)
        if i in self.names.organisations and not self._prefixed(i):
            return self._name(i)
        if i in self.names.places and not self._prefixed(i):
            end, place = self.names.places[i]
            self.country, self.position = self.country or place.country, end
            return True
        noun = noun_at(self.document, i)
        if noun and not noun[0]:
            self._take(noun[1], noun[2])
            return True
        return False

    def _prefixed(self, i: int) -> bool:
        token = self.tokens[i]
        return token.folded[0] in "وفبل" and not is_name_start(token.folded)

    def _bridge(self, i: int) -> bool:
        """المتحدث باسم الجيش, عشرات من أنصار الحزب, دورية للجيش: what ties a head to its owner."""
        word = self.tokens[i].folded
        after = i + 1
        if word.removeprefix("ال") in _BELONGING and after < self.limit:
            return self._belongs_to(after)
        delegated = self.tokens[self.start].folded in ("وفد", "وفدا")
        unit = (self.klass == "armed" or delegated) and not self.closed
        if word == "من" and unit and after < self.limit:
            return self._corps(after)
        if word in _BRIDGES or (word == "من" and (self.counted or self.klass == "neutral")):
            return bool(after < self.limit and self._owner(after))
        if word.startswith("لل") and self.klass in ("role", "neutral", "target", "armed", "state"):
            noun = noun_at(self.document, i)
            if i in self.names.organisations:
                return self._name(i)
            if noun and noun[0] == "لل" and noun[1].klass != "target":
                self._take(noun[1], noun[2])
                return True
            if self.klass == "role":
                self.position = after
                return True
        return False

    def _belongs_to(self, i: int) -> bool:
        """وحدة تابعة للبحرية: to whom a unit belongs."""
        if i in self.names.organisations and self.tokens[i].folded.startswith("ل"):
            return self._name(i)
        noun = noun_at(self.document, i)
        if noun and noun[0] in ("ل", "لل"):
            self._take(noun[1], noun[2])
            return True
        return False

    def _corps(self, i: int) -> bool:
        """قوة من الجيش: of which corps a unit is; places are where it comes from."""
        noun = noun_at(self.document, i)
        if noun and not noun[0] and noun[1].klass in ("armed", "state") and noun[1].sector != "GOV":
            self._take(noun[1], noun[2])
            return True
        return i in self.names.organisations and self._name(i)

    def _owner(self, i: int) -> bool:
        if self.tokens[i].kind == "n" or i in self.names.counts:
            return False
        if i in self.names.organisations:
            return self._name(i)
        noun = noun_at(self.document, i)
        if noun and not noun[0]:
            if self.klass == "group" and self.counted and noun[1].sector not in (None, "CVL"):
                self.sector, self.klass = noun[1].sector, noun[1].klass
            self._take(noun[1], noun[2])
            return True
        nationality = demonym_at(self.document, i)
        if nationality:
            self.country, self.position = self.country or nationality[0].country, nationality[1]
            return True
        return False

    def _adjective(self, i: int) -> bool:
        word = self.tokens[i].folded
        plain = (word.startswith("ال") and len(word) > 3) or (
            i == self.start + 1 and word[-2:] in ("ون", "ين") and len(word) > 4
        )
        if not plain or not self._takes_adjectives(i) or is_trigger_word(self.tokens[i]):
            return False
        start = max(self.start + 1, i - _MAX_ADJECTIVES)
        if (
            all(self.tokens[k].folded.startswith("ال") for k in range(start, i))
            and i - start >= _MAX_ADJECTIVES
        ):
            return False
        self.position = i + 1
        return True

    def _before_nationality(self, i: int) -> bool:
        """معهد بحثي أمريكي: an unknown adjective between an indefinite noun and its nationality."""
        word = self.tokens[i].folded
        if self.closed or i + 1 >= self.limit or word in PREPOSITIONS or word[0] in "وفبل":
            return False
        nation = demonym(self.tokens[i + 1].folded)
        return nation is not None and nation.number == "s" and not nation.definite

    def _takes_adjectives(self, i: int) -> bool:
        """Not behind names; a plural like المسافرين goes on from people, not from offices."""
        word = self.tokens[i].folded
        if self.klass in ("person", "place", "country") or self.start in self.names.places:
            return False
        if i in self.names.places or i in self.names.organisations or i in self.names.people:
            return False
        if word.endswith(("ين", "ون")) and self.klass in ("state", "role", "igo", "target"):
            return False
        return noun_at(self.document, i) is None or word.endswith(("ي", "يه"))

    def _phrase(self, before: Phrase | None) -> Phrase:
        first = self.tokens[self.start]
        span_start = first.start + clitic_length(first, self.clitic)
        end = self.tokens[self.position - 1].end
        text = self.name or self.document.text[span_start:end]
        joined = (
            first.folded[:1] == "و"
            and self.clitic[:1] == "و"
            and before is not None
            and before.last == self.start
        )
        preposition = self.clitic.strip("وف") or self._preposition()
        if joined and before and not preposition:
            preposition = before.preposition
        participant = Participant(text, _open(self.country, text), self.sector)
        return Phrase(
            self.start, self.position, span_start, preposition, joined, self._case(), self.klass,
            first.folded.startswith(("ال", "وال", "لل", "بال")), participant,
        )  # fmt: skip

    def _preposition(self) -> str:
        if self.start == 0:
            return ""
        word = self.tokens[self.start - 1].folded
        before = self.tokens[self.start - 2].folded if self.start > 1 else ""
        if word in _BY_WORDS or (before.removeprefix("و"), word) in _BY:
            return "by"
        if self.counted and (word in ("نحو", "حوالي", "قرابه") or before in _MORE_OR_LESS):
            return ""
        bare = word.removeprefix("و")
        return word if word in PREPOSITIONS else bare if bare in PREPOSITIONS else ""

    def _case(self) -> str:
        """What the head's ending says: ون a subject, ين (of two letters more) or tanwin an object."""
        word = self.tokens[self.start].folded
        if self.counted:
            return ""
        if word.endswith(("ون", "ان")) and len(word) > 4:
            return "nominative"
        if self.klass in ("place", "country", "person") or self.start in self.names.places:
            return ""
        bare = without_article(word)
        if word.endswith("ين") and (bare[:-2] + "ون" in nouns() or demonym(word)):
            return "oblique"
        if (
            word.endswith("ا")
            and len(word) > 3
            and not word.startswith("ال")
            and "\u064b" in self.tokens[self.start].text
        ):
            return "oblique"
        if word.endswith("ا") and without_article(word)[:-1] in nouns():
            return "oblique"
        return ""


def _open(country: str | None, text: str) -> str | None:
    """Militants across borders are PLOVER's IMG; whose country the Islamic State is stays open."""
    if country not in ("ISM", "IMG"):
        return country
    return None if "داعش" in text or "الدولة الإسلامية" in text else "IMG"
