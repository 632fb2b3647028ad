"""Clock times: 13:30 بتوقيت دمشق, الساعة الخامسة والنصف, التاسعة مساء."""

from __future__ import annotations

import re

from extractors.times.date_reader import Reader, patterns
from extractors.times.timex import Time

_GREENWICH = frozenset({"غرينتش", "جرينتش", "غرينيتش", "جرينيتش", "غرنتش"})


def clock(reader: Reader, match: re.Match[str]) -> Time | None:
    """An hour with minutes, part of day and zone; bare numbers need الساعة or a part of day."""
    groups = match.groupdict()
    opener = reader.scene.slots.get(match.start())
    if match.string[match.start()] == "U" and opener and opener.value != "h":
        return None
    hour, minute = reader.number(match, "hour"), reader.number(match, "minute")
    if (hour == 0 and match.string[match.start("hour")] == "n") or _of_hours(match):
        return None
    if hour is None:
        hour, minute = _hour_with_part(reader, match)
    if hour is None:
        return _digital(reader, match)
    # "المرتبة الثانية والنصف الآخر" tells no hour.
    bare = match.string[match.start()] == "O" and not groups.get("daypart")
    if bare and reader.scene.text(match.start() - 1).endswith("ه"):
        return None
    if groups.get("part") or groups.get("count"):
        added = _minutes(reader, match)
        if added is None:
            return None
        minute = added
    if groups.get("except"):
        hour, minute = hour - 1, 60 - (minute or 0)
    daypart = reader.value(match, "daypart")
    hour = on_the_clock(hour, daypart) if daypart else _in_part_of_last(reader, match.end(), hour)
    if hour == 24 and minute:
        hour = 0  # 12:20 at night
    if not 0 <= hour <= 24 or not 0 <= (minute or 0) < 60:
        return None
    last, zone = zone_behind(reader, match.end())
    second = reader.number(match, "second")
    seconds = "" if second is None else f":{second:02d}"
    value = f"T{hour:02d}:{minute or 0:02d}{seconds}{zone}"
    return Time("TIME", value, match.start(), last, "clock")


def _of_hours(match: re.Match[str]) -> bool:
    """الساعات الأولى من الصباح are no hour."""
    return match.string[match.start() - 1 : match.start()] in ("Q", "P", "E")


def minutes_from(reader: Reader, match: re.Match[str]) -> Time | None:
    """عشرون دقيقة بعد الخامسة صباحاً, عشر دقائق قبل الثامنة."""
    hour, minute = reader.number(match, "hour") or 0, reader.number(match, "count") or 0
    if reader.unit(match, "unit") != "m" or not 1 <= hour <= 12 or not 0 < minute < 60:
        return None
    if match["side"] == "B":
        hour, minute = hour - 1 or 12, 60 - minute
    hour = on_the_clock(hour, reader.value(match, "daypart"))
    value = f"T{hour:02d}:{minute:02d}"
    return Time("TIME", value, match.start(), match.end(), "clock") if hour < 24 else None


def _in_part_of_last(reader: Reader, token: int, hour: int) -> int:
    """The hour of the 24 where the part of day stands with the last hour of a range: من السابعة حتى
    التاسعة مساء begins at 19, من الثامنة حتى الثالثة عصراً at 8."""
    until = _UNTIL.match(reader.scene.symbols, token)
    last = reader.number(until, "until") if until else None
    if not until or last is None or hour > 12:
        return hour
    part = reader.value(until, "part")
    begins = on_the_clock(hour, part)
    return begins if begins < on_the_clock(last, part) else hour


def bare_hour(reader: Reader, token: int) -> Time | None:
    """The السابعة of "23 أكتوبر في السابعة", at the end of its phrase."""
    match = _BARE_HOUR.match(reader.scene.symbols, token)
    return clock(reader, match) if match else None


def midnight(reader: Reader, match: re.Match[str]) -> Time | None:
    """الساعة 12 منتصف الليل, الواحدة بعد منتصف الليل."""
    if match.string[match.start()] == "U" and reader.unit(match, "opener") != "h":
        return None
    hour, value = reader.number(match, "hour"), reader.value(match, "mid")
    if match["after"]:
        told = match.string[match.start()] != "d" and value == "T24:00"
        value = f"T{hour:02d}:00" if told and hour and hour <= 5 else ""
    elif hour != 12:
        return None
    else:
        value = value.replace("24", "00")
    return Time("TIME", value, match.start(), match.end(), "clock") if value else None


def _hour_with_part(reader: Reader, match: re.Match[str]) -> tuple[int | None, int | None]:
    """The hour and minute of "8 والنصف", which is read as one number."""
    number = reader.scene.slots[match.start("hour")].number if match.start("hour") >= 0 else 0
    minute = 60 * (number % 1)
    if not 1 <= number < 13 or minute not in (15, 20, 30):
        return None, None
    return int(number), int(minute)


def _minutes(reader: Reader, match: re.Match[str]) -> int | None:
    """The minutes of والنصف, وربعاً, و20 دقيقة; None where something else is told."""
    group = "part" if match["part"] else "count"
    number = reader.scene.slots[match.start(group)].number
    if group == "part":
        return round(60 * number) if 0 < number < 1 else None
    joined = (
        match["except"] or match["and"] or reader.scene.text(match.start("count")).startswith("و")
    )
    unit = reader.scene.slots[match.start("unit")].value
    return int(number) if joined and unit == "m" and 0 < number < 60 else None


