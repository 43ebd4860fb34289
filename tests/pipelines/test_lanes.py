"""Sources side by side: a host has one visitor at a time, and each source is captured once."""

import sys
from pathlib import Path

import pytest
from dagster._core.errors import DagsterPipesExecutionError
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lanes import end_of_spider, lanes_of, spiders_ahead
from pipelines.profiles import all_sources, hosts_of

HOSTS = st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.sampled_from("wxyz"), max_size=2), max_size=7)


@given(HOSTS)
def test_two_lanes_never_share_a_host_and_no_source_is_lost(hosts: dict[str, set[str]]) -> None:
    lanes = lanes_of(sorted(hosts), hosts)
    assert sorted(source for lane in lanes for source in lane) == sorted(hosts)
    asked = [set().union(*(hosts[source] for source in lane)) for lane in lanes]
    assert all(not (one & two) for place, one in enumerate(asked) for two in asked[:place])


def test_the_sources_of_the_project_are_asked_side_by_side_where_their_hosts_differ() -> None:
    hosts = hosts_of(all_sources())
    lanes = lanes_of(all_sources(), hosts)
    assert len(lanes) > 1
    assert [source for lane in lanes for source in lane if source == "law_go_kr"] == ["law_go_kr"]


def _spider(*, code: int = 0, after: Path | None = None, leaves: Path | None = None) -> list[str]:
    """A process that waits for a file, leaves one, says what it counted, and ends with `code`."""
    wait = f"while not p.Path({str(after)!r}).exists(): time.sleep(.01)" if after else "pass"
    leave = f"p.Path({str(leaves)!r}).touch()" if leaves else "pass"
    script = (
        f"import pathlib as p, sys, time\n{leave}\n{wait}\nprint('{{\"responses\": 7}}')\nsys.exit({code})"
    )
    return [sys.executable, "-S", "-c", script]


def test_spiders_of_two_lanes_run_at_the_same_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    commands = {"a": [_spider(after=two, leaves=one)], "b": [_spider(after=one, leaves=two)]}
    with spiders_ahead([["a"], ["b"]], commands):
        ends = [end_of_spider("a"), end_of_spider("b")]
    assert [end and end.outcome for end in ends] == [{"responses": 7}] * 2
    assert end_of_spider("a") is None


def test_a_lane_goes_on_after_a_spider_that_failed_and_its_visits_stop(tmp_path: Path) -> None:
    second = tmp_path / "second visit"
    commands = {"a": [_spider(code=3), _spider(leaves=second)], "b": [_spider()]}
    with spiders_ahead([["a", "b"]], commands):
        with pytest.raises(DagsterPipesExecutionError, match="code 3"):
            end_of_spider("a")
        assert (end_of_spider("b") or pytest.fail("no end")).exit_code == 0
    assert not second.exists()
