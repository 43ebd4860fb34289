"""Is every rule needed? Each vocabulary entry, each of its patterns, each pattern of the code and each row of its tables
is taken away in turn, and some check must fail.

    python -m tools.rule_need                 all of them
    python -m tools.rule_need quoted ages     only those of modules or vocabulary files whose name holds a word
    python -m tools.rule_need --part 1/2      the first of two interleaved halves, for two processes side by side

The checks are the tests of the judgment reader, called in this process without pytest (a removal takes milliseconds):
every plain test function under tests/extraction/judgments and its parameters, tests that need fixtures left out.
A removal that no check notices is printed at once, progress goes to stderr; exit 1 when there is one.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import itertools
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import extraction.judgments
from extraction import entries
from extraction.entries import VOCABULARY, Entry, load_entries
from extraction.judgments import words

ROOT = Path(__file__).parents[1]
TESTS = (ROOT / "tests" / "extraction" / "judgments", ROOT / "tests" / "extraction")
FILES = (
    "order_families.yml",
    "order_kinds.yml",
    "order_words.yml",
    "statute_roles.yml",
    "ages.yml",
    "factors.yml",
)
TABLES = (
    ("extraction.judgments.find", "READERS"),
    ("extraction.judgments.resolve", "_APPLY"),
    ("extraction.judgments.states", "_RULES"),
    ("extraction.judgments.checks", "CHECKS"),
    ("extraction.judgments.statutes", "_PROSE_ROLES"),
    ("extraction.judgments.guideline", "_ZONES"),
)
_COMPILED = {"KINDS": words._kinds, "FAMILIES": words._families, "PLAIN": words._plain_words}
"""What `words` computes from its vocabulary when it is imported."""
NEVER = re.compile(r"(?!)")
_SLOW = re.compile(r"hostile|speed|bulk")


@dataclass(frozen=True, kw_only=True)
class Removal:
    """One thing that can be taken away: its name, the module or file it is of, and how to take it away."""

    name: str
    home: str
    without: Callable[[], Any]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One call of one test."""

    name: str
    home: str
    run: Callable[[], None]

    def fails(self) -> bool:
        """The test raises."""
        try:
            self.run()
        except Exception:
            return True
        return False


# What can be taken away ---------------------------------------------------------------------------------


def modules() -> list[ModuleType]:
    """The modules of the judgment reader."""
    names = [m.name for m in pkgutil.iter_modules(extraction.judgments.__path__)]
    return [
        importlib.import_module(f"extraction.judgments.{n}")
        for n in names
        if n not in ("explain", "rule_set")
    ]


def clear_caches() -> None:
    """Forgets whatever the reader computed from its vocabulary."""
    for module in [*modules(), entries]:
        for value in vars(module).values():
            if callable(getattr(value, "cache_clear", None)) and value is not load_entries:
                value.cache_clear()


@contextmanager
def _vocabulary(file: str, changed: tuple[Entry, ...]) -> Iterator[None]:
    real = {m: vars(m)["load_entries"] for m in [*modules(), entries] if "load_entries" in vars(m)}

    def load(name: str) -> tuple[Entry, ...]:
        return changed if name == file else load_entries(name)

    clear_caches()
    for module in real:
        module.__dict__["load_entries"] = load
    try:
        with ExitStack() as stack:
            for name, build in _COMPILED.items():
                stack.enter_context(_attribute(getattr(words, name), build()))
            yield
    finally:
        for module, function in real.items():
            module.__dict__["load_entries"] = function
        clear_caches()


@contextmanager
def _attribute(old: Any, new: Any) -> Iterator[None]:
    """Every name of the reader that is bound to `old` is bound to `new`."""
    places = [(m, k) for m in modules() for k, v in vars(m).items() if v is old]
    clear_caches()
    for module, key in places:
        module.__dict__[key] = new
    try:
        yield
    finally:
        for module, key in places:
            module.__dict__[key] = old
        clear_caches()


def vocabulary_removals(file: str) -> list[Removal]:
    """Each entry of a file, and each pattern of an entry that has several."""
    found = load_entries(file)
    out = []
    for i, entry in enumerate(found):
        less = found[:i] + found[i + 1 :]
        out.append(Removal(name=f"{file} {entry.id}", home=file, without=partial(_vocabulary, file, less)))
        for j, pattern in enumerate(entry.patterns if len(entry.patterns) > 1 else ()):
            poorer = Entry(
                id=entry.id,
                patterns=entry.patterns[:j] + entry.patterns[j + 1 :],
                examples=entry.examples,
                counterexamples=entry.counterexamples,
                extra=entry.extra,
            )
            kept = (*found[:i], poorer, *found[i + 1 :])
            out.append(
                Removal(
                    name=f"{file} {entry.id}: {pattern.pattern[:60]}",
                    home=file,
                    without=partial(_vocabulary, file, kept),
                )
            )
    return out


def pattern_removals() -> list[Removal]:
    """Each compiled pattern of the code, where it is defined."""
    out, seen = [], set()
    for module in modules():
        source = inspect.getsource(module)
        for key, value in vars(module).items():
            if (
                isinstance(value, re.Pattern)
                and id(value) not in seen
                and re.search(rf"^{key}\b.*=", source, re.M)
            ):
                seen.add(id(value))
                home = module.__name__.rsplit(".", 1)[-1]
                out.append(
                    Removal(name=f"{home}.{key}", home=home, without=partial(_attribute, value, NEVER))
                )
    return out


