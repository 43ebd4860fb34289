"""One spider run against a replica of its own, outside Dagster, for measurements."""

import json
import subprocess

from pipelines.capture import spider_arguments, spider_command
from pipelines.replica_process import replica
from pipelines.settings import SAMPLE_AS_OF, RunSettings


def crawl_once(settings: RunSettings, source_id: str) -> int:
    """Capture `source_id` once; returns the responses. Raises CalledProcessError."""
    assert settings.now is not None  # noqa: S101  measurements fix the clock
    with replica(cases=settings.cases, seed=settings.seed, as_of=SAMPLE_AS_OF[-1]) as origin:
        arguments = spider_arguments(settings, source_id, settings.now, origin=origin, since=None, until=None)
        done = subprocess.run(
            spider_command(arguments),
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    return int(json.loads(done.stdout.splitlines()[-1])["responses"])
