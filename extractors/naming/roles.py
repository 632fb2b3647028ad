"""Role phrases around a name: "المتحدث باسم وزارة الدفاع التركية", rank, organisation, country, sector."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from extractors.countries import country_of, demonym
from extractors.naming.person_phrases import phrases
from extractors.naming.person_symbols import Symbols
from extractors.naming.role_ends import completed, trimmed
from extractors.records import Mention, Organisation, Place
from extractors.text import fold, folded_words, readings

_WINDOW = 40  # symbols
_MEMORY = 50  # names: how far back "الوزارة" looks for its ministry
# An office's field. Names of people stand in it ("مركز الملك سلمان") before a title or the name only.
_FIELD = r"(?:[nNMdDolLciwRrUszyHOWq#]|el|(?<=[RrOd])m(?=[nHloU]))"
_FIELD_BEFORE = _FIELD.replace("c", "", 1)
_BEFORE = re.compile(
    rf"(?P<role>(?:[Rr](?:c(?![Rr])|{_FIELD_BEFORE}|[ujGgSAtTBbEKPy\"])*?|F+[nNdDg]?))(?:,?(?P<title>[Tt]+)d?|,)?$"
)
_TITLES = re.compile(r"[Tt]+d?$")
_AFTER = re.compile(rf"D?[,~(]?(?P<role>[Rr]{_FIELD}*)")
_NAMED = re.compile(r"[GAgEKuxj]")
_NAMED_FIRST = re.compile(r"[Tt]*d?[GAE]")
_GENERIC = {"الوزاره": "وزاره", "الهيئه": "هيئه", "الشركه": "شركه", "الجامعه": "جامعه", "المركز": "مركز", "الحزب": "حزب",
            "المجلس": "مجلس", "الحركه": "حركه", "البنك": "بنك", "المنظمه": "منظمه", "الجمعيه": "جمعيه", "النادي": "نادي"}  # fmt: skip


_DEMANDED = folded_words(
    "طالب حكم"
)  # the verb, where an office follows: طالب رئيس ...; a rule: حكم الرئيس
# Verbs whose subject is an office and whose object another: عين الرئيس اللواء ...
_RAISED = folded_words("عين كلف كرم استقبل أقال رقى أعفى ودع قلد منح هنأ")
_RULE = fold("الحكم")  # rather "the rule" than the referee behind a name
_BORN = folded_words("الملك الملكة الأمير الأميرة")  # no part of an office: خادم الحرمين الشريفين
_OFFICE_OF_ANOTHER = re.compile("[dD](?P<office>[Rr]+[dD])$")
_NAME_AND_OFFICE = re.compile(
    "[uUGgA][sS]w(?P<office>[Rr][^w]*)$|^(?:[Rr]+[dDN]?[GA]|R[dDN]?g)[usSGAgjxn][^.]*?(?P<next>[Rr][^w]*)$"
)
_LEANING = re.compile("[Fr][Rr]")
_TEAMS = folded_words("فريق الفريق منتخب المنتخب نادي النادي مخيم المخيم الأخضر")
_LED_BY = folded_words("برئاسة بقيادة بحضور بمشاركة بإشراف برعاية بعضوية بإدارة بمتابعة بتوجيه")
_RELATIVES = folded_words(
    "نجل ابن زوجة شقيق شقيقة والد والدة حفيد حفيدة ابنة كريمة أرملة صهر عم خال"
)
_OWN = ("ه", "ها", "هم", "هما")  # of words of kinship and company: نجله, زميلها


class Role(NamedTuple):
    """What stands around a name; None where nothing does."""

    text: str | None = None
    organisation: str | None = None
    rank: str | None = None
    country: str | None = None
    sector: str | None = None


def around(symbols: Symbols, before: int, first: int, last: int) -> Role:
    """The role of the person named by the symbols from ``first`` up to ``last``; the name in front
    ends at ``before``."""
    rank, office, calling = _titles(symbols, first)
    span = _before(symbols, before, first, last) or _after(symbols, last)
    if span is None:
        return Role(office or calling, None, rank, None, "MIL" if rank else None)
    start, end = symbols.starts[span[0]], symbols.ends[span[1] - 1]
    text = _with_article(symbols.document.text[start:end])
    inside = [
        m for m in symbols.named[_at(symbols, start) : _at(symbols, end)] if m.span_end <= end
    ]
    of = _organisation(symbols, span, inside)
    country = _country(symbols, span, inside) or (of.country if of else None)
    return Role(text, of.name if of else None, rank, country, _sector(symbols, span, of))


def _titles(symbols: Symbols, first: int) -> tuple[str | None, str | None, str | None]:
    """The rank, the office and the calling among the titles in front of a name."""
    match = _TITLES.search(symbols.text, max(0, first - 8), first)
    if match is None:
        return None, None, None
    rank = office = calling = None
    tokens = symbols.document.tokens
    token = symbols.tokens[match.start()]
    while token < symbols.tokens[first]:
        hit = phrases().at(symbols.document, token)
        if hit is None:
            token += 1
            continue
        surface = _with_article(symbols.document.text[hit.span_start : tokens[hit.last - 1].end])
        rank = surface if hit.row["kind"] == "rank" else rank
        office = surface if hit.row["kind"] == "office" else office
        calling = surface if hit.row["kind"] == "calling" else calling
        token = hit.last
    return rank, office, calling


def _with_article(text: str) -> str:
    """A phrase with the article that للـ holds: للعقيد is العقيد."""
    return "ال" + text[2:] if text.startswith("لل") else text


def _before(symbols: Symbols, before: int, first: int, last: int) -> tuple[int, int] | None:
    match = _BEFORE.search(symbols.text, max(before, first - _WINDOW), first)
    if match is None:
        return None
    start, end = match.span("role")
    if symbols.text[end - 1] == "w" and match["title"]:
        return None  # قائد الشرطة والعقيد فلان
    if _LEANING.match(symbols.text, start) and symbols.folded(start) in _RELATIVES:
        start += 1  # نجل الرئيس فلان: the father's office
    verb = symbols.folded(start - 1) if start else ""
    subject = symbols.text[start] == "R" and verb.removeprefix("و") in _RAISED
    title = phrases().at(symbols.document, symbols.tokens[start])
    alone = title is None or title.last == symbols.tokens[start] + 1  # not الرئيس التنفيذي
    if (
        alone
        and symbols.text[start + 1] in "RrTt"
        and (subject or symbols.folded(start) in _DEMANDED)
    ):
        start += 1
        if symbols.text[start] in "Tt":
            return None
    start = _of_another_country(symbols, start, end) or start
    joined = _joined(symbols, start, end) if before else 0
    if start - before > 1 and not _is_of_two(symbols, before, start, joined):
        joined = 0
    start = joined + 1 if joined else start
    start = _behind_name(symbols, start, end) or start
    if _is_anothers(symbols, start, end) or _is_told(symbols, start, first, last):
        return None
    office = _titles(symbols, first)[1] if match["title"] else None
    if office and fold(office) not in _BORN:
        end = match.end("title")  # an office among the titles belongs to the role
    if symbols.folded(end - 1) in _LED_BY:
        return None  # الإدارة برئاسة فلان
    span = trimmed(symbols, start, end, behind=False)
    if not symbols.text[span[1] : end].strip('"'):
        return span
    # نقل الوكيل توجيهات أمير المنطقة فلان; قال العميد في حضور الطلاب فلان
    circumstance = symbols.text[span[1]] == "i" and span[1] + 1 < end
    return _before(symbols, span[1], first, last) or (span if circumstance else None)


def _of_another_country(symbols: Symbols, start: int, end: int) -> int:
    """Where the office of another country's begins at the end of a phrase: رئيس الوزراء الكندي الرئيس
    الكوري; 0 where none does."""
    match = _OFFICE_OF_ANOTHER.search(symbols.text, start, end)
    if match is None:
        return 0
    first, second = demonym(symbols.folded(match.start())), demonym(symbols.folded(end - 1))
    return match.start("office") if first and second and first.country != second.country else 0


def _behind_name(symbols: Symbols, start: int, end: int) -> int:
    """Where the office of the second of two begins, of whom the first bears a name that no rule reads:
    مشرفة القسم فلانة الفلانية ومشرفة المكتبة; 0 where it is one's."""
    match = _NAME_AND_OFFICE.search(symbols.text[start:end])
    if match is None:
        return 0
    return start + max(match.start("office"), match.start("next"))


