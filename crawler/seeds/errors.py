"""What is wrong with a seed, said so that its writer can mend it."""

from __future__ import annotations

from collections.abc import Sequence


class SeedError(Exception):
    """One problem; its text is `path:line: message`, without the line where there is none."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        """Say what is wrong on which line, and what to do."""
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        """Return the problem the way compilers do, so that editors can jump to it."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class SeedErrors(SeedError):  # noqa: N818  (it is several)
    """Several problems at once: as an exception the first of them, as text all, one a line."""

    def __init__(self, errors: Sequence[SeedError]) -> None:
        """Take at least one problem."""
        super().__init__(errors[0].path, errors[0].line, errors[0].message)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        """Return every problem on a line of its own."""
        return "\n".join(map(str, self.errors))
