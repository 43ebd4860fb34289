"""A site that stands already: built by this code from these very tables on this day, and not touched since.

The site is a function of the package's tables, the profile, the day and the program. Where all of them are as they
were, building it again would give the same bytes; where a file was changed by hand it is built again.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipelines.build_note import BuildNote
from pipelines.program import folder_digest, program_digest
from pipelines.settings import DataFolder

if TYPE_CHECKING:
    from dashboards.site import SiteReport

NAME = "site.json"
CODE = ("dashboards", "warehouse")


@dataclass(frozen=True, kw_only=True)
class StandingSite:
    """What a site was made from (`key`), the digest of its files, and its counts."""

    key: str
    digest: str
    pages: int
    bytes: int
    figures: int


def standing_site(data: DataFolder, note: BuildNote) -> StandingSite | None:
    """The site in its place if building it now would give the same bytes; None where it would not, or may not."""
    try:
        found = StandingSite(**json.loads((data.root / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    if found.key != site_key(data, note) or found.digest != folder_digest(data.site):
        return None
    return found


def note_site(data: DataFolder, note: BuildNote, made: "SiteReport") -> None:
    """Remember, written whole, what the site was made from."""
    stands = StandingSite(
        key=site_key(data, note),
        digest=folder_digest(data.site),
        pages=made.pages,
        bytes=made.bytes,
        figures=made.figures,
    )
    target = data.root / NAME
    pending = target.with_suffix(".tmp")
    pending.write_text(json.dumps(asdict(stands), sort_keys=True) + "\n", encoding="utf-8")
    pending.replace(target)


def site_key(data: DataFolder, note: BuildNote) -> str:
    """Digest of the tables (datapackage.json holds the SHA-256 of each), profile, kind, day and program."""
    package = (data.package / "datapackage.json").read_bytes()
    made_of = [note.profile, str(note.is_fictional), note.time.date().isoformat(), program_digest(CODE)]
    return hashlib.sha256("\n".join([hashlib.sha256(package).hexdigest(), *made_of]).encode()).hexdigest()
