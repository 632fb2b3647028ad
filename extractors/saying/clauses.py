"""What is said, and where it ends: at the sentence's end, a new cue, or the reporter's own voice.

Scans are bounded and a content is left behind once read, so the time taken grows with the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from extractors.reporting import Cue, is_that
from extractors.saying.quote_marks import Marked
from extractors.saying.sources import head_of
from extractors.saying.speech import PREPOSITIONS, TANWIN, Speech, token_kinds, word_kind
from extractors.saying.speech_words import speech_words
from extractors.text import Document

CONTENT_REACH = 300  # tokens of an unquoted content
_FORMULA = 10  # tokens of a formula and its source
_HE = frozenset({"انه", "انها", "انهم"})
_WHAT = frozenset({"ما", "لما"})
_SAYING = ("سي", "ست", "سن", "لن", "لم")
_WHILE = frozenset({"الوقت", "الحين"})


class Content(NamedTuple):
    """What is said: its tokens, whether it is direct, indirect or mixed, and the first token behind
    it and its marks."""

    first: int
    last: int
    quote_type: str
    behind: int
    glued: int = 0


class Clauses(Speech):
    """Reads the contents of a document."""

    def quoted(self, quoted: Marked) -> Content:
        """What stands in quote marks, and what goes on behind them where it belongs to the content."""
        first = quoted.opening + 1
        if not quoted.closed:
            inner = self.clause(first, across_sentences=True)
            return (
                inner._replace(quote_type="direct")
                if inner
                else Content(first, first, "direct", first)
            )
        return Content(first, quoted.closing, "direct", quoted.behind)

    def headline_content(self, start: int) -> Content | None:
        """What follows a name and a colon in a headline; direct where it stands in marks or we speak."""
        if self.kinds[start] == "<" and self.marked[start].closed:
            quoted = self.marked[start]
            if quoted.words > 3 or self._closes_content(quoted.behind, quoted.words):
                return self.quoted(quoted)
        content = self.clause(start)
        if not content:
            return None
        ours = self.word(start) in ("انا", "نحن", "لسنا", "لست") or any(
            t.folded.endswith("نا") and len(t.folded) > 3 for t in self.tokens[start : start + 2]
        )
        return content._replace(quote_type="direct") if ours else content

    def clause(self, start: int, *, across_sentences: bool = False) -> Content | None:
        """The content that starts at a token and ends where the clause does."""
        opens = start < len(self.tokens) and self.kinds[start] == "<"
        if opens:
            quoted = self.marked[start]
            if quoted.closed and self._closes_content(quoted.behind, quoted.words):
                return self.quoted(quoted)
        end = self._clause_end(start, across_sentences)
        last = end
        while last > start and self._dangles(last - 1):
            last -= 1
        if last <= start:
            return None
        mixed = self._holds_words(start, last) or (opens and self.marked[start].words > 3)
        quote_type = "mixed" if mixed else "indirect"
        return Content(start, last, quote_type, end)

    def _dangles(self, i: int) -> bool:
        """A mark or a conjunction with nothing behind it."""
        if self.kinds[i] == "w":
            return self.word(i) in speech_words("loose-conjunction")
        return self.kinds[i] in "b.,:p<" and self.tokens[i].text not in ")]%"

    def _closes_content(self, i: int, words: int) -> bool:
        """Whether nothing of the content follows behind the so many words in marks that end at i."""
        if i >= len(self.tokens) or self.kinds[i] in "b.P>":
            return True
        if self.kinds[i] in ",p":
            return words > 3 or self._closes_content(i + 1, 4)
        if self.kinds[i] == "V" and words > 3:
            return self.cue_at(i) is not None
        return self._own_voice(i)

    def _clause_end(self, start: int, across_sentences: bool) -> int:
        behind, limit = start, min(len(self.tokens), start + CONTENT_REACH)
        borders = self.document.once(_borders)
        for j in borders[bisect_left(borders, start) : bisect_left(borders, limit)]:
            kind = self.kinds[j]
            if j < behind:
                continue
            if kind in "b>":
                return j
            if kind == ".":
                if not across_sentences or self._reports(j + 1):
                    return j
            elif kind == "<" and self.marked[j].closed:
                behind = self.marked[j].behind
            elif j > start and (self._breaks(j) or (kind == "A" and self.second_direct(j))):
                return j
        return limit

    def second_direct(self, j: int) -> bool:
        """A second أن with a whole quote in marks: the content before it ends."""
        quoted = self.marked.get(j + 1)
        return self.word(j) in ("وان", "وانه", "وانها") and bool(
            quoted and quoted.closed and self._closes_content(quoted.behind, quoted.words)
        )

    def _reports(self, j: int) -> bool:
        """Whether a sentence opens with a report of its own."""
        if j >= len(self.tokens) or self.kinds[j] in "Vb" or self._own_voice(j):
            return True
        return self.word(j) in speech_words("then-he") and self.kinds[j + 1 : j + 2] == ["V"]

    def _breaks(self, j: int) -> bool:
        """Whether the content ends before token j: a new cue, or the reporter's own voice."""
        kind = self.kinds[j]
        if kind == "P":
            described = self.word(j - 1) in speech_words("is-not")
            return self.kinds[j - 1] in ",>" or (not described and self._goes_on(j, 3))
        if kind == "M":
            return self.word(j)[0] == "ب" and self.kinds[j + 1 : j + 2] in (["<"], [":"], ["A"])
        if self.kinds[j - 1] == "," and self._source_closes(j):
            return True
        turns = kind in "wV" and self.words[j] in _turning_words()
        if turns and (self._own_voice(j) or self._but_he_says(j)):
            return True
        return kind == "V" and self._reports_anew(j)

    def _source_closes(self, j: int) -> bool:
        """...، حسب الصحيفة: a formula and its source, with which the sentence ends."""
        if self.word(j) not in speech_words("source-behind") or j + 1 >= len(self.tokens):
            return False
        start = self.tokens[j + 1].start
        named = not self._name_starts.isdisjoint((start, start + 1)) or self.word(j + 1) in _WHAT
        if not named and head_of(self.document, j + 1) is None:
            return False
        ends = next((k for k in self.kinds[j + 1 : j + _FORMULA] if k in ".b,:<"), "")
        return ends in (".", "b") or j + _FORMULA >= len(self.kinds)

    def _reports_anew(self, j: int) -> bool:
        """Whether a verb opens a report of its own: وأكد, فيما قال; not the one of a relative clause."""
        found = self.cue_at(j)
        if not found:
            return False
        told = found.tense == "perfect" or found.stance == "neutral"
        before = j - 2 if self.word(j - 1) == "قد" else j - 1
        takes_over = self.word(before) in speech_words("takes-over") or self._he_says_of(j, found)
        if self.word(before) in speech_words("then") and found.tense != "perfect":
            return False
        if found.lemma == "نقل" and "عن" not in map(self.word, range(j + 1, j + 8)):
            return False  # نقل إلى المستشفى
        if found.lemma == "رفض" and found.clitic == "و":
            return "التعليق" in map(self.word, range(j + 1, j + 6))
        if not told or not (found.clitic == "و" or takes_over or self.kinds[j - 1] == ","):
            return False
        if self._goes_on(j, 25) or self._goes_on_by(j, found):
            return True
        comma = before if takes_over else j
        named = self.tokens[j + 1 : j + 2] and self.tokens[j + 1].start in self._name_starts
        return bool(named) and found.tense == "perfect" and self.kinds[comma - 1] == ","

    def _but_he_says(self, j: int) -> bool:
        """غير أنه أكد, لكنه قال, في الوقت الذي أكدت فيه: the reporter turns to something else."""
        if self.word(j) in speech_words("he-but"):
            verb = j + 1
        elif self.word(j) in speech_words("and-but") and self.word(j + 1) in _HE:
            verb = j + 2
        elif self.word(j) == "في" and self.word(j + 2) == "الذي" and self.word(j + 1) in _WHILE:
            verb = j + 3
        else:
            return False
        told = self.kinds[verb : verb + 1] == ["V"] and self.cue_at(verb)
        return bool(told) and self._goes_on(verb, 25)

    def _he_says_of(self, j: int, found: Cue) -> bool:
        """المدينة التي قال إن أخبارها: the reporter says it of what stands before."""
        relative = self.word(j - 1)
        if relative not in speech_words("relative") or self.kinds[j + 1 : j + 2] != ["A"]:
            return False
        of_it = (found.gender == "f") != relative.endswith("التي")
        return found.tense == "perfect" and (of_it or found.lemma == "قال")

    def _goes_on(self, j: int, reach: int) -> bool:
        """Whether a cue is followed soon by what it introduces."""
        for k in range(j + 1, min(len(self.tokens), j + 1 + reach)):
            if self.kinds[k] in "A:M" or (self.kinds[k] == "<" and self.marked[k].words >= 4):
                return True
            if self.kinds[k] in "b.VP" and self._turns_off(j, k):
                return False
            if k <= j + 2 and self.word(k) in PREPOSITIONS:
                return True
        return False

    def _turns_off(self, j: int, k: int) -> bool:
        """Whether token k ends what the cue at token j may introduce: not وأضاف قائلا, نقلا, عقب المباراة."""
        if self.word(k) == "نقلا":
            return False
        if self.kinds[k] == "V":
            return self.cue_at(k) is not None
        return self.kinds[k] != "P" or k != j + 1

    def _goes_on_by(self, j: int, found: Cue) -> bool:
        """ودعا السكان إلى: the verb's own preposition soon behind it."""
        words = [self.word(k) for k in range(j + 1, min(len(self.tokens), j + 6))]
        if found.clitic and "ب" in found.takes and any(w.startswith("ب") for w in words):
            return True  # ووعد اللاعب بالمساهمة
        if found.clitic and "as" in found.takes and self._calls(j):
            return True
        return bool(found.clitic) and not found.takes_folded.isdisjoint(words)

    def _calls(self, j: int) -> bool:
        """ووصف ما يجري بـ«المأساة»: what is called so stands between."""
        reach = range(j + 2, min(len(self.tokens) - 1, j + 10))
        return any(self.word(k) == "ب" and self.kinds[k + 1] == "<" for k in reach)

    def _own_voice(self, j: int) -> bool:
        first = self.word(j)
        phrases = _own_voice().get(first)
        if phrases is None or (first == "حسبما" and self.kinds[j - 1] != ","):
            return False
        if first == "من" and self.kinds[j - 1] in "wn":
            return False  # خسرها من جهة الشمال
        second = self.word(j + 1)
        near = (*phrases.get("", ()), *phrases.get(second, ()), *phrases.get(second[:1], ()))
        return any(
            all(w in (self.word(j + 2 + k), self.word(j + 2 + k)[:1]) for k, w in enumerate(rest))
            for rest in near
        )

    def _holds_words(self, start: int, end: int) -> bool:
        """Whether a content holds words in quote marks that are more than a name."""
        if "<" not in self.kinds[start:end]:
            return False
        j = start
        while j < end:
            if self.kinds[j] == "<":
                quoted = self.marked[j]
                inside = range(quoted.opening + 1, quoted.closing)
                long = quoted.words >= 4 and not self.is_foreign(inside)
                if long or self._scare(quoted):
                    return True
                j = max(quoted.behind, j + 1)
            else:
                j += 1
        return False

    def opens_sentence(self, quoted: Marked) -> bool:
        """Whether three words or more in marks open as a sentence: «لن نغادر بيوتنا»."""
        words = self.document.words[quoted.opening + 1 : quoted.closing]
        return len(words) > 2 and _says(words)

    def is_foreign(self, inside: range) -> bool:
        """Whether tokens are all of another script: an address on the web. Most tell at the first."""
        return all(self.tokens[k].text.isascii() for k in inside)

    def _scare(self, quoted: Marked) -> bool:
        """One to three indefinite words that describe: «محدودا», “عزم مشترك”."""
        words = [t.folded for t in self.tokens[quoted.opening + 1 : quoted.closing]]
        if len(words) > 1 and _says(words):
            return True
        if any(t.text.endswith(TANWIN) for t in self.tokens[quoted.opening : quoted.closing]):
            return True  # “فلسطينياً أولاً”
        if not words or any(w.startswith("ال") for w in words):
            return False
        before = self.word(quoted.opening - 1)
        if before in speech_words("naming-head") or words[0] in ("ابو", "ام", "ابن"):
            return False
        if is_that(before) or (before in ("ب", "وب") and len(words) > 1):
            return True
        if len(words) == 1:
            return words[0].endswith("ا")
        if words[0].endswith("ه") and words[-1].endswith("ه"):
            return True  # an adjective agrees: وصاية مالية
        return words[-1].endswith("ات") or words[0].startswith(("سي", "ست", "سن", "لن", "لا", "لم"))


