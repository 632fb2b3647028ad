"""How a noun phrase starts: at a name, a counted number, a noun of the lexicon, a nationality or a place."""

from __future__ import annotations

from extractors.countries import country_of, demonym, demonym_at, is_joined
from extractors.plover.noun_phrases.names import Names
from extractors.plover.noun_phrases.phrase_words import ends_as_object
from extractors.plover.noun_phrases.phrases import PREPOSITIONS
from extractors.plover.words.actor_nouns import Noun, noun_at
from extractors.plover.words.trigger_words import takes_person
from extractors.records import Organisation
from extractors.text import Document, fold, folded_words, readings, without_article

# A chief takes the sector of what he is chief of: رئيس حزب is a party's, رئيس المحكمة a court's.
_CHIEFS = folded_words(
    "رئيس رئيسه رئيسا قائد قاده قائدا مسؤول مسؤولا مسؤولون مسؤولين مسؤولو مسؤولي نائب نائبة رؤساء قادة كبار ممثل ممثلو "
    "ممثلي ممثلون ممثلين مدير مستشار زعيم مندوب محافظ امير"
)

# Whose followers and kin are named by him: أنصار الحريري.
_FOLLOWING = folded_words(
    "أنصار مناصرو مناصري مؤيدو مؤيدي أتباع رجال حراس مرافقي جماعة عائلة أسرة عائلات موالون موالين مؤيدون مؤيدين أهالي ذوي زوجة نجل شقيق حزب "
    "حركة تيار كتلة مكتب شركة منزل"
)
# One man of arms stands beside his name: الجندي أحمد علي.
_SINGLE = folded_words(
    "جندي ضابط عسكري شرطي جنرال مسلح إرهابي انتحاري مهاجم مقاتل قناص جاسوس مسؤول"
)


# Any corps may have these: قوة من الشرطة, طائرة تابعة للمخابرات.
_UNITS = folded_words(
    "قوات قوة وحدة وحدات كتيبة كتائب دورية دوريات طائرة طائرات مروحية مروحيات سرية لواء فرقة مقاتلات"
)
_TWO_SENSED = folded_words("نظام ممثل ممثلة الممثل الممثلة النظام")
_ACTORS = folded_words("الممثل الممثلة")
_ENVOYS = folded_words(
    "الخاص الخاصة الدائم الدائمة السامي السامية الأعلى الأممي الأممية الشخصي الرسمي الأمريكي التجاري"
)
_RULES = folded_words("الحكم الأسد القذافي مبارك بشار صدام البشير الملالي الطاغية")
_CORPS = frozenset(("COP", "SPY", "REB", "MIL"))
_SECRET = ("مخابرات", "استخبارات")


def _secret(organisation: Organisation) -> str | None:
    """وكالة المخابرات: an organisation whose name says what it does."""
    return "SPY" if any(word in organisation.name for word in _SECRET) else None


