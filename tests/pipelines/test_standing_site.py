"""A site is left standing only where building it again would give the same bytes."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboards.site import SiteReport
from pipelines.build_note import BuildNote
from pipelines.settings import DataFolder
from pipelines.standing_site import note_site, standing_site

NOTE = BuildNote(profile="sample", now="2026-10-01T08:00:00+00:00", is_fictional=True)
MADE = SiteReport(pages=2, bytes=9, figures=1, seconds=0.1, digest="d", missing=())


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(root=tmp_path)
    for path, text in (
        (folder.site / "index.html", "<p>가상</p>"),
        (folder.site / "en" / "index.html", "<p>fictional</p>"),
        (folder.package / "datapackage.json", '{"hash": "1"}'),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    note_site(folder, NOTE, MADE)
    return folder


def test_the_same_tables_on_the_same_day_need_no_second_site(data: DataFolder) -> None:
    later = replace(NOTE, now="2026-10-01T19:30:00+00:00")
    for note in (NOTE, later):
        found = standing_site(data, note)
        assert found is not None
        assert (found.pages, found.bytes, found.figures) == (2, 9, 1)


def test_another_day_profile_or_table_needs_a_new_site(data: DataFolder) -> None:
    assert standing_site(data, replace(NOTE, now="2026-10-02T08:00:00+00:00")) is None
    assert standing_site(data, replace(NOTE, profile="local", is_fictional=False)) is None
    (data.package / "datapackage.json").write_text('{"hash": "2"}', encoding="utf-8")
    assert standing_site(data, NOTE) is None


def test_a_site_changed_by_hand_is_built_again(data: DataFolder) -> None:
    (data.site / "en" / "index.html").write_text("<p>39.2 %</p>", encoding="utf-8")
    assert standing_site(data, NOTE) is None


def test_a_file_more_or_less_is_seen(data: DataFolder) -> None:
    extra = data.site / "more.html"
    extra.write_text("", encoding="utf-8")
    assert standing_site(data, NOTE) is None
    extra.unlink()
    assert standing_site(data, NOTE) is not None
    (data.site / "index.html").unlink()
    assert standing_site(data, NOTE) is None


def test_a_damaged_note_says_nothing(data: DataFolder) -> None:
    (data.root / "site.json").write_text('{"key"', encoding="utf-8")
    assert standing_site(data, NOTE) is None
