"""croissant.json: the dataset for machines, in MLCommons' Croissant 1.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .about import Named, by_count
from .fields import FIELDS, Field
from .job import Job
from .manifest import sha256

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
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


def croissant(job: Job, about: Named, shards: list[Path]) -> dict[str, Any]:
    """Return the description of a dataset whose Parquet files are written."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": about.slug,
        "alternateName": about.title,
        "description": about.description,
        "url": about.url or f"urn:uuid:{job.snapshot.corpus_id}",
        "version": "1.0.0",
        "datePublished": (job.snapshot.as_of or "")[:10],
        "license": about.licence or "https://choosealicense.com/licenses/other/",
        "creator": [{"@type": "sc:Person", "name": name} for name in about.authors],
        "inLanguage": by_count(job.facts.languages.items()),
        "citeAs": f"{'; '.join(about.authors)}: {about.title}",
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
