"""run, dev: the main job, and Dagster's own pages."""

import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import click

from pipelines.cli.messages import JumunError, say
from pipelines.settings import RunSettings, make_settings

PACKAGE = Path(__file__).resolve().parents[1]


def profile_options(command: Any) -> Any:
    """--profile, --corpus, --data, --now, --cases, --seed."""
    options = [
        click.option(
            "--profile", default="sample", show_default=True, help="sample (fictional), live, or local."
        ),
        click.option(
            "--corpus", type=click.Path(path_type=Path), help="File or folder of judgments (profile local)."
        ),
        click.option(
            "--data", default="data", show_default=True, type=click.Path(path_type=Path), help="Data folder."
        ),
        click.option("--now", default=None, help="Fix the clock: ISO time with zone."),
        click.option(
            "--cases",
            type=click.IntRange(min=1),
            default=None,
            help="Fictional cases of the replica (profile sample).",
        ),
        click.option("--seed", type=int, default=None, help="Seed of the replica (profile sample)."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command("run")
@profile_options
@click.option(
    "--reason", "reasons", multiple=True, help="NUMBER=TEXT: why a headline number moved; * for all."
)
def run_command(reasons: tuple[str, ...], **options: Any) -> None:
    """Capture, read, load and publish: ends in DATA/site/index.html."""
    settings = make_settings(**options)
    require_key(settings)
    enter_environment(settings)
    if reasons:
        from pipelines.jump_guard import state_reasons

        state_reasons(settings.data, dict(reason.partition("=")[::2] for reason in reasons))
    warnings.filterwarnings("ignore", module=r"dagster\.")
    # Dagster takes a second to import: only this command pays for it.
    from pipelines.job import run_job

    started = time.monotonic()
    report = run_job(settings)
    for line in report.failures:
        say(line)
    if not report.is_published:
        raise JumunError("nothing was published; the last good site, if there is one, stays as it was")
    say(f"site: {settings.data.site / 'index.html'}  ({time.monotonic() - started:.0f} s)")
    if report.failures:
        raise JumunError("published, but not every source was captured (above)")


@click.command("dev")
@profile_options
@click.option("--schedules", is_flag=True, help="Run the daemon too: schedules, sensors, freshness.")
@click.option("--every-minute", is_flag=True, help="Tick every schedule each minute, to see them work.")
@click.option("--port", type=click.IntRange(0, 65535), default=3000, show_default=True)
def dev_command(schedules: bool, every_minute: bool, port: int, **options: Any) -> None:
    """Dagster's pages on 127.0.0.1, with the daemon if asked."""
    settings = make_settings(**options)
    enter_environment(settings)
    if every_minute:
        os.environ["JUMUN_EVERY_MINUTE"] = "1"
    program = "dagster" if schedules else "dagster-webserver"
    command = [str(Path(sys.executable).parent / program), *(["dev"] if schedules else [])]
    command += ["-h", "127.0.0.1", "-p", str(port), "-m", "pipelines.definitions"]
    child = subprocess.Popen(command, cwd=PACKAGE.parent)  # noqa: S603
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        code = child.wait()
    except KeyboardInterrupt:
        child.terminate()
        code = child.wait()
    raise SystemExit(code)


def enter_environment(settings: RunSettings) -> None:
    """Make the data folder and tell Dagster and child processes the settings. Raises JumunError."""
    try:
        settings.data.dagster.mkdir(parents=True, exist_ok=True)
        home = _dagster_home(settings)
    except OSError as error:
        raise JumunError(
            f"cannot write to the data folder [{settings.data.root}]: {error.strerror}"
        ) from error
    if shutil.disk_usage(settings.data.root).free < 200 * 2**20:
        raise JumunError(f"less than 200 MB free under [{settings.data.root}]: nothing was started")
    for name in ("JUMUN_CORPUS_PATH", "JUMUN_NOW"):
        os.environ.pop(name, None)
    os.environ.update(settings.as_environment(), DAGSTER_HOME=str(home), PYTHONUTF8="1")


def _dagster_home(settings: RunSettings) -> Path:
    """A folder under the data with our dagster.yaml, or, with JUMUN_POSTGRES, one that keeps runs in PostgreSQL."""
    from pipelines.cluster.run_storage import URL_VARIABLE, RunStorageError, put_home, with_driver, write_home

    template, home = PACKAGE / "dagster.yaml", settings.data.dagster / "home"

    url = os.environ.get(URL_VARIABLE, "").strip()
    if not url:
        return put_home(template.read_text(encoding="utf-8"), home)
    try:
        os.environ[URL_VARIABLE] = with_driver(url)
        return write_home(template, home)
    except RunStorageError as error:
        raise JumunError(str(error), exit_code=2) from error


def require_key(settings: RunSettings) -> None:
    """A live run needs the free law.go.kr key. Raises JumunError before anything is written."""
    if settings.profile == "live" and not os.environ.get("LAW_OC", "").strip():
        raise JumunError(
            "LAW_OC is not set: the law.go.kr key is free, ask for one at https://open.law.go.kr (OPEN API), "
            "then LAW_OC=<key> make run PROFILE=live",
            exit_code=2,
        )


COMMANDS: list[Any] = [run_command, dev_command]
