"""Cells of the published cubes as packs: a share, a part of a distribution, or quartiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboards.cells import DIMENSION_COLUMNS, TOTAL, Cube, Labels, read_cubes
from dashboards.pack.model import (
    Bar,
    Both,
    PackError,
    PackNumber,
    Picture,
    Result,
    all_arguments,
    arguments_for,
    labelled,
    pack_words,
    picked,
    same,
    told,
)
from dashboards.pack.official import facts, find_row
from dashboards.pack.sources import captured_notes
from dashboards.published import Published, Row
from dashboards.wording import LANGUAGES, Words, sentence_case
from warehouse.catalog import quote_literal
from warehouse.headlines import grouped, one_decimal
from warehouse.intervals import wilson

SHARE = "share"
CLOSE = 0.00006
COORDINATES = ("cube_id", "definition_id", *DIMENSION_COLUMNS)


def cell_ids(published: Published) -> Iterator[str]:
    """Ids of every cell that shows a rate or quartiles, in the order of cubes, totals first."""
    for cube in read_cubes(published):
        cells = sorted(cube.cells, key=lambda c: [c[d] != TOTAL for d in DIMENSION_COLUMNS])
        for cell in cells:
            if is_packable(cell) and cell_number_id(cube, cell):
                yield cell_number_id(cube, cell)


def is_packable(cell: Row) -> bool:
    """A cell that shows a rate (not only a count) or quartiles."""
    told_value = cell.get("median") if "median" in cell else cell.get("share")
    return cell["state"] == "shown" and told_value is not None and cell.get("category") != TOTAL


def cell_number_id(cube: Cube, cell: Row) -> str:
    """`definition[/category][:dimension=value,…]`; the cube stands in front when it is not the definition's first."""
    category = cell.get("category", SHARE)
    name = str(cell["definition_id"]) + ("" if category == SHARE else f"/{category}")
    parts = [
        f"{dimension}={cell[column]}"
        for dimension, column in zip(cube.dimensions, DIMENSION_COLUMNS, strict=False)
        if cell[column] != TOTAL
    ]
    return f"{name}:{','.join(parts)}" if parts else name


def cell_number(published: Published, number_id: str) -> PackNumber:
    """The pack of one cell, by `definition[/category][:dimension=value,…]`.

    Raises PackError when there is no such cell, or when it is hidden: the message says why.
    """
    name, _, coordinates = number_id.partition(":")
    definition_id, _, category = name.partition("/")
    wanted = _wanted(coordinates)
    for cube in read_cubes(published):
        if definition_id not in cube.definitions:
            continue
        filters = _filters(cube, wanted)
        cell = None if filters is None else cube.cell(definition_id, category or SHARE, filters)
        if cell is None:
            continue
        if not is_packable(cell):
            raise PackError(f"no pack of [{number_id}]: {_why(cell)}")
        return _pack(published, cube, cell)
    raise PackError(f"no published cell [{number_id}]: `jumun pack --list` names those that there are")


def _wanted(coordinates: str) -> dict[str, str]:
    """`dimension=value` pairs; a bare value is looked for in any dimension."""
    found: dict[str, str] = {}
    for number, part in enumerate(filter(None, coordinates.split(","))):
        name, equals, value = part.partition("=")
        found[name if equals else f"?{number}"] = value if equals else name
    return found


def _filters(cube: Cube, wanted: Mapping[str, str]) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for name, value in wanted.items():
        dimension = name
        if name.startswith("?"):
            dimension = next((d for d in cube.dimensions if value in cube.values(d)), "")
        if dimension not in cube.dimensions:
            return None
        found[dimension] = value
    return found


def _why(cell: Row) -> str:
    return {
        "suppressed": "the cell is hidden (fewer than five persons in it or beside it)",
        "too_small": f"fewer than {20} persons: the count is shown and no rate",
        "empty": "nobody belongs there",
    }.get(str(cell["state"]), "it shows no rate")


