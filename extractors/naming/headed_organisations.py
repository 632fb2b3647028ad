"""Names of organisations that a noun begins (وزارة الدفاع التركية) or stands before (صحيفة «...»)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.lookups import remembered
from extractors.naming.known_organisations import OPENERS, KnownNames
from extractors.naming.organisation_aliases import CLOSERS, Found, built
from extractors.naming.organisation_ends import closed_end
from extractors.naming.organisation_names import REGIONS, body_end, heads
from extractors.naming.vocabulary import is_common
from extractors.rules import Lexicon, Row, clitic_length, load_rows
from extractors.text import Document, fold, folded_words, readings, without_article

_PRESS = tuple(folded_words("الأنباء أنباء الصحافة الإعلام الأخبار أخبار"))
_CENTRE = fold("مركز")
_ORDERING = fold("تنظيم")
_PRESIDENCY = fold("رئاسة")
_PRESIDED = folded_words(
    "الجمهورية الوزراء الحكومة البرلمان الأركان مجلس هيئة أركان شؤون الاتحاد الإقليم إقليم الحرمين"
)
_COMMAND = fold("قيادة")
_ARMED = folded_words("المسلحة العسكرية الأركان للقوات القوات الجيش للجيش")
_SERVICE = fold("جهاز")
_SPYING = folded_words("مخابرات استخبارات استخباراتي")
_GUARDING = folded_words("أمن أمني شرطة مكافحة مباحث كشف")
_LINES = fold("خطوط")
_OF_OFFICE = tuple(folded_words("مدير رئيس مسؤول مسئول قسم عام"))
# Nouns that are rather things', and what makes bodies of them.
_BODIES_OF = {
    fold(noun): folded_words(complements)
    for noun, complements in {
        "حركة": "التحرير المقاومة التغيير العدل العدالة المساواة الجهاد التوحيد الإصلاح السلام الحرية النهضة "
        "الاستقلال الشباب المجاهدين البناء البعث الكرامة التجمع الشعب الأحرار الضباط القوميين الوفاق الحقوق",
        "قوة": "الطوارئ المهام الرد التدخل الدفاع الحماية الأمن الإنقاذ السلام الشرطة الواجب التحالف الانتشار "
        "الإسناد القدس الحج المجاهدين المهمات",
        "سلاح": "الجو الطيران المهندسين الإشارة المدفعية البحرية الحدود السواحل المدرعات الخيالة الإمداد",
    }.items()
}
_ACTIVITIES = folded_words("إدارة قيادة رعاية")


class HeadedNames:
    """The names built on nouns in one document; what the lexicon knows goes before them."""

    def __init__(self, document: Document, known: KnownNames) -> None:
        self.document = document
        self.tokens = document.tokens
        self.known = known

    def at(self, token: int) -> Iterator[Found]:
        """Names that their noun begins: وزارة الدفاع التركية; and those behind it: صحيفة «...»."""
        for clitic, rest, head in readings_as_head(self.document.words[token]):
            if self._is_activity(token, clitic, rest) or self._is_of_thing(token, rest):
                return
            start = self.tokens[token].start + clitic_length(self.tokens[token], clitic)
            if head["form"] in ("named", "agency"):
                yield from self._behind(token, start, head)
                continue
            last = body_end(self.document, token + 1, head, rest.startswith("ال"))
            if last > token + 1 and not self._trapped(token, last):
                sector = self._service(token, last) or head["sector"]
                yield built(self.document, token, last, start, "noun-with-complement", sector)
            return

    def _is_activity(self, token: int, clitic: str, noun: str) -> bool:
        """برئاسة فلان, تنظيم وإدارة المسابقات: what somebody does, no body."""
        after = self.tokens[token + 1].folded if token + 1 < len(self.tokens) else ""
        if noun == _CENTRE and after in REGIONS:
            return True  # مركز محافظة بابل: its chief town
        if noun == _PRESIDENCY:
            return after not in _PRESIDED
        before = self.tokens[token - 1] if token else None
        if noun in _ACTIVITIES and clitic == "ل" and before and before.folded in heads():
            return not before.folded.startswith("ال")  # شركة لإدارة العقارات
        if noun not in _ACTIVITIES or clitic != "و" or before is None or before.kind != "w":
            return False
        return not before.folded.startswith("ال") and is_common(before.folded)

    def _is_of_thing(self, token: int, noun: str) -> bool:
        """حركة العمل, قوة الإنتاج: a noun of things too, with a definite one that makes no body."""
        after = self.tokens[token + 1].folded if token + 1 < len(self.tokens) else ""
        bodies = _BODIES_OF.get(noun)
        return bodies is not None and after.startswith("ال") and after not in bodies

    def _behind(self, token: int, start: int, head: Row) -> Iterator[Found]:
        """A name after شركة, صحيفة, وكالة: in quote marks, or built like that of any body."""
        quoted = self._in_quotes(token + 1)
        if quoted and any(self.known.at(token + 2)):
            return
        if quoted and head["sector"] != "CVL":
            first = token + 2
            yield built(
                self.document,
                first,
                quoted,
                self.tokens[first].start,
                "name-after-noun",
                head["sector"],
            )
            return
        if head["sector"] == "CVL" and not head["place"]:
            return
        if (head["sector"] in ("JRN", "REB") and head["form"] == "named") or any(
            self.known.at(token + 1)
        ):
            return
        last = closed_end(self.tokens, token + 1, head["sector"])
        if last > token + 1:
            yield built(self.document, token, last, start, "noun-with-complement", head["sector"])
            return
        last = body_end(self.document, token + 1, head, False)
        if last > token + 1 and not self._trapped(token, last):
            yield built(
                self.document, token, last, start, "noun-with-complement", self._trade(token, head)
            )
        elif head["sector"] == "BUS":
            last = self._foreign_end(token + 1)
            if last > token + 1:
                first = token + 1
                yield built(
                    self.document, first, last, self.tokens[first].start, "name-after-noun", "BUS"
                )

    def _trade(self, token: int, head: Row) -> str:
        """An agency's sector: of the press where it is told to deal in news, else of the state."""
        if head["form"] != "agency" or self.tokens[token + 1].folded.startswith(_PRESS):
            return head["sector"]
        return "GOV"

    def _service(self, token: int, last: int) -> str:
        """A service's or a command's sector by what it is for: جهاز السياحة is of the state; "" for other
        bodies."""
        words = self.document.words[token:last]
        if words[0].endswith(_COMMAND):
            return "MIL" if _ARMED & set(words) else ""
        if not words[0].endswith(_SERVICE):
            return ""
        fields = {without_article(word) for word in words[1:]}
        return "SPY" if fields & _SPYING else "COP" if fields & _GUARDING else "GOV"

    def _trapped(self, token: int, last: int) -> bool:
        """A phrase that is only built like a name, nothing of which goes on behind it."""
        trap = _traps().at(self.document, token)
        if not trap:
            return False
        words = self.document.words
        if words[token].endswith(_LINES):
            return True  # خطوط الإمداد الخاصة
        told = last == trap.last + 1 and words[trap.last].startswith("ال")
        if told and token and _ACTIVITIES & {rest for _, rest in readings(words[token])}:
            return not words[token - 1].endswith(_OF_OFFICE)  # إدارة الأزمات السياسية
        return trap.last >= last or not self.tokens[trap.last - 1].folded.startswith("ال")

    def _in_quotes(self, token: int) -> int:
        """The end of a name of at most five words in quote marks that open here; 0 where none."""
        tokens = self.tokens
        if token + 1 >= len(tokens) or tokens[token].text not in OPENERS:
            return 0
        if tokens[token + 1].kind == "n" and self.document.words[token - 1].endswith(_ORDERING):
            return 0  # تنظيم «3 أعراس جماعية»
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


@remembered
def readings_as_head(folded: str) -> tuple[tuple[str, str, Row], ...]:
    """The ways to read a word as clitics and a noun that begins names, with the noun's row."""
    nouns = heads()
    return tuple([(clitic, r, nouns[r]) for clitic, r in readings(folded) if r in nouns])


@cache
def _traps() -> Lexicon:
    return Lexicon(load_rows("organisation_traps"))
