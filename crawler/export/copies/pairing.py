"""Step two, by range of samples: which texts share some."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...corpus.copies.samples import COMMON, FEWEST_SHARED
from .files import some_of, write

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A range of samples to be looked through, and where its pairs come."""

    samples: tuple[Path, ...]
    least: int
    most: int
    pairs: Path
    """Two texts, and how many samples of this range they share."""


def pair(work: Pairing) -> None:
    """Find the texts that share samples."""
    table = some_of(list(work.samples), "sample", work.least, work.most)
    sample, text = (table.column(name).to_numpy() for name in ("sample", "text"))
    both = np.unique(np.stack([sample.astype(np.int64), text]), axis=1) if len(sample) else np.empty((2, 0))
    ones, others, counts = paired(both[0].astype(np.int64), both[1].astype(np.int64))
    write(work.pairs, {"one": ones, "other": others, "shared": counts})


def paired(sample: Numbers, text: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return pairs of texts with the samples they share, given which text has which, by sample and text.

    Texts that share a sample with too many for it to say anything are all brought together: whoever
    decides must see the same crowd.
    """
    starts = np.flatnonzero(np.diff(sample, prepend=sample[:1] - 1))
    sizes = np.diff(starts, append=len(sample))
    ones, others, counts = list[Numbers](), list[Numbers](), list[Numbers]()
    for size in range(2, COMMON):
        members = text[starts[sizes == size, None] + np.arange(size)]
        for one, other in combinations(range(size), 2):
            ones.append(members[:, one])
            others.append(members[:, other])
            counts.append(np.ones(len(members), np.int64))
    for start, size in zip(starts[sizes >= COMMON], sizes[sizes >= COMMON], strict=True):
        crowd = text[start : start + size]
        ones.append(crowd[:-1])
        others.append(crowd[1:])
        counts.append(np.full(size - 1, FEWEST_SHARED, np.int64))
    return summed(np.concatenate(ones), np.concatenate(others), np.concatenate(counts))


def summed(one: Numbers, other: Numbers, shared: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return each pair once, with the sum of what it shares."""
    if not len(one):
        return one, other, shared
    order = np.lexsort((other, one))
    one, other, shared = one[order], other[order], shared[order]
    starts = np.flatnonzero((np.diff(one, prepend=one[:1]) != 0) | (np.diff(other, prepend=other[:1]) != 0))
    starts = np.union1d(starts, [0])
    return one[starts], other[starts], np.add.reduceat(shared, starts)
