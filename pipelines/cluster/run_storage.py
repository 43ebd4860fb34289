"""Dagster's runs, events and schedules in PostgreSQL, where JUMUN_POSTGRES names one.

Everything else of `dagster.yaml` stays as it is: the file is read, its storage is exchanged, and the result is
written under the data folder. The address stays in the environment: it holds a password.
"""

import os
from importlib.util import find_spec
from pathlib import Path

import yaml

URL_VARIABLE = "JUMUN_POSTGRES"
# SQLAlchemy 2.1 takes psycopg 3 for a bare `postgresql://`; dagster-postgres brings psycopg2.
_DRIVER = "postgresql+psycopg2://"
_BARE = ("postgresql://", "postgres://")


class RunStorageError(ValueError):
    """PostgreSQL was asked for and cannot be had; the message says what to do."""


def with_driver(url: str) -> str:
    """The address with the driver that dagster-postgres uses. Raises RunStorageError for another kind of address."""
    for bare in _BARE:
        if url.startswith(bare):
            return _DRIVER + url.removeprefix(bare)
    if not url.startswith(_DRIVER):
        raise RunStorageError(f"{URL_VARIABLE} must be postgresql://user:password@host:port/database")
    return url


def write_home(template: Path, folder: Path) -> Path:
    """`folder` as DAGSTER_HOME: the template's dagster.yaml with PostgreSQL as storage; returns the folder.

    Raises RunStorageError where dagster-postgres is not installed.
    """
    if find_spec("dagster_postgres") is None:
        raise RunStorageError(
            f"{URL_VARIABLE} is set but dagster-postgres is missing: pip install '.[cluster]'"
        )
    settings = yaml.safe_load(template.read_text(encoding="utf-8"))
    settings["storage"] = {"postgres": {"postgres_url": {"env": URL_VARIABLE}}}
    return put_home(yaml.safe_dump(settings, sort_keys=False), folder)


def put_home(content: str, folder: Path) -> Path:
    """`folder` as DAGSTER_HOME with this dagster.yaml, written whole; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "dagster.yaml"
    pending = target.with_suffix(f".{os.getpid()}.tmp")
    pending.write_text(content, encoding="utf-8")
    pending.replace(target)
    return folder
