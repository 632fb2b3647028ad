"""Whose a noun phrase's head is: genitives, own forces and lands, and what ties an office to its owner."""

from __future__ import annotations

from extractors.countries import country_of, demonym_at
from extractors.plover.noun_phrases.phrase_heads import PhraseHead
from extractors.plover.noun_phrases.phrase_words import ends_as_object, is_sound_plural
from extractors.plover.noun_phrases.phrases import PREPOSITIONS
from extractors.plover.words.actor_nouns import is_name_start, noun_at, own_land, owned_noun
from extractors.plover.words.trigger_words import is_trigger_word
from extractors.text import folded_words, without_article

_BELONGING = folded_words("تابع تابعة تابعين تابعون")
_FOLLOWING = folded_words("موالية موالين موالون منتمية منتمين منتمون مرتبطة مرتبطين مرتبطون")
_TO = folded_words("إلى ل ب")
_LED = folded_words("بقيادة بزعامة")
_LEADING = folded_words("تقودها يقودها تقوده يقوده تتزعمه تتزعمها")
BRIDGES = frozenset(("باسم", "لشؤون", "لدي"))
_MINISTERS = folded_words("وزير وزيرة وزيرا وزارة بوزير لوزير ووزير ووزيرة ووزارة")
# Forces and followings that are named after their leader.
_FOLLOWERS = folded_words("قوات ميليشيات مليشيات ميليشيا مليشيا جماعة أنصار كتائب نظام حكومة")
# Offices and bodies of somebody, whom ل marks.
_TOLL = folded_words("قتلى قتيل قتيلا جرحى جريح جريحا مصابون مصابين ضحايا شهداء أسرى أسير معتقلين")
_OWNED = folded_words("أمانة امين أمين مندوب ممثل مفوض مبعوث مجلس مكتب لجنة هيئة")
# Whom a state sends to others: المبعوث للسودان.
_SENT = folded_words("سفير سفيرة مبعوث مبعوثة مندوب ممثل مفوض منسق قنصل أمين مستشار مدير")
_NATIONALITY = folded_words("الجنسية جنسية التابعية جنسيات الجنسيات أصول أصل")
# Offices that are told in full: of whom they are is no question.
_COMPLETE = folded_words(
    "الوزراء الخارجية الداخلية الدفاع العهد الجمهورية الحكومة الرئيس البرلمان النواب"
)