def _pack(published: Published, cube: Cube, cell: Row) -> PackNumber:
    if "median" in cell:
        return _quartiles(published, cube, cell)
    definition = _definition(published, cell)
    n, total = int(cell["n"]), int(cell["denominator"])
    share = one_decimal(n, total)
    of = told("of", n=grouped(n), d=grouped(total))
    category = str(cell["category"])
    numerator = picked(definition, "numerator")
    if category != SHARE:
        numerator = value_names(published, category, "category", "outcome", cube.cube_id)
    narrowed = _narrowed(published, cube, cell)
    interval, effective = _interval(cell)
    return PackNumber(
        number_id=cell_number_id(cube, cell),
        kind="cell",
        basis="selected_judgments",
        title=_title(definition, narrowed, numerator if category != SHARE else None),
        said=told(
            "said_cell",
            of=of,
            share=share,
            numerator=numerator,
            denominator=picked(definition, "denominator"),
            filter={lang: f"; {narrowed[lang]}" if narrowed[lang] else "" for lang in LANGUAGES},
            stage=_sentence(_stage(definition)),
        ),
        big=same(f"{share}%"),
        under=of,
        interval=interval,
        facts=_facts(published, cube, definition, cell),
        definition=_definition_words(definition, narrowed, numerator),
        how=_how(total, effective),
        results=(_share_result(cell, effective),),
        sql=_cell_sql(cell),
        definition_sql=str(definition.get("sql") or ""),
        picture=_ladder(published, cube, cell),
        tables=_tables(published, cube, cell, "out_cubes__cells"),
        sources=captured_notes(published),
        arguments=arguments_for(
            "selected_judgments", all_arguments()["families"].get(definition.get("family"))
        ),
    )


def _interval(cell: Row) -> tuple[Both, float | None]:
    """The words of a cell's interval, and the number of persons that its width stands for; None without one."""
    kind = str(cell["interval_label"] or "none")
    ends = {end: f"{100 * float(cell[end]):.1f}" for end in ("low", "high") if cell[end] is not None}
    if not kind.startswith("chance") or len(ends) < 2:
        return pack_words()["interval_none"], None
    share = int(cell["n"]) / int(cell["denominator"])
    return told(f"interval_{kind}", **ends), effective_size(share, float(cell["low"]), float(cell["high"]))


def _how(total: int, effective: float | None) -> tuple[Both, ...]:
    how: tuple[Both, ...] = (pack_words()["how_cell"],)
    if effective is None:
        return how
    is_widened = effective < total - 0.5
    plain = pack_words()["how_plain_interval"]
    return (*how, told("how_interval", n=f"{effective:,.1f}") if is_widened else plain)


def _share_result(cell: Row, effective: float | None) -> Result:
    return Result(
        name="share",
        numerator=int(cell["n"]),
        denominator=int(cell["denominator"]),
        low=cell["low"],
        high=cell["high"],
        interval="cluster" if effective is not None else "none",
        effective_n=effective,
    )


def effective_size(share: float, low: float, high: float) -> float | None:
    """The number of persons on which Wilson's interval of `share` is [low, high], to one decimal; None without one.

    The cells print their ends with four decimals, so the size is found to that precision only.
    """
    smallest, largest = 0.5, 1e8
    for _ in range(200):
        middle = (smallest + largest) / 2
        if wilson(share * middle, middle).low < low:
            smallest = middle
        else:
            largest = middle
    for size in (round(largest, 1), round(largest, 3), largest):
        found = wilson(share * size, size)
        if abs(found.low - low) < CLOSE and abs(found.high - high) < CLOSE:
            return size
    return None


def _definition(published: Published, cell: Row) -> Row:
    found = find_row(published, "out_measures__catalog", definition_id=cell["definition_id"])
    if found is None:
        raise PackError(f"no definition [{cell['definition_id']}]")
    return found


def value_names(published: Published, value: str, *domains: str) -> Both:
    """The name of a value of the data in both languages."""
    rows = published.rows("out_labels")
    return {lang: Labels(rows, Words(lang))(value, *domains) for lang in LANGUAGES}


def _narrowed(published: Published, cube: Cube, cell: Row) -> Both:
    parts = []
    for dimension, column in zip(cube.dimensions, DIMENSION_COLUMNS, strict=False):
        if cell[column] != TOTAL:
            name = labelled("dimension", dimension)
            value = value_names(published, str(cell[column]), dimension)
            parts.append({lang: f"{name[lang]} {value[lang]}" for lang in LANGUAGES})
    return {lang: ", ".join(part[lang] for part in parts) for lang in LANGUAGES}


def _title(definition: Row, narrowed: Both, part: Both | None) -> Both:
    title = picked(definition, "title")
    return {
        lang: ": ".join(filter(None, [title[lang], part[lang] if part else "", narrowed[lang]]))
        for lang in LANGUAGES
    }


