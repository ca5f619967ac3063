"""Step three, in one place: families of texts that have something in common, packed into groups."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow.dataset as ds

from ...corpus.copies.samples import FEWEST_SHARED
from .files import write
from .pairing import summed

GROUP = 2_000  # texts that are decided about together; a family stays whole, however large


def group(texts: list[Path], pairs: list[Path], out: Path) -> int:
    """Write the group of each text that has any in common with another; return how many groups there are."""
    families = Families()
    columns = ds.dataset(pairs, format="parquet").to_table()
    ones, others, shared = summed(*(columns.column(name).to_numpy() for name in ("one", "other", "shared")))
    enough = shared >= FEWEST_SHARED
    for one, other in zip(ones[enough].tolist(), others[enough].tolist(), strict=True):
        families.join(one, other)
    members: dict[int, list[int]] = defaultdict(list)
    table = ds.dataset(texts, format="parquet").to_table()
    for number, text in zip(table.column("id").to_pylist(), table.column("text").to_pylist(), strict=True):
        members[families.head(text)].append(number)
    ids, groups, size, current = list[int](), list[int](), 0, 0
    for family in members.values():
        if len(family) == 1:
            continue
        if size + len(family) > GROUP and size:
            size, current = 0, current + 1
        size += len(family)
        ids += family
        groups += [current] * len(family)
    write(out, {"id": np.array(ids, np.int64), "group": np.array(groups, np.int64)})
    return current + 1 if ids else 0


class Families:
    """Sets that grow together."""

    def __init__(self) -> None:
        """Begin with everybody alone."""
        self.parents: dict[int, int] = {}

    def head(self, one: int) -> int:
        """Return who stands for the set of one."""
        parents = self.parents
        while (parent := parents.get(one, one)) != one:
            parents[one] = one = parents.get(parent, parent)
        return one

    def join(self, one: int, other: int) -> None:
        """Make one set of two."""
        self.parents[self.head(other)] = self.head(one)
