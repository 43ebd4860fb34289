"""Settings: what is wrong is named and bracketed; what is right survives the environment."""

import os
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from pipelines.cli.job import enter_environment
from pipelines.profiles import visits_of
from pipelines.settings import (
    SAMPLE_AS_OF,
    SettingsError,
    make_settings,
    parse_now,
    settings_from_environment,
)


def test_settings_survive_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    settings = make_settings(
        profile="local", data=tmp_path, corpus=corpus, now="2026-03-01T09:00:00+09:00", cases=7, seed=3
    )
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)
    assert settings_from_environment() == settings


def test_time_is_utc_and_a_date_is_midnight() -> None:
    assert parse_now("2026-03-01T09:00:00+09:00") == datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
    assert parse_now("2026-03-01") == datetime(2026, 3, 1, tzinfo=UTC)
    assert parse_now(None) is None


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"profile": "smaple", "data": "data"}, "[smaple]"),
        ({"profile": "local", "data": "data"}, "CORPUS"),
        ({"profile": "local", "data": "data", "corpus": "/nowhere/at/all"}, "[/nowhere/at/all]"),
        ({"profile": "sample", "data": "data", "now": "yesterday"}, "[yesterday]"),
    ],
)
def test_a_wrong_setting_is_named_and_bracketed(options: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        make_settings(**options)  # type: ignore[arg-type]
    assert named in str(caught.value)


def test_the_first_sample_run_sees_two_instants_and_later_runs_the_last() -> None:
    assert visits_of("sample", has_finished_visit=False) == SAMPLE_AS_OF
    assert visits_of("sample", has_finished_visit=True) == SAMPLE_AS_OF[-1:]
    assert visits_of("local", has_finished_visit=False) == (None,)


def test_dagsters_home_lies_under_the_data_and_holds_the_settings_that_the_package_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUMUN_POSTGRES", "DAGSTER_HOME", "PYTHONUTF8"):
        monkeypatch.setenv(name, "")
    settings = make_settings(profile="sample", data=tmp_path)
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)
    enter_environment(settings)
    home = Path(os.environ["DAGSTER_HOME"])
    assert home.is_relative_to(tmp_path)
    assert (home / "dagster.yaml").read_bytes() == (files("pipelines") / "dagster.yaml").read_bytes()