def _stage(definition: Row) -> Both:
    return labelled("stage", definition["stage"])


def _sentence(text: Both) -> Both:
    return {lang: sentence_case(text[lang]) for lang in LANGUAGES}


def _period(published: Published, cube: Cube, cell: Row) -> Both:
    """The period of the cell, or the years of the judgments read."""
    if "period" in cube.dimensions:
        value = str(cell[DIMENSION_COLUMNS[cube.dimensions.index("period")]])
        if value != TOTAL:
            return value_names(published, value, "period")
    years = sorted(str(r["year"]) for r in published.rows("out_coverage") if str(r["year"]).isdigit())
    return same("–".join(dict.fromkeys([years[0], years[-1]]))) if years else pack_words()["all_periods"]


def _facts(published: Published, cube: Cube, definition: Row, cell: Row) -> tuple[tuple[Both, Both], ...]:
    return facts(
        period=_period(published, cube, cell),
        unit=labelled("unit", definition["unit"]),
        stage=_stage(definition),
        basis="selected_judgments",
    )


def _definition_words(definition: Row, narrowed: Both, numerator: Both) -> tuple[tuple[Both, Both], ...]:
    words = pack_words()
    rows = [
        (words["numerator"], numerator),
        (words["denominator"], picked(definition, "denominator")),
        (words["filter"], narrowed),
        (words["date_basis"], labelled("date_basis", definition["date_basis"])),
        (words["inclusions"], picked(definition, "inclusions")),
        (words["caveat"], picked(definition, "caveat")),
    ]
    return tuple((name, text) for name, text in rows if text["ko"])


def _where(cell: Row, *more: str) -> str:
    return " AND ".join(f"{name} = {quote_literal(str(cell[name]))}" for name in (*COORDINATES, *more))


def _cell_sql(cell: Row) -> str:
    return (
        "SELECT 'share' AS name, n AS numerator, denominator, n / denominator AS share, low, high,\n"
        f"       NULL::VARCHAR AS said\nFROM out_cubes__cells\nWHERE {_where(cell, 'category')}"
    )


def _tables(published: Published, cube: Cube, cell: Row, table: str) -> dict[str, list[Row]]:
    """The published cells of the whole family in this cube, hidden ones as they are published, with their words."""
    members = set(_family(published, str(cell["definition_id"])))
    rows = [
        c for c in published.rows(table) if c["cube_id"] == cube.cube_id and c["definition_id"] in members
    ]
    return {
        table: rows,
        "out_cubes__catalog": [cube.row],
        "out_measures__catalog": [
            r for r in published.rows("out_measures__catalog") if r["definition_id"] in members
        ],
    }


def _family(published: Published, definition_id: str) -> list[str]:
    rows = sorted(published.rows("out_measures__catalog"), key=lambda r: int(r["position"]))
    own = next((r for r in rows if r["definition_id"] == definition_id), {})
    return [
        str(r["definition_id"])
        for r in rows
        if r["definition_id"] == definition_id
        or (r["family"], r["kind"]) == (own.get("family"), own.get("kind")) == (own.get("family"), "share")
    ]


def _ladder(published: Published, cube: Cube, cell: Row) -> Picture:
    """The rates of one family at the same place, or the parts of one distribution; hidden ones say so."""
    category = str(cell["category"])
    if category == SHARE:
        keys = [(d, SHARE) for d in _family(published, str(cell["definition_id"])) if d in cube.definitions]
    else:
        keys = [(str(cell["definition_id"]), c) for c in _categories(cube, cell)]
    filters = {
        dimension: str(cell[column])
        for dimension, column in zip(cube.dimensions, DIMENSION_COLUMNS, strict=False)
    }
    bars = [
        _bar(published, cube, found, is_main=key == (cell["definition_id"], category))
        for key in keys
        if (found := cube.cell(*key, filters)) is not None
    ]
    title = pack_words()["chart_ladder" if category == SHARE else "chart_parts"]
    return Picture(kind="dots", title=title, bars=tuple(bars[:9]))


def _categories(cube: Cube, cell: Row) -> list[str]:
    same_place = [
        c
        for c in cube.cells
        if c["definition_id"] == cell["definition_id"]
        and all(c[column] == cell[column] for column in DIMENSION_COLUMNS)
    ]
    listed = [c for c in same_place if c["category"] != TOTAL]
    return [str(c["category"]) for c in sorted(listed, key=lambda c: (-(c["n"] or 0), str(c["category"])))]


