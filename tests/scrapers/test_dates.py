"""Dates of news pages in every form seen."""

import pytest

from scrapers.articles.dates import parse_feed_moment, parse_moment


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-05-15T20:00:52.000+0900", "2025-05-15T20:00:52+09:00"),
        ("2026-07-12T22:09:00+09:00", "2026-07-12T22:09:00+09:00"),
        ("2026-07-12T13:09:00Z", "2026-07-12T13:09:00+00:00"),
        ("2026.01.29 18:40", "2026-01-29T18:40:00+09:00"),
        ("입력 2014.08.19 (16:09)", "2014-08-19T16:09:00+09:00"),
        ("입력 2009-08-30 14:53 | 수정 2009-08-30 15:00", "2009-08-30T14:53:00+09:00"),
        ("2024년 8월 30일 오후 3시 05분", "2024-08-30T15:05:00+09:00"),
        ("2024. 8. 30. 오전 12:05", "2024-08-30T00:05:00+09:00"),
        ("2024.08.30(금) 09:10", "2024-08-30T09:10:00+09:00"),
        ("Posted on : 2020-09-16 18:45 KST", "2020-09-16T18:45:00+09:00"),
        ("Published: 02 Jun. 2025, 14:15", "2025-06-02T14:15:00+09:00"),
        ("15:02 June 13, 2025", "2025-06-13T15:02:00+09:00"),
        ("Published : Aug 30, 2024 - 14:15", "2024-08-30T14:15:00+09:00"),
        ("August 30, 2024, 2:15 p.m.", "2024-08-30T14:15:00+09:00"),
        ("20240830141523", "2024-08-30T14:15:23+09:00"),
        ("2024-02-30", None),
        ("13:20", None),
        ("", None),
    ],
)
def test_moment(text: str, iso: str | None) -> None:
    moment = parse_moment(text)
    assert (moment.isoformat() if moment else None) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Fri, 30 Aug 2024 14:15:00 +0900", "2024-08-30T14:15:00+09:00"),
        ("Fri, 30 Aug 2024 05:15:00 GMT", "2024-08-30T05:15:00+00:00"),
        ("2024-08-30 14:15:00", "2024-08-30T14:15:00+09:00"),
        ("no date", None),
        ("Fri, 30 Aug 99999999999999999999 14:15:00 +0900", None),
        ("Fri, 30 Aug 9999 14:15:00 +0900", None),
    ],
)
def test_feed_moment(text: str, iso: str | None) -> None:
    moment = parse_feed_moment(text)
    assert (moment.isoformat() if moment else None) == iso
