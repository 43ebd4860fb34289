"""serve, export, release, withdraw: what leaves the machine, and what is taken back."""

from pathlib import Path
from typing import Any

import click

from pipelines.cli.messages import JumunError, say
from pipelines.settings import DataFolder

DATA = click.option(
    "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="Data folder."
)


@click.command("serve")
@DATA
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve_command(data: Path, port: int) -> None:
    """The site on 127.0.0.1, read-only."""
    from dashboards.serve import serve

    site = DataFolder(root=data.resolve()).site
    if not (site / "index.html").exists():
        raise JumunError(f"no site at [{site}]: make it with `jumun run`", exit_code=2)
    say(f"http://127.0.0.1:{port}/  (Ctrl-C ends it)")
    serve(site, port)


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@DATA
@click.option("--with-core", is_flag=True, help="Also core_ tables, without their local columns.")
def export_command(folder: Path, data: Path, with_core: bool) -> None:
    """Tables as Parquet and CSV, ordered by key, with datapackage.json."""
    from pipelines.export import export_data

    written = export_data(DataFolder(root=data.resolve()), folder, with_core=with_core)
    say(f"{len(written)} files in {folder}")


@click.command("release")
@click.option("--version", required=True, help="Name of the release, e.g. 2026.10.")
@click.option(
    "--reason", "reasons", multiple=True, help="NUMBER=TEXT: why a headline number moved; * for all."
)
@DATA
def release_command(version: str, reasons: tuple[str, ...], data: Path) -> None:
    """A versioned data package with dictionary, metadata and the difference to the last release."""
    from pipelines.release import release_data

    stated = dict(reason.partition("=")[::2] for reason in reasons)
    made = release_data(DataFolder(root=data.resolve()), version, stated)
    for one in made.movements:
        causes = ", ".join(f"{name} {n:+d}" for name, n in (one.causes or {}).items() if n)
        say(f"{one.number}: {one.before} -> {one.now}" + (f" ({causes})" if causes else ""))
    for name, n in made.held.groups.items():
        say(f"held back: {name}, {n} group(s) repeat release {made.previous}")
    say(f"release {version} in {made.folder}")


@click.command("withdraw")
@click.argument("document_id")
@click.option("--reason", required=True, help="Why; kept in the tombstone. Name nobody in it.")
@DATA
def withdraw_command(document_id: str, reason: str, data: Path) -> None:
    """Take a document out of archive, warehouse and site, leave a tombstone, and show what changed."""
    from datetime import UTC, datetime

    from pipelines.build_note import read_build_note
    from pipelines.withdraw import withdraw

    folder = DataFolder(root=data.resolve())
    note = read_build_note(folder)
    withdraw(folder, note, document_id, reason=reason, now=datetime.now(UTC), say=say)


COMMANDS: list[Any] = [serve_command, export_command, release_command, withdraw_command]
