"""Gains and losses between two readings: nothing changed is nothing said, and nothing said is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tools.extraction_diff import ROOT, compare, format_changes, leaves, main


def record(**values: Any) -> dict[str, Any]:
    base = {
        "document_id": "a",
        "outcome": "sentenced",
        "defendants": [{"label": "피고인", "sentences": [{"kind": "prison", "months": 12}]}],
        "unread": [],
        "evidence": [{"path": "/outcome", "start": 1}],
        "rule_set": "1",
    }
    return base | values


def test_evidence_and_rule_set_are_no_change() -> None:
    assert compare({"a": record()}, {"a": record(rule_set="2", evidence=[])}) == []


@pytest.mark.parametrize(
    ("new", "kind", "field"),
    [
        (record(outcome="acquitted"), "changed", "/outcome"),
        (record(outcome=None), "lost", "/outcome"),
        (record(unread=["글"]), "gained", "/unread"),
        (
            record(defendants=[{"label": "피고인", "sentences": [{"kind": "prison", "months": 6}]}]),
            "changed",
            "/defendants/*/sentences/*/months",
        ),
    ],
)
def test_one_change(new: dict[str, Any], kind: str, field: str) -> None:
    (change,) = compare({"a": record()}, {"a": new})
    assert (change.kind, change.field) == (kind, field)


def test_records_on_one_side_alone() -> None:
    changes = compare({"a": record(), "b": record()}, {"b": record(), "c": record()})
    assert {(c.document_id, c.kind, c.path) for c in changes} == {("a", "lost", ""), ("c", "gained", "")}
    assert "2 values changed in 2 of 3 records" in format_changes(changes, 3)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), json_values, max_size=4))
def test_a_record_does_not_differ_from_itself_and_its_loss_is_its_leaves(made: dict[str, Any]) -> None:
    assert compare({"x": made}, {"x": json.loads(json.dumps(made))}) == []
    lost = compare({"x": made}, {"x": {}})
    assert [(c.path, c.old) for c in lost] == sorted(leaves(made), key=lambda leaf: leaf[0])


def test_the_command_on_two_files(tmp_path: Path) -> None:
    for name, rec in (("old", record()), ("new", record(outcome="acquitted"))):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(rec, ensure_ascii=False) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, [str(tmp_path / "old.jsonl"), str(tmp_path / "new.jsonl")])
    assert result.exit_code == 0, result.output
    assert '"sentenced" → "acquitted"' in result.output


def test_a_revision_against_these_rules(tmp_path: Path) -> None:
    inside = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False)
    if inside.returncode:
        pytest.skip("not a git checkout")
    source = tmp_path / "made_up.jsonl"
    source.write_text('{"id": "made-up/1", "order_text": "피고인을 징역 1년에 처한다."}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["--revision", "HEAD", str(source)])
    assert result.exit_code == 0, result.output
    assert "of 1 records" in result.output
