"""Parsed documents become versions in `core_documents`.

A version is one distinct content of one document, numbered in the order of first sight. The version seen last is
current; a document whose page was last seen gone is withdrawn but keeps its versions.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

ARRIVAL_SCHEMA = pa.schema(
    [
        ("sequence", pa.int64()),
        ("document_id", pa.string()),
        ("is_withdrawal", pa.bool_()),
        ("source_id", pa.string()),
        ("kind", pa.string()),
        ("url", pa.string()),
        ("published_date", pa.date32()),
        ("published_at", pa.timestamp("us")),
        ("modified_at", pa.timestamp("us")),
        ("title", pa.string()),
        ("text", pa.string()),
        ("text_sha256", pa.string()),
        ("content_sha256", pa.string()),
        ("body_sha256", pa.string()),
        ("language", pa.string()),
        ("seen_at", pa.timestamp("us")),
        ("meta", pa.string()),
    ]
)

_RESOLVE = """
create or replace temp table arrived as
select a.* replace (coalesce(a.document_id, k.document_id) as document_id)
from arrivals as a
left join (
    select url, min(document_id) as document_id
    from (select url, document_id from core_documents union select url, document_id from arrivals)
    where document_id is not null group by url
) as k on a.document_id is null and k.url = a.url
where coalesce(a.document_id, k.document_id) is not null
"""

_INSERT = """
insert into core_documents by name
with known as materialized (
    select document_id, content_sha256, version from core_documents
    where document_id in (select document_id from arrived)
),
first_sight as (
    select * from arrived
    where not is_withdrawal
      and not exists (
          select 1 from known as k
          where k.document_id = arrived.document_id and k.content_sha256 = arrived.content_sha256)
    qualify row_number() over (partition by document_id, content_sha256 order by sequence) = 1
),
held as (select document_id, max(version) as top from known group by document_id)
select f.document_id,
       coalesce(h.top, 0) + row_number() over (partition by f.document_id order by f.sequence) as version,
       f.source_id, f.kind, f.url, f.published_date, f.published_at, f.modified_at, f.title, f.text,
       f.text_sha256, f.content_sha256, f.body_sha256, f.language, length(f.text) as n_chars,
       false as is_current, false as is_withdrawn, f.seen_at as first_seen_at, f.meta
from first_sight as f left join held as h using (document_id)
order by f.document_id, version
"""

_FLAG = """
update core_documents as c
set is_current = case when l.content_sha256 is null then c.is_current
                      else c.content_sha256 = l.content_sha256 end,
    is_withdrawn = l.is_withdrawal
from (
    select document_id,
           arg_max(content_sha256, sequence) filter (where not is_withdrawal) as content_sha256,
           arg_max(is_withdrawal, sequence) as is_withdrawal
    from arrived group by document_id
) as l
where c.document_id = l.document_id
"""


def content_digest(*, title: str | None, text: str, fields: dict[str, Any]) -> str:
    """SHA-256 (hex) over what a reader would call the content: title, text and parsed fields."""
    canonical = json.dumps([title, text, fields], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def merge_documents(con: duckdb.DuckDBPyConnection, arrivals: pa.Table) -> int:
    """Take `arrivals` (ARRIVAL_SCHEMA, in order of `sequence`) into core_documents; returns the new versions.

    A row without `document_id` is a page seen gone: it is resolved by its url and withdraws that document.
    """
    before = _count(con)
    # Only a page seen gone has to be looked up among all that are held; without one the rows are taken as they are.
    is_to_resolve = arrivals["document_id"].null_count > 0
    view = "arrivals" if is_to_resolve else "arrived"
    con.register(view, arrivals)
    try:
        if is_to_resolve:
            con.execute(_RESOLVE)
        con.execute("begin")
        con.execute(_INSERT)
        con.execute(_FLAG)
        con.execute("commit")
    finally:
        con.unregister(view)
        con.execute("drop table if exists arrived")
    return _count(con) - before


def _count(con: duckdb.DuckDBPyConnection) -> int:
    # fetchall: fetchone would leave an unfinished result on the connection (DuckDB 2.0).
    return int(con.execute("select count(*) from core_documents").fetchall()[0][0])


def pending_documents(
    con: duckdb.DuckDBPyConnection, *, kind: str, read_table: str, rule_set: str
) -> Sequence[tuple[str, int]]:
    """(document_id, version) of current documents of `kind` not in `read_table` under this version and rule set."""
    return con.execute(
        f"""select d.document_id, d.version from core_documents as d
            left join {_identifier(read_table)} as r
              on r.document_id = d.document_id and r.version = d.version and r.rule_set = $rule_set
            where d.kind = $kind and d.is_current and not d.is_withdrawn and r.document_id is null
            order by d.document_id""",
        {"kind": kind, "rule_set": rule_set},
    ).fetchall()


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Some pending documents that lie together in core_documents: rows `first` to `last`, `documents` of them."""

    first: int
    last: int
    documents: int


