"""The run object: settings and the one clock reading that every asset of a run shares."""

from datetime import UTC, datetime

from dagster import ConfigurableResource, InitResourceContext
from pydantic import PrivateAttr

from pipelines.settings import RunSettings, settings_from_environment


class RunResource(ConfigurableResource):  # type: ignore[type-arg]
    """Settings from the environment; `now` is fixed when the run starts."""

    _settings: RunSettings | None = PrivateAttr(default=None)
    _now: datetime | None = PrivateAttr(default=None)

    def setup_for_execution(self, context: InitResourceContext) -> None:
        """Read the environment and, where no time is fixed, the clock."""
        self._settings = settings_from_environment()
        self._now = self._settings.now or datetime.now(UTC).replace(microsecond=0)

    @property
    def settings(self) -> RunSettings:
        """The settings of this run."""
        if self._settings is None:
            raise RuntimeError("the run object was used outside a run")
        return self._settings

    @property
    def now(self) -> datetime:
        """UTC, whole seconds: the time that this run puts on what it makes."""
        if self._now is None:
            raise RuntimeError("the run object was used outside a run")
        return self._now
