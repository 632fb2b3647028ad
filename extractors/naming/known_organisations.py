"""Names of organisations that the lexicon holds, and whether a surface is one where it stands.

A word that is another one too (الاقتصادية, الهلال) needs a witness: quote marks, its noun, news of sport.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property

from extractors import countries
from extractors.naming import gazetteer
from extractors.naming.names import given_names
from extractors.naming.organisation_aliases import CLOSERS, Found, printed_name
from extractors.naming.organisation_names import head_of, heads, is_of_next, nationality, tail_end
from extractors.naming.place_nouns import place_heads
from extractors.naming.vocabulary import is_adjective, is_common, is_word_itself
from extractors.records import Organisation
from extractors.rules import Hit, Lexicon, Row, load_rows
from extractors.text import Document, fold, folded_words, readings, without_article

OPENERS = frozenset("«“\"‘'„")
SPORT = folded_words(
    "مباراة المباراة مباريات المباريات الدوري دوري لاعب اللاعب لاعبي اللاعبين مدرب المدرب "
    "منتخب المنتخب المهاجم المرمى الشوط لاعبو اللاعبون المونديال مونديال "
    "هداف الهداف الميركاتو أرسنال آرسنال تشيلسي تشلسي توتنهام يوفنتوس بايرن يونايتد الزمالك"
)
# What stands before a club's name that is also another word.
_SPORT_BEFORE = folded_words(
    "نادي ناديي أندية فريق لاعب مدرب مهاجم حارس مدافع أمام ضد على مع بين صفوف فوز خسارة تعادل "
    "جماهير مواجهة لقاء مباراة فاز خسر هزم تصدر تغلب ضيفه مضيفه نظيره جاره غريمه رئيس إلى "
    "لاعبي نجم قائد بقيادة"
)
_IN_PLACE = folded_words("في إلى مدينة بمدينة مطار ملعب ضواحي")


def _is_paper_only(surface: str) -> bool:
    """Whether a paper's name is hardly another word, so that ل before it is enough: لعكاظ, not لزمان."""
    other = is_common(surface) or surface in given_names() or gazetteer.get(surface)
    return len(surface) > 3 and not other


def is_of_sport(folded: str) -> bool:
    """Whether a word is one of sports news."""
    return _without_clitic(folded) in SPORT


_FAIRS = folded_words("سوق بسوق مهرجان بمهرجان جائزة")  # سوق «عكاظ»
_TO = ("ل", "لـ")
_MODELS = folded_words("طائرة الطائرة طائرات طائرتي طائرتين طراز سيارة سيارات")
_PAPERS = folded_words(
    "مجلة صحيفة جريدة ومجلة وصحيفة وجريدة لمجلة لصحيفة لجريدة بمجلة بصحيفة بجريدة"
)
_HEAD = fold("رئيس")
_FORCES = ("MIL", "COP", "REB")
_FEDERATION = "الاتحاد"
_ZEAL = "حماس"
_SECURITY = "الأمن الوطني"  # a police, and what states care for
_OF_POLICE = folded_words(
    "قوات رجال عناصر أفراد مدير جهاز مصالح سلك ضباط ضابط عنصر فرق دوريات مديرية قيادة لقوات وقوات أجهزة"
)
_UNION = "الاتحاد الأوروبي"
_OF_STATES = folded_words("دول لدول بدول بلدان خارج داخل جواز مواطني عضو أعضاء")
_UNION_OF_FOOTBALL = "الاتحاد الأوروبي لكرة القدم"
_CITIZEN = fold("المواطن")  # a paper too, but hardly one by its quote marks alone


