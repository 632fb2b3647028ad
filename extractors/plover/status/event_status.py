"""Has it happened? The status of an event: actual, negated, future, hypothetical or historical.

Read from particles and words in front of the trigger (``lexicons/status_words.tsv``), from the verb's
form (سـ, كان قد) and from dates that lie well before the article's day (``event_days``).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache

from extractors.lookups import remembered
from extractors.plover.sentence.event_days import by_date
from extractors.plover.sentence.light_verbs import light_verbs
from extractors.plover.status.denials import under_that
from extractors.plover.trigger.triggers import Trigger
from extractors.plover.words.asserting_verbs import asserting_perfects
from extractors.records import Mention
from extractors.rules import load_rows
from extractors.text import Document, folded_words, tokenize

Words = tuple[str, ...]
_CLAUSE_ENDS = frozenset(("،", ",", ";", "؛", ":", "حيث", "فيما", "بينما", "لكن", "و"))
_NOUN_REACH = 4
_BEFORE_WHAT = folded_words(
    "هو هي وهو وهي أول بعد قبل كل عند حين بين مثل قدر حال وقت على عن من في مع هذا ذلك"
)
_NOT_YET = folded_words("لن ولن سوف سيستمر سيستمرون ستستمر سنستمر سيواصل سيواصلون ستواصل سنواصل")
_NOT = frozenset(("ليس", "ليست", "لا", "ما"))
# Of the noun right behind them only: طائرة بدون طيار.
_WITHOUT = frozenset(("دون", "بدون"))
_WILL_HAPPEN = folded_words("ستحصل سيحصل ستقع سيقع ستحدث سيحدث ستجري سيجري ستنطلق سينطلق")
_IN_WAKE_OF = folded_words("أعقاب إثر غداة")
_DUE, _DUE_REACH = folded_words("المقرر المقررة المزمع المزمعة المرتقب المرتقبة"), 5
# تظاهروا قبل أن تفرقهم الشرطة: what came next.
_BEFORE_THAT = folded_words("قبل إلى حتى لبث لبثت")
_ONLY = folded_words("فقط فحسب وحسب سوى إلا")
_PARTICLES_BETWEEN = frozenset(("قد", "لقد"))


@cache
def _phrases() -> dict[str, tuple[tuple[Words, str, str], ...]]:
    """The lexicon's phrases by their first word, each with its scope and what it says, longest first."""
    found: dict[str, list[tuple[Words, str, str]]] = {}
    for row in load_rows("status_words"):
        for surface in row["surface"].split("|"):
            words = tuple(t.folded for t in tokenize(surface))
            found.setdefault(words[0], []).append((words, row["scope"], row["status"]))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}


@remembered
def status_phrases(folded: str) -> tuple[tuple[Words, str, str], ...]:
    """The phrases that tell a status and may start with this word, و or ف in front or not, each with
    its scope and what it says; empty for nearly all."""
    table = _phrases()
    return table.get(folded, ()) + (table.get(folded[1:], ()) if folded[:1] in "وف" else ())


def status_stems() -> Set[str]:
    """The folded first words of the phrases that tell a status, without و and ف."""
    return _phrases().keys()


def status(
    document: Document,
    trigger: Trigger,
    sentence: tuple[int, int],
    dates: Sequence[Mention],
    governor: int | None,
) -> str:
    """The event's status; ``dates`` are the date mentions of its sentence, ``governor`` the token of
    the verb that carries a noun (قد يتعرض لهجوم).

    Besides the five statuses it may say ``demand``: the event is what somebody asks for.
    """
    clause = _clause_start(document, trigger.first, sentence[0])
    return (
        _by_form(document, trigger)
        or under_that(document, governor or trigger.first, sentence[0])
        or _by_governor(document, governor)
        or _by_subjunctive(document, trigger, clause)
        or _in_chronicle(document, sentence[0])
        or _in_front(document, trigger, clause, governor)
        or _in_clause(document, trigger, clause)
        or by_date(document, trigger, sentence, dates)
        or "actual"
    )


