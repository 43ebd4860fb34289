"""The words of the site in one language: `locale/<lang>.yml` plus the few forms that need code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from dashboards.charts import Point, State, fraction

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, Language] = ("ko", "en")


@dataclass(frozen=True, kw_only=True)
class PictureWords:
    """The texts a chart draws by itself: why a value is missing, and what kind of data this is."""

    states: Mapping[State, str]
    short_states: Mapping[State, str]
    watermark: str
    official: str
    source: str
    data_version: str

    def untold(self, point: Point) -> str:
        """Why a point has no value; too few for a rate still tells the two numbers."""
        parts = fraction(point) if point.state == "too_small" else ""
        return " · ".join(filter(None, [parts, self.states[point.state]]))


class Words:
    """Look-up of site texts. A missing key is an error, never an empty string."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tree = _load(language)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a dotted key, with its {places} filled."""
        text = self.get(key)
        if not isinstance(text, str):
            raise KeyError(f"{key} of {self.language} is not a text")
        return text.format(**values) if values else text

    def get(self, key: str) -> Any:
        """The branch of a dotted key: a text, a list or a mapping."""
        branch: Any = self.tree
        for step in key.split("."):
            if not isinstance(branch, Mapping) or step not in branch:
                raise KeyError(f"no text {key} in locale {self.language}")
            branch = branch[step]
        return branch

    def label(self, domain: str, value: object) -> str:
        """The word for a code of the data (`suspended`, `high`); an unknown code is printed as it is."""
        labels = self.tree["labels"].get(domain, {})
        if str(value) in labels:
            return str(labels[str(value)])
        everywhere = self.tree["labels"]["any"]
        return str(everywhere.get(str(value), value))

    def pick(self, row: Mapping[str, Any], stem: str) -> str:
        """`stem_ko` or `stem_en` of a row, whichever this language is; empty when the row has none."""
        value = row.get(f"{stem}_{self.language}", row.get(stem))
        return "" if value is None else str(value)

    def date(self, value: date | datetime | str | None) -> str:
        """A date as printed: 2026년 9월 30일 / 30 September 2026."""
        if value is None or value == "":
            return "–"
        day = date.fromisoformat(str(value)[:10])
        if self.language == "ko":
            return f"{day.year}년 {day.month}월 {day.day}일"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def sentence_case(text: str) -> str:
    """The text with a capital first letter, where its script has one."""
    return text[:1].upper() + text[1:]


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def _load(language: Language) -> dict[str, Any]:
    text = files("dashboards").joinpath("locale", f"{language}.yml").read_text(encoding="utf-8")
    tree = yaml.safe_load(text)
    if not isinstance(tree, dict):
        raise ValueError(f"locale {language} is not a mapping")
    return tree
