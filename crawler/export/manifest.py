"""manifest.json: what an export holds, from what it was made and with what, and what may be done with it.

Nothing in it comes from the clock: the same selection of the same corpus has the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import Format
from .job import Job
from .place import Place
from .selection import USES, Selection
from .texts import Facts

KINDS = 1000  # of hosts or licences that are listed; the rest is counted


def write_manifest(place: Place, job: Job, used: Format) -> None:
    """Write the manifest of what was just written, file by file: there may be a million."""
    head = json.dumps(described(job, used), ensure_ascii=False, indent=2).removesuffix("\n}")
    with place.manifest_part.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{head},\n  "files": [')
        for number, entry in enumerate(files(place)):
            file.write(f"{',' if number else ''}\n    {json.dumps(entry, ensure_ascii=False)}")
        file.write("\n  ]\n}\n")


def described(job: Job, used: Format) -> dict[str, Any]:
    """Return all but the files."""
    return {
        "format": used.name,
        "options": dict(job.options),
        "corpus": {"id": job.origin.corpus, "as_of": job.origin.as_of, "release": job.origin.release},
        "selection": job.selection.as_dict(),
        **counts(job.facts),
        "rights": rights(job.facts, job.selection),
        **({"notes": job.notes} if job.notes else {}),
        "software": job.origin.software | versions(used.needs),
    }


def counts(facts: Facts) -> dict[str, Any]:
    """Return how much there is of what."""
    return {
        "texts": facts.texts,
        "words": facts.words,
        "languages": ranked(facts.languages),
        "hosts": ranked(facts.hosts),
        "not_kept": ranked(facts.reasons),
        "published": facts.published,
        "found": facts.found,
        "changed": facts.changed,
    }


def rights(facts: Facts, selection: Selection) -> dict[str, Any]:
    """Return what sites say about the use of the texts, in numbers."""
    licences = ranked(facts.licences)
    unknown = licences.pop("", 0)
    return {
        "reserved": facts.reserved,
        "licences": licences,
        "no_licence_named": unknown,
        "left_out": USES[selection.allowed_for][1] if selection.allowed_for else None,
        "taken_down": facts.taken_down,
        "excerpts_only": selection.excerpts,
    }


def ranked(counted: Any) -> dict[str, int]:
    """Return the most frequent first, equal ones in order of their names."""
    found = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in found[KINDS:])
    return dict(found[:KINDS]) | ({"…": rest} if rest else {})


def versions(needs: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of what a format needs."""
    return {name: version(name) for name in needs}


def files(place: Place) -> Iterator[dict[str, Any]]:
    """Yield name, size and hash of each file that was written."""
    if not place.is_folder:
        yield entry(place.part, place.dest.name)
        return
    for path in walk(place.part):
        if path != place.manifest_part:
            yield entry(path, path.relative_to(place.part).as_posix())


def walk(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder, in order of their names."""
    with os.scandir(folder) as found:
        names = sorted((one.name, one.is_dir()) for one in found)
    for name, is_folder in names:
        yield from walk(folder / name) if is_folder else (folder / name,)


def entry(path: Path, name: str) -> dict[str, Any]:
    """Return name, size and hash of a file."""
    return {"name": name, "bytes": path.stat().st_size, "sha256": sha256(path)}


def sha256(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