def _in_chronicle(document: Document, first: int) -> str | None:
    """1970 - استقالة رئيسة الوزراء: a year and a dash open a line of a chronicle."""
    words, published = document.words, document.article.published
    if not (published and words[first].isdigit() and len(words[first]) == 4):
        return None
    dash = first + 1 < len(words) and document.tokens[first + 1].text in ("-", "–", "ـ", ":")
    return "historical" if dash and int(words[first]) < published.year else None


def _clause_start(document: Document, i: int, first: int) -> int:
    """Where the trigger's clause starts: behind the last mark or connective in front of it."""
    k = i - 1
    while k >= first and document.tokens[k].text not in _CLAUSE_ENDS and i - k < 25:
        k -= 1
    return k + 1


def _by_form(document: Document, trigger: Trigger) -> str | None:
    form = trigger.form
    if form and form.tense == "imperfect":
        word = document.tokens[trigger.first].folded[len(trigger.clitic) :]
        if word.startswith("س") and word[1:2] in ("ي", "ت", "ن"):
            return "future"
    return None


def _by_governor(document: Document, governor: int | None) -> str | None:
    """سيشن هجوماً, قد يتعرض لهجوم, لم يشن هجوماً, أن يؤدي إلى مقتل."""
    if not governor:
        return None
    word, before = document.tokens[governor].folded, document.tokens[governor - 1].folded
    if word[:2] in ("سي", "ست") or before == "سوف":
        return "future"
    if before.lstrip("وف") in ("لم", "لن", "لا"):
        return "hypothetical" if _is_telling(word) else "negated"
    printed = document.tokens[governor - 1].text
    if before in ("اذا", "لو") or printed.lstrip("وف") == "إن":
        return "hypothetical"  # إن تعرض: a condition, also before a perfect
    unreal = before in ("قد", "ان", "كي", "ربما") and word.lstrip("وف")[:1] in "يت"
    return "hypothetical" if unreal and not _is_done(word) else None


def _is_done(folded: str) -> bool:
    """بعد أن تم, بعد أن تعرض: a perfect, though it begins with the letter of an imperfect."""
    light = light_verbs().get(folded)
    perfect = light.form.tense == "perfect" if light else folded in asserting_perfects()
    return perfect or folded.endswith("ت")


def _is_telling(folded: str) -> bool:
    """لم يعلن, لم تتحدث: who is silent about an event does not deny it."""
    return folded.endswith(
        ("يعلن", "تعلن", "يتحدث", "تتحدث", "يؤكد", "تؤكد", "يذكر", "تذكر", "يكشف", "تكشف")
    )


def _matches(document: Document, k: int, words: Words, last: int) -> bool:
    end = k + len(words)
    return end <= last and tuple(document.words[k + 1 : end]) == words[1:]


def _goes_on(document: Document, k: int) -> bool:
    """ما زال, لا يزال: a negation that says yes; ما تطالب به, بعد ما أعلنت: what, no negation."""
    after = document.words[k + 1] if k + 1 < len(document.words) else ""
    if document.words[k].lstrip("وف") == "ما":
        before = document.words[k - 1].removeprefix("و") if k else ""
        return (
            after[:1] in "يتن"
            or after.endswith(("ه", "ها"))
            or before in _BEFORE_WHAT
            or after.startswith(("زال", "فتئ", "فتا", "انفك", "برح"))
        )
    return after.startswith(
        ("زال", "يزال", "تزال", "فتئ", "يفتا", "تفتا", "ينفك", "تنفك")
    ) or after in ("يزالون", "زالوا")


def _hits(document: Document, scope: str, k: int, last: int) -> str | None:
    for words, where, said in status_phrases(document.words[k]):
        if where == scope and _matches(document, k, words, last):
            return None if _goes_on(document, k) else said
    return None


def _is_more(document: Document, trigger: Trigger) -> bool:
    """لم تقتل فقط أربعة, لم يعتقل سوى اثنين: the negation takes nothing back."""
    behind = document.words[trigger.last : trigger.last + 2]
    return trigger.form is not None and not _ONLY.isdisjoint(behind)