def pending_stretches(
    con: duckdb.DuckDBPyConnection, *, kind: str, read_table: str, rule_set: str, characters: int
) -> list[Stretch]:
    """The documents of `pending_documents`, cut where they lie into stretches of about `characters` characters.

    They are kept in the temporary table `pending_reading`, from which `fetch_stretch` takes them. Row numbers hold
    until core_documents is changed or the connection is closed.
    """
    # A checkpoint may move rows to the place of deleted ones: let it do so before their numbers are taken.
    con.execute("checkpoint")
    con.execute(
        f"""create or replace temp table pending_reading as
            select d.rowid as place, d.document_id, d.version, d.n_chars from core_documents as d
            left join {_identifier(read_table)} as r
              on r.document_id = d.document_id and r.version = d.version and r.rule_set = $rule_set
            where d.kind = $kind and d.is_current and not d.is_withdrawn and r.document_id is null
            order by place""",
        {"kind": kind, "rule_set": rule_set},
    )
    cut = con.execute(
        """select min(place), max(place), count(*) from (
               select place, (sum(n_chars) over (order by place rows unbounded preceding) - n_chars) // $characters as part
               from pending_reading)
           group by part order by part""",
        {"characters": characters},
    ).fetchall()
    return [Stretch(first=first, last=last, documents=documents) for first, last, documents in cut]


def fetch_stretch(con: duckdb.DuckDBPyConnection, stretch: Stretch) -> pa.Table:
    """The pending documents of a stretch, whole rows of core_documents in the order in which they lie there."""
    places = {"first": stretch.first, "last": stretch.last}
    found: pa.Table = con.sql(
        """select d.* from core_documents as d
           semi join (select document_id, version from pending_reading where place between $first and $last)
             using (document_id, version)
           where d.rowid between $first and $last order by d.rowid""",
        params=places,
    ).to_arrow_table()
    if found.num_rows != stretch.documents:
        raise RuntimeError(
            f"{stretch} has {found.num_rows} documents: core_documents changed while it was read"
        )
    return found


def held_pending(con: duckdb.DuckDBPyConnection, *, read_table: str) -> list[str]:
    """Of the documents in `pending_reading` those from which something was read before, by id."""
    found = con.execute(
        f"""select document_id from pending_reading where document_id in (
                select document_id from {_identifier(read_table)}
                union all select document_id from core_issues where stage = 'read' and document_id is not null)
            order by 1"""
    ).fetchall()
    return [row[0] for row in found]


def withdrawn_documents(con: duckdb.DuckDBPyConnection, *, kind: str, read_table: str) -> list[str]:
    """Documents of `kind` whose page was last seen gone and that `read_table` still holds."""
    found = con.execute(
        f"""select distinct d.document_id from core_documents as d join {_identifier(read_table)} as r using (document_id)
            where d.kind = $kind and d.is_current and d.is_withdrawn order by 1""",
        {"kind": kind},
    ).fetchall()
    return [row[0] for row in found]


def fetch_documents(
    con: duckdb.DuckDBPyConnection, wanted: Sequence[tuple[str, int]]
) -> list[dict[str, object]]:
    """The stored versions (document_id, version), as dicts by column name, in the order of document_id."""
    con.register(
        "wanted", pa.table({"document_id": [w[0] for w in wanted], "version": [w[1] for w in wanted]})
    )
    try:
        # First where they lie, by their ids alone: the texts of all the others are then not even unpacked.
        first, last = con.execute(
            "select min(d.rowid), max(d.rowid) from core_documents as d join wanted using (document_id, version)"
        ).fetchall()[0]
        relation = con.sql(
            """select d.* from core_documents as d join wanted using (document_id, version)
               where d.rowid between $first and $last order by d.document_id""",
            params={"first": first, "last": last},
        )
        table: pa.Table = relation.to_arrow_table()
    finally:
        con.unregister("wanted")
    return [dict(row) for row in table.to_pylist()]


def doubtful_documents(con: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    """(document_id, version) of judgments with doubts or unread text, most of both first."""
    return con.execute(
        """select document_id, version from core_judgments where n_doubts + n_unread > 0
           order by n_doubts + n_unread desc, document_id"""
    ).fetchall()


def _identifier(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"not a table name: [{name}]")
    return name
