"""Numbers in words are read back as the numbers they were spelled from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import numerals
from extractors.numbers.digits import value_of
from extractors.records import Article
from extractors.text import Document
from tests.number_speller import STYLES, spell


def read(text):
    return [m.fact.value for m in numerals.find(Document(Article(id="n", text=text)), [])]


@pytest.mark.parametrize("style", STYLES, ids=lambda s: "-".join(map(str, s)))
def test_reads_every_number_to_two_thousand_and_steps_above(style):
    numbers = [*range(1, 2000, 7), *range(1, 120), *(n * 7919 + n**4 for n in range(1, 900, 13))]
    for number in numbers:
        assert read(spell(number, style)) == [number], spell(number, style)


@given(st.integers(1, 10**15 - 1), st.sampled_from(STYLES))
def test_reads_any_number_below_a_quadrillion(number, style):
    assert read(spell(number, style)) == [number]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("3,959", 3959), ("3٬959", 3959), ("٣٫٥", 3.5), ("2,5", 2.5), ("12.920", 12.92),
        ("1.234.567", 1234567), ("1,234.5", 1234.5), ("4ر19", 19.4), ("88ر0", 0.88),
        ("000ر22", 22000), ("۱۲", 12), ("007", 7), ("1.2.3.4", None), ("9" * 50, None),
    ],
)  # fmt: skip
def test_reads_digits_in_the_habits_of_print(printed, value):
    assert value_of(printed) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [("خمس", [5]), ("خمس نساء", [5]), ("- 12", [-12]), ("- 12 طالباً", [12])],
)
def test_what_stands_alone_is_read_by_itself(text, values):
    assert read(text) == values


def test_a_week_alone_in_its_line_is_this_one():
    from datetime import date

    from extractors import dates

    document = Document(Article(id="n", text="الأسبوع\nالأسبوع", published=date(2025, 11, 3)))
    assert [m.fact.value for m in dates.find(document, [])] == ["2025-W45", "2025-W45"]


@pytest.mark.parametrize(
    "chunk",
    [
        "1 ",
        "و5 ",
        "1-",
        "1/",
        "ألف و",
        "5 يناير ",
        "السبت و",
        "1.",
        " ",
        "خمس ",
        "جزء من ",
        "قبل أيام ",
        "ثلاثة من ",
    ],
)
def test_reads_long_odd_inputs(chunk):
    from extractors import dates, quantities

    document = Document(Article(id="n", text=chunk * (20_000 // len(chunk))))
    numbers = numerals.find(document, [])
    found = numbers + dates.find(document, numbers)
    for m in [*found, *quantities.find(document, found)]:
        assert document.text[m.span_start : m.span_end] == m.text
