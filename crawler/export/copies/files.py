"""The files of a search for copies: each has its name only when all of it is there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from .. import ExportError
from ..arrow import TYPES
from ..fields import FIELDS

# What two texts are compared by. The language stands in the name of the folder.
READ = ("id", "url", "found_at", "published", "canonical", "reason", "text")
COMPETING = (None, "duplicate")
"""Why a text may have been left out and yet be a copy or an original."""
ROWS = 50_000  # in a group of rows, which readers skip as a whole
SHAPE = pa.schema([pa.field(one.name, TYPES[one.type]) for one in FIELDS if one.name in READ])


def write(path: Path, columns: Mapping[str, Any], shape: pa.Schema | None = None) -> Path:
    """Write a table; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    pq.write_table(pa.table(dict(columns), schema=shape), part, compression="zstd", row_group_size=ROWS)
    part.replace(path)
    return path


def texts_of(path: Path) -> list[dict[str, Any]]:
    """Return the texts of a shard that compete; raises ExportError for a file that is not there."""
    try:
        found = ds.dataset(path, format="parquet").to_table(columns=list(READ)).to_pylist()
    except FileNotFoundError:
        raise ExportError(
            f"{path} is not on this machine: shards must lie where every machine of the cluster finds them"
        ) from None
    except (pa.ArrowInvalid, KeyError) as error:
        raise ExportError(f"{path} is no shard that `corpuscle export shards` made: {error}") from error
    return [text for text in found if text["reason"] in COMPETING]


def some_of(paths: list[Path], column: str, least: int, most: int) -> pa.Table:
    """Return the rows of files in which a column has a value from `least` to `most`."""
    wanted = (ds.field(column) >= least) & (ds.field(column) <= most)
    return ds.dataset(paths, format="parquet").to_table(filter=wanted)
