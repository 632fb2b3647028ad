"""Has it happened? The status of an event: actual, negated, future, hypothetical or historical.

Read from particles and words in front of the trigger (``lexicons/status_words.tsv``), from the verb's
form (سـ, كان قد) and from dates that lie well before the article's day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from extractors.plover.triggers import Trigger
from extractors.records import Date, Mention
from extractors.rules import load_rows
from extractors.text import Document, fold, folded_words, tokenize

Words = tuple[str, ...]
# News is of the last days; what is dated before them is told as background.
RECENT = timedelta(days=14)
_CLAUSE_ENDS = frozenset(("،", ",", ";", "؛", ":", "حيث", "فيما", "بينما", "لكن", "و"))
_NOUN_REACH = 4
_AUXILIARIES = folded_words("كان كانت كانا كانوا كانتا وكان وكانت وكانوا فكان")
_NOT = frozenset(("ليس", "ليست", "لا", "ما"))
# Of the noun right behind them only: طائرة بدون طيار.
_WITHOUT = frozenset(("دون", "بدون"))
_WILL_HAPPEN = folded_words("ستحصل سيحصل ستقع سيقع ستحدث سيحدث ستجري سيجري ستنطلق سينطلق")
_DATED_REACH = 20
_LATELY = ("ساع", "ايام", "اسابيع", "اسبوع")
_OTHER_CLAUSE = folded_words(
    "أن إن بأن وأن الذي التي الذين والتي والذي حين فيما بينما حيث لكن ولكن إلا مما كما"
)
# تظاهروا قبل أن تفرقهم الشرطة: what came next.
_BEFORE_THAT = folded_words("قبل إلى حتى لبث لبثت")
_PARTICLES_BETWEEN = frozenset(("قد", "لقد"))


@cache
def _words(scope: str) -> dict[str, tuple[tuple[Words, str], ...]]:
    """The lexicon's phrases of one scope by their last word (``verb``, ``noun``) or their first."""
    found: dict[str, list[tuple[Words, str]]] = {}
    for row in load_rows("status_words"):
        if row["scope"] == scope:
            for surface in row["surface"].split("|"):
                words = tuple(t.folded for t in tokenize(surface))
                found.setdefault(words[0], []).append((words, row["status"]))
    return {k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in found.items()}


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
        or _by_governor(document, governor)
        or _by_subjunctive(document, trigger, clause)
        or _in_front(document, trigger, clause, governor)
        or _in_clause(document, trigger, clause)
        or _by_date(document, trigger, sentence, dates)
        or "actual"
    )


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
    unreal = before in ("قد", "ان", "كي", "ربما", "اذا", "لو") and word.lstrip("وف")[:1] in "يت"
    return "hypothetical" if unreal and word[-1:] != "ت" else None


def _is_telling(folded: str) -> bool:
    """لم يعلن, لم تتحدث: who is silent about an event does not deny it."""
    return folded.endswith(
        ("يعلن", "تعلن", "يتحدث", "تتحدث", "يؤكد", "تؤكد", "يذكر", "تذكر", "يكشف", "تكشف")
    )


def _matches(document: Document, k: int, words: Words, last: int) -> bool:
    return k + len(words) <= last and all(
        document.tokens[k + n].folded == w for n, w in enumerate(words[1:], start=1)
    )


def _goes_on(document: Document, k: int) -> bool:
    """ما زال, لا يزال: a negation that says yes."""
    after = document.tokens[k + 1].folded if k + 1 < len(document.tokens) else ""
    return after.startswith(("زال", "يزال", "تزال")) or after in ("يزالون", "زالوا")


def _hits(document: Document, scope: str, k: int, last: int) -> str | None:
    folded = document.tokens[k].folded
    table = _words(scope)
    for word in (folded, folded[1:] if folded[:1] in "وف" else ""):
        for words, said in table.get(word, ()):
            if _matches(document, k, words, last) and not _goes_on(document, k):
                return said
    return None


def _in_front(
    document: Document, trigger: Trigger, clause: int, governor: int | None
) -> str | None:
    """What stands right before a verb, or within three words before a noun."""
    i = trigger.first
    if trigger.form is not None:
        for k in range(max(clause, i - 3), i):
            said = _hits(document, "verb", k, i)
            if (
                said
                and (
                    document.tokens[k].folded.lstrip("وف") not in _PARTICLES_BETWEEN
                    or trigger.form.tense != "perfect"
                )
                and (k >= i - 2 or (said == "negated" and document.tokens[i - 1].folded == "ان"))
            ):
                return said
        return None
    said = (
        "negated"
        if trigger.clitic == "" and i > clause and document.tokens[i - 1].folded == "لا"
        else None
    )
    marks = sum(t.kind == "p" for t in document.tokens[max(clause, i - 1 - _NOUN_REACH) : i])
    for k in range(i - 1, max(clause, i - 1 - _NOUN_REACH - marks) - 1, -1):
        hit = _hits(document, "noun", k, i)
        negation = document.tokens[k].folded.lstrip("و")
        far = hit == "negated" and i - k > (
            1 if negation in _WITHOUT else 2 if negation in _NOT else i
        )
        said = said or (None if far else hit)
    if not said and trigger.clitic.endswith("ل") and governor is None:
        return "hypothetical"
    return said or _by_verb_behind(document, trigger)


