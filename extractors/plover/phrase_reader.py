"""How a noun phrase goes on: genitives, nationalities, adjectives, appositions and what ties an owner."""

from __future__ import annotations

from extractors.countries import country_of, demonym, demonym_at, is_joined
from extractors.plover.actor_nouns import is_name_start, noun_at, own_land, owned_noun
from extractors.plover.phrase_heads import PhraseHead
from extractors.plover.phrase_words import address, agree, is_imperfect, is_sound_plural
from extractors.plover.phrases import (
    PREPOSITIONS,
    Phrase,
    case_of,
    is_definite_word,
    open_country,
    preposition_at,
)
from extractors.plover.trigger_words import is_trigger_word
from extractors.records import Participant
from extractors.rules import clitic_length
from extractors.text import folded_words, without_article

_BELONGING = folded_words("تابع تابعة تابعين تابعون")
_BRIDGES = frozenset(("باسم", "لشؤون", "لدي"))
_STOPS = folded_words(
    "ان الذي التي الذين اللذين اللتين وهو وهي حيث فيما بينما لكن اذ قد لم لن لا كان كانت"
)
_QUANTIFIERS = folded_words(
    "كل عدد بعض معظم جميع أحد احدى عديد كثير بقية باقي مجموعة طرف جهة أفراد مكتب مجلس لجنة"
)
_MINISTERS = folded_words("وزير وزيرة وزيرا وزارة بوزير لوزير ووزير ووزيرة ووزارة")
# Forces and followings that are named after their leader.
_FOLLOWERS = folded_words("قوات ميليشيات مليشيات ميليشيا مليشيا جماعة أنصار كتائب نظام حكومة")
# Offices and bodies of somebody, whom ل marks.
_OWNED = folded_words("أمانة امين أمين مندوب ممثل مفوض مبعوث مجلس مكتب لجنة هيئة")
_OWNERS = frozenset(("state", "armed", "role", "person", "country", "group"))
_MAX_ADJECTIVES = 3


