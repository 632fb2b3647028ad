"""The moment of publication: candidates in every spelling, and the choice among them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from extractors.page_lines.datelines import read_ago, read_moment
from flows.steps.cleaning.published import Candidate, choose, read_printed, read_stated, read_url

FETCHED = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day", "clock"),
    [
        ("٢٤ أكتوبر ٢٠٢٥", date(2025, 10, 24), None),
        ("الجمعة 24 تشرين الأول/أكتوبر 2025 الساعة 5 مساء", date(2025, 10, 24), (17, 0)),
        ("24 غشت 2025 - 10:00", date(2025, 8, 24), (10, 0)),
        ("07 جويلية 2024", date(2024, 7, 7), None),
        ("3 كانون ثاني 2024", date(2024, 1, 3), None),
        ("أكتوبر 24, 2025", date(2025, 10, 24), None),
        ("24-10-2025 | 12:05 ص", date(2025, 10, 24), (0, 5)),
        ("2025/10/24 14:30", date(2025, 10, 24), (14, 30)),
        ("14:30-24 أكتوبر 2025 م ـ 02 جمادى الأولى 1447 هـ", date(2025, 10, 24), (14, 30)),
        ("الجمعة 2 جمادى الأولى 1447 هـ", date(2025, 10, 24), None),
        ("الأحد22 نوفمبر 2026", date(2026, 11, 22), None),
        ("Oct 24, 2025 at 2:30 pm", date(2025, 10, 24), (14, 30)),
        ("24 octobre 2025 - 14h30", date(2025, 10, 24), (14, 30)),
        ("24-Aug-2025", date(2025, 8, 24), None),
        ("1447/05/02 هـ", date(2025, 10, 24), None),
    ],
)
def test_printed_moments(line: str, day: date, clock: tuple[int, int] | None) -> None:
    found = read_moment(line)
    assert found is not None
    assert found.day == day
    assert ((found.hour, found.minute) if clock else None) == clock


@pytest.mark.parametrize(
    "line", ["© 2024", "موسم 2025", "31 فبراير 2025", "أكتوبر 2025", "24 أكتوبر", "0599-123-456"]
)
def test_what_is_no_whole_date(line: str) -> None:
    assert read_moment(line) is None


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("قبل ساعتين", 2),
        ("منذ 3 ساعات", 3),
        ("نُشر منذ ساعة", 1),
        ("قبل 5 أيام", 120),
        ("5 ساعات مضت", 5),
    ],
)
def test_distances(line: str, hours: int) -> None:
    found = read_ago(line)
    assert found is not None
    assert found.distance.total_seconds() == hours * 3600


def test_a_sentence_about_a_distance_is_no_dateline() -> None:
    assert read_ago("انفجرت سيارة قبل ساعتين في المدينة") is None


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2025-10-24T10:11:12Z", datetime(2025, 10, 24, 10, 11, 12, tzinfo=UTC), "second"),
        ("2025-10-24T10:11:12.345+03:00", "2025-10-24T10:11:12+03:00", "second"),
        ("2025-10-24 10:11", datetime(2025, 10, 24, 10, 11), "minute"),
        (
            "Fri, 24 Oct 2025 10:11:12 GMT",
            datetime(2025, 10, 24, 10, 11, 12, tzinfo=UTC),
            "second",
        ),
        ("10/24/2025 2:05:00 PM", datetime(2025, 10, 24, 14, 5), "second"),
        ("1761300000", datetime.fromtimestamp(1761300000, UTC), "second"),
    ],
)
def test_stated_moments(text: str, expected: datetime | str, precision: str) -> None:
    found = read_stated(text, "meta", 0)
    assert found is not None
    wanted = datetime.fromisoformat(expected) if isinstance(expected, str) else expected
    assert (found.clock, found.precision) == (wanted, precision)


@pytest.mark.parametrize(
    "text", ["2025-10-24", "2025-10-24T00:00:00+02:00", "20251024", "24/10/2025"]
)
def test_stated_days(text: str) -> None:
    found = read_stated(text, "meta", 0)
    assert found is not None
    assert (found.day, found.clock, found.precision) == (date(2025, 10, 24), None, "day")


@pytest.mark.parametrize("text", ["", "قريباً", "2025", "0000-00-00", "2025-13-45T99:99:99Z"])
def test_nothing_is_made_of_nothing(text: str) -> None:
    assert read_stated(text, "meta", 0) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.test/2025/10/24/x", date(2025, 10, 24)),
        ("https://a.test/story/2020/8/24/x/4943459", date(2020, 8, 24)),
        ("https://a.test/x-20251024.html", date(2025, 10, 24)),
        ("https://a.test/arab_world/202003171044893040-x/", date(2020, 3, 17)),
        ("https://a.test/2013/middle_east/8/3/clashes/index.html", date(2013, 8, 3)),
    ],
)
def test_days_in_addresses(url: str, day: date) -> None:
    found = read_url(url, 0)
    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "url",
    ["https://a.test/article/118555/", "https://a.test/news/20134567", "https://a.test/2025/10/"],
)
def test_numbers_in_addresses_are_no_days(url: str) -> None:
    assert read_url(url, 0) is None


def test_the_publishers_timezone_is_applied() -> None:
    stated = read_stated("2025-10-24T22:30:00Z", "meta", 0)
    found = choose([stated], "Asia/Baghdad", FETCHED)
    assert found.day == date(2025, 10, 25)
    assert found.at is not None
    assert found.at.isoformat() == "2025-10-25T01:30:00+03:00"


def test_a_future_day_is_not_believed() -> None:
    wrong, right = (
        read_stated("2031-01-01T10:00:00Z", "meta", 0),
        read_url("https://a.test/2025/10/24/", 80),
    )
    assert choose([wrong, right], None, FETCHED).day == date(2025, 10, 24)


def test_a_moment_of_the_fetch_yields_to_the_printed_line() -> None:
    rendered = Candidate(FETCHED.date(), FETCHED, "second", "JSON-LD datePublished", 10)
    printed = read_printed("24 أكتوبر 2025", "printed line", 50, FETCHED)
    assert choose([rendered, printed], None, FETCHED).day == date(2025, 10, 24)


def test_two_kinds_of_evidence_outvote_one() -> None:
    stated = read_stated("2025-11-01T10:00:00Z", "meta", 10)
    printed, address = (
        read_printed("24 أكتوبر 2025", "printed line", 50, FETCHED),
        read_url("https://a.test/2025/10/24/", 58),
    )
    assert choose([stated, printed, address], None, FETCHED).day == date(2025, 10, 24)


def test_hours_ago_count_from_the_fetch() -> None:
    found = choose(
        [read_printed("قبل ساعتين", "printed line", 50, FETCHED)], "Asia/Riyadh", FETCHED
    )
    assert found.at is not None
    assert found.at.isoformat() == "2025-11-20T13:00:00+03:00"
