"""A document as reported speech: one character a token, its quote marks, its cues.

Token indices throughout, half open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.lookups import remembered
from extractors.records import Mention
from extractors.reporting import Cue, cue, is_that
from extractors.saying.quote_marks import Marked, marked
from extractors.saying.sources import head_of
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import prints_alif_maqsura
from extractors.text import Document

PREPOSITIONS = frozenset(["الي", "علي", "عن", "من", "في", "ب", "ل"])
TANWIN = ("اً", "ًا")
_PASSIVE = re.compile("[وف]?.ُ")  # أُخبروا
_PASSIVE_NOW = re.compile("[وف]?[يت]ُ")
_ON_THE_PITCH = frozenset({"الهدف", "هدف", "هدفا", "نهايه", "انتهاء", "تقدم", "التعادل"})
_BEFORE_REVERED = frozenset({":", "الله", "ربنا", "المولي", "فيه", "فيها", "فيهم", "لهم"})
_AROUND = 64
_NAMES = ("person", "organisation", "place")
_MARKS = {"،": ",", ",": ",", "؛": ",", ";": ",", ":": ":"} | dict.fromkeys(".!?؟…", ".")


class Speech:
    """A document's tokens by what they are to reported speech.

    ``kinds``: b line break, . sentence end, : and , as they are, < > quote marks, A أن, V verb,
    P participle, M verbal noun with a pronoun, w other word, n number, p other mark.
    """

    def __init__(self, document: Document, found: Sequence[Mention] = ()) -> None:
        self._name_starts, self._name_ends, self._person_ends = document.once(_name_borders, found)
        self.document = document
        self.tokens = document.tokens
        self.words = document.words
        self.kinds, self.marked = document.once(token_kinds)
        # The folded token at an index, "" before the text and behind it: rules look a few tokens around.
        self.word: Callable[[int], str] = [*document.words, *[""] * _AROUND].__getitem__

    def ends_person(self, i: int) -> bool:
        """Whether a person's name ends with token i."""
        return self.tokens[i].end in self._person_ends

    def cue_at(self, i: int) -> Cue | None:
        """The cue at a token, where its surroundings allow one."""
        if self.kinds[i] not in "VPM":
            return None
        found = cue(self.words[i])
        if not found or self._denied(i, found):
            return None
        if found.form == "participle" and not self._introduces(i, found):
            return None
        if found.homograph and found.tense == "imperfect" and self._relates(i):
            return None
        if found.homograph and found.tense == "perfect" and not self.heads_clause(i, found):
            return None
        return found

    def _relates(self, i: int) -> bool:
        """منظمة غربية تتابع الحوادث: a verb right behind an indefinite adjective describes."""
        before = self.word(i - 1) if i else ""
        described = before.endswith(("يه", "ي")) and len(before) > 4 and self.kinds[i - 1] == "w"
        ends = i > 0 and self.tokens[i - 1].end in self._name_ends
        if self.tokens[i].start < (self.document.headline_end or 0):
            return False  # مسؤول محلي يجدد دعمه
        return described and not before.startswith("ال") and not ends

    def _introduces(self, i: int, found: Cue) -> bool:
        """Whether a participle reports and does not describe: behind a comma, or right before what
        it introduces."""
        if not i or self.kinds[i - 1] in ",>pb.":
            return True
        if self.kinds[i + 1 : i + 2] in (["A"], [":"], ["<"], ["b"]):
            return True
        if found.gender == "f" and self._describes(i):
            return False
        return not found.takes_folded.isdisjoint((self.word(i + 1), self.word(i + 2)))

    def _describes(self, i: int) -> bool:
        """إجراءات مشددة على السفر: a participle in ة behind an indefinite noun in ة or ات."""
        before = self.word(i - 1)
        return (
            before.endswith(("ه", "ات"))
            and not before.startswith("ال")
            and self.kinds[i - 1] == "w"
        )

    def _denied(self, i: int, found: Cue) -> bool:
        """Whether nothing was said: لم يقل, أن يقول, ما قاله, and words that only look like cues."""
        if self._idiom(i, found) or self._look_alike(i, found):
            return True
        before = self.words[i - 1] if i and self.document.kinds[i - 1] == "w" else ""
        if found.lemma != "نقل" and before in speech_words("relative") and self._of_it(i):
            return True
        if found.form == "participle":
            return before in speech_words("is-not")
        if found.form != "verb":
            return False
        printed = self.tokens[i].text
        passive = found.tense == "imperfect" and _PASSIVE_NOW.match(printed)
        if passive and found.lemma_folded in speech_words("impersonal"):
            return True  # يا تُرى, يُتوقع
        if printed.endswith(TANWIN) or (found.tense == "perfect" and _PASSIVE.match(printed)):
            return True  # ذكراً: male
        if before in speech_words("negation"):
            return True
        return found.tense == "imperfect" and self._unsaid(before, found)

    def _of_it(self, i: int) -> bool:
        """المواقف التي عبرت عنها: what was said stands before the relative."""
        return self.word(i + 1) in ("عنه", "عنها", "عنهم")

    def _unsaid(self, before: str, found: Cue) -> bool:
        """أن يقول, قد يقول, من يتابع; الذي يعتبر is passive."""
        if is_that(before) or before in speech_words("might"):
            return True
        passive = found.stance == "evaluative" and found.lemma != "رأى"
        return passive and before in speech_words("relative")

    def _idiom(self, i: int, found: Cue) -> bool:
        """لفت نظري, scripture and prayers, يتوقع للمشروع, يدعو للقلق, زاد من."""
        following = self.word(i + 1)
        if following in speech_words("prayed-to") or self._scripture(i):
            return True
        if following in speech_words("my-attention"):
            return True
        if found.form == "masdar" and self.word(i - 1) == "حد":
            return True  # على حد قولها
        if found.lemma in ("دعا", "سأل") and self._prayed(i):
            return True
        if self.word(i - 1) in ("كما", "وكما") and following in speech_words("earlier"):
            return True
        if found.form == "verb" and following in speech_words("stays-unsaid"):
            return found.stance == "denying"  # رفض نشر اسمه
        wished = found.tense == "imperfect" and found.stance in ("predicting", "requesting")
        if wished and (following.startswith("لل") or self._for_him(i + 1)):
            return True
        if found.lemma_folded == "عبر" and not found.clitic and self._through(i):
            return True
        if found.lemma == "أعلن" and found.form == "participle" and self._by_whistle(i):
            return True
        if (
            found.lemma == "حذر"
            and found.form == "verb"
            and self.word(i - 1) in ("مع", "في", "علي")
        ):
            return True  # مع حذر: a noun written like the verb
        if found.stance == "predicting" and self.kinds[i + 1 : i + 2] == ["n"]:
            return True  # مسافة تقدر 450 مترا
        if found.lemma_folded == "تمني" and following == "النفس":
            return True
        return found.lemma == "زاد" and following in PREPOSITIONS

    def _through(self, i: int) -> bool:
        """قال عبر «الأيام», عبر صحيفة: the preposition, and no verb."""
        medium = head_of(self.document, i + 1) if i + 1 < len(self.words) else None
        press = medium is not None and medium.source_class == "media"
        return self.kinds[i + 1 : i + 2] == ["<"] or (
            press and not self.word(i + 1).startswith("ال")
        )

    def _for_him(self, i: int) -> bool:
        """يتوقع لها, لمصانعها: of whom something is expected."""
        printed = self.tokens[i].text if i < len(self.tokens) else ""
        return printed.startswith("ل") and printed.endswith(("ها", "هم"))

    def _by_whistle(self, i: int) -> bool:
        """سدد في المرمى معلنا عن الهدف: on a pitch, deeds announce."""
        led = i + 1 + (self.word(i + 1) == "عن")
        return self.word(led) in _ON_THE_PITCH

    def _scripture(self, i: int) -> bool:
        """قال تعالى, قوله: تعالى, قال فيهم الله عز وجل: scripture, which everybody quotes."""
        k = i + 1
        while k < i + 4 and self.word(k) in _BEFORE_REVERED:
            k += 1
        praised = self.word(k) == "عز" and self.word(k + 1) == "وجل"
        blessed = self.word(k) == "صلي" and self.word(k + 1) == "الله"
        return praised or blessed or self.word(k) in ("تعالي", "سبحانه", "عزوجل")

    def _prayed(self, i: int) -> bool:
        """دعا الوزير في كلمته الله: whom he calls on; not part of a name (حزب الله)."""
        return any(
            self.word(k) in speech_words("prayed-to") and self.tokens[k].end not in self._name_ends
            for k in range(i + 2, min(i + 7, len(self.tokens)))
        )

    def _look_alike(self, i: int, found: Cue) -> bool:
        """Verbs that report in one use only: جاء في بيان, علمت «...», يذكر أن; يبلغ, يعد, باعتباره never."""
        if found.lemma == "اعتبر" and found.form == "masdar":
            # باعتباره: as; يمكن اعتباره «...»: he is said to be it
            return found.clitic == "ب" or self.kinds[i + 1 : i + 2] != ["A"]
        if found.lemma in ("جاء", "ورد"):
            return not self._in_document(i)
        if self.word(i) == "وبين" and self.kinds[i + 1 : i + 2] != ["A"]:
            return any(self.word(k).startswith("بين") for k in range(max(0, i - 8), i))
        if self.tokens[i].text.lstrip("وف")[:1] == "أ" and found.lemma[0] == "ا":
            return self._of_me(i)
        if self._i_wish_to(i) or (found.lemma.endswith("ى") and self._i_do(i, found)):
            return True
        if found.lemma == "علم":
            return not self._learned(i, found)
        if found.lemma in ("أظهر", "وجد"):
            return not self._finding(i, found)
        if found.lemma == "نشر" and found.form == "verb":
            return found.tense == "imperfect" or self.word(i - 1) in speech_words("relative")
        if found.tense != "imperfect":
            return False
        if found.lemma_folded in speech_words("impersonal") and self._impersonal(i):
            return True
        return found.lemma in ("أبلغ", "وعد")

    def _i_wish_to(self, i: int) -> bool:
        """أود أن أوضح: a perfect cannot follow, so it is the first person."""
        return self.word(i - 1) == "ان" and self.word(i - 2) in speech_words("wishes")

    def _of_me(self, i: int) -> bool:
        """أعترف بأنني, أتهم مقالاتي: the first person, unless a subject follows (some print أعتبر for he)."""
        follows = self.tokens[i + 1 : i + 2]
        named = bool(follows) and follows[0].start in self._name_starts
        return not named and not self.word(i + 1).startswith("ال")

    def _i_do(self, i: int, found: Cue) -> bool:
        """أوصي الجهات: the first person, where the text tells ي from ى."""
        printed = self.tokens[i].text.lstrip("وف")
        mine = found.tense == "perfect" and printed[:1] == "أ" and printed.endswith("ي")
        return mine and prints_alif_maqsura(self.document.text)

    def _learned(self, i: int, found: Cue) -> bool:
        """علمت «...»: what a medium learned, it says."""
        return found.tense == "perfect" and self.kinds[i + 1 : i + 2] == ["<"]

    def _finding(self, i: int, found: Cue) -> bool:
        """أظهرت الدراسة أن: what was found stands in a document."""
        source = head_of(self.document, i + 1)
        return found.tense == "perfect" and bool(source and source.source_class == "document")

    def _in_document(self, i: int) -> bool:
        """جاء في البيان: what came stands in a document."""
        source = head_of(self.document, i + 2)
        return self.word(i + 1) == "في" and bool(source and source.source_class == "document")

    def _impersonal(self, i: int) -> bool:
        """يذكر أن, يشار إلى أن at the head of a sentence: nobody speaks."""
        heads = i == 0 or self.kinds[i - 1] in "b.,p" or self.word(i - 1) in ("ومما", "كما", "مما")
        led = i + 1 + (self.word(i + 1) in PREPOSITIONS)
        return heads and self.kinds[led : led + 1] == ["A"]

    def heads_clause(self, i: int, found: Cue) -> bool:
        """Whether a verb stands at the head of a clause."""
        if found.clitic or i == 0 or self.kinds[i - 1] in "b.,:p":
            return True
        if self.kinds[i - 1] == ">":
            return found.lemma != "بين"  # قمة «...» بين الرئيسين
        if self.kinds[i - 1] == "n" and found.lemma in ("وصف", "كشف"):
            return True  # وفي 13 مايو 2011 وصف
        carried = found.lemma == "نقل" and self.word(i) != "نقلا"
        if carried and self.word(i + 1) in ("عن", "عنه", "عنها", "عنهم"):
            return True  # تقارير نقلت عن
        named = i + 1 < len(self.tokens) and self.tokens[i + 1].start in self._name_starts
        that = self.kinds[i + 2 : i + 6]
        joined = any(w.startswith("و") for w in self.document.words[i + 2 : i + 6])
        if named and "A" in that and not joined and self.word(i - 1) not in PREPOSITIONS:
            return True  # وفي نهاية الجولة بين سامي أن
        led = self.word(i - 1) in PREPOSITIONS
        followed = self.kinds[i + 1 : i + 2] in (["A"], ["<"]) and not led and found.lemma != "بين"
        return followed or self.word(i - 1) in speech_words("clause-opener")


