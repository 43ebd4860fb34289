"""What one run of the job is told: profile, folders, clock. The only place of the project that reads it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

Profile = Literal["sample", "live", "local"]
PROFILES: tuple[str, ...] = get_args(Profile)

SAMPLE_CASES = 480
SAMPLE_SEED = 20200625
# The replica shows the web as it stood at these instants. The first run visits both, so that corrected and
# withdrawn articles have a history; every later run visits the last.
SAMPLE_AS_OF = ("2026-06-30T00:00:00+00:00", "2026-09-30T00:00:00+00:00")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it and brackets the value."""


@dataclass(frozen=True, kw_only=True)
class DataFolder:
    """Where the job keeps things under one root. Everything but `archive` can be deleted and made again."""

    root: Path

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse.duckdb"

    @property
    def tagged(self) -> Path:
        return self.root / "tagged"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def package(self) -> Path:
        return self.root / "package"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def corrections(self) -> Path:
        return self.root / "corrections"


@dataclass(frozen=True, kw_only=True)
class RunSettings:
    """One run. `now` is None while nobody has fixed the clock: then the run object reads it once, at its start."""

    profile: Profile
    data: DataFolder
    corpus: Path | None = None
    now: datetime | None = None
    cases: int = SAMPLE_CASES
    seed: int = SAMPLE_SEED

    @property
    def is_fictional(self) -> bool:
        """Whether every judgment and article of this run comes from the replica."""
        return self.profile == "sample"

    def as_environment(self) -> dict[str, str]:
        """The variables by which child processes and Dagster's code location learn the same settings."""
        values = {
            "JUMUN_PROFILE": self.profile,
            "JUMUN_DATA": str(self.data.root),
            "JUMUN_CASES": str(self.cases),
            "JUMUN_SEED": str(self.seed),
            "JUMUN_DAGSTER": str(self.data.dagster),
        }
        if self.corpus:
            values["JUMUN_CORPUS_PATH"] = str(self.corpus)
        if self.now:
            values["JUMUN_NOW"] = self.now.isoformat()
        return values


def chosen_engine() -> str:
    """`ray` where JUMUN_ENGINE or a cluster's RAY_ADDRESS says so, else `local`. Raises SettingsError."""
    named = os.environ.get("JUMUN_ENGINE", "").strip()
    engine = named or ("ray" if os.environ.get("RAY_ADDRESS") else "local")
    if engine not in ("local", "ray"):
        raise SettingsError(f"JUMUN_ENGINE must be local or ray, got [{named}]")
    return engine


def parse_now(value: str | None) -> datetime | None:
    """An ISO time with zone, or a date (midnight UTC). Raises SettingsError."""
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError as error:
        raise SettingsError(
            f"--now must be an ISO time such as 2026-11-22T09:00:00+09:00, got [{value}]"
        ) from error
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)


def make_settings(
    *,
    profile: str,
    data: str | Path,
    corpus: str | Path | None = None,
    now: str | None = None,
    cases: int | None = None,
    seed: int | None = None,
) -> RunSettings:
    """Checked settings. Raises SettingsError for an unknown profile or a corpus that is not there."""
    if profile not in PROFILES:
        raise SettingsError(f"--profile must be one of {', '.join(PROFILES)}, got [{profile}]")
    path = Path(corpus).expanduser().resolve() if corpus else None
    if profile == "local" and path is None:
        raise SettingsError("PROFILE=local needs CORPUS=<file or folder of judgments>")
    if path is not None and not path.exists():
        raise SettingsError(f"CORPUS does not exist: [{path}]")
    return RunSettings(
        profile=profile,  # type: ignore[arg-type]
        data=DataFolder(root=Path(data).expanduser().resolve()),
        corpus=path,
        now=parse_now(now),
        cases=SAMPLE_CASES if cases is None else cases,
        seed=SAMPLE_SEED if seed is None else seed,
    )


def settings_from_environment() -> RunSettings:
    """The settings that `as_environment` wrote, with the defaults of `jumun run`."""
    read = os.environ.get
    return make_settings(
        profile=read("JUMUN_PROFILE", "sample"),
        data=read("JUMUN_DATA", "data"),
        corpus=read("JUMUN_CORPUS_PATH"),
        now=read("JUMUN_NOW"),
        cases=int(read("JUMUN_CASES", str(SAMPLE_CASES))),
        seed=int(read("JUMUN_SEED", str(SAMPLE_SEED))),
    )
