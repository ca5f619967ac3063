"""What `ingest` is given, made into files: WARC files, those in WACZ files and lists, folders of pages."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

WARCS = (".warc", ".warc.gz")
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".html.gz", ".htm.gz")
WACZ = ".wacz"
LISTS = (".paths", ".paths.gz", ".txt", ".txt.gz", ".list", ".urls")
BEGINNING = 1 << 20  # bytes that a fingerprint looks at
LOCAL_HEADER = 30  # bytes of the header before a file in a zip archive, without its names


class SourceError(Exception):
    """Something that can't be ingested; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of records, or a folder of pages."""

    path: Path
    member: str = ""
    """Name of the WARC file within a WACZ file."""
    pages: tuple[Path, ...] = ()
    """Saved pages, in order; none for a WARC file."""

    @property
    def name(self) -> str:
        """What people know it by."""
        return f"{self.path}!{self.member}" if self.member else str(self.path)

    def facts(self) -> tuple[int, str]:
        """Return its size in bytes, and what tells it from other files wherever it lies."""
        marks = hashlib.sha256()
        if self.pages:
            size = 0
            for page in self.pages:
                about = page.stat()
                size += about.st_size
                name = page.relative_to(self.path) if page != self.path else page.name
                marks.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode(errors="replace"))
            return size, marks.hexdigest()
        with self.open() as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            marks.update(f"{size}\n".encode())
            marks.update(file.read(BEGINNING))
        return size, marks.hexdigest()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open a WARC file, also one that lies in a WACZ file."""
        with self.path.open("rb") as file:
            yield io.BufferedReader(within(file, self.path, self.member)) if self.member else file


class Part(io.RawIOBase):
    """A part of an open file, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        """Take `size` bytes from `start` on."""
        self.file, self.start, self.size, self.at = file, start, size, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(base + offset, 0)
        return self.at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # bytes to fill
        """Read on."""
        self.file.seek(self.start + self.at)
        data = self.file.read(min(len(buffer), max(self.size - self.at, 0)))
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


def within(file: BinaryIO, path: Path, member: str) -> Part:
    """Return a file that is stored in a zip archive; raises SourceError for one that is packed again."""
    try:
        info = zipfile.ZipFile(file).getinfo(member)
        file.seek(info.header_offset)
        header = file.read(LOCAL_HEADER)
        lengths = struct.unpack("<HH", header[26:30])
    except (zipfile.BadZipFile, KeyError, struct.error) as error:
        raise SourceError(f"{path} is damaged: {error}") from error
    if info.compress_type != zipfile.ZIP_STORED:
        msg = f"{path}: {member} is packed again, which WACZ does not allow: unpack it with unzip first"
        raise SourceError(msg)
    return Part(file, info.header_offset + LOCAL_HEADER + sum(lengths), info.file_size)


def sources(given: Iterable[str]) -> list[Source]:
    """Return what is to be read, each once, in order; raises SourceError for what can't be."""
    found: dict[str, Source] = {}
    for text in given:
        for source in named(text):
            found.setdefault(source.name, source)
    return list(found.values())


def named(text: str) -> Iterator[Source]:
    """Yield what a name stands for."""
    if "://" in text:
        raise SourceError(f"{text} is not on this machine: fetch it (curl -O), then name the file")
    path = Path(text).absolute()
    try:
        if path.is_dir():
            yield from of_folder(path)
        elif path.name.lower().endswith(LISTS):
            yield from of_list(path)
        else:
            yield from of_file(path)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def of_file(path: Path) -> Iterator[Source]:
    """Yield the WARC files that a file is or has, or a page."""
    with path.open("rb") as file:
        is_zip = file.read(4) == b"PK\x03\x04"
    if path.name.lower().endswith(PAGES):
        yield Source(path, pages=(path,))
    elif is_zip or path.name.lower().endswith(WACZ):
        yield from of_wacz(path)
    else:
        yield Source(path)


def of_wacz(path: Path) -> Iterator[Source]:
    """Yield the WARC files in a WACZ file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(WARCS)]
    except zipfile.BadZipFile as error:
        raise SourceError(f"{path} is no WACZ file: {error}") from error
    if not names:
        raise SourceError(f"{path} has no WARC file in it")
    yield from (Source(path, name) for name in names)


def of_list(path: Path) -> Iterator[Source]:
    """Yield what a list names, a path a line; relative ones lie beside it."""
    data = path.read_bytes()
    try:
        text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} is no list of files: {error}") from error
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise SourceError(f"{path} names no file")
    for line in lines:
        if "://" not in line and not (path.parent / line).exists():
            raise SourceError(f"{path} names {line}, which is not there: fetch it first")
        yield from named(line if "://" in line else str(path.parent / line))


def of_folder(folder: Path) -> Iterator[Source]:
    """Yield the WARC and WACZ files in a folder and below, and its saved pages together."""
    files = sorted(Path(place, name) for place, _, names in os.walk(folder) for name in names)
    archives = [path for path in files if path.name.lower().endswith((*WARCS, WACZ))]
    pages = tuple(path for path in files if path.name.lower().endswith(PAGES))
    if not archives and not pages:
        raise SourceError(f"{folder} has no WARC file, no WACZ file and no saved page (.html) in it")
    for path in archives:
        yield from of_file(path)
    if pages:
        yield Source(folder, pages=pages)
