"""How long and how often: ثلاث سنوات, عام ونصف العام, 48 ساعة, كل خميس, سنوياً."""

from __future__ import annotations

import re

from extractors.times import calendars
from extractors.times.date_reader import Reader, patterns
from extractors.times.named_periods import SEASONS
from extractors.times.relative_dates import counted_units
from extractors.times.time_words import cue_words
from extractors.times.timex import Time, duration

WEEKDAYS = {"اثنين": 1, "ثلاثاء": 2, "اربعاء": 3, "خميس": 4, "جمعه": 5, "سبت": 6, "احد": 7}
_WELL = frozenset({"بخير", "خير"})
_DECADES = 12
_WHOLE = frozenset({"كامل", "كامله", "كاملا", "واحد", "واحده", "واحدا"})
# "شهري يناير ويوليو", "يومي السبت والأحد" name two, they tell no rhythm.
_PAIRS = {"يومي": "Wdno", "شهري": "MJ"}
_OF_SPAN = re.compile(r"(?:[RSBA]|a)F?$|[RSBA]aF$")
_SUBUNITS = {"Y": ("P{}M", 12), "h": ("PT{}M", 60), "m": ("PT{}S", 60), "D": ("PT{}H", 24)}


def counted(reader: Reader, match: re.Match[str]) -> Time | None:
    """ثلاث سنوات, 48 ساعة, شهرين, عدة أشهر; decades only where the words speak of time."""
    count, unit = counted_units(reader, match)
    if unit is None or (count is not None and count < 1):
        return None
    of_span = _OF_SPAN.search(match.string[max(0, match.start() - 3) : match.start()])
    of_time = (
        reader.scene.text(match.end()) == "من" and reader.scene.text(match.end() + 1) == "الزمن"
    )
    if unit == "E" and not of_time and (not of_span or (count or 0) > _DECADES):
        return None  # contracts bear the same name
    if match.string[match.start()] == "D" and unit == "C" and not of_time and not of_span:
        return None  # أبو قرنين
    if match.string.startswith(":", match.start() - 1) and match.start():
        return None  # 11:30 دقيقة
    last = match.end() + (2 if of_time else 0)
    if reader.scene.text(last) in _WHOLE and match.string[match.start() : match.end()] == "u":
        last += 1
    start = match.start("span")
    value = duration(unit, "X" if count is None else count)
    return Time("DURATION", value, start, last, "counted-duration")


def listed(reader: Reader, match: re.Match[str]) -> Time | None:
    """The 3 of "3 و7 سنوات", "3 إلى 7 سنوات"."""
    unit = reader.scene.slots[match.start("unit")].value
    if unit == "E" and not _OF_SPAN.search(match.string[max(0, match.start() - 3) : match.start()]):
        return None
    value = duration(unit, reader.scene.slots[match.start("one")].number)
    return Time("DURATION", value, match.start(), match.end("one"), "listed-duration")


def with_fraction(reader: Reader, match: re.Match[str]) -> Time | None:
    """عام ونصف العام is P1.5Y, ثلاث ساعات ونصف PT3.5H."""
    count, unit = counted_units(reader, match)
    part = reader.scene.slots[match.start("part")]
    if unit is None or count is None or not 0 < part.number < 1:
        return None
    if not (part.clitic == "و" or match.string[match.start("part") - 1] == "&"):
        return None
    value = duration(unit, count + part.number)
    return Time("DURATION", value, match.start("span"), match.end(), "duration-and-half")


def part_of_unit(reader: Reader, match: re.Match[str]) -> Time | None:
    """نصف ساعة is PT30M, ربع قرن P25Y."""
    part = reader.scene.slots[match.start("part")].number
    unit = reader.unit(match, "unit")
    if not 0 < part < 1 or (match.string[match.start("unit")] == "U" and unit != "h"):
        return None
    form, size = _SUBUNITS.get(unit, ("", 0))
    whole = part * size
    value = form.format(int(whole)) if form and whole == int(whole) else duration(unit, part)
    return Time("DURATION", value, match.start(), match.end(), "part-of-unit")


def one(reader: Reader, match: re.Match[str]) -> Time | None:
    """لمدة عام, منذ سنة, خلال شهر واحد."""
    unit = reader.unit(match, "span")
    last = match.end()
    if match.string[last : last + 1] == "n" and reader.scene.text(last) not in _WHOLE:
        return None
    if reader.scene.text(last) in _WHOLE:
        last += 1
    elif match.start("cue") == match.end("cue"):
        return None
    return Time("DURATION", duration(unit, 1), match.start("span"), last, "one-unit")


def compound(reader: Reader, match: re.Match[str]) -> Time | None:
    """سنتان وثلاثة أشهر is P2Y3M."""
    values = []
    for group in ("one", "two", "three"):
        if match.start(group) < 0:
            continue
        count, unit = 1.0, ""
        for token in range(match.start(group), match.end(group)):
            symbol = match.string[token]
            if symbol in "djn#y" and unit:
                if reader.scene.slots[token].number != 1:
                    return None  # "عام ألفين" is a year
            elif symbol in "djn#y":
                count = reader.scene.slots[token].number
            elif symbol in "uPD":
                unit = reader.scene.slots[token].value
                count = 2 if symbol == "D" else count
        values.append((unit, count))
        first = match.start(group)
        apart = match.string[first - 1] == "&" or reader.scene.text(first).startswith("و")
        during = match.string[match.start() - 1 : match.start()] == "R"
        if len(values) > 1 and not apart and not during:
            return None
    order = "YMWDhms"
    if len({unit for unit, _ in values}) < len(values):
        return None
    if (
        any(u not in order for u, _ in values)
        or sorted(values, key=lambda v: order.index(v[0])) != values
    ):
        return None
    return Time("DURATION", _joined(values), match.start(), match.end(), "compound-duration")


