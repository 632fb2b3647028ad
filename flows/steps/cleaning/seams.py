"""Words that touch only because inline elements stand side by side, set apart.

A browser draws <span>الأحد</span><span>22</span> as two boxes where the page's style says so; its text runs
together. Letters and figures, links, dates and styled boxes are told apart; a word that is merely marked
within ("و<b>قال</b>", "<b>ال</b>كتاب") stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Private marks of a seam among a line's pieces: between inline elements, and where the page sets them apart.
SOFT, HARD = "\ue000", "\ue001"

_NEAR = 40  # letters on either side that decide
_LAST_WORD = re.compile(r"[^\W_]+$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_YEAR_END = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_DATE_BEGIN = re.compile(r"\d{1,2}\s?[/.\-]\s?\d")
_SUFFIX_WORDS = "ها هم هن كم نا ين ون ات ان ية ي "
_SUFFIXES = frozenset(_SUFFIX_WORDS.split())
_PROCLITICS_WORDS = "و ف ب ك ل ال وال بال كال فال لل وب ول وك فب فل س ولل وبال "
_PROCLITICS = frozenset(_PROCLITICS_WORDS.split())


def join(pieces: Sequence[str]) -> str:
    """The pieces of a line; at a seam a blank goes in where two words would run together."""
    if len(pieces) == 1:
        return pieces[0]
    parts: list[str] = []
    before, seam = "", ""
    for piece in pieces:
        if piece in (SOFT, HARD):
            seam = HARD if HARD in (piece, seam) else SOFT
        elif piece:
            if seam and _runs_together(before, piece[:_NEAR], seam == HARD):
                parts.append(" ")
            parts.append(piece)
            before, seam = (before + piece)[-_NEAR:], ""
    return "".join(parts)


def _runs_together(left: str, right: str, hard: bool) -> bool:
    first, second = _LAST_WORD.search(left), _FIRST_WORD.match(right)
    if not first or not second or first[0] in _PROCLITICS:
        return False
    if first[0] in ("م", "ص"):
        return True  # before and after noon
    if _YEAR_END.search(left) and _DATE_BEGIN.match(right):
        return True
    if first[0][-1].isdigit() != second[0][0].isdigit():
        return not (first[0][-1].isdigit() and len(second[0]) <= 2)
    if first[0][-1] in "ةى" or second[0].startswith("ال"):
        return True
    if hard:
        return len(first[0]) > 1 and len(second[0]) > 1 and second[0] not in _SUFFIXES
    return len(first[0]) > 2 and len(second[0]) > 2