def _says(words: Sequence[str]) -> bool:
    """Whether two or three words are more than a name: they open as a clause or hang from a
    preposition (خلال أسبوع, مضيعة للوقت), or a verb comes first."""
    if words[0] in speech_words("phrase-opener") or words[0].startswith(_SAYING):
        return True
    hangs = any(w.startswith(("لل", "بال")) and len(w) > 4 for w in words[1:])
    return hangs and not words[0].startswith("ال")


@cache
def _turning_words() -> frozenset[str]:
    """The first words of all phrases by which the reporter may take over."""
    return frozenset(_own_voice()) | speech_words("he-but") | speech_words("and-but") | {"في"}


def content_ends() -> frozenset[str]:
    """The words before which what is said may end: the reporter takes over, or names a source."""
    return _turning_words() | speech_words("source-behind")


def ends_content(folded: str) -> bool:
    """Whether a word is one of those."""
    return folded in content_ends()


def _borders(document: Document) -> list[int]:
    """The tokens at which what is said may end: marks, cues, words by which the reporter takes over."""
    kinds, _ = document.once(token_kinds)
    marks = (i for i in document.marks if kinds[i] in "b.<>")
    return sorted({*document.where(word_kind), *document.where(ends_content), *marks})


@cache
def _own_voice() -> dict[str, dict[str, list[tuple[str, ...]]]]:
    """The phrases of the reporter's own voice, by their first and second words ("" where none is)."""
    phrases: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for phrase in sorted(speech_words("own-voice")):
        first, *more = phrase.split()
        second, rest = (more[0], tuple(more[1:])) if more else ("", ())
        phrases.setdefault(first, {}).setdefault(second, []).append(rest)
    return phrases
