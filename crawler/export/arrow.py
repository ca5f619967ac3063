"""Texts as Parquet: typed columns, packed, in groups of rows that fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from .fields import FIELDS

if TYPE_CHECKING:
    from .texts import Text

TYPES = {
    "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}  # fmt: skip
SCHEMA = pa.schema(
    [pa.field(field.name, TYPES[field.type], metadata={"description": field.help}) for field in FIELDS]
)
# A group of rows is what a reader takes at once, and what we hold: whichever comes first.
ROWS = 10_000
CHARACTERS = 16_000_000


def write_parquet(out: Path | BinaryIO, texts: Iterable[Text], columns: pa.Schema = SCHEMA) -> None:
    """Write some columns of texts into a new file."""
    with pq.ParquetWriter(out, columns, compression="zstd") as writer:
        for rows in groups(texts):
            writer.write_table(pa.Table.from_pylist(rows, columns))


def groups(texts: Iterable[Text]) -> Iterator[list[dict[str, Any]]]:
    """Yield texts some at a time."""
    rows, characters = [], 0
    for text in texts:
        rows.append(text)
        characters += len(text["text"])
        if len(rows) >= ROWS or characters >= CHARACTERS:
            yield rows
            rows, characters = [], 0
    if rows:
        yield rows
