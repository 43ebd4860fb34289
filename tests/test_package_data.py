"""An installed copy holds every data file that the code reads: package-data patterns against the files of the tree."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
PATTERNS = PROJECT["package-data"]["*"]
PACKAGES = [name.removesuffix("*") for name in PROJECT["packages"]["find"]["include"]]
# Run from the repository by make, never by the packages.
OF_THE_REPOSITORY = {"tools/install.sh", "tools/offline.sh"}


def data_files() -> list[str]:
    """Files of the packages that are no modules: those in git, or those of the tree where there is no git."""
    found = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True)
    names = found.stdout.split("\n") if found.returncode == 0 else [
        path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()
    ]  # fmt: skip
    return [
        name for name in names if name and not name.endswith((".py", ".pyc")) and "__pycache__" not in name
    ]


def ships(name: str) -> bool:
    """Whether a pattern takes a file; `**/` stands for any number of folders, none too."""
    inside = PurePosixPath(*PurePosixPath(name).parts[1:])
    return any(inside.match(pattern.removeprefix("**/")) for pattern in PATTERNS)


def test_every_data_file_of_the_packages_ships() -> None:
    found = data_files()
    assert len(found) > 100
    assert [name for name in found if not ships(name) and name not in OF_THE_REPOSITORY] == []


def test_a_file_of_a_new_kind_would_be_noticed() -> None:
    assert not ships("warehouse/new_kind.toml")
    assert (
        ships("warehouse/catalog/x.yml")
        and ships("scrapers/replica/pages/x.html")
        and ships("warehouse/cubes.yml")
    )


# Climbs that are known: what is missed in an installed copy, or that nothing is.
CLIMBS = {
    "pipelines/cli/checking.py": "labels in dispute (docs/): without the file the strict figures stand alone",
    "pipelines/warehouse_session.py": "the folder that holds the packages, of which it reads files of the packages",
}


def test_the_code_reads_no_file_outside_its_packages() -> None:
    """A path that climbs out of a package is in the repository and not in an installed copy."""
    climbing = re.compile(r"parents\[(\d+)\]|(?:\.parent){2,}")
    found = []
    for name in PACKAGES:
        for path in sorted((ROOT / name).rglob("*.py")) if name != "tools" else []:
            depth = len(path.relative_to(ROOT).parts) - 1
            for match in climbing.finditer(path.read_text(encoding="utf-8")):
                climbed = int(match[1]) + 1 if match[1] else match[0].count(".parent")
                if climbed > depth and "__file__" in path.read_text(encoding="utf-8"):
                    found.append(path.relative_to(ROOT).as_posix())
    assert set(found) <= set(CLIMBS)
