"""CITATION.cff: how a release is cited, as GitHub, Zenodo and Zotero read it."""

from __future__ import annotations

from typing import Any

import yaml

from ..origin import Origin


def cff(origin: Origin) -> str:
    """Return the file, in the Citation File Format 1.2.0."""
    known: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this corpus, please cite it as below.",
        "type": "dataset",
        "title": origin.title,
        "version": origin.release,
        "date-released": (origin.as_of or "")[:10],
        "authors": [author(name) for name in origin.authors],
        "abstract": origin.description,
        "license": origin.licence,
        "url": origin.url,
        "doi": origin.doi,
        "keywords": ["text corpus", "news", "web"],
    }
    said: str = yaml.safe_dump(
        {name: value for name, value in known.items() if value}, allow_unicode=True, sort_keys=False
    )
    return said


def author(name: str) -> dict[str, str]:
    """Return a person, given as “Family, Given”, or else an organisation."""
    family, comma, given = name.partition(",")
    return {"family-names": family.strip(), "given-names": given.strip()} if comma else {"name": name}
