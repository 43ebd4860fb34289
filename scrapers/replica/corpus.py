"""The light index of one replica: what its lists show, with details made only when asked for.

Besides the generated judgments the lists hold what the real ones hold: civil rows, rows whose detail does not
open, the same judgment under a second number, rows dated in 단기 years, judgments registered late, published
again or taken down.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from scrapers.replica.cases import Case, family_of, make_case, meta_of, serial_of
from scrapers.replica.draw import Draw

SERVICE_SOURCE = "대법원"
TAX_SOURCE = "국세법령정보시스템"
REPUBLISHED_ON = date(2026, 7, 20)
TAKEN_DOWN_ON = date(2026, 8, 10)
_CIVIL_TITLES = ("손해배상(기)", "대여금", "소유권이전등기", "부당이득금반환")


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of the list."""

    serial: int
    index: int  # of the generated case; -1 where none stands behind the row
    role: str  # case, twin, dead, civil, dangi, tax
    title: str
    numbers: str
    decided: date
    dated: str  # 선고일자 as digits; a 단기 year in old rows
    court: str
    level: str
    form: str  # 판결 or 결정
    registered: date
    gone: date | None = None


class Corpus:
    """All judgments of one replica as they stand at ``as_of``."""

    def __init__(self, *, seed: int, n: int, as_of: date, length: str = "short") -> None:
        self.seed, self.n, self.as_of, self.length = seed, n, as_of, length

    @cached_property
    def rows(self) -> list[Row]:
        """Every row that is registered and not taken down."""
        return [each for each in self.all_rows if each.registered <= self.as_of and not self._is_gone(each)]

    @cached_property
    def by_serial(self) -> dict[int, Row]:
        """The rows by 판례일련번호."""
        return {each.serial: each for each in self.rows}

    @cached_property
    def all_rows(self) -> list[Row]:
        """Every row there will ever be."""
        rows: list[Row] = []
        for index in range(self.n):
            row = self._case_row(index)
            rows.append(row)
            rows.extend(self._extras(index, row))
        return rows

    def case(self, row: Row) -> Case:
        """The whole case behind a row."""
        return make_case(self.seed, row.index, self.length)

    def is_republished(self, row: Row) -> bool:
        """Whether the text was published again with a correction by now."""
        return row.role == "case" and row.index % 120 == 31 and self.as_of >= REPUBLISHED_ON

    def _is_gone(self, row: Row) -> bool:
        return row.gone is not None and row.gone <= self.as_of

    def _case_row(self, index: int) -> Row:
        meta = meta_of(self.seed, index)
        judgment = meta.judgment
        draw = Draw.of(self.seed, "row", index)
        late = draw.whole(150, 620) if draw.chance(0.04) else draw.whole(12, 80)
        old_style = judgment.court.level != "supreme" and draw.chance(0.1)
        return Row(
            serial=serial_of(self.seed, index),
            index=index,
            role="case",
            title=meta.case_name,
            numbers=meta.numbers_text,
            decided=judgment.decided,
            dated=f"{judgment.decided:%Y%m%d}",
            court=judgment.court.short if old_style else judgment.court.name,
            level="400201" if judgment.court.level == "supreme" else "400202",
            form="판결" if judgment.decision_type == "judgment" else "결정",
            registered=judgment.decided + timedelta(days=late),
            gone=TAKEN_DOWN_ON if family_of(index)[1] == 0 and index % 160 == 44 else None,
        )

    def _extras(self, index: int, row: Row) -> list[Row]:
        """Rows that stand beside a case at fixed places of the index."""
        extras = []
        if index % 97 == 40:
            extras.append(self._beside(row, 250_000 + index // 97, role="dead"))
        if index % 200 == 60:
            extras.append(self._beside(row, 200_000 + index // 200, role="twin"))
        if index % 45 == 17:
            title = _CIVIL_TITLES[index % len(_CIVIL_TITLES)]
            numbers = f"{row.decided.year - 1}가단{10_000 + index}"
            extras.append(
                self._beside(row, 210_000 + index // 45, role="civil", title=title, numbers=numbers)
            )
        if index % 110 == 77:
            extras.append(
                self._beside(
                    row, 300_000 + index // 110, role="tax", title="조세범처벌법위반", numbers=f"조심{index}"
                )
            )
        if index % 240 == 100:
            extras.append(self._dangi(index))
        return extras

    @staticmethod
    def _beside(row: Row, serial: int, *, role: str, title: str = "", numbers: str = "") -> Row:
        return Row(
            serial=serial,
            index=row.index if role == "twin" else -1,
            role=role,
            title=title or row.title,
            numbers=numbers or row.numbers,
            decided=row.decided,
            dated=row.dated,
            court=row.court,
            level=row.level,
            form=row.form,
            registered=row.registered,
        )

    @staticmethod
    def _dangi(index: int) -> Row:
        decided = date(1956, 5, 25) + timedelta(days=index)
        return Row(
            serial=120_000 + index // 240,
            index=-1,
            role="dangi",
            title="절도피고사건",
            numbers=f"{decided.year + 2333}형공{index}",
            decided=decided,
            dated=f"{decided.year + 2333}{decided:%m%d}",
            court="가상고법",
            level="400202",
            form="판결",
            registered=date(2010, 1, 1),
        )
