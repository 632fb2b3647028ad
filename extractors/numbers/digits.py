"""Numbers printed in digits: which mark groups thousands and which divides decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.text import fold

_FRACTION_FIRST = re.compile(r"(\d+)ر(\d+)")
_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}\.\d\d?|\d{1,3}\.\d{3}\.\d\d|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+"
)
_DOT_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DOTTED_ROW = re.compile(r"\d{1,4}(?:\.\d{1,4}){2,7}")
_LONGEST = 40  # longer runs of digits are no numbers

Value = int | float


def plain(value: float) -> Value:
    """The value as an int where it is whole, rounded to 12 significant digits else."""
    if value == int(value):
        return int(value)
    return float(f"{value:.12g}")


def value_of(printed: str) -> Value | None:
    """The value of digits as printed, in any script; None where marks and digits make no number.

    Some papers print decimals fraction first: 4ر19 is 19.4, 000ر22 is 22,000. A comma before
    three digits groups thousands, a dot does so only where it comes twice: see ``dot_as_group``.
    """
    folded = fold(printed)
    if len(folded) > _LONGEST:
        return None
    if folded.isdecimal():
        return int(folded)
    turned = _FRACTION_FIRST.fullmatch(folded)
    if turned:
        tail, head = turned.groups()
        return int(head + tail) if len(tail) == 3 and head != "0" else float(f"{head}.{tail}")
    if _GROUPED.fullmatch(folded) and not folded.startswith("0") and "٫" not in printed:
        decimal = "." if folded.count(".") <= 1 and folded.find(",") < folded.find(".") else ","
        if "." not in folded:
            decimal = "."
        if folded.count(".") > 1 and len(folded) - folded.rfind(".") < 4:
            head, _, tail = folded.rpartition(".")  # 310.000.000.00
            return plain(float(f"{head.replace('.', '')}.{tail}"))
        whole = "".join(c for c in folded if c.isdecimal() or c == decimal).replace(",", ".")
        return plain(float(whole))
    try:
        return plain(float(folded.replace(",", ".")))
    except ValueError:
        return None


def dot_as_group(printed: str) -> Value | None:
    """The value where a single dot before three digits groups thousands (3.959); None for others."""
    folded = fold(printed)
    if _DOT_GROUP.fullmatch(folded):
        return int(folded.replace(".", ""))
    return None


def pieces_of(printed: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number of a dotted row (192.168.1.2), nothing for others."""
    if _DOTTED_ROW.fullmatch(printed):
        for piece in re.finditer(r"\d+", printed):
            yield piece.start(), piece.end(), int(fold(piece[0]))
