"""The constructions in which people are named, as patterns over the symbols of extractors.naming.names.

Each rule's group ``name`` is the mention. Of overlapping finds the longest stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A word of a name: a plain one, one behind بن or آل, أبو, عبد, فان or a hyphen, X الدين. A family
# name closes it, so that an unknown word behind is none of the name's.
_ANY = "[A-EG-Zabd-vx-z]"  # any word's symbol but a word of kinship's; w and c are clitics
_LINKED = rf"(?:B+|b)[KE]?{_ANY}y?[ND]?"
_OPEN = rf"(?:[GAg]y?|[uUs]y|[zu]|P+[GAgSzsUu]|{_LINKED}|[KE]{_ANY}y?|-[GAgSsUu]|I\.?)"
_CLOSE = rf"(?:[Ssk]|(?<=s)A|j(?=[Rr,(a])|P+[SA]|{_LINKED}|-[SAuUG])"
# What surely begins a name; what may begin one where the context says that a name is due.
# Each way begins with a letter: then the search skips what begins no name without trying it.
_BEHIND_LINK = "|".join(
    [*(rf"{symbol}B[KE]?{_ANY}" for symbol in "uxzUjtTrR"), rf"nB[KE]?{_ANY}(?=B|s)"]
)
_SURE = rf"(?:Gy?|Ay?|gy|K[GAgSsUuzj]|E{_ANY}|KE{_ANY}|{_BEHIND_LINK})"
_FIRST = rf"(?:{_SURE}|g|K[nNDd])"
_REST = rf"(?:j?{_OPEN}{{0,9}}U?{_CLOSE}{{0,4}})"
_MORE = rf"(?:j{_OPEN}{{0,9}}U?{_CLOSE}{{0,4}}|{_OPEN}{{1,9}}U?{_CLOSE}{{0,4}}|U{_CLOSE}{{0,4}}|{_CLOSE}{{1,4}})"
# An everyday word as family name: only before what closes a name (محمد نجم رئيس ..., بدر الطالب مدير ...).
# A title is one where no name follows it (سلمى الجندي قد ...), a construct's head where nothing does.
_LAST_WORD = r"(?:[nNM](?=[Rr,(a:])|[Rr](?=[Ra])|r(?=[,.)\n])|[tT](?=[Rr,(a:.epmnvV]))"
# The same behind a name of several words (people.find asks a bare noun for its article).
_FAMILY_WORD = r"(?:[nNMdD](?=,?a|[Rr(:]))"
# The same behind "son of", where nearly any definite noun is one (people.find asks for its article).
_SON = r"(?:(?<=B[A-Za-z])|(?<=B[KE][A-Za-z])|(?<=B[KE][A-Za-z]y))"
_FAMILY_OF_SON = rf"(?:{_SON}(?:[nNMUt]|v(?=,?a)|n(?=[Rra]|w[RrTt])|R(?=[arv])))"
# An everyday word between given name and family (فهد بتال الدوسري), or the family itself (نبيل العربي);
# people.find asks how it is built.
_BY_BUILD = "[GAg]n[sS]|Gn"
# "عبدالله الثاني بن الحسين"
_KING = rf"O(?:B{_ANY}y?)*"
# Any definite word closes a given name behind a personal title: "الدكتور خالد المصلح في ...".
_AFTER_TITLE = r"(?:[MNDd]|R(?=[BV,])|l(?=a)|v(?=,a))"
# Of an office: "رئيس مجلس إدارة الهيئة العامة للنقل في ...", "المبعوث إلى اليمن", "النائبة عن قضاء ...".
_FIELD = r"(?:[nNMdDolLciwRrUsHOWq#]|el|(?<=[RrOd])m(?=[nHloU])|\"o{1,6}\")"
_AFTER_SURNAME = r"(?=[aepmVv,:(\"\nTdDRr.])"


class Rule(NamedTuple):
    """A construction: its name and its pattern."""

    id: str
    pattern: re.Pattern[str]


RULES = tuple(
    Rule(name, re.compile(pattern))
    for name, pattern in (
        ("title-before-name", rf"Td?(?P<name>{_FIRST}{_LAST_WORD}|{_FIRST}{_REST}(?:D|{_KING}|[MN](?=[,.(:aRrvVw\n\"])|{_FAMILY_WORD}|{_FAMILY_OF_SON})?|{_MORE})"),
        ("title-before-name", rf"T(?P<name>[GA]{_AFTER_TITLE}(?:{_LINKED})*|s[GA]{_REST})"),
        ("title-before-name", rf"[Tt](?P<name>{_BY_BUILD})"),
        ("title-before-name", rf"t(?P<name>{_FIRST}{_LAST_WORD}|{_FIRST}{_REST}(?:D|{_KING}|[MN](?=[,.(:aRrvVw\n\"])|{_FAMILY_WORD}|{_FAMILY_OF_SON})?|[SA]y?|[ujUs](?![GAg]){_MORE})"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}{_MORE})"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}(?:[DqN]|N[sS]|M(?=[,.(:aRrvVw\n\"])))"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}{_OPEN}{{1,9}}(?:N|D(?=[,.(:aRr])|{_FAMILY_WORD}|{_FAMILY_OF_SON}))"),
        ("given-name-and-family-name", rf"(?P<name>{_SURE}(?:[tT](?=[Rra,:(])|r(?=a)|{_OPEN}{{1,9}}q(?=[aRr,(:])))"),
        ("given-name-and-family-name", rf"(?P<name>(?:g[sS]|g{_LINKED}|g[GA]y?|g[KE]{_ANY}){_REST}{_FAMILY_OF_SON}?)"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,14}}(?P<name>{_FIRST}(?:{_LAST_WORD}|N(?=[aepmw,:(.RrvV]))|{_FIRST}{_MORE})"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,14}}(?P<name>{_BY_BUILD})"),
        ("role-before-name", rf"[Rr]{_FIELD}{{1,14}}(?P<name>[uj]u{_REST}|[uj][GAgS]{_REST}|uj|S){_AFTER_SURNAME}"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,13}}[dD](?P<name>[uj]u{_REST})(?=[nN])"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,13}}[dD](?P<name>{_SURE}x)(?![uUsS])"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,13}}[dD](?P<name>G[dD])"),
        ("role-before-name", r"[Rr][dD]{0,2}(?P<name>[SA])"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,14}},(?P<name>u)(?=a)"),
        ("role-before-name", rf"[Rr]{_FIELD}{{0,13}}[dD](?P<name>u)(?=[rRa(,.])"),
        ("role-before-name", rf"R[dD]?(?P<name>[Gg]{_REST}|z){_AFTER_SURNAME}"),
        ("speech-before-name", rf"V(?P<name>{_SURE}{_REST}|P?[SA]y?)(?=[a,:(\"dDRrTipem])"),
        ("speech-before-name", rf"V(?P<name>gy?|z|[sujU]|{_SURE}{_LAST_WORD}|g{_MORE})(?=[a:])"),
        ("speech-before-name", r"V(?P<name>g)(?=,[FRr])"),
        ("speech-before-name", rf"V(?P<name>[uj]{_MORE})(?=[a:,(\"Rr])"),
        ("speech-before-name", rf"m(?P<name>{_FIRST}{_REST}|[uj]{_REST}|[zsS])(?=a)"),
        ("credit-before-name", rf"W[:~]?(?P<name>{_SURE}{_REST}|g{_MORE}|{_FIRST}[nN](?=[,.w])|[uj]{_MORE})"),
        ("kinship-before-name", rf"F[nNd]?(?P<name>{_FIRST}{_REST}O?)"),
        ("called-before-name", rf"[cn]\"?(?P<name>K[E]?{_ANY}y?{_CLOSE}?)"),
        ("family-name-alone", rf"(?P<name>(?:[ujx]P?[SA]|P[SA]|S|A)y?(?:A|{_CLOSE}){{0,4}})"),
        ("given-name-alone", r"(?P<name>G)(?<=[epVvRrF]G)(?=[vVaemp:])"),
        ("given-name-alone", r"(?P<name>G)(?<=aG)(?=[vV])"),
        ("family-name-alone", r"(?P<name>[zg])(?<=n.)(?=[nNpVvewRrmli,.:a])"),
    )
)  # fmt: skip
# A further name of a list: "... وتوم كروز".
LISTED = re.compile(
    rf",?(?:w(?P<name>{_FIRST}[nNM]?{_REST}|[uj][uU]?{_REST}|S)|(?P<glued>x[ujSsU]{_CLOSE}{{0,4}}))(?=[,.wRr(\n]|$)"
)
# A street or a cup bears the name: it names no person there.
UNDER_NAMING_HEAD = re.compile(r"(?:(?<!m)H(?:[Tt]*|n[./])\"?|W[Tt]+)$")
NAMING_HEAD = re.compile(r"(?<!m)H[Tt]*\"?$")
RULE_IDS = (*dict.fromkeys(rule.id for rule in RULES), "name-after-name", "later-mention")
