"""Names of the places that published a reference figure: an outlet by its name, an article by its number."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_BRACKET = re.compile(r"(?P<core>.+?) \((?P<inside>[^()]*)\)")
_NUMBERED = re.compile(r"(?P<place>.+) (?P<number>[A-Za-z_]*\d[\w-]*|[a-z]+[A-Z]\w+)")
_DAY = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)")


def named_source(text: object, language: str) -> str:
    """The sources of a figure in words; parts stand between semicolons or slashes, unknown ones stay as they are."""
    return "; ".join(_entry(entry, language) for entry in str(text or "").split("; "))


def _entry(entry: str, language: str) -> str:
    if entry in _names()["phrases"]:
        return str(_names()["phrases"][entry][language])
    return " / ".join(_part(part, language) for part in entry.split(" / "))


def _part(part: str, language: str) -> str:
    names = _names()
    if part in names["phrases"]:
        return str(names["phrases"][part][language])
    if found := _BRACKET.fullmatch(part):
        inside = names["brackets"].get(found["inside"], {}).get(language, found["inside"].replace(" %", "%"))
        return f"{_part(found['core'], language)} ({inside})"
    if " via " in part:
        place, other = (_part(half, language) for half in part.split(" via ", 1))
        return str(names["forms"]["via"][language]).format(place=place, other=other)
    if part in names["places"]:
        return str(names["places"][part][language])
    found = _NUMBERED.fullmatch(part)
    return _numbered(found["place"], found["number"], language) if found else part


def _numbered(place: str, number: str, language: str) -> str:
    """An outlet with the number of its article, or with the day where the row gives only that."""
    names = _names()
    entry = names["places"].get(place)
    name = entry[language] if entry else place
    if day := _DAY.fullmatch(number):
        return f"{name} {'-'.join(day.groups())}"
    if entry is None and (place.startswith("KOSIS") or not place.isascii()):
        return f"{place} {number}"
    noun = names["nouns"][(entry or {}).get("noun", "article")][language]
    return f"{name} {noun} {number}"


@cache
def _names() -> dict[str, Any]:
    text = files("dashboards").joinpath("source_names.yml").read_text(encoding="utf-8")
    tree: dict[str, Any] = yaml.safe_load(text)
    return tree
