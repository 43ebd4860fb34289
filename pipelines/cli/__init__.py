"""The console script `jumun`: thin over the rooms. Machine-readable output on stdout, messages on stderr.

Exit codes: 0 the whole job was done; 1 it was not (the message says what); 2 the call or its input is wrong.
"""

import sys

import click

from pipelines.cli import checking, job, pack, publishing, reading, sources
from pipelines.cli.messages import JumunError
from pipelines.settings import SettingsError


def said_for_people() -> tuple[type[Exception], ...]:
    """The errors of the rooms whose own message says what to do. Looked up when one is raised: the rooms are slow to
    import, and most commands need few of them.
    """
    from dashboards.pack.model import PackError
    from pipelines.replica_process import ReplicaError
    from scrapers.archive import ArchiveError
    from warehouse.audit import AuditError
    from warehouse.build import WarehouseError
    from warehouse.catalog import CatalogError
    from warehouse.export import ExportError
    from warehouse.release import ReleaseError
    from warehouse.scanner import LeakError

    of_the_warehouse = (AuditError, CatalogError, ExportError, LeakError, ReleaseError, WarehouseError)
    return (*of_the_warehouse, ArchiveError, PackError, ReplicaError)


class JumunGroup(click.Group):
    """Errors that the rooms raise on purpose become one line and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            click.echo(f"jumun: {error}", err=True)
            sys.exit(2)
        except JumunError as error:
            click.echo(f"jumun: {error}", err=True)
            sys.exit(error.exit_code)
        except Exception as error:
            if not isinstance(error, said_for_people()):
                raise
            click.echo(f"jumun: {error}", err=True)
            sys.exit(1)


@click.group(cls=JumunGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jumun")
def main() -> None:
    """Korean judgments and news read into sentencing statistics, with the words behind every number."""


for module in (job, sources, reading, checking, publishing, pack):
    for command in module.COMMANDS:
        main.add_command(command)
