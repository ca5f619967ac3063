"""Parquet files by month and language, and a corpus.db that finds what is in them."""

from __future__ import annotations

import io
import shutil
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .. import ExportError
from ..arrow import SCHEMA, write_parquet
from ..catalogue import METADATA, Catalogue, metadata
from ..files import write_text
from ..job import Job
from ..shards import Shard, shards, write_whole

if TYPE_CHECKING:
    from ..texts import Text

# The language is in the name of the folder, where all that read such folders look for it.
COLUMNS = SCHEMA.remove(SCHEMA.get_field_index("language"))


def write(job: Job) -> None:
    """Write the shards that are not there yet; a folder of other texts begins anew."""
    if job.origin.release:
        raise ExportError("shards are of the corpus as it is: export a release as parquet")
    most = job.options["texts"]
    if not (most.isascii() and most.isdecimal() and int(most)):
        raise ExportError(f"texts of shards is a number such as 20000, not {most!r}")
    wanted = list(shards(job.snapshot, job.texts, int(most)))
    left = still_wanted(job, wanted)
    with Catalogue(job.part) as catalogue:
        job.texts.handed_out(sum(len(shard.ids) for shard in wanted) - sum(len(shard.ids) for shard in left))
        ahead = deque[Shard]()
        for content in job.do(parquet, texts_of(job, left, ahead)):
            shard = ahead.popleft()
            write_whole(job.part / shard.path, content)
            catalogue.add(shard, content, job.texts.of(shard.ids))
            job.texts.handed_out(len(shard.ids))
    write_text(job.part / METADATA, metadata(job.origin.title))


def still_wanted(job: Job, wanted: list[Shard]) -> list[Shard]:
    """Return the shards to be made; empties the folder if what is there is of other texts."""
    with Catalogue(job.part) as catalogue:
        done = catalogue.done()
    marks = {shard.path: shard.mark for shard in wanted}
    if any(marks.get(path) != mark for path, mark in done.items()):
        shutil.rmtree(job.part)
        job.part.mkdir()
        return wanted
    return [shard for shard in wanted if shard.path not in done]


def texts_of(job: Job, left: list[Shard], ahead: deque[Shard]) -> Iterator[list[Text]]:
    """Yield the texts of each shard, and remember which are on their way."""
    for shard in left:
        ahead.append(shard)
        yield list(job.texts.of(shard.ids))


def parquet(texts: list[Text]) -> bytes:
    """Return texts as a Parquet file; pure, so that any machine can do it."""
    out = io.BytesIO()
    write_parquet(out, texts, COLUMNS)
    return out.getvalue()
