"""The kind of single lines, above, within and below a story."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors.lines import PageLine, classify, guess_headline
from extractors.page_lines.tag_tails import split

CASES = tomllib.loads((Path(__file__).parent / "lines.toml").read_text(encoding="utf-8"))
HEADLINE = "مجلس الوزراء يناقش خطة الطاقة في جلسة استثنائية"
FIRST = "ناقش مجلس الوزراء خطة الطاقة للعام المقبل في جلسة استثنائية استمرت ثلاث ساعات، وأرجأ التصويت عليها."
SECOND = "وقالت وزيرة الطاقة إن الخطة تقوم على رفع حصة الشمس والرياح إلى الثلث خلال خمس سنوات من بدء تنفيذها."
LAST = "ومن المقرر أن يعود المجلس إلى مناقشة الخطة الأسبوع المقبل بعد أن تقدم اللجنة الوزارية ملاحظاتها عليها."


def page(place: str, text: str) -> list[str]:
    story = {
        "above": [HEADLINE, text, FIRST, SECOND, LAST],
        "within": [HEADLINE, FIRST, text, SECOND, LAST],
        "below": [HEADLINE, FIRST, SECOND, LAST, text],
    }
    return story[place]


@pytest.mark.parametrize(
    ("place", "kind", "text"),
    [
        (place, kind, text)
        for place, kinds in CASES.items()
        for kind, texts in kinds.items()
        for text in texts
    ],
)
def test_a_line_has_its_kind(place: str, kind: str, text: str) -> None:
    lines = classify([PageLine(line) for line in page(place, text)], HEADLINE)
    found = next(line for line in lines if line.text == text)
    assert found.kind == kind
    assert [line.kind for line in lines if line.text in (FIRST, SECOND, LAST)] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "again",
    [
        HEADLINE,
        HEADLINE + " | صحيفة المثال",
        "الرئيسية / محليات / " + HEADLINE,
        "مجلسُ الوزراءِ يُناقشُ خطّةَ الطاقة في جلسةٍ استثنائيّة",
        "مجلس الوزراء يناقش «خطة الطاقة» في جلسة استثنائية",
        "مجلس الوزراء يناقش خطة الطاقة اليوم في جلسة استثنائية",
        "عاجل مجلس الوزراء يناقش خطة الطاقة في جلسة استثنائية",
    ],
)
def test_a_headline_is_known_in_other_printings(again: str) -> None:
    lines = classify([PageLine(t) for t in (HEADLINE, again, FIRST, SECOND, LAST)], HEADLINE)
    assert [line.kind for line in lines[:2]] == ["headline", "headline_repeat"]


def test_a_headline_with_another_figure_is_other_news() -> None:
    other = "مقتل 12 شخصاً في انفجار بالمدينة القديمة"
    lines = classify(
        [PageLine(t) for t in ("مقتل 14 شخصاً في انفجار بالمدينة القديمة", other, FIRST)], other
    )
    assert [line.kind for line in lines].count("headline") == 1


def test_titles_below_read_also_are_no_story() -> None:
    texts = [
        HEADLINE,
        FIRST,
        SECOND,
        LAST,
        "اقرأ أيضاً:",
        "أسعار الذهب ترتفع من جديد",
        "وفاة الفنان القدير",
    ]
    kinds = [line.kind for line in classify([PageLine(t) for t in texts], HEADLINE)]
    assert kinds[4:] == ["related_prompt", "related_link", "related_link"]


def test_a_text_that_begins_with_a_paragraph_has_no_headline() -> None:
    assert guess_headline([PageLine(FIRST), PageLine(SECOND)]) == ""
    assert (
        guess_headline([PageLine("24 أكتوبر 2025"), PageLine(HEADLINE), PageLine(FIRST)])
        == HEADLINE
    )


def test_glued_tags_are_split_where_that_is_certain() -> None:
    assert split("الهدنة الإنسانيةالأمم المتحدةوقف النار", [FIRST]) == (
        "الهدنة الإنسانية",
        "الأمم المتحدة",
        "وقف النار",
    )
