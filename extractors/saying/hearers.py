"""Whom something is said to: the nouns that verbs of demanding and describing take beside their
subject. طالبت النقابة الحكومة, دعت المجتمع الدولي, وصف سامي الخطة بأنها.
"""

from __future__ import annotations

from functools import cache

from extractors.reporting import Cue
from extractors.rules import Lexicon, load_rows
from extractors.saying.complements import Complements
from extractors.saying.noun_phrases import Stretch
from extractors.saying.sources import head_of
from extractors.saying.speakers import People
from extractors.saying.speech import PREPOSITIONS
from extractors.saying.speech_words import speech_words
from extractors.text import without_article


@cache
def _titles() -> Lexicon:
    return Lexicon(load_rows("titles"))


class Hearers:
    """Tells hearers and objects from the subject of a verb."""

    def __init__(self, speech: Complements, people: People) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document

    def subject(self, phrase: Stretch, found: Cue) -> Stretch:
        """طالبت الرابطة علماء الأمة, وصف سامي الخطة بأنها: of two nouns the first one speaks."""
        lemma = found.lemma_folded
        hearer = lemma in speech_words("takes-hearer") or lemma in speech_words("takes-object")
        if not (hearer or "as" in found.takes) or phrase.last - phrase.first < 2:
            return phrase
        first, last = phrase
        quoted = self.speech.marked.get(first)
        if quoted and quoted.closed and quoted.behind < last:
            return Stretch(first, quoted.behind)
        if self.people.is_surname(self.speech.word(first)):
            return Stretch(first, first + 1)
        second = next((j for j in range(first + 1, last) if self._second_noun(first, j)), last)
        if second == last and lemma in speech_words("takes-object"):
            second = next((j for j in range(first + 1, last) if self._thing(j)), last)
        return Stretch(first, second)

    def _thing(self, j: int) -> bool:
        """A definite noun, no adjective in ي: برر الوزير | التأخير."""
        word, before = self.speech.word(j), self.speech.word(j - 1)
        definite = word.startswith("ال") and before.startswith("ال")
        return definite and not word.endswith(("ي", "يه"))

    def _second_noun(self, first: int, j: int) -> bool:
        """Whether the definite word at j cannot be an adjective of the noun phrase before it."""
        word, before = self.speech.word(j), self.speech.word(j - 1)
        if word in speech_words("hearer-of-place") and self.people.ends_place(j - 1):
            return True  # حذر أمير منطقة حائل شباب الوطن
        if not before.startswith("ال"):
            return False
        if self.people.body_at(self.document.tokens[j].start) and not word.startswith("ال"):
            return True  # دعا الاتحاد إيران, طالبت الوزارة مجلس الأمن
        if not word.startswith("ال"):
            return self.speech.kinds[j] == "w" and word.endswith(("هم", "ها")) and len(word) > 4
        if word in speech_words("hearer"):
            return True
        if j == first + 1 and before.endswith("ه") and not word.endswith(("ه", "ي", "ات")):
            return True  # أدانت الأمانة | التفجير
        earlier = [self.speech.word(k) for k in range(first, j)]
        if word.endswith("ه"):
            return not any(w.endswith(("ه", "ات", "ا", "ء")) for w in earlier)
        return word.endswith("ين") and len(word) > 6 and not any(w.endswith("ين") for w in earlier)

    def are_meant(self, phrase: Stretch, found: Cue) -> bool:
        """Whether a noun phrase behind a verb of demanding, by its gender and case, is no subject of it."""
        if found.gender == "p":
            return True  # دعوا الحكومة: a plural verb has its subject in front
        if found.clitic == "و" and self.speech.word(phrase.first) in speech_words("no-caller"):
            return True
        if found.gender == "f" and self._he(phrase):
            return True
        if found.gender == "m" and found.tense == "perfect" and self._no_he(phrase.first):
            return True
        printed = self.document.tokens[phrase.first].text
        return printed.endswith(("ه", "ها", "هم")) and phrase.last - phrase.first == 1

    def are_to_do(self, i: int) -> bool:
        """طالب السكان بأن يغادروا: the plural verb is the hearers'."""
        word = self.speech.word(i)
        return len(word) > 4 and word.startswith("ي") and word.endswith("وا")

    def _he(self, phrase: Stretch) -> bool:
        """Whether a noun phrase cannot be the subject of a feminine verb: المجتمع الدولي, المواطنين."""
        first, last = phrase
        word = self.speech.word(first)
        if word in speech_words("no-she"):
            return True
        if not word.startswith("ال") or self.people.starting(self.document.tokens[first].start):
            return False
        adjective = self.speech.word(first + 1) if first + 1 < last else ""
        masculine = adjective.startswith("ال") and adjective.endswith("ي")
        return word.endswith("ين") or (masculine and not word.endswith(("ه", "ات", "ء")))

    def _no_he(self, i: int) -> bool:
        """Whether the noun at token i cannot be the subject of دعا, طالب: it is feminine, or its
        plural is accusative (دعا المواطنين)."""
        word, start = self.speech.word(i), self.document.tokens[i].start
        if word in speech_words("feminine-place"):
            return True
        if self.people.starting(start):
            return False
        if word.startswith("ال"):
            return len(word) > 5 and word.endswith(("ه", "يين", "ين"))
        # دعا طرفي النزاع, حاملي السلاح: duals and plurals that are no subject
        if word in speech_words("hearer"):
            return True
        plural = len(word) > 4 and word.endswith("ي") and head_of(self.document, i) is None
        return plural and self.speech.word(i + 1).startswith("ال")

    def alone(self, phrase: Stretch) -> Stretch:
        """The first of two nouns behind any verb: هنأت النقابة | عمال المناجم."""
        first, last = phrase
        if self._complete(first):
            return Stretch(first, first + 1)
        second = next((j for j in range(first + 1, last) if self._second_noun(first, j)), last)
        return Stretch(first, second)

    def _complete(self, i: int) -> bool:
        """Whether the definite noun at token i, no title, ends before a bare one."""
        word, following = self.speech.word(i), self.speech.word(i + 1)
        if following.startswith(("ال", "و", "ب", "ل")) or following in PREPOSITIONS:
            return False
        titled = without_article(word) in speech_words("role-head") or _titles().get(word)
        return not titled and not self.people.starting(self.document.tokens[i + 1].start)