def _by_verb_behind(document: Document, trigger: Trigger) -> str | None:
    """تفجيرات ستحصل: the verb of the noun stands right behind it."""
    behind = document.tokens[trigger.last].folded if trigger.last < len(document.tokens) else ""
    return "future" if behind in _WILL_HAPPEN else None


def _by_subjunctive(document: Document, trigger: Trigger, clause: int) -> str | None:
    """أن تدخل المدينة: what is hoped, feared or planned."""
    i = trigger.first
    if i <= clause or document.tokens[i - 1].folded not in ("ان", "بان") or trigger.form is None:
        return None
    told = i - 1 > clause and document.tokens[i - 2].folded in _BEFORE_THAT
    if trigger.form.tense != "imperfect" or told:
        return None
    planned = any(_hits(document, "clause", k, i) == "future" for k in range(clause, i))
    return "future" if planned else "hypothetical"


def _in_clause(document: Document, trigger: Trigger, clause: int) -> str | None:
    end = min(trigger.last + 8, document.sentence_of(trigger.first)[1])
    for k in range(clause, trigger.first):
        said = _hits(document, "clause", k, end)
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


def _by_date(
    document: Document, trigger: Trigger, sentence: tuple[int, int], dates: Sequence[Mention]
) -> str | None:
    """A day well before the article's says background, one after it says future."""
    published = document.article.published
    pluperfect = _is_pluperfect(document, trigger, sentence[0])
    day = nearest_date(document, trigger, [d for d in dates if _dates_it(document, trigger, d)])
    if day is None:
        return "historical" if pluperfect else None
    fact = day.fact
    if not isinstance(fact, Date) or not fact.value:
        return "historical" if pluperfect else None
    if fact.value == "FUTURE_REF" and (trigger.form is None or trigger.form.tense == "imperfect"):
        return "future"
    if fact.value == "PAST_REF":
        return None if any(w in fold(day.text) for w in _LATELY) else "historical"
    last = last_day(fact.value)
    if published is None or last is None:
        return "historical" if pluperfect else None
    first = first_day(fact.value)
    if first and first > published and (trigger.form is None or trigger.form.tense == "imperfect"):
        return "future"
    return "historical" if last < published - RECENT else None


def _dates_it(document: Document, trigger: Trigger, day: Mention) -> bool:
    """Whether a date may be that of the trigger: no other clause stands between them. What is said in
    the imperfect goes on while it is told."""
    if trigger.form is not None and trigger.form.tense == "imperfect":
        return _is_to_come(document, day)
    first = document.token_at(day.span_start)
    low, high = (first, trigger.first) if first < trigger.first else (trigger.last, first)
    if high - low > _DATED_REACH:
        return False
    new = first > trigger.first and document.tokens[first].text.startswith("و")
    return not new and not any(document.words[k] in _OTHER_CLAUSE for k in range(low, high))


def _is_to_come(document: Document, day: Mention) -> bool:
    value = day.fact.value if isinstance(day.fact, Date) else None
    published = document.article.published
    start = first_day(value) if value else None
    return value == "FUTURE_REF" or bool(published and start and start > published)


def _is_pluperfect(document: Document, trigger: Trigger, first: int) -> bool:
    """كانت ... قد أعلنت: the verb behind قد, with كان before it in the sentence."""
    tokens = document.tokens
    i = trigger.first
    if trigger.form is None or trigger.form.tense != "perfect" or i == first:
        return False
    reach = range(max(first, i - 12), i)
    auxiliary = any(tokens[k].folded in _AUXILIARIES for k in reach)
    return auxiliary and (tokens[i - 1].folded == "قد" or tokens[i - 1].folded in _AUXILIARIES)


def nearest_date(document: Document, trigger: Trigger, dates: Sequence[Mention]) -> Mention | None:
    """The date of the sentence that stands nearest to the trigger: a day, or a time of a day; durations
    and hours do not count."""
    days = [m for m in dates if isinstance(m.fact, Date) and is_day(m.fact)]
    start = document.tokens[trigger.first].start
    return min(days, key=lambda m: abs(m.span_start - start), default=None)


def is_day(fact: Date) -> bool:
    """صباح اليوم الجمعة is a time of a day that is told."""
    timed = fact.timex_type == "TIME" and fact.value is not None and "-" in fact.value.split("T")[0]
    return fact.timex_type == "DATE" or timed


def first_day(value: str) -> date | None:
    """The first day that a TIMEX3 date covers; None where it is open or no calendar date."""
    return _day(value.split("/")[0], first=True)


def last_day(value: str) -> date | None:
    """The last day that a TIMEX3 date covers; None where it is open or no calendar date."""
    return _day(value.split("/")[-1], first=False)


def _day(value: str, first: bool) -> date | None:
    parts = value.split("T")[0].split("-")
    try:
        if len(parts) == 2 and parts[1].startswith("W"):
            return date.fromisocalendar(int(parts[0]), int(parts[1][1:]), 1 if first else 7)
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (1 if first else 12)
        if len(parts) > 2:
            return date(year, month, int(parts[2]))
        if first:
            return date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
