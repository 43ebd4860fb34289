"""Requests for data and HWPX: every office has one, in both languages, and the files open again."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hwpx import HwpxDocument

from dashboards import data_requests, hancom
from dashboards.spreadsheet import Sheet


def test_every_office_has_a_request_that_asks_for_no_person() -> None:
    asked = {cell.cell_id for cell in data_requests.missing_cells("ko")}
    for language in ("ko", "en"):
        listed = []
        for office in data_requests.offices():
            text = data_requests.request_text(language, office)
            cells = data_requests.missing_cells(language, office)
            assert cells, office
            assert all(cell.missing in text and cell.table in text and cell.unit in text for cell in cells)
            listed += [cell.cell_id for cell in cells]
        assert sorted(listed) == sorted(asked)
    english = " ".join(data_requests.request_text("en", office) for office in data_requests.offices())
    assert "probation" not in english.lower()
    assert "5 미만" in data_requests.request_text("ko", "court")
    with pytest.raises(KeyError):
        data_requests.request_text("ko", "nobody")


def test_a_request_as_hwpx_opens_again_with_its_table() -> None:
    found = HwpxDocument.open(data_requests.request_hwpx("ko", "police"))
    [table] = found.tables
    cells = data_requests.missing_cells("ko", "police")
    assert [cell.text for cell in table.rows[0].cells] == ["번호", "자료", "단위", "답"]
    assert [cell.text for cell in table.rows[1].cells][1:3] == [cells[0].missing, cells[0].unit]
    assert "자료를 요구합니다" in found.export_text()


def test_hwpx_keeps_texts_as_texts_and_is_the_same_every_time() -> None:
    sheet = Sheet(name="표", rows=[["머리글"], ["가", "n"], ["=1+1 <b>&\x07", 34], [None, 0.5]])
    one = hancom.document("제목", [sheet], notice="가상 자료")
    time.sleep(1.1)
    assert hancom.document("제목", [sheet], notice="가상 자료") == one
    found = HwpxDocument.open(one)
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [
        ["가", "n"],
        ["=1+1 <b>&", "34"],
        ["", "0.5"],
    ]
    assert found.export_text().count("가상 자료") >= 2
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.infolist()[0].filename == "mimetype"
