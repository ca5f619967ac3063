"""Templates of a corpus: Datasette looks them up by the name of the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from datasette.utils import to_css_class
from jinja2 import DictLoader

from ...corpus.tables import TABLES
from ...corpus.views import VIEWS
from ..queries import QUERIES
from .filters import FILTERS


def add(env: Any, names: Iterable[str]) -> None:
    """Let each corpus, whatever it is called, have our templates; a user's own come first."""
    env.filters.update(FILTERS)
    env.tests["is_web"] = FILTERS["is_web"]
    for name in names:
        env.loader.loaders.append(DictLoader(aliases(name)))


def aliases(database: str) -> dict[str, str]:
    """Return template names that Datasette tries for a database, each standing for one of ours."""
    name = to_css_class(database)
    ours = {f"database-{name}.html": "database", f"query-{name}.html": "sql"}
    for query in QUERIES:
        ours[f"query-{name}-{to_css_class(query.name)}.html"] = "query"
    for table in (*TABLES, *VIEWS):
        ours[f"table-{name}-{to_css_class(table.name)}.html"] = "table"
        ours[f"row-{name}-{to_css_class(table.name)}.html"] = "row"
    return {alias: f'{{% extends "corpuscle/{template}.html" %}}' for alias, template in ours.items()}
