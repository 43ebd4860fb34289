"""Published defendants as candidates of an audit: what was read of each, and the text a person reads again."""

from typing import Any

import duckdb

# Enough for an order; the sheet stays on the machine that holds the texts.
TEXT_LIMIT = 4_000
FIELDS = ("disposition", "custody_status", "suspended", "supervision", "instance")


def audit_candidates(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """One row a defendant of a judgment read whole: record_id, stratum, is_doubted, order_text, read (text by field).

    The stratum is instance, doubt and whether a suspended sentence (집행유예) was read, so that rare ones are drawn too.
    """
    found = con.execute(
        """with flags as (
               select d.defendant_id, d.document_id, coalesce(d.disposition, 'unknown') as disposition,
                      coalesce(d.custody_status, 'none') as custody_status,
                      exists (select 1 from core_sentences s where s.defendant_id = d.defendant_id
                              and s.role = 'imposed' and s.suspended_months is not null) as suspended,
                      exists (select 1 from core_supervision v where v.defendant_id = d.defendant_id) as supervision
               from core_defendants d)
           select f.defendant_id, f.disposition, f.custody_status, f.suspended, f.supervision,
                  coalesce(j.instance, 'unknown'), j.n_doubts + j.n_unread > 0, left(t.text, $limit)
           from flags f join core_judgments j using (document_id)
           join core_documents t on t.document_id = j.document_id and t.version = j.version
           order by f.defendant_id""",
        {"limit": TEXT_LIMIT},
    ).fetchall()
    return [_candidate(*row) for row in found]


def _candidate(
    record_id: str,
    disposition: str,
    custody_status: str,
    suspended: bool,
    supervision: bool,
    instance: str,
    is_doubted: bool,
    text: str,
) -> dict[str, Any]:
    values = (disposition, custody_status, str(suspended), str(supervision), instance)
    return {
        "record_id": record_id,
        "stratum": f"{instance}/{'doubted' if is_doubted else 'plain'}/{'suspended' if suspended else 'other'}",
        "is_doubted": is_doubted,
        "order_text": text,
        "read": dict(zip(FIELDS, values, strict=True)),
    }
