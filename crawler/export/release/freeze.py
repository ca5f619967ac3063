"""Freezing: the texts are recorded in corpus.db, then their files are made from what is recorded.

Making them again later takes the same way, so the files have the same bytes, whatever the crawl has
brought meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from filelock import FileLock

from ...corpus import Corpus
from ...settings import Settings
from .. import ExportError, Format
from ..manifest import sha256
from ..origin import origin
from ..place import Place
from ..run import Exported, Order, Progress, complaining, export
from ..selection import Selection
from ..snapshot import Snapshot
from ..texts import choose
from .rows import NAME, NOW, SIGN, Recorder, find

FORMAT = Format("release", "A release", "anything", is_folder=True, module="release")
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What freezing did."""

    files: Exported
    is_new: bool
    """False where the files of a recorded release were made again."""
    sha256: str
    is_same: bool
    """The files have the bytes that they had when they were first made."""


def freeze(
    corpus: Corpus,
    settings: Settings,
    order: Order,
    progress: Callable[[str], AbstractContextManager[Progress]],
) -> Frozen | None:
    """Record a release, if it is not yet, and make its files; None if there is nothing to freeze.

    `order.release` is its name. `progress` makes what is told how far something is.
    Raises ExportError.
    """
    name = checked_name(order.release or "")
    place = Place(order.dest, is_folder=True)
    with complaining(order.dest):
        place.check(force=order.force)
    with FileLock(corpus.path.with_name(corpus.path.name + ".freeze")):
        found = find(corpus.connection, name)
        if found is None:
            with progress("Recording") as show:
                if not record(corpus, settings, order, show):
                    return None
    if found and order.selection not in (Selection(), found.selection):
        raise ExportError(f"there is a release {name} of another selection: choose another name")
    release = found or find(corpus.connection, name)
    with progress("Writing") as show:
        files = export(corpus, settings, order, show)
    if files is None or release is None:
        raise ExportError(f"all texts of {name} were taken down since it was made")
    signed = sha256(files.path / SUMS)
    if release.sha256 is None:
        corpus.connection.execute(SIGN, (signed, release.id))
    return Frozen(files, found is None, signed, release.sha256 in (None, signed))


def checked_name(name: str) -> str:
    """Return a name for a release; raises ExportError."""
    if not NAME.fullmatch(name) or name == NOW:
        msg = f"{name!r} can't name a release: use letters, digits, dots and hyphens, such as 2026-03 or v1"
        raise ExportError(msg)
    return name


def record(corpus: Corpus, settings: Settings, order: Order, progress: Progress) -> bool:
    """Record the texts of a selection; False if there are none."""
    # two connections: one moment is read, while it is written next to it
    with Corpus(corpus.path) as other, Snapshot(other, settings) as snapshot:
        texts = choose(snapshot, order.selection)
        if not texts:
            return False
        texts.progress = lambda done: progress(done, len(texts))
        # an excerpt is cut when it is written: what is recorded is the whole
        whole = replace(texts, excerpts=False)
        source = replace(origin(snapshot, settings.about), release=order.release)
        Recorder(corpus, snapshot).record(source, order.selection, whole)
    return True
