"""The gallery of test pages: own stories told in the markup of many kinds of site, with their gold."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from flows.newsroom.papers import EGYPTIAN, HIJRI, LEVANTINE, MAGHREBI, WEEKDAYS

HERE = Path(__file__).parent
OTHERS = (
    "المنتخب يتأهل إلى نصف النهائي بركلات الترجيح",
    "أسعار الذهب تسجل أعلى مستوى لها منذ ثلاثة أشهر",
    "وفاة الممثل القدير عن عمر ناهز الثمانين",
    "طقس الغد: أمطار متفرقة وانخفاض في درجات الحرارة",
    "خمس نصائح لحماية حسابك من الاختراق",
    "انقطاع الكهرباء عن أحياء واسعة من العاصمة",
)
NAV = Markup(
    '<nav class="main-menu"><ul>'
    + "".join(
        f'<li><a href="/c{i}">{n}</a></li>'
        for i, n in enumerate(("الرئيسية", "سياسة", "اقتصاد", "رياضة", "منوعات"))
    )
    + "</ul></nav>"
)
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Home:
    """The paper of a page, as the cleaner is told of it."""

    id: str
    name: str
    country: str | None
    timezone: str | None


@dataclass(frozen=True)
class TestPage:
    """A page with what must be read from it."""

    __test__ = False

    name: str
    url: str
    body: bytes
    charset: str
    home: Home
    story: dict[str, Any]
    precision: str
    shows: frozenset[str]

    @property
    def published(self) -> datetime:
        """The moment of publication on the paper's clock."""
        moment: datetime = self.story["published"]
        return moment.astimezone(ZoneInfo(self.home.timezone or "UTC"))


def pages() -> list[TestPage]:
    """Every page of the gallery, in a fixed order."""
    styles = tomllib.loads((HERE / "styles.toml").read_text(encoding="utf-8"))
    return [
        _page(name, style, story) for name, style in styles.items() for story in style["stories"]
    ]


def _page(style_name: str, style: dict[str, Any], story_name: str) -> TestPage:
    story = tomllib.loads((HERE / "stories" / f"{story_name}.toml").read_text(encoding="utf-8"))
    home = Home(style_name, style["outlet"], None, style["timezone"])
    address = f"https://www.{style_name.replace('_', '-')}.test/news/{abs(hash_of(story_name))}"
    charset = style.get("charset", "utf-8")
    local = story["published"].astimezone(ZoneInfo(style["timezone"]))
    markup = _environment().get_template(f"{style_name}.html").render(
        s=story, outlet=style["outlet"], url=address, home=f"https://www.{style_name}.test/", nav=NAV,
        others=OTHERS, charset=charset, d=_dates(local), plain="\n".join(text for _, text in story["body"]),
    )  # fmt: skip
    body = markup.encode(charset, "xmlcharrefreplace")
    return TestPage(
        f"{style_name}-{story_name}",
        address,
        body,
        charset,
        home,
        story,
        style["precision"],
        frozenset(style["shows"]),
    )


def hash_of(text: str) -> int:
    """A number for an address, the same in every run."""
    return sum(ord(c) * 31**i for i, c in enumerate(text)) % 1_000_000


def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(HERE / "styles"), autoescape=False)


def _dates(local: datetime) -> dict[str, str]:
    from hijridate import Gregorian

    later = local + timedelta(hours=26)
    hijri = Gregorian(local.year, local.month, local.day).to_hijri()
    egyptian, levantine = EGYPTIAN[local.month - 1], LEVANTINE[local.month - 1]
    half, hour = ("م" if local.hour >= 12 else "ص"), (local.hour % 12 or 12)
    clock12 = f"{hour:02d}:{local:%M} {half}"
    return {
        "iso": local.isoformat(),
        "utc": local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "utcms": local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "later": later.isoformat(),
        "day": f"{local:%Y-%m-%d}",
        "clock": f"{local:%H:%M}",
        "clock12": clock12,
        "egyptian": f"{local.day} {egyptian} {local.year}",
        "egyptian_short": f"{local.day}-{egyptian}-{local.year}",
        "levantine": f"{local.day} {levantine}، {local.year}",
        "levantine_double": f"{WEEKDAYS[local.weekday()]} {local.day} {levantine} / {egyptian} {local.year}",
        "weekday_levantine": f"{WEEKDAYS[local.weekday()]} {local.day} {levantine} {local.year}",
        "weekday_egyptian": f"{WEEKDAYS[local.weekday()]}، {local.day} {egyptian} {local.year} {clock12}",
        "weekday_egyptian_later": f"{WEEKDAYS[later.weekday()]}، {later.day} {EGYPTIAN[later.month - 1]} {later.year} {clock12}",
        "weekday_egyptian_day": f"{WEEKDAYS[local.weekday()]}، {local.day} {egyptian} {local.year}",
        "arabic_indic": f"{local.day} {levantine} {local.year}".translate(_INDIC),
        "slash": f"{local.day}/{local.month}/{local.year}",
        "slash_later": f"{later.day}/{later.month}/{later.year}",
        "dots": f"{local:%d.%m.%Y}",
        "dots_later": f"{later:%d.%m.%Y}",
        "hijri_only": f"{hijri.day} {HIJRI[hijri.month - 1]} {hijri.year} هـ",
        "numeric": f"{local:%Y-%m-%d}",
        "us12": f"{local.month}/{local.day}/{local.year} {hour}:{local:%M}:{local:%S} {'PM' if local.hour >= 12 else 'AM'}",
        "gulf": f"{local:%H:%M}-{local.day} {egyptian} {local.year} م ـ {hijri.day:02d} {HIJRI[hijri.month - 1]} {hijri.year} هـ",
        "maghreb": f"{WEEKDAYS[local.weekday()]} {local.day} {MAGHREBI[local.month - 1]} {local.year} - {local:%H:%M}",
    }
