"""A Frictionless data package: texts.csv, and datapackage.json that says what its columns mean."""

from __future__ import annotations

import json
from typing import Any

from ..fields import FIELDS, Field
from ..job import Job, open_text
from ..manifest import sha256
from ..table import Table

DATA = "texts.csv"
NEVER_EMPTY = ("id", "url", "host", "words", "found_at", "last_changed", "sha256")


def write(job: Job) -> None:
    """Write data, then what it is."""
    path = job.part / DATA
    with open_text(path) as file:
        table = Table(file)
        for text in job.texts:
            table.add(text)
    resource = {
        "name": "texts",
        "path": DATA,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "dialect": {"lineTerminator": "\n"},
        "schema": {
            "fields": [described(field) for field in FIELDS],
            "primaryKey": ["id"],
            "missingValues": [""],
        },
    }
    package = package_of(job) | {"resources": [resource]}
    with open_text(job.part / "datapackage.json") as file:
        json.dump(package, file, ensure_ascii=False, indent=2)
        file.write("\n")


def package_of(job: Job) -> dict[str, Any]:
    """Return all but the data."""
    about = job.origin
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": about.slug,
        "id": about.corpus,
        "title": about.title,
        "description": about.description,
        "created": about.as_of,
        "contributors": [{"title": name, "role": "author"} for name in about.authors],
    }
    if about.url:
        package["homepage"] = about.url
    if about.licence:
        package["licenses"] = [{"name": about.licence}]
    return package


def described(field: Field) -> dict[str, Any]:
    """Return a column: members of lists stand behind each other in one text."""
    column: dict[str, Any] = {
        "name": field.name,
        "type": "string" if field.type == "list" else field.type,
        "description": field.help,
    }
    if field.name in NEVER_EMPTY:
        column["constraints"] = {"required": True}
    return column