def _joined(values: list[tuple[str, float]]) -> str:
    days = "".join(f"{n:g}{u}" for u, n in values if u in "YMWD")
    clock = "".join(f"{n:g}{u.upper()}" for u, n in values if u in "hms")
    return "P" + days + ("T" + clock if clock else "")


def every(reader: Reader, match: re.Match[str]) -> Time | None:
    """كل خميس is XXXX-WXX-4, كل ثلاثة أشهر P3M."""
    if match.start("weekday") >= 0:
        word = reader.scene.text(match.start("weekday")).removeprefix("ال")
        value = f"XXXX-WXX-{WEEKDAYS[word]}" if word in WEEKDAYS else ""
        return Time("SET", value, match.start(), match.end(), "every") if value else None
    count, unit = counted_units(reader, match)
    if unit is None or unit == "S" or count is None:
        return None
    words = [reader.scene.text(match.end() + n) for n in range(4)]
    if words[0].startswith("و") and not _WELL.isdisjoint(words):
        return None  # كل عام وأنتم بخير
    return Time("SET", duration(unit, count), match.start(), match.end(), "every")


def each_part(reader: Reader, match: re.Match[str]) -> Time | None:
    """كل صباح, كل ليلة; not كل عصر, every age."""
    if reader.scene.text(match.start("part")) in cue_words("not_this_part"):
        return None
    value = "XXXX-XX-XX" + reader.value(match, "part")
    return Time("SET", value, match.start(), match.end(), "every")


def each_year(reader: Reader, match: re.Match[str]) -> Time | None:
    """كل 15 نيسان, كل 4/15."""
    first, second = reader.number(match, "a") or 0, reader.number(match, "b") or 0
    if match.start("month") >= 0:
        day, month = first, int(reader.value(match, "month"))
    else:
        day, month = (second, first) if first <= 12 < second else (first, second)
    if not (1 <= month <= 12 and calendars.day_of(2000, month, day)):
        return None
    return Time("SET", f"XXXX-{month:02d}-{day:02d}", match.start(), match.end(), "every")


def each_season(reader: Reader, match: re.Match[str]) -> Time | None:
    """كل صيف."""
    code = SEASONS.get(reader.scene.text(match.start("season")))
    if not code:
        return None  # كل الصيف
    value = f"XXXX-{code}"
    return Time("SET", value, match.start(), match.end(), "every")


def whole(reader: Reader, match: re.Match[str]) -> Time | None:
    """طوال اليوم, طيلة العام."""
    unit = reader.unit(match, "span")
    said = any(word in reader.scene.text(match.start()) for word in ("طوال", "طيله"))
    if not said or unit in "hms":
        return None
    return Time("DURATION", duration(unit, 1), match.start("span"), match.end(), "one-unit")


def rhythm(reader: Reader, match: re.Match[str]) -> Time | None:
    """سنوياً, شهرية."""
    word = reader.scene.text(match.start())
    followed = match.string[match.end() : match.end() + 1]
    for pair, symbols in _PAIRS.items():
        if word.endswith(pair) and followed and followed in symbols:
            return None
    return Time("SET", reader.value(match, "set"), match.start(), match.end(), "rhythm")


_COUNT = r"(?:[djn#y]_*)"
_PIECE = rf"(?:{_COUNT}[uP]|D|u(?:n(?![uP]))?)"
_SPAN = rf"(?:{_COUNT}[uP]|gF?P|D)"

PATTERNS = patterns(
    ("djyn#gD", rf"(?P<span>{_SPAN})", counted),
    ("dn", r"(?<=R)(?P<span>[dn]_*Q)(?![lxpc])", counted),
    ("djyn#Du", rf"(?P<span>{_COUNT}[uP]|D|u)&?(?P<part>#)(?:U)?", with_fraction),
    ("#", r"(?P<part>#_*)(?P<unit>[uU])(?![yMJWoO])", part_of_unit),
    ("RSAu", r"(?P<cue>[RSA]?a?)(?P<span>u)(?![yMJWdoO#_vrt])", one),
    (
        "djynDu",
        rf"(?P<one>{_PIECE})&?(?P<two>{_PIECE})(?:&?(?P<three>{_PIECE}))?",
        compound,
    ),
    ("e", r"eu?(?P<weekday>[wWn])", every),
    ("e", r"e(?P<part>t_*)", each_part),
    ("e", r"eu?(?P<a>d)(?:F?(?P<month>M_*)(?!y)|/(?P<b>d)(?!/))", each_year),
    ("e", r"e(?P<season>v)(?!y)", each_season),
    ("R", r"R(?P<span>U)(?![lxcpoOnWyd])", whole),
    ("e", rf"e(?:(?P<weekday>(?!))|(?P<span>{_COUNT}[uP]|[uD]))", every),
    ("i", r"(?P<set>i)", rhythm),
    ("Q", rf"(?P<span>Q\^?{_COUNT})(?![lxp])", counted),
    ("djyn#", rf"(?P<one>{_COUNT})[T&|\-](?=(?P<two>{_COUNT})(?P<unit>[uP]))", listed),
)