def _bar(published: Published, cube: Cube, cell: Row, *, is_main: bool) -> Bar:
    category = str(cell["category"])
    if category == SHARE:
        label = picked(_definition(published, cell), "title")
    else:
        label = value_names(published, category, "category", "outcome", cube.cube_id)
    if cell["state"] != "shown" or cell["share"] is None:
        hidden = pack_words()["too_few" if cell["state"] == "too_small" else "hidden"]
        return Bar(label=label, told=hidden, is_main=is_main)
    n, total = int(cell["n"]), int(cell["denominator"])
    return Bar(
        label=label,
        told=same(f"{one_decimal(n, total)}%  ({n:,}/{total:,})"),
        value=n / total,
        low=cell["low"],
        high=cell["high"],
        is_main=is_main,
    )


def _quartiles(published: Published, cube: Cube, cell: Row) -> PackNumber:
    definition = _definition(published, cell)
    narrowed = _narrowed(published, cube, cell)
    unit = labelled("unit", cell["unit"])
    title = _title(definition, narrowed, None)

    def amount(value: object) -> str:
        return "–" if value is None else f"{int(str(value)):,}"

    return PackNumber(
        number_id=cell_number_id(cube, cell),
        kind="quartiles",
        basis="selected_judgments",
        title=title,
        said=told(
            "said_quartiles",
            title=picked(definition, "title"),
            median={lang: f"{amount(cell['median'])} {unit[lang]}" for lang in LANGUAGES},
            q1=amount(cell["q1"]),
            q3=amount(cell["q3"]),
            n=amount(cell["n"]),
            filter={lang: f"; {narrowed[lang]}" if narrowed[lang] else "" for lang in LANGUAGES},
            stage=_sentence(_stage(definition)),
        ),
        big=same(amount(cell["median"])),
        under={lang: f"{unit[lang]} · n ≥ {amount(cell['n'])}" for lang in LANGUAGES},
        interval=told("interval_median", low=amount(cell["median_low"]), high=amount(cell["median_high"])),
        facts=_facts(published, cube, definition, cell),
        definition=_definition_words(definition, narrowed, picked(definition, "numerator")),
        how=(pack_words()["how_cell"],),
        results=tuple(_quartile_result(cell, name) for name in ("median", "q1", "q3")),
        sql=_quartile_sql(cell),
        definition_sql=str(definition.get("sql") or ""),
        picture=_quartile_picture(cell, unit),
        tables=_tables(published, cube, cell, "out_quantiles__cells"),
        sources=captured_notes(published),
        arguments=arguments_for(
            "selected_judgments", all_arguments()["families"].get(definition.get("family"))
        ),
    )


def _quartile_result(cell: Row, name: str) -> Result:
    low, high = cell[f"{name}_low"], cell[f"{name}_high"]
    return Result(name=name, numerator=float(cell[name]), low=low, high=high, interval="quantile")


def _quartile_sql(cell: Row) -> str:
    lines = [
        f"SELECT '{name}' AS name, {name} AS numerator, NULL::DOUBLE AS denominator, NULL::DOUBLE AS share,\n"
        f"       {name}_low AS low, {name}_high AS high, NULL::VARCHAR AS said\n"
        f"FROM out_quantiles__cells\nWHERE {_where(cell)}"
        for name in ("median", "q1", "q3")
    ]
    return "\nUNION ALL\n".join(lines) + "\nORDER BY name"


def _quartile_picture(cell: Row, unit: Both) -> Picture:
    ends = [cell[f"{n}{e}"] for n in ("q1", "median", "q3") for e in ("", "_low", "_high")]
    most = max([float(v) for v in ends if v is not None] or [1.0]) or 1.0
    bars = tuple(
        Bar(
            label=pack_words()[f"name_{name}"],
            told={lang: f"{int(cell[name]):,} {unit[lang]}" for lang in LANGUAGES},
            value=float(cell[name]) / most,
            low=None if cell[f"{name}_low"] is None else float(cell[f"{name}_low"]) / most,
            high=None if cell[f"{name}_high"] is None else float(cell[f"{name}_high"]) / most,
            is_main=name == "median",
        )
        for name in ("q1", "median", "q3")
    )
    return Picture(kind="dots", title=pack_words()["chart_quartiles"], bars=bars, unit="value")