class PhraseReader(PhraseHead):
    """Reads one phrase, token after token."""

    def read(self, before: Phrase | None) -> Phrase | None:
        self.owner = before.participant.country if before and before.klass in _OWNERS else None
        if self.tokens[self.start].kind not in "wn" or not (self._own_land() or self.head()):
            return None
        self.closed = self.sealed or self._is_definite(self.position - 1)
        while self.position < self.limit and self._extend():
            pass
        if self.position == self.start + 1 and self._is_quantifier():
            return None
        return self._phrase(before)

    def _own_land(self) -> bool:
        """بلاده, قواته: what belongs to whom the sentence named before."""
        owned = owned_noun(self.tokens[self.start].folded)
        if owned is None or self.owner is None or self.start in self.names.starts:
            return False
        self.clitic, self.klass, self.sector = owned
        self.country, self.position = self.owner, self.start + 1
        self.sealed = True
        return True

    def _extend(self) -> bool:
        i = self.position
        token = self.tokens[i]
        if i + 1 in self.names.people and not self.name and self.klass in ("role", "neutral"):
            return token.kind == "w" and self.take_name(i + 1)  # a rank before the name
        if token.text in ("،", ",") and self.name:
            return self._office(i + 1)
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
        if nationality and not self._is_joined(i) and self.klass != "person":
            whose = self.country if self.document.words[i - 1] != "الاحتلال" else None
            self.country = whose or nationality[0].country
            self.position, self.closed = nationality[1], True
            return True
        if (i in self.names.people or not self.closed) and self._genitive(i):
            named = i in self.names.places or i in self.names.organisations
            self.closed = named or self._is_definite(self.position - 1)
            return True
        if self._before_nationality(i) and not is_trigger_word(token):
            self.position = i + 1
            return True
        return self._bridge(i) or self._ministry(i) or self._adjective(i) or self._leader(i)

    def _ministry(self, i: int) -> bool:
        """وزير النقل: what a ministry is for, though the word can tell an event elsewhere."""
        head, word = self.tokens[self.start].folded, self.tokens[i].folded
        if i != self.start + 1 or head not in _MINISTERS or not word.startswith("ال"):
            return False
        self.position = i + 1
        return True

    def _leader(self, i: int) -> bool:
        """قوات صالح: whose forces, though no lexicon knows the name."""
        word = self.tokens[i].folded
        head = self.tokens[self.start].folded.lstrip("وبل")
        if i != self.start + 1 or head not in _FOLLOWERS or word in PREPOSITIONS or len(word) < 3:
            return False
        if word[0] in "يوفبل" or word.startswith("ال") or is_trigger_word(self.tokens[i]):
            return False
        self.position = i + 1
        return True

    def _is_quantifier(self) -> bool:
        """كل, عدد: of whom, nothing tells."""
        word = without_article(self.tokens[self.start].folded.lstrip("وبل"))
        return self.klass == "neutral" and word in _QUANTIFIERS

    def _is_definite(self, i: int) -> bool:
        """Whether a phrase that ends at this token takes no more genitives: after ال and after names."""
        if self.start in self.names.places:
            return True
        named = self.klass in ("person", "place", "country")
        return named or is_definite_word(self.tokens[i].folded)

    def _apposition(self, i: int) -> bool:
        """المدير العام ...، الفريق إلكاي ألتنداغ: a name, with or without a rank, behind a comma."""
        for k in (i, i + 1):
            if k < self.limit and k in self.names.people and not self.name:
                return self.take_name(k)
        return False

    def _office(self, i: int) -> bool:
        """لاري آندري، سفير الولايات المتحدة: the office behind a name and a comma."""
        noun = noun_at(self.document, i) if i < self.limit else None
        if noun is None or noun[0] or noun[1].klass != "role" or i in self.names.people:
            return False
        office = PhraseReader(self.document, self.names, i, self.limit).read(None)
        if office is None or office.named:
            return False
        self.country = self.country or office.participant.country
        self.sector = self.sector or office.participant.sector
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

    def _genitive(self, i: int) -> bool:
        if self.tokens[i].folded in PREPOSITIONS or self._has_nun(i):
            return False
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
            return self.take_name(i)
        if i in self.names.organisations and not self._prefixed(i):
            return self.take_name(i)
        if i in self.names.places and not self._prefixed(i) and not self.sealed:
            end, place = self.names.places[i]
            self.country, self.position = self.country or place.country, end
            return True
        if own_land(self.tokens[i].folded) == "":
            self.country, self.position, self.sealed = self.country or self.owner, i + 1, True
            return True
        noun = noun_at(self.document, i)
        if noun and not noun[0]:
            self.take(noun[1], noun[2])
            return True
        return False

    def _has_nun(self, i: int) -> bool:
        """متظاهرون أعلاما, مسلحون جنودا: a plural that keeps its ن owns nothing; with a name it may be told."""
        head, behind = self.tokens[self.start].folded, self.document.words[self.start : i]
        plural = head.endswith(("ون", "ين")) and all(w.endswith(head[-2:]) for w in behind)
        if (
            not plural
            or self.tokens[i].folded.endswith(head[-2:])
            or self.klass not in ("armed", "group")
            or not is_sound_plural(head)
        ):
            return False
        return i not in self.names.people and i not in self.names.organisations

    def _is_joined(self, i: int) -> bool:
        """وفرنسي, but فرنسي: a clitic in front of a nationality."""
        word = self.tokens[i].folded
        return is_joined(word) if demonym(word) else word[0] in "وف"

    def _prefixed(self, i: int) -> bool:
        token = self.tokens[i]
        if self.names.starts.get(i) == token.start:
            return False
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
        if word[0] == "ل" and i in self.names.organisations and self._heads_office():
            return self.take_name(i)
        if word in _BRIDGES or (word == "من" and (self.counted or self.klass == "neutral")):
            return bool(after < self.limit and self._owner(after))
        if word.startswith("لل") and self.klass in ("role", "neutral", "target", "armed", "state"):
            noun = noun_at(self.document, i)
            if i in self.names.organisations:
                return self.take_name(i)
            if noun and noun[0] == "لل" and noun[1].klass != "target":
                self.take(noun[1], noun[2])
                return True
            if self.klass == "role":
                self.position = after
                return True
        return False

    def _heads_office(self) -> bool:
        """الأمانة العامة لمنظمة, مندوب المملكة لدى: an office that somebody owns, not who speaks to whom."""
        return without_article(self.tokens[self.start].folded.lstrip("وبل")) in _OWNED

    def _belongs_to(self, i: int) -> bool:
        """وحدة تابعة للبحرية: to whom a unit belongs."""
        if i in self.names.organisations and self.tokens[i].folded.startswith("ل"):
            return self.take_name(i)
        noun = noun_at(self.document, i)
        if noun and noun[0] in ("ل", "لل"):
            self.take(noun[1], noun[2])
            return True
        return False

    def _corps(self, i: int) -> bool:
        """قوة من الجيش: of which corps a unit is; places are where it comes from."""
        noun = noun_at(self.document, i)
        if noun and not noun[0] and noun[1].klass in ("armed", "state") and noun[1].sector != "GOV":
            self.take(noun[1], noun[2])
            return True
        return i in self.names.organisations and self.take_name(i)

    def _owner(self, i: int) -> bool:
        if self.tokens[i].kind == "n" or i in self.names.counts:
            return False
        if i in self.names.organisations:
            return self.take_name(i)
        noun = noun_at(self.document, i)
        if noun and not noun[0]:
            if self.klass == "group" and self.counted and noun[1].sector not in (None, "CVL"):
                self.sector, self.klass = noun[1].sector, noun[1].klass
            self.take(noun[1], noun[2])
            return True
        nationality = demonym_at(self.document, i)
        if nationality:
            self.country, self.position = self.country or nationality[0].country, nationality[1]
            return True
        return False

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
        if not agree(self.tokens[i - 1].folded, word) or is_imperfect(word):
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
        return noun_at(self.document, i) is None or word.endswith(("ي", "يه"))

    def _phrase(self, before: Phrase | None) -> Phrase:
        first, lead = self.tokens[self.start], self._lead(before)
        clitic = self.clitic if lead == self.start else address(self.tokens[lead].folded) or ""
        span_start = first.start + clitic_length(first, self.clitic)
        end = self.tokens[self.position - 1].end
        text = self.name or self.document.text[span_start:end]
        joined = (
            self.tokens[lead].folded[:1] == "و"
            and clitic[:1] == "و"
            and before is not None
            and before.last == lead
        )
        preposition = clitic.strip("وف") or preposition_at(self.document, lead, self.counted)
        if joined and before and not preposition:
            preposition = before.preposition
        participant = Participant(text, open_country(self.country, text), self.sector)
        return Phrase(
            lead, self.position, span_start, preposition, joined, self._case(), self.klass,
            first.folded.startswith(("ال", "وال", "لل", "بال")), self.name is not None, self.counted, participant,
        )  # fmt: skip

    def _lead(self, before: Phrase | None) -> int:
        """معالي الوزير: the first of the words of address in front of the head."""
        k, behind = self.start, before.last if before else 0
        while k > behind and not self.clitic and address(self.tokens[k - 1].folded) is not None:
            k -= 1
            if address(self.tokens[k].folded):
                break
        return k

    def _case(self) -> str:
        named = self.klass in ("place", "country", "person") or self.start in self.names.places
        return "" if self.counted else case_of(self.document, self.start, named)