def _is_of_two(symbols: Symbols, before: int, start: int, joined: int) -> bool:
    """Whether "and" with a definite office and its country follows another's offices, who stands in front
    in the sentence: الأمير فلان وزير الدفاع والرئيس المصري علان."""
    apart = re.search(r"[.\nVv]", symbols.text[before:start])
    return bool(joined) and not apart and symbols.text[joined + 1 : joined + 3] in ("Rd", "RD")


def _is_anothers(symbols: Symbols, start: int, end: int) -> bool:
    """Whether a bare noun leans on the name: in نجل فلان, محامي فلان somebody else is son or lawyer."""
    printed = symbols.document.text[symbols.starts[start] : symbols.ends[end - 1]]
    own = printed.endswith(_OWN) or (symbols.text[start] == "F" and printed.endswith("ي"))
    return end == start + 1 and symbols.text[start] in "Fr" and not own


def _is_told(symbols: Symbols, start: int, first: int, last: int) -> bool:
    """Whether a quote mark opens between office and name and what is quoted goes on behind the name."""
    opened = symbols.text.count('"', start, first) % 2
    itself = symbols.text[start - 1] == '"' == symbols.text[first - 1]  # "فنان العرب" محمد عبده
    return bool(opened) and not itself and symbols.text[last : last + 1] != '"'