@remembered
def word_kind(folded: str) -> str:
    """The kind of a word of reported speech; "" for other words."""
    if is_that(folded):
        return "A"
    found = cue(folded)
    return {"verb": "V", "participle": "P", "masdar": "M"}[found.form] if found else ""


def _name_borders(
    _document: Document, found: Sequence[Mention]
) -> tuple[set[int], set[int], set[int]]:
    """The characters at which names start, at which they end, and at which people's do."""
    named = [m for m in found if m.kind in _NAMES]
    starts, ends = {m.span_start for m in named}, {m.span_end for m in named}
    return starts, ends, {m.span_end for m in named if m.kind == "person"}


def token_kinds(document: Document) -> tuple[list[str], dict[int, Marked]]:
    """The kind of each token, and the stretches in quote marks by their opening mark."""
    quoted = document.once(marked)
    closing = {m.closing for m in quoted.values() if m.closed}
    kinds = ["w"] * len(document.tokens)
    for i in document.where(word_kind):
        kinds[i] = word_kind(document.words[i])
    for i in document.marks:
        if document.kinds[i] != "p":
            kinds[i] = document.kinds[i]
        else:
            kinds[i] = "<" if i in quoted else ">" if i in closing else _mark_kind(document, i)
    return kinds, quoted


def _mark_kind(document: Document, i: int) -> str:
    """The kind of a mark that is no quote mark."""
    token = document.tokens[i]
    kind = _MARKS.get(token.text, "p")
    if token.text == ":" and document.text[token.end : token.end + 1] == "/":
        return "p"  # http://
    return "p" if token.text == "." and not _ends(document, i) else kind


def _ends(document: Document, i: int) -> bool:
    """Whether a dot ends a sentence; in "أ.ف.ب" and "إتش.إس" it does not."""
    token, text = document.tokens[i], document.text
    if not i:
        return True
    before = document.tokens[i - 1]
    glued = text[token.end : token.end + 1].isalnum() and before.end == token.start
    if glued and before.text.isascii():
        return False
    return not (before.kind == "w" and len(before.folded) <= (3 if glued else 1))
