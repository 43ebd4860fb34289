"""The error that a user can act on, for every module below the command line."""


class JumunError(Exception):
    """Something a user can act on: one line, and the exit code."""

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
