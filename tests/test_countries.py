"""Country names, capitals and nationality adjectives to ISO 3166 alpha-3."""

import pytest

from extractors import countries
from extractors.records import Article
from extractors.text import Document, fold

DEMONYMS = {
    "التركية": "TUR", "أتراك": "TUR", "يمنيين": "YEM", "للسوريين": "SYR", "وبريطانية": "GBR",
    "الأمريكي": "USA", "الأميركية": "USA", "إماراتيتين": "ARE", "الروس": "RUS", "ولبناني": "LBN",
    "تركي": "TUR", "قطريان": "QAT", "ألمان": "DEU", "للألمانية": "DEU", "السورية": "SYR", "مصرياً": "EGY",
}  # fmt: skip
NO_DEMONYMS = (
    "سوريا",
    "سورية",
    "إيطاليا",
    "كينيا",
    "المالية",
    "مالي",
    "مجرى",
    "قمرية",
    "عربي",
    "الكردية",
)
NAMES = {
    "سوريا": "SYR", "سورية": "SYR", "المملكة العربية السعودية": "SAU", "السعودية": "SAU",
    "الولايات المتحدة الأميركية": "USA", "أميركا": "USA", "أنقرة": "TUR", "صنعاء": "YEM",
    "كوريا الشمالية": "PRK", "الإمارات": "ARE", "هونج كونج": "HKG", "تشيكيا": "CZE",
    "فرنسا": "FRA", "ألمانيا": "DEU", "كوسوفو": "XKX",
}  # fmt: skip


@pytest.mark.parametrize(("word", "country"), DEMONYMS.items())
def test_demonym_tells_the_country(word, country):
    assert countries.demonym(fold(word)).country == country


@pytest.mark.parametrize("word", NO_DEMONYMS)
def test_other_words_are_no_demonyms(word):
    assert countries.demonym(fold(word)) is None


def test_demonym_keeps_gender_number_and_article():
    found = countries.demonym(fold("واليمنيات"))
    assert (found.gender, found.number, found.definite, found.framing) == ("f", "p", True, False)


def test_loaded_words_are_marked():
    assert countries.demonym(fold("الصهيونية"))[::4] == ("ISR", True)
    assert countries.names().get("الكيان الصهيوني")["framing"] == "yes"


@pytest.mark.parametrize(
    ("text", "country"), [("الكوريين الجنوبيين", "KOR"), ("الجنوب أفريقية", "ZAF")]
)
def test_demonyms_of_two_words(text, country):
    found, last = countries.demonym_at(Document(Article("x", text)), 0)
    assert (found.country, last) == (country, 2)


@pytest.mark.parametrize(("name", "country"), NAMES.items())
def test_names_and_capitals(name, country):
    assert countries.country_of(name) == country
