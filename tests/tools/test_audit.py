"""The offline audit of the locks finds what it is for, and never says "nothing found" where nothing was asked."""

from datetime import date
from pathlib import Path

import pytest

from tools.audit import LOCKS, ROOT, age_fault, lock_faults, verdict

GOOD = "# Made\na==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via b\n"


@pytest.mark.parametrize("name", LOCKS)
def test_our_locks_are_pinned_and_hashed_and_name_no_address(name: str) -> None:
    assert lock_faults((Path(ROOT) / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("added", "says"),
    [
        ("b>=2\n", "not pinned"),
        ("b==2\n", "without a hash"),
        ("b @ file:///x\n", "an address"),
        ("--index-url x\n", "an address"),
    ],
)
def test_a_planted_fault_is_found(added: str, says: str) -> None:
    assert lock_faults(GOOD) == []
    assert any(fault.startswith(says) for fault in lock_faults(GOOD + added))


def test_an_old_lock_is_told() -> None:
    assert age_fault("x", date(2026, 1, 1), date(2026, 3, 1)) == []
    assert "days old" in age_fault("x", date(2026, 1, 1), date(2026, 10, 1))[0]
    assert age_fault("x", None, date(2026, 10, 1)) == []


def test_silence_is_no_acquittal() -> None:
    assert verdict("No known vulnerabilities found", 0) == "pip-audit: no known vulnerability"
    assert "not run (2 packages" in verdict("x could not be audited\ny could not be audited\n", 0)
    assert verdict("Connection refused", 1) == "pip-audit: not run (no answer)"
    assert (
        verdict("Found 3 known vulnerabilities in 2 packages", 1)
        == "pip-audit: Found 3 known vulnerabilities"
    )