def _in_front(
    document: Document, trigger: Trigger, clause: int, governor: int | None
) -> str | None:
    """What stands right before a verb, or within three words before a noun."""
    if _is_more(document, trigger):
        return None
    i, words = trigger.first, document.words
    if trigger.form is not None:
        joined = trigger.clitic.startswith("و") and trigger.form.tense == "perfect"
        for k in range(i if joined else max(clause, i - 3), i):
            said = _hits(document, "verb", k, i)
            if (
                said
                and (
                    words[k].lstrip("وف") not in _PARTICLES_BETWEEN
                    or trigger.form.tense != "perfect"
                )
                and (k >= i - 2 or (said == "negated" and words[i - 1] == "ان"))
            ):
                return said
        return None
    said = _before_noun(document, trigger, clause)
    if not said and trigger.clitic.endswith("ل") and governor is None:
        return "hypothetical"
    return said or _by_verb_behind(document, trigger)


def _before_noun(document: Document, trigger: Trigger, clause: int) -> str | None:
    i, words = trigger.first, document.words
    if not trigger.clitic and i > clause and words[i - 1] == "لا":
        return "negated"
    if words[i - 1] == "حتي" and not _NOT_YET.isdisjoint(words[clause : i - 1]):
        return "future"  # لن يتوقفوا حتى استعادة المدينة
    marks = sum(t.kind == "p" for t in document.tokens[max(clause, i - 1 - _NOUN_REACH) : i])
    for k in range(i - 1, max(clause, i - 1 - _NOUN_REACH - marks) - 1, -1):
        said = _hits(document, "noun", k, i)
        if said is None:
            continue
        negation = words[k].lstrip("و")
        if negation in _NOT and trigger.clitic.startswith("و"):
            continue  # لا يتجزأ ورفض البلدين: joined to what is no verb of its own
        reach = 1 if negation in _WITHOUT else 2 if negation in _NOT else i
        if said != "negated" or i - k <= reach:
            return said
    return None


def _by_verb_behind(document: Document, trigger: Trigger) -> str | None:
    """تفجيرات ستحصل, اجتماع المجلس المقرر: what comes is told behind the noun."""
    words = document.words
    behind = words[trigger.last : trigger.last + 1]
    if not _WILL_HAPPEN.isdisjoint(behind):
        return "future"
    dated = not _DUE.isdisjoint(words[trigger.last : trigger.last + _DUE_REACH])
    return "future" if dated else None


def _by_subjunctive(document: Document, trigger: Trigger, clause: int) -> str | None:
    """أن تدخل المدينة: what is hoped, feared or planned."""
    i = trigger.first
    if i <= clause or document.tokens[i - 1].folded not in ("ان", "بان") or trigger.form is None:
        return None
    told = i - 1 > clause and document.tokens[i - 2].folded in _BEFORE_THAT
    if trigger.form.tense != "imperfect" or told:
        return None
    phrases = document.where(status_phrases, clause, i)
    planned = any(_hits(document, "clause", k, i) == "future" for k in phrases)
    return "future" if planned else "hypothetical"


def _in_clause(document: Document, trigger: Trigger, clause: int) -> str | None:
    end = min(trigger.last + 8, document.sentence_of(trigger.first)[1])
    past = trigger.form is None and document.words[trigger.first - 1] in _IN_WAKE_OF
    for k in document.where(status_phrases, clause, trigger.first):
        said = _hits(document, "clause", k, end)
        if past and said != "historical":
            continue  # تعتزم تشديد إجراءاتها في أعقاب هجوم
        if said == "historical" and not _is_year_before(document, k):
            continue
        if said == "future" and trigger.form is not None and trigger.form.tense == "perfect":
            continue
        if said:
            return said
    return None


def _is_year_before(document: Document, k: int) -> bool:
    """A bare "عام" or "سنة" tells history only with an earlier year behind it."""
    if document.tokens[k].folded not in ("عام", "سنه", "وعام"):
        return True
    published = document.article.published
    year = document.tokens[k + 1].folded if k + 1 < len(document.tokens) else ""
    return bool(published and year.isdigit() and len(year) == 4 and int(year) < published.year)
