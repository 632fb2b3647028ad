"""Organisations: known names with their variants, and names built on a noun that says what they are.

What an organisation is called later in an article (an acronym in brackets, a shorter name) is
resolved to its fullest name there; names of the lexicon are given as the lexicon has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extractors import countries
from extractors.lookups import Look
from extractors.naming import gazetteer
from extractors.naming.organisation_aliases import CLOSERS, Found, resolved
from extractors.naming.organisation_ends import closed_end
from extractors.naming.organisation_names import body_end, head_of, heads, nationality, tail_end
from extractors.naming.vocabulary import is_common, is_word_itself
from extractors.records import Mention, Organisation
from extractors.rules import Hit, Lexicon, Row, clitic_length, load_rows, mention
from extractors.text import Document, fold, folded_words, readings, tokenize

RULE_IDS: tuple[str, ...] = (
    "known-organisation",
    "club-in-sports-news",
    "name-in-quote-marks",
    "noun-with-complement",
    "name-after-noun",
    "ministry-without-noun",
    "numbered-unit",
    "acronym-in-brackets",
    "acronym-again",
)
_OPENERS = frozenset("«“\"‘'„")
_SPORT = folded_words(
    "مباراة المباراة مباريات المباريات الدوري دوري لاعب اللاعب لاعبي اللاعبين مدرب المدرب "
    "منتخب المنتخب المهاجم المرمى الشوط لاعبو اللاعبون المونديال مونديال"
)
# What stands before a club's name that is also another word.
_SPORT_BEFORE = folded_words(
    "نادي ناديي أندية فريق لاعب مدرب مهاجم حارس مدافع أمام ضد على مع بين صفوف فوز خسارة تعادل "
    "جماهير مواجهة لقاء مباراة فاز خسر هزم تصدر تغلب ضيفه مضيفه نظيره جاره غريمه رئيس إلى "
    "لاعبي نجم قائد بقيادة"
)
_MINISTRIES = folded_words(
    "الخارجية الداخلية الدفاع المالية العدل الصحة الأوقاف الإعلام التعليم الزراعة التجارة الاقتصاد"
)
_UNITS = folded_words("اللواء لواء الكتيبة كتيبة الفرقة فرقة الفوج فوج")
_REGION = fold("المنطقة")
_ORDINALS = folded_words("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة")
# Words a ministry may follow without leaning on them.
_FREE = folded_words(
    "في من إلى عن على مع أن إن أعلنت قالت أكدت ذكرت أفادت أوضحت وأعلنت وقالت وأكدت وذكرت "
    "نفت ونفت دعت طالبت كانت وكانت كما حسب بحسب وفق"
)
_PRESS = tuple(folded_words("الأنباء أنباء الصحافة الإعلام الأخبار أخبار"))
_PRESIDENCY = fold("رئاسة")
_PRESIDED = folded_words(
    "الجمهورية الوزراء الحكومة البرلمان الأركان مجلس هيئة أركان شؤون الاتحاد الإقليم إقليم الحرمين"
)
_ACTIVITIES = folded_words("إدارة قيادة رعاية")
_IN_PLACE = folded_words("في إلى مدينة بمدينة مطار ملعب ضواحي")


def looks() -> tuple[Look, ...]:
    """What words are looked up by."""
    return _begins_something, _is_of_sport


def find(document: Document, found: Sequence[Mention]) -> list[Mention]:
    """The organisations of a document; ``found`` is not asked."""
    names = _Reading(document).names()
    return [
        mention(document, "organisation", n.start, document.tokens[n.last - 1].end, n.rule, n.fact)
        for n in resolved(document, names)
    ]


class _Reading:
    """One document and whether it is sports news, asked for at each token."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = document.tokens
        self.sports = len(list(document.where(_is_of_sport))) >= 3

    def names(self) -> list[Found]:
        """All names, leftmost and longest."""
        names: list[Found] = []
        for position in self.document.where(_begins_something):
            if not names or position >= names[-1].last:
                best = max(self._at(position), key=lambda n: n.last, default=None)
                names += [best] if best else []
        return names

    def _at(self, token: int) -> Iterator[Found]:
        yield from self._known(token)
        yield from self._headed(token)
        yield from self._ministry(token)
        yield from self._unit(token)

    def _known(self, token: int) -> Iterator[Found]:
        for lexicon in (_known(), _clubs()):
            hit = lexicon.at(self.document, token)
            rule = None
            if hit and "ك" not in hit.clitic and not self._is_one_word(hit):
                rule = self._evidence(hit)
            if hit and rule:
                yield self._named(hit, rule)

    def _is_one_word(self, hit: Hit) -> bool:
        """Whether the letter before a name is none of its own: وفيات are deaths, not Fiat's."""
        whole = self.tokens[hit.first].folded
        return bool(hit.clitic) and hit.last == hit.first + 1 and is_word_itself(whole)

    def _named(self, hit: Hit, rule: str) -> Found:
        """A name of the lexicon; bodies that many countries have go on with whose they are."""
        row, last = hit.row, hit.last
        general = not row["country"] and row["sector"] not in ("JRN", "BUS", "EDU")
        if general and row["sector"] != "CVL" and rule == "known-organisation":
            last = tail_end(self.document, last)
        country = row["country"] or nationality(self.document, hit.first, last)
        name = self._text(hit.span_start, last) if general else row["name"]
        fact = Organisation(name, row["short"] or None, country, row["sector"] or None)
        return Found(hit.first, last, hit.span_start, rule, fact)

    def _evidence(self, hit: Hit) -> str | None:
        """The rule by which a surface of the lexicon is a name here, None where it is none."""
        evidence, before = hit.row["evidence"], self._before(hit.first)
        if not evidence:
            return "known-organisation"
        if evidence.startswith("sport"):
            return "club-in-sports-news" if self._played(hit, before) else None
        noun = head_of(before)
        fits = noun and not hit.clitic and noun["sector"] == hit.row["sector"]
        if noun and noun["form"] == "agency" and not hit.row["name"].startswith("وكالة"):
            return None  # وكالة الأنباء is no paper
        if hit.clitic in ("ل", "ول") and hit.row["sector"] == "JRN":  # لعكاظ
            return "name-in-quote-marks"
        return "name-in-quote-marks" if fits or self._quoted(hit) else None

    def _played(self, hit: Hit, before: str) -> bool:
        """Whether a club is meant: its noun stands before it, or the news is of sport."""
        if without_clitic(before) in ("نادي", "فريق"):
            return True
        if "لل" in hit.clitic and (before.startswith("منتخب") or countries.demonym(before)):
            return False  # المنتخب السعودي للشباب
        away = before in _IN_PLACE or hit.clitic.endswith("ب")
        if away and gazetteer.get(hit.row["surface"].split("|")[0]):
            return False  # عاد إلى الرياض
        if hit.row["evidence"] == "sport-noun":
            return self.sports and (
                without_clitic(before) in _SPORT_BEFORE or hit.clitic[-1:] == "ل"
            )
        return self.sports

    def _foreign(self, hit: Hit) -> bool:
        """Another country's adjective behind a club's name: الاتحاد الألماني is no Saudi club."""
        told = (
            countries.demonym(self.tokens[hit.last].folded) if hit.last < len(self.tokens) else None
        )
        return told is not None and told.country != hit.row["country"]

    def _before(self, token: int) -> str:
        """The word before a name, a quote mark between them left out."""
        while token and self.tokens[token - 1].text in _OPENERS:
            token -= 1
        return self.tokens[token - 1].folded if token else ""

    def _quoted(self, hit: Hit) -> bool:
        if not hit.first or hit.last >= len(self.tokens):
            return False
        before, after = self.tokens[hit.first - 1].text, self.tokens[hit.last].text
        if before == "(" and after == ")":
            return hit.row["sector"] == "JRN" and not gazetteer.get(hit.row["name"])
        return before in _OPENERS and after in CLOSERS

    def _headed(self, token: int) -> Iterator[Found]:
        """Names that their noun begins: وزارة الدفاع التركية; and those behind it: صحيفة «...»."""
        for clitic, rest in readings(self.tokens[token].folded):
            head = heads().get(rest)
            if not head:
                continue
            if self._is_activity(token, clitic, rest):
                return
            start = self.tokens[token].start + clitic_length(self.tokens[token], clitic)
            if head["form"] in ("named", "agency"):
                yield from self._behind(token, start, head)
                continue
            last = body_end(self.document, token + 1, head, rest.startswith("ال"))
            if last > token + 1 and not self._trapped(token, last):
                yield self._built(token, last, start, "noun-with-complement", head["sector"])
            return

    def _is_activity(self, token: int, clitic: str, noun: str) -> bool:
        """برئاسة فلان, تنظيم وإدارة المسابقات: what somebody does, no body."""
        after = self.tokens[token + 1].folded if token + 1 < len(self.tokens) else ""
        if noun == _PRESIDENCY:
            return after not in _PRESIDED
        before = self.tokens[token - 1] if token else None
        if noun not in _ACTIVITIES or clitic != "و" or before is None or before.kind != "w":
            return False
        return not before.folded.startswith("ال") and is_common(before.folded)

    def _behind(self, token: int, start: int, head: Row) -> Iterator[Found]:
        """A name after شركة, صحيفة, وكالة: in quote marks, or built like that of any body."""
        quoted = self._in_quotes(token + 1)
        if quoted and any(self._known(token + 2)):
            return
        if quoted and head["sector"] != "CVL":
            first = token + 2
            yield self._built(
                first, quoted, self.tokens[first].start, "name-after-noun", head["sector"]
            )
            return
        if head["sector"] == "CVL" and not head["place"]:
            return
        if (head["sector"] in ("JRN", "REB") and head["form"] == "named") or any(
            self._known(token + 1)
        ):
            return
        last = closed_end(self.tokens, token + 1, head["sector"])
        if last > token + 1:
            yield self._built(token, last, start, "noun-with-complement", head["sector"])
            return
        last = body_end(self.document, token + 1, head, False)
        if last > token + 1 and not self._trapped(token, last):
            yield self._built(token, last, start, "noun-with-complement", self._trade(token, head))
        elif head["sector"] == "BUS":
            last = self._foreign_end(token + 1)
            if last > token + 1:
                first = token + 1
                yield self._built(first, last, self.tokens[first].start, "name-after-noun", "BUS")

    def _trade(self, token: int, head: Row) -> str:
        """An agency's sector: of the press where it is told to deal in news, else of the state."""
        if head["form"] != "agency" or self.tokens[token + 1].folded.startswith(_PRESS):
            return head["sector"]
        return "GOV"

    def _trapped(self, token: int, last: int) -> bool:
        """A phrase that is only built like a name, nothing of which goes on behind it."""
        trap = _traps().at(self.document, token)
        if not trap:
            return False
        return trap.last >= last or not self.tokens[trap.last - 1].folded.startswith("ال")

    def _in_quotes(self, token: int) -> int:
        """The end of a name of at most five words in quote marks that open here; 0 where none."""
        tokens = self.tokens
        if token >= len(tokens) or tokens[token].text not in _OPENERS:
            return 0
        for last in range(token + 2, min(token + 8, len(tokens))):
            if tokens[last].text in CLOSERS:
                return last
            if tokens[last].kind == "b":
                break
        return 0

    def _foreign_end(self, token: int) -> int:
        """A name in letters of another language: شركة Airbus."""
        last = token
        while (
            last < len(self.tokens)
            and self.tokens[last].text[:1].isascii()
            and self.tokens[last].kind == "w"
        ):
            last += 1
        return last

    def _ministry(self, token: int) -> Iterator[Found]:
        """الخارجية الروسية: a ministry told by its field and its country, without وزارة."""
        tokens = self.tokens
        if token + 1 >= len(tokens):
            return
        for clitic, rest in readings(tokens[token].folded):
            if rest not in _MINISTRIES:
                continue
            told = countries.demonym(tokens[token + 1].folded)
            if not told or not told.definite or told.gender != "f" or self._leans(token, clitic):
                return
            start = tokens[token].start + clitic_length(tokens[token], clitic)
            name = "وزارة " + self._text(start, token + 2)
            fact = Organisation(name, None, told.country, "GOV")
            yield Found(token, token + 2, start, "ministry-without-noun", fact)

    def _leans(self, token: int, clitic: str) -> bool:
        """Whether a noun stands before that this word completes: السياسة, وزير, شركة."""
        if clitic.strip("وف") or not token:
            return False
        before = self.tokens[token - 1]
        return before.kind == "w" and before.folded not in _FREE

    def _unit(self, token: int) -> Iterator[Found]:
        """اللواء 135, المنطقة العسكرية الرابعة."""
        tokens = self.tokens
        after = [t.folded for t in tokens[token + 1 : token + 3]]
        for clitic, rest in readings(tokens[token].folded):
            last = token
            if rest in _UNITS and after and tokens[token + 1].kind == "n":
                last = token + 2
            elif rest == _REGION and after[:1] == ["العسكريه"] and after[-1] in _ORDINALS:
                last = token + 3
            if last > token:
                start = tokens[token].start + clitic_length(tokens[token], clitic)
                yield self._built(token, last, start, "numbered-unit", "MIL")

    def _built(self, first: int, last: int, start: int, rule: str, sector: str) -> Found:
        country = nationality(self.document, first, last)
        if not country and last < len(self.tokens):
            told = countries.demonym(self.tokens[last].folded)
            country = told.country if told and told.definite else None
        fact = Organisation(self._text(start, last), None, country, sector)
        return Found(first, last, start, rule, fact)

    def _text(self, start: int, last: int) -> str:
        """A name as printed, للـ written out as the article it holds."""
        text = self.document.text[start : self.tokens[last - 1].end]
        return "ال" + text[2:] if text.startswith("لل") else text


