"""What can be said of the dependencies: ``python -m tools.audit [--online]``.

Offline: every line of both locks pins a version and carries hashes, none names an address, and the locks are not older than
they should be (by the commit that last changed them). With ``--online`` pip-audit asks its service about the run lock;
where it cannot be reached, or does not know the packages, the answer is "not run" and never "nothing found".
"""

import argparse
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
OLDEST_DAYS = 90
SECONDS = 300
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def lock_faults(text: str) -> list[str]:
    """What is wrong with a lock's text, one line each: unpinned, without hash, an address."""
    faults = [
        f"an address: {line.strip()[:80]}"
        for line in text.splitlines()
        if "://" in line or "index-url" in line
    ]
    blocks = re.split(
        r"(?m)^(?=[^\s#])", "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    )
    for block in filter(str.strip, blocks):
        first = block.splitlines()[0]
        if _PIN.match(first) is None:
            faults.append(f"not pinned: {first[:80]}")
        elif not _HASH.search(block):
            faults.append(f"without a hash: {first[:80]}")
    return faults


def last_changed(name: str) -> date | None:
    """The day of the commit that last changed a lock; None outside a repository."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%cs", "--", name]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()
        return date.fromisoformat(said)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def age_fault(name: str, changed: date | None, today: date) -> list[str]:
    """One line where a lock is too old for its age to be nothing."""
    if changed is None or (today - changed).days <= OLDEST_DAYS:
        return []
    return [f"{name} is {(today - changed).days} days old: make lock, then the tests"]


def verdict(said: str, code: int) -> str:
    """pip-audit's answer in one line; silence about a package is no acquittal."""
    unknown = said.count("could not be audited")
    found = re.search(r"Found \d+ known vulnerabilit\w+", said)
    if found:
        return f"pip-audit: {found[0]}"
    if code == 0 and not unknown:
        return "pip-audit: no known vulnerability"
    return (
        f"pip-audit: not run ({unknown} packages unknown to its service)"
        if unknown
        else "pip-audit: not run (no answer)"
    )


def ask_service() -> str:
    """pip-audit on the run lock."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", str(ROOT / LOCKS[0])]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "pip-audit: not run (no answer)"
    return verdict(done.stdout + done.stderr, done.returncode)


def main() -> None:
    """Print the findings; exit 1 where a lock is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tools.audit", description=__doc__)
    parser.add_argument("--online", action="store_true", help="also ask pip-audit's service")
    options = parser.parse_args()
    today = datetime.now(UTC).date()
    faults = [
        f"{name}: {fault}"
        for name in LOCKS
        for fault in lock_faults((ROOT / name).read_text(encoding="utf-8"))
    ]
    for name in LOCKS:
        faults += age_fault(name, last_changed(name), today)
    for line in faults or ["locks: every package pinned with hashes, no address, not old"]:
        print(line)
    print(ask_service() if options.online else "pip-audit: not run (ask with --online)")
    if faults:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