class KnownNames:
    """The lexicon's names in one document; clubs count in sports news only, asked for at once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        words_of_sport = len(list(document.where(is_of_sport)))
        self.sporting, self.sports = words_of_sport > 0, words_of_sport >= 3
        adjectives = document.once(countries.demonyms)
        self.told = Counter(adjective.country for adjective in adjectives.values())

    def at(self, token: int) -> Iterator[Found]:
        for lexicon in _lexicons():
            hit = lexicon.at(self.document, token)
            rule = None
            if hit and "ك" not in hit.clitic and not self._is_other(hit):
                rule = self._evidence(hit)
            if hit and rule:
                yield self._named(hit, rule)

    def _is_other(self, hit: Hit) -> bool:
        """Whether something else is spelt so: a day (14 آذار ( مارس )), camels (إبل), deaths."""
        printed = self.document.text[hit.span_start : hit.span_end]
        after = self.tokens[hit.last].text if hit.last < len(self.tokens) else ""
        if printed[0].isdecimal():
            return after in ("(", "/") or after.isdecimal()
        if after.isdecimal() and self._before(hit.first) in _MODELS:
            return True  # طائرة بوينغ 777
        if hit.row["name"] == _SECURITY and self._before(hit.first) not in _OF_POLICE:
            return after != "(" and not countries.demonym(fold(after))
        if printed == _ZEAL and is_adjective(fold(after)) and not after.startswith("ال"):
            return not after.endswith("ة")  # بحماس كبير
        return _is_misspelled(printed, hit.row) or self._is_one_word(hit)

    def _is_one_word(self, hit: Hit) -> bool:
        """Whether the letter before a name is none of its own: وفيات are deaths, not Fiat's,
        and بابل is Babylon."""
        whole = self.tokens[hit.first].folded
        if not hit.clitic or hit.last > hit.first + 1:
            return False
        place = gazetteer.get(whole.removeprefix("و")) if hit.clitic.strip("وف") else ()
        return is_word_itself(whole) or any(entry.trusted for entry in place)

    def _named(self, hit: Hit, rule: str) -> Found:
        """A name of the lexicon; bodies that many countries have go on with whose they are."""
        row, last = hit.row, hit.last
        before = self._before(hit.first)
        if (self.sports and before not in _OF_STATES) or (self.sporting and before == _HEAD):
            row = _in_sport().get(row["name"], row)
        joined = self.document.words[last : last + 1] and self.document.words[last][0] == "و"
        closed = row["sector"] in _FORCES and joined  # الجيش الوطني والمقاومة
        general = not row["country"] and row["sector"] not in ("JRN", "BUS", "EDU")
        if general and row["sector"] != "CVL" and rule == "known-organisation" and not closed:
            last = tail_end(self.document, last)
            last -= is_of_next(self.document.words, hit.first + 1, last)
        country = row["country"] or nationality(self.document, hit.first, last)
        if row["evidence"].startswith("sport"):
            country = self._club_country(row)
        name = printed_name(self.document, hit.span_start, last) if general else row["name"]
        fact = Organisation(name, row["short"] or None, country, row["sector"] or None)
        return Found(hit.first, last, hit.span_start, rule, fact)

    @cached_property
    def _rivals(self) -> set[str]:
        """The countries of the clubs named whose names no other country's has."""
        return {_clubs_alone()[word] for word in self.document.words if word in _clubs_alone()}

    def _club_country(self, row: Row) -> str:
        """A club's country, that of its namesake elsewhere where only that one is told and a rival of it
        named: الأهلي in news of the Egyptian league."""
        elsewhere = _namesakes().get(row["name"])
        if not elsewhere or row["country"] in self.told:
            return row["country"]
        likely = [c for c in elsewhere & self._rivals if self.told[c] > 1]
        return likely[0] if len(likely) == 1 else row["country"]

    def _evidence(self, hit: Hit) -> str | None:
        """The rule by which a surface of the lexicon is a name here, None where it is none."""
        evidence, before = hit.row["evidence"], self._before(hit.first)
        if not evidence:
            return "known-organisation"
        if evidence == "sport" and hit.last - hit.first > 1 and self._is_club_only(hit):
            return "known-organisation"
        if evidence.startswith("sport"):
            return "club-in-sports-news" if self._played(hit, before) else None
        noun = head_of(before)
        fits = noun and not hit.clitic and noun["sector"] == hit.row["sector"]
        fits = fits and not before.startswith("لل")  # باب الترشح للرئاسة فتح
        if before in _PAPERS and hit.row["sector"] != "JRN":
            return None  # مجلة «الأزهر»
        if noun and noun["form"] == "agency" and not hit.row["name"].startswith("وكالة"):
            return None  # وكالة الأنباء is no paper
        surface = self.tokens[hit.first].folded[len(hit.clitic) :]
        if hit.clitic in ("ل", "ول") and hit.row["sector"] == "JRN" and _is_paper_only(surface):
            return "name-in-quote-marks"
        strange = surface in given_names() or surface == _CITIZEN or before in _FAIRS
        quoted = not strange and self._quoted(hit)
        return "name-in-quote-marks" if fits or quoted else None

    def _is_club_only(self, hit: Hit) -> bool:
        """Whether several words name a club whatever the news is of: ريال مدريد; not القوة الجوية, an army
        too, nor وادي دجلة, a place."""
        first = without_article(self.tokens[hit.first].folded[len(hit.clitic) :])
        words = self.document.text[hit.span_start : hit.span_end]
        noun = first in heads() or place_heads().get(first)
        return not noun and not gazetteer.get(words)

    def _played(self, hit: Hit, before: str) -> bool:
        """Whether a club is meant: its noun stands before it, or the news is of sport."""
        if _without_clitic(before) in ("نادي", "فريق"):
            return True
        after = self.tokens[hit.last].folded if hit.last < len(self.tokens) else ""
        told = countries.demonym(after) if hit.row["name"] == _FEDERATION else None
        if told and told.definite:
            return False  # الاتحاد السعودي
        if "لل" in hit.clitic and (before.startswith("منتخب") or countries.demonym(before)):
            return False  # المنتخب السعودي للشباب
        away = before in _IN_PLACE or hit.clitic.endswith("ب")
        if away and gazetteer.get(hit.row["surface"].split("|")[0]):
            return False  # عاد إلى الرياض
        if hit.row["evidence"] == "sport-noun":
            return self.sports and (
                _without_clitic(before) in _SPORT_BEFORE or hit.clitic[-1:] == "ل"
            )
        return self.sports

    def _before(self, token: int) -> str:
        """The word before a name, a quote mark between them left out."""
        while token and self.tokens[token - 1].text in OPENERS:
            token -= 1
        return self.tokens[token - 1].folded if token else ""

    def _quoted(self, hit: Hit) -> bool:
        if not hit.first or hit.last >= len(self.tokens):
            return False
        before, after = self.tokens[hit.first - 1].text, self.tokens[hit.last].text
        if before == "(" and after == ")":
            places = gazetteer.get(hit.row["name"])
            return hit.row["sector"] == "JRN" and not any(place.trusted for place in places)
        to = self.tokens[hit.first - 2].text if hit.first > 1 else ""
        opened = before in OPENERS or (before in CLOSERS and to in _TO)  # ل»الرياض»
        return opened and after in CLOSERS


