"""Times told from the day of the article: أمس, الأسبوع الماضي, قبل شهرين, بعد أسبوعين من اليوم."""

from __future__ import annotations

import re
from datetime import date

from extractors.text import folded_words
from extractors.times import calendars
from extractors.times.date_reader import STEPS, Reader, made, patterns, relative
from extractors.times.time_words import cue_words
from extractors.times.timex import OPEN, Time, duration, moved, shifted

# («اليوم») is a newspaper.
_FEW = folded_words("قليلة قلائل معدودة عدة عديدة كثيرة طويلة خلت مضت")
_LAST = frozenset({"الاخير", "الاخيره"})
_BOUNDS = folded_words("أقصاها أقصاه على عن من مدة مدته مدتها فترة فترته مهلة مهلته لمدة لفترة")
_MARKED = frozenset({("(", ")"), ("«", "»"), ('"', '"'), ("“", "”"), ("«", "»")})
_COUNT = r"(?:[djn#y]_*)"
_UNITS = rf"(?:a?F?(?:{_COUNT}[uP]|gF?[PQ]|[uD]))"
_PIECE = re.compile(rf"(?P<span>{_UNITS})")


def near_day(reader: Reader, match: re.Match[str]) -> Time | None:
    """أمس, يوم غد, أول أمس, with the weekday named behind."""
    if reader.scene.text(match.end()) == "القريب":
        return made(match, "DATE", "PAST_REF", "near-day")  # حتى الأمس القريب
    value = moved(reader.anchor, int(reader.value(match, "day")))
    before = match.string[match.start() - 1 : match.start()]
    bare = match.start("day") == match.start() and before not in tuple("fFTAuUtSs-")
    if bare and reader.scene.text(match.start()) in ("الغد", "غد"):
        return None
    return relative(reader, made(match, "DATE", value, "near-day"))


def today(reader: Reader, match: re.Match[str]) -> Time | None:
    """اليوم, هذا اليوم, اليوم (الخميس)."""
    place = match.start("unit")
    if reader.scene.slots[place].value != "D":
        return None
    before, after = reader.scene.text(match.start() - 1), reader.scene.text(match.end())
    alone = match.end() - match.start() == 1
    if alone and reader.scene.slots[place].clitic.endswith("ب"):
        return None  # مرتين باليوم
    marks = (reader.scene.text(match.start() - 1), reader.scene.text(match.end()))
    if alone and marks in _MARKED:
        return None
    if alone and (before in cue_words("not_today_before") or after in cue_words("not_today_after")):
        return None
    return relative(reader, made(match, "DATE", moved(reader.anchor, 0), "today"))


def night(reader: Reader, match: re.Match[str]) -> Time | None:
    """البارحة, البارحة الأولى."""
    days = int(reader.value(match, "night"))
    return relative(reader, made(match, "TIME", shifted(reader.anchor, "N", days), "near-night"))


def tonight(reader: Reader, match: re.Match[str]) -> Time | None:
    """الليلة; not "في الليلة التالية للزفاف" or "الليلة نفسها"."""
    if reader.unit(match, "unit") != "N" or match.string[match.start() - 1 : match.start()] == "f":
        return None
    behind = reader.scene.text(match.end())
    described = behind.startswith("ال") and match.string[match.end()] != "W"
    words = {reader.scene.text(match.start() - n) for n in (1, 2, 3)} | {behind}
    if described or not words.isdisjoint(cue_words("not_tonight")):
        return None
    return _near_part(reader, match, "TNI")


def this_part(reader: Reader, match: re.Match[str]) -> Time | None:
    """هذا الصباح, هذا المساء; not هذا العصر, this age."""
    part = reader.value(match, "part")
    word = reader.scene.text(match.start("part"))
    told = word.startswith("ال") and word not in cue_words("not_this_part")
    return _near_part(reader, match, part) if told else None


def _near_part(reader: Reader, match: re.Match[str], part: str) -> Time:
    return relative(reader, made(match, "TIME", moved(reader.anchor, 0) + part, "near-night"))


