"""Errors and JSON as the command line prints them."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from pipelines.errors import JumunError as JumunError


def print_json_lines(items: Iterable[dict[str, Any]]) -> int:
    """One JSON object a line (UTF-8, Korean as it is); returns how many. A lone surrogate is escaped, never lost."""
    stream = sys.stdout.buffer
    count = 0
    for item in items:
        line = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
        count += 1
    stream.flush()
    return count


def say(message: str) -> None:
    """A message for the person at the terminal."""
    click.echo(message, err=True)
