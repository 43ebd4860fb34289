"""The shape of the project as laws: rooms, sizes, names, documents."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("extraction", "scrapers", "warehouse", "dashboards", "pipelines", "tools")
LONGEST_FUNCTION = 60


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def _code() -> list[Path]:
    return [p for p in _tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in ROOMS]


def test_no_function_is_over_sixty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in _code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_no_grab_bag_modules() -> None:
    names = re.compile(r"(^|/)(helpers?|utils?|common|misc)(\.py|/|$)")
    assert not [p for p in _tracked() if names.search(p.relative_to(ROOT).as_posix())]


def test_every_public_function_and_module_says_what_it_is() -> None:
    silent = []
    for path in _code():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(f"{path.relative_to(ROOT)}: module")
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert not silent


def test_locks_carry_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index-url" not in text
        pinned = re.findall(r"(?m)^([a-zA-Z0-9._-]+)(?:\[[^\]]*\])?==\S+", text)
        blocks = re.findall(
            r"(?m)^[a-zA-Z0-9._-]+(?:\[[^\]]*\])?==\S+(?: ; [^\\\n]+)? \\\n(?:    --hash=\S+(?: \\)?\n)+",
            text,
        )
        assert len(pinned) == len(blocks) > 50


def test_the_run_lock_is_part_of_the_dev_lock() -> None:
    pins = [
        set(re.findall(r"(?m)^([a-zA-Z0-9._-]+==\S+)", (ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0] <= pins[1]


def test_every_command_is_in_the_readme() -> None:
    from pipelines.cli import main

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [name for name in main.commands if f"jumun {name}" not in readme]


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"`make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= targets


def test_english_never_says_bare_probation() -> None:
    """`probation` is a key of the record contract; in our English it stands only inside quotation marks or code."""
    bare = re.compile(r"(?<![\w\"'`“_.])probation(?![\w\"'`”_.])", re.IGNORECASE)
    found = []
    for path in _tracked():
        if path.suffix in {".md", ".j2"} and path.name != "CHANGELOG.md":
            prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found += [f"{path.relative_to(ROOT)}: {match.group()}" for match in bare.finditer(prose)]
    assert not found
