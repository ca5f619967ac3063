"""What a format gets: the texts, and where to write them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from .origin import Origin
from .selection import Selection
from .snapshot import Snapshot
from .texts import Facts, Texts

GZIP = ".gz"

Do = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Applies a pure function to each of many, here or elsewhere, and gives the results in their order."""


@dataclass(frozen=True, slots=True)
class Job:
    """One export on its way."""

    snapshot: Snapshot
    """The corpus, for what is not in the texts, such as links. What is `barred` there must not leave."""
    selection: Selection
    texts: Texts
    origin: Origin
    part: Path
    """What to write: a file, or a folder that is there and empty. Its name is not the final one."""
    name: str
    """The final name, without the folder it lies in."""
    options: Mapping[str, str]
    """Every option of the format, with its default where none was given."""
    do: Do = map
    notes: dict[str, Any] = field(default_factory=dict)
    """What a format has to say in the manifest, such as what it left out."""

    @property
    def facts(self) -> Facts:
        """What is known of the texts together, before the first is read."""
        return self.texts.facts

    @contextmanager
    def file(self) -> Iterator[TextIO]:
        """Open `part` for text in UTF-8; packed if its name will end in .gz."""
        with open_text(self.part, is_packed=self.name.endswith(GZIP)) as file:
            yield file


@contextmanager
def open_text(path: Path, *, is_packed: bool = False) -> Iterator[TextIO]:
    """Open a new file for text in UTF-8 with plain line ends, the same bytes whenever it is written."""
    with path.open("wb") as raw:
        if not is_packed:
            with io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file:
                yield file
            return
        with (
            # neither name nor time
            gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as file,
        ):
            yield file
