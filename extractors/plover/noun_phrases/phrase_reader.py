"""How a noun phrase goes on: to its owner, to nationalities, adjectives and appositions."""

from __future__ import annotations

from extractors.countries import country_of, demonym, demonym_at, is_joined
from extractors.plover.noun_phrases.phrase_owners import BRIDGES, PhraseOwners
from extractors.plover.noun_phrases.phrase_words import address, agree, is_imperfect
from extractors.plover.noun_phrases.phrases import (
    PREPOSITIONS,
    Phrase,
    case_of,
    is_definite_word,
    open_country,
    owns_governed,
    preposition_at,
)
from extractors.plover.words.actor_nouns import noun_at
from extractors.plover.words.trigger_words import is_trigger_word
from extractors.records import Participant
from extractors.rules import clitic_length
from extractors.text import folded_words, without_article

_PEOPLE = frozenset(("person", "role", "group", "armed", "neutral"))
_STOPS = folded_words(
    "ان الذي التي الذين اللذين اللتين وهو وهي حيث فيما بينما لكن اذ قد لم لن لا كان كانت "
    "في على عن مع ضد بين خلال بعد قبل منذ"
)
_SOLDIERLY = folded_words("العسكري العسكرية")
_LEADS = folded_words("بقيادة بزعامة التي الذي")
_QUANTIFIERS = folded_words(
    "كل عدد بعض معظم جميع أحد احدى عديد كثير بقية باقي مجموعة طرف جهة أفراد مكتب مجلس لجنة"
)
_OWNERS = frozenset(("state", "armed", "role", "person", "country", "group"))
# What is said of a meeting, not of who meets: اجتماع الوزيرين المقرر اليوم.
_PLANNED = folded_words("المقرر المقررة المزمع المزمعة المرتقب المرتقبة المنعقد المنعقدة")
# Behind people these tell which: المستوطنين اليهود.
_CREEDS = folded_words("اليهود المسلمين المسلمون المسيحيين المسيحيون الأقباط")
_SPOKESMEN = folded_words("المتحدث المتحدثة الناطق الناطقة متحدث ناطق متحدثة ناطقة")
_MAX_ADJECTIVES = 3