def _is_misspelled(printed: str, row: Row) -> bool:
    """Whether a name is printed with a hamza that it never has."""
    if printed[0] != "إ":
        return False
    spelled = [s for s in row["surface"].split("|") if fold(s) == fold(printed)]
    return bool(spelled) and all(s[0] in "آأ" for s in spelled)


def _without_clitic(folded: str) -> str:
    """The word without a leading و or ف or a preposition of one letter, where its rest is known."""
    return next((rest for _, rest in readings(folded) if rest in _plain_words()), folded)


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(SPORT | _SPORT_BEFORE | heads().keys())


def begins_known(folded: str) -> bool:
    """Whether a name of the lexicon may begin at a word."""
    return any(lexicon.starts(folded) for lexicon in _lexicons())


@cache
def _clubs_alone() -> dict[str, str]:
    """Folded names of one word that only one country's club has, with the country."""
    clubs = [r for r in load_rows("organisations") if r["evidence"] == "sport"]
    surfaces = [(fold(s), r) for r in clubs for s in r["surface"].split("|")]
    return {s: r["country"] for s, r in surfaces if " " not in s and r["name"] not in _namesakes()}


@cache
def _namesakes() -> dict[str, set[str]]:
    """Clubs' names to the countries that have another one, which the lexicon tells by its nationality:
    الأهلي المصري."""
    clubs = [r for r in load_rows("organisations") if r["evidence"].startswith("sport")]
    names = {row["name"] for row in clubs}
    namesakes: dict[str, set[str]] = {}
    for row in clubs:
        name, _, last = row["name"].rpartition(" ")
        if name in names and countries.demonym(fold(last)):
            namesakes.setdefault(name, set()).add(row["country"])
    return namesakes


@cache
def _in_sport() -> dict[str, Row]:
    """What news of sport means by the name of another body: رئيس الاتحاد الأوروبي بلاتيني."""
    return {_UNION: next(r for r in load_rows("organisations") if r["name"] == _UNION_OF_FOOTBALL)}


@cache
def _lexicons() -> tuple[Lexicon, Lexicon]:
    """The names of clubs, and before them all others."""
    clubs = [r for r in load_rows("organisations") if r["evidence"].startswith("sport")]
    others = [r for r in load_rows("organisations") if not r["evidence"].startswith("sport")]
    return Lexicon(others), Lexicon(clubs)
