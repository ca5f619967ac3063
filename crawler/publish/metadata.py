"""Datasette's metadata, made from what tables, views and queries declare."""

from __future__ import annotations

from typing import Any

import yaml

from ..corpus.schema import Table, View
from ..corpus.tables import TABLES
from ..corpus.views import VIEWS
from .queries import QUERIES, Query

TITLE = "Corpuscle"
DESCRIPTION = (
    "Articles gathered around a seed: how each was found, why it is here, and what was refused and why."
)
PAGE_SIZE = 50  # rows of a table page; articles and their view are wide, and people read the first screens
SEARCHABLE = ("articles", "corpus")
# What makes search and migrations work: out of the way, open to whoever starts Datasette with --root.
INTERNAL = {
    "articles_search": "What the search index reads: titles and texts, CJK characters set apart",
    "_sqlite_migrations": "Which migrations this file has had",
}


def metadata(database: str = "corpus") -> dict[str, Any]:
    """Return the metadata of a Datasette that serves one corpus under this name."""
    return {"title": TITLE, "description": DESCRIPTION, "databases": {database: database_metadata()}}


def database_metadata() -> dict[str, Any]:
    """Return what Datasette should know of a corpus: queries, tables and views."""
    tables = {table.name: table_metadata(table) for table in (*TABLES, *VIEWS)}
    out_of_the_way = {"hidden": True, "allow": {"id": "root"}}
    internal = {name: {"description": text} | out_of_the_way for name, text in INTERNAL.items()}
    return {
        "description": DESCRIPTION,
        "queries": {query.name: query_metadata(query) for query in QUERIES},
        "tables": tables | internal,
    }


def table_metadata(table: Table | View) -> dict[str, Any]:
    """Return what Datasette should know of a table or view; what is empty is left out."""
    searchable = table.name in SEARCHABLE
    entries = {
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.help,
        "columns": columns(table),
        "facets": list(table.facets),
        "sort_desc": table.sort_desc,
        "label_column": table.label if isinstance(table, Table) else None,
        "hidden": table.hidden,
        "size": PAGE_SIZE if searchable else None,
        "fts_table": "articles_fts" if searchable else None,
        "fts_pk": "id" if searchable else None,
    }
    return {name: value for name, value in entries.items() if value}


def columns(table: Table | View) -> dict[str, str]:
    """Return name → help of each column."""
    if isinstance(table, View):
        return dict(table.columns)
    return {column.name: column.help for column in table.columns}


def query_metadata(query: Query) -> dict[str, Any]:
    """Return a query as Datasette wants it."""
    entries = {"title": query.title, "description": query.description, "hide_sql": True, "sql": query.sql}
    return entries | ({"params": list(query.params)} if query.params else {})


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  (yaml's interface)
        """Write everything out."""
        return True


def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    """Write SQL as a block."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


Dumper.add_representer(str, represent_text)


def metadata_yaml(database: str = "corpus") -> str:
    """Return the generated part of `metadata.yml`: the databases."""
    part = {"databases": {database: database_metadata()}}
    return yaml.dump(part, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100).rstrip()
