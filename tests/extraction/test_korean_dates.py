"""Dates in every Korean form, whole and relative."""

from datetime import date

import pytest

from extraction.korean_dates import find_dates, parse_date

PUBLISHED = date(2024, 9, 8)


@pytest.mark.parametrize(
    "text", ["2024. 8. 30.", "2024.08.30", "2024-08-30", "2024년 8월 30일", "20240830", "2024/8/30"]
)
def test_whole_dates(text: str) -> None:
    assert parse_date(text) == date(2024, 8, 30)


@pytest.mark.parametrize("text", ["", "2024", "2024. 13. 1.", "2024. 2. 30.", "8월 30일"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("지난달 28일 선고", date(2024, 8, 28)),
        ("이달 3일", date(2024, 9, 3)),
        ("지난 5일", date(2024, 9, 5)),
        ("30일 밝혔다", date(2024, 8, 30)),
        ("오는 12일", date(2024, 9, 12)),
        ("오는 5일", date(2024, 10, 5)),
        ("올해 3월 2일", date(2024, 3, 2)),
        ("지난해 11월 15일", date(2023, 11, 15)),
        ("지난 12월 3일", date(2023, 12, 3)),
        ("어제 열린", date(2024, 9, 7)),
    ],
)
def test_relative_dates(text: str, value: date) -> None:
    assert [found.value for found in find_dates(text, PUBLISHED)] == [value]


@pytest.mark.parametrize("text", ["30일간 구금", "10일 동안", "3일 만에", "1.5일", "2년 3개월"])
def test_lengths_are_no_dates(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


def test_relative_dates_need_a_day_of_publication() -> None:
    assert find_dates("지난달 28일", None) == []
    found = find_dates("지난 2023년 5월 4일 기소", None)
    assert [(item.value, item.is_relative) for item in found] == [(date(2023, 5, 4), False)]
