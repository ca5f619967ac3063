"""One export, from the question to the finished file or folder."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import Corpus
from ..settings import Settings
from . import ExportError, Format
from .job import Do, Job
from .manifest import write_manifest
from .origin import Origin, origin
from .place import Place
from .release.rows import named, texts_of
from .selection import Selection
from .snapshot import Snapshot
from .texts import Facts, Texts, choose

Progress = Callable[[int, int], None]
"""Told how many texts are written, of how many."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for."""

    format: Format
    dest: Path
    selection: Selection = field(default_factory=Selection)
    options: Mapping[str, str] = field(default_factory=dict)
    force: bool = False
    release: str | None = None
    """Name of a release whose texts are wanted, not those of the selection."""
    do: Do = map
    """Who does what can be done elsewhere."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export brought."""

    path: Path
    manifest: Path
    facts: Facts
    advice: tuple[str, ...] = ()
    """What would make it better, for people."""


def export(
    corpus: Corpus, settings: Settings, order: Order, progress: Progress = lambda *_: None
) -> Exported | None:
    """Write texts of a corpus; None, and nothing written, if nothing was asked for.

    Raises ExportError, and then nothing has the final name and nothing half is left.
    """
    options = chosen(order.format, order.options)
    write = order.format.writer()
    place = Place(order.dest, order.format.is_folder, order.format.goes_on)
    with complaining(place.dest):
        place.check(force=order.force)
    with Snapshot(corpus, settings) as snapshot:
        selection, texts, source = wanted(snapshot, order)
        if not texts:
            return None
        texts.progress = lambda done: progress(done, len(texts))
        with complaining(place.dest), place.unfinished() as part:
            job = Job(snapshot, selection, texts, source, part, place.dest.name, options, order.do)
            write(job)
            write_manifest(place, job, order.format)
            place.publish()
    return Exported(place.dest, place.manifest, texts.facts, tuple(job.notes.get("advice", ())))


def wanted(snapshot: Snapshot, order: Order) -> tuple[Selection, Texts, Origin]:
    """Return the texts that are asked for, by what they were selected, and where they are from."""
    if order.release is None:
        return order.selection, choose(snapshot, order.selection), origin(snapshot, snapshot.settings.about)
    release = named(snapshot.connection, order.release)
    return release.selection, texts_of(snapshot, release), release.origin


def chosen(used: Format, given: Mapping[str, str]) -> dict[str, str]:
    """Return every option of a format with its value; raises ExportError."""
    known = {option.name: option for option in used.options}
    for name, value in given.items():
        if name not in known:
            there = f"it has {', '.join(known)}" if known else "it has none"
            raise ExportError(f"{used.name} has no option {name!r}: {there}")
        among = known[name].among
        if among and value not in among:
            raise ExportError(f"{name} of {used.name} can be {', '.join(among)}, not {value!r}")
    return {name: given.get(name, option.default) for name, option in known.items()}


@contextmanager
def complaining(dest: Path) -> Iterator[None]:
    """Say in one line why nothing could be written."""
    try:
        yield
    except OSError as error:
        folder = dest.parent.absolute()
        if error.errno in NO_ROOM:
            what = f"no room is left on the disk of {folder}: free some, then run again; the corpus is whole"
        else:
            what = f"{error.filename or dest}: {error.strerror or error}"
        raise ExportError(f"no export: {what}") from error
