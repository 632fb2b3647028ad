"""Years: عام 2013, سنة 1436هـ, في 2005."""

from __future__ import annotations

import re

from extractors.numbers.nouns import is_counted
from extractors.times import calendars
from extractors.times.date_reader import Reader, before_christ, patterns, year_of
from extractors.times.time_words import IN_TWO
from extractors.times.timex import Time

_RISING = re.compile(r"Tj_*(?![,.)\n/fFB_])")


def year_alone(reader: Reader, match: re.Match[str]) -> Time | None:
    """عام 2013, سنة 1436هـ as the days it covers."""
    year = year_of(reader, match)
    if not year or (match.string[match.start()] in "uU" and reader.unit(match, "unit") != "Y"):
        return None
    era = match.group("era")
    if era == "H" or (era is None and calendars.FIRST_HIJRI <= year <= calendars.LAST_HIJRI):
        span = calendars.hijri_year(year)
        if not span:
            return None
        value = f"{span[0].isoformat()}/{span[1].isoformat()}"
        return Time("DATE", value, match.start(), match.end(), "hijri-year", None, False, span[0])
    last = before_christ(reader, match.end()) if era is None else match.end()
    if last > match.end():
        return Time("DATE", f"BC{year:04d}", match.start(), last, "year")
    return Time("DATE", f"{year:04d}", match.start(), match.end(), "year")


def year_in_two(reader: Reader, match: re.Match[str]) -> Time | None:
    """تسعة عشر ثمانية وعشرون is 1928, عشرين ثلاثين 2030."""
    if reader.scene.slots[match.start()].value != IN_TWO:
        return None
    return Time("DATE", f"{year_of(reader, match):04d}", match.start(), match.end(), "year")


def listed_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """The 2012 of "عامي 2010 و2012"."""
    if not _may_be_year(reader, match):
        return None
    return Time("DATE", f"{year_of(reader, match):04d}", match.start(), match.end(), "year")


def in_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """The bare year of "في 2005", not the number of "من 2000 مسيحي"."""
    built = year_alone(reader, match)
    if not built or not 1700 <= int(reader.number(match, "year") or 0) <= 2100:
        return None
    if not _may_be_year(reader, match):
        return None
    return built._replace(first=match.start("year"))


def _may_be_year(reader: Reader, match: re.Match[str]) -> bool:
    """No counted noun follows: "من 2000 مسيحي"; a year in words stands at its phrase's end."""
    last = match.end()
    if last >= len(reader.scene.tokens):
        return True
    token = reader.scene.tokens[last]
    if match.string[match.start("year")] == "j":
        rising = _RISING.match(match.string, last)  # من ألفين إلى ألفين ومئة زائر
        return match.string[last] in ",.)\n/fFTB" and not rising
    return match.string[last] not in "uPDmt%" and not is_counted(
        token, reader.number(match, "year") or 0
    )


PATTERNS = patterns(
    ("uU", r"(?P<unit>[uU])Y?(?P<year>y|[jn]_*|#)(?P<era>[GH])?", year_alone),
    ("j", r"(?P<year>j_*)", year_in_two),
    ("y", r"(?<=uy&)(?P<year>y)", listed_year),
    ("fSTFAB(", r"(?P<unit>)[fSTFAB(](?P<year>y|j_*)(?P<era>[GH])?", in_year),
)