class PhraseReader(PhraseOwners):
    """Reads one phrase, token after token."""

    def read(self, before: Phrase | None) -> Phrase | None:
        self.owner = before.participant.country if before and before.klass in _OWNERS else None
        if self.document.kinds[self.start] not in "wn":
            return None
        if not (self.owner and self.own_land_or_forces()) and not self.head():
            return None
        named = self.start in self.names.organisations
        self.closed = self.sealed or named or self._is_definite(self.position - 1)
        while self.position < self.limit and self._extend():
            pass
        name = self.names.titles.get(self.start, self.limit)
        if (
            self.position < name < self.limit
            and self.klass in ("role", "neutral")
            and not self.name
        ):
            self.take_name(name)  # رئيس مكتبها السياسي خالد مشعل
        alone = self.position == self.start + 1
        if alone and self.klass == "neutral" and self._is_quantifier():
            return None
        return self._phrase(before)

    def _extend(self) -> bool:
        i = self.position
        word, kind = self.document.words[i], self.document.kinds[i]
        if kind != "w":
            return kind == "p" and self._over_mark(i)
        if i + 1 in self.names.people and not self.name and self.klass in ("role", "neutral"):
            return not self._opens_title(i) and self.take_name(i + 1)  # a rank before the name
        if word in _LEADS and self.leading(i):
            return True
        if i in self.names.dated or (word in _STOPS and i not in self.names.people):
            return False  # على, but علي محمد
        if self.name and self._is_own_office(i):
            return self._office(i)
        if self.name and i in self.names.titles:
            return False  # استقبل الرئيس محمود عباس وزير الخارجية سامح شكري: whom, not who
        country = i in self.names.places and country_of(self.names.places[i][1].name)
        if country and self.name:
            return False  # الوزير جواد تركيا: whom he asks, though Turkey looks like a nationality
        nationality = demonym_at(self.document, i)
        if nationality and not self._is_joined(i) and self.klass != "person":
            whose = self.country if self.document.words[i - 1] != "الاحتلال" else None
            self.country = whose or nationality[0].country
            self.position, self.closed = nationality[1], True
            return True
        if (i in self.names.people or not self.closed) and self.genitive(i):
            named = i in self.names.starts
            self.closed = named or self._is_definite(self.position - 1)
            return True
        if not self.closed and self._before_nationality(i) and not is_trigger_word(self.tokens[i]):
            self.position = i + 1
            return True
        if self.bridge(i):
            open_behind = word in BRIDGES  # الناطق باسم أمين عام الأمم المتحدة
            self.closed = (self.closed and not open_behind) or self._is_definite(self.position - 1)
            return True
        if i > self.start + 1:
            return self.rebels(i) or self._adjective(i)
        return self.ministry(i) or self.rebels(i) or self._adjective(i) or self.leader(i)

    def _is_own_office(self, i: int) -> bool:
        """الرئيس عبد الله يامين رئيس جمهورية المالديف: the same office in front of a name and behind it."""
        words = self.document.words
        return i not in self.names.titles and "ال" + words[i] in words[max(0, self.start - 4) : i]

    def _opens_title(self, i: int) -> bool:
        """استقبل الوزير السفير أحمد علي: an office before the name that is another's; not a rank."""
        noun = noun_at(self.document, i) if i in self.names.titles else None
        return noun is not None and noun[1].klass == "role"

    def _over_mark(self, i: int) -> bool:
        """Whether the phrase goes on behind a comma or an opening mark."""
        mark = self.tokens[i].text
        if mark in ("،", ","):
            if self.name:
                return self._office(i + 1)
            return self.klass in ("role", "neutral") and self._apposition(i + 1)
        named = mark in '«“"(' and i + 1 < self.limit
        return named and self.klass in ("armed", "group", "neutral") and self._quoted_name(i + 1)

    def _is_quantifier(self) -> bool:
        """كل, عدد: of whom, nothing tells."""
        word = without_article(self.tokens[self.start].folded.lstrip("وبل"))
        return word in _QUANTIFIERS

    def _is_definite(self, i: int) -> bool:
        """Whether a phrase that ends at this token takes no more genitives: after ال and after names."""
        if self.start in self.names.places:
            return True
        named = self.klass in ("person", "place", "country")
        word = self.tokens[i].folded
        return named or is_definite_word(
            word.removeprefix(self.clitic) if i == self.start else word
        )

    def _apposition(self, i: int) -> bool:
        """المدير العام ...، الفريق إلكاي ألتنداغ: a name, with or without a rank, behind a comma."""
        for k in (i, i + 1):
            if k < self.limit and k in self.names.people and not self.name:
                return self.take_name(k)
        return False

    def _office(self, i: int) -> bool:
        """لاري آندري، سفير الولايات المتحدة: the office behind a name and a comma."""
        noun = noun_at(self.document, i) if i < self.limit else None
        if noun is None or noun[0] or i in self.names.people:
            return False
        if noun[1].klass != "role" and noun[1].words[0] not in _SPOKESMEN:
            return False
        office = PhraseReader(self.document, self.names, i, self.limit).read(None)
        if office is None or office.named:
            return False
        self.country = self.country or office.participant.country
        self.add_sector(office.participant.sector)
        self.klass, self.position = "role", office.last
        return True

    def _quoted_name(self, i: int) -> bool:
        """تنظيم «داعش»: a name in marks behind its kind."""
        end = i
        if i in self.names.organisations:
            end = self.names.organisations[i][0]
            self.take_name(i)
        else:
            noun = noun_at(self.document, i)
            if noun:
                end = noun[2]
                self.take(noun[1], noun[2])
        if end == i or end >= self.limit or self.tokens[end].text not in '»”")':
            return False
        self.position = end + 1
        return True

    def _is_joined(self, i: int) -> bool:
        """وفرنسي, but فرنسي: a clitic in front of a nationality."""
        word = self.tokens[i].folded
        return is_joined(word) if demonym(word) else word[0] in "وف"

    def _adjective(self, i: int) -> bool:
        word = self.tokens[i].folded
        plain = (word.startswith("ال") and len(word) > 3) or (
            i == self.start + 1
            and word[-2:] in ("ون", "ين")
            and len(word) > 4
            and not is_definite_word(self.tokens[self.start].folded.lstrip("وب"))
        )
        if not plain or not self._takes_adjectives(i) or is_trigger_word(self.tokens[i]):
            return False
        if word in _PLANNED:
            return False
        if not agree(self.tokens[i - 1].folded, word) or is_imperfect(word):
            return False
        start = max(self.start + 1, i - _MAX_ADJECTIVES)
        if (
            all(self.tokens[k].folded.startswith("ال") for k in range(start, i))
            and i - start >= _MAX_ADJECTIVES
        ):
            return False
        if self.klass == "state" and self.sector == "GOV" and word in _SOLDIERLY:
            self.sector = "MIL"  # السلطات العسكرية
        self.position = i + 1
        self.closed = self.closed or word.startswith("ال")
        return True

    def _before_nationality(self, i: int) -> bool:
        """معهد بحثي أمريكي: an unknown adjective between an indefinite noun and its nationality."""
        word = self.tokens[i].folded
        if i + 1 >= self.limit or word in PREPOSITIONS or word[0] in "وفبل":
            return False
        if self.tokens[self.start].folded.endswith("ون") or "\u064b" in self.tokens[i].text:
            return False  # متظاهرون أعلام إسرائيل: what they do it to
        nation = demonym(self.tokens[i + 1].folded)
        return nation is not None and nation.number == "s" and not nation.definite

    def _takes_adjectives(self, i: int) -> bool:
        """Not behind names; a plural like المسافرين goes on from people, not from offices."""
        word = self.tokens[i].folded
        if self.sealed or self.klass in ("person", "place", "country"):
            return False
        if self.start in self.names.places:
            return False
        if i in self.names.places or i in self.names.organisations or i in self.names.people:
            return False
        if word.endswith(("ين", "ون")) and self.klass in ("state", "role", "igo", "target"):
            return False
        before = self.document.words[i - 1]
        if word in _CREEDS and before.startswith("ال") and before.endswith(("ين", "ون")):
            return True
        noun = noun_at(self.document, i)
        return noun is None or (noun[1].klass != "target" and word.endswith(("ي", "يه")))

    def _phrase(self, before: Phrase | None) -> Phrase:
        first, words = self.tokens[self.start], self.document.words
        lead, clitic = self.start, self.clitic
        if not clitic and lead and address(words[lead - 1]) is not None:
            lead = self._lead(before)
            clitic = "" if lead == self.start else address(words[lead]) or ""
        span_start = first.start + (clitic_length(first, self.clitic) if self.clitic else 0)
        end = self.tokens[self.position - 1].end
        text = self.name or self.document.text[span_start:end]
        joined = (
            clitic[:1] == "و"
            and words[lead][:1] == "و"
            and before is not None
            and (before.last == lead or self._lists_people(before, lead))
        )
        preposition = clitic.strip("وف") or preposition_at(self.document, lead, self.counted)
        if joined and before and not preposition:
            preposition = before.preposition
        participant = Participant(text, open_country(self.country, text), self.sector)
        governed = not (preposition or clitic or self.counted) and self._is_governed(lead)
        return Phrase(
            lead, self.position, span_start, preposition, joined, self._case(), self.klass,
            first.folded.startswith(("ال", "وال", "لل", "بال")), self.name is not None, self.counted, participant, governed,
        )  # fmt: skip

    def _is_governed(self, lead: int) -> bool:
        """Whether it owns what stands in front: neither a date nor what may tell an event."""
        k = lead - 1
        if k < 1 or k in self.names.dated or is_trigger_word(self.tokens[k]):
            return False
        return owns_governed(self.document, lead)

    def _lists_people(self, before: Phrase, lead: int) -> bool:
        """قتل سبعة جنود، ومهندس هندي: people behind people and a comma; others may open a clause."""
        comma = before.last == lead - 1 and self.tokens[lead - 1].text == "،"
        return comma and {before.klass, self.klass} <= _PEOPLE

    def _lead(self, before: Phrase | None) -> int:
        """معالي الوزير: the first of the words of address in front of the head."""
        k, behind = self.start, before.last if before else 0
        words = self.document.words
        while k > behind and address(words[k - 1]) is not None:
            k -= 1
            if address(words[k]):
                break
        return k

    def _case(self) -> str:
        named = self.klass in ("place", "country", "person") or self.start in self.names.places
        return "" if self.counted else case_of(self.document, self.start, named)
