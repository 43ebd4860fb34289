"""Large loads: the judgment service's pages written straight to the archive, without HTTP.

The records are those the spider would have archived: list pages of a hundred rows, then the details. One file
a ``CASES_A_FILE`` cases; memory holds one page of rows whatever the number of cases.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from scrapers.archive import ArchiveWriter
from scrapers.archive.redaction import MARK
from scrapers.replica.cases import DEFAULT_SEED, Case, make_case
from scrapers.replica.lawgo import Reply, detail_xml, list_xml, row_fields, text_fields

SOURCE_ID = "law_go_kr"
CASES_A_FILE = 20_000
ROWS_A_PAGE = 100
_SERVICE = "https://www.law.go.kr/DRF"
_PARAMETERS = {
    "type": "XML",
    "datSrcNm": "대법원",
    "sort": "ddes",
    "display": str(ROWS_A_PAGE),
    "search": "1",
}


def detail_address(serial: int) -> str:
    """The address of a detail as archived, the key redacted."""
    return (
        f"{_SERVICE}/lawService.do?{urlencode({'OC': MARK, 'target': 'prec', 'type': 'XML', 'ID': serial})}"
    )


def list_address(page: int) -> str:
    """The address of a list page as archived, the key redacted."""
    fields = {"OC": MARK, "target": "prec", **_PARAMETERS, "query": "*", "page": page}
    return f"{_SERVICE}/lawSearch.do?{urlencode(fields)}"


def detail_reply(case: Case) -> Reply:
    """The detail page of one case."""
    judgment = case.judgment
    level = "400201" if judgment.court.level == "supreme" else "400202"
    return detail_xml(
        text_fields(
            serial=case.serial,
            title=case.case_name,
            numbers=case.numbers_text,
            dated=f"{judgment.decided:%Y%m%d}",
            court=judgment.court.name,
            level=level,
            form="판결" if judgment.decision_type == "judgment" else "결정",
            text=case.text,
        )
    )


def _list_reply(cases: Sequence[Case], page: int, total: int) -> Reply:
    rows = [
        row_fields(
            number=number,
            serial=case.serial,
            title=case.case_name,
            numbers=case.numbers_text,
            dated=f"{case.judgment.decided:%Y%m%d}",
            court=case.judgment.court.name,
            form="판결" if case.judgment.decision_type == "judgment" else "결정",
            key=MARK,
        )
        for number, case in enumerate(cases, 1)
    ]
    return list_xml("*", total, page, "evtNm", rows)


def _pages(first: int, last: int, seed: int, length: str) -> Iterator[tuple[int, list[Case]]]:
    for start in range(first, last, ROWS_A_PAGE):
        stop = min(start + ROWS_A_PAGE, last)
        yield start // ROWS_A_PAGE + 1, [make_case(seed, index, length) for index in range(start, stop)]


def write_warc(
    root: Path,
    n: int,
    seed: int = DEFAULT_SEED,
    *,
    first: int = 0,
    length: str = "short",
    now: datetime = datetime(2026, 9, 30, tzinfo=UTC),
) -> list[Path]:
    """Write cases ``first`` to ``n`` (not included) under ``root/law_go_kr``; returns the files.

    ``length="realistic"`` gives texts of some thousand characters. The capture times are fixed by ``now``.
    """
    files = []
    for start in range(first, n, CASES_A_FILE):
        stop = min(start + CASES_A_FILE, n)
        moment = now + timedelta(seconds=start // CASES_A_FILE)
        run_id = f"load{seed}-{start}"
        with ArchiveWriter(root, SOURCE_ID, run_id=run_id, clock=partial(_fixed, moment)) as writer:
            for page, cases in _pages(start, stop, seed, length):
                _store(writer, list_address(page), _list_reply(cases, page, n))
                for case in cases:
                    _store(writer, detail_address(case.serial), detail_reply(case))
            files.append(writer.close("finished", {"details": stop - start, "listed": stop - start}))
    return files


def _fixed(moment: datetime) -> datetime:
    return moment


def _store(writer: ArchiveWriter, url: str, reply: Reply) -> None:
    headers = [("Content-Type", reply.content_type), ("Content-Length", str(len(reply.body)))]
    writer.write_response(url, reply.status, "OK", headers, reply.body)


def main(arguments: list[str] | None = None) -> int:
    """``python -m scrapers.replica.load ROOT --cases N``; prints one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m scrapers.replica.load", description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--length", choices=("short", "realistic"), default="realistic")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    files = write_warc(options.root, options.cases, options.seed, first=options.first, length=options.length)
    seconds = time.monotonic() - started
    result = {
        "cases": options.cases - options.first,
        "files": [str(each) for each in files],
        "bytes": sum(each.stat().st_size for each in files),
        "seconds": round(seconds, 1),
        "cases_a_second": round((options.cases - options.first) / max(seconds, 1e-9)),
    }
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