class PhraseOwners(PhraseHead):
    """Reads on from a head to its owner."""

    def own_land_or_forces(self) -> bool:
        """بلاده, قواته: what belongs to whom the sentence named before."""
        owned = owned_noun(self.tokens[self.start].folded)
        if owned is None or self.owner is None or self.start in self.names.starts:
            return False
        self.clitic, self.klass, self.sector = owned
        self.country, self.position = self.owner, self.start + 1
        self.sealed = True
        return True

    def ministry(self, i: int) -> bool:
        """وزير النقل: what a ministry is for, right behind it, though the word can tell an event elsewhere."""
        words = self.document.words
        if words[self.start] not in _MINISTERS or not words[i].startswith("ال"):
            return False
        self.position = i + 1
        return True

    def leader(self, i: int) -> bool:
        """قوات صالح: whose forces, right behind them, though no lexicon knows the name."""
        word, head = self.document.words[i], self.document.words[self.start].lstrip("وبل")
        if head not in _FOLLOWERS or word in PREPOSITIONS or len(word) < 3:
            return False
        if word[0] in "يوفبل" or word.startswith("ال") or is_trigger_word(self.tokens[i]):
            return False
        self.position = i + 1
        return True

    def genitive(self, i: int) -> bool:
        if i not in self.names.people and self.tokens[i].folded in PREPOSITIONS:
            return False
        if self._has_nun(i) or self._is_object(i):
            return False
        if self.klass == "person" and i not in self.names.organisations:
            return False
        if self.klass in ("place", "country") and i not in self.names.places:
            return False
        if i in self.names.people and self._prefixed_name(i):
            return False  # الرئيس وكيري
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
        if noun and not noun[0] and not self._is_object(i):
            self.take(noun[1], noun[2])
            return True
        return False

    def _is_object(self, i: int) -> bool:
        """رجل شرطيا: an object, for no genitive is printed with an alif; مسلحا حوثيا is one man."""
        alone = not self.document.words[i - 1].endswith("ا") and not self.counted
        return alone and ends_as_object(self.document.words[i])

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

    def _prefixed_name(self, i: int) -> bool:
        """Whether و or another clitic stands in front of the name that starts here."""
        return self.names.starts.get(i, 0) > self.tokens[i].start

    def _prefixed(self, i: int) -> bool:
        token = self.tokens[i]
        if self.names.starts.get(i) == token.start:
            return False
        return token.folded[0] in "وفبل" and not is_name_start(token.folded)

    def bridge(self, i: int) -> bool:
        """المتحدث باسم الجيش, عشرات من أنصار الحزب, دورية للجيش: what ties a head to its owner."""
        word = self.tokens[i].folded
        after = i + 1
        if word.removeprefix("ال") in _BELONGING and after < self.limit:
            return self._belongs_to(after)
        if word.removeprefix("ال") in _FOLLOWING and self.klass in ("armed", "neutral"):
            return self._follows(after)
        if (
            word == "من"
            and self.klass == "armed"
            and after + 1 < self.limit
            and self._from_followers(after)
        ):
            return True
        if word == "من" and after + 1 < self.limit and self.document.words[after] in _NATIONALITY:
            return self._of_nation(after + 1)
        delegated = self.tokens[self.start].folded in ("وفد", "وفدا")
        unit = (self.klass == "armed" or delegated) and not self.closed
        if word == "من" and unit and after < self.limit:
            return self._corps(after) or (delegated and self._delegation(after))
        if word[0] == "ل" and i in self.names.organisations and self._heads_office():
            return self.take_name(i)
        if word[0] == "ل" and self.klass == "target":
            return self._belongs_to(i)
        several = self.counted or self.klass == "neutral" or self._is_toll()
        if word in BRIDGES or (word == "من" and several):
            return bool(after < self.limit and self._owner(after))
        if word.startswith("لل") and self.klass in ("role", "neutral", "target", "armed", "state"):
            noun = noun_at(self.document, i)
            if i in self.names.organisations:
                return self.take_name(i)
            if noun and self.klass == "state" and noun[1].klass in ("group", "neutral"):
                return False  # دعم المملكة للشعب
            if self.klass == "role" and self.document.words[i - 1] in _COMPLETE:
                return False  # اتهام رئيس الوزراء للحركة
            if noun and noun[0] == "لل" and noun[1].klass != "target":
                self.take(noun[1], noun[2])
                return True
            if self.klass == "role" and not self._is_whom(i):
                self.position = after
                return True
        return False

    def _is_whom(self, i: int) -> bool:
        """أعرب الوزير للصين, اتهام رئيس الوزراء للمملكة: to whom somebody who has his office speaks, where no
        envoy is told and no adjective stands between."""
        land = i in self.names.places and country_of(self.names.places[i][1].name)
        head = without_article(self.tokens[self.start].folded.removeprefix(self.clitic))
        return bool(land) and head not in _SENT and self.document.words[i - 1].startswith("ال")

    def rebels(self, i: int) -> bool:
        """المسلحين الحوثيين, الميليشيات الحوثية: whose men they are, told like an adjective."""
        if self.klass != "armed":
            return False
        word, before = self.tokens[i].folded, self.tokens[i - 1].folded
        definite = before.startswith(("ال", "وال", "بال", "لل"))
        agreeing = definite if word.startswith("ال") else before[-1:] == word[-1:] == "ا"
        noun = noun_at(self.document, i)
        if not noun or noun[0] or not agreeing:
            return False
        if noun[1].sector != "REB" or not noun[1].country or self.sector not in ("UAF", "REB"):
            return False
        self.sector, self.country, self.position = "REB", self.country or noun[1].country, noun[2]
        return True

    def leading(self, i: int) -> bool:
        """التحالف بقيادة واشنطن, قوات التحالف التي تقودها السعودية, بقيادة أمريكية: whose the lead is."""
        words = self.document.words
        if words[i] in _LED:
            i += 1
        elif words[i] == "التي" or words[i] == "الذي":
            i += 2 if i + 1 < self.limit and words[i + 1] in _LEADING else self.limit
        else:
            return False
        coalition = any("تحالف" in word for word in words[self.start : self.position])
        return coalition and self._led_by(i)

    def _led_by(self, i: int) -> bool:
        if i >= self.limit:
            return False
        nation = demonym_at(self.document, i)
        if i in self.names.places:
            end, place = self.names.places[i]
            self.country, self.position = place.country, end
        elif nation:
            self.country, self.position = nation[0].country, nation[1]
        else:
            return False
        self.sealed = self.closed = True
        return True

    def _is_toll(self) -> bool:
        """قتلى وجرحى من الحوثيين: the dead and injured, by whose they are."""
        words = self.document.words[self.start : self.position]
        return len(words) == 1 and without_article(words[0].removeprefix(self.clitic)) in _TOLL

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

    def _follows(self, i: int) -> bool:
        """المتشددين الموالين لطالبان, مسلحين ينتمون: whom they follow; the followers of a state are not its own."""
        if i < self.limit and self.tokens[i].folded in _TO:
            i += 1
        if i >= self.limit:
            return False
        sector, klass = self.sector, self.klass
        named = i in self.names.organisations and self.take_name(i)
        definite = self.tokens[i].folded.startswith("لل")  # of حكومة الرئيس more would follow
        if not named and not (definite and self._belongs_to(i)):
            return False
        if self.sector != "REB":
            self.sector, self.klass = sector, klass
        return True

    def _from_followers(self, i: int) -> bool:
        """المتشددين من الموالين لحركة طالبان: of whose followers they are."""
        following = without_article(self.tokens[i].folded) in _FOLLOWING
        return following and self._follows(i + 1)

    def _of_nation(self, i: int) -> bool:
        """مقيم من الجنسية المصرية: of which nation somebody is."""
        nation = demonym_at(self.document, i)
        if nation is None:
            return False
        self.country, self.position = nation[0].country, nation[1]
        return True

    def _delegation(self, i: int) -> bool:
        """وفد من شركة أمريكية: of whom it is sent."""
        noun = noun_at(self.document, i)
        if noun is None or noun[0]:
            return False
        self.klass, self.sector = "", None
        self.take(noun[1], noun[2])
        self.sealed = False
        return True

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
        told = self.klass == "group" and (self.counted or self._is_toll())
        if i in self.names.organisations:
            sector = self.names.organisations[i][1].sector
            if told and sector:
                self.sector, self.klass = sector, "armed" if sector == "REB" else self.klass
            return self.take_name(i)
        noun = noun_at(self.document, i)
        if noun and not noun[0]:
            if told and noun[1].sector not in (None, "CVL"):
                self.sector, self.klass = noun[1].sector, noun[1].klass
            self.take(noun[1], noun[2])
            return True
        nationality = demonym_at(self.document, i)
        if nationality:
            self.country, self.position = self.country or nationality[0].country, nationality[1]
            return True
        return False
