"""doctor, verify, evaluate, explain, review, audit: what a person does to trust or mend a number."""

import json
from pathlib import Path
from typing import Any

import click

from extraction.review import format_item
from pipelines.cli.job import profile_options
from pipelines.cli.messages import JumunError, print_json_lines, say
from pipelines.settings import DataFolder, make_settings

DATA = click.option(
    "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="Data folder."
)


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON.")
@click.option("--half", type=click.Choice(["first", "second"]), default=None, help="Only this half, by line.")
@click.option(
    "--worst", type=click.IntRange(min=0), default=10, show_default=True, help="Worst cases to show."
)
def evaluate_command(gold: Path, as_json: bool, half: str | None, worst: int) -> None:
    """Precision, recall and exact match by field against labelled judgments, with 95 % intervals."""
    from extraction.evaluate import evaluate, format_report, load_disputes
    from extraction.judgments.factors import factors_of_phrase
    from pipelines.reading import read_gold_record

    disputes = load_disputes(Path(__file__).parents[2] / "docs" / "gold_disputes.md")
    try:
        evaluation = evaluate(
            gold,
            read_gold_record,
            half=half,  # type: ignore[arg-type]
            factors_of_phrase=factors_of_phrase,
            disputes=disputes,
        )
    except ValueError as error:
        raise JumunError(f"[{gold}] is no file of labelled judgments: {error}", exit_code=2) from error
    if as_json:
        click.echo(json.dumps(evaluation.as_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(format_report(evaluation, worst=worst))


@click.command("verify")
@DATA
def verify_command(data: Path) -> None:
    """Archive digests, every published number made again from the archive, every evidence slice."""
    from pipelines.verify import verify_data

    failures = verify_data(data.resolve(), say=say)
    for failure in failures:
        say(failure)
    if failures:
        raise JumunError(f"{len(failures)} failure(s)")
    say("verified: no failure")


@click.command("doctor")
@profile_options
def doctor_command(**options: Any) -> None:
    """Before a first live run: versions, disk, key, a few polite requests a source, drift from the card."""
    from pipelines.doctor import examine

    marks = {"ok": "ok  ", "look": "LOOK", "bad": "BAD "}
    bad = 0
    for finding in examine(make_settings(**options)):
        bad += finding.verdict == "bad"
        click.echo(f"{marks[finding.verdict]} {finding.subject}: {finding.message}")
    if bad:
        raise JumunError(f"{bad} finding(s) must be mended before a run")


@click.command("explain")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write an HTML page instead.")
@click.option("--only", default=None, help="Only the record with this id.")
def explain_command(path: Path, html: Path | None, only: str | None) -> None:
    """Judgments with every value's words marked, its rule, and what was left unread. A local tool: shows reasons too.

    Colours name the kind of value; words of the order that no rule read stand in [[double brackets]], also in a pipe.
    """
    from dashboards.explain import render_explanations
    from extraction.judgments.explain import as_ansi
    from pipelines.reading import explanations

    problems: list[str] = []
    found = [e for e in explanations(path, problems=problems) if only in (None, e.record_id)]
    for problem in problems:
        say(problem)
    if not found:
        raise JumunError(f"no judgment was read from [{path}]" + (f" with the id [{only}]" if only else ""))
    if html is None:
        click.echo("\n\n".join(as_ansi(e.explanation) for e in found))
        return
    html.write_text(render_explanations([e.explanation.as_dict() for e in found]), encoding="utf-8")
    say(f"{len(found)} judgment(s) in {html}")


@click.command("review")
@DATA
@click.option("--who", required=True, help="Who decides; kept with every decision.")
def review_command(data: Path, who: str) -> None:
    """Doubtful judgments, one after another: accept, correct a value, or skip. Decisions count from the next run on."""
    from pipelines.review import doubtful, settle

    folder = DataFolder(root=data.resolve())
    items = doubtful(folder)
    say(
        f"{len(items)} judgment(s) ask for a person. a = right as it stands, /path = JSON corrects, s = skip, q = stop"
    )
    for found in items:
        click.echo(format_item(found.item))
        while (answer := click.prompt("", default="s", show_default=False)) != "q":
            try:
                settle(folder, found, answer, who=who, ask=click.prompt)
                break
            except ValueError as error:
                say(str(error))
        if answer == "q":
            return


@click.group("audit")
def audit_command() -> None:
    """The reading error, measured: draw a random sample of published records, label it, score it."""


@audit_command.command("draw")
@click.argument("sheet", type=click.Path(dir_okay=False, path_type=Path))
@DATA
@click.option(
    "--size", type=click.IntRange(min=1), default=200, show_default=True, help="Records to draw, at most."
)
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same records.")
def audit_draw_command(sheet: Path, data: Path, size: int, seed: int) -> None:
    """Write SHEET (JSON lines): drawn records, with empty `truth` for a person to fill from the order."""
    from pipelines.audit import draw_sheet

    say(f"{draw_sheet(DataFolder(root=data.resolve()), sheet, size=size, seed=seed)} records in {sheet}")


@audit_command.command("score")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
def audit_score_command(sheet: Path, data: Path) -> None:
    """Weighted error and silent error by field with 95 % intervals, from a labelled SHEET.

    Where DATA is a data folder, the labels are kept in DATA/audit: the next run prints the error and the corrected rates.
    """
    from pipelines.audit import keep_labels, score_sheet

    print_json_lines(score_sheet(sheet))
    if data.is_dir():
        say(f"kept for the next run in {keep_labels(sheet, DataFolder(root=data.resolve()))}")


COMMANDS: list[Any] = [
    evaluate_command,
    verify_command,
    doctor_command,
    explain_command,
    review_command,
    audit_command,
]
