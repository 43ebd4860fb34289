"""Write docs/data_dictionary.md from the catalogue: `python -m tools.data_dictionary [--check]`."""

from pathlib import Path

import click

from warehouse.dictionary import dictionary_markdown

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "data_dictionary.md"


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; fail when the page is not what the catalogue gives."
)
def main(check: bool) -> None:
    """Write the data dictionary, or check it."""
    text = dictionary_markdown()
    if not check:
        DOCUMENT.write_text(text, encoding="utf-8")
    elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != text:
        raise click.ClickException("docs/data_dictionary.md is old: run python -m tools.data_dictionary")


if __name__ == "__main__":
    main()
