"""Reported speech as the reader of a clause sees it: cue, what stands between, what is said, where it ends.

Token indices throughout, half open. Scans are bounded and content is left behind once read, so the
time taken grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.quote_marks import Marked, marked
from extractors.records import Mention
from extractors.reporting import Cue, announced, cue, is_that
from extractors.sources import head_of
from extractors.speech_words import speech_words
from extractors.text import Document, fold

# Tokens between a cue and what it introduces.
_REACH = {"verb": 45, "homograph": 26, "participle": 16, "masdar": 5}
CONTENT_REACH = 300  # tokens of an unquoted content

_PREPOSITIONS = frozenset(["الي", "علي", "عن", "من", "في", "ب", "ل"])
_MASDAR_SHAPE = re.compile(
    r"ب(?:ال)?(?:ت\w{2}ي\w|ا\w{2}ا\w|ان\w{2}ا\w|است\w{2,3}ا\w|ا\wت\w{1,2}ا\w)$"
)


class Content(NamedTuple):
    """What is said: its tokens, whether it is direct, indirect or mixed, and the first token behind
    it and its marks."""

    first: int
    last: int
    quote_type: str
    behind: int


class Complement(NamedTuple):
    """How a cue goes on to what is said: the construction, where the subject's stretch ends, and
    the content."""

    construction: str
    subject_end: int
    content: Content


class Speech:
    """A document as reported speech: one character a token, its quote marks, its cues.

    ``kinds``: b line break, . sentence end, : and , as they are, < > quote marks, A أن, V verb,
    P participle, M verbal noun with a pronoun, w other word, n number, p other mark.
    """

    def __init__(self, document: Document, found: Sequence[Mention] = ()) -> None:
        self._name_ends = {m.span_end for m in found if m.kind in _NAMES}
        self.document = document
        self.tokens = document.tokens
        self.marked = marked(document)
        closing = {m.closing for m in self.marked.values() if m.closed}
        self.kinds = [
            _word_kind(t.folded) if t.kind == "w" else self._kind(i, closing)
            for i, t in enumerate(self.tokens)
        ]

    def _kind(self, i: int, closing: set[int]) -> str:
        """The kind of a token that is no word."""
        token = self.tokens[i]
        if token.kind == "b":
            return "b"
        if token.kind == "p":
            if i in self.marked:
                return "<"
            if i in closing:
                return ">"
            if token.text in ".!?؟…" and self._ends(i):
                return "."
            return {"،": ",", ",": ",", "؛": ",", ";": ",", ":": ":"}.get(token.text, "p")
        return "n"

    def _ends(self, i: int) -> bool:
        """Whether a dot ends a sentence; in "أ.ف.ب" and "إتش.إس" it does not."""
        token, text = self.tokens[i], self.document.text
        if token.text != "." or not i:
            return True
        before = self.tokens[i - 1]
        glued = text[token.end : token.end + 1].isalpha() and before.end == token.start
        if glued and before.text.isascii():
            return False
        return not (before.kind == "w" and len(before.folded) <= (3 if glued else 1))

    def cue_at(self, i: int) -> Cue | None:
        """The cue at a token, where its surroundings allow one."""
        if self.kinds[i] not in "VPM":
            return None
        found = cue(self.tokens[i].folded)
        if not found or self._denied(i, found):
            return None
        if found.form == "participle" and not self._introduces(i, found):
            return None
        if found.homograph and found.tense == "perfect" and not self.heads_clause(i, found):
            return None
        return found

    def _introduces(self, i: int, found: Cue) -> bool:
        """Whether a participle reports and does not describe: behind a comma, or right before what
        it introduces."""
        if i and self.kinds[i - 1] in ",>p":
            return True
        return self.kinds[i + 1 : i + 2] in (["A"], [":"], ["<"], ["b"]) or (
            not found.takes_folded.isdisjoint((self.word(i + 1), self.word(i + 2)))
        )

    def _denied(self, i: int, found: Cue) -> bool:
        """لم يقل, أن يقول, ما قاله: nothing was said."""
        before = self.tokens[i - 1].folded if i and self.tokens[i - 1].kind == "w" else ""
        if (
            found.tense == "imperfect"
            and fold(found.lemma) in speech_words("impersonal")
            and self._impersonal(i)
        ):
            return True
        if found.lemma in ("جاء", "ورد") and not self._in_document(i):
            return True
        if self.word(i + 1) == "تعالي" or self.word(i + 1) in speech_words("prayed-to"):
            return True  # scripture or a prayer: nobody is reported to have said it
        if found.tense == "imperfect" and found.lemma in ("أبلغ", "وعد"):
            return True  # spelt like يبلغ (amounts to) and يعد (is held to be)
        if found.lemma == "علم" and not self._learned(i, found):
            return True
        if before in ("لم", "ولم", "لن", "ولن", "لا", "ولا", "ما", "بما", "مما", "فلم"):
            return found.form == "verb"
        return found.form == "verb" and found.tense == "imperfect" and is_that(before)

    def _learned(self, i: int, found: Cue) -> bool:
        """علمت «...»: what a medium learned, it says."""
        return found.tense == "perfect" and self.kinds[i + 1 : i + 2] == ["<"]

    def _in_document(self, i: int) -> bool:
        """جاء في البيان: what came stands in a document."""
        source = head_of(self.document, i + 2)
        return self.word(i + 1) == "في" and bool(source and source.source_class == "document")

    def _impersonal(self, i: int) -> bool:
        """يذكر أن, يشار إلى أن at the head of a sentence: nobody speaks."""
        heads = i == 0 or self.kinds[i - 1] in "b.,p" or self.word(i - 1) in ("ومما", "كما", "مما")
        return heads and (self.kinds[i + 1 : i + 2] == ["A"] or self.kinds[i + 2 : i + 3] == ["A"])

    def heads_clause(self, i: int, found: Cue) -> bool:
        """Whether a verb stands at the head of a clause."""
        if found.clitic or i == 0 or self.kinds[i - 1] in "b.,:>p":
            return True
        led = self.word(i - 1) in _PREPOSITIONS
        followed = self.kinds[i + 1 : i + 2] in (["A"], ["<"]) and not led
        return followed or self.word(i - 1) in speech_words("clause-opener")

    def word(self, i: int) -> str:
        """The folded token at an index, "" outside the text."""
        return self.tokens[i].folded if 0 <= i < len(self.tokens) else ""

    def complement(self, i: int, found: Cue) -> Complement | None:
        """What the cue at token i introduces, None where it introduces nothing."""
        weak: Complement | None = None
        reach = _REACH["homograph" if found.homograph else found.form]
        j, end = i + 1, min(len(self.tokens), i + reach)
        while j < end:
            kind = self.kinds[j]
            if kind in "b.>" or (kind == "P" and self.kinds[j - 1] == ","):
                break
            if kind == ":" and self.kinds[j - 1] != "n":
                return self._colon(i, j, found) or weak
            if kind == "<":
                quoted = self.marked[j]
                if self._speaks(i, j, quoted, found):
                    return Complement("cue-quote-marks", j, self.quoted(quoted))
                j = quoted.behind
                continue
            if kind == "A" and self._own_that(j):
                that = self._that(j, found)
                if weak is None or self.word(j - 1) in found.takes_folded:
                    return that or weak
                break
            if kind == "V" and j > i + 1 and self._new_clause(j, found):
                break
            weak = weak or (None if found.form == "masdar" else self._phrase(i, j, found))
            j += 1
        return weak

    def _own_that(self, j: int) -> bool:
        """Whether أن belongs to a cue: not بعد أن, إضافة إلى أن, إن شاء الله."""
        before = {
            self.word(j - 1),
            *((self.word(j - 2),) if self.word(j - 1) in _PREPOSITIONS else ()),
        }
        return before.isdisjoint(speech_words("before-other-that")) and self.word(j + 1) != "شاء"

    def _new_clause(self, j: int, found: Cue) -> bool:
        other = self.cue_at(j)
        return bool(other) and (found.lemma != "قال" or bool(other and other.clitic))

    def _speaks(self, i: int, j: int, quoted: Marked, found: Cue) -> bool:
        """Whether a stretch in marks is what is said and not a name."""
        if "direct" not in found.takes:
            return False
        if self.kinds[j - 1] == ":":
            return True
        if found.form == "masdar" and j == i + 1:
            return True
        if self.word(j - 1) in speech_words("naming-head") or (quoted.words < 6 and j > i + 20):
            return False
        before = self.word(j - 1)
        led = self.kinds[j - 1] == "M" or before in _PREPOSITIONS or j <= i + 2
        long = quoted.words >= 8 and not before.startswith("و")
        sourced = head_of(self.document, i + 1) is not None
        return quoted.words >= 4 and (led or long or sourced or self._ends_subject(i, j))

    def _colon(self, i: int, j: int, found: Cue) -> Complement | None:
        if "direct" not in found.takes:
            return None
        start = j + 1
        while start < len(self.tokens) and self.kinds[start] in "bp":
            start += 1
        if start >= len(self.tokens):
            return None
        if self.kinds[start] == "<":
            return Complement("cue-colon-marks", j, self.quoted(self.marked[start]))
        content = self.clause(start, across_sentences=True)
        direct = content._replace(quote_type="direct") if content else None
        return Complement("cue-colon", j, direct) if direct else None

    def _that(self, j: int, found: Cue) -> Complement | None:
        takes_that = "that" in found.takes or ("as" in found.takes and self.word(j)[0] == "ب")
        if not takes_that or self.tokens[j].folded == "انا":
            return None
        stop = j - 1 if self.word(j - 1) in _PREPOSITIONS else j
        content = self.clause(j + 1)
        return Complement("cue-that", stop, content) if content else None

    def _phrase(self, i: int, j: int, found: Cue) -> Complement | None:
        """A verbal noun or a prepositional phrase as what is said: أعلن مقتل، دعا إلى وقف."""
        word = self.word(j)
        clitic = announced(word)
        if clitic == "" and "noun" in found.takes and self._ends_subject(i, j):
            return self._built("cue-masdar", j, j)
        if clitic == "ب" and "ب" in found.takes:
            return self._built("cue-preposition", j, j)
        if (
            "ب" in found.takes
            and _MASDAR_SHAPE.match(word)
            and fold(found.lemma) in speech_words("demands-with-bi")
        ):
            return self._built("cue-preposition", j, j)
        if word in found.takes_folded and self._opens_phrase(j, word):
            return self._built("cue-preposition", j, j + 1)
        return None

    def _built(self, construction: str, stop: int, start: int) -> Complement | None:
        content = self.clause(start)
        return Complement(construction, stop, content) if content else None

    def _opens_phrase(self, j: int, preposition: str) -> bool:
        after = self.word(j + 1)
        if preposition == "علي":
            return after not in speech_words("not-said-after-ala")
        if preposition == "الي":
            return after not in speech_words("not-said-after-ila")
        return not is_that(after) and after not in ("طريق", "عمر", "عدم")

    def _ends_subject(self, i: int, j: int) -> bool:
        """Whether the subject may end before token j: behind the verb, a definite word, a nisba."""
        before = self.tokens[j - 1]
        if before.end in self._name_ends or before.folded in speech_words("adverb"):
            return True
        if j == i + 1 or self.kinds[j - 1] in ",>p":
            return True
        return before.folded.startswith(("ال", "لل", "بال")) or before.folded.endswith(
            ("ي", "يه", "يين", "يون")
        )

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
            return self.quoted(self.marked[start])
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
        j, limit = start, min(len(self.tokens), start + CONTENT_REACH)
        while j < limit:
            kind = self.kinds[j]
            if kind == "b":
                return j
            if kind == ">":
                return j
            if kind == ".":
                if not across_sentences or self._reports(j + 1):
                    return j
            elif kind == "<" and self.marked[j].closed:
                j = min(self.marked[j].behind, limit)
                continue
            elif j > start and (self._breaks(j) or self.second_direct(j)):
                return j
            j += 1
        return j

    def second_direct(self, j: int) -> bool:
        """A second أن with a whole quote in marks: the content before it ends."""
        quoted = self.marked.get(j + 1)
        return self.word(j) in ("وان", "وانه", "وانها") and bool(
            quoted and quoted.closed and self._closes_content(quoted.behind, quoted.words)
        )

    def _reports(self, j: int) -> bool:
        """Whether a sentence opens with a report of its own."""
        return j >= len(self.tokens) or self.kinds[j] in "Vb" or self._own_voice(j)

    def _breaks(self, j: int) -> bool:
        """Whether the content ends before token j: a new cue, or the reporter's own voice."""
        kind = self.kinds[j]
        if kind == "P":
            return self.kinds[j - 1] in ",>" or self._goes_on(j, 3)
        if kind == "M":
            return self.word(j)[0] == "ب" and self.kinds[j + 1 : j + 2] in (["<"], [":"], ["A"])
        if kind == "V":
            found = self.cue_at(j)
            if not found:
                return False
            opens = found.clitic == "و" or self.word(j - 1) in speech_words("clause-opener")
            told = found.tense == "perfect" or found.stance == "neutral"
            if told and (opens or self.kinds[j - 1] == ","):
                return self._goes_on(j, 25)
            return False
        return kind == "w" and self.word(j) in _own_voice_first() and self._own_voice(j)

    def _goes_on(self, j: int, reach: int) -> bool:
        """Whether a cue is followed soon by what it introduces."""
        for k in range(j + 1, min(len(self.tokens), j + 1 + reach)):
            if self.kinds[k] in "A:M" or (self.kinds[k] == "<" and self.marked[k].words >= 4):
                return True
            if self.kinds[k] in "b.VP":
                return False
            if k <= j + 2 and self.word(k) in _PREPOSITIONS:
                return True
        return False

    def _own_voice(self, j: int) -> bool:
        first = self.word(j)
        if first == "حسبما" and self.kinds[j - 1] != ",":
            return False
        return first in _own_voice_first() and any(
            all(self.word(j + k).startswith(w) if k else self.word(j) == w for k, w in enumerate(p))
            for p in _own_voice_phrases()
        )

    def _holds_words(self, start: int, end: int) -> bool:
        """Whether a content holds words in quote marks that are more than a name."""
        j = start
        while j < end:
            if self.kinds[j] == "<":
                quoted = self.marked[j]
                if quoted.words >= 4 or self._scare(quoted):
                    return True
                j = max(quoted.behind, j + 1)
            else:
                j += 1
        return False

    def _scare(self, quoted: Marked) -> bool:
        """One to three indefinite words that describe: «محدودا», “عزم مشترك”."""
        words = [t.folded for t in self.tokens[quoted.opening + 1 : quoted.closing]]
        if not words or any(w.startswith("ال") for w in words):
            return False
        before = self.word(quoted.opening - 1)
        if before in speech_words("naming-head") or words[0] in ("ابو", "ام", "ابن"):
            return False
        if is_that(before) or (before in ("ب", "وب") and len(words) > 1):
            return True
        return words[-1].endswith("ات") if len(words) > 1 else words[0].endswith("ا")


_NAMES = ("person", "organisation", "place")


@lru_cache(maxsize=65_536)
def _word_kind(folded: str) -> str:
    if is_that(folded):
        return "A"
    found = cue(folded)
    return {"verb": "V", "participle": "P", "masdar": "M"}[found.form] if found else "w"


@cache
def _own_voice_phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in sorted(speech_words("own-voice")))


@cache
def _own_voice_first() -> frozenset[str]:
    return frozenset(p[0] for p in _own_voice_phrases())
