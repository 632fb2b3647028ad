"""The outlet's name, taken off a headline with the marks that part it."""

from __future__ import annotations

import pytest

from extractors.page_lines.headlines import without_outlet


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("المسناة :: ارتفاع منسوب دجلة", "ارتفاع منسوب دجلة"),
        ("المسناة: ارتفاع منسوب دجلة", "ارتفاع منسوب دجلة"),
        ("ارتفاع منسوب دجلة - المسناة", "ارتفاع منسوب دجلة"),
        ("المسناة ::", "المسناة ::"),
        ("الموارد المائية: ارتفاع منسوب دجلة", "الموارد المائية: ارتفاع منسوب دجلة"),
    ],
)
def test_leaves_the_headline_alone(title: str, headline: str) -> None:
    assert without_outlet(title, ("المسناة",)) == headline
