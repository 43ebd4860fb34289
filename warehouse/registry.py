"""The registry of measures: one YAML object a definition, with its populations and its SQL in the same file.

Registering a file in `warehouse/measures/` is enough: the definition appears in the published tables, the
site, the export and the claim checks.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from warehouse.catalog import Bilingual, CatalogError
from warehouse.yaml_files import read_yaml

MEASURES_DIR = Path(__file__).parent / "measures"
OUTCOMES = (
    "served",
    "suspended",
    "fine",
    "other_penalty",
    "deferred",
    "acquitted",
    "transferred_juvenile",
    "outside",
    "unread",
)
POPULATION_ORDER = ("D", "A", "V", "T", "J")
_COPIED = (
    *("family", "position", "kind", "unit", "stage"),
    *("date_basis", "population", "offence_set", "interval_rule"),
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Population(_Strict):
    """A population of first-instance defendants as a set of outcomes."""

    ko: str
    en: str
    outcomes: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Population:
        if unknown := set(self.outcomes) - set(OUTCOMES):
            raise ValueError(f"unknown outcomes {sorted(unknown)}")
        return self


class Axis(_Strict):
    """What a share or distribution is over: an expression of the units table."""

    id: str
    sql: str


class Value(_Strict):
    """What quartiles or ages are of."""

    sql: str
    unit: Literal["months", "hours", "krw", "years", "percent"]


class Beside(_Strict):
    """Counted beside quartiles and never imputed: conditions of the units table."""

    n_life: str
    n_indeterminate: str


class Slices(_Strict):
    """A measure counted once for each value of `sql` (one column, in order), which the axis sees as `slice`.

    A person may be in several slices (one has many sentencing factors), so nothing is ever summed over them.
    """

    dim: str
    sql: str


class Coding(_Strict):
    """Agreement that a person-coded sample must reach before the numbers may be called a finding."""

    field: str
    min_kappa: float = Field(ge=0, le=1)


class Measure(_Strict):
    """One definition of one measure."""

    id: str
    measure_id: str = ""
    family: str
    position: int = Field(ge=0)
    kind: Literal["share", "distribution", "quantile", "age", "count", "agreement"]
    source: Literal["unit_defendants", "unit_appeals", "unit_provisions", "none"]
    unit: Literal["defendant", "judgment", "document", "article", "pair"]
    stage: Literal["first_instance", "appeal", "any", "as_reported"]
    date_basis: Literal["decision_date", "offence_date", "published_date", "none"]
    population: str
    offence_set: str
    page: str
    title: Bilingual
    numerator: Bilingual
    denominator: Bilingual
    inclusions: Bilingual
    caveat: Bilingual
    interval_rule: Literal["none", "wilson", "cluster_wilson", "exact_quantile", "turnbull"]
    min_denominator: int = Field(default=20, ge=20)
    axis: Axis | None = None
    universe: str = "true"
    numerator_values: tuple[str, ...] = ()
    denominator_values: tuple[str, ...] = ()
    only_where: dict[str, str] = Field(default_factory=dict)
    value: Value | None = None
    beside: Beside | None = None
    slices: Slices | None = None
    coding: Coding | None = None
    dims: tuple[str, ...] = ()
    max_level: int = Field(default=1, ge=0, le=4)

    @model_validator(mode="after")
    def _complete(self) -> Measure:
        needs_axis = self.kind in {"share", "distribution"}
        if needs_axis != (self.axis is not None):
            raise ValueError(f"{self.id}: a share or distribution has an axis and nothing else has one")
        if (self.kind in {"quantile", "age"}) != (self.value is not None):
            raise ValueError(f"{self.id}: quartiles and ages have a value and nothing else has one")
        if (self.kind == "share") != bool(self.numerator_values):
            raise ValueError(f"{self.id}: a share says which values are in the numerator")
        if self.kind == "share" and not set(self.numerator_values) <= set(self.denominators()):
            raise ValueError(f"{self.id}: the numerator is not part of the denominator")
        if self.slices is not None and self.dims[:1] != (self.slices.dim,):
            raise ValueError(f"{self.id}: the first dimension is that of its slices")
        if len(self.dims) > 4:
            raise ValueError(f"{self.id}: a cube has at most four dimensions")
        return self

    @property
    def principal_id(self) -> str:
        """The measure of which this is one definition."""
        return self.measure_id or self.id

    def denominators(self) -> tuple[str, ...]:
        """Values of the axis in the denominator: its own, or the outcomes of its population."""
        if self.denominator_values:
            return self.denominator_values
        population = populations().get(self.population)
        return population.outcomes if population else ()

    def linked(self, categories: Sequence[str]) -> tuple[str, ...]:
        """Categories of the primary axis that the universe is made of: where one is hidden, so is this
        measure.
        """
        named = tuple(category for category in categories if f"'{category}'" in self.universe)
        return named or tuple(categories)

    @property
    def is_sexual_only(self) -> bool:
        """Whether the universe is cut to the sexual offence groups."""
        return "is_sexual" in self.universe

    def sql(self) -> str:
        """The definition as one SELECT over the units table (made by the SQL file of that name)."""
        if self.source == "none":
            return f"-- {self.denominator.en}"
        within = "" if self.slices is None else f", ({self.slices.sql}) AS slices(slice)"
        each = "" if self.slices is None else "slice, "
        if self.value is not None:
            return (
                f"SELECT {each}{self.value.sql}, n_persons FROM {self.source}{within} WHERE {self.universe}"
            )
        axis = self.axis.sql if self.axis else "true"
        if self.kind == "distribution":
            return (
                f"SELECT {each}{axis} AS category, sum(n_persons) AS n FROM {self.source}{within} "
                f"WHERE {self.universe} GROUP BY ALL ORDER BY ALL"
            )
        grouped = " GROUP BY slice ORDER BY slice" if each else ""
        return (
            f"SELECT {each}sum(n_persons) FILTER (WHERE {_within(axis, self.numerator_values)}) AS numerator, "
            f"sum(n_persons) FILTER (WHERE {_within(axis, self.denominators())}) AS denominator "
            f"FROM {self.source}{within} WHERE {self.universe}{self._where()}{grouped}"
        )

    def counted_from(self, value: str | None) -> str:
        """What its SQL counts from: the units table, with the value of one slice as a column."""
        if value is None:
            return self.source
        quoted = value.replace("'", "''")
        return f"(SELECT *, '{quoted}' AS slice FROM {self.source})"

    def _where(self) -> str:
        return "".join(f" AND {name} = '{value}'" for name, value in self.only_where.items())


def _within(expression: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"({expression}) IN ({listed})"


def _read(path: Path) -> dict[str, Any]:
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise CatalogError(f"{path.name} is not a mapping")
    return content


@lru_cache(maxsize=4)
def populations(folder: Path = MEASURES_DIR) -> Mapping[str, Population]:
    """The populations D, A, V, T, J in their fixed order, each part of the one before."""
    content = _read(folder / "_populations.yml")
    found = {key: Population(**content[key]) for key in POPULATION_ORDER}
    for wider, narrower in itertools.pairwise(POPULATION_ORDER):
        if not set(found[narrower].outcomes) < set(found[wider].outcomes):
            raise CatalogError(f"population {narrower} is not part of {wider}")
    return found


@lru_cache(maxsize=4)
def load_measures(folder: Path = MEASURES_DIR) -> tuple[Measure, ...]:
    """Every registered definition, in the order in which pages show them; CatalogError when one is wrong."""
    measures = []
    for path in sorted(folder.glob("[!_]*.yml")):
        try:
            measure = Measure(**_read(path))
        except (ValueError, TypeError) as error:
            raise CatalogError(f"{path.name}: {error}") from error
        if measure.id != path.stem:
            raise CatalogError(f"{path.name} describes {measure.id}")
        measures.append(measure)
    return tuple(sorted(measures, key=lambda entry: (entry.position, entry.id)))


def measure(definition_id: str) -> Measure:
    """The definition of that id; CatalogError when there is none."""
    for entry in load_measures():
        if entry.id == definition_id:
            return entry
    raise CatalogError(f"no measure {definition_id}")


def measure_rows() -> list[dict[str, Any]]:
    """`out_measures__catalog`: one row a definition, with its SQL and digest."""
    rows = []
    for entry in load_measures():
        sql = entry.sql()
        row: dict[str, Any] = {
            "definition_id": entry.id,
            "measure_id": entry.principal_id,
            "min_denominator": entry.min_denominator,
            "sql": sql,
            "sql_sha256": hashlib.sha256(sql.encode()).hexdigest(),
        }
        for name in ("title", "numerator", "denominator", "inclusions", "caveat"):
            text: Bilingual = getattr(entry, name)
            row[f"{name}_ko"], row[f"{name}_en"] = text.ko, text.en
        for name in (
            "family",
            "position",
            "kind",
            "unit",
            "stage",
            "date_basis",
            "population",
            "offence_set",
        ):
            row[name] = getattr(entry, name)
        row["interval_rule"], row["page"] = entry.interval_rule, entry.page
        rows.append(row)
    return rows


def units_sql(name: str) -> str:
    """The SQL of a units table (`unit_defendants`, `unit_appeals` or `unit_provisions`)."""
    return (MEASURES_DIR / f"{name}.sql").read_text(encoding="utf-8")