class PhraseHead:
    """Reads the head of a phrase; ``position`` is the next token to look at, ``limit`` where to stop.

    ``klass``, ``country`` and ``sector`` say who is meant so far, ``name`` the person, ``owner`` the country
    of whom the sentence named before; ``clitic`` stands in front of the head; ``counted`` and ``chief`` tell
    a number of people and an office to be filled.
    """

    def __init__(self, document: Document, names: Names, start: int, last: int) -> None:
        self.document, self.tokens, self.names = document, document.tokens, names
        self.start = self.position = start
        self.limit = last
        self.clitic = self.klass = ""
        self.country: str | None = None
        self.owner: str | None = None
        self.sector: str | None = None
        self.name: str | None = None
        self.chief = False
        self.counted = False
        self.closed = False
        self.sealed = False

    def head(self) -> bool:
        i, token = self.start, self.tokens[self.start]
        if i in self.names.counts:
            end, start = self.names.counts[i]
            if start > self.tokens[i].start and self.document.words[i].startswith("و"):
                self.clitic = "و"  # وثلاثة مدنيين
            return self._counted(end)
        if token.kind == "n":
            return i + 1 < self.limit and self._counted(i + 1)
        if i in self.names.people or i in self.names.organisations:
            return self.take_name(i)
        known = token.folded not in PREPOSITIONS and not self._describes(i)
        noun = noun_at(self.document, i) if known else None
        if noun and noun[1].words[0] in _TWO_SENSED and self._is_other_sense(i):
            noun = None
        if i in self.names.places and (not noun or self._is_land(i, noun[2])):
            return self._people_of_a_country(i) or self._place(i)  # المملكة العربية السعودية
        if noun:
            self.clitic = noun[0]
            self.take(noun[1], noun[2])
            return True
        return self._people_of_a_country(i) or self._place(i)

    def _describes(self, i: int) -> bool:
        """استعراضا عسكريا: an adjective with the alif of the object that it stands behind."""
        if not self.document.words[i].endswith("ا"):
            return False
        before = self.document.words[i - 1] if i else ""
        an_object = before.endswith("ا") and len(before) > 4 and not before.endswith(("وا", "ما"))
        return an_object and ends_as_object(self.document.words[i])

    def _is_other_sense(self, i: int) -> bool:
        """نظام حجز المواعيد is no regime, الممثل الفاشل no envoy."""
        words = self.document.words
        head, behind = words[i].lstrip("وبل"), words[i + 1] if i + 1 < self.limit else ""
        if head in _ACTORS:
            return behind.startswith("ال") and behind not in _ENVOYS
        if head != "نظام":
            return False
        named = i + 1 in self.names.starts or demonym(behind) is not None
        return not named and behind not in _RULES

    def _is_land(self, i: int, behind: int) -> bool:
        """المملكة العربية السعودية, المملكة where Saudi Arabia is meant: a land, and no noun by itself."""
        end, place = self.names.places[i]
        return end > behind or country_of(place.name) is not None

    def _counted(self, end: int) -> bool:
        """A number and who is counted: the noun stands in the number's mention or right behind it."""
        for k in range(self.start, min(end + 1, self.limit)):
            noun = noun_at(self.document, k)
            if noun and not noun[0].strip("وف") and self.tokens[k].kind == "w":
                self.take(noun[1], noun[2])
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

    def add_sector(self, told: str | None) -> None:
        """What name or office beside a head tell: only a cleric's sector gives way to theirs."""
        self.sector = told or self.sector if self.sector == "REL" else self.sector or told

    def take(self, noun: Noun, end: int) -> None:
        if not self.klass:
            self.klass, self.sector = noun.klass, noun.sector
            self.chief = noun.words[0] in _CHIEFS and len(noun.words) == 1
        elif noun.sector and (self.chief or self.klass in ("neutral", "target") or not self.sector):
            if self.klass != "target":
                self.klass = noun.klass if not self.chief else "role"
            self.sector, self.chief = noun.sector, noun.words[0] in _CHIEFS and len(noun.words) == 1
        rebels = noun.sector == "REB" and self.klass == "armed"  # معسكرات المتمردين
        if noun.sector == "OPP" and self.klass == "armed":
            self.sector = "REB"  # قوات المعارضة
        corps = noun.sector in _CORPS and noun.klass in ("armed", "state")
        if rebels or (corps and self._is_unit()):
            self.sector = noun.sector  # قوة من الشرطة
        if self.sector == "PTY" and noun.sector == "OPP":
            self.sector = "OPP"  # أحزاب المعارضة
        self.country = self.country or noun.country
        self.sealed = len(noun.words) > 1 and not noun.words[-1].startswith("ال")
        if noun.klass == "igo":
            self.country, self.sector = (
                self.country or "IGO",
                self.sector if self.sector != "IGO" else None,
            )
        self.position = end

    def _is_unit(self) -> bool:
        """قوات, طائرة, مسلحون: armed people and things that any corps may have."""
        head = without_article(self.tokens[self.start].folded.removeprefix(self.clitic))
        return self.klass == "armed" and (self.sector == "UAF" or head in _UNITS)

    def take_name(self, i: int) -> bool:
        """A person or an organisation named here."""
        if i in self.names.people:
            end, person = self.names.people[i]
            known = person.country or self.names.countries.get(person.name)
            self.country = self.country or known or self._nation_before(i)
            if self._is_owned():
                self.sector = self.sector or (person.sector if self.klass == "state" else None)
            else:
                self.klass = self.klass or "person"
                self.name = person.name
                known = person.sector or self.names.sectors.get(person.name)
                self.add_sector(known)
        elif i in self.names.organisations:
            end, organisation = self.names.organisations[i]
            noun = noun_at(self.document, i)
            if noun and noun[2] <= end:
                self.take(noun[1], noun[2])
            told = noun and noun[2] <= end and len(noun[1].words) > 1 and noun[1].klass != "igo"
            named = noun[1].sector if noun and told else None
            sector = named or _secret(organisation) or organisation.sector or self.sector
            self.klass = self.klass or "state"
            owned = i > self.start and self.klass in ("role", "group") and self.sector
            if sector == "REB" and without_article(self.document.words[i - 1]) in _CHIEFS:
                owned, self.klass = False, "role"  # قادة تنظيم داعش
            self.sector = self.sector if owned else sector
            nation = next((d for k in range(i, end) if (d := demonym(self.tokens[k].folded))), None)
            self.country = (
                self.country or organisation.country or (nation.country if nation else None)
            )
            self.sealed = end - i > 1
        else:
            return False
        self.clitic = self.clitic or self._prefix(i)
        self.position = end
        return True

    def _nation_before(self, i: int) -> str | None:
        """الفرنسية إيزابيل بريم: the nationality in front of a name."""
        told = demonym(self.tokens[i - 1].folded) if i else None
        return told.country if told and told.definite and told.number == "s" else None

    def _is_owned(self) -> bool:
        """قوات حفتر, أنصار الزعيم, حكومة نتنياهو: a name behind these is whose they are."""
        if self.klass in ("armed", "state", "target") and not self.counted:
            head = without_article(self.tokens[self.start].folded.lstrip("وبل"))
            return head not in _SINGLE
        words = self.document.words[self.start : self.position]
        return any(without_article(word.lstrip("وبل")) in _FOLLOWING for word in words)

    def _prefix(self, i: int) -> str:
        """The clitic of a name's first token, told from where the mention starts."""
        start = self.tokens[i].start
        named = self.names.starts.get(i, start)
        return fold(self.document.text[start:named]) if i == self.start and named > start else ""

    def _people_of_a_country(self, i: int) -> bool:
        found = demonym_at(self.document, i)
        if not found or (found[0].number == "s" and not found[0].definite and not self._is_one(i)):
            return False
        nationality, end = found
        woman = nationality.gender == "f" and not takes_person(self.document.words[i - 1])
        if nationality.number == "s" and (woman or self._qualifies(i)):
            return False
        self.klass, self.country, self.position = "group", nationality.country, end
        word = self.tokens[i].folded
        self.clitic = next((c for c, rest in readings(word)[1:] if demonym(rest)), "")
        return True

    def _is_one(self, i: int) -> bool:
        """مقتل فلسطيني, اعتقال سوري ولبناني: one person, told by the nationality alone."""
        found = demonym(self.tokens[i].folded)
        if found is None or found.gender != "m" or i == 0:
            return False
        before = self.tokens[i - 1].folded
        if is_joined(self.tokens[i].folded):
            told = demonym(before)
            return told is not None and not told.definite and self._is_one(i - 1)
        return takes_person(before) or (before == "علي" and takes_person(self.tokens[i - 2].folded))

    def _qualifies(self, i: int) -> bool:
        """الفرع المصري: a nationality right behind a noun belongs to it."""
        before = self.tokens[i - 1] if i else None
        if before is None or before.kind != "w" or not before.folded.startswith(("ال", "وال")):
            return False
        return not (is_joined(self.tokens[i].folded) and demonym(before.folded))

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
