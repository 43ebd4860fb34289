"""What was found clean is not searched again; everything else is, every time."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines import found_clean
from pipelines.found_clean import check_tables, refuse_what_is_not_known_clean
from tests.warehouse.published_fixture import empty, full
from warehouse.load import load, to_arrow
from warehouse.scanner import LeakError

NAMED = "검사 홍길동(기소)"


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(f"label\n{text}\n", encoding="utf-8")
    return folder


def test_a_file_is_searched_unless_these_very_bytes_were_found_clean(tmp_path: Path) -> None:
    folder = _write(tmp_path / "package", one="벌금", two="징역")
    refuse_what_is_not_known_clean(folder, tmp_path)
    refuse_what_is_not_known_clean(folder, tmp_path)
    for _ in range(2):
        with pytest.raises(LeakError, match=r"two\.csv"):
            refuse_what_is_not_known_clean(_write(folder, two=NAMED), tmp_path)
    refuse_what_is_not_known_clean(_write(folder, two="집행유예"), tmp_path)
    note = tmp_path / "standing" / "clean_files.json"
    assert len(json.loads(note.read_text(encoding="utf-8"))["digests"]) == 2


@pytest.mark.parametrize("damage", ["", "[]", '{"program": "another", "digests": ["%s"]}'])
def test_a_damaged_note_or_one_of_another_program_says_nothing(tmp_path: Path, damage: str) -> None:
    folder = _write(tmp_path / "package", one=NAMED)
    digest = found_clean._file_digest(folder / "one.csv", folder)
    note = tmp_path / "standing" / "clean_files.json"
    note.parent.mkdir()
    note.write_text(damage.replace("%s", digest), encoding="utf-8")
    with pytest.raises(LeakError):
        refuse_what_is_not_known_clean(folder, tmp_path)


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty() as made:
        yield made


def test_a_table_whose_rows_changed_is_searched_again(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    def leaks() -> list[str]:
        found = check_tables(con, tmp_path)
        return [each.table for each in found if each.name == "no_personal_data" and each.n_failing]

    load(con, "out_labels", to_arrow("out_labels", [full("out_labels", label_ko="벌금")]))
    assert [leaks(), leaks()] == [[], []]
    con.execute("update out_labels set label_ko = ?", [NAMED])
    assert leaks() == ["out_labels"]
