"""Reading on a Ray cluster: the batch function of the local path as a Ray task, Arrow in and Arrow out.

A task holds nothing and writes nothing: one whose worker dies is done again by another, and the machine that loads
takes the answers in the order of the batches. Every node must have the same code.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

import ray

from pipelines.cluster.ray_tagging import Session


class RayExecutor(Executor):
    """Calls as Ray tasks, each done again for as long as workers die."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The call, somewhere on the cluster; its future raises what the call raises."""
        task = ray.remote(num_cpus=1, max_retries=-1)(fn).remote(*args, **kwargs)
        found: Future[Any] = task.future()
        return found


@contextmanager
def ray_executor(workers: int) -> Iterator[tuple[Executor, int]]:
    """An executor on the cluster that RAY_ADDRESS names, or on a local one, and the processors that it has."""
    with Session(workers):
        yield RayExecutor(), int(ray.cluster_resources().get("CPU", workers))
