"""The files of an archive: appended to, one run at a time, and never touched again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

FOLDER = "archive"
"""Name of the folder beside a corpus."""
SUFFIX = ".warc.gz"


class ArchiveError(Exception):
    """An archive that can't be written or read; the message says what to do."""


class Store:
    """Appends records to files of one run; the first file comes with the first record."""

    def __init__(self, folder: Path, name: str, run: int, largest: int) -> None:
        """Write into `folder`; names begin with `name` and the run, files end at `largest` bytes."""
        self.folder = folder
        self.name = name
        self.run = run
        self.largest = largest
        self.file: BinaryIO | None = None
        self.path = folder
        self.size = 0

    def append(self, content: bytes) -> tuple[str, int]:
        """Append bytes; return the name of the file and where they begin in it."""
        if self.file is None:
            msg = "begin() comes first"
            raise RuntimeError(msg)
        offset = self.size
        try:
            self.file.write(content)
        except OSError as error:
            raise trouble(error, self.path) from error
        self.size += len(content)
        return self.path.name, offset

    @property
    def is_full(self) -> bool:
        """Whether the next record needs a file to be begun first."""
        return self.file is None or self.size >= self.largest

    def begin(self) -> str:
        """Begin a file; return its name."""
        self.close()
        try:
            self.folder.mkdir(exist_ok=True)
            self.file, self.path = self.created()
        except OSError as error:
            raise trouble(error, self.folder) from error
        self.size = 0
        return self.path.name

    def created(self) -> tuple[BinaryIO, Path]:
        """Create a file that nobody has."""
        number = 0
        while True:
            number += 1
            path = self.folder / f"{self.name}-{self.run:05}-{number:05}{SUFFIX}"
            try:
                return path.open("xb"), path
            except FileExistsError:
                continue

    def sync(self) -> None:
        """Return once all that was appended is on disk."""
        if self.file is None:
            return
        try:
            self.file.flush()
            os.fsync(self.file.fileno())
        except OSError as error:
            raise trouble(error, self.path) from error

    def close(self) -> None:
        """End the file that is open."""
        if self.file is None:
            return
        self.sync()
        self.file.close()
        self.file = None


def trouble(error: OSError, path: Path) -> ArchiveError:
    """Say what went wrong with a file, and what to do."""
    return ArchiveError(
        f"{path}: {error.strerror or error}: see to it, or switch the archive off "
        "(enabled = false under [archive] in corpuscle.toml); what was saved is safe, run again"
    )
