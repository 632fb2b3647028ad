"""Subjects that stand before their verb: in headlines, behind أما, as antecedents, at a clause's head."""

from __future__ import annotations

from extractors.reporting import Cue
from extractors.saying.complements import Complements
from extractors.saying.noun_phrases import Stretch, noun_phrase
from extractors.saying.speakers import People, Speaker
from extractors.saying.speech_words import speech_words
from extractors.saying.subject_ends import everyday_verbs
from extractors.text import readings, without_article

_RELATIVES = {"الذي": "m", "التي": "f"}
_HAD = frozenset({"كان", "كانت"})
_TWO = 2
_BUT = frozenset({"لكن", "ولكن"})
_REACH = 8  # tokens in which somebody is named


class Fronted:
    """Finds the subject of a verb that follows it."""

    def __init__(self, speech: Complements, people: People) -> None:
        self.speech = speech
        self.people = people
        self.document = speech.document
        headline = self.document.headline_end
        self.headline_tokens = self.document.token_at(headline) if headline else 0

    def headline_subject(self, i: int, found: Cue) -> Speaker | None:
        """ظريف يصف ...: headlines put the subject first."""
        verb_second = i < self.headline_tokens and found.tense == "imperfect" and not found.clitic
        return self.before(i, found) if verb_second else None

    def as_for(self, i: int, found: Cue) -> Speaker | None:
        """أما سامي فيقول: the subject stands behind أما at the head of the sentence."""
        if found.clitic != "ف":
            return None
        first = self.document.sentence_of(i)[0]
        if self.speech.word(first) not in ("اما", "واما"):
            return None
        phrase = noun_phrase(self.document, first + 1, i)
        return self.people.speaker(phrase, phrase, found.gender)

    def before(self, i: int, found: Cue) -> Speaker | None:
        """The subject that stands before its verb, from the head of the clause: مصادر أبلغت أن."""
        if found.clitic or i == 0:
            return None
        had = self.had(i, found)
        if had:
            return self.people.speaker(had, had, found.gender)
        relative = i - 1 - (self.speech.word(i - 1) in speech_words("to-be"))
        if self.relates(relative, found):
            return self.antecedent(relative)
        near = i - 1 if self.speech.word(i - 1) not in speech_words("to-be") else i - 2
        if near >= 0:
            named = self.people.ending(self.document.tokens[near].end)
            if named:
                return self._several(near, named) if found.gender == "p" else named
        first = self.clause_start(i)
        turn = (j for j in range(i - 2, first, -1) if self.speech.word(j) in _BUT)
        first = next(turn, first)
        but = self.speech.word(first) in _BUT and first + 1 < i
        first += but  # لكن مسؤولاً قال
        if first == i or not (but or self._heads_clause(first)):
            return None
        if self.speech.word(first) in speech_words("to-be"):
            first += 1
        if self.speech.word(first).removeprefix("و") in speech_words("ends-subject"):
            return None  # وعن المرحلة المقبلة قال
        if first + 1 < i and self._verb_first(first):
            first += 1  # a verb before its subject: أصدرت القيادة بيانا قالت فيه
        told = speech_words("words-told")
        phrase = noun_phrase(self.document, first, i)
        head = self.speech.word(phrase.first)
        adjunct = head.removeprefix("و") in speech_words("ends-subject") or head.startswith("وبال")
        if phrase.first >= phrase.last or adjunct or head in speech_words("clause-word"):
            return None
        while phrase.last > phrase.first and self.speech.word(phrase.last - 1) in told:
            phrase = Stretch(phrase.first, phrase.last - 1)  # ألقى الأمين كلمة أوضح فيها
        if phrase.first >= phrase.last:
            return None
        return self.people.speaker(Stretch(first, i), phrase, found.gender)

    def _several(self, near: int, last: Speaker) -> Speaker:
        """سامي ونزار وفهد أكدوا: all whose names stand in a row before a plural verb, up to token near."""
        end = self.document.tokens[near].end
        row = self.people.row(end)
        if len(row) < _TWO:
            return last
        names = self.document.text[row[0].span_start : end]
        return Speaker(names, names, "p")

    def had(self, i: int, found: Cue) -> Stretch | None:
        """وكان فلان، طالب ...: the subject between كان and its verb behind a comma."""
        if not i or found.clitic or self.speech.kinds[i - 1] != ",":
            return None
        first = self.document.sentence_of(i)[0]
        if self.speech.word(first).removeprefix("و") not in _HAD:
            return None
        phrase = noun_phrase(self.document, first + 1, i)
        return phrase if phrase.first < phrase.last == i - 1 else None

    def relates(self, i: int, found: Cue) -> bool:
        """Whether token i is the relative pronoun of the verb's own subject: الوزير الذي أكد, but
        not المدينة التي قال."""
        word = self.speech.word(i).removeprefix("و")
        return word in speech_words("relative") and found.gender == _RELATIVES.get(word, "p")

    def antecedent(self, i: int) -> Speaker | None:
        """الوزير الذي أكد: whom the relative pronoun at token i means."""
        end = i
        while end > 0 and self.speech.kinds[end - 1] in ",pn" and i - end < 6:
            end -= 1  # بلاتر (79 عاما) - الذي
            if self.speech.word(end) == ")":
                end = next(
                    (k for k in range(end, max(-1, end - 6), -1) if self.speech.word(k) == "("), end
                )
        if end <= 0:
            return None
        named = self.people.ending(self.document.tokens[end - 1].end)
        if named:
            return named
        for first in range(end - 1, max(-1, end - 8), -1):
            if self.speech.kinds[first] not in "wnp<>":
                return None
            if self.people.names_somebody(first, end) or self._role_behind_clitic(first):
                phrase = noun_phrase(self.document, first, end)
                speaker = self.people.speaker(phrase, phrase, "")
                if not speaker or phrase.last != end:
                    return None
                glued = speaker.name == speaker.surface and self._role_behind_clitic(first)
                return speaker._replace(name=speaker.name[1:]) if glued else speaker
        return None

    def _role_behind_clitic(self, i: int) -> bool:
        """لرئيس النادي: a role with a preposition glued in front."""
        ways = readings(self.speech.word(i))[1:]
        return any(without_article(rest) in speech_words("role-head") for _, rest in ways)

    def _heads_clause(self, i: int) -> bool:
        """Whether a clause may open at token i: behind a mark, or إلا أن مصدراً."""
        kinds = self.speech.kinds
        if i == 0 or kinds[i - 1] in "b.,:":
            return True
        but = kinds[i - 1] == "A" and self.speech.word(i - 2) in speech_words("and-but")
        return but and self.people.names_somebody(i, i + _REACH)

    def _verb_first(self, first: int) -> bool:
        """Whether the first word of a clause is its verb and the subject follows."""
        if without_article(self.speech.word(first)) in speech_words("role-head"):
            return False
        joined = self.speech.word(first).startswith("و")
        if self.speech.word(first) in everyday_verbs():
            return True
        known = self.people.starting(self.document.tokens[first + 1].start)
        return known or (joined and self.speech.word(first + 1).startswith("ال"))

    def clause_start(self, i: int) -> int:
        first = i
        while first > 0 and i - first < 14 and self._goes_before(first - 1):
            first -= 1
        return first

    def _goes_before(self, j: int) -> bool:
        """Whether token j belongs to the clause behind it: no mark, and no cue that tells anything."""
        kind = self.speech.kinds[j]
        return kind in "wn><" or (kind == "P" and self.speech.cue_at(j) is None)
