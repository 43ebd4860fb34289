"""What a published build was made of: the few settings that `verify` and `export` need to repeat it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from pipelines.errors import JumunError
from pipelines.settings import DataFolder, Profile, RunSettings

NAME = "build.json"


@dataclass(frozen=True, kw_only=True)
class BuildNote:
    """Profile, time and kind of the last published build."""

    profile: Profile
    now: str
    is_fictional: bool

    @property
    def time(self) -> datetime:
        """The time that the build carries."""
        return datetime.fromisoformat(self.now)


def write_build_note(settings: RunSettings, now: datetime) -> None:
    """Beside the warehouse, written whole."""
    note = BuildNote(profile=settings.profile, now=now.isoformat(), is_fictional=settings.is_fictional)
    target = settings.data.root / NAME
    pending = target.with_suffix(".tmp")
    pending.write_text(json.dumps(asdict(note), sort_keys=True) + "\n", encoding="utf-8")
    pending.replace(target)


def read_build_note(data: DataFolder) -> BuildNote:
    """The note of the last published build. Raises JumunError where nothing was published."""
    try:
        return BuildNote(**json.loads((data.root / NAME).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise JumunError(
            f"nothing was published in [{data.root}]: run `jumun run` first", exit_code=2
        ) from error
    except (ValueError, TypeError) as error:
        raise JumunError(f"[{data.root / NAME}] is damaged; publish again") from error