def table_removals() -> list[Removal]:
    """Each row of the tables of rules; a table that is not there is passed over."""
    out = []
    for module_name, key in TABLES:
        if importlib.util.find_spec(module_name) is None:
            continue
        table = getattr(importlib.import_module(module_name), key, None)
        home = module_name.rsplit(".", 1)[-1]
        rows: Sequence[tuple[Any, Any]]
        if isinstance(table, dict):
            rows = [(k, {n: v for n, v in table.items() if n != k}) for k in table]
        elif isinstance(table, tuple):
            rows = [
                (row[0] if isinstance(row, tuple) else row, table[:i] + table[i + 1 :])
                for i, row in enumerate(table)
            ]
        else:
            continue
        for row, less in rows:
            label = row.pattern[:40] if isinstance(row, re.Pattern) else str(row)[:60]
            out.append(
                Removal(
                    name=f"{home}.{key}[{label}]",
                    home=home,
                    without=partial(_attribute, table, less),
                )
            )
    return out


def removals(names: Sequence[str] = ()) -> list[Removal]:
    """Everything that can be taken away, or only what is of a module or file whose name holds one of `names`."""
    files = [f for f in FILES if (VOCABULARY / f).exists()]
    found = [r for f in files for r in vocabulary_removals(f)] + table_removals() + pattern_removals()
    return [r for r in found if not names or any(n in r.home for n in names)]


# What must fail -----------------------------------------------------------------------------------------


def _parameters(function: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The argument sets of a test's parametrize marks; expected failures are left out."""
    axes = []
    for mark in getattr(function, "pytestmark", ()):
        if mark.name == "parametrize":
            names = (
                mark.args[0] if isinstance(mark.args[0], list | tuple) else re.split(r"\s*,\s*", mark.args[0])
            )
            rows = []
            for row in mark.args[1]:
                if isinstance(row, type(pytest.param())):
                    if any(m.name in ("xfail", "skip", "skipif") for m in row.marks):
                        continue
                    row = row.values if len(names) > 1 else row.values[0]
                rows.append(dict(zip(names, row, strict=True)) if len(names) > 1 else {names[0]: row})
            axes.append(rows)
    for combination in itertools.product(*axes):
        yield {k: v for part in combination for k, v in part.items()}


def checks() -> list[Check]:
    """The calls of all tests that can be called: plain ones, and those whose arguments are all parameters."""
    found = []
    for folder in TESTS:
        for path in sorted(folder.glob("test_*.py")):
            if folder is TESTS[1] and path.stem != "test_entries":
                continue
            module = _import(path)
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if name.startswith("test_") and not _SLOW.search(name) and _is_plain(function):
                    found += _calls(path.stem.removeprefix("test_"), name, function)
    return found


def _is_plain(function: Callable[..., None]) -> bool:
    """No property test, and not expected to fail."""
    marks = {mark.name for mark in getattr(function, "pytestmark", ())}
    return not hasattr(function, "hypothesis") and not marks & {"xfail", "skip", "skipif", "corpus"}


def _calls(home: str, name: str, function: Callable[..., None]) -> list[Check]:
    wanted = set(inspect.signature(function).parameters)
    return [
        Check(name=f"{name}[{i}]", home=home, run=partial(function, **values))
        for i, values in enumerate(_parameters(function))
        if set(values) == wanted
    ]


def _import(path: Path) -> ModuleType:
    if path.stem in sys.modules:
        return sys.modules[path.stem]
    if str(path.parent) not in sys.path:
        sys.path.append(str(path.parent))  # test modules import each other by name
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def unneeded(found: Sequence[Removal], all_checks: Sequence[Check]) -> Iterator[tuple[Removal, bool]]:
    """Each removal as it is tried, and whether no check notices it.

    Checks that fail with all rules in place are not used.
    """
    clear_caches()
    sound = [c for c in all_checks if not c.fails()]
    last: Check | None = None
    for removal in found:
        stem = removal.home.removesuffix(".yml")
        order = sorted(sound, key=lambda c: (c is not last, c.home not in stem and stem not in c.home))
        with removal.without():
            last = next((c for c in order if c.fails()), None)
        yield removal, last is None


def part_of(found: Sequence[Removal], part: str) -> list[Removal]:
    """Every n-th removal from the k-th, for `part` "k/n": interleaved, so that parts take about equal time.

    Raises:
        click.BadParameter: `part` is not two numbers with 1 <= k <= n.
    """
    m = re.fullmatch(r"(\d{1,3})/(\d{1,3})", part)
    if m is None or not 1 <= int(m[1]) <= int(m[2]):
        raise click.BadParameter(f"{part!r} is not a part such as 1/2")
    return list(found[int(m[1]) - 1 :: int(m[2])])


@click.command()
@click.argument("names", nargs=-1)
@click.option("--part", default="1/1", metavar="K/N", help="Try only every n-th rule, from the k-th.")
def main(names: tuple[str, ...], part: str) -> None:
    """Take every rule away in turn; a check must fail."""
    found, all_checks = part_of(removals(names), part), checks()
    click.echo(f"{len(found)} rules, {len(all_checks)} checks", err=True)
    left, begun = 0, time.monotonic()
    for n, (removal, is_unneeded) in enumerate(unneeded(found, all_checks), start=1):
        if is_unneeded:
            left += 1
            click.echo(f"not needed: {removal.name}")
            sys.stdout.flush()
        if n % 20 == 0 or n == len(found):
            click.echo(f"{n}/{len(found)}, {left} not needed, {time.monotonic() - begun:.0f} s", err=True)
    click.echo(f"{len(found) - left} of {len(found)} rules are needed by a check")
    if left:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
