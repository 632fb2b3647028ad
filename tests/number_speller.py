"""Arabic number words from numbers, in both genders and cases: what a reader must read back.

Written apart from the reader, after the school grammar: gender polarity from 3 to 10, dual forms,
plural of the power after 3 to 10, accusative singular after 11 to 99.
"""

from typing import NamedTuple

_UNITS = ("", "واحد", "اثن", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_TENS = ("", "عشر", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_POWERS = (
    (10**12, "تريليون", "تريليونات"), (10**9, "مليار", "مليارات"), (10**6, "مليون", "ملايين"),
    (10**3, "ألف", "آلاف"),
)  # fmt: skip


class Style(NamedTuple):
    """How a number is written: gender of what is counted, case, spelling of hundred, place of و."""

    feminine: bool = False
    genitive: bool = False
    hundred: str = "مئة"
    conjunction: str = " و"


STYLES = [
    Style(feminine, genitive, hundred, conjunction)
    for feminine in (False, True)
    for genitive in (False, True)
    for hundred in ("مئة", "مائة")
    for conjunction in (" و", " و ")
]


def spell(number: int, style: Style) -> str:
    """The number in words, for 1 to 10^15."""
    parts = []
    for power, singular, plural in _POWERS:
        count, number = divmod(number, power)
        if count:
            parts.append(_counted_power(count, singular, plural, style))
    if number:
        parts.append(_below_thousand(number, style))
    return style.conjunction.join(parts)


def _counted_power(count: int, singular: str, plural: str, style: Style) -> str:
    if count == 1:
        return singular
    if count == 2:
        return singular + _dual(style)
    words = _below_thousand(count, style._replace(feminine=False))
    if 3 <= count % 100 <= 10:
        return f"{words} {plural}"
    return f"{words} {singular}" + ("اً" if 11 <= count % 100 <= 99 else "")


def _below_thousand(number: int, style: Style) -> str:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds == 1:
        parts.append(style.hundred)
    elif hundreds == 2:
        parts.append(style.hundred[:-1] + "ت" + _dual(style))
    elif hundreds:
        parts.append(_UNITS[hundreds] + style.hundred)
    if rest:
        parts.append(_below_hundred(rest, style))
    return style.conjunction.join(parts)


def _below_hundred(number: int, style: Style) -> str:
    tens, unit = divmod(number, 10)
    if number <= 10:
        return _unit(number, style)
    if tens == 1:
        return _teen(unit, style)
    ten = _TENS[tens] + ("ين" if style.genitive else "ون")
    return style.conjunction.join([_unit(unit, style), ten]) if unit else ten


def _unit(unit: int, style: Style) -> str:
    if unit == 1:
        return "واحدة" if style.feminine else "واحد"
    if unit == 2:
        return ("اثنت" if style.feminine else "اثن") + _dual(style)
    if unit == 8 and style.feminine:
        return "ثماني"
    stem = "عشر" if unit == 10 else _UNITS[unit]
    return stem if style.feminine else ("ثمانية" if unit == 8 else stem + "ة")


def _teen(unit: int, style: Style) -> str:
    ten = "عشرة" if style.feminine else "عشر"
    if unit == 1:
        return ("إحدى " if style.feminine else "أحد ") + ten
    if unit == 2:
        stem = "اثنت" if style.feminine else "اثن"
        return stem + ("ي " if style.genitive else "ا ") + ten
    return f"{_unit(unit, style)} {ten}"


def _dual(style: Style) -> str:
    return "ين" if style.genitive else "ان"
