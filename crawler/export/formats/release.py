"""The files of a release: data, what is known of each text, seeds, settings, data sheet, citation, sums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..fields import NAMES
from ..files import write_text
from ..job import Job, open_text
from ..manifest import sha256
from ..release.cff import cff
from ..release.datasheet import datasheet
from ..release.rows import named
from ..table import Table

DATA, TABLE = "data.jsonl.gz", "articles.csv"


def write(job: Job) -> None:
    """Write everything; checksums last."""
    release = named(job.snapshot.connection, job.origin.release or "")
    write_data(job)
    with open_text(job.part / "seeds.jsonl") as file:
        file.writelines(line(seed) for seed in release.seeds)
    settings = json.dumps(release.settings, ensure_ascii=False, indent=2)
    write_text(job.part / "settings.json", settings + "\n")
    write_text(job.part / "DATASHEET.md", datasheet(job, release))
    write_text(job.part / "CITATION.cff", cff(job.origin))
    write_text(job.part / "SHA256SUMS", sums(job.part))


def write_data(job: Job) -> None:
    """Write the texts, and the table of what is known of them, in one go."""
    with (
        open_text(job.part / DATA, is_packed=True) as data,
        open_text(job.part / TABLE) as file,
    ):
        table = Table(file, [name for name in NAMES if name != "text"])
        for text in job.texts:
            data.write(line(text))
            table.add(text)


def line(value: dict[str, Any]) -> str:
    """Return a line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def sums(folder: Path) -> str:
    """Return what `sha256sum --check` reads."""
    return "".join(f"{sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir()))
