"""Pages of a corpus: Datasette looks templates up by the name of the database."""

from __future__ import annotations

from typing import Any

from datasette.utils import to_css_class
from jinja2 import DictLoader

from ..queries import QUERIES

MENU = (
    ("corpus", "Read the corpus"),
    ("search", "Search"),
    ("new_articles", "New articles"),
    ("why", "Why is it here?"),
)
OWN_PAGE = {"search": "search", "why": "why"}  # queries whose answer is more than a table


def add(env: Any, names: frozenset[str]) -> None:
    """Let each corpus, whatever it is called, have our templates; a user's own come first."""
    for name in names:
        env.loader.loaders.append(DictLoader(aliases(name)))


def aliases(database: str) -> dict[str, str]:
    """Return template names that Datasette tries for a database, each standing for one of ours."""
    name = to_css_class(database)
    ours = {f"database-{name}.html": "database", f"row-{name}-articles.html": "article"}
    for query in QUERIES:
        ours[f"query-{name}-{to_css_class(query.name)}.html"] = OWN_PAGE.get(query.name, "query")
    return {alias: f'{{% extends "corpuscle/{template}.html" %}}' for alias, template in ours.items()}


def menu(datasette: Any, database: str) -> list[dict[str, str]]:
    """Return links to the pages of a corpus that people want first."""
    several = len(datasette.jinja_env.globals["corpora"]) > 1
    prefix = f"{database}: " if several else ""
    return [{"href": datasette.urls.table(database, page), "label": prefix + label} for page, label in MENU]
