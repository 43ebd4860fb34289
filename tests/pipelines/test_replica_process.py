"""The line in which the replica says where it listens: bounded in length and in time."""

import subprocess
import sys
import time

import pytest

from pipelines.replica_process import LINE_BYTES, ReplicaError, _first_line, _origin_of


def child(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-S", "-c", code], stdout=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def test_a_replica_that_writes_without_end_or_line_end_is_refused() -> None:
    process = child("import sys\nwhile True: sys.stdout.write('x' * 1000)")
    with pytest.raises(ReplicaError) as refused:
        _origin_of(process)
    assert len(str(refused.value)) < LINE_BYTES + 100
    end(process)


@pytest.mark.parametrize("said", ["7", "[]", "{}", "nonsense", ""])
def test_a_first_line_that_is_no_address_is_named(said: str) -> None:
    process = child(f"print({said!r})")
    with pytest.raises(ReplicaError, match="it said"):
        _origin_of(process)
    end(process)


def test_a_replica_that_says_nothing_is_not_waited_for_without_end() -> None:
    process = child("import time\ntime.sleep(60)")
    assert process.stdout is not None
    started = time.monotonic()
    assert _first_line(process.stdout, seconds=0.2) == b""
    assert time.monotonic() - started < 10
    end(process)


def test_what_comes_after_the_first_line_is_left() -> None:
    process = child('print(\'{"origin": "http://127.0.0.1:1"}\\nmore\')')
    assert _origin_of(process) == "http://127.0.0.1:1"
    end(process)
