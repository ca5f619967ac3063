"""croissant.json: the dataset for machines, in MLCommons' Croissant 1.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .fields import FIELDS, Field
from .job import Job
from .manifest import sha256
from .origin import by_count

VOCABULARY = (
    "citeAs column equivalentProperty extract field fileObject fileProperty fileSet format includes "
    "isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
)
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
} | {name: f"cr:{name}" for name in VOCABULARY.split()}
TYPES = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean",
    "list": "sc:Text",
}  # fmt: skip
FILES = "parquet-files"
FILE_SET = {
    "@type": "cr:FileSet",
    "@id": FILES,
    "name": FILES,
    "encodingFormat": "application/x-parquet",
    "includes": "data/*.parquet",
}
RECORDS = "texts"


def croissant(job: Job, shards: list[Path]) -> dict[str, Any]:
    """Return the description of a dataset whose Parquet files are written."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": job.origin.slug,
        "alternateName": job.origin.title,
        "description": job.origin.description,
        "url": job.origin.url or f"urn:uuid:{job.origin.corpus}",
        "version": "1.0.0",
        "datePublished": (job.origin.as_of or "")[:10],
        "license": job.origin.licence or "https://choosealicense.com/licenses/other/",
        "creator": [{"@type": "sc:Person", "name": name} for name in job.origin.authors],
        "inLanguage": by_count(job.facts.languages.items()),
        "citeAs": f"{'; '.join(job.origin.authors)}: {job.origin.title}",
        "distribution": [file_object(job, path) for path in shards] + [FILE_SET],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": RECORDS,
                "name": RECORDS,
                "key": {"@id": f"{RECORDS}/id"},
                "field": [described(field) for field in FIELDS],
            }
        ],
    }


def file_object(job: Job, path: Path) -> dict[str, Any]:
    """Return a file."""
    name = path.relative_to(job.part).as_posix()
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": sha256(path),
    }


def described(field: Field) -> dict[str, Any]:
    """Return a column."""
    column: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{RECORDS}/{field.name}",
        "name": f"{RECORDS}/{field.name}",
        "description": field.help,
        "dataType": TYPES[field.type],
        "source": {"fileSet": {"@id": FILES}, "extract": {"column": field.name}},
    }
    if field.type == "list":
        column["repeated"] = True
    return column
