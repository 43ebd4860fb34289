"""Where a store is named (JUMUN_STORE), the job keeps archive, tagged batches and package there too."""

import os

from pipelines.progress import announce
from pipelines.settings import DataFolder

STORE_VARIABLE = "JUMUN_STORE"


def keep_inputs(data: DataFolder) -> None:
    """Closed archive files and tagged batches up to the store, and those missing here down from it."""
    if not os.environ.get(STORE_VARIABLE):
        return
    from pipelines.cluster.object_store import sync_inputs

    moved = sync_inputs(data)
    announce(f"  store: {moved.up} files up, {moved.down} down")


def keep_package(data: DataFolder) -> None:
    """The package up to the store."""
    if not os.environ.get(STORE_VARIABLE):
        return
    from pipelines.cluster.object_store import push_package

    announce(f"  store: {push_package(data)} files of the package up")