def _after(symbols: Symbols, last: int) -> tuple[int, int] | None:
    match = _AFTER.match(symbols.text, last, last + _WINDOW)
    if match is None:
        return None
    start, end = match.span("role")
    rule = match["role"] == "R" and symbols.folded(start) == _RULE
    if rule or symbols.folded(start).startswith("لل"):  # قالت فلانة للصحافيين
        return None
    if _NAMED.match(symbols.text, end):
        joined = _joined(symbols, start, end)
        if not joined and start == last and _NAMED_FIRST.match(symbols.text, end):
            return None  # الملك فلان الرئيس علان: the next one's
        end = joined or end  # فلان رئيس النادي والمدرب علان
    return completed(symbols, *trimmed(symbols, start, end, behind=True))


def _joined(symbols: Symbols, start: int, end: int) -> int:
    """Where the last "and" with an office stands in a phrase; 0 for none."""
    joined = max(symbols.text.rfind("wR", start, end), symbols.text.rfind("wr", start, end))
    return max(joined, 0)


def _organisation(
    symbols: Symbols, span: tuple[int, int], inside: list[Mention]
) -> Organisation | None:
    """The organisation named in the role, or the one that "الوزارة" in it means."""
    for m in inside:
        if isinstance(m.fact, Organisation):
            return m.fact
    for i in range(*span):
        nouns = (rest for _, rest in readings(symbols.folded(i)) if rest in _GENERIC)
        head = _GENERIC.get(next(nouns, ""))
        if head:
            before = _at(symbols, symbols.starts[i])
            recent = reversed(symbols.named[max(0, before - _MEMORY) : before])
            facts = (m.fact for m in recent if isinstance(m.fact, Organisation))
            return next((fact for fact in facts if fold(fact.name).split()[0] == head), None)
    return None


def _at(symbols: Symbols, offset: int) -> int:
    """How many organisations and places begin before a character offset."""
    return bisect_left(symbols.named, offset, key=lambda m: m.span_start)


def _country(symbols: Symbols, span: tuple[int, int], inside: list[Mention]) -> str | None:
    for i in range(*span):
        found = demonym(symbols.folded(i)) if symbols.text[i] in "dDRr" else None
        if found:
            return found.country
    for m in inside:
        if isinstance(m.fact, (Organisation, Place)) and m.fact.country:
            return m.fact.country
    return country_of(
        symbols.document.text[symbols.starts[span[1] - 1] : symbols.ends[span[1] - 1]]
    )


def _sector(symbols: Symbols, span: tuple[int, int], of: Organisation | None) -> str | None:
    """What the office tells, else its organisation: a director may be of a ministry or a bank."""
    hit = phrases().at(symbols.document, symbols.tokens[span[0]])
    told = hit.row["sector"] if hit else ""
    if told == "MIL" and _is_of_team(symbols, span, of):
        return "CVL"  # قائد المنتخب
    return told or (of.sector if of else None)


def _is_of_team(symbols: Symbols, span: tuple[int, int], of: Organisation | None) -> bool:
    """Whether a captain is one of sport or of a camp."""
    field = symbols.folded(span[0] + 1) if span[1] - span[0] > 1 else ""
    return field in _TEAMS or (of is not None and of.sector == "CVL")