def unit_shifted(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسبوع الماضي, العام الجاري, هذا الشهر, الشهر قبل الماضي."""
    unit = reader.unit(match, "unit")
    shift = match.group("shift") or "c"
    if reader.scene.text(match.end() - 1) in _LAST and match.string.startswith("F", match.end()):
        return None  # الأسبوع الأخير من الحملة
    if "Y" in match[0] and not _of_calendar_year(reader, match, unit):
        return None
    step = STEPS[shift] * (2 if match.start("twice") >= 0 else 1)
    if unit in "hms" or (unit == "D" and shift != "x" and shift != "l"):
        return None
    if unit == "D" and shift == "l":
        step = -1
    kind = "TIME" if unit == "N" else "DATE"
    if unit == "E":
        value = OPEN["E"] if reader.anchor is None else f"{reader.anchor.year // 10 + step:03d}"
        return relative(reader, made(match, kind, value, "unit-shifted"))
    return relative(reader, made(match, kind, shifted(reader.anchor, unit, step), "unit-shifted"))


def _of_calendar_year(reader: Reader, match: re.Match[str], unit: str) -> bool:
    """العام المالي, العام الدراسي; the Hijri year is no year of ours."""
    kind = reader.scene.text(match.start() + match[0].index("Y"))
    return unit == "Y" and not kind.startswith("الهجري")


def unit_alone(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسبوع as all that its line says."""
    unit = reader.unit(match, "unit")
    if unit not in ("W", "M") or (match.start() and match.string[match.start() - 1] != "\n"):
        return None
    value = shifted(reader.anchor, unit, 0)
    return relative(reader, made(match, "DATE", value, "unit-shifted"))


def vague_units(reader: Reader, match: re.Match[str]) -> Time | None:
    """الأسابيع المقبلة, السنوات الأخيرة: a stretch without a number."""
    value = "FUTURE_REF" if match.group("shift") == "x" else "PAST_REF"
    return made(match, "DATE", value, "vague-stretch")


def ago(reader: Reader, match: re.Match[str]) -> Time | None:
    """قبل شهرين; قبل بضعة أشهر is PAST_REF. "قبل يومين من ..." counts from something else."""
    count, unit = counted_units(reader, match)
    if unit is None or _counts_from(reader, match.end()):
        return None
    if count is None:
        return made(match, "DATE", "PAST_REF", "ago")
    value = shifted(reader.anchor, unit, -count)
    return relative(reader, made(match, "DATE", value, "ago"))


def some_units(reader: Reader, match: re.Match[str]) -> Time | None:
    """قبل أيام, قبل سنوات قليلة, بعد أيام where what comes is told; not قبل أيام العيد."""
    last, back = match.end(), match.string[match.start()] == "B"
    few = reader.scene.text(last) in _FEW
    last += few
    behind = reader.scene.text(last)
    if (behind.startswith("ال") and not few) or _counts_from(reader, last):
        return None
    if not back and not reader.future(match.start()):
        return None
    value = "PAST_REF" if back else "FUTURE_REF"
    return made(match, "DATE", value, "ago" if back else "ahead")._replace(last=last)


def ahead(reader: Reader, match: re.Match[str]) -> Time | None:
    """بعد ثلاثة أيام, where the sentence speaks of what is to come."""
    count, unit = counted_units(reader, match)
    if unit is None or count is None or _counts_from(reader, match.end()):
        return None
    if not reader.future(match.start()):
        return None
    value = shifted(reader.anchor, unit, count)
    return relative(reader, made(match, "DATE", value, "ahead"))


def from_now(reader: Reader, match: re.Match[str]) -> Time | None:
    """بعد أسبوعين من اليوم, بعد سنة و3 أشهر من الآن, قبل 10 أيام من الآن: the day, or the month or
    year where no smaller unit is told."""
    last, words = match.end(), (reader.scene.text(match.end()), reader.scene.text(match.end() + 1))
    if words[0] != "من" or words[1] not in ("الان", "اليوم"):
        return None
    bare = match.string[match.start()] not in "AB"
    before = match.string[match.start() - 1 : match.start()]
    if bare and (before in tuple("RNSTdjn#y_a") or reader.scene.text(match.start() - 1) in _BOUNDS):
        return None  # خلال عامين من الآن, أقصاها 48 ساعة من الآن
    value = _summed(reader, match, -1 if bare and _gone(reader, match.start()) else 1)
    if value is None:
        return None
    return relative(reader, Time("DATE", value, match.start(), last + 2, "from-now"))


def _gone(reader: Reader, token: int) -> bool:
    """The words before tell of what has happened: غادرت."""
    tense = reader.tense(token)
    return tense.future is False or tense.told


def several_units(reader: Reader, match: re.Match[str]) -> Time | None:
    """قبل عام وشهرين, بعد يوم واحد وثلاث ساعات."""
    joined = match["and"] or reader.scene.text(match.start("more")).startswith("و")
    back = match.string[match.start()] == "B"
    if not joined or _counts_from(reader, match.end()):
        return None
    value = _summed(reader, match) if back or reader.future(match.start()) else None
    if value is None:
        return None
    return relative(reader, made(match, "DATE", value, "ago" if back else "ahead"))


def _summed(reader: Reader, match: re.Match[str], sign: int = 1) -> str | None:
    """The day, month or year so many units before or behind the anchor, the smallest one told."""
    if reader.anchor is None:
        return None
    sign = -1 if match.string[match.start()] == "B" else sign
    months, days, smallest = 0.0, 0.0, "Y"
    for place in (match.start(g) for g in ("span", "more", "last") if g in match.re.groupindex):
        if place < 0:
            continue
        piece = _PIECE.match(match.string, place)
        count, unit = counted_units(reader, piece) if piece else (None, None)
        if count is None or unit not in tuple("YMWDhm"):
            return None
        months += {"Y": 12, "M": 1}.get(unit, 0) * count
        days += {"W": 7, "D": 1}.get(unit, 0) * count
        smallest = unit if unit in "YM" else "D"
    if months != int(months) or days != int(days) or months > 12_000 or days > 400_000:
        return None
    year, month = calendars.month_shifted(reader.anchor, sign * int(months))
    if not 1 <= year < 9999:
        return None
    day = min(reader.anchor.day, calendars.month_length(year, month))
    value = moved(date(year, month, day), sign * int(days))
    return value[: {"Y": 4, "M": 7, "D": 10}[smallest]]


def _counts_from(reader: Reader, token: int) -> bool:
    """What follows says from when: من or على, behind فقط and the like."""
    while reader.scene.text(token) in ("فقط", "تقريبا", "كامله", "تماما"):
        token += 1
    without = reader.scene.text(token + 1) in ("دون", "غير")
    return reader.scene.text(token) in ("من", "علي") and not without


def counted_units(reader: Reader, match: re.Match[str]) -> tuple[float | None, str | None]:
    """How many (None for several) of which unit the group ``span`` tells; unit None for neither."""
    count: float | None = 1
    unit = None
    for token in range(match.start("span"), match.end("span")):
        symbol = match.string[token]
        if symbol in "djn#y":
            count = reader.scene.slots[token].number
        elif symbol == "g":
            count = None
        elif symbol in "uPDQE":
            unit = reader.scene.slots[token].value
            if symbol in "DE":
                count = 2
    return count, unit


def since_units(reader: Reader, match: re.Match[str]) -> Time | None:
    """منذ أشهر: how long is not told."""
    few = reader.scene.text(match.end("core")) in _FEW
    led = match.string[match.start()] == "R" and not few
    if led and reader.scene.tokens[match.end("core")].kind == "w":
        return None  # خلال أيام العيد
    value = duration(reader.scene.slots[match.start("core")].value, "X")
    time = made(match, "DURATION", value, "counted-duration")
    return time._replace(last=time.last + few)


def numbered_stretch(reader: Reader, match: re.Match[str]) -> Time | None:
    """اليومين الماضيين, الأشهر الستة الماضية: how long, not when."""
    count, unit = counted_units(reader, match)
    if unit is None or count is None:
        return None
    return made(match, "DURATION", duration(unit, count), "numbered-stretch")


PATTERNS = patterns(
    ("ruU", r"[uU]?(?P<day>r_*)(?:,?(?:\(W\)|W))?", near_day),
    ("hU", r"h?(?P<unit>U)(?:\(W\)|W)?", today),
    ("b", r"(?P<night>b_*)", night),
    ("U", r"(?P<unit>U)(?![lxcpoOnWF~])", tonight),
    ("h", r"h(?P<part>t_*)", this_part),
    ("hU", r"(?:h(?P<unit>U)Y?c?(?P<twice>(?!))?(?P<shift>(?!))?)", unit_shifted),
    ("U", r"(?P<unit>U)Y?(?P<twice>[AB])?(?P<shift>[lxcp])", unit_shifted),
    ("U", r"(?P<unit>U)(?=$|\n)", unit_alone),
    ("Q", r"Q(?:g)?(?P<shift>[lx])", vague_units),
    ("B", rf"B(?P<span>{_UNITS})(?![yMJWoO])", ago),
    ("AB", r"[AB](?P<unit>P)(?![lxcpyMJWoOdnuUQt])", some_units),
    ("A", rf"A(?P<span>{_UNITS})(?![yMJWoO])", ahead),
    ("AB", rf"[AB](?P<span>{_UNITS})(?:&?(?P<more>{_UNITS}))?", from_now),
    (
        "djn#yuD",
        rf"(?P<span>{_UNITS})(?:&?(?P<more>{_UNITS}))?(?:&?(?P<last>{_UNITS}))?",
        from_now,
    ),
    ("AB", rf"[AB](?P<span>{_UNITS})n?(?P<and>&)?(?P<more>{_UNITS})", several_units),
    ("RS", r"[RS](?P<core>P)(?![lxcp])(?!$)", since_units),
    ("EQnjyd#", rf"(?P<span>(?:E|Q\^?{_COUNT}|{_COUNT}[uPQ]))[lxp]", numbered_stretch),
)
