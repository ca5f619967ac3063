"""Where an export goes: made under another name, and under its own when it is whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import ExportError

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Place:
    """What an export is to be called, and what it is called until it is whole."""

    dest: Path
    is_folder: bool
    goes_on: bool = False
    """What is unfinished stays, for the next time to go on with."""

    @property
    def manifest(self) -> Path:
        """The manifest: in a folder, or beside a file."""
        return self.dest / MANIFEST if self.is_folder else self.dest.with_name(f"{self.dest.name}.{MANIFEST}")

    @property
    def part(self) -> Path:
        """What is being written."""
        return self.dest.with_name(f"{self.dest.name}.part")

    @property
    def manifest_part(self) -> Path:
        """Its manifest."""
        return self.part / MANIFEST if self.is_folder else self.dest.with_name(f"{self.manifest.name}.part")

    def check(self, *, force: bool) -> None:
        """Raise ExportError unless the name is free, or what has it may be replaced."""
        dest = self.dest
        if dest.name in ("", ".."):
            raise ExportError(f"{dest} has no name of its own: name what is to be made")
        if not dest.parent.is_dir():
            raise ExportError(f"{dest.parent} is not a folder: make it first, or name another")
        if not dest.exists() and not dest.is_symlink():
            return
        if not force:
            raise ExportError(f"{dest} exists: name another, or replace it with --force")
        if dest.is_dir() != self.is_folder or dest.is_symlink():
            raise ExportError(f"{dest} is something else than this format writes: name another")
        if self.is_folder and any(dest.iterdir()) and not is_ours(self.manifest):
            raise ExportError(f"{dest} has files of yours, and no manifest of an export: name another folder")

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """Give the file or folder to write into; it is gone at the end, unless it got its name or goes on."""
        if not self.goes_on:
            self.remove()
        if self.is_folder:
            self.part.mkdir(exist_ok=self.goes_on)
        try:
            yield self.part
        finally:
            if not self.goes_on:
                self.remove()

    def remove(self) -> None:
        """Remove what is unfinished."""
        if self.part.is_dir():
            shutil.rmtree(self.part)
        self.part.unlink(missing_ok=True)
        self.manifest_part.unlink(missing_ok=True)

    def publish(self) -> None:
        """Bring all of it to the disk, then to its name."""
        if not self.is_folder:
            sync(self.part, self.manifest_part)
            self.manifest_part.replace(self.manifest)
            self.part.replace(self.dest)
        else:
            os.sync()  # of a million files each by itself takes an hour
            old = self.dest.with_name(f"{self.dest.name}.old")
            if self.dest.exists():
                self.dest.replace(old)
            self.part.replace(self.dest)
            shutil.rmtree(old, ignore_errors=True)
        sync(self.dest.parent)


def is_ours(manifest: Path) -> bool:
    """Say whether a file is the manifest of an export."""
    try:
        return "corpuscle" in json.loads(manifest.read_text("utf-8"))["software"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def sync(*paths: Path) -> None:
    """Wait until files and folders are on disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
