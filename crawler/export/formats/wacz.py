"""A WACZ file: answers, their index and a list of pages in one zip archive, replayed in any browser.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from ...archive.surt import surt
from ..captured import Copied, copy
from ..job import Job

VERSION = "1.1.1"
WARC = "data.warc.gz"
CHUNK = 1 << 20
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same file whenever it is made


def write(job: Job) -> None:
    """Write the answers beside, then all of it into one file."""
    with TemporaryDirectory(dir=job.part.parent, prefix=f"{job.part.name}.") as name:
        folder = Path(name)
        with (folder / WARC).open("wb") as file:
            found = list(copy(job, file, WARC))
        described = description(job, len(found))
        with zipfile.ZipFile(job.part, "w", zipfile.ZIP_STORED) as archive:
            resources = [
                add_file(archive, f"archive/{WARC}", folder / WARC),
                add(archive, "indexes/index.cdx", index(found)),
                add(archive, "pages/pages.jsonl", pages(found)),
            ]
            package = as_json(described | {"resources": resources})
            add(archive, "datapackage.json", package)
            digest = {"path": "datapackage.json", "hash": hash_of(package)}
            add(archive, "datapackage-digest.json", as_json(digest))


def description(job: Job, found: int) -> dict[str, object]:
    """Return what datapackage.json says beside the files."""
    lacking = len(job.texts) - found
    about = f"Pages of {found} texts." + (f" Of {lacking} more the page is not archived." if lacking else "")
    return {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": job.name.removesuffix(".wacz"),
        "description": about,
        "created": job.origin.as_of,
        "software": "Corpuscle",
    }


def index(found: list[Copied]) -> str:
    """Return the index of the answers: CDXJ, a line each, sorted."""
    return "".join(sorted(map(line, found)))


def line(one: Copied) -> str:
    """Return the line of an answer in the index."""
    facts = {
        "url": one.url,
        "mime": one.content_type,
        "status": str(one.status),
        "digest": one.digest,
        "length": str(one.length),
        "offset": str(one.offset),
        "filename": WARC,
    }
    return f"{surt(one.url)} {timestamp(one.captured_at)} {json.dumps(facts)}\n"


def timestamp(moment: str) -> str:
    """Return 20260314083000 for 2026-03-14T08:30:00.000Z."""
    return "".join(sign for sign in moment[:19] if sign.isdigit())


def pages(found: list[Copied]) -> str:
    """Return the list of pages: JSON Lines, the first of which says what it is."""
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
    rest = [{"id": str(one.id), "url": one.url, "ts": one.captured_at, "title": one.title} for one in found]
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in [head, *rest])


def as_json(value: object) -> str:
    """Write JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def add(archive: zipfile.ZipFile, name: str, text: str) -> dict[str, object]:
    """Put a text into the archive; return its entry in the list of files."""
    data = text.encode()
    archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return {"name": name.rpartition("/")[2], "path": name, "hash": hash_of(text), "bytes": len(data)}


def add_file(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, object]:
    """Put a file into the archive, as it is; return its entry in the list of files."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.file_size = path.stat().st_size
    with path.open("rb") as file, archive.open(info, "w") as into:
        shutil.copyfileobj(file, into, CHUNK)
    with path.open("rb") as file:
        marks = hashlib.file_digest(file, "sha256")
    return {
        "name": name.rpartition("/")[2],
        "path": name,
        "hash": f"sha256:{marks.hexdigest()}",
        "bytes": info.file_size,
    }


def hash_of(text: str) -> str:
    """Return the hash of a text as WACZ has it."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
