"""pack: one number with all that it rests on, as a folder that anyone can check."""

from pathlib import Path
from typing import Any

import click

from pipelines.cli.messages import JumunError, say
from pipelines.settings import DataFolder


@click.command("pack")
@click.argument("number", required=False)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="Data folder."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of the pack.")
@click.option("--list", "is_listing", is_flag=True, help="Every number that has a pack, one a line.")
def pack_command(
    number: str | None, folder: Path | None, data: Path, out: Path | None, is_listing: bool
) -> None:
    """A testimony pack: `jumun pack NUMBER` makes one, `jumun pack verify FOLDER` checks one.

    NUMBER is an id of `--list`: a sentence of the front page, a published figure, or a cell such as
    `suspended_of_custodial:offence_group=art14_2`; or a common claim ("most offenders are teenagers").
    """
    if number == "verify":
        _verify(folder)
        return
    if is_listing:
        from pipelines.pack import list_numbers

        for number_id, _, title in list_numbers(DataFolder(root=data.resolve())):
            click.echo(f"{number_id}\t{title}")
        return
    if number is None or folder is not None:
        raise JumunError("one NUMBER is needed; `jumun pack --list` prints them", exit_code=2)
    from pipelines.pack import make_pack

    say(f"pack in {make_pack(DataFolder(root=data.resolve()), number, out)}")


def _verify(folder: Path | None) -> None:
    from pipelines.pack import check_pack

    if folder is None:
        raise JumunError("jumun pack verify FOLDER: which folder?", exit_code=2)
    failures, is_made_again = check_pack(folder)
    for failure in failures:
        say(failure)
    if failures:
        raise JumunError(f"{len(failures)} failure(s)")
    say("verified: every file, the number from its rows, its share and interval")
    say(
        "pages, pictures and workbook were made again and are the same"
        if is_made_again
        else "made by other versions of the program: pages were checked by their digests only"
    )


COMMANDS: list[Any] = [pack_command]
