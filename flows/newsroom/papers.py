"""The papers of the sample newsroom: seven invented newspapers, each made in another way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hijridate import Gregorian

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
EGYPTIAN = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
MAGHREBI = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip
HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Paper:
    """A newspaper: its address, its home, how it prints dates and how it lists its articles.

    ``listing`` is the path of the feed, sitemap or section page, ``listing_form`` its template.
    ``dateline`` is a pattern over weekday, day, month, month_number, levantine, year, clock,
    hijri_day, hijri_month, hijri_year. ``tells_time`` is False where neither the pages nor the
    listing say more than the day.
    """

    id: str
    name: str
    host: str
    country: str
    timezone: str
    listing: str
    listing_form: str
    listing_type: str
    months: tuple[str, ...]
    dateline: str
    arabic_indic: bool = False
    charset: str = "utf-8"
    charset_header: bool = True
    tells_time: bool = True
    crawl_delay: float | None = None
    disallowed: str = ""

    @property
    def page_type(self) -> str:
        """The Content-Type of its pages."""
        return f"text/html; charset={self.charset}" if self.charset_header else "text/html"

    def encoded(self, markup: str) -> bytes:
        """Markup in the paper's charset, with character references for what that lacks."""
        return markup.encode(self.charset, "xmlcharrefreplace")

    def local(self, moment: datetime) -> datetime:
        """The moment on the paper's own clock."""
        return moment.astimezone(ZoneInfo(self.timezone))

    def printed(self, moment: datetime) -> str:
        """The date as this paper prints it over an article."""
        local = self.local(moment)
        hijri = Gregorian(local.year, local.month, local.day).to_hijri()
        text = self.dateline.format(
            weekday=WEEKDAYS[local.weekday()],
            day=local.day,
            month=self.months[local.month - 1],
            month_number=local.month,
            levantine=LEVANTINE[local.month - 1],
            year=local.year,
            clock=f"{local:%H:%M}",
            hijri_day=hijri.day,
            hijri_month=HIJRI[hijri.month - 1],
            hijri_year=hijri.year,
        )
        return text.translate(_ARABIC_INDIC) if self.arabic_indic else text


PAPERS = (
    Paper(
        "marja", "ساحة المرجة", "marja.test", "SYR", "Asia/Damascus",
        "/feed/", "rss.xml", "application/rss+xml; charset=UTF-8",
        LEVANTINE, "{day} {month} {year}", arabic_indic=True,
        crawl_delay=0.1, disallowed="/draft/",
    ),
    Paper(
        "sariya", "قناة السارية", "sariya.test", "QAT", "Asia/Qatar",
        "/atom.xml", "atom.xml", "application/atom+xml; charset=utf-8",
        EGYPTIAN, "{day} {month}/{levantine} {year}، {clock} (توقيت مكة المكرمة)",
    ),
    Paper(
        "musannat", "جريدة المسنّاة", "musannat.test", "IRQ", "Asia/Baghdad",
        "/rss.php", "rss.xml", "text/xml",
        LEVANTINE, "{weekday} {day} {month} {year}",
        charset="windows-1256", charset_header=False,
    ),
    Paper(
        "qanater", "بوابة القناطر", "qanater.test", "EGY", "Africa/Cairo",
        "/news-sitemap.xml", "news_sitemap.xml", "application/xml",
        EGYPTIAN, "{weekday}{day} {month} {year} - {clock}",
        disallowed="/search",
    ),
    Paper(
        "khuzama", "صحيفة الخزامى", "khuzama.test", "SAU", "Asia/Riyadh",
        "/local/", "khuzama_section.html", "text/html; charset=utf-8",
        EGYPTIAN, "{weekday} {hijri_day} {hijri_month} {hijri_year}هـ - {day} {month} {year}م",
        tells_time=False,
    ),
    Paper(
        "babalbahr", "جريدة باب البحر", "babalbahr.test", "MAR", "Africa/Casablanca",
        "/backend.rdf", "rdf.xml", "application/rdf+xml",
        MAGHREBI, "{weekday} {day} {month} {year} - {clock}",
    ),
    Paper(
        "minaa", "جريدة عين الميناء", "minaa.test", "LBN", "Asia/Beirut",
        "/feed.json", "feed.json", "application/feed+json",
        LEVANTINE, "{day} {month} {year} {clock}",
    ),
)  # fmt: skip
PAPERS_BY_ID = {paper.id: paper for paper in PAPERS}