def _digital(reader: Reader, match: re.Match[str]) -> Time | None:
    """الساعة 06.08, الساعة 0608: digits in one token."""
    if "digits" not in match.re.groupindex or match.start("digits") < 0:
        return None
    printed = reader.scene.text(match.start("digits"))
    turned = re.fullmatch(r"(\d\d)ر(\d{1,2})", printed)
    found = re.fullmatch(r"(\d{1,2})[.,]?(\d\d)", printed)
    if not found and not turned:
        return None
    said, minute = (turned[2], turned[1]) if turned else (found[1], found[2]) if found else ("", "")
    hour = on_the_clock(int(said), reader.value(match, "daypart"))
    if hour > 24 or int(minute) >= 60:
        return None
    last, zone = zone_behind(reader, match.end())
    return Time("TIME", f"T{hour:02d}:{minute}{zone}", match.start(), last, "clock")


def on_the_clock(hour: int, daypart: str) -> int:
    """The hour of the 24 that an hour of a part of day means; 12 at night ends the day."""
    if hour > 12 or not daypart:
        return hour
    if hour == 12 and daypart in ("TEV", "TNI"):
        return 24
    if daypart == "TMO":
        return hour % 12
    if daypart == "TMI":
        return hour if hour >= 10 else hour + 12
    if daypart == "TNI":
        return hour + 12 if 6 <= hour < 12 else hour % 12
    return hour % 12 + 12


def zone_behind(reader: Reader, token: int) -> tuple[int, str]:
    """The token behind a time zone that stands at ``token``, and Z where it is Greenwich's."""
    scene = reader.scene
    if scene.text(token) in ("بالتوقيت", "بتوقيت", "توقيت", "بحسب"):
        name = scene.text(token + 1)
        if scene.text(token) == "بحسب":
            return token, ""
        if name in _GREENWICH:
            return token + 2, "Z"
        if not name or scene.tokens[token + 1].kind != "w":
            return token, ""
        return token + 2 + (scene.text(token + 2) == "المكرمه"), ""
    if scene.text(token) == "ت" and scene.text(token + 1) in ("غ", "م"):
        return token + 2, "Z" if scene.text(token + 1) == "غ" else ""
    if scene.text(token) in _GREENWICH or scene.text(token) in ("GMT", "UTC"):
        return token + 1, "Z"
    if scene.text(token) == "تغ":
        return token + 1, "Z"
    return token, ""


_DAYPART = r"(?:,?f?F?(?P<daypart>t_*))"
_THIS_PART = r"(?:,?f?F?h?(?P<daypart>t_*))"
_MINUTE = r"(?::(?P<minute>d)(?::(?P<second>d))?)"
_MINUTES_SAID = r"(?:u(?=t))"  # 12:35 دقيقة ظهراً
_ADDED = r"(?:(?P<and>&)?(?P<except>!)?(?:(?P<part>#_*)|(?P<count>[djn]_*)(?P<unit>[uP])))"

_LATER = r"T(?:k_*|U)?a?(?:d|[On]_*)(?::d|&?#_*|&?[djn]_*[uP])?,?f?F?t"
_UNTIL = re.compile(
    r"T(?:k_*|U)?a?(?P<until>d|[On]_*)(?::d|&?#_*|&?[djn]_*[uP])?,?f?F?(?P<part>t_*)"
)
_BARE_HOUR = re.compile(r"(?P<hour>O_*)(?=[,.)\n]|$)(?P<daypart>(?!))?")

PATTERNS = patterns(
    (
        "kU",
        rf"(?:k_*|U)a?(?P<hour>d|[On]_*)(?:{_MINUTE}{_MINUTES_SAID}?|{_ADDED})?{_THIS_PART}?",
        clock,
    ),
    ("kU", rf"(?:k_*|U)(?P<hour>(?!))?(?P<digits>[#y]){_MINUTES_SAID}?{_DAYPART}?", clock),
    ("#", r"(?P<hour>(?!))?(?P<digits>#)(?=Z)(?P<daypart>(?!))?", clock),
    ("d", rf"(?P<hour>d){_MINUTE}(?!:){_MINUTES_SAID}?{_DAYPART}?", clock),
    ("dOn", rf"(?P<hour>d|[On]_*){_ADDED}?{_DAYPART}", clock),
    ("O", rf"(?P<hour>O_*){_ADDED}?{_THIS_PART}", clock),
    (
        "djn",
        rf"(?P<count>[djn]_*)(?P<unit>[uP])(?P<side>[AB])(?:k_*)?(?P<hour>O_*){_THIS_PART}?",
        minutes_from,
    ),
    ("O", r"(?P<hour>O_*)(?P<and>&)?(?P<except>!)?(?P<part>#_*)(?P<count>(?!))?", clock),
    ("dO", rf"(?P<hour>d|O_*)(?:{_MINUTE}|{_ADDED})?(?={_LATER})", clock),
    ("kUdOn", r"(?P<opener>(?:k_*|U)a?)?(?P<hour>d|[On]_*),?f?(?P<after>A)?(?P<mid>z_*)", midnight),
)
