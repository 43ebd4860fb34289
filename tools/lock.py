"""Write both locks from pyproject.toml: pinned versions with hashes, no index address.

    python -m tools.lock

requirements-dev.lock is constrained by requirements.lock, so that both agree on every package they share.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

HEADER = '# Made by "make lock": pinned versions with hashes; no index address.\n'
# What building the project in place needs, and what installs the rest.
TOOLS = ("setuptools>=77", "uv")


def compile_lock(requirements: list[str], target: Path, constraints: Path | None) -> None:
    """Resolve for Python 3.11 and write `target`. Raises CalledProcessError."""
    source = target.with_suffix(".in.tmp")
    source.write_text("\n".join(requirements) + "\n", encoding="utf-8")
    command = [
        str(Path(sys.executable).parent / "uv"),
        "pip",
        "compile",
        str(source),
        "--quiet",
        "--generate-hashes",
    ]
    command += ["--no-header", "--no-emit-index-url", "--python-version", "3.11", "-o", str(target)]
    if constraints:
        command += ["-c", str(constraints)]
    try:
        subprocess.run(command, check=True)
    finally:
        source.unlink()
    body = "".join(
        line for line in target.read_text(encoding="utf-8").splitlines(keepends=True) if "via -r" not in line
    )
    target.write_text(HEADER + body, encoding="utf-8")


def main() -> None:
    """Both locks, in the repository's root."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = Path("requirements.lock"), Path("requirements-dev.lock")
    compile_lock([*TOOLS, *project["dependencies"]], run, None)
    compile_lock([*TOOLS, *project["dependencies"], *project["optional-dependencies"]["dev"]], dev, run)


if __name__ == "__main__":
    main()
