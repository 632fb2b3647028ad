"""How a cue goes on to what is said: أن, a colon, quote marks, a verbal noun, a preposition."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.lookups import remembered
from extractors.reporting import FREE_PREPOSITIONS, Cue, announced, is_that
from extractors.saying.clauses import CONTENT_REACH, Clauses, Content
from extractors.saying.quote_marks import Marked
from extractors.saying.sources import head_of, organisation_heads
from extractors.saying.speech import PREPOSITIONS
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import is_on
from extractors.text import without_article

# Tokens between a cue and what it introduces.
_REACH = {"verb": 45, "homograph": 20, "participle": 16, "masdar": 5}
_PASSED = 3  # verbs that may stand between: قال مسؤول طلب عدم ذكر اسمه إن
_LETTERS = frozenset(
    {"بي", "سي", "اس", "تي", "دي", "جي", "ال", "ام", "كي", "ار", "اتش", "في", "اي"}
)
_ACCORDING = PREPOSITIONS | {"بحسب", "حسب", "وفق", "وفقا", "كل", "طبقا"}
_WHICH = frozenset({"ما", "مما"})
_WHILE = frozenset({"بينما", "فيما"})
_TITLED = frozenset({"بعنوان", "عنوان", "عنوانها", "عنوانه", "بشعار", "شعار"})
_BODY = 6  # tokens of a name in marks
_REPEATING = frozenset({"جدد", "كرر"})
_MASDAR_SHAPE = re.compile(
    r"ب(?:ال)?(?:ت\w{2}ي\w|ا\w{2}ا\w|ان\w{2}ا\w|است\w{2,3}ا\w|ا\wت\w{1,2}ا\w)$"
)


@remembered
def _may_lead(folded: str) -> bool:
    """Whether a word can lead a phrase that is said: few can."""
    return announced(folded) is not None or folded in FREE_PREPOSITIONS or folded[:1] == "ب"


class Complement(NamedTuple):
    """How a cue goes on to what is said: the construction, where the subject's stretch ends, and
    the content."""

    construction: str
    subject_end: int
    content: Content


class Complements(Clauses):
    """Reads what the cues of a document introduce."""

    def complement(self, i: int, found: Cue) -> Complement | None:
        """What the cue at token i introduces, None where it introduces nothing."""
        weak: Complement | None = None
        # No phrase is the cue's behind what opens another clause: a relative, a negation, "، و".
        seeks_phrase, another = found.form != "masdar", speech_words("another-clause")
        passed, other, held = 0, False, False
        reach = _REACH["homograph" if found.homograph else found.form]
        kinds, words = self.kinds, self.words
        j, end = i + 1, min(len(words), i + reach)
        while j < end:
            kind = kinds[j]
            if kind in "b.>" or (kind == "P" and kinds[j - 1] == ","):
                break
            if kind == ":" and weak and self.word(j - 1) in speech_words("as-follows"):
                return weak
            if kind == ":" and kinds[j - 1] != "n":
                return weak if weak and self._address(j + 1) else self._colon(i, j, found) or weak
            if kind == "<":
                quoted = self.marked[j]
                if self._speaks(i, j, quoted, found):
                    return Complement("cue-quote-marks", j, self.quoted(quoted))
                j = quoted.behind
                continue
            if kind == "A" and self._own_that(j):
                that = self._that(j, found)
                if weak is None or (self.word(j - 1) in found.takes_folded and not held):
                    return that or weak
                break
            if kind == "V" and self._adds(j) and j > i + 2:
                break
            if kind == "V" and j > i + 1:
                passed += 1
                if passed > _PASSED or self._new_clause(j, found):
                    break
            if not weak and not other and seeks_phrase:
                word = words[j]
                other = word in another or (word[0] == "و" and kinds[j - 1] == ",")
                if not other and (_may_lead(word) or found.lemma in _REPEATING):
                    weak = self._phrase(i, j, found)
                # أكد حرص الوزارة على أن: the preposition is the noun's
                held = weak is not None and weak.construction == "cue-masdar" and j == i + 1
            j += 1
        return weak

    def _adds(self, j: int) -> bool:
        """استبعد اللاعب ما يؤكد أن: what it shows, and not what is said; not بحسب ما نقلت."""
        behind_noun = self.kinds[j - 2] == "w" and self.word(j - 2) not in _ACCORDING
        return self.word(j - 1) in _WHICH and behind_noun

    def _own_that(self, j: int) -> bool:
        """Whether أن belongs to a cue: not بعد أن, إضافة إلى أن, إن شاء الله."""
        if self.word(j - 1) in _LETTERS and self.word(j + 1) in _LETTERS:
            return False  # بنك بي إن بي
        before = {
            self.word(j - 1),
            *((self.word(j - 2),) if self.word(j - 1) in PREPOSITIONS else ()),
        }
        return before.isdisjoint(speech_words("before-other-that")) and self.word(j + 1) != "شاء"

    def _new_clause(self, j: int, found: Cue) -> bool:
        other = self.cue_at(j)
        return bool(other) and (found.lemma != "قال" or bool(other and other.clitic))

    def _speaks(self, i: int, j: int, quoted: Marked, found: Cue) -> bool:
        """Whether a stretch in marks is what is said and not a name."""
        if "direct" not in found.takes:
            return False
        if self._names_only(quoted) or self._names_body(quoted):
            return False
        if self.kinds[j - 1] == ":":
            return True
        if found.form == "masdar" and j == i + 1:
            return True
        if self.names_behind(j - 1) or (quoted.words < 6 and j > i + 20):
            return False
        before = self.word(j - 1)
        led = self.kinds[j - 1] == "M" or before in PREPOSITIONS or j <= i + 2
        long = quoted.words >= 8 and not before.startswith("و")
        sourced = head_of(self.document, i + 1) is not None
        return quoted.words >= 4 and (led or long or sourced or self._ends_subject(i, j))

    def names_behind(self, i: int) -> bool:
        """Whether what stands before a mark says that a name follows: البرنامج التدريبي «...»."""
        if self.word(i) in speech_words("naming-head"):
            return True
        adjective = self.word(i).startswith("ال") and self.word(i - 1).startswith("ال")
        return adjective and without_article(self.word(i - 1)) in speech_words("naming-head")

    def _names_body(self, quoted: Marked) -> bool:
        """أفادت «الشبكة العربية للحقوق» أن: a body's whole name in marks, and more behind it."""
        hit = organisation_heads().at(self.document, quoted.opening + 1)
        behind = self.kinds[quoted.behind : quoted.behind + 1]
        told = self.word(quoted.behind) == "نقلا"
        goes_on = told or (behind in (["A"], ["w"]) and not self._own_voice(quoted.behind))
        return bool(hit) and quoted.closed and quoted.words <= _BODY and goes_on

    def _names_only(self, quoted: Marked) -> bool:
        """Whether a stretch in marks is an address on the web or somebody's name, with a title."""
        first, last = quoted.opening + 1, quoted.closing
        if self.is_foreign(range(first, last)):
            return True
        named = quoted.closed and quoted.words <= 6 and self.ends_person(last - 1)
        return named and any(t.start in self._name_starts for t in self.tokens[first : first + 2])

    def _colon(self, i: int, j: int, found: Cue) -> Complement | None:
        if "direct" not in found.takes or self.word(j - 1) in _TITLED:
            return None
        start = j + 1
        while start < len(self.tokens) and self.kinds[start] in "bp":
            start += 1
        if start >= len(self.tokens):
            return None
        if self.tokens[start - 1].text == "(":
            closes = self._closing_bracket(start)
            if closes and all(t.text.isascii() for t in self.tokens[start:closes]):
                return None  # an address on the web
            if closes:
                return Complement("cue-colon", j, Content(start, closes, "direct", closes + 1))
        if self.kinds[start] == "<":
            return Complement("cue-colon-marks", j, self.quoted(self.marked[start]))
        content = self.clause(start, across_sentences=True)
        direct = content._replace(quote_type="direct") if content else None
        return Complement("cue-colon", j, direct) if direct else None

    def _address(self, j: int) -> bool:
        """البريد الإلكتروني: news@...: behind a colon an address, a number."""
        return self.kinds[j : j + 1] == ["n"] or self.is_foreign(
            range(j, min(j + 1, len(self.tokens)))
        )

    def _closing_bracket(self, start: int) -> int | None:
        """قال: (...): the bracket that closes what is said, in the same line."""
        for k in range(start, min(len(self.tokens), start + CONTENT_REACH)):
            if self.kinds[k] == "b":
                return None
            if self.tokens[k].text == ")":
                return k if k - start >= 4 else None
        return None

    def _that(self, j: int, found: Cue) -> Complement | None:
        takes_that = "that" in found.takes or ("as" in found.takes and self.word(j)[0] == "ب")
        held = found.lemma == "وعد" and not self.word(j).startswith("ب")  # عدت الخطوة أنها
        held = held or (found.lemma == "أعرب" and found.tense == "imperfect")  # يعرب is a name
        if not takes_that or held:
            return None
        stop = j - 1 if self.word(j - 1) in PREPOSITIONS else j
        content = self.clause(j + 1)
        return Complement("cue-that", stop, content) if content else None

    def _phrase(self, i: int, j: int, found: Cue) -> Complement | None:
        """A verbal noun or a prepositional phrase as what is said: أعلن مقتل، دعا إلى وقف."""
        word = self.words[j]
        clitic = announced(word) if word not in speech_words("entirely") else None
        if found.lemma in _REPEATING:
            clitic = "" if self._renewed(word) and "A" not in self.kinds[j + 1 : j + 3] else None
        governed = self.word(j - 1) in PREPOSITIONS  # كشف الأحمري في نهاية حديثه
        if clitic == "" and "noun" in found.takes and self._ends_subject(i, j) and not governed:
            return self._built("cue-masdar", j, j)
        if "ل" in found.takes and clitic == "ل":
            return self._built("cue-preposition", j, j, glued=1)
        if "ب" in found.takes and (clitic == "ب" or self._demanded(i, j, found)):
            return self._built("cue-preposition", j, j, glued=1)
        by = found.lemma_folded == "نوه" and any(w.startswith("بما") for w in self.words[i + 1 : j])
        if word in found.takes_folded and not by and self._opens_phrase(j, word):
            return self._built("cue-preposition", j, j + 1)
        return None

    def _renewed(self, word: str) -> bool:
        """Whether a verbal noun, with a pronoun or not, is something said before."""
        bare = without_article(word)
        stems = (bare, *(bare.removesuffix(p) for p in ("ه", "ها", "هم", "هما")))
        return any(stem in speech_words("renewed") for stem in stems)

    def _demanded(self, i: int, j: int, found: Cue) -> bool:
        """طالب, هدد, اتهم: any verbal noun with ب is what is demanded, threatened, charged."""
        word = self.word(j)
        if not word.startswith("ب") or found.lemma_folded not in speech_words("demands-with-bi"):
            return False
        if word in speech_words("entirely") or self._names_what(j):
            return False
        follows = found.form == "participle" if j == i + 1 else self._ends_subject(i, j)
        return bool(_MASDAR_SHAPE.match(word)) or (len(word) > 3 and follows)

    def _names_what(self, j: int) -> bool:
        """A name at token j, or بالرياض: where, and not what is demanded."""
        start = self.tokens[j].start
        where = start + 1 in self._name_starts or start + 3 in self._name_starts
        return start in self._name_starts or (where and self.kinds[j + 1 : j + 2] == [","])

    def _built(
        self, construction: str, stop: int, start: int, *, glued: int = 0
    ) -> Complement | None:
        """``glued``: letters of the first token that lead to the content and are no part of it."""
        content = self.clause(start)
        content = self._before_while(content) if content else None
        return Complement(construction, stop, content._replace(glued=glued)) if content else None

    def _before_while(self, content: Content) -> Content:
        """أعرب عن رغبته، بينما اتصل الوزير: behind a noun that is said, while turns to something else."""
        for j in range(content.first + 2, content.last):
            if self.word(j) in _WHILE and self.kinds[j - 1] == ",":
                return content._replace(last=j - 1, behind=j)
        return content

    def _opens_phrase(self, j: int, preposition: str) -> bool:
        after = self.word(j + 1)
        if self.word(j - 1) in speech_words("an-of-its-own"):
            return False
        if preposition == "عن" and self.kinds[j - 2] == "V" and announced(self.word(j - 1)) == "":
            return False  # أعلن رحيله عن الفريق
        if preposition == "علي":
            if not is_on(self.document, j):
                return False
            return after not in speech_words("not-said-after-ala")
        if preposition == "الي":
            return after not in speech_words("not-said-after-ila")
        if after == "ذلك":
            return False  # أعلن عن ذلك الوزير
        if preposition == "من" and self.word(j - 1) in speech_words("some"):
            return False  # شكا عدد من السكان
        return not is_that(after) and after not in ("طريق", "عمر", "عدم", "نفسه", "نفسها", "نفسهم")

    def _ends_subject(self, i: int, j: int) -> bool:
        """Whether the subject may end before token j: behind the verb, a definite word, a nisba."""
        before = self.tokens[j - 1]
        if before.end in self._name_ends or before.folded in speech_words("adverb"):
            return True
        if before.folded in speech_words("before-subject"):
            return True  # أكد سموه وقوف
        if j == i + 1 or self.kinds[j - 1] in ",>p":
            return True
        return before.folded.startswith(("ال", "لل", "بال", "وال")) or before.folded.endswith(
            ("ي", "يه", "يين", "يون")
        )
