"""All steps, and the ledger of what was done: a folder of files beside the shards."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from ...likeness.shingles import SCHEME
from ...settings import Duplicates as Limits
from .. import ExportError
from ..job import Do
from ..shards import FOLDER
from .deciding import VERDICTS, Bringing, Deciding, bring, decide
from .grouping import group
from .pairing import Pairing, pair
from .sampling import Sampling, sample

OUT = "copies.parquet"
WORK = "copies.part"
MARK = "mark.json"
PER_RANGE = 100_000  # texts whose samples a task of step two can hold many times over
SAMPLES = 2**32  # that there can be, from -2**31 on

Progress = Callable[[str, int, int], None]
T = TypeVar("T", Sampling, Pairing, Bringing, Deciding)


@dataclass(frozen=True, slots=True)
class Copies:
    """What was found among texts."""

    path: Path
    texts: int
    pairs: int
    left_out: int
    """Texts for which there is no room beside their originals."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search for copies in a folder of shards."""

    folder: Path
    shards: tuple[Path, ...]
    limits: Limits
    do: Do
    progress: Progress

    @property
    def work(self) -> Path:
        """The folder for what is on its way."""
        return self.folder / WORK

    def all(self) -> Copies:
        """Do what is not done yet."""
        self.begin()
        names = [f"{number:05}.parquet" for number in range(len(self.shards))]
        texts, samples = ([self.work / kind / name for name in names] for kind in ("texts", "samples"))
        sampling = [Sampling(*each) for each in zip(self.shards, texts, samples, strict=True)]
        self.step("sampling", sample, sampling, texts)
        pairing = self.ranges(texts, samples)
        self.step("pairing", pair, pairing, [one.pairs for one in pairing])
        groups = self.work / "groups.parquet"
        if not groups.exists():
            group(texts, [one.pairs for one in pairing], groups)
        bringing = [
            Bringing(shard, groups, self.work / "brought" / name)
            for shard, name in zip(self.shards, names, strict=True)
        ]
        self.step("bringing", bring, bringing, [one.out for one in bringing])
        brought = tuple(one.out for one in bringing)
        deciding = [
            Deciding(brought, number, self.limits, self.work / "decided" / f"{number:05}.parquet")
            for number in range(highest(groups) + 1)
        ]
        self.step("deciding", decide, deciding, [one.out for one in deciding])
        return self.finish(texts, [one.out for one in deciding])

    def begin(self) -> None:
        """Empty the folder if what is there is of other shards or settings."""
        about = {
            "shards": [(str(path.relative_to(self.folder)), *stamp(path)) for path in self.shards],
            "limits": asdict(self.limits), "scheme": SCHEME,
        }  # fmt: skip
        mark = hashlib.sha256(json.dumps(about).encode()).hexdigest()
        path = self.work / MARK
        if not path.exists() or path.read_text("utf-8") != mark:
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir()
            path.write_text(mark, "utf-8")

    def step(self, name: str, function: Callable[[T], None], work: Sequence[T], out: Iterable[Path]) -> None:
        """Do the parts of a step that have left no file yet."""
        left = [one for one, path in zip(work, out, strict=True) if not path.exists()]
        done = len(work) - len(left)
        self.progress(name, done, len(work))
        for _ in self.do(function, left):
            done += 1
            self.progress(name, done, len(work))

    def ranges(self, texts: list[Path], samples: list[Path]) -> list[Pairing]:
        """Return ranges of samples, so many that each fits into the memory of one task."""
        rows = sum(pq.read_metadata(path).num_rows for path in texts)
        count = max(1, -(-rows // PER_RANGE))
        bounds = [SAMPLES * number // count - SAMPLES // 2 for number in range(count + 1)]
        return [
            Pairing(tuple(samples), bounds[n], bounds[n + 1] - 1, self.work / "pairs" / f"{n:05}.parquet")
            for n in range(count)
        ]

    def finish(self, texts: list[Path], decided: list[Path]) -> Copies:
        """Put together what was found, and let the rest go."""
        table = ds.dataset(decided, format="parquet").to_table() if decided else VERDICTS.empty_table()
        table = table.sort_by([("article", "ascending"), ("original", "ascending")])
        part, path = self.work / OUT, self.folder / OUT
        pq.write_table(table, part, compression="zstd")
        part.replace(path)
        rows = sum(pq.read_metadata(one).num_rows for one in texts)
        shutil.rmtree(self.work)
        left_out = len(pc.unique(table.filter(table["left_out"])["article"]))
        return Copies(path, rows, table.num_rows, left_out)


def find(folder: Path, limits: Limits, do: Do = map, progress: Progress = lambda *_: None) -> Copies:
    """Find the copies among the texts in shards; interrupted, the next call goes on.

    Raises ExportError for a folder that has none.
    """
    shards = tuple(sorted((folder / FOLDER).glob("**/*.parquet")))
    if not shards:
        raise ExportError(f"{folder} has no shards: `corpuscle export shards {folder} --all` makes them")
    try:
        return Search(folder.absolute(), tuple(map(Path.absolute, shards)), replace(limits, find=True), do,
                      progress).all()  # fmt: skip
    except OSError as error:
        raise ExportError(f"{error.filename or folder}: {error.strerror or error}") from error


def highest(groups: Path) -> int:
    """Return the highest number of a group; -1 for none."""
    found: Any = pc.max(pq.read_table(groups, columns=["group"])["group"]).as_py()
    return -1 if found is None else int(found)


def stamp(path: Path) -> tuple[int, int]:
    """Return what tells a file from what it was."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns
