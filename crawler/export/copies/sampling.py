"""Step one, by shard: which text has which samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...corpus.articles import text_hash
from ...likeness.shingles import fingerprint
from .files import texts_of, write


@dataclass(frozen=True, slots=True)
class Sampling:
    """A shard to be sampled, and what comes of it."""

    shard: Path
    texts: Path
    """Number and hash of each text."""
    samples: Path
    """Samples and the hash of the text that has them, in order of the samples; the same text counts once."""


def sample(work: Sampling) -> None:
    """Take the samples of the texts of a shard."""
    ids, hashes = list[int](), list[int]()
    samples: dict[int, tuple[int, ...]] = {}
    for text in texts_of(work.shard):
        key = text_hash(text["text"])
        ids.append(text["id"])
        hashes.append(key)
        if key not in samples:
            samples[key] = fingerprint(text["text"]).samples
    taken = np.fromiter((one for found in samples.values() for one in found), np.int32)
    owners = np.repeat(np.fromiter(samples, np.int64), [len(found) for found in samples.values()])
    order = np.argsort(taken, kind="stable")
    write(work.samples, {"sample": taken[order], "text": owners[order]})
    write(work.texts, {"id": np.array(ids, np.int64), "text": np.array(hashes, np.int64)})
