"""Reading the package's own YAML files, by the C parser where it is built in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of one YAML file; raises yaml.YAMLError when it is none."""
    return yaml.load(path.read_bytes(), Loader=_LOADER)  # noqa: S506 (a safe loader)
