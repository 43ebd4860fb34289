"""Tables that stand already: made by this program from these very rows, and not touched since.

What a step fills is a function of the tables it reads and of the program. Where both are as they were, doing the
step again would give the same rows: it is left out, and what it needs is not even imported. Tables with an SQL model
are always made again, since they tell the time of the run and what was captured last.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from pipelines.lineage import FILLED_BY_CODE, inputs_of
from pipelines.program import program_digest
from pipelines.rows import ARTICLE_TABLES, JUDGMENT_TABLES, LAW_TABLES
from warehouse.catalog import table

FOLDER = "standing"
# Columns that another one of the same table is the digest of.
TOLD_BY_DIGEST = {"core_documents": frozenset({"text"})}
# Several steps write here: what a reader wrote stays as long as its other tables do.
SHARED = frozenset({"core_evidence", "core_issues"})
ROOMS = ("extraction", "pipelines", "scrapers", "warehouse")


@dataclass(frozen=True, kw_only=True)
class Work:
    """A step: its name, the tables it reads, those it fills, and the rooms whose code decides."""

    name: str
    reads: frozenset[str]
    fills: frozenset[str]
    rooms: tuple[str, ...] = ROOMS


JUDGMENTS = Work(
    name="judgments",
    reads=frozenset({"core_documents"}),
    fills=frozenset({*JUDGMENT_TABLES, *LAW_TABLES}) - SHARED,
)
ARTICLES = Work(
    name="articles",
    reads=frozenset({"core_documents"}),
    fills=frozenset(ARTICLE_TABLES) - SHARED - JUDGMENTS.fills,
)
TERMS = Work(
    name="terms",
    reads=frozenset({"core_documents"}),
    fills=frozenset({"core_terms", "core_tagged_sections"}),
)
LINKS = Work(
    name="links",
    reads=frozenset(
        {
            "core_articles",
            "core_case_report_sentences",
            "core_case_reports",
            "core_defendants",
            "core_documents",
            "core_judgments",
            "core_sentences",
        }
    ),
    fills=frozenset({"core_article_clusters", "core_case_links"}),
)


def measures() -> Work:
    """Every published table that code fills."""
    filled = frozenset(FILLED_BY_CODE)
    reads = frozenset(each for name in filled for each in inputs_of(name)) - filled
    return Work(name="measures", reads=reads, fills=filled)


def references(fills: Iterable[str]) -> Work:
    """The ref_ tables, from files of the package."""
    return Work(name="reference", reads=frozenset(), fills=frozenset(fills))


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the tables of a step were made from (`key`), and the digest of their rows."""

    key: str
    rows: str


def stands(con: duckdb.DuckDBPyConnection, root: Path, work: Work, *, given: bytes = b"") -> bool:
    """Whether doing this step on this warehouse now would give the rows that it holds.

    `root`: the data folder, which keeps a note of the last time. `given`: what the step takes beside tables.
    """
    try:
        found = Made(**json.loads(_note(root, work).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return False
    return found == _of_now(con, work, given)


def note_made(con: duckdb.DuckDBPyConnection, root: Path, work: Work, *, given: bytes = b"") -> None:
    """Remember, written whole, what the tables of a step were made from."""
    target = _note(root, work)
    target.parent.mkdir(parents=True, exist_ok=True)
    pending = target.with_suffix(".tmp")
    pending.write_text(json.dumps(asdict(_of_now(con, work, given)), sort_keys=True) + "\n", encoding="utf-8")
    pending.replace(target)


def rows_digest(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> str:
    """SHA-256 over number, sum and exclusive or of the 64-bit hashes of each table's rows: their order does not tell."""
    whole = hashlib.sha256()
    for name in sorted(names):
        left_out = TOLD_BY_DIGEST.get(name, frozenset())
        columns = ", ".join(f'"{c.name}"' for c in table(name).columns if c.name not in left_out)
        found = con.execute(
            f"SELECT count(*), sum(h::HUGEINT), bit_xor(h) FROM (SELECT hash({columns}) AS h FROM {name})"  # noqa: S608
        ).fetchall()
        whole.update(f"{name}\0{found}\n".encode())
    return whole.hexdigest()


def _note(root: Path, work: Work) -> Path:
    return root / FOLDER / f"{work.name}.json"


def _of_now(con: duckdb.DuckDBPyConnection, work: Work, given: bytes) -> Made:
    made_of = [rows_digest(con, work.reads), program_digest(work.rooms), hashlib.sha256(given).hexdigest()]
    return Made(
        key=hashlib.sha256("\n".join(made_of).encode()).hexdigest(), rows=rows_digest(con, work.fills)
    )
