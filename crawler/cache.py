"""Arrays that take long to make, kept among the files of the user that any program may delete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

END = 512  # bytes at the end of a packed file, which have the check sums of what is in it
Arrays = Mapping[str, NDArray[Any]]


def arrays(folder: str, names: Iterable[str], make: Callable[[], Arrays]) -> Arrays:
    """Return arrays by their names, as `make` makes them; once made they are mapped from files.

    What is mapped takes no time, and stands in memory once for all processes. `folder` must be another
    whenever the arrays would. A place that can't be written to costs time, and nothing else.
    """
    try:
        home = place() / folder
    except RuntimeError:  # nobody's home
        return make()
    # SystemError: threads of CPython 3.11 that parse at once, as NumPy does, may trip over each other
    with suppress(OSError, ValueError, EOFError, SystemError):
        return {name: np.asarray(np.load(file_of(home, name), mmap_mode="r")) for name in names}
    made = make()
    with suppress(OSError):
        for name, array in made.items():
            keep(file_of(home, name), array)
    return made


def version(path: Path) -> str:
    """Return what tells a packed file from any other: its size and its check sums."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - END, 0))
        return f"{size}-{blake2b(file.read(), digest_size=8).hexdigest()}"


def place() -> Path:
    """Return the folder for such files, by the rules of the XDG; raises RuntimeError where there is none."""
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (said if said.is_absolute() else Path.home() / ".cache") / "corpuscle"


def file_of(folder: Path, name: str) -> Path:
    """Return the file of an array."""
    return folder / f"{name}.npy"


def keep(path: Path, array: NDArray[Any]) -> None:
    """Write an array into a file that is there whole or not at all, whoever else does the same now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".new-") as fresh:
        new = Path(fresh) / path.name
        with new.open("wb") as file:
            np.save(file, array, allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