def _begins_something(folded: str) -> bool:
    """Whether any name may begin at a word: most words are passed over with one look-up."""
    return any(rest in _first_words() for _, rest in readings(folded))


@cache
def _first_words() -> frozenset[str]:
    surfaces = (s for r in load_rows("organisations") for s in r["surface"].split("|"))
    first = {tokenize(surface)[0].folded for surface in surfaces}
    return frozenset(first | heads().keys() | _MINISTRIES | _UNITS | {_REGION})


def _is_of_sport(folded: str) -> bool:
    return without_clitic(folded) in _SPORT


def without_clitic(folded: str) -> str:
    """The word without a leading و or ف or a preposition of one letter, where its rest is known."""
    return next((rest for _, rest in readings(folded) if rest in _plain_words()), folded)


@cache
def _plain_words() -> frozenset[str]:
    return frozenset(_SPORT | _SPORT_BEFORE | heads().keys())


@cache
def _known() -> Lexicon:
    return Lexicon(r for r in load_rows("organisations") if not r["evidence"].startswith("sport"))


@cache
def _clubs() -> Lexicon:
    return Lexicon(r for r in load_rows("organisations") if r["evidence"].startswith("sport"))


@cache
def _traps() -> Lexicon:
    return Lexicon(load_rows("organisation_traps"))
